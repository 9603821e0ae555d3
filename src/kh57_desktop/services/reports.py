"""The periodic report: draft, draft again, issue (ban hành) and freeze (chốt)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from kh57_desktop.documents.kinds.report import report_content
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.numbering import sign_of
from kh57_desktop.domain.offices import IssuingBody
from kh57_desktop.domain.packages import PeriodFacts
from kh57_desktop.domain.periods import Period, PeriodDates, following, label, parse_period
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.regimes import Regime
from kh57_desktop.domain.report_figures import figures_at
from kh57_desktop.domain.report_sections import ReportFacts, compute_sections, refreshed
from kh57_desktop.domain.reports import Report, ReportFigures, ReportSection
from kh57_desktop.domain.terms import Mark, ReportState, System
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.report_data import report_data
from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.committees import first_committee, members_in_order
from kh57_desktop.services.obligations import DEFAULT_REGIME, dates_in, regime_of
from kh57_desktop.services.offices import body_named, body_of_plan, signature_of, superior_of
from kh57_desktop.services.paper_settings import layout_of
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session, new_id

LONG_TITLE = (
    "Kết quả thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, "
    "công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia"
)


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

    Sections of a draft that were edited by hand keep their words.
    """
    chosen_plan = plan_of(session, plan)
    chosen_regime = regime_of(session, regime)
    issuer = body_named(session, body) if body else body_of_plan(session, chosen_plan)
    parsed = parse_period(period)
    found = session.store.reports.find(chosen_regime.code, parsed.code, issuer.id)
    if found is not None and found.state is not ReportState.DRAFT:
        return found
    computed = compute_report(session, chosen_plan, chosen_regime, parsed, issuer)
    if found is None:
        return computed
    return replace(computed, id=found.id, sections=refreshed(found.sections, computed.sections))


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
    if report.state is ReportState.DRAFT and report not in session.store.reports.all():
        words = label(parse_period(report.period))
        with session.store.changes(_("Draft the report of {period}").format(period=words)):
            session.store.reports.put(report)
    return report


def compute_report(session: Session, plan: Plan, regime: Regime, period: Period, body: IssuingBody) -> Report:
    """The report as the data stand, without storing it."""
    dates = dates_in(session, regime, period)
    figures = _figures(session, plan, dates)
    words = label(period)
    facts = ReportFacts(
        label=words,
        next_label=label(following(period)),
        data_from=dates.data_from,
        data_to=dates.data_to,
        plan_words=_plan_words(plan),
        committee_words=_committee_words(session),
    )
    return Report(
        id=new_id(),
        uid=None,
        plan_id=plan.id,
        regime=regime.code,
        period=period.code,
        data_from=dates.data_from,
        data_to=dates.data_to,
        cut_off=dates.cut_off,
        issuing_body_id=body.id,
        system=body.system,
        title=f"{LONG_TITLE} {words}",
        addressee=superior_of(session, body.system).name if body.system is System.GOVERNMENT else "",
        sections=compute_sections(facts, figures),
        figures=figures,
        signature=signature_of(body),
        recipients=body.recipients,
        filing=body.filing,
        locality=body.locality,
        header_lines=body.header_lines,
        symbol=body.symbol,
    )


def _figures(session: Session, plan: Plan, dates: PeriodDates) -> ReportFigures:
    store = session.store
    return figures_at(
        dates,
        groups=store.plans.groups(plan.id),
        tasks=store.tasks.of_plan(plan.id),
        progress=store.tasks.progress_of_plan(plan.id),
        indicators=store.indicators.of_plan(plan.id),
        readings=store.indicators.readings_of_plan(plan.id),
        units=store.offices.units(),
        occurrences=store.tasks.occurrences_of_plan(plan.id),
    )


def _plan_words(plan: Plan) -> str:
    number = f" số {plan.number}" if plan.number else ""
    return f"{plan.kind}{number} của {plan.issuer}"


def _committee_words(session: Session) -> str:
    committee = first_committee(session)
    if committee is None:
        return ""
    count = len(members_in_order(session, committee))
    decided = f", thành lập tại Quyết định số {committee.decision}" if committee.decision else ""
    return f"{committee.name} gồm {count:02} thành viên{decided}."


