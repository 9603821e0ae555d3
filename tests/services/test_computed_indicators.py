"""Ratios follow their inputs in the same action; 45/60 in one cell; parts of a value and their sum."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kh57_desktop.domain.attainment import value_of
from kh57_desktop.domain.terms import Mark
from kh57_desktop.errors import BadValue
from kh57_desktop.services import breakdowns
from kh57_desktop.services.history import opening, undo
from kh57_desktop.services.indicator_entries import clear, enter, enter_block
from kh57_desktop.services.indicator_grid import GridWanted, details, grid
from kh57_desktop.services.indicators import add_indicator, edit_indicator, indicator_by_key
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session
from tests.store.makers import canonical_dump

PERIOD = "2026-Q3"


def value(session: Session, code: str, period: str = PERIOD) -> Decimal | None:
    indicator = indicator_by_key(session, plan_of(session, None), code)
    return value_of(
        next((row for row in session.store.indicators.readings(indicator.id) if row.period == period), None)
    )


@pytest.fixture
def ratio(commune: Session) -> Session:
    """C90 = C91 / C92 in per cent."""
    plan = plan_of(commune, None)
    above = add_indicator(commune, {"text": "Hồ sơ trực tuyến", "unit": "hồ sơ"})
    below = add_indicator(commune, {"text": "Tổng hồ sơ", "unit": "hồ sơ"})
    made = add_indicator(commune, {"text": "Tỷ lệ trực tuyến", "unit": "%", "decimals": "1"})
    edit_indicator(commune, made, {"numerator": above.code, "denominator": below.code})
    assert plan is not None
    return commune


def test_a_ratio_follows_both_inputs_and_one_undo_takes_all_back(ratio: Session) -> None:
    rows = ratio.store.indicators.of_plan(plan_of(ratio, None).id)[-3:]
    above, below, made = rows
    before = canonical_dump(ratio.store)
    begin = opening(ratio)
    enter_block(ratio, [(above, PERIOD, "30"), (below, PERIOD, "45")])
    assert value(ratio, made.code) == Decimal("66.7")
    undo(ratio, since=begin)
    assert canonical_dump(ratio.store) == before


def test_without_one_input_the_ratio_is_missing_not_zero(ratio: Session) -> None:
    above, below, made = ratio.store.indicators.of_plan(plan_of(ratio, None).id)[-3:]
    enter(ratio, above, PERIOD, "30")
    [reading] = ratio.store.indicators.readings(made.id)
    assert reading.mark is Mark.MISSING
    enter(ratio, below, PERIOD, "0")
    [reading] = ratio.store.indicators.readings(made.id)
    assert reading.mark is Mark.MISSING
    enter(ratio, below, PERIOD, "60")
    assert value(ratio, made.code) == 50
    clear(ratio, above, PERIOD)
    [reading] = ratio.store.indicators.readings(made.id)
    assert reading.mark is Mark.MISSING


def test_an_indicator_is_never_computed_from_itself(ratio: Session) -> None:
    above, _below, made = ratio.store.indicators.of_plan(plan_of(ratio, None).id)[-3:]
    with pytest.raises(BadValue):
        edit_indicator(ratio, made, {"numerator": made.code})
    with pytest.raises(BadValue):
        edit_indicator(ratio, above, {"numerator": made.code})


@pytest.mark.parametrize(
    ("typed", "expected"), [("45/60", "75"), ("0/60", "0"), ("1.200/2.400", "50"), ("2/3", "66.67")]
)
def test_both_numbers_typed_in_one_cell(commune: Session, typed: str, expected: str) -> None:
    row = indicator_by_key(commune, plan_of(commune, None), "C1")
    enter(commune, edit_indicator(commune, row, {"unit": "%"}), PERIOD, typed)
    assert value(commune, "C1") == Decimal(expected)
    [reading] = commune.store.indicators.readings(row.id)
    assert reading.denominator is not None
    assert (reading.mark is Mark.ZERO) == (expected == "0")


def test_a_fraction_over_nothing_is_refused(commune: Session) -> None:
    row = indicator_by_key(commune, plan_of(commune, None), "C1")
    with pytest.raises(BadValue):
        enter(commune, row, PERIOD, "4/0")


def test_parts_are_entered_summed_and_taken(commune: Session) -> None:
    row = indicator_by_key(commune, plan_of(commune, None), "C1")
    row = breakdowns.name_parts(commune, row, "Thôn Một; Thôn  Hai; Thôn Một")
    assert row.parts == ("Thôn Một", "Thôn Hai")
    breakdowns.set_part(commune, row, PERIOD, "Thôn Một", "12")
    with pytest.raises(BadValue):
        breakdowns.take_sum(commune, row, PERIOD)
    with pytest.raises(BadValue):
        breakdowns.set_part(commune, row, PERIOD, "Thôn Hai", "nhiều")
    breakdowns.set_part(commune, row, PERIOD, "Thôn Hai", "30,5")
    breakdowns.take_sum(commune, row, PERIOD)
    assert value(commune, "C1") == Decimal("42.5")
    assert breakdowns.breakdown(commune, row, PERIOD).difference == 0
    breakdowns.set_part(commune, row, PERIOD, "Thôn Hai", "")
    assert breakdowns.breakdown(commune, row, PERIOD).missing == 1


def test_the_grid_shows_what_quarters_come_to_until_the_year_is_entered(commune: Session) -> None:
    plan = plan_of(commune, None)
    row = edit_indicator(commune, indicator_by_key(commune, plan, "C1"), {"roll_up": "sum"})
    enter(commune, row, "2026-Q1", "10")
    enter(commune, row, "2026-Q2", "20")
    year = grid(commune, GridWanted(plan.id, 2026, kind=_year()))
    line = next(line for group in year.groups for line in group.lines if line.indicator.id == row.id)
    assert line.cells[0].rolled is not None
    assert (line.cells[0].rolled.value, line.cells[0].rolled.present) == (30, 2)
    assert not line.cells[0].is_missing
    assert details(commune, line, "2026").cell.rolled == line.cells[0].rolled
    enter(commune, row, "2026", "35")
    year = grid(commune, GridWanted(plan.id, 2026, kind=_year()))
    line = next(line for group in year.groups for line in group.lines if line.indicator.id == row.id)
    assert (line.cells[0].rolled, line.cells[0].value) == (None, 35)


def _year():
    from kh57_desktop.domain.periods import PeriodKind

    return PeriodKind.YEAR
