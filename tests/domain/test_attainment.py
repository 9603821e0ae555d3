from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.attainment import attainment_of, target_for, value_of
from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.terms import Comparator, Direction, Mark

INDICATOR = Indicator(id="i1", plan_id="p1", code="C1", text="Tỷ lệ hồ sơ trực tuyến", unit="%")
READING = Reading(id="r1", indicator_id="i1", period="2026-Q3", mark=Mark.VALUE)
DAY = date(2026, 9, 14)
NUMBERS = st.decimals(Decimal("0"), Decimal("100000"), places=2)


def judged(
    value: str | None,
    target: str,
    comparator: Comparator = Comparator.EQUAL,
    direction: Direction = Direction.UP,
    *,
    upper: str | None = None,
) -> tuple[bool | None, str | None]:
    aim = Target(2026, comparator, Decimal(target), Decimal(upper) if upper else None)
    reading = replace(READING, value=Decimal(value)) if value is not None else None
    result = attainment_of(replace(INDICATOR, targets=(aim,), direction=direction), reading, DAY)
    return result.attained, None if result.share is None else f"{result.share:.1f}"


@pytest.mark.parametrize(
    ("value", "target", "comparator", "direction", "attained", "share"),
    [
        ("80", "80", ">=", "up", True, "100.0"),
        ("79.9", "80", ">=", "up", False, "99.9"),
        ("80", "80", ">", "up", False, "100.0"),
        ("80.1", "80", ">", "up", True, "100.1"),
        ("2", "2", "<=", "down", True, "100.0"),
        ("2.5", "2", "<=", "down", False, "80.0"),
        ("2", "2", "<", "down", False, "100.0"),
        ("1.6", "2", "<", "down", True, "125.0"),
        ("0", "2", "<=", "down", True, "100.0"),
        ("90", "80", "=", "up", True, "112.5"),
        ("70", "80", "=", "up", False, "87.5"),
        ("70", "80", "=", "down", True, "114.3"),
        ("90", "80", "=", "down", False, "88.9"),
        ("80", "80", "=", "exact", True, "100.0"),
        ("81", "80", "=", "exact", False, "101.2"),
        ("1", "1", "=", "yes_no", True, None),
        ("0", "1", "=", "yes_no", False, None),
        ("3", "0", "=", "up", True, None),
        ("1.5", "2", "<=", "up", True, "133.3"),
    ],
)
def test_direction_and_comparator_decide(
    value: str, target: str, comparator: str, direction: str, attained: bool, share: str | None
) -> None:
    assert judged(value, target, Comparator(comparator), Direction(direction)) == (attained, share)


def test_a_range_is_reached_at_its_lower_end_where_more_is_better() -> None:
    assert judged("60", "60", upper="65") == (True, "100.0")
    assert judged("70", "60", upper="65")[0] is True
    assert judged("59", "60", upper="65")[0] is False
    assert judged("70", "60", direction=Direction.EXACT, upper="65")[0] is False
    assert judged("62", "60", direction=Direction.EXACT, upper="65")[0] is True
    assert judged("65", "60", direction=Direction.DOWN, upper="65")[0] is True
    assert judged("66", "60", direction=Direction.DOWN, upper="65")[0] is False


def test_zero_is_judged_missing_and_not_applicable_are_not() -> None:
    indicator = replace(INDICATOR, targets=(Target(2026, Comparator.AT_LEAST, Decimal(80)),))
    zero = attainment_of(indicator, replace(READING, mark=Mark.ZERO), DAY)
    assert (zero.value, zero.share, zero.attained) == (Decimal(0), Decimal(0), False)
    for reading in (None, replace(READING, mark=Mark.MISSING), replace(READING, mark=Mark.NOT_APPLICABLE)):
        result = attainment_of(indicator, reading, DAY)
        assert (result.value, result.share, result.attained) == (None, None, None)
        assert result.year == 2026


def test_a_target_of_words_is_not_judged() -> None:
    indicator = replace(INDICATOR, targets=(Target(2026, words="Duy trì"),))
    result = attainment_of(indicator, replace(READING, value=Decimal(5)), DAY)
    assert (result.value, result.share, result.attained) == (Decimal(5), None, None)


def test_without_any_target_nothing_is_judged() -> None:
    result = attainment_of(INDICATOR, replace(READING, value=Decimal(5)), DAY)
    assert (result.target, result.year, result.attained) == (None, None, None)


TARGETS = tuple(Target(year, Comparator.AT_LEAST, Decimal(year)) for year in (2035, 2026, 2030))


@pytest.mark.parametrize(
    ("year", "milestone"), [(2025, 2026), (2026, 2026), (2027, 2030), (2030, 2030), (2031, 2035), (2040, 2035)]
)
def test_the_next_milestone_counts(year: int, milestone: int) -> None:
    target = target_for(TARGETS, year)
    assert target is not None
    assert target.year == milestone


def test_a_target_without_year_serves_where_no_year_is_named() -> None:
    without_year = Target(None, Comparator.EQUAL, Decimal(1))
    assert target_for((without_year,), 2026) is without_year
    assert target_for((without_year, *TARGETS), 2026) is TARGETS[1]
    assert target_for((), 2026) is None


def test_a_share_may_be_given_by_its_two_numbers() -> None:
    assert value_of(replace(READING, numerator=Decimal(3), denominator=Decimal(4))) == Decimal(75)
    assert value_of(replace(READING, value=Decimal(80), numerator=Decimal(3), denominator=Decimal(4))) == Decimal(80)
    assert value_of(replace(READING, numerator=Decimal(3), denominator=Decimal(0))) is None
    assert value_of(replace(READING, numerator=Decimal(3))) is None


@given(value=NUMBERS, target=NUMBERS, comparator=st.sampled_from(Comparator), direction=st.sampled_from(Direction))
def test_the_share_agrees_with_the_judgement(
    value: Decimal, target: Decimal, comparator: Comparator, direction: Direction
) -> None:
    aim = Target(2026, comparator, target)
    reading = replace(READING, value=value)
    result = attainment_of(replace(INDICATOR, targets=(aim,), direction=direction), reading, DAY)
    assert result.attained is not None
    if result.share is not None and result.attained:
        assert result.share >= 100
    strict = comparator in (Comparator.MORE_THAN, Comparator.LESS_THAN)
    if result.share is not None and not result.attained and not strict and direction is not Direction.EXACT:
        assert result.share < 100
