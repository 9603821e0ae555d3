"""`kh57 print` and `kh57 report`."""

from __future__ import annotations

import argparse
from pathlib import Path

from kh57_desktop.cli.lists import day_of
from kh57_desktop.cli.output import say, show
from kh57_desktop.cli.passwords import password
from kh57_desktop.domain.reports import Report
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _
from kh57_desktop.services import annexes, identities, papers, report_checks, report_corrections, reports
from kh57_desktop.services.files import write_new
from kh57_desktop.services.session import Session, open_session


def print_(options: argparse.Namespace) -> int:
    suffix = options.out.suffix.lower()
    if suffix not in papers.SUFFIXES:
        raise BadValue(field="--out", value=suffix or options.out.name, allowed=", ".join(papers.SUFFIXES))
    with open_session(options.data, read_only=True) as session:
        on = day_of(session.today, options.on)
        request = papers.Request(
            on=on,
            plan=options.plan,
            regime=options.regime,
            body=options.body,
            period=options.period,
            unit=options.unit,
            person=options.person,
            view=options.view,
            meeting=on if options.on else None,
        )
        paper = (
            _signed(options, session, request)
            if options.identity
            else papers.render(session, options.kind, request, suffix=suffix, with_data=options.with_data)
        )
    write_new(options.out, paper, force=options.force)
    show({"file": options.out, "bytes": len(paper)}, as_json=options.json)
    return 0


def _signed(options: argparse.Namespace, session: Session, request: papers.Request) -> bytes:
    """An annex as a file of its own, signed by the office."""
    if options.out.suffix.lower() != ".pdf" or options.with_data:
        raise BadValue(field="--out", value=options.out.suffix, allowed=".pdf")
    name = Path(options.identity).name
    secret = password(options.password_file, 0, name=name)
    identity = identities.signer_of(identities.open_any(session, options.identity, secret), "").identity
    try:
        return annexes.signed_annex(session, options.kind, request, identity)
    finally:
        identity.close()


def report(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        drafted = _drafted(session, options)
        on = day_of(session.today, options.date) if options.issue else None
        if options.issue and (options.number is None or options.number < 1):
            raise BadValue(field="--number", value=options.number, allowed=_("the integer of the document number"))
        findings = report_checks.check_list(session, drafted, on=on)
        if on is not None:
            drafted = reports.issue_report(session, drafted, number=options.number, on=on)
    for line in report_checks.summary(findings):
        say(line)
    result = {
        "regime": drafted.regime,
        "period": drafted.period,
        "state": drafted.state,
        "sign": drafted.sign,
        "cut_off": drafted.cut_off,
        "due_on": drafted.due_on,
        "tasks": len(drafted.figures.tasks),
        "indicators": len(drafted.figures.indicators),
        "corrections": len(drafted.corrections),
    }
    show(result, as_json=options.json)
    return 0


def _drafted(session: Session, options: argparse.Namespace) -> Report:
    """The draft of the period; with `--correct` that of the correction of what was issued."""
    if options.correct is not None:
        issued = reports.issued_report(session, period=options.period, regime=options.regime, body=options.body)
        report_corrections.start_correction(session, issued)
    drafted = reports.draft_report(
        session, period=options.period, regime=options.regime, body=options.body, plan=options.plan
    )
    if options.correct is not None:
        drafted = report_corrections.give_reason(session, drafted, list(drafted.corrections), options.correct)
    return drafted
