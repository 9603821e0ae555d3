"""What a superior sends back: a return with remarks on exact rows, an acceptance in two steps, a receipt."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kh57_desktop.domain.packages import (
    PackageFacts,
    PackageKind,
    PeriodFacts,
    RemarkOnRow,
    RemarkTable,
    Result,
)
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.exchange import json_rules
from kh57_desktop.exchange.entry_names import ENVELOPE
from kh57_desktop.exchange.envelope import Envelope, PeriodData, read_envelope
from kh57_desktop.exchange.naming import code_of
from kh57_desktop.exchange.payloads import (
    ReceiptData,
    ReceiptValues,
    Remark,
    ReturnData,
    ReturnValues,
    write_data,
)
from kh57_desktop.exchange.verify import Verification, verify_package
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.services.package_series import (
    HandedFile,
    Payload,
    Signer,
    build_numbered,
    copy_out,
)
from kh57_desktop.services.packages import ReasonMissing
from kh57_desktop.services.session import VIETNAM, Session, new_id
from kh57_desktop.store.packages import OutgoingPackage, ReceivedPackage

ROW_KINDS = {RemarkTable.TASKS: "task", RemarkTable.INDICATORS: "indicator", RemarkTable.TOTALS: "total"}
MOST_REMARKS = 2_000
LARGEST_REMARKS = 4 << 20


class NotReceived(UserError):
    """Only a package in the register can be answered."""

    code = "not-received"
    message = N_("The package “{name}” has not been received in this data file.")
    hint = N_("Nothing was signed. Please receive it first.")


class NotAReport(UserError):
    """A receipt or a return is not answered."""

    code = "not-a-report"
    message = N_("The package “{name}” is no report that could be returned or accepted.")
    hint = N_("Nothing was signed.")


class Decided(UserError):
    """A decision is made once."""

    code = "decided"
    message = N_("The package “{name}” was already {state} on {day}.")
    hint = N_("Nothing was changed. An accepted package is locked; it can be returned only after it was reopened.")


class NoLongerCounts(UserError):
    """The sender has replaced or withdrawn it."""

    code = "no-longer-counts"
    message = N_("The sender has replaced or withdrawn the package “{name}”.")
    hint = N_("Nothing was signed. Please answer the package that replaces it.")


class NotApproved(UserError):
    """Acceptance has two steps."""

    code = "not-approved"
    message = N_("The package “{name}” has not been approved yet.")
    hint = N_("Nothing was signed. Approve it first (accept … --approve), then accept it.")


DECISIONS = {"returned": N_("returned"), "accepted": N_("accepted"), "approved": N_("approved")}


@dataclass(frozen=True, slots=True)
class NewRemark:
    """A remark as a person wrote it; `row_id` is the row's id in the sender's data (empty for the report itself)."""

    table: RemarkTable
    row_id: str
    field: str
    text: str


def received_file(session: Session, path: Path) -> tuple[ReceivedPackage, Envelope]:
    """The register's entry of a package file, and its sheet; NotReceived where there is none."""
    tables = session.store.packages
    judged = verify_package(path, trust=tables.trusted(), register=tables.register(), now=session.now())
    package = tables.received_by_digest(judged.digest) if judged.digest else None
    if package is None or judged.envelope is None:
        raise NotReceived(name=path.name)
    return package, judged.envelope


def remarks_from(values: Any) -> list[NewRemark]:
    """The `remarks` list of a kh57-return file as a person or another program wrote it; BadValue where it is none."""
    rows = values.get("remarks") if isinstance(values, dict) else values
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_REMARKS:
        raise BadValue(value="remarks", field="--remarks", allowed=_("a list of 1 to 2,000 remarks"))
    found = []
    for row in rows:
        if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
            raise BadValue(value=str(row)[:80], field="--remarks", allowed="{table, row_id, field, text}")
        table = row.get("table", "")
        if table not in list(RemarkTable):
            raise BadValue(value=table, field="table", allowed=", ".join(RemarkTable))
        found.append(
            NewRemark(RemarkTable(table), row.get("row_id", ""), row.get("field", ""), nfc(row.get("text", "")).strip())
        )
    return found


def read_remarks(path: Path) -> list[NewRemark]:
    """From a file; BadValue where it is no such list."""
    with path.open("rb") as stream:
        text = stream.read(LARGEST_REMARKS + 1)
    try:
        values = json_rules.parse(text) if len(text) <= LARGEST_REMARKS else None
    except json_rules.NotOurJson as cause:
        raise BadValue(value=path.name, field="--remarks", allowed=_("a JSON file with the remarks")) from cause
    return remarks_from(values)


