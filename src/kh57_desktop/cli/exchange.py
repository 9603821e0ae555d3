"""`kh57 trust`, `package`, `verify`, `receive`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import cast

from kh57_desktop.cli.output import Lines, say, show, show_json
from kh57_desktop.cli.passwords import password
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.errors import REFUSED
from kh57_desktop.i18n import _
from kh57_desktop.services import identities, packages, receiving, reports
from kh57_desktop.services.receiving import Verification
from kh57_desktop.services.session import VIETNAM, open_session


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


def verify(options: argparse.Namespace) -> int:
    judged = receiving.verify(options.file, trust=options.trust, progress=Lines())
    _show_verification(judged, options.file, as_json=options.json)
    return 0 if judged.is_acceptable else REFUSED


def _show_verification(judged: Verification, path: Path, *, as_json: bool) -> None:
    signers = [
        {
            "name": signer.name,
            "office": signer.office_code,
            "role": signer.role,
            "post": signer.post,
            "sha256": signer.sha256,
            "claimed_signing_time": signer.signed_at,
            "is_trusted": signer.is_trusted,
        }
        for signer in judged.signers
    ]
    findings = receiving.findings_in_words(judged)
    if as_json:
        show_json(
            {
                "file": path,
                "result": judged.result,
                "words": receiving.verdict_words(judged),
                "comparison_code": judged.comparison_code,
                "digest": judged.digest,
                "received_at": judged.received_at,
                "signers": signers,
                "findings": findings,
            }
        )
        return
    print(f"{path.name}\t{receiving.verdict_words(judged)}\t{judged.comparison_code or '-'}")
    for finding in findings:
        print(f"{finding['code']}\t{finding['message']}")
    for signer in judged.signers:
        at = f"{signer.signed_at.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}" if signer.signed_at else "-"
        print(_("signed by {name}, at {at} by the signer's clock").format(name=signer.name, at=at))
    say(receiving.advice_words(judged))


def receive(options: argparse.Namespace) -> int:
    refused = 0
    outcomes = []
    with open_session(options.data) as session:
        for path in options.packages:
            outcome = receiving.receive(session, path, confirm=options.confirm, progress=Lines())
            taken = outcome.stored is not None or outcome.verification.is_replay
            refused += not taken
            outcomes.append(
                {
                    "file": path.name,
                    "words": outcome.verdict_words,
                    "stored": outcome.stored is not None,
                    "rows": outcome.rows,
                    "findings": receiving.findings_in_words(outcome.verification),
                }
            )
    if options.json:
        show_json(outcomes)
        return REFUSED if refused else 0
    for row in outcomes:
        print(f"{row['file']}\t{row['words']}\t{row['rows']}")
        for finding in cast(list[dict[str, str]], row["findings"]):
            print(f"{finding['code']}\t{finding['message']}")
    if refused:
        say(_("{count} packages were not stored. What was stored before is unchanged.").format(count=refused))
    return REFUSED if refused else 0
