"""Which value stands for an indicator in a period that has none of its own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.report_readings import reading_for
from kh57_desktop.domain.terms import Mark, Nature

INDICATOR = Indicator("i", "p", "C1", "Tỷ lệ thôn có cáp quang", unit="%")


def reading(period: str, value: int | None, mark: Mark = Mark.VALUE) -> Reading:
    return Reading(period, "i", period, mark, Decimal(value) if value is not None else None)


READINGS = [reading("2025", 40), reading("2026-Q1", 51), reading("2026-Q3", 70), reading("2026-10", 75)]


@pytest.mark.parametrize(
    ("period", "value", "remark"),
    [
        ("20260701-20260930", 70, ""),
        ("20260615-20260914", 70, ""),
        ("20250101-20261231", 75, "Số liệu tháng 10 năm 2026"),
        ("20250101-20260914", 70, ""),
        ("20241215-20251214", 40, ""),
        ("20250101-20260630", 51, "Số liệu quý I năm 2026"),
        ("20240101-20241231", None, ""),
    ],
)
def test_a_review_has_the_newest_value_of_its_days_and_says_of_when(
    period: str, value: int | None, remark: str
) -> None:
    found = reading_for(INDICATOR, READINGS, parse_period(period))
    assert (found.value if found else None, found.remark if found else "") == (value, remark)


def test_a_whole_year_by_the_days_of_reports_is_the_value_of_the_year() -> None:
    found = reading_for(INDICATOR, [reading("2026-11", 70), reading("2026", 80)], parse_period("20260101-20261214"))
    assert found is not None
    assert (found.value, found.remark) == (80, "")


def test_a_value_of_the_period_is_not_taken_from_a_part_of_a_review() -> None:
    indicator = replace(INDICATOR, nature=Nature.PERIOD, roll_up="sum")
    quarters = [reading(f"2026-Q{place}", 10) for place in (1, 2, 3)]
    assert reading_for(indicator, quarters, parse_period("20260101-20261231")) is None
    whole = reading_for(indicator, [*quarters, reading("2026-Q4", 10)], parse_period("20260101-20261231"))
    assert whole is not None
    assert whole.value == 40


def test_what_is_missing_does_not_hide_an_older_value() -> None:
    readings = [reading("2026-Q1", 51), reading("2026-Q2", None, Mark.MISSING)]
    found = reading_for(INDICATOR, readings, parse_period("20260101-20260630"))
    assert found is not None
    assert found.value == 51