def return_package(
    session: Session,
    package: ReceivedPackage,
    remarks: Sequence[NewRemark],
    signers: Sequence[Signer],
    folder: Path,
    *,
    reopen: bool = False,
) -> HandedFile:
    """Sign the return of a report: it opens exactly these rows at the commune. Every remark says why.

    Asked again after it was returned it copies the same file. An accepted package is returned only with `reopen`.
    """
    _check_report(session, package)
    before = _decision(session, package, "returned")
    if before is not None:
        return copy_out(session, before, folder)
    if package.state == "accepted" and not reopen:
        raise _decided(package)
    if not remarks or not all(one.text for one in remarks):
        raise ReasonMissing
    ids = {(row.kind, row.key): row for row in session.store.packages.rows_of(package.id)}
    rows = [_remark(session, package, one, ids) for one in remarks]

    def also(_built: OutgoingPackage) -> None:
        for row in rows:
            session.store.packages.remarks.put(row)

    return _answer(session, package, "returned", rows, signers, folder, also=also)


def _remark(session: Session, package: ReceivedPackage, one: NewRemark, ids: dict[tuple[str, str], Any]) -> RemarkOnRow:
    kind = ROW_KINDS.get(one.table)
    if kind is not None and (kind, one.row_id) not in ids:
        raise BadValue(value=one.row_id, field="row_id", allowed=_("the id of a row of the package"))
    head = next((row for (row_kind, _key), row in ids.items() if row_kind == "report"), None)
    if kind is not None and one.field and one.field not in ids[kind, one.row_id].content:
        allowed = ", ".join(ids[kind, one.row_id].content)
        raise BadValue(value=one.field, field="field", allowed=allowed)
    return RemarkOnRow(
        id=new_id(),
        package_digest=package.known.digest,
        report_uid=_report_uid(session, package),
        office_code=package.known.office_code,
        report_type=package.known.report_type,
        period=package.known.period,
        is_ours=True,
        tbl=one.table,
        row_id=one.row_id or (head.key if head else "report-0"),
        field=one.field,
        text=one.text,
        author=session.user,
        made_at=session.now(),
    )


def approve(session: Session, package: ReceivedPackage) -> ReceivedPackage:
    """First step: who looked at it and agrees. Nothing leaves the office yet."""
    _check_report(session, package)
    if package.state != "received":
        raise _decided(package)
    approved = replace(package, state="approved", approved_by=session.user, approved_at=session.now())
    with session.store.changes(_("Approve the report of {office}").format(office=package.office_name)):
        session.store.packages.put_state(approved)
    return approved


def accept(session: Session, package: ReceivedPackage, signers: Sequence[Signer], folder: Path) -> HandedFile:
    """Second step: sign the acceptance, which locks the report at both sides; asked again it copies the same file."""
    _check_report(session, package)
    before = _decision(session, package, "accepted")
    if before is not None:
        return copy_out(session, before, folder)
    if package.state == "received":
        raise NotApproved(name=package.report_title or package.known.package_uid)
    if package.state != "approved":
        raise _decided(package)
    return _answer(session, package, "accepted", [], signers, folder)


def _check_report(session: Session, package: ReceivedPackage) -> None:
    name = session.store.files.get(package.attachment_id or "").name
    if package.known.kind not in (PackageKind.REPORT, PackageKind.CORRECTION):
        raise NotAReport(name=name)
    if package.known.superseded or package.known.withdrawn:
        raise NoLongerCounts(name=name)


def _decided(package: ReceivedPackage) -> Decided:
    at = package.decided_at or package.approved_at or package.known.received_at
    state = _(DECISIONS.get(package.state, N_("received")))
    return Decided(name=package.report_title, state=state, day=f"{at.astimezone(VIETNAM):%d/%m/%Y}")


def _decision(session: Session, package: ReceivedPackage, state: str) -> OutgoingPackage | None:
    """The answer that was signed for this package, where its state is still that of the answer."""
    if package.state != state:
        return None
    found = [row for row in session.store.packages.all() if row.answers == f"{state}:{package.known.digest}"]
    return found[-1] if found else None


def _report_uid(session: Session, package: ReceivedPackage) -> str:
    return _sheet(session, package).report.report_uid  # type: ignore[union-attr]


def _sheet(session: Session, package: ReceivedPackage) -> Envelope:
    """The sheet of a kept package, read from its own bytes, which were judged when it was received."""
    with zipfile.ZipFile(session.store.files.path(package.attachment_id or "")) as archive:
        envelope, _unknown = read_envelope(archive.read(ENVELOPE))
    return envelope


