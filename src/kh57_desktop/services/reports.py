"""The periodic report: draft, draft again, issue (ban hành) and freeze (chốt)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kh57_desktop.documents.kinds.report import report_content
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.numbering import sign_of
from kh57_desktop.domain.offices import IssuingBody
from kh57_desktop.domain.packages import PeriodFacts
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.regimes import Regime
from kh57_desktop.domain.report_sections import refreshed
from kh57_desktop.domain.reports import Report, ReportHead
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.report_data import report_data
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.obligations import DEFAULT_REGIME, regime_of
from kh57_desktop.services.offices import body_named, body_of_plan
from kh57_desktop.services.paper_settings import layout_of
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.remarks import answers_for
from kh57_desktop.services.report_corrections import recomputed_correction, refuse_unfinished
from kh57_desktop.services.report_drafts import Draft, computed
from kh57_desktop.services.session import Session, new_id


class AlreadyIssued(UserError):
    """The report of this period has its number: it is frozen."""

    code = "report-issued"
    message = N_("The report of {period} was issued as {sign} and is frozen.")
    hint = N_("Nothing was changed. A correction is made as a numbered supplement.")


class NotIssued(UserError):
    """There is no issued report for this period."""

    code = "report-not-issued"
    message = N_("There is no issued report of {period}.")
    hint = N_("Nothing was changed. Please issue the report first: report --period … --issue --number …")


class NumberTaken(UserError):
    """Document numbers are unique in their series (Nghị định 30/2020, Điều 15)."""

    code = "number-taken"
    message = N_("The number {sign} was already given to another report.")
    hint = N_("Nothing was changed. Please take the next number of the register.")


def report_at_hand(
    session: Session,
    *,
    period: str,
    regime: str | None = None,
    body: str | None = None,
    plan: str | None = None,
) -> Report:
    """The report of a period: as it was frozen if issued, else computed now; nothing is stored.

    What a person typed into a draft keeps its words.
    """
    return draft_at_hand(session, period=period, regime=regime, body=body, plan=plan).report


def draft_at_hand(
    session: Session,
    *,
    period: str,
    regime: str | None = None,
    body: str | None = None,
    plan: str | None = None,
) -> Draft:
    """The same with what stands beside a draft: changes after the cut-off, how many rows are marked."""
    chosen_plan = plan_of(session, plan)
    chosen_regime = regime_of(session, regime)
    issuer = _issuer(session, chosen_plan, chosen_regime, body)
    parsed = parse_period(period)
    found = session.store.reports.find(chosen_regime.code, parsed.code, issuer.id)
    if found is not None and found.state is not ReportState.DRAFT:
        return Draft(found, (), sum(row.late for row in found.figures.tasks), is_plan_late=False)
    if found is None:
        return computed(session, chosen_plan, chosen_regime, parsed, issuer)
    return drafted_again(session, found)


def drafted_again(session: Session, draft: Report) -> Draft:
    """A kept draft over the data of now: figures and untouched sentences are new, typed words stay."""
    if draft.corrects is not None:
        return Draft(recomputed_correction(session, draft), (), 0, is_plan_late=False)
    plan = session.store.plans.get(draft.plan_id)
    regime = regime_of(session, draft.regime)
    issuer = session.store.offices.body(draft.issuing_body_id)
    period = parse_period(draft.period)
    made = computed(session, plan, regime, period, issuer, counted=draft.counted, template=draft.template)
    report = replace(
        made.report,
        id=draft.id,
        sections=refreshed(draft.sections, made.report.sections),
        answers=draft.answers,
        drafted_at=draft.drafted_at,
    )
    return replace(made, report=report)


def _issuer(session: Session, plan: Plan, regime: Regime, body: str | None) -> IssuingBody:
    if body is not None:
        return body_named(session, body)
    if regime.issuing_body_id is not None:
        return session.store.offices.body(regime.issuing_body_id)
    return body_of_plan(session, plan)


def draft_report(
    session: Session,
    *,
    period: str,
    regime: str | None = None,
    body: str | None = None,
    plan: str | None = None,
) -> Report:
    """Draft, or draft again, the report of a period and keep the draft; an issued one is returned as it was frozen."""
    report = report_at_hand(session, period=period, regime=regime, body=body, plan=plan)
    return keep_draft(session, report)


def keep_draft(session: Session, report: Report) -> Report:
    """Save a draft that differs from what is kept, with the time; an issued report is left alone."""
    if report.state is not ReportState.DRAFT:
        return report
    known = {row.id for row in session.store.reports.heads_of_period(report.plan_id, report.period)}
    kept = session.store.reports.get(report.id) if report.id in known else None
    if kept is not None and replace(report, drafted_at=kept.drafted_at) == kept:
        return kept
    words = label(parse_period(report.period))
    saved = replace(report, drafted_at=session.now().isoformat())
    with session.store.changes(_("Draft the report of {period}").format(period=words)):
        session.store.reports.put(saved)
    return saved


def report_pdf(
    session: Session, report: Report, *, info: dict[str, str] | None = None, progress: Progress = SILENT
) -> bytes:
    """The report's paper as its data stand."""
    issuer = next((row.name for row in session.store.offices.bodies() if row.id == report.issuing_body_id), "")
    sample = session.store.offices.office().is_sample
    layout = layout_of(session, report.system)
    return render_pdf(report_content(report, issuer=issuer, sample=sample), info=info, layout=layout, progress=progress)


