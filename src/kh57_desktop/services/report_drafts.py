"""The computed draft of a report: state at the cut-off, comparison with other periods, sentences by the outline."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from kh57_desktop.domain.cut_off import LeftOut, StateAt
from kh57_desktop.domain.offices import IssuingBody, SignatureBlock
from kh57_desktop.domain.periods import Period, label
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.regimes import Regime
from kh57_desktop.domain.report_sections import compute_sections, with_late_marks
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.resolutions import Outline, load_resolution, resolution_codes
from kh57_desktop.domain.terms import System
from kh57_desktop.services.obligations import dates_in
from kh57_desktop.services.offices import signature_of, superior_of
from kh57_desktop.services.report_facts import facts_of
from kh57_desktop.services.report_state import rebuilt
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
    found = rebuilt(session, plan.id, dates, counted=counted)
    obligation = session.store.reports.obligation(regime.code, period.code)
    chosen = template or (obligation.template if obligation is not None else "")
    outline = outline_of(plan, regime, period, body.system, chosen)
    facts, facts_then = facts_of(session, plan, regime, body, dates, found, outline)
    sections = compute_sections(outline, facts, found.figures)
    if facts_then is not None and found.figures_on_the_day is not None:
        sections = with_late_marks(sections, compute_sections(outline, facts_then, found.figures_on_the_day))
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
        sections=sections,
        figures=replace(found.figures, years=facts.years),
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
    return Draft(report, found.left_out, found.late_rows, found.is_plan_late, found.state)


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
