"""`kh57 trust`, `package`, `verify`, `receive`."""

from __future__ import annotations

import argparse
from pathlib import Path

from kh57_desktop.cli.output import Lines, show
from kh57_desktop.cli.passwords import password
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.services import identities, packages, reports
from kh57_desktop.services.session import open_session


def trust(options: argparse.Namespace) -> int:
    roles = frozenset(SignerRole(role) for role in options.role or ())
    with open_session(options.data) as session:
        row = identities.trust(session, options.certificate, office_code=options.office, roles=roles)
    result = {"office": row.office_code, "subject": row.subject, "sha256": row.sha256, "roles": sorted(row.roles)}
    show(result, as_json=options.json)
    return 0


def package(options: argparse.Namespace) -> int:
    posts = iter(options.post)
    signers = []
    for place, words in enumerate(options.identity):
        path = Path(words)
        identity = identities.open_identity(path, password(options.password_file, place, name=path.name))
        post = None if identity.role is SignerRole.OFFICE else next(posts, None)
        signers.append(packages.Signer(identity, post))
    with open_session(options.data) as session:
        report = reports.issued_report(session, period=options.period, regime=options.regime, body=options.body)
        made = packages.package_report(session, report, signers, options.out, progress=Lines())
    result = {
        "file": made.path,
        "bytes": made.size,
        "sequence": made.sequence,
        "comparison_code": made.comparison_code,
        "digest": made.digest,
    }
    show(result, as_json=options.json)
    return 0
