"""Reporting regimes (chế độ báo cáo): which reports an office owes to whom, for which days, and when they are due.

Everything about them is data (reporting.md section 1): a regime names preset rules or brings its own, and each day of
one period may be changed by the letter that says so.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kh57_desktop.domain.periods import (
    ND09,
    PRESETS,
    WEEKLY,
    DateRules,
    Period,
    PeriodDates,
    PeriodKind,
    containing,
    dates_of,
    following,
)
from kh57_desktop.domain.working_days import is_working_day

OWN = "own"
"""`rule` of a regime whose days follow its `own_rules`."""
_USUAL_KINDS = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)


@dataclass(frozen=True, slots=True)
class Regime:
    """Chế độ báo cáo. `rule`: the preset of dates, or `OWN`; the code is the package's `report.type`.

    `kinds`: for which periods a report is owed, empty for the preset's usual ones; `longest_only`: of periods that end
    together (quý II and 6 tháng) only the longest is reported. `is_owed` None: the default regime is owed, the others
    once the office takes them up. `template`: key of an outline, empty to choose it by the length of the period.
    `issuing_body_id` None: the plan's own body reports.
    """

    id: str
    code: str
    name: str
    rule: str
    superior_id: str | None = None
    position: int = 0
    own_rules: DateRules | None = None
    kinds: tuple[PeriodKind, ...] = ()
    longest_only: bool = True
    template: str = ""
    issuing_body_id: str | None = None
    is_owed: bool | None = None
    active_from: date | None = None
    active_to: date | None = None

    @property
    def date_rules(self) -> DateRules:
        if self.rule == OWN:
            return self.own_rules if self.own_rules is not None else DateRules()
        return PRESETS[self.rule]

    @property
    def owed_kinds(self) -> tuple[PeriodKind, ...]:
        if self.kinds:
            return self.kinds
        return (PeriodKind.WEEK,) if self.rule == WEEKLY else _USUAL_KINDS

    @property
    def counts(self) -> bool:
        """Whether its reports stand in the calendar."""
        return self.is_owed if self.is_owed is not None else self.rule == ND09


@dataclass(frozen=True, slots=True)
class Obligation:
    """What differs for one period of a regime: a day that is None follows the rule; `letter` says who changed it.

    An ad-hoc report (báo cáo đột xuất, chuyên đề) is one too: its period is a range, `title` what it is about, `letter`
    the one that asks for it, `template` its outline. `is_entered_above`: "đã cập nhật hệ thống cấp trên", since
    `entered_above_on`.
    """

    id: str
    regime: str
    period: str
    data_from: date | None = None
    data_to: date | None = None
    cut_off: date | None = None
    due_on: date | None = None
    letter: str = ""
    is_entered_above: bool = False
    entered_above_on: date | None = None
    title: str = ""
    template: str = ""
    superior_id: str | None = None


def dates_under(
    regime: Regime, period: Period, obligation: Obligation | None = None, *, holidays: Container[date] = ()
) -> PeriodDates:
    """The days of a period under a regime, with what a letter changed.

    A new last data day or cut-off moves the due day along by the rule, unless the letter names that too: between
    cut-off and due day lies at least one working day (Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5 điểm b).
    """
    dates = dates_of(period, regime.date_rules, holidays=holidays)
    if obligation is None:
        return dates
    data_to = obligation.data_to or dates.data_to
    cut_off = obligation.cut_off or (data_to if obligation.data_to else dates.cut_off)
    due_on = obligation.due_on or dates.due_on
    if obligation.due_on is None and cut_off != dates.cut_off:
        due_on = max(due_on, _same_distance(dates, cut_off, holidays))
    return replace(
        dates, data_from=obligation.data_from or dates.data_from, data_to=data_to, cut_off=cut_off, due_on=due_on
    )


def _same_distance(dates: PeriodDates, cut_off: date, holidays: Container[date]) -> date:
    """As many working days after the new cut-off as lay after the old one."""
    left = sum(
        is_working_day(dates.cut_off + timedelta(days=step), holidays)
        for step in range(1, (dates.due_on - dates.cut_off).days + 1)
    )
    day = cut_off
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, holidays)
    return day


def has_time_to_report(dates: PeriodDates, holidays: Container[date] = ()) -> bool:
    """Whether a working day lies between cut-off and due day, the due day itself counted (Điều 8 khoản 5 điểm b)."""
    days = (dates.due_on - dates.cut_off).days
    return any(is_working_day(dates.cut_off + timedelta(days=step), holidays) for step in range(1, days + 1))


def owed_periods(regime: Regime, first: date, last: date) -> list[Period]:
    """Periods of a regime that end (by their data) from `first` to `last`, in order of their last day."""
    if not regime.counts:
        return []
    found = [period for kind in regime.owed_kinds for period in _ending(regime, kind, first, last)]
    days = {period.code: dates_of(period, regime.date_rules) for period in found}
    if regime.longest_only:
        found = [period for period in found if not _is_covered(period, found, days)]
    found = [period for period in found if _is_active(regime, days[period.code])]
    return sorted(found, key=lambda period: (days[period.code].data_to, days[period.code].data_from))


def _ending(regime: Regime, kind: PeriodKind, first: date, last: date) -> Iterator[Period]:
    if kind is PeriodKind.RANGE:
        return
    if kind is PeriodKind.NINE_MONTHS:  # does not tile the year: one in each
        periods = [containing(date(year, 6, 1), kind, regime.date_rules) for year in range(first.year, last.year + 1)]
        for period in periods:
            if first <= dates_of(period, regime.date_rules).data_to <= last:
                yield period
        return
    period = containing(first, kind, regime.date_rules)
    while (data_to := dates_of(period, regime.date_rules).data_to) <= last:
        if data_to >= first:
            yield period
        period = following(period)


def _is_covered(period: Period, among: list[Period], days: dict[str, PeriodDates]) -> bool:
    own = days[period.code]
    return any(
        days[other.code].data_to == own.data_to and days[other.code].data_from < own.data_from for other in among
    )


def _is_active(regime: Regime, dates: PeriodDates) -> bool:
    after = regime.active_from is None or dates.data_to >= regime.active_from
    return after and (regime.active_to is None or dates.data_from <= regime.active_to)
