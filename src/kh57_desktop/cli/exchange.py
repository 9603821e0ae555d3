"""`kh57 trust`, `package`, `withdraw`, `verify`, `receive`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import cast

from kh57_desktop.cli.output import Lines, say, show, show_json
from kh57_desktop.cli.signing import handed, signers_of, wrong_usage
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.errors import REFUSED
from kh57_desktop.i18n import _
from kh57_desktop.services import (
    consolidated_packages,
    consolidated_reports,
    identities,
    packages,
    receiving,
    reports,
    trust_lists,
)
from kh57_desktop.services.files import write_new
from kh57_desktop.services.judging import checks_in
from kh57_desktop.services.paper_packages import sheet_of_judgement
from kh57_desktop.services.receiving import Verification
from kh57_desktop.services.session import VIETNAM, open_session
from kh57_desktop.services.signature_places import keep_picture_file


def trust(options: argparse.Namespace) -> int:
    if options.export:
        return _export_trust(options)
    if options.certificate is None or options.office is None:
        return wrong_usage(_("trust needs a certificate file and --office, or --export"))
    roles = frozenset(SignerRole(role) for role in options.role or ())
    with open_session(options.data) as session:
        row = identities.trust(
            session, options.certificate, office_code=options.office, roles=roles, heard=options.fingerprint
        )
    result = {"office": row.office_code, "subject": row.subject, "sha256": row.sha256, "roles": sorted(row.roles)}
    show(result, as_json=options.json)
    return 0


def _export_trust(options: argparse.Namespace) -> int:
    if not options.identity or options.out is None:
        return wrong_usage(_("trust --export needs --identity and --out"))
    with open_session(options.data) as session, signers_of(options, session) as signers:
        made, version = trust_lists.export_trust_list(session, signers, options.out)
    show({**handed(made), "version": version}, as_json=options.json)
    return 0


def package(options: argparse.Namespace) -> int:
    if options.consolidated:
        return _package_consolidated(options)
    with open_session(options.data) as session:
        report = reports.issued_report(session, period=options.period, regime=options.regime, body=options.body)
        with signers_of(options, session) as signers:
            for signer, picture in zip(signers, options.picture, strict=False):
                if picture != "-":
                    keep_picture_file(session, signer.identity, Path(picture))
            made = packages.package_report(
                session, report, signers, options.out, reason=options.reason, progress=Lines()
            )
        if options.time_stamp:
            built = packages.package_of(session, report)
            if built is not None:
                packages.add_time_stamps(session, built, packages.service_at(options.time_stamp))
    show(handed(made), as_json=options.json)
    return 0


def _package_consolidated(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        report = consolidated_reports.issued(session, period=options.period, regime=options.regime)
        with signers_of(options, session) as signers:
            made = consolidated_packages.package_consolidated(
                session, report, signers, options.out, reason=options.reason, progress=Lines()
            )
    show(handed(made), as_json=options.json)
    return 0


def withdraw(options: argparse.Namespace) -> int:
    with open_session(options.data) as session, signers_of(options, session) as signers:
        report = reports.issued_report(session, period=options.period, regime=options.regime, body=options.body)
        made = packages.withdraw_report(session, report, signers, options.out, reason=options.reason)
    show(handed(made), as_json=options.json)
    return 0


def verify(options: argparse.Namespace) -> int:
    judged = receiving.verify(options.file, trust=options.trust, progress=Lines())
    if options.sheet is not None:
        write_new(options.sheet, sheet_of_judgement(judged, options.trust), force=options.force)
    is_stranger = options.trust is None or not options.trust.is_file()
    _show_verification(judged, options.file, is_stranger=is_stranger, as_json=options.json)
    return 0 if judged.is_acceptable else REFUSED


def _show_verification(judged: Verification, path: Path, *, is_stranger: bool, as_json: bool) -> None:
    signers = [
        {
            "name": signer.name,
            "office": signer.office_code,
            "role": signer.role,
            "post": signer.post,
            "sha256": signer.sha256,
            "claimed_signing_time": signer.signed_at,
            "is_trusted": signer.is_trusted,
            "time_stamp": signer.stamped_at,
            "time_stamp_by": signer.stamped_by or None,
        }
        for signer in judged.signers
    ]
    findings = receiving.findings_in_words(judged)
    checks = checks_in(judged, is_stranger=is_stranger)
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
                "checks": [{"name": _(one.name), "outcome": _(one.outcome)} for one in checks],
            }
        )
        return
    print(f"{receiving.clean_line(path.name)}\t{receiving.verdict_words(judged)}\t{judged.comparison_code or '-'}")
    for finding in findings:
        print(f"{finding['code']}\t{finding['message']}")
    for one in checks:
        print(f"{_(one.outcome)}\t{_(one.name)}")
    for signer in judged.signers:
        at = f"{signer.signed_at.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}" if signer.signed_at else "-"
        print(_("signed by {name}, at {at} by the signer's clock").format(name=signer.name, at=at))
    say(receiving.advice_words(judged))


def receive(options: argparse.Namespace) -> int:
    refused = 0
    outcomes = []
    with open_session(options.data) as session:
        for outcome in receiving.receive_all(session, options.packages, confirm=options.confirm, progress=Lines()):
            refused += not outcome.is_settled
            outcomes.append(
                {
                    "file": receiving.clean_line(outcome.verification.path.name),
                    "words": outcome.verdict_words,
                    "stored": outcome.stored is not None,
                    "rows": outcome.rows,
                    "refusal": outcome.refusal.sentence if outcome.refusal else None,
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
        if row["refusal"]:
            say(str(row["refusal"]))
    if refused:
        say(_("{count} packages were not stored. What was stored before is unchanged.").format(count=refused))
    return REFUSED if refused else 0
