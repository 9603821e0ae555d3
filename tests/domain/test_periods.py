from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.periods import (
    CALENDAR,
    FIRST_YEAR,
    LAST_YEAR,
    ND09,
    RULES,
    WEEKLY,
    BadPeriod,
    Period,
    PeriodKind,
    containing,
    dates_of,
    following,
    label,
    parse_period,
    period_code,
    period_of_range,
    previous,
    same_last_year,
)
from kh57_desktop.domain.working_days import add_working_days, is_working_day

RULE = st.sampled_from(RULES)
DAY = timedelta(days=1)
COUNTS = {PeriodKind.HALF: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12, PeriodKind.YEAR: 1}
KINDS = st.sampled_from([*COUNTS, PeriodKind.NINE_MONTHS, PeriodKind.WEEK])


def made(kind: PeriodKind, year: int, index: int = 0) -> Period:
    return parse_period(period_code(kind, year, index))


@st.composite
def periods(draw: st.DrawFn, first: int = 1902, last: int = 2098) -> Period:
    kind, year = draw(KINDS), draw(st.integers(first, last))
    if kind in (PeriodKind.YEAR, PeriodKind.NINE_MONTHS):
        return made(kind, year)
    return made(kind, year, draw(st.integers(1, COUNTS.get(kind, 52))))


def touching(parts: list[Period], whole: Period, rule: str) -> bool:
    """Whether the parts follow one another without gap or overlap from the first day of the whole to its last."""
    days = [dates_of(part, rule) for part in parts]
    ends = dates_of(whole, rule)
    return (
        days[0].data_from == ends.data_from
        and days[-1].data_to == ends.data_to
        and all(later.data_from == earlier.data_to + DAY for earlier, later in pairwise(days))
    )


@pytest.mark.parametrize("rule", RULES)
def test_the_parts_of_every_year_from_1900_to_2100_tile_it(rule: str) -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert_tiled(year, rule)


def assert_tiled(year: int, rule: str) -> None:
    """Months tile quarters, quarters halves and nine months, halves the year."""
    months = [made(PeriodKind.MONTH, year, index) for index in range(1, 13)]
    quarters = [made(PeriodKind.QUARTER, year, index) for index in range(1, 5)]
    halves = [made(PeriodKind.HALF, year, index) for index in (1, 2)]
    for index, quarter in enumerate(quarters):
        assert touching(months[3 * index : 3 * index + 3], quarter, rule)
    assert touching(quarters[:2], halves[0], rule)
    assert touching(quarters[2:], halves[1], rule)
    assert touching(halves, made(PeriodKind.YEAR, year), rule)
    assert touching(quarters[:3], made(PeriodKind.NINE_MONTHS, year), rule)


