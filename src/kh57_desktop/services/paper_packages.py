"""Papers that go with packages and inspections: hand-over slip, verification sheet, file of evidence."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from kh57_desktop.documents.content import Content
from kh57_desktop.documents.kinds.evidence_file import Document, EvidenceFile, Missing, evidence_file_content
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.hand_over import HandedPackage, hand_over_slip_content
from kh57_desktop.documents.kinds.parts import plan_words, short_form
from kh57_desktop.documents.kinds.verification_sheet import (
    SheetCheck,
    SheetSigner,
    VerificationFacts,
    verification_sheet_content,
)
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState, Standing, System
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.findings import Finding
from kh57_desktop.exchange.manifest import comparison_code
from kh57_desktop.exchange.verify import Verification, verify_package
from kh57_desktop.i18n import _, fold, vietnamese
from kh57_desktop.services.judging import Check, checks_in
from kh57_desktop.services.obligations import dates_in, regime_of
from kh57_desktop.services.offices import body_named, superior_of
from kh57_desktop.services.paper_forms import NothingToPrint, Request, body_form, plan_and_body
from kh57_desktop.services.paper_tasks import TaskAt, tasks_at
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.receiving import ADVICE, VERDICTS
from kh57_desktop.services.reports import issued_report
from kh57_desktop.services.session import VIETNAM, Session, open_session
from kh57_desktop.store.packages import OutgoingPackage, ReceivedPackage

DATA_CODE_LETTERS = 16
"""Mã số liệu: so many first hexadecimal digits of the SHA-256 of the data file (package-format.md 3.4)."""


# --- hand-over slip -----------------------------------------------------------------------------------------------


def hand_over_slip(session: Session, request: Request) -> Content:
    """Of the package of a period's report, or of the last package built."""
    package, report = _outgoing(session, request)
    office, files = session.store.offices.office(), session.store.files
    own = next(
        (row.name for row in session.store.offices.bodies() if report and row.id == report.issuing_body_id), None
    )
    body = body_named(session, request.body or own)
    kept = files.get(package.attachment_id or "")
    facts = HandedPackage(
        file=package.name,
        report=f"Báo cáo số {report.sign}" if report and report.sign else package.name,
        period=_capital(label(parse_period(package.period))) if package.period else "-",
        sender=f"{office.full_name} (mã {office.code})",
        recipient=superior_of(session, report.system if report else body.system).name,
        sequence=package.sequence,
        size=kept.size,
        comparison_code=comparison_code(package.digest),
        fingerprint=package.digest,
        data_code=files.get(report.data_attachment).sha256[:DATA_CODE_LETTERS]
        if report and report.data_attachment
        else "-",
    )
    return hand_over_slip_content(body_form(session, body, request.on), facts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _outgoing(session: Session, request: Request) -> tuple[OutgoingPackage, Report | None]:
    tables = session.store.packages
    if request.period:
        report = issued_report(session, period=request.period, regime=request.regime)
        found = tables.of_report(report.id)
        if not found:
            raise NothingToPrint(what=_("the package of this report has not been built yet"))
        return found[-1], report
    every = tables.all()
    if not every:
        raise NothingToPrint(what=_("no package has been built yet"))
    last = every[-1]
    return last, next((row for row in session.store.reports.all() if row.id == last.report_id), None)


# --- verification sheet -------------------------------------------------------------------------------------------


def verification_sheet(session: Session, request: Request) -> Content:
    """Of the newest received package (of the period, of the sending office `unit`), judged again by today's trust."""
    package = _received(session, request)
    files, tables = session.store.files, session.store.packages
    name = files.get(package.attachment_id or "").name
    with tempfile.TemporaryDirectory(prefix="kh57-") as folder:
        path = Path(folder) / name
        path.write_bytes(files.read(package.attachment_id or ""))
        judged = verify_package(path, trust=tables.trusted(), register=tables.register(), now=session.now())
    judged = replace(judged, received_at=package.known.received_at)
    return sheet_of(session, judged, request)


def sheet_of(session: Session, judged: Verification, request: Request) -> Content:
    """The sheet of any judgement, also of a package that was refused (`kh57 verify --sheet`)."""
    form = body_form(session, body_named(session, request.body), request.on)
    return verification_sheet_content(form, verification_facts(judged))


def verification_facts(judged: Verification, *, is_stranger: bool = False) -> VerificationFacts:
    """The judgement in Vietnamese words, whatever the language of the window."""
    sheet = judged.envelope
    sender = f"{sheet.issuer.office_name} (mã {sheet.issuer.office_code})" if sheet else ""
    report = sheet.report if sheet else None
    number = f"số {report.document_number}: " if report and report.document_number else ""
    return VerificationFacts(
        file=judged.path.name,
        sender=sender,
        report=f"{number}{report.title}" if report else "",
        period=_capital(report.period.label) if report else "",
        result=vietnamese(VERDICTS[judged.result]),
        advice=vietnamese(ADVICE[judged.result]),
        received_at=judged.received_at.astimezone(VIETNAM),
        comparison_code=judged.comparison_code,
        data_code=_data_code(judged),
        checks=tuple(_check(one, judged) for one in checks_in(judged, is_stranger=is_stranger)),
        signers=tuple(
            SheetSigner(
                name=one.name,
                post=one.post or "",
                office_code=one.office_code,
                signed_at=one.signed_at.astimezone(VIETNAM) if one.signed_at else None,
                fingerprint=one.sha256,
                is_trusted=one.is_trusted,
            )
            for one in judged.signers
        ),
    )


def _data_code(judged: Verification) -> str:
    sheet = judged.envelope
    if sheet is None:
        return ""
    found = [row.sha256 for row in sheet.files if row.path == sheet.data.path]
    return found[0][:DATA_CODE_LETTERS] if found else ""


def _check(check: Check, judged: Verification) -> SheetCheck:
    found = [one for one in judged.findings if one.code in check.findings]
    outcome = vietnamese(check.outcome)
    return SheetCheck(
        vietnamese(check.name), f"{outcome[0].upper()}{outcome[1:]}", tuple(_finding_words(one) for one in found)
    )


def _finding_words(finding: Finding) -> str:
    return f"{finding.code}: {vietnamese(finding.message).format(**finding.fields)}"


def _received(session: Session, request: Request) -> ReceivedPackage:
    period = parse_period(request.period).code if request.period else None
    wanted = fold(request.unit) if request.unit else None
    for package in session.store.packages.received():
        if period is not None and package.known.period != period:
            continue
        if wanted is None or wanted in (fold(package.office_name), fold(package.known.office_code)):
            return package
    raise NothingToPrint(what=_("no such package has been received"))


# --- file of evidence ---------------------------------------------------------------------------------------------

_NAMED_DOCUMENT = re.compile(r"\b(?:số )?(\d+[/-][A-ZĐ]{1,5}[\w./-]*)")


def evidence_file(session: Session, request: Request) -> Content:
    """What is on file for the plan in the order of an inspection, and what it would ask for in vain; of a period only
    its reports, the proofs of its days and the tasks that were finished in it."""
    plan, body = plan_and_body(session, request)
    form = body_form(session, body, request.on)
    wanted = unit_by_name(session, request.unit).id if request.unit else None
    rows = [row for row in tasks_at(session, plan, request.on) if wanted in (None, row.task.lead_unit_id)]
    names = {unit.id: unit.name for unit in session.store.offices.units()}
    groups, missing = [_plan_document(session, plan)], []
    if not groups[0].file:
        missing.append(Missing("", plan_words(plan), form.issuer, "Bản kế hoạch đã ban hành"))
    decisions = _decisions(session)
    missing += [
        Missing("", document.title, form.issuer, f"Bản Quyết định số {document.number}")
        for document in decisions
        if not document.file
    ]
    proofs: list[Document] = []
    is_in = _days_of(session, request)
    for row in rows:
        documents = _proofs(session, row, is_in)
        proofs += documents
        is_done = row.standing in (Standing.DONE_ON_TIME, Standing.DONE_LATE) and is_in(row.task.finished_on)
        if is_done and not documents:
            asked = f"Văn bản có số, ngày: {row.task.product}" if row.task.product else "Văn bản, sản phẩm có số, ngày"
            missing.append(Missing(row.task.code, row.task.text, names.get(row.task.lead_unit_id or "", ""), asked))
    evidence = EvidenceFile(
        subject=plan_words(plan) + _part_words(request),
        on=request.on,
        groups=(
            ("Kế hoạch", tuple(groups)),
            ("Quyết định về Ban Chỉ đạo, Tổ giúp việc", tuple(decisions)),
            ("Báo cáo định kỳ đã ban hành", tuple(_reports(session, plan, request))),
            ("Minh chứng kết quả thực hiện nhiệm vụ", tuple(proofs)),
        ),
        missing=tuple(missing),
    )
    return evidence_file_content(_without_signer(form), evidence)


def _part_words(request: Request) -> str:
    unit = f", phần việc của {request.unit}" if request.unit else ""
    period = f", {label(parse_period(request.period))}" if request.period else ""
    return unit + period


def _days_of(session: Session, request: Request) -> Callable[[date | None], bool]:
    """Whether a day is one of the period's, by the rules of its regime; without a period every day is, and none."""
    if request.period is None:
        return lambda _day: True
    rules = regime_of(session, request.regime)
    dates = dates_in(session, rules, parse_period(request.period))
    return lambda day: day is not None and dates.data_from <= day <= dates.data_to


def _without_signer(form: Form) -> Form:
    """An internal file: signed by whoever makes it, known only then, and sent to nobody."""
    signature = replace(form.signature, authority="", on_behalf="", position="NGƯỜI LẬP HỒ SƠ", name="")
    return replace(form, signature=signature, recipients=(), filing="")


def _plan_document(session: Session, plan: Plan) -> Document:
    title = f"{plan.kind} {plan.title}"
    file = _file_name(session, plan.source_attachment)
    return Document(title, plan.number or "", plan.dated_on, file)


def _file_name(session: Session, attachment_id: str | None) -> str:
    if not attachment_id:
        return ""
    try:
        return session.store.files.get(attachment_id).name
    except (KeyError, UserError):
        return ""


def _decisions(session: Session) -> list[Document]:
    kept = {row.number: row for row in session.store.files.all() if row.kind == "decision"}
    found = []
    for committee in session.store.committees.all():
        if committee.decision:
            file = kept.get(committee.decision)
            title = f"Quyết định về {committee.name}"
            found.append(Document(title, committee.decision, committee.decided_on, file.name if file else ""))
    return found


def _reports(session: Session, plan: Plan, request: Request) -> list[Document]:
    period = parse_period(request.period).code if request.period else None
    rows = [
        row
        for row in session.store.reports.all()
        if row.plan_id == plan.id and row.state is not ReportState.DRAFT and period in (None, row.period)
    ]
    rows.sort(key=lambda row: (row.dated_on is None, row.dated_on, row.sign))
    return [Document(row.title, row.sign or "", row.dated_on, _file_name(session, row.pdf_attachment)) for row in rows]


def _proofs(session: Session, row: TaskAt, is_in: Callable[[date | None], bool]) -> list[Document]:
    """Files attached to a task, then documents that its progress only names by their signs; each once, oldest first."""
    found: dict[str, Document] = {}
    for evidence in session.store.tasks.evidence(row.task.id):
        kept = session.store.files.get(evidence.attachment_id)
        if not is_in(kept.document_on or _day(evidence.added_at)):
            continue
        title = f"{row.task.code}: {row.task.product or short_form(row.task.text, 120)}"
        found.setdefault(kept.number or kept.id, Document(title, kept.number, kept.document_on, kept.name))
    for entry in (entry for entry in reversed(row.entries) if is_in(entry.on)):
        for match in _NAMED_DOCUMENT.finditer(entry.result):
            title = f"{row.task.code}: {short_form(entry.result, 160)}"
            found.setdefault(match[1], Document(title, match[1]))
    return list(found.values())


def _day(moment: str) -> date | None:
    return datetime.fromisoformat(moment).date() if moment else None


def sheet_of_judgement(judged: Verification, trust: Path | None) -> bytes:
    """The verification sheet as PDF: in the form of the office whose data file judged, else without a letterhead."""
    if trust is not None and trust.is_file():
        with open_session(trust, read_only=True) as session:
            return render_pdf(sheet_of(session, judged, Request(on=session.today)))
    form = Form(
        system=System.GOVERNMENT,
        issuer="",
        header_lines=("",),
        symbol="",
        locality="",
        day_words=judged.received_at.astimezone(VIETNAM).date().isoformat(),
        signature=SignatureBlock(position="NGƯỜI KIỂM TRA"),
    )
    return render_pdf(verification_sheet_content(form, verification_facts(judged, is_stranger=True)))
