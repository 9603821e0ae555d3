"""Tables without ruling lines: pieces of rows that stand below the words of a heading row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kh57_desktop.importing.blocks import Cell, Table
from kh57_desktop.importing.pdf.cells import cell_texts
from kh57_desktop.importing.pdf.text_lines import TextLine
from kh57_desktop.importing.tables import columns_of
from kh57_desktop.importing.words import plain

_HEADING = re.compile(
    r"(?:s?tt|số tt|số thứ tự|nội dung|nhiệm vụ|tên nhiệm vụ|chỉ tiêu|nội dung (?:nhiệm vụ|công việc))\b"
)
_ROW_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-ZĐ]|[a-zđ])[.)]?")
_GUTTER = 4.0
_BREAK = 3.5
"""Sizes of empty room that end a table."""
_FEWEST_COLUMNS = 3

Row = list[TextLine]


def aligned_tables(lines: Sequence[TextLine]) -> tuple[list[tuple[float, Table]], list[TextLine]]:
    """Tables of a page with their top, and the lines that belong to none."""
    rows = _rows(lines)
    tables: list[tuple[float, Table]] = []
    taken: set[int] = set()
    at = 0
    while at < len(rows):
        end = _end(rows, at) if _is_heading(rows[at]) else at
        table = _table(rows[at:end]) if end > at + 1 else None
        if table is None:
            at += 1
            continue
        tables.append((rows[at][0].base, table))
        taken.update(id(piece) for row in rows[at:end] for piece in row)
        at = end
    return tables, [line for line in lines if id(line) not in taken]


def _rows(lines: Sequence[TextLine]) -> list[Row]:
    rows: list[Row] = []
    for line in sorted(lines, key=lambda one: (one.base, one.left)):
        if rows and line.base - rows[-1][0].base <= 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _is_heading(row: Row) -> bool:
    return len(row) >= _FEWEST_COLUMNS and sum(_HEADING.match(plain(piece.text)) is not None for piece in row) >= 1


def _end(rows: Sequence[Row], start: int) -> int:
    """The first row that belongs no longer to the table: far below, or a text that runs across its columns."""
    gutters = _gutters(rows[start : start + 1])
    for at in range(start + 1, len(rows)):
        row = rows[at]
        if row[0].base - rows[at - 1][0].base > _BREAK * row[0].size:
            return at
        if len(row) == 1 and not _is_group(row[0]) and _crossed(row[0], gutters) > len(gutters) / 2:
            return at
    return len(rows)


def _is_group(piece: TextLine) -> bool:
    """A group's row runs across the columns: bold, or with a number."""
    return piece.is_bold or _ROW_NUMBER.match(piece.text.split()[0]) is not None


def _gutters(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Empty stripes between columns: those that no piece of a row with several pieces stands in."""
    spans = sorted((piece.left, piece.right) for row in rows if len(row) > 1 for piece in row)
    gutters: list[tuple[float, float]] = []
    reach = spans[0][1] if spans else 0.0
    for left, right in spans:
        if left - reach >= _GUTTER:
            gutters.append((reach, left))
        reach = max(reach, right)
    return gutters


def _crossed(piece: TextLine, gutters: Sequence[tuple[float, float]]) -> int:
    return sum(piece.left < left and piece.right > right for left, right in gutters)


def _table(rows: Sequence[Row]) -> Table | None:
    """The table of `rows`; None where they have no columns of a plan's table."""
    gutters = _gutters(rows)
    if len(gutters) + 1 < _FEWEST_COLUMNS:
        return None
    edges = [(left + right) / 2 for left, right in gutters]
    pitch = median([below[0].base - above[0].base for above, below in pairwise(rows)])
    grouped = _logical_rows(rows, edges, pitch)
    rooms = [
        max((piece.right - piece.left for row in rows if len(row) > 1 for piece in row if _column(piece, edges) == at),
            default=0.0)
        for at in range(len(edges) + 1)
    ]  # fmt: skip
    table = Table(tuple(_cells(row, edges, rooms) for row in grouped))
    return table if columns_of(table)[0] is not None else None


def _column(piece: TextLine, edges: Sequence[float]) -> int:
    return sum(piece.middle > edge for edge in edges)


def _logical_rows(rows: Sequence[Row], edges: Sequence[float], pitch: float) -> list[list[Row]]:
    """Lines of one row of the table together: a new one begins with a number, a group, or after more room."""
    numbered = [row for row in rows if _column(row[0], edges) == 0 and _ROW_NUMBER.fullmatch(row[0].text)]
    has_numbers = len(numbered) >= 2
    grouped: list[list[Row]] = [[rows[0]]]
    for above, row in pairwise(rows):
        far = row[0].base - above[0].base > 1.35 * pitch
        opens = (row in numbered) if has_numbers else far
        across = len(row) == 1 and len(edges) and _crossed(row[0], [(edge, edge) for edge in edges])
        closed = len(grouped[-1][0]) == 1 and bool(_crossed(grouped[-1][0][0], [(edge, edge) for edge in edges]))
        if opens or across or (closed and row[0].base - above[0].base > 0):
            grouped.append([row])
        else:
            grouped[-1].append(row)
    return grouped


def _cells(rows: Sequence[Row], edges: Sequence[float], rooms: Sequence[float]) -> tuple[Cell, ...]:
    first = rows[0]
    width = len(edges) + 1
    if len(rows) == 1 and len(first) == 1 and _crossed(first[0], [(edge, edge) for edge in edges]):
        return tuple(Cell((first[0].text,), is_first=at == 0, width=width) for at in range(width))
    cells = []
    for at in range(width):
        lines = [piece for row in rows for piece in row if _column(piece, edges) == at]
        cells.append(Cell(cell_texts(lines, rooms[at]) if lines else ()))
    return tuple(cells)