@pytest.mark.parametrize("rule", RULES)
def test_years_touch_without_gap_or_overlap(rule: str) -> None:
    days = [dates_of(made(PeriodKind.YEAR, year), rule) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    for this, after in pairwise(days):
        assert after.data_from == this.data_to + DAY
        leap = this.data_to.year % 4 == 0 and (this.data_to.year % 100 != 0 or this.data_to.year % 400 == 0)
        assert (this.data_to - this.data_from).days + 1 == 365 + leap


ND09_2026 = {  # worked out in reporting.md section 1
    "2026-01": ("2025-12-15", "2026-01-14"),
    "2026-03": ("2026-02-15", "2026-03-14"),
    "2026-12": ("2026-11-15", "2026-12-14"),
    "2026-Q1": ("2025-12-15", "2026-03-14"),
    "2026-Q2": ("2026-03-15", "2026-06-14"),
    "2026-Q3": ("2026-06-15", "2026-09-14"),
    "2026-Q4": ("2026-09-15", "2026-12-14"),
    "2026-H1": ("2025-12-15", "2026-06-14"),
    "2026-H2": ("2026-06-15", "2026-12-14"),
    "2026-9M": ("2025-12-15", "2026-09-14"),
    "2026": ("2025-12-15", "2026-12-14"),
}


@pytest.mark.parametrize(("code", "days"), ND09_2026.items())
def test_the_decree_table(code: str, days: tuple[str, str]) -> None:
    dates = dates_of(parse_period(code), ND09)
    assert (dates.data_from.isoformat(), dates.data_to.isoformat()) == days
    assert dates.cut_off == dates.data_to


CALENDAR_2026 = {
    "2026-Q1": ("2026-01-01", "2026-03-31", "2026-04-10"),
    "2026-Q2": ("2026-04-01", "2026-06-30", "2026-07-10"),
    "2026-Q3": ("2026-07-01", "2026-09-30", "2026-10-12"),  # 10/10/2026 is a Saturday
    "2026-Q4": ("2026-10-01", "2026-12-31", "2027-01-15"),
    "2026-H1": ("2026-01-01", "2026-06-30", "2026-07-10"),
    "2026-9M": ("2026-01-01", "2026-09-30", "2026-10-12"),
    "2026": ("2026-01-01", "2026-12-31", "2027-01-15"),
    "2028-02": ("2028-02-01", "2028-02-29", "2028-03-03"),
}


@pytest.mark.parametrize(("code", "days"), CALENDAR_2026.items())
def test_the_calendar_catalogue(code: str, days: tuple[str, str, str]) -> None:
    dates = dates_of(parse_period(code), CALENDAR)
    assert (dates.data_from.isoformat(), dates.data_to.isoformat(), dates.due_on.isoformat()) == days


def test_a_campaign_week_runs_from_monday_to_sunday_and_is_due_on_monday() -> None:
    dates = dates_of(parse_period("2026-W47"), WEEKLY)
    assert (dates.data_from, dates.data_to) == (date(2026, 11, 16), date(2026, 11, 22))
    assert dates.due_on == date(2026, 11, 23)
    assert dates_of(parse_period("2026-W53"), WEEKLY).data_to == date(2027, 1, 3)


def test_the_report_is_due_three_working_days_after_the_cut_off() -> None:
    assert dates_of(parse_period("2026-Q3"), ND09).due_on == date(2026, 9, 17)  # cut-off Monday 14/9
    assert dates_of(parse_period("2026-08"), ND09).due_on == date(2026, 8, 19)  # cut-off Friday 14/8
    holidays = {date(2026, 9, 15), date(2026, 9, 16)}
    assert dates_of(parse_period("2026-Q3"), ND09, holidays=holidays).due_on == date(2026, 9, 21)


@given(period=periods(), rule=RULE, holidays=st.sets(st.dates(date(1902, 1, 1), date(2099, 12, 31)), max_size=20))
def test_a_due_day_is_a_working_day_after_the_cut_off(period: Period, rule: str, holidays: set[date]) -> None:
    dates = dates_of(period, rule, holidays=holidays)
    assert is_working_day(dates.due_on, holidays)
    assert dates.due_on > dates.cut_off == dates.data_to >= dates.data_from


@given(day=st.dates(date(1902, 1, 1), date(2099, 12, 1)), count=st.integers(0, 30))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    end = add_working_days(day, count)
    between = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(is_working_day(step) for step in between) == count


@given(period=periods())
def test_codes_are_read_back(period: Period) -> None:
    assert parse_period(period.code) == period
    assert previous(following(period)) == period == following(previous(period))


@given(period=periods(), rule=RULE)
def test_the_period_before_ends_where_this_one_begins(period: Period, rule: str) -> None:
    if period.kind is PeriodKind.NINE_MONTHS:
        assert previous(period) == same_last_year(period)
    else:
        assert dates_of(previous(period), rule).data_to + DAY == dates_of(period, rule).data_from


@given(period=periods(), rule=RULE, data=st.data())
def test_both_ends_and_every_day_between_lie_in_the_period(period: Period, rule: str, data: st.DataObject) -> None:
    dates = dates_of(period, rule)
    between = data.draw(st.dates(dates.data_from, dates.data_to))
    for day in (dates.data_from, between, dates.data_to):
        assert containing(day, period.kind, rule) == period


def test_a_paper_of_15_december_belongs_to_next_year_under_the_decree() -> None:
    assert containing(date(2026, 12, 15), PeriodKind.YEAR, ND09).code == "2027"
    assert containing(date(2026, 12, 14), PeriodKind.YEAR, ND09).code == "2026"
    assert containing(date(2026, 12, 15), PeriodKind.YEAR, CALENDAR).code == "2026"


def test_no_period_holds_a_day_after_nine_months() -> None:
    with pytest.raises(BadPeriod):
        containing(date(2026, 10, 1), PeriodKind.NINE_MONTHS, CALENDAR)
    with pytest.raises(BadPeriod):
        containing(date(2026, 10, 1), PeriodKind.RANGE, CALENDAR)


def test_ranges() -> None:
    period = parse_period("20260101-20281231")
    assert (period.kind, period.year, period.index) == (PeriodKind.RANGE, 2026, 0)
    dates = dates_of(period, ND09)
    assert (dates.data_from, dates.data_to) == (date(2026, 1, 1), date(2028, 12, 31))
    assert previous(period_of_range(date(2026, 1, 1), date(2026, 1, 10))).code == "20251222-20251231"
    assert following(period_of_range(date(2026, 1, 1), date(2026, 1, 10))).code == "20260111-20260120"
    assert same_last_year(period_of_range(date(2028, 2, 29), date(2028, 3, 1))).code == "20270228-20270301"


def test_the_same_week_last_year_exists_even_for_week_53() -> None:
    assert same_last_year(parse_period("2026-W53")).code == "2025-W52"
    assert same_last_year(parse_period("2026-Q3")).code == "2025-Q3"


@pytest.mark.parametrize(
    "code",
    ["", "26", "2026-Q5", "2026-Q0", "2026-13", "2026-00", "2026-9", "2026-H3", "2026-W54", "2025-W53", "2026-W00",
     "2026-q3", " 2026", "2026 ", "1899", "2101", "20260101-20251231", "20260230-20261231", "2026-Q3\n", "٢٠٢٦",
     "quý III/2026", "18000101-20260101"],
)  # fmt: skip
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(BadPeriod) as refused:
        parse_period(code)
    assert refused.value.code == "bad-period"
    assert refused.value.exit_code == 1


def test_an_unknown_rule_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="lunar"):
        dates_of(parse_period("2026"), "lunar")


LABELS = {
    "2026": "năm 2026",
    "2026-9M": "9 tháng năm 2026",
    "2026-H1": "6 tháng đầu năm 2026",
    "2026-H2": "6 tháng cuối năm 2026",
    "2026-Q3": "quý III năm 2026",
    "2026-09": "tháng 9 năm 2026",
    "2026-02": "tháng 02 năm 2026",
    "2026-W47": "tuần 47 năm 2026",
    "20260101-20281231": "từ ngày 01/01/2026 đến ngày 31/12/2028",
}


@pytest.mark.parametrize(("code", "words"), LABELS.items())
def test_periods_are_named_as_papers_name_them(code: str, words: str) -> None:
    assert label(parse_period(code)) == words