def _answer(
    session: Session,
    package: ReceivedPackage,
    verdict: str,
    remarks: Sequence[RemarkOnRow],
    signers: Sequence[Signer],
    folder: Path,
    *,
    also: Any = lambda _built: None,
) -> HandedFile:
    sheet = _sheet(session, package)
    report = sheet.report
    if report is None:
        raise NotAReport(name=package.report_title)
    values = ReturnValues(
        package_digest=package.known.digest,
        report_uid=report.report_uid,
        verdict=verdict,  # type: ignore[arg-type]  # one of the two words
        remarks=tuple(Remark(row.id, row.tbl.value, row.row_id, row.field, row.text) for row in remarks),
    )
    office = session.store.offices.office()
    data = ReturnData(office_code=office.code, period=report.period, report_uid=report.report_uid, values=values)
    decided = replace(package, state=verdict, decided_by=session.user, decided_at=session.now())

    def about(facts: PackageFacts) -> PackageFacts:
        return replace(
            facts,
            report_uid=report.report_uid,
            report_type=report.type,
            report_title=report.title,
            template_version=report.template_version,
            document_number=report.document_number,
            period_code=code_of(report.period),
            period=_facts_of(report.period),
        )

    def keep(built: OutgoingPackage) -> None:
        session.store.packages.put(replace(built, answers=f"{verdict}:{package.known.digest}", state="handed_over"))
        session.store.packages.put_state(decided)
        also(built)

    words = _("Return the report of {office}") if verdict == "returned" else _("Accept the report of {office}")
    built = build_numbered(
        session,
        kind=PackageKind.RETURN,
        recipient=_recipient(package),
        recipient_organ_id=sheet.issuer.organ_id,
        payload=Payload(write_data(data)),
        signers=signers,
        words=words.format(office=package.office_name),
        about=about,
        also=keep,
    )
    return copy_out(session, built, folder)


def _facts_of(period: PeriodData) -> PeriodFacts:
    return PeriodFacts(period.kind, period.label, period.data_from, period.data_to)


def _recipient(package: ReceivedPackage) -> str:
    """The series of a commune is found by its name and code."""
    return f"{package.office_name} ({package.known.office_code})"


def receipt(session: Session, package: ReceivedPackage, signers: Sequence[Signer], folder: Path) -> HandedFile:
    """Biên nhận of a received package; asked again it copies the same file."""
    label = f"receipt:{package.known.digest}"
    before = next((row for row in session.store.packages.all() if row.answers == label), None)
    if before is not None:
        return copy_out(session, before, folder)
    values = ReceiptValues(
        package_digest=package.known.digest,
        sequence=package.known.sequence,
        result=package.result.value,
        codes=_codes(package.codes),
        received_at=package.known.received_at.astimezone(VIETNAM).replace(microsecond=0).isoformat(),
    )
    return _send_receipt(session, values, _recipient(package), label, signers, folder)


def refusal(session: Session, judged: Verification, signers: Sequence[Signer], folder: Path) -> HandedFile | None:
    """A receipt that says why a package was not taken; None where it is too damaged to be named by its digest."""
    if not judged.digest or judged.envelope is None or judged.result is Result.VALID:
        return None
    values = ReceiptValues(
        package_digest=judged.digest,
        sequence=judged.envelope.series.sequence,
        result=judged.result.value,  # type: ignore[arg-type]  # one of the four words
        codes=_codes(judged.codes),
        received_at=judged.received_at.astimezone(VIETNAM).replace(microsecond=0).isoformat(),
    )
    recipient = f"{judged.envelope.issuer.office_name} ({judged.envelope.issuer.office_code})"
    return _send_receipt(session, values, recipient, f"receipt:{judged.digest}", signers, folder)


def _codes(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _send_receipt(
    session: Session, values: ReceiptValues, recipient: str, label: str, signers: Sequence[Signer], folder: Path
) -> HandedFile:
    office = session.store.offices.office()
    data = ReceiptData(office_code=office.code, period=None, report_uid=None, values=values)

    def keep(built: OutgoingPackage) -> None:
        session.store.packages.put(replace(built, answers=label, state="handed_over"))

    built = build_numbered(
        session,
        kind=PackageKind.RECEIPT,
        recipient=recipient,
        recipient_organ_id=None,
        payload=Payload(write_data(data)),
        signers=signers,
        words=_("Receipt for package {number} of {office}").format(number=values.sequence, office=recipient),
        also=keep,
    )
    return copy_out(session, built, folder)
