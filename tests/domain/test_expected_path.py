"""The expected path: straight between milestones, from the baseline, and who stands behind it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kh57_desktop.domain.expected_path import PathRule, baseline_of, day_of, expected_path
from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.terms import Comparator, Direction, Mark, Nature


def indicator(targets: dict[int, int], **fields) -> Indicator:
    made = tuple(Target(year, Comparator.AT_LEAST, Decimal(value)) for year, value in targets.items())
    return Indicator(id="i", plan_id="p", code="C1", text="Hồ sơ trực tuyến", unit="%", targets=made, **fields)


def reading(period: str, value: int | None, mark: Mark = Mark.VALUE) -> Reading:
    return Reading(period, "i", period, mark, Decimal(value) if value is not None else None)


def test_the_path_leads_from_the_baseline_over_each_milestone():
    path = expected_path(indicator({2035: 100, 2030: 80}), [reading("2026-Q1", 45), reading("2024", 20)])
    assert path.rule is PathRule.FROM_BASELINE
    assert [(point.on.year, point.value) for point in path.points] == [(2024, 20), (2030, 80), (2035, 100)]
    assert path.value_on(date(2027, 12, 31)) == pytest.approx(Decimal(50), abs=Decimal("0.1"))
    assert path.value_on(date(2040, 1, 1)) == 100
    assert path.value_on(date(2024, 1, 1)) is None


def test_without_a_baseline_it_begins_at_the_first_value_and_says_so():
    path = expected_path(indicator({2030: 80}), [reading("2026-Q2", 50), reading("2026-Q1", 40)])
    assert path.rule is PathRule.FROM_FIRST_READING
    assert path.points[0].on == date(2026, 3, 31)
    assert not path.is_behind(Decimal(40), date(2026, 3, 31))


def test_behind_is_below_where_more_is_better_and_above_where_less_is():
    up = expected_path(indicator({2030: 80}), [reading("2024", 20)])
    assert up.is_behind(Decimal(20), date(2029, 1, 1))
    assert not up.is_behind(Decimal(80), date(2029, 1, 1))
    poor = Indicator(
        id="i", plan_id="p", code="C1", text="Hộ nghèo", targets=(Target(2030, Comparator.AT_MOST, Decimal(2)),)
    )
    down = expected_path(poor, [reading("2024", 10)])
    assert down.is_behind(Decimal(10), date(2029, 1, 1))
    assert not down.is_behind(Decimal(2), date(2029, 1, 1))


@pytest.mark.parametrize(
    "fields", [{"nature": Nature.PERIOD}, {"direction": Direction.YES_NO}, {"direction": Direction.EXACT}]
)
def test_what_has_no_path_by_its_nature_is_given_none(fields):
    assert expected_path(indicator({2030: 80}, **fields), [reading("2024", 20)]) is None


def test_no_start_or_no_later_milestone_in_figures_is_no_path():
    assert expected_path(indicator({2030: 80}), []) is None
    assert expected_path(indicator({2030: 80}), [reading("2026-Q1", None, Mark.MISSING)]) is None
    assert expected_path(indicator({2020: 80}), [reading("2024", 20)]) is None
    in_words = Indicator(id="i", plan_id="p", code="C1", text="x", targets=(Target(2030, words="cơ bản hoàn thành"),))
    assert expected_path(in_words, [reading("2024", 20)]) is None


def test_the_baseline_is_the_earliest_year_that_states_a_number():
    rows = [reading("2025", 30), reading("2023", None, Mark.NOT_APPLICABLE), reading("2024", 0, Mark.ZERO)]
    assert baseline_of(rows).period == "2024"
    assert baseline_of([reading("2024-Q4", 3)]) is None


def test_a_value_stands_for_the_last_day_of_its_period():
    assert day_of("2026-Q3") == date(2026, 9, 30)
    assert day_of("2024") == date(2024, 12, 31)


values = st.integers(0, 1000)


@given(base=values, marks=st.lists(values, min_size=1, max_size=4), days=st.integers(0, 9000))
def test_the_path_stays_between_its_milestones_and_never_goes_back_where_they_do_not(base, marks, days):
    marks = sorted(marks)
    assume(base <= marks[0])
    path = expected_path(
        indicator({2030 + 5 * place: mark for place, mark in enumerate(marks)}), [reading("2024", base)]
    )
    day = path.points[0].on + timedelta(days=days)
    here, later = path.value_on(day), path.value_on(day + timedelta(days=1))
    assert base <= here <= marks[-1]
    assert here <= later
    assert not path.is_behind(here, day)


@given(base=values, mark=values)
def test_the_path_meets_its_ends_exactly(base, mark):
    path = expected_path(indicator({2030: mark}), [reading("2024", base)])
    assert path.value_on(date(2024, 12, 31)) == base
    assert path.value_on(date(2030, 12, 31)) == mark
