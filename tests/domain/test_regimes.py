"""Which reports a regime owes, for which days; every day of a period may be changed by a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.periods import (
    CALENDAR,
    ND09,
    RULES,
    WEEKLY,
    DateRules,
    DueRule,
    PeriodKind,
    containing,
    dates_of,
    following,
    parse_period,
    previous,
)
from kh57_desktop.domain.regimes import OWN, Obligation, Regime, dates_under, has_time_to_report, owed_periods
from kh57_desktop.domain.working_days import is_working_day

DAY = timedelta(days=1)
KINDS = st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR, PeriodKind.WEEK])


def regime(rule: str = ND09, **others: object) -> Regime:
    return replace(Regime("r", "ND09", "Chế độ", rule), **others)  # type: ignore[arg-type]


def codes(found: list[object]) -> list[str]:
    return [period.code for period in found]  # type: ignore[attr-defined]


rules = st.builds(
    DateRules,
    first_day=st.integers(1, 28),
    week_starts=st.integers(1, 7),
    cut_off_days=st.integers(0, 5),
    due=st.just((DueRule(working_days=3),)),
)


@given(rules=rules, kind=KINDS, day=st.dates(date(1902, 1, 1), date(2098, 12, 31)))
def test_periods_of_any_rules_tile_the_years(rules: DateRules, kind: PeriodKind, day: date) -> None:
    period = containing(day, kind, rules)
    dates = dates_of(period, rules)
    assert dates.data_from <= day <= dates.data_to
    assert dates_of(following(period), rules).data_from == dates.data_to + DAY
    assert dates_of(previous(period), rules).data_to == dates.data_from - DAY
    for edge in (dates.data_from, dates.data_to):
        assert containing(edge, kind, rules) == period


@given(rules=rules, year=st.integers(1902, 2098))
def test_months_tile_quarters_halves_and_the_year_of_any_rules(rules: DateRules, year: int) -> None:
    months = [dates_of(parse_period(f"{year}-{month:02}"), rules) for month in range(1, 13)]
    assert all(later.data_from == earlier.data_to + DAY for earlier, later in pairwise(months))
    for code, first, last in (("Q1", 0, 2), ("Q4", 9, 11), ("H1", 0, 5), ("H2", 6, 11), ("9M", 0, 8)):
        whole = dates_of(parse_period(f"{year}-{code}"), rules)
        assert (whole.data_from, whole.data_to) == (months[first].data_from, months[last].data_to)


def test_a_party_week_from_thursday_to_wednesday() -> None:
    thursday = DateRules(week_starts=4)
    dates = dates_of(parse_period("2026-W42"), thursday)
    assert (dates.data_from, dates.data_to) == (date(2026, 10, 8), date(2026, 10, 14))
    assert containing(date(2026, 10, 15), PeriodKind.WEEK, thursday).code == "2026-W43"


def test_due_days_within_the_last_month_of_the_period() -> None:
    """The former regime of Thông tư 02/2023/TT-BTTTT: quarterly by 06 of the last month, the year by 25/11."""
    due = (
        DueRule((PeriodKind.QUARTER, PeriodKind.HALF), day=6, months=0),
        DueRule((PeriodKind.YEAR,), day=25, months=-1),
        DueRule(day=15, months=0),
    )
    rules = DateRules(cut_off_days=40, due=due)
    assert dates_of(parse_period("2024-Q2"), rules).due_on == date(2024, 6, 6)
    assert dates_of(parse_period("2024"), rules).due_on == date(2024, 11, 25)
    assert dates_of(parse_period("2024-03"), rules).due_on == date(2024, 3, 15)
    assert dates_of(parse_period("2024-12"), DateRules(due=(DueRule(day=31, months=2),))).due_on == date(2025, 2, 28)


def test_of_periods_that_end_together_the_longest_is_owed() -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert codes(owed_periods(regime(), *year)) == ["2026-Q1", "2026-H1", "2026-9M", "2026"]
    every = replace(regime(), longest_only=False, kinds=(PeriodKind.QUARTER, PeriodKind.YEAR))
    assert codes(owed_periods(every, *year)) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026", "2026-Q4"]
    monthly = replace(regime(), kinds=(PeriodKind.MONTH, PeriodKind.QUARTER))
    assert codes(owed_periods(monthly, date(2026, 1, 1), date(2026, 4, 30))) == [
        "2026-01", "2026-02", "2026-Q1", "2026-04",
    ]  # fmt: skip


def test_regimes_that_the_office_did_not_take_up_owe_nothing() -> None:
    span = (date(2026, 1, 1), date(2026, 12, 31))
    assert owed_periods(regime(CALENDAR), *span) == []
    assert codes(owed_periods(regime(CALENDAR, is_owed=True), *span))[-1] == "2026"
    assert owed_periods(regime(is_owed=False), *span) == []
    weekly = regime(WEEKLY, is_owed=True, active_from=date(2026, 6, 1), active_to=date(2026, 6, 30))
    assert codes(owed_periods(weekly, *span)) == ["2026-W23", "2026-W24", "2026-W25", "2026-W26", "2026-W27"]


@given(rule=st.sampled_from(RULES), first=st.dates(date(1950, 1, 1), date(2050, 1, 1)), days=st.integers(0, 800))
def test_owed_periods_end_within_the_span_and_none_twice(rule: str, first: date, days: int) -> None:
    owed = regime(rule, is_owed=True)
    found = owed_periods(owed, first, first + timedelta(days=days))
    ends = [dates_of(period, rule).data_to for period in found]
    assert all(first <= end <= first + timedelta(days=days) for end in ends)
    assert ends == sorted(set(ends))


def test_a_letter_changes_single_days_and_the_due_day_moves_along() -> None:
    period = parse_period("2026-Q3")
    assert dates_under(regime(), period).due_on == date(2026, 9, 17)
    letter = Obligation("o", "ND09", "2026-Q3", letter="Công văn số 12/UBND-VX")
    moved = dates_under(regime(), period, replace(letter, cut_off=date(2026, 9, 20)))
    assert (moved.data_to, moved.cut_off, moved.due_on) == (date(2026, 9, 14), date(2026, 9, 20), date(2026, 9, 23))
    named = dates_under(regime(), period, replace(letter, data_to=date(2026, 9, 10), due_on=date(2026, 9, 11)))
    assert (named.data_to, named.cut_off, named.due_on) == (date(2026, 9, 10), date(2026, 9, 10), date(2026, 9, 11))
    assert has_time_to_report(named)
    assert not has_time_to_report(replace(named, due_on=named.cut_off))
    assert not has_time_to_report(replace(named, cut_off=date(2026, 9, 11), due_on=date(2026, 9, 13)))  # a weekend


@given(
    cut_off=st.dates(date(2026, 6, 15), date(2026, 12, 31)),
    holidays=st.sets(st.dates(date(2026, 6, 1), date(2027, 2, 1)), max_size=20),
)
def test_a_moved_cut_off_always_leaves_a_working_day(cut_off: date, holidays: set[date]) -> None:
    change = Obligation("o", "ND09", "2026-Q3", cut_off=cut_off, letter="x")
    dates = dates_under(regime(), parse_period("2026-Q3"), change, holidays=holidays)
    assert has_time_to_report(dates, holidays)
    assert is_working_day(dates.due_on, holidays)


@pytest.mark.parametrize("rule", RULES)
def test_own_rules_take_the_place_of_the_preset(rule: str) -> None:
    own = regime(OWN, own_rules=DateRules(first_day=21, due=(DueRule(working_days=2),)))
    assert dates_under(own, parse_period("2026-09")).data_to == date(2026, 9, 20)
    assert regime(rule).date_rules.due
