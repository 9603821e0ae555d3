"""A year from quarters, a quarter from months: by the rule, never with a missing part as zero."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.breakdowns import Breakdown, PartValue, laid_out
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.periods import CALENDAR, PeriodKind, dates_of, parse_period
from kh57_desktop.domain.roll_up import RollUp, parts_of, rolled
from kh57_desktop.domain.terms import Mark

INDICATOR = Indicator("i", "p", "C1", "Số lớp tập huấn", unit="lớp")


def reading(period: str, value: int | None, mark: Mark = Mark.VALUE) -> Reading:
    return Reading(period, "i", period, mark, Decimal(value) if value is not None else None)


def known(**values: int) -> dict[str, Reading]:
    return {f"2026-{code}": reading(f"2026-{code}", value) for code, value in values.items()}


@pytest.mark.parametrize(("rule", "value"), [("sum", 60), ("last", 30), ("average", 20), ("", 30)])
def test_each_rule_on_a_whole_quarter(rule: str, value: int) -> None:
    readings = {f"2026-0{month}": reading(f"2026-0{month}", 10 * month) for month in (1, 2, 3)}
    found = rolled(replace(INDICATOR, roll_up=rule), readings, parse_period("2026-Q1"))
    assert found is not None
    assert (found.value, found.present, found.expected, found.kind) == (value, 3, 3, PeriodKind.MONTH)


def test_a_missing_part_is_told_and_not_counted_as_zero() -> None:
    found = rolled(replace(INDICATOR, roll_up="average"), known(Q1=10, Q3=30), parse_period("2026"))
    assert found is not None
    assert (found.value, found.present, found.expected, found.is_whole) == (20, 2, 4, False)


def test_what_is_not_applicable_is_not_expected() -> None:
    readings = known(Q1=10, Q2=20) | {"2026-Q3": reading("2026-Q3", None, Mark.NOT_APPLICABLE)}
    found = rolled(replace(INDICATOR, roll_up="sum"), readings, parse_period("2026"))
    assert found is not None
    assert (found.value, found.present, found.expected) == (30, 2, 3)


def test_nothing_known_rolls_up_to_nothing() -> None:
    assert rolled(INDICATOR, {}, parse_period("2026")) is None
    assert rolled(INDICATOR, known(Q1=1), parse_period("2026-09")) is None


@given(st.sampled_from(["2024", "2026", "2026-9M", "2026-H1", "2026-H2", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]))
def test_the_parts_tile_the_period(code: str) -> None:
    period = parse_period(code)
    whole = dates_of(period, CALENDAR)
    for _kind, codes in parts_of(period):
        days = [dates_of(parse_period(part), CALENDAR) for part in codes]
        assert days[0].data_from == whole.data_from
        assert days[-1].data_to == whole.data_to
        assert all((later.data_from - earlier.data_to).days == 1 for earlier, later in itertools.pairwise(days))


@given(st.lists(st.one_of(st.none(), st.integers(-50, 500)), min_size=1, max_size=8), st.integers(0, 2000))
def test_parts_and_total_agree_or_the_difference_is_shown(values: list[int | None], total: int) -> None:
    parts = tuple(
        PartValue(str(at), "i", "2026-Q1", f"Thôn {at}", Decimal(value) if value is not None else None)
        for at, value in enumerate(values)
    )
    found = Breakdown(parts, Decimal(total))
    whole = [value for value in values if value is not None]
    assert found.sum == (sum(whole) if whole else None)
    if None in values or not whole:
        assert found.difference is None
    else:
        assert found.difference == sum(whole) - total


def test_parts_stand_in_the_order_of_their_names_and_dropped_ones_stay() -> None:
    rows = [PartValue("1", "i", "2026-Q1", "Hai", Decimal(2)), PartValue("2", "i", "2026-Q1", "Cũ", Decimal(9))]
    shown = laid_out(("Một", "Hai"), rows, indicator_id="i", period="2026-Q1")
    assert [(part.part, part.value) for part in shown] == [("Một", None), ("Hai", 2), ("Cũ", 9)]


def test_rules_are_those_that_can_be_chosen() -> None:
    assert set(RollUp) == {"sum", "last", "average"}
