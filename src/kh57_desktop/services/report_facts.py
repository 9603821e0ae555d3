"""What sentences of a report are computed from: registers, committee, chases, comparison with other periods.

Everything as at the cut-off day, and once more as it was said on that day itself: what differs came later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kh57_desktop.domain.comparisons import changes_since, comparisons, with_late_marks, year_figures
from kh57_desktop.domain.office_cut_off import OfficeAt, PlanFacts
from kh57_desktop.domain.offices import IssuingBody
from kh57_desktop.domain.periods import (
    Period,
    PeriodDates,
    PeriodKind,
    following,
    label,
    parse_period,
    previous,
    same_last_year,
)
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.regimes import Regime
from kh57_desktop.domain.report_facts import RegisterSentence, ReportFacts
from kh57_desktop.domain.reports import ReportFigures, YearFigures
from kh57_desktop.domain.resolutions import Outline
from kh57_desktop.services.chasing import chase_pieces
from kh57_desktop.services.obligations import dates_in
from kh57_desktop.services.registers.facts import sentences_of
from kh57_desktop.services.report_state import Rebuilt, end_of, rebuilt_figures
from kh57_desktop.services.session import Session

MOST_YEARS = 6
"""Columns for which a portrait page has room."""


def facts_of(
    session: Session,
    plan: Plan,
    regime: Regime,
    body: IssuingBody,
    dates: PeriodDates,
    found: Rebuilt,
    outline: Outline,
) -> tuple[ReportFacts, ReportFacts | None]:
    """The facts that count, and those of the cut-off day itself; None where nothing came later or nothing is marked."""
    others = _Others(session, plan.id, regime, body, dates, known_on=None if found.is_plan_late else dates.cut_off)
    facts = _facts(dates, found.figures, found.office, outline, others)
    if found.figures_on_the_day is None or found.office_on_the_day is None:
        return facts, None
    then = _facts(dates, found.figures_on_the_day, found.office_on_the_day, outline, others, is_on_the_day=True)
    compared = with_late_marks(facts.comparisons, then.comparisons)
    years = tuple(row if row in then.years else replace(row, late=True) for row in facts.years)
    return replace(facts, comparisons=compared, years=years), then


class _Others:
    """Figures of other periods beside that of the report: what was reported, else what their cut-off day says.

    The latter as the file knew it at the end of `known_on`: what comes in later for an older period is told, marked,
    among the figures of this one, and does not move what it is compared with.
    """

    def __init__(
        self,
        session: Session,
        plan_id: str,
        regime: Regime,
        body: IssuingBody,
        dates: PeriodDates,
        *,
        known_on: date | None,
    ) -> None:
        self._session = session
        self._plan_id = plan_id
        self._regime = regime
        self._body = body
        self._dates = dates
        self._known_on = known_on
        self._rebuilt: dict[str, ReportFigures] = {}

    def of(self, plan: PlanFacts, *, is_on_the_day: bool) -> tuple[ReportFigures | None, ReportFigures | None]:
        """Those of the period before and of the same one last year; `is_on_the_day`: reported by the cut-off day."""
        period = self._dates.period
        before, year_ago = previous(period), same_last_year(period)
        found = self._figures(plan, before, is_on_the_day)
        return found, found if before == year_ago else self._figures(plan, year_ago, is_on_the_day)

    def years(self, figures: ReportFigures, office: OfficeAt, *, is_on_the_day: bool) -> tuple[YearFigures, ...]:
        """Each year that ends within the days of the report, and the one in which they end; at most the last six."""
        dates = self._dates
        found = []
        for year in range(dates.data_from.year, dates.cut_off.year + 1)[-MOST_YEARS:]:
            closing = dates_in(self._session, self._regime, parse_period(str(year)))
            if closing.data_to < dates.data_from:
                continue
            is_last = year == dates.cut_off.year or closing.cut_off >= dates.cut_off
            of_year = figures if is_last else self._figures(office.plan, closing.period, is_on_the_day)
            if of_year is not None:
                found.append(year_figures(year, closing.cut_off, of_year, office.registers, dates.cut_off))
            if is_last:
                break
        return tuple(found)

    def _figures(self, plan: PlanFacts, period: Period, is_on_the_day: bool) -> ReportFigures | None:
        """None where the plan did not exist yet."""
        reports = self._session.store.reports
        condition = "regime = ? and period = ? and issuing_body_id = ? and plan_id = ? and state <> 'draft'"
        heads = reports.heads(condition, (self._regime.code, period.code, self._body.id, self._plan_id))
        ids = [row.id for row in heads]
        if is_on_the_day and ids:
            known = self._session.store.earlier.issued(ids, end_of(self._dates.cut_off))
            ids = [row_id for row_id in ids if row_id in known]
        if ids:
            return reports.get(ids[-1]).figures
        dates = dates_in(self._session, self._regime, period)
        if plan.dated_on is None or plan.dated_on > dates.cut_off:
            return None
        if period.code not in self._rebuilt:
            found = rebuilt_figures(self._session, self._plan_id, dates, known_on=self._known_on)
            self._rebuilt[period.code] = found.figures
        return self._rebuilt[period.code]


def _facts(
    dates: PeriodDates,
    figures: ReportFigures,
    office: OfficeAt,
    outline: Outline,
    others: _Others,
    *,
    is_on_the_day: bool = False,
) -> ReportFacts:
    period = dates.period
    before, last_year = others.of(office.plan, is_on_the_day=is_on_the_day)
    leads = {task.lead for task in figures.tasks if task.lead}
    active = {task.lead for task in figures.tasks if task.lead and task.is_new_to_period}
    return ReportFacts(
        label=label(period),
        next_label=label(following(period)) if period.kind is not PeriodKind.RANGE else "thời gian tới",
        data_from=dates.data_from,
        data_to=dates.data_to,
        plan_words=_plan_words(office.plan),
        committee_words=_committee_words(office),
        previous_label=label(previous(period)),
        last_year_label=label(same_last_year(period)),
        comparisons=comparisons(figures, before, last_year),
        years=others.years(figures, office, is_on_the_day=is_on_the_day) if outline.tells("years") else (),
        changes=changes_since(figures, before),
        registers=_registers(office, dates),
        units_silent=tuple(row.label for row in figures.by_unit if row.label in leads - active),
        units_leading=len(leads),
        has_tables=outline.tables,
        is_long=outline.is_long,
    )


def _registers(office: OfficeAt, dates: PeriodDates) -> tuple[RegisterSentence, ...]:
    """What registers and chases tell of the period: documents, inspections, money …; nothing where none is kept."""
    first, last = dates.data_from, min(dates.data_to, dates.cut_off)
    kept = tuple(RegisterSentence(row.key, row.pieces) for row in sentences_of(office.registers, first, last))
    chased = chase_pieces([row for row in office.chases if first <= row.on <= last])
    return (*kept, RegisterSentence("chases", chased)) if chased else kept


def _plan_words(plan: PlanFacts) -> str:
    number = f" số {plan.number}" if plan.number else ""
    return f"{plan.kind}{number} của {plan.issuer}"


def _committee_words(office: OfficeAt) -> str:
    committee = office.committee
    if committee is None:
        return ""
    decided = f", thành lập tại Quyết định số {committee.decision}" if committee.decision else ""
    return f"{committee.name} gồm {len(office.members):02} thành viên{decided}."