def report_pdf(session: Session, report: Report, *, info: dict[str, str] | None = None) -> bytes:
    """The report's paper as its data stand."""
    issuer = next((row.name for row in session.store.offices.bodies() if row.id == report.issuing_body_id), "")
    sample = session.store.offices.office().is_sample
    layout = layout_of(session, report.system)
    return render_pdf(report_content(report, issuer=issuer, sample=sample), info=info, layout=layout)


def edit_section(session: Session, report: Report, number: str, text: str) -> Report:
    """Words typed by hand into a section of a draft; computing again leaves them alone."""
    if report.state is not ReportState.DRAFT:
        raise AlreadyIssued(period=report.period, sign=report.sign)
    sections = tuple(
        ReportSection(row.number, row.title, text, edited=True) if row.number == number else row
        for row in report.sections
    )
    changed = replace(report, sections=sections)
    with session.store.changes(_("Edit section {number} of the report").format(number=number)):
        session.store.reports.put(changed)
    return changed


def check_list(report: Report, *, on: date | None = None) -> list[str]:
    """What a person should look at before issuing (on day `on`), one sentence each."""
    figures = report.figures
    found = []
    if not report.signature.name:
        found.append(_("The report has no signer's name; set it with: set issuing_body … signer=…"))
    if on is not None and on <= report.cut_off:
        found.append(
            _("The report is dated {day}, not after its cut-off day {cut_off}.").format(
                day=format_date(on), cut_off=format_date(report.cut_off)
            )
        )
    silent = [task.code for task in figures.tasks if task.percent is None and not task.result]
    nobody = [task.code for task in figures.tasks if not task.lead]
    undated = [task.code for task in figures.tasks if task.due_on is None and not task.due_words]
    empty = [row.code for row in figures.indicators if row.mark is Mark.MISSING]
    rows = (
        (silent, _("{count} tasks without progress: {codes}")),
        (nobody, _("{count} tasks without a lead unit: {codes}")),
        (undated, _("{count} tasks without a deadline: {codes}")),
        (empty, _("{count} indicators without a value: {codes}")),
    )
    return [*found, *(words.format(count=len(codes), codes=_some(codes)) for codes, words in rows if codes)]


def _some(codes: list[str]) -> str:
    return ", ".join(codes[:10]) + (" …" if len(codes) > 10 else "")


def issue_report(session: Session, report: Report, *, number: int, on: date) -> Report:
    """Give number and day, freeze figures and words, and keep paper and data as attachments for ever.

    Cannot be undone. Raises AlreadyIssued or NumberTaken.
    """
    if report.state is not ReportState.DRAFT:
        raise AlreadyIssued(period=report.period, sign=report.sign)
    sign = sign_of(number, "BC", report.symbol, report.system)
    issued_before = [
        row
        for row in session.store.reports.all()
        if row.sign == sign and row.dated_on is not None and row.dated_on.year == on.year
    ]
    if issued_before:
        raise NumberTaken(sign=sign)
    office = session.store.offices.office()
    issued = replace(report, uid=new_id(), number=number, sign=sign, dated_on=on, state=ReportState.ISSUED)
    data = report_data(issued, office_code=office.code, period=period_facts(issued))
    pdf = report_pdf(session, issued, info={"BCDataSHA256": hashlib.sha256(data).hexdigest()})
    files = session.store.files
    name = sign.replace("/", "_")
    with session.store.changes(_("Issue report {sign}").format(sign=sign), irrevocable=True):
        kept_data = files.put_bytes(data, f"{name}.json", "data", number=sign, document_on=on)
        kept_pdf = files.put_bytes(pdf, f"{name}.pdf", "report", number=sign, document_on=on)
        issued = replace(issued, data_attachment=kept_data.id, pdf_attachment=kept_pdf.id)
        session.store.reports.put(issued)
    return issued


def period_facts(report: Report) -> PeriodFacts:
    """The report's period as packages name it."""
    period = parse_period(report.period)
    return PeriodFacts(period.kind.value, label(period), report.data_from, report.data_to)


def issued_report(session: Session, *, period: str, regime: str | None, body: str | None = None) -> Report:
    """The issued report of a period; of several bodies the one that issued it (the first, unless `body` is given)."""
    code = parse_period(period).code
    wanted = (regime or DEFAULT_REGIME).upper()
    issuer = body_named(session, body).id if body else None
    for report in session.store.reports.all():
        if (report.regime, report.period) != (wanted, code) or report.state is ReportState.DRAFT:
            continue
        if issuer is None or report.issuing_body_id == issuer:
            return report
    raise NotIssued(period=code)