def issue_report(session: Session, report: Report, *, number: int, on: date, progress: Progress = SILENT) -> Report:
    """Give number and day, freeze figures and words, and keep paper and data as attachments for ever.

    Cannot be undone. Raises AlreadyIssued, NumberTaken, and of a correction NothingToCorrect or ReasonMissing.
    """
    if report.state is not ReportState.DRAFT:
        raise AlreadyIssued(period=report.period, sign=report.sign)
    refuse_unfinished(session, report)
    sign = sign_of(number, "BC", report.symbol, report.system)
    issued_before = [
        row
        for row in session.store.reports.heads()
        if row.sign == sign and row.dated_on is not None and row.dated_on.year == on.year
    ]
    if issued_before:
        raise NumberTaken(sign=sign)
    office = session.store.offices.office()
    answers = report.answers or answers_for(session, report.corrects)
    issued = replace(
        report, uid=new_id(), number=number, sign=sign, dated_on=on, state=ReportState.ISSUED, answers=answers
    )
    progress.step(0, 1, _("freezing the figures"))
    data = report_data(issued, office_code=office.code, period=period_facts(issued))
    pdf = report_pdf(session, issued, info={"BCDataSHA256": hashlib.sha256(data).hexdigest()}, progress=progress)
    progress.step(1, 1, _("keeping the paper"))
    files = session.store.files
    name = sign.replace("/", "_")
    with session.store.changes(_("Issue report {sign}").format(sign=sign), irrevocable=True):
        _refuse_issued_meanwhile(session, report)
        kept_data = files.put_bytes(data, f"{name}.json", "data", number=sign, document_on=on)
        kept_pdf = files.put_bytes(pdf, f"{name}.pdf", "report", number=sign, document_on=on)
        issued = replace(issued, data_attachment=kept_data.id, pdf_attachment=kept_pdf.id)
        session.store.reports.put(issued)
    return issued


def _refuse_issued_meanwhile(session: Session, draft: Report) -> None:
    """While the paper was made another run may have issued it."""
    for head in session.store.reports.heads_of_period(draft.plan_id, draft.period):
        if head.id == draft.id and head.is_issued:
            raise AlreadyIssued(period=head.period, sign=head.sign)


def period_facts(report: Report) -> PeriodFacts:
    """The report's period as packages name it."""
    period = parse_period(report.period)
    return PeriodFacts(period.kind.value, label(period), report.data_from, report.data_to)


def issued_report(session: Session, *, period: str, regime: str | None, body: str | None = None) -> Report:
    """The issued report of a period, its last correction if there is one; of several bodies the first, or `body`."""
    code = parse_period(period).code
    wanted = (regime or DEFAULT_REGIME).upper()
    found = [row for row in session.store.reports.of_period(wanted, code) if row.state is not ReportState.DRAFT]
    issuer = body_named(session, body).id if body else next((row.issuing_body_id for row in found), None)
    own = [row for row in found if row.issuing_body_id == issuer]
    if not own:
        raise NotIssued(period=code)
    return own[-1]


@dataclass(frozen=True, slots=True)
class LayoutOfFigures:
    """One of several reports of the same period: which body's form, which outline, and whether its figures agree."""

    head: ReportHead
    body: str
    digest: str
    is_same: bool


def figures_digest(report: Report) -> str:
    """Short digest of what a report says in numbers: equal digests say the same, whatever the layout (features N6)."""
    figures = report.figures
    said = (
        report.cut_off,
        [(row.code, row.standing, row.percent, row.due_on, row.finished_on, row.result) for row in figures.tasks],
        [(row.code, row.mark, row.value, row.numerator, row.denominator) for row in figures.indicators],
        figures.overall,
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:8].upper()


def layouts_of(session: Session, report: Report) -> list[LayoutOfFigures]:
    """Reports of the same plan and days in every body's form, this one among them, compared with it."""
    bodies = {body.id: body.name for body in session.store.offices.bodies()}
    own = figures_digest(report)
    found = []
    for head in session.store.reports.heads_of_period(report.plan_id, report.period):
        digest = own if head.id == report.id else figures_digest(session.store.reports.get(head.id))
        found.append(LayoutOfFigures(head, bodies.get(head.issuing_body_id, ""), digest, digest == own))
    return found


def date_back(session: Session, report: Report, row_ids: Sequence[str]) -> Report:
    """Count changes of these rows that were made after the cut-off: a person says they were true before it."""
    if report.state is not ReportState.DRAFT:
        raise AlreadyIssued(period=report.period, sign=report.sign)
    wanted = replace(report, counted=tuple(sorted({*report.counted, *row_ids})))
    again = replace(drafted_again(session, wanted).report, drafted_at=session.now().isoformat())
    with session.store.changes(_("Date changes back into the period")):
        session.store.reports.put(again)
    return again
