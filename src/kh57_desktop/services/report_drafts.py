"""The computed draft of a report: state at the cut-off, comparison with other periods, sentences by the outline."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from kh57_desktop.domain.comparisons import changes_since, comparisons
from kh57_desktop.domain.cut_off import LeftOut, StateAt
from kh57_desktop.domain.offices import IssuingBody, SignatureBlock
from kh57_desktop.domain.periods import Period, PeriodDates, PeriodKind, following, label, previous, same_last_year
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.regimes import Regime
from kh57_desktop.domain.report_sections import compute_sections
from kh57_desktop.domain.report_sentences import RegisterSentence, ReportFacts
from kh57_desktop.domain.reports import Report, ReportFigures
from kh57_desktop.domain.resolutions import Outline, load_resolution, resolution_codes
from kh57_desktop.domain.terms import ReportState, System
from kh57_desktop.services.chasing import chase_pieces
from kh57_desktop.services.committees import first_committee, members_in_order
from kh57_desktop.services.obligations import dates_in
from kh57_desktop.services.offices import signature_of, superior_of
from kh57_desktop.services.registers.facts import sentences as register_sentences
from kh57_desktop.services.report_state import RebuiltFigures, rebuilt_figures
from kh57_desktop.services.session import Session, new_id

_DEFAULT_RESOLUTION = "NQ57"


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as the data stand, and what stands beside it on the page but not on the paper."""

    report: Report
    left_out: tuple[LeftOut, ...]
    late_rows: int
    is_plan_late: bool
    state: StateAt | None = None
    """What was counted, for the check list; None of an issued report and of a correction."""


def outlines_of(plan: Plan) -> tuple[Outline, ...]:
    """Every outline of the plan's resolution."""
    code = plan.resolution if plan.resolution.upper() in resolution_codes() else _DEFAULT_RESOLUTION
    return load_resolution(code).outlines


def outline_of(plan: Plan, regime: Regime, period: Period, system: System, template: str = "") -> Outline:
    """The outline chosen for the report, for its regime, or by the length of its period."""
    code = plan.resolution if plan.resolution.upper() in resolution_codes() else _DEFAULT_RESOLUTION
    return load_resolution(code).outline_for(regime.code, system, period.kind.value, template or regime.template)


def computed(
    session: Session,
    plan: Plan,
    regime: Regime,
    period: Period,
    body: IssuingBody,
    *,
    counted: Collection[str] = (),
    template: str = "",
) -> Draft:
    """The report as the data stand at its cut-off, without storing it. `counted`: ids of rows dated back."""
    dates = dates_in(session, regime, period)
    rebuilt = rebuilt_figures(session, plan.id, dates, counted=counted)
    obligation = session.store.reports.obligation(regime.code, period.code)
    chosen = template or (obligation.template if obligation is not None else "")
    outline = outline_of(plan, regime, period, body.system, chosen)
    facts = replace(
        _facts(session, plan, regime, body, dates, rebuilt, is_long=outline.is_long), has_tables=outline.tables
    )
    words = label(period)
    office = session.store.offices.office()
    fields = {"period": words, "place": office.full_name, "issuer": body.name}
    title = obligation.title if obligation is not None and obligation.title else ""
    report = Report(
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
        title=_without_kind(title) or outline.title.format(**fields),
        addressee=_addressee(session, regime, body, obligation.superior_id if obligation is not None else None),
        sections=compute_sections(outline, facts, rebuilt.figures),
        figures=rebuilt.figures,
        signature=_signature(session, body),
        recipients=body.recipients,
        filing=body.filing,
        locality=body.locality,
        header_lines=body.header_lines,
        symbol=body.symbol,
        template=outline.key,
        due_on=dates.due_on,
        comparisons=facts.comparisons,
        counted=tuple(sorted(counted)),
        closing=outline.closing.format(**fields),
        has_annex=outline.tables,
    )
    return Draft(report, rebuilt.left_out, rebuilt.late_rows, rebuilt.is_plan_late, rebuilt.state)


def _signature(session: Session, body: IssuingBody) -> SignatureBlock:
    """As the body usually signs; where its signer is not named the one who signed its last report."""
    usual = signature_of(body)
    if usual.name:
        return usual
    return replace(usual, name=session.store.reports.last_signer(body.id))


def _without_kind(title: str) -> str:
    """Above the title stands BÁO CÁO already: "Báo cáo chuyên đề Đề án 06" is printed as "Chuyên đề Đề án 06"."""
    words = title.strip()
    if words.casefold().startswith("báo cáo "):
        words = words[8:].lstrip()
    return words[:1].upper() + words[1:]


def _addressee(session: Session, regime: Regime, body: IssuingBody, asked_by: str | None) -> str:
    """Kính gửi stands only in the government form (document-format.md d7)."""
    if body.system is not System.GOVERNMENT:
        return ""
    superiors = {row.id: row.name for row in session.store.offices.superiors()}
    return superiors.get(asked_by or regime.superior_id or "") or superior_of(session, body.system).name


def _facts(
    session: Session,
    plan: Plan,
    regime: Regime,
    body: IssuingBody,
    dates: PeriodDates,
    rebuilt: RebuiltFigures,
    *,
    is_long: bool,
) -> ReportFacts:
    period = dates.period
    before = figures_of_period(session, plan, regime, body, previous(period))
    last_year = (
        before if previous(period) == same_last_year(period)
        else figures_of_period(session, plan, regime, body, same_last_year(period))
    )  # fmt: skip
    figures = rebuilt.figures
    leads = {task.lead for task in figures.tasks if task.lead}
    active = {task.lead for task in figures.tasks if task.lead and task.is_new_to_period}
    return ReportFacts(
        label=label(period),
        next_label=label(following(period)) if period.kind is not PeriodKind.RANGE else "thời gian tới",
        data_from=dates.data_from,
        data_to=dates.data_to,
        plan_words=_plan_words(plan),
        committee_words=_committee_words(session),
        previous_label=label(previous(period)),
        last_year_label=label(same_last_year(period)),
        comparisons=comparisons(figures, before, last_year),
        changes=changes_since(figures, before),
        registers=_registers(session, plan, dates),
        units_silent=tuple(row.label for row in figures.by_unit if row.label in leads - active),
        units_leading=len(leads),
        is_long=is_long,
    )


def figures_of_period(
    session: Session, plan: Plan, regime: Regime, body: IssuingBody, period: Period
) -> ReportFigures | None:
    """What was reported of another period, else what its cut-off day says; None where the plan did not exist yet."""
    found = session.store.reports.find(regime.code, period.code, body.id)
    if found is not None and found.plan_id == plan.id and found.state is not ReportState.DRAFT:
        return found.figures
    dates = dates_in(session, regime, period)
    if plan.dated_on is None or plan.dated_on > dates.cut_off:
        return None
    return rebuilt_figures(session, plan.id, dates).figures


def _registers(session: Session, plan: Plan, dates: PeriodDates) -> tuple[RegisterSentence, ...]:
    """What registers and chases tell of the period: documents, inspections, money …; nothing where none is kept."""
    kept = tuple(
        RegisterSentence(row.key, row.pieces) for row in register_sentences(session, dates.data_from, dates.data_to)
    )
    chased = chase_pieces(session.store.forms.chases(plan.id, first=dates.data_from, last=dates.data_to))
    return (*kept, RegisterSentence("chases", chased)) if chased else kept


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
