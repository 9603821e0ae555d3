"""`kh57 return`, `accept`, `receipt`, `summary`: what a superior answers and consolidates."""

from __future__ import annotations

import argparse
from typing import Any

from kh57_desktop.cli.lists import day_of
from kh57_desktop.cli.output import show
from kh57_desktop.cli.signing import handed, signers_of, wrong_usage
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _
from kh57_desktop.services import answering, consolidated_paper, consolidated_reports
from kh57_desktop.services.files import write_new
from kh57_desktop.services.session import Session, open_session


def return_(options: argparse.Namespace) -> int:
    remarks = answering.read_remarks(options.remarks)
    with open_session(options.data) as session:
        package, _sheet = answering.received_file(session, options.package)
        with signers_of(options, session) as signers:
            made = answering.return_package(session, package, remarks, signers, options.out, reopen=options.reopen)
    show({**handed(made), "remarks": len(remarks)}, as_json=options.json)
    return 0


def accept(options: argparse.Namespace) -> int:
    if not options.approve and (not options.identity or options.out is None):
        return wrong_usage(_("accept needs --approve, or --identity and --out"))
    with open_session(options.data) as session:
        package, _sheet = answering.received_file(session, options.package)
        if options.approve:
            approved = answering.approve(session, package)
            show({"office": approved.office_name, "state": approved.state}, as_json=options.json)
            return 0
        with signers_of(options, session) as signers:
            made = answering.accept(session, package, signers, options.out)
    show(handed(made), as_json=options.json)
    return 0


def receipt(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        package, _sheet = answering.received_file(session, options.package)
        with signers_of(options, session) as signers:
            made = answering.receipt(session, package, signers, options.out)
    show(handed(made), as_json=options.json)
    return 0


def summary(options: argparse.Namespace) -> int:
    if options.issue and (options.number is None or options.date is None):
        return wrong_usage(_("summary --issue needs --number and --date"))
    with open_session(options.data) as session:
        if options.issue:
            written = _issue_summary(session, options)
        else:
            written = consolidated_paper.write_report(
                session,
                period=options.period,
                regime=options.regime,
                body=options.body,
                out=options.out,
                force=options.force,
            )
    show(written, as_json=options.json)
    return 0


def _issue_summary(session: Session, options: argparse.Namespace) -> dict[str, Any]:
    """Freeze it, and write the paper as it was frozen; the same command again writes the same paper."""
    if options.out.suffix.lower() != ".pdf":
        raise BadValue(field="--out", value=options.out.name, allowed=".pdf")
    report = consolidated_reports.issue(
        session,
        period=options.period,
        regime=options.regime,
        body=options.body,
        number=options.number,
        on=day_of(session.today, options.date),
        again=options.again,
    )
    write_new(options.out, session.store.files.read(report.pdf_attachment), force=options.force)
    return {"file": options.out, "period": report.period, "sign": report.sign, "date": report.dated_on}
