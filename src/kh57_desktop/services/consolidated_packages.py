"""The package of an issued consolidated report to the office's own superior (xã → tỉnh → trung ương)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kh57_desktop.domain.consolidated_reports import ConsolidatedReport
from kh57_desktop.domain.package_changes import changes_between
from kh57_desktop.domain.packages import Link, PackageKind
from kh57_desktop.exchange.pades import sign_pdf
from kh57_desktop.i18n import _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.consolidated_reports import period_of
from kh57_desktop.services.offices import signature_of, superior_of
from kh57_desktop.services.package_series import (
    HandedFile,
    Payload,
    Signer,
    build_numbered,
    check_signers,
    copy_out,
    mark,
)
from kh57_desktop.services.packages import AcceptedAbove, about_report, replacement_words, rows_of
from kh57_desktop.services.session import Session
from kh57_desktop.services.signature_places import pictures_for
from kh57_desktop.store.packages import OutgoingPackage


def package_consolidated(
    session: Session,
    report: ConsolidatedReport,
    signers: Sequence[Signer],
    folder: Path,
    *,
    reason: str = "",
    progress: Progress = SILENT,
) -> HandedFile:
    """Sign and number it like any other package and copy it into `folder`; run again it copies the same bytes."""
    package = package_of(session, report) or build(session, report, signers, reason=reason, progress=progress)
    return copy_out(session, package, folder)


def package_of(session: Session, report: ConsolidatedReport) -> OutgoingPackage | None:
    return next((row for row in session.store.packages.all() if row.consolidated_id == report.id), None)


def build(
    session: Session,
    report: ConsolidatedReport,
    signers: Sequence[Signer],
    *,
    reason: str = "",
    progress: Progress = SILENT,
) -> OutgoingPackage:
    """Sign and keep the package of a report that has none yet; nothing leaves the office."""
    check_signers(session, signers)
    files = session.store.files
    data, pdf = files.read(report.data_attachment), files.read(report.pdf_attachment)
    body = session.store.offices.body(report.issuing_body_id)
    places = pictures_for(session, signature_of(body), pdf, signers)
    signed = sign_pdf(pdf, [signer.identity for signer in signers], at=session.now(), pictures=places)
    replaced = _replaced(session, report)
    recipient = superior_of(session, body.system)
    link = _link(session, report, replaced, data, reason.strip())

    def also(package: OutgoingPackage) -> None:
        files.put_bytes(signed, f"{report.sign.replace('/', '_')}-signed.pdf", "signed-report")
        session.store.packages.put(replace(package, consolidated_id=report.id))
        if replaced is not None:
            mark(session, replaced, "superseded")

    built = build_numbered(
        session,
        kind=PackageKind.REPORT if replaced is None else PackageKind.CORRECTION,
        recipient=recipient.name,
        recipient_organ_id=recipient.organ_id,
        payload=Payload(data, signed),
        signers=signers,
        words=_("Package report {sign}").format(sign=report.sign),
        about=lambda facts: about_report(facts, report, period_of(report), link),
        also=also,
        progress=progress,
    )
    return session.store.packages.get(built.id)


def _before(session: Session, report: ConsolidatedReport) -> ConsolidatedReport | None:
    return None if report.corrects is None else session.store.consolidated.first("uid = ?", (report.corrects,))


def _replaced(session: Session, report: ConsolidatedReport) -> OutgoingPackage | None:
    """The package of the report before it; AcceptedAbove where the superior has accepted that."""
    before = _before(session, report)
    package = package_of(session, before) if before is not None else None
    if package is not None and package.state == "accepted":
        raise AcceptedAbove(period=report.period)
    return package


def _link(
    session: Session, report: ConsolidatedReport, replaced: OutgoingPackage | None, data: bytes, reason: str
) -> Link | None:
    before = _before(session, report)
    if replaced is None or before is None:
        return None
    times, earlier = 2, before
    while (next_one := _before(session, earlier)) is not None:
        earlier, times = next_one, times + 1
    changes = changes_between(rows_of(session.store.files.read(before.data_attachment)), rows_of(data))
    return Link(replaced.sequence, replaced.digest, reason=replacement_words(times, reason, changes))
