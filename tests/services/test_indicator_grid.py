"""The grid of indicators and what is entered into it, on a real data file."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kh57_desktop.domain.periods import PeriodKind
from kh57_desktop.domain.reading_checks import Check
from kh57_desktop.domain.terms import Mark
from kh57_desktop.errors import BadValue
from kh57_desktop.services import indicator_entries, indicator_grid
from kh57_desktop.services.indicator_grid import GridWanted, Only
from kh57_desktop.services.indicators import add_indicator, bin_indicators, enter_reading


@pytest.fixture
def office(commune):
    """Two indicators of an own group; the first has a baseline and a value of the quarter before."""
    for text, unit in (("Tỷ lệ hồ sơ số hóa", "%"), ("Điểm Wi-Fi", "điểm")):
        add_indicator(commune, {"text": text, "unit": unit, "group": "Hạ tầng", "target_2030": ">= 100"})
    share = rows(commune)[0].indicator
    enter_reading(commune, share, "2024", "20")
    enter_reading(commune, share, "2026-Q2", "52,7", source="Báo cáo quý II")
    return commune


def wanted(session, **fields) -> GridWanted:
    return GridWanted(session.store.plans.newest().id, 2026, search="", **fields)


def grid_of(session, **fields):
    return indicator_grid.grid(session, wanted(session, **fields))


def rows(session, **fields):
    return [line for group in grid_of(session, **fields).groups for line in group.lines if group.title == "Hạ tầng"]


def cell(session, line: int, period: str):
    return next(one for one in rows(session)[line].cells if one.period == period)


def test_the_grid_knows_the_period_of_entry_the_baseline_and_the_targets(office):
    grid = grid_of(office)
    assert [period.code for period in grid.periods] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert (grid.entry, grid.baseline_year) == ("2026-Q4", 2024)
    assert 2030 in grid.target_years
    line = rows(office)[0]
    assert line.baseline.value == Decimal(20)
    assert line.target(2030).value == 100
    assert line.cells[1].has_note


@pytest.mark.parametrize(
    ("kind", "half", "codes"),
    [
        (PeriodKind.YEAR, 0, ["2026"]),
        (PeriodKind.HALF, 0, ["2026-H1", "2026-H2"]),
        (PeriodKind.MONTH, 2, [f"2026-{month:02}" for month in range(7, 13)]),
    ],
)
def test_every_kind_of_period_has_its_columns(office, kind, half, codes):
    assert [period.code for period in grid_of(office, kind=kind, half=half).periods] == codes


def test_zero_missing_and_not_applicable_stay_three_values(office):
    indicator = rows(office)[1].indicator
    for period, words in (("2026-Q1", "0"), ("2026-Q2", "…"), ("2026-Q3", "x")):
        indicator_entries.enter(office, indicator, period, words)
    marks = [one.reading.mark for one in rows(office)[1].cells[:3]]
    assert marks == [Mark.ZERO, Mark.MISSING, Mark.NOT_APPLICABLE]
    assert [one.is_missing for one in rows(office)[1].cells[:3]] == [False, True, False]


def test_a_doubtful_value_is_saved_and_flagged_and_a_reason_settles_it(office):
    indicator = rows(office)[0].indicator
    entered = indicator_entries.enter(office, indicator, "2026-Q3", "620")
    assert entered.doubt.checks[0] is Check.OVER_HUNDRED
    assert (entered.doubt.proposed, entered.last_period) == (Decimal(62), "2026-Q2")
    assert cell(office, 0, "2026-Q3").is_doubtful
    assert grid_of(office).counts[Only.FOLLOW_UP] == 1
    indicator_entries.note(office, indicator, "2026-Q3", remark="Đã đối chiếu", source="BC 12", follow_up=False)
    after = cell(office, 0, "2026-Q3")
    assert (after.is_doubtful, after.value, after.reading.remark) == (False, Decimal(620), "Đã đối chiếu")


def test_typing_again_keeps_note_and_source(office):
    indicator = rows(office)[0].indicator
    indicator_entries.enter(office, indicator, "2026-Q2", "53 %")
    after = cell(office, 0, "2026-Q2")
    assert (after.value, after.reading.source) == (Decimal(53), "Báo cáo quý II")


def test_clearing_takes_the_value_away_and_one_undo_brings_it_back(office):
    indicator = rows(office)[0].indicator
    indicator_entries.enter(office, indicator, "2026-Q2", "")
    assert cell(office, 0, "2026-Q2").reading is None
    assert "quý II năm 2026" in office.store.undo().sentence
    assert cell(office, 0, "2026-Q2").value == Decimal("52.7")


def test_a_pasted_block_is_one_action_and_all_or_nothing(office):
    first, second = (line.indicator for line in rows(office))
    block = [(first, "2026-Q3", "60"), (second, "2026-Q3", "8"), (second, "2026-Q2", " ")]
    assert len(indicator_entries.enter_block(office, block)) == 2
    office.store.undo()
    assert cell(office, 0, "2026-Q3").reading is None
    with pytest.raises(BadValue):
        indicator_entries.enter_block(office, [(first, "2026-Q3", "60"), (second, "2026-Q3", "tám")])
    assert cell(office, 0, "2026-Q3").reading is None


def test_only_the_newest_value_is_held_against_the_path(office):
    indicator = rows(office)[0].indicator
    indicator_entries.enter(office, indicator, "2026-Q1", "21")
    indicator_entries.enter(office, indicator, "2026-Q3", "30")
    assert [one.is_behind for one in rows(office)[0].cells] == [False, False, True, False]
    assert grid_of(office).counts[Only.BEHIND] == 1
    assert [line.indicator.id for line in rows(office, only=Only.BEHIND)] == [indicator.id]


def test_the_last_twelve_values_stand_beside_the_cell_with_its_path(office):
    details = indicator_grid.details(office, rows(office)[0], "2026-Q3")
    assert len(details.history) == 12
    assert (details.history[-1].period, details.history[-1].value) == ("2026-Q2", Decimal("52.7"))
    assert details.history[0].period == "2023-Q3"
    assert 20 < details.expected < 100
    assert [value for _day, value in details.points] == [Decimal("52.7")]


def test_search_needs_no_accents_and_figures_stay_those_of_the_plan(office):
    plan_id = office.store.plans.newest().id
    grid = indicator_grid.grid(office, GridWanted(plan_id, 2026, search="wi-fi diem"[:5]))
    assert [line.indicator.text for group in grid.groups for line in group.lines] == ["Điểm Wi-Fi"]
    assert grid.total == grid_of(office).total


def test_deleted_indicators_come_back_with_one_undo(office):
    before = len(rows(office))
    bin_indicators(office, [line.indicator for line in rows(office)])
    assert rows(office) == []
    office.store.undo()
    assert len(rows(office)) == before


@pytest.mark.parametrize(
    ("stated", "asked", "last"),
    [
        (("2025-9M", "2026-H1"), "2026-9M", "2026-H1"),  # nine months go on from six
        (("2025", "2026-H1", "2026-9M"), "2026", "2026-9M"),
        (("2025-H2", "2026-Q1"), "2026-H1", "2025-H2"),
        (("2026-H1", "2026-9M"), "2026-H2", "2026-H1"),
        (("2025-9M",), "2026-9M", "2025-9M"),
        (("2026-9M", "2027-H1"), "2026-H1", None),  # nothing before it
        (("2026-Q2", "2026-H1"), "2026-Q3", "2026-Q2"),
    ],
)
def test_the_value_before_follows_the_order_of_the_law(commune, stated, asked, last):
    add_indicator(commune, {"text": "Hồ sơ trực tuyến", "unit": "hồ sơ"})
    indicator = commune.store.indicators.of_plan(commune.store.plans.newest().id)[-1]
    for place, period in enumerate(stated, 1):
        enter_reading(commune, indicator, period, str(place))
    found = indicator_grid.last_value(commune, indicator.id, asked)
    assert (found[0] if found is not None else None) == last
