"""`kh57 new`."""

from __future__ import annotations

import argparse

from kh57_desktop.cli.output import show
from kh57_desktop.domain.terms import OfficeRole, System
from kh57_desktop.services.offices import create_office


def new(options: argparse.Namespace) -> int:
    role = OfficeRole(options.role)
    level = options.level or ("tỉnh" if len(options.code) == 2 else "xã")
    session = create_office(
        options.data,
        name=options.name,
        province=options.province,
        code=options.code,
        level=level,
        system=System(options.system),
        role=role,
    )
    office = session.store.offices.office()
    session.close()
    show({"file": options.data, "office": office.full_name, "code": office.code}, as_json=options.json)
    return 0
