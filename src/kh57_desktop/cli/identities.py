"""`kh57 identity new|show|renew|certificate`."""

from __future__ import annotations

import argparse
from typing import Any

from kh57_desktop.cli.output import show
from kh57_desktop.cli.passwords import password
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.services.files import write_new
from kh57_desktop.services.identities import certificate_pem, new_identity, open_identity
from kh57_desktop.services.key_changes import renew_identity
from kh57_desktop.services.session import open_session


def run(options: argparse.Namespace) -> int:
    secret = password(options.password_file, 0, name=options.file.name, confirm=options.action == "new")
    if options.action == "renew":
        return _renew(options, secret)
    if options.action == "new":
        identity = new_identity(
            options.file,
            name=options.name,
            office_code=options.office,
            role=SignerRole(options.role),
            password=secret,
        )
    else:
        identity = open_identity(options.file, secret)
    result: dict[str, Any] = {
        "file": options.file,
        "name": identity.name,
        "office": identity.office_code,
        "role": identity.role,
        "valid_to": identity.valid_to.date(),
        "sha256": identity.sha256,
    }
    if options.action == "certificate":
        write_new(options.out, certificate_pem(identity), force=options.force)
        result["file"] = options.out
    show(result, as_json=options.json)
    return 0


def _renew(options: argparse.Namespace, secret: str) -> int:
    old = open_identity(options.file, secret)
    is_new = not options.new_file.exists()
    wanted = password(options.password_file, 1, name=options.new_file.name, confirm=is_new)
    with open_session(options.data) as session:
        new, made = renew_identity(session, old, options.new_file, options.out, password=wanted)
    result = {"file": options.new_file, "name": new.name, "valid_to": new.valid_to.date(), "sha256": new.sha256}
    show({**result, "package": made.path, "comparison_code": made.comparison_code}, as_json=options.json)
    return 0
