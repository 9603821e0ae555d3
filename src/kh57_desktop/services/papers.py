"""Printing: a kind of paper for the office's data, as PDF, Word or Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kh57_desktop.documents.content import Content
from kh57_desktop.documents.kinds.plan import plan_content
from kh57_desktop.documents.kinds.report import report_content
from kh57_desktop.documents.layouts import Layout, in_large_type
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.documents.pdf.attached import Attached, with_attached
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import BadValue
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services import (
    charts,
    paper_clarity,
    paper_committee,
    paper_history,
    paper_packages,
    paper_reports,
    paper_tasks,
    paper_units,
)
from kh57_desktop.services.paper_forms import NothingToPrint, Request, plan_in_form
from kh57_desktop.services.paper_settings import layout_of, layout_settings
from kh57_desktop.services.registers import papers as register_papers
from kh57_desktop.services.reports import report_at_hand
from kh57_desktop.services.session import Session

__all__ = ["KINDS", "SUFFIXES", "NothingToPrint", "Request", "content", "render", "report_paper"]

SUFFIXES = (".pdf", ".docx", ".xlsx")


def render(
    session: Session,
    kind: str,
    request: Request,
    *,
    suffix: str = ".pdf",
    with_data: bool = False,
    progress: Progress = SILENT,
) -> bytes:
    """The paper of this kind as a file of the type that `suffix` names.

    As PDF an issued report gives the bytes frozen at issue, whatever was changed since. `with_data`: a PDF that is
    handed over alone carries its data (PDF/A-3b): an issued report the data frozen with it, any other paper its
    workbook. Raises BadValue for a kind or suffix that there is not, NothingToPrint where the data hold nothing of it.
    """
    if suffix not in SUFFIXES or (with_data and suffix != ".pdf"):
        raise BadValue(field="--out", value=suffix, allowed=".pdf" if with_data else ", ".join(SUFFIXES))
    if kind == "report" and suffix == ".pdf":
        report = _report_at_hand(session, request)
        if report.state is not ReportState.DRAFT and report.pdf_attachment is not None:
            frozen = session.store.files.read(report.pdf_attachment)
            return with_attached(frozen, _frozen_data(session, report)) if with_data else frozen
    made = content(session, kind, request)
    layout = _layout(session, kind, made)
    if suffix == ".docx":
        from kh57_desktop.documents.word import render_docx

        return render_docx(made, layout=layout)
    if suffix == ".xlsx":
        from kh57_desktop.documents.excel import render_xlsx

        return render_xlsx(made, layout=layout)
    pdf = render_pdf(made, layout=layout, progress=progress)
    return with_attached(pdf, _workbook(kind, made)) if with_data else pdf


def _frozen_data(session: Session, report: Report) -> Attached:
    data = session.store.files.read(report.data_attachment or "")
    return Attached("so-lieu.json", "application/json", "Số liệu của báo cáo, chốt khi ban hành", data)


def _workbook(kind: str, made: Content) -> Attached:
    from kh57_desktop.documents.excel import render_xlsx

    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Attached(f"{kind}.xlsx", media, "Bảng số liệu của văn bản", render_xlsx(made))


def content(session: Session, kind: str, request: Request) -> Content:
    """What the paper says, for any renderer and for the preview."""
    maker = KINDS.get(kind)
    if maker is None:
        raise BadValue(field="KIND", value=kind, allowed=", ".join(KINDS))
    return maker(session, request)


def _layout(session: Session, kind: str, made: Content) -> Layout:
    """The office's own; the leaders' sheet in large type."""
    layout = layout_of(session, made.system)
    return in_large_type(layout) if kind == "summary" else layout


def _plan(session: Session, request: Request) -> Content:
    """The text of the plan; one that was typed here, whose text has no annexes of its own, is followed by its lists."""
    plan, body = plan_in_form(session, request)
    text = plan_content(
        plan,
        session.store.plans.sections(plan.id),
        header_lines=body.header_lines,
        symbol=body.symbol,
        last_basis_end=layout_settings(session, body.system).last_basis_end or "",
        sample=session.store.offices.office().is_sample,
    )

    if plan.source_attachment is not None:
        return text
    makers = [paper_tasks.indicator_list] if session.store.indicators.of_plan(plan.id) else []
    if session.store.tasks.of_plan(plan.id):
        makers.append(paper_tasks.task_list)
    labels = ("Phụ lục I", "Phụ lục II") if len(makers) > 1 else ("Phụ lục",)
    annexes = [make(session, request, label=label) for make, label in zip(makers, labels, strict=False)]
    return replace(text, parts=(*text.parts, *(part for annex in annexes for part in annex.parts)))


def _report_at_hand(session: Session, request: Request) -> Report:
    if request.period is None:
        raise BadValue(field="--period", value="", allowed="2026-Q3, 2026-09, 2026 …")
    return report_at_hand(session, period=request.period, regime=request.regime, body=request.body, plan=request.plan)


def _report(session: Session, request: Request) -> Content:
    return report_paper(session, _report_at_hand(session, request))


def report_paper(session: Session, report: Report) -> Content:
    """The paper of a report as its data stand."""
    issuer = next((row.name for row in session.store.offices.bodies() if row.id == report.issuing_body_id), "")
    return report_content(report, issuer=issuer, sample=session.store.offices.office().is_sample)


KINDS: dict[str, Callable[[Session, Request], Content]] = {
    "plan": _plan,
    "task-list": paper_tasks.task_list,
    "indicator-list": paper_tasks.indicator_list,
    "committee-decision": paper_committee.committee_decision,
    "committee-changes": paper_committee.committee_changes,
    "helper-group-decision": paper_committee.helper_group_decision,
    "committee-assignments": paper_committee.assignments,
    "conclusion-notice": paper_committee.conclusion_notice,
    "report": _report,
    "reminder": paper_tasks.reminder,
    "work-list": paper_tasks.work_list,
    "work-order": paper_tasks.work_order,
    "summary": paper_tasks.summary,
    "charts": charts.plan_charts,
    "evidence-file": paper_packages.evidence_file,
    "hand-over-slip": paper_packages.hand_over_slip,
    "hand-over-record": paper_committee.hand_over_record,
    "verification-sheet": paper_packages.verification_sheet,
    **register_papers.MAKERS,
    **paper_units.MAKERS,
    **paper_reports.MAKERS,
    **paper_clarity.MAKERS,
    "change-history": paper_history.change_history,
}
