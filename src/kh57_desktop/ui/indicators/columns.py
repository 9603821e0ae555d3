"""The columns of the grid of indicators: fixed ones, then baseline, periods and targets of what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kh57_desktop.domain.attainment import value_of
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.indicator_grid import Grid, GridLine
from kh57_desktop.ui.indicators.delegates import NameDelegate, NumberedDelegate, ReadingDelegate, TargetDelegate
from kh57_desktop.ui.indicators.words import cell_words, heading, number, target_words
from kh57_desktop.ui.tables.columns import Column

DIGIT = 7.6
"""Width of a figure at 10 pt, with slack for Segoe UI; px."""
NUMBER_LEAST, TARGET_LEAST, NUMBER_MOST, UNIT_MOST = 60, 48, 132, 110
ICON = 18
"""Room for the icon of a value that is behind or doubtful; px."""


class Holds(Enum):
    """What a column of the grid holds."""

    CODE = auto()
    TEXT = auto()
    UNIT = auto()
    BASELINE = auto()
    PERIOD = auto()
    TARGET = auto()


class GridKind(Enum):
    """One delegate per kind of column."""

    CODE = NumberedDelegate
    TEXT = NameDelegate
    READING = ReadingDelegate
    TARGET = TargetDelegate

    @property
    def delegate(self) -> type:
        return self.value


@dataclass(frozen=True, slots=True)
class GridColumn:
    """`key`: code of the period or year of the target; `heading` is in the chosen language already."""

    column: Column
    holds: Holds
    heading: str
    key: str = ""
    is_entry: bool = False

    @property
    def is_number(self) -> bool:
        return self.holds in (Holds.BASELINE, Holds.PERIOD, Holds.TARGET)


def columns_of(grid: Grid) -> tuple[GridColumn, ...]:
    """Far targets leave first where space is short, then the baseline, the next target, the measure; periods never."""
    lines = [line for group in grid.groups for line in group.lines]
    years = grid.target_years
    columns = [
        _column("code", N_("#"), GridKind.CODE, 50, Holds.CODE),
        GridColumn(Column("text", N_("Indicator"), GridKind.TEXT, 250, is_main=True), Holds.TEXT, _("Indicator")),
        _column("unit", N_("Measure"), GridKind.TEXT, _unit_width(lines), Holds.UNIT, leaves=len(years) + 2),
    ]
    if grid.has_baselines:
        named = _("Base {year}").format(year=grid.baseline_year) if grid.baseline_year else _("Baseline")
        width = _fitting([named, *(baseline_words(line) for line in lines)], NUMBER_LEAST)
        column = Column("baseline", named, GridKind.READING, width, leaves=len(years))
        columns.append(GridColumn(column, Holds.BASELINE, named))
    for place, period in enumerate(grid.periods):
        words = heading(period)
        cells = [(line.cells[place], cell_words(line.cells[place], places=line.places)) for line in lines]
        marked = [shown for cell, shown in cells if cell.is_behind or cell.is_doubtful]
        width = max(_fitting([words, *(shown for _cell, shown in cells)], NUMBER_LEAST), _fitting(marked, ICON, ICON))
        column = Column(period.code, words, GridKind.READING, width)
        columns.append(GridColumn(column, Holds.PERIOD, words, period.code, is_entry=period.code == grid.entry))
    for place, year in enumerate(years):
        shown = [target_words(line.target(year), line.indicator) for line in lines]
        width = _fitting([words for words in shown if len(words) < 10], TARGET_LEAST)
        column = Column(f"target_{year}", str(year), GridKind.TARGET, width, leaves=len(years) - place + (place == 0))
        columns.append(GridColumn(column, Holds.TARGET, str(year), str(year)))
    return tuple(columns)


def baseline_words(line: GridLine) -> str:
    value = value_of(line.baseline)
    return number(value, places=line.places) if value is not None else ""


def _column(key: str, msgid: str, kind: GridKind, width: int, holds: Holds, *, leaves: int = 0) -> GridColumn:
    return GridColumn(Column(key, msgid, kind, width, leaves=leaves), holds, _(msgid))


def _unit_width(lines: Sequence[GridLine]) -> int:
    longest = max((len(line.indicator.unit) for line in lines), default=0)
    return round(min(UNIT_MOST, max(NUMBER_LEAST, longest * DIGIT + 16)))


def _fitting(words: Sequence[str], least: float, beside: float = 0) -> int:
    longest = max((len(one) for one in words), default=0)
    return round(min(NUMBER_MOST, max(least, longest * DIGIT + 16 + beside)))
