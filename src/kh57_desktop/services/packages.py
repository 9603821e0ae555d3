"""Report packages going out: sign the issued report, correct it, withdraw it, add time-stamps."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from kh57_desktop.domain.consolidated_reports import ConsolidatedReport
from kh57_desktop.domain.package_changes import RowChange, changes_between, in_words
from kh57_desktop.domain.packages import Link, PackageFacts, PackageKind, PeriodFacts
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.pades import sign_pdf
from kh57_desktop.exchange.payloads import ReportData, read_data
from kh57_desktop.exchange.time_stamp import Service, service_at, with_time_stamps
from kh57_desktop.exchange.writer import Attachment
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.offices import superior_of
from kh57_desktop.services.package_rows import rows_in
from kh57_desktop.services.package_series import (
    RESTORED_SERIES,
    AnotherPackage,
    HandedFile,
    Payload,
    Signer,
    WrongSigner,
    build_numbered,
    check_signers,
    content_of,
    copy_out,
    mark,
)
from kh57_desktop.services.reports import period_facts
from kh57_desktop.services.session import Session
from kh57_desktop.services.signature_places import pictures_for
from kh57_desktop.store.packages import OutgoingPackage

__all__ = [
    "RESTORED_SERIES",
    "AnotherPackage",
    "HandedFile",
    "Signer",
    "WrongSigner",
    "add_time_stamps",
    "package_of",
    "package_report",
    "service_at",
    "withdraw_report",
]

TEMPLATE_VERSION = "1.0"
STAMP_SERVICE = "time_stamp_service"
"""Setting: address of the time-stamp service that was used last."""
MOST_DIFFERENCES = 200
"""Lines of differences that a replacing package names; more are counted."""


class AcceptedAbove(UserError):
    """The superior accepted the report: it is locked on both sides."""

    code = "accepted-above"
    message = N_("The superior has accepted the report of {period}; it is locked.")
    hint = N_("Nothing was signed. Please ask the superior to return it first if it must change.")


class NotPackaged(UserError):
    """There is no package of this report that could be withdrawn."""

    code = "not-packaged"
    message = N_("The report of {period} has no package that could be withdrawn.")
    hint = N_("Nothing was changed. Only a package that was built can be withdrawn.")


class ReasonMissing(UserError):
    """A withdrawal, a return or a correction says why."""

    code = "reason-missing"
    message = N_("A reason is needed.")
    hint = N_("Nothing was changed. Please write in one sentence why.")


def package_report(
    session: Session,
    report: Report,
    signers: Sequence[Signer],
    folder: Path,
    *,
    reason: str = "",
    progress: Progress = SILENT,
) -> HandedFile:
    """Sign the issued report, build its package and copy it into `folder`.

    The number is used up, the package kept and the report marked in one action, before the copy: a copy that fails
    is made again from the same bytes, never signed anew. Run again for the same report it copies the same bytes.
    A report that corrects another one becomes a correction, which names what changed.
    """
    package = package_of(session, report) or build_report_package(
        session, report, signers, reason=reason, progress=progress
    )
    return copy_out(session, package, folder)


def package_of(session: Session, report: Report) -> OutgoingPackage | None:
    """The package of the report itself, not of its withdrawal."""
    known = session.store.packages.of_report(report.id)
    return next((row for row in reversed(known) if row.kind is not PackageKind.WITHDRAWAL), None)


def build_report_package(
    session: Session,
    report: Report,
    signers: Sequence[Signer],
    *,
    reason: str = "",
    pictures: bool = True,
    progress: Progress = SILENT,
) -> OutgoingPackage:
    """Sign and keep the package of a report that has none yet; nothing leaves the office."""
    check_signers(session, signers)
    files = session.store.files
    data = files.read(report.data_attachment or "")
    pdf = files.read(report.pdf_attachment or "")
    places = pictures_for(session, report.signature, pdf, signers) if pictures else {}
    signed = sign_pdf(pdf, [signer.identity for signer in signers], at=session.now(), pictures=places)
    replaced = _replaced(session, report)
    kind = PackageKind.REPORT if replaced is None else PackageKind.CORRECTION
    recipient = superior_of(session, report.system)

    def also(_package: OutgoingPackage) -> None:
        files.put_bytes(signed, f"{(report.sign or '').replace('/', '_')}-signed.pdf", "signed-report")
        session.store.reports.put(replace(report, state=ReportState.PACKAGED))
        if replaced is not None:
            mark(session, replaced, "superseded")

    return build_numbered(
        session,
        kind=kind,
        recipient=recipient.name,
        recipient_organ_id=recipient.organ_id,
        payload=Payload(data, signed, attachments=_attachments(session)),
        signers=signers,
        words=_("Package report {sign}").format(sign=report.sign),
        about=lambda facts: about_report(facts, report, period_facts(report), _link(session, replaced, data, reason)),
        report_id=report.id,
        also=also,
        progress=progress,
    )


def _attachments(session: Session) -> tuple[Attachment, ...]:
    """Only what is ticked "gửi kèm"."""
    files = session.store.files
    return tuple(
        Attachment(files.path(row.id), row.sha256, row.size, row.name) for row in files.all() if row.goes_along
    )


def about_report(
    facts: PackageFacts, report: Report | ConsolidatedReport, period: PeriodFacts, supersedes: Link | None
) -> PackageFacts:
    """What the envelope says of the report inside, an own one or a consolidated one."""
    return replace(
        facts,
        supersedes=supersedes,
        report_uid=report.uid,
        report_type=report.regime,
        report_title=report.title,
        template_version=TEMPLATE_VERSION,
        document_number=report.sign,
        period_code=report.period,
        period=period,
    )


def _replaced(session: Session, report: Report) -> OutgoingPackage | None:
    """The package of the report that this one corrects; AcceptedAbove where the superior has accepted it."""
    if report.corrects is None:
        return None
    earlier = next((row for row in session.store.reports.all() if row.uid == report.corrects), None)
    package = package_of(session, earlier) if earlier else None
    if package is not None and package.state == "accepted":
        raise AcceptedAbove(period=report.period)
    return package


def _link(session: Session, replaced: OutgoingPackage | None, data: bytes, reason: str) -> Link | None:
    """What is replaced, and why: which time it is, the reason, and every difference in words."""
    if replaced is None:
        return None
    times = 2
    before = replaced
    while before.supersedes_digest:
        earlier = session.store.packages.by_digest(before.supersedes_digest)
        if earlier is None:
            break
        before, times = earlier, times + 1
    words = replacement_words(times, reason, differences_from(session, replaced, data))
    return Link(replaced.sequence, replaced.digest, reason=words)


def replacement_words(times: int, reason: str, found: Sequence[RowChange]) -> str:
    """ "Lần 2, thay lần 1", the reason and the list of differences, as the package that replaces carries them."""
    lines = [_("Time {times}, replaces time {before}.").format(times=times, before=times - 1)]
    lines += [reason] if reason else []
    lines += [f"- {in_words(change)}" for change in found[:MOST_DIFFERENCES]]
    if len(found) > MOST_DIFFERENCES:
        lines.append(_("… and {count} more").format(count=len(found) - MOST_DIFFERENCES))
    return "\n".join(lines)


def differences_from(session: Session, before: OutgoingPackage, data: bytes) -> list[RowChange]:
    """What a data file says otherwise than the report of an earlier package."""
    report = session.store.reports.get(before.report_id or "")
    earlier = session.store.files.read(report.data_attachment or "")
    return changes_between(rows_of(earlier), rows_of(data))


def rows_of(data: bytes) -> dict[tuple[str, str], dict[str, object]]:
    read, _unknown = read_data(data, PackageKind.REPORT)
    assert isinstance(read, ReportData)
    return {(kind, key): msgspec.to_builtins(value) for kind, key, value in rows_in(read)}


def withdraw_report(
    session: Session, report: Report, signers: Sequence[Signer], folder: Path, *, reason: str
) -> HandedFile:
    """Tell the superior that the package of this report counts no more; run again it copies the same bytes."""
    known = session.store.packages.of_report(report.id)
    package = next((row for row in known if row.kind is PackageKind.WITHDRAWAL), None)
    return copy_out(session, package or _withdraw(session, report, signers, reason), folder)


def _withdraw(session: Session, report: Report, signers: Sequence[Signer], reason: str) -> OutgoingPackage:
    replaced = package_of(session, report)
    if replaced is None:
        raise NotPackaged(period=report.period)
    if replaced.state == "accepted":
        raise AcceptedAbove(period=report.period)
    if not reason.strip():
        raise ReasonMissing
    recipient = superior_of(session, report.system)
    link = Link(replaced.sequence, replaced.digest, reason=reason.strip())

    def also(_package: OutgoingPackage) -> None:
        mark(session, replaced, "withdrawn")
        session.store.reports.put(replace(report, state=ReportState.ISSUED))

    return build_numbered(
        session,
        kind=PackageKind.WITHDRAWAL,
        recipient=recipient.name,
        recipient_organ_id=recipient.organ_id,
        payload=Payload(session.store.files.read(report.data_attachment or "")),
        signers=signers,
        words=_("Withdraw the package of report {sign}").format(sign=report.sign),
        about=lambda facts: about_report(facts, report, period_facts(report), link),
        report_id=report.id,
        also=also,
    )


def add_time_stamps(session: Session, package: OutgoingPackage, service: Service) -> OutgoingPackage:
    """Level B-T as a second step: the same package, its digest unchanged, with a stamp on each signature.

    NoTimeStamp where the service gives none; the package then stays as it is.
    """
    before = content_of(session, package)
    after = with_time_stamps(before, service)
    if hashlib.sha256(after).digest() == hashlib.sha256(before).digest():
        return package
    words = _("Time-stamp package {number}").format(number=package.sequence)
    with session.store.files.on_the_way() as folder, session.store.changes(words, irrevocable=True):
        path = folder / package.name
        path.write_bytes(after)
        kept = session.store.files.take(path, hashlib.sha256(after).hexdigest(), package.name, "package")
        stamped = replace(package, stamped_attachment=kept.id)
        session.store.packages.put(stamped)
    return stamped
