"""`kh57 return`, `accept`, `receipt`, `summary`: what a superior answers and consolidates."""

from __future__ import annotations

import argparse

from kh57_desktop.cli.output import show
from kh57_desktop.cli.signing import handed, signers_of, wrong_usage
from kh57_desktop.i18n import _
from kh57_desktop.services import answering, consolidated_paper
from kh57_desktop.services.session import open_session


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
    with open_session(options.data) as session:
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
