"""Parts of ruled tables made one: a table that goes on over pages, with its columns brought together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from kh57_desktop.importing.blocks import Cell, Table
from kh57_desktop.importing.column_pieces import ROW_NUMBER
from kh57_desktop.importing.pdf.grids import Grid

_SAME_BORDER = 5.0
_HEADING_ROWS = 4
_ENOUGH_ROWS = 4
"""Rows by which a table shows what its rows look like."""


def is_continuation(above: Grid, below: Grid) -> bool:
    """Whether two grids, the last of a page and the first of the next, are parts of one table: the outer borders
    agree and one's columns are among the other's."""
    if abs(above.across[0] - below.across[0]) > 2 * _SAME_BORDER:
        return False
    if abs(above.across[-1] - below.across[-1]) > 2 * _SAME_BORDER:
        return False
    few, many = sorted((above.across, below.across), key=len)
    return all(min(abs(border - other) for other in many) <= _SAME_BORDER for border in few)


def table_of(parts: Sequence[Grid], place: int) -> Table:
    """One table of its parts; headings repeated on later pages are left out, a row cut by a page's end is closed."""
    borders = _borders(parts)
    rows = _rows(parts[0], borders)
    heading = rows[:_HEADING_ROWS]
    for part in parts[1:]:
        more = _rows(part, borders)
        repeated = 0
        while repeated < min(len(more), len(heading)) and _texts(more[repeated]) == _texts(heading[repeated]):
            repeated += 1
        more = more[repeated:]
        if more and rows and (_is_cut(rows, more[0]) or _is_like_no_other(rows, more)):
            rows[-1] = _joined(rows[-1], more.pop(0))
        rows.extend(_carried(rows, more))
    return Table(tuple(rows), place)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _borders(parts: Sequence[Grid]) -> list[float]:
    borders: list[float] = []
    for border in sorted(border for part in parts for border in part.across):
        if not borders or border - borders[-1] > _SAME_BORDER:
            borders.append(border)
    return borders


def _rows(grid: Grid, borders: Sequence[float]) -> list[tuple[Cell, ...]]:
    """Rows on the common columns; a row in which no cell begins is none (a border that parts nothing)."""
    padding = grid.padding
    middles = [(left + right) / 2 for left, right in pairwise(borders)]
    columns = [min(max(bisect_right(grid.across, x) - 1, 0), len(grid.across) - 2) for x in middles]
    texts: dict[int, tuple[str, ...]] = {}
    seen: set[int] = set()
    rows: list[tuple[Cell, ...]] = []
    for places in grid.places:
        cells: list[Cell] = []
        begins = False
        wide = [places[at] for at in columns]
        for cell in wide:
            if cell not in texts:
                texts[cell] = grid.texts(cell, padding)
            is_first = cell not in seen
            seen.add(cell)
            begins = begins or is_first
            cells.append(Cell(texts[cell], is_first=is_first, width=wide.count(cell)))
        if begins:
            rows.append(tuple(cells))
    return rows


def _is_cut(rows: Sequence[tuple[Cell, ...]], row: Sequence[Cell]) -> bool:
    """Whether `row`, the first below a page's end, is the rest of the row above: no number of its own where rows have
    one, and a cell that goes on in small letters, or nothing in the column of subjects, which other rows fill. A first
    cell that goes on in small letters is no number, and enough; so is a row all in small letters."""
    above = rows[-1]
    numbered = sum(bool(one[0].text) and one[0].width == 1 for one in rows)
    filled = _filled(row)
    if not filled or any(not above[at].text for at in filled):
        return False
    if all(row[at].text[0].islower() for at in filled) and row[0].width == above[0].width:
        return True
    if numbered < 0.6 * len(rows):
        return False
    if row[0].text:
        return row[0].text[0].islower() and not above[0].text.endswith((".", ";", ":"))
    named = sum(len(one) > 1 and bool(one[1].text) for one in rows)
    has_no_subject = len(row) > 2 and not row[1].text and bool(above[1].text) and named >= 0.9 * len(rows)
    return has_no_subject or any(row[at].text[0].islower() for at in filled)


def _is_like_no_other(rows: Sequence[tuple[Cell, ...]], more: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row below a page's end lacks cells that nearly every row fills, as no row in the middle of a
    page does: neither a task nor the title of a group."""
    row, above = more[0], rows[-1]
    filled = _filled(row)
    if not filled or any(cell.width > 1 for cell in row) or any(not above[at].text for at in filled):
        return False
    if row[0].text and ROW_NUMBER.fullmatch(row[0].text):
        return False
    others = [one for one in (*rows, *more[1:]) if all(cell.width == 1 for cell in one)]
    whole = [at for at in range(len(row)) if sum(bool(one[at].text) for one in others) >= 0.9 * len(others)]
    return (
        len(others) >= _ENOUGH_ROWS and not set(whole) <= set(filled) and all(_filled(one) != filled for one in others)
    )


def _filled(row: Sequence[Cell]) -> list[int]:
    return [at for at, cell in enumerate(row) if cell.text and cell.is_first]


def _joined(above: Sequence[Cell], row: Sequence[Cell]) -> tuple[Cell, ...]:
    """A cut row whole again; a text that was cut inside a paragraph goes on with it."""
    cells: list[Cell] = []
    for cell, rest in zip(above, row, strict=True):
        lines = cell.lines
        if rest.lines and rest.is_first:
            if lines and rest.lines[0][0].islower():
                lines = (*lines[:-1], f"{lines[-1]} {rest.lines[0]}", *rest.lines[1:])
            else:
                lines = (*lines, *rest.lines)
        cells.append(Cell(lines, is_first=cell.is_first, width=cell.width))
    return tuple(cells)


def _carried(above: Sequence[tuple[Cell, ...]], more: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows below a page's end; a merged cell that was cut there, empty below, keeps the words that it has above."""
    if not above or not more or len(above[-1]) != len(more[0]):
        return more
    rows = [list(row) for row in more]
    for at, over in enumerate(above[-1]):
        first = rows[0][at]
        is_tall = not over.is_first or (len(rows) > 1 and not rows[1][at].is_first)
        if first.text or not over.text or not is_tall or first.width != 1 or over.width != 1:
            continue
        for row in rows:
            if row[at].text or (row is not rows[0] and row[at].is_first):
                break
            row[at] = Cell(over.lines, is_first=False, width=1)
    return [tuple(row) for row in rows]
