"""The table that the lines make: a row for each printed number with its task and, where it is sure, who leads.

Times, products and supporting bodies stay empty: cells of those columns can be in order and a row too high or too low,
and a wrong day is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kh57_desktop.importing.blocks import Cell, Line, Table
from kh57_desktop.importing.raster.region import Region, region_of
from kh57_desktop.importing.raster.search import Step, steps_through
from kh57_desktop.importing.tables import meaning_of

_MOST_LINES = 700
_TOLD = {"task", "lead"}
_SURE = -1.6
"""What speaks for a cell's least likely line; below it the cell is left empty rather than wrong."""


@dataclass(slots=True)
class _Found:
    """A cell of one column: its row, -1 where no task stands beside it."""

    row: int
    page: int
    words: list[str]
    is_sure: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)


def table_in_raster(lines: Sequence[Line], *, ends: Callable[[Line], bool]) -> tuple[Table | None, int]:
    """The table whose heading begins with the first of `lines`, and the lines that it takes; None without one."""
    if meaning_of(lines[0].text) != "number":
        return None, 0
    end = next((at for at, line in enumerate(lines) if at and ends(line)), len(lines))
    region = region_of(lines[:end]) if end <= _MOST_LINES else None
    steps = steps_through(region) if region is not None else None
    if region is None or steps is None:
        return None, 0
    return _table(region, steps, lines[0]), end


def _table(region: Region, steps: Sequence[Step], first: Line) -> Table:
    columns = [
        _by_row(region, _cells(steps, at), at) if meaning in _TOLD else {} for at, meaning in enumerate(region.meanings)
    ]
    rows: list[tuple[str, ...]] = [(first.text, *region.headings)]
    titles = iter(region.titles)
    for number in region.numbers:
        if number.isdecimal():
            rows.append((number, *(column.get(int(number) - 1, "") for column in columns)))
        else:
            rows.append((number, *(next(titles) if at == region.task else "" for at in range(len(columns)))))
    guessed = next(" ".join(row) for row in rows if row[0].isdecimal())
    cells = tuple(tuple(Cell((text,) if text else ()) for text in row) for row in rows)
    return Table(cells, first.place, guessed=" ".join(guessed.split()))


def _cells(steps: Sequence[Step], column: int) -> list[_Found]:
    cells: list[_Found] = []
    for step in steps:
        if step.column != column:
            continue
        is_sure = step.score > _SURE
        if step.begins or not cells:
            cells.append(_Found(step.row, step.page, [step.text], is_sure and not step.open_bodies))
        else:
            cells[-1].words.append(step.text)
            cells[-1].is_sure = cells[-1].is_sure and is_sure
    return cells


def _by_row(region: Region, cells: Sequence[_Found], column: int) -> dict[int, str]:
    """The cells by row: those beside a task are its own; the others fill the rows of their page that are left, where
    they are as many and stand in order, else they are left out."""
    if column == region.task:
        return dict(enumerate(cell.text for cell in cells))
    found = {cell.row: cell.text for cell in cells if cell.row >= 0 and cell.is_sure}
    known = {cell.row for cell in cells}
    first = 0
    for page, last in enumerate(region.rows_by_page):
        others = [cell for cell in cells if cell.page == page and cell.row < 0]
        empty = [row for row in range(first, last) if row not in known]
        is_sure = page not in region.shuffled and all(cell.is_sure for cell in others)
        if is_sure and len(others) == len(empty):
            found.update(zip(empty, (cell.text for cell in others), strict=True))
        first = last
    return found
