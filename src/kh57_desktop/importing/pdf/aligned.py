"""Tables without ruling lines: words that stand below the pieces of a heading row, parted by stripes without a word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kh57_desktop.importing.blocks import Cell, Table
from kh57_desktop.importing.pdf.cells import cell_texts
from kh57_desktop.importing.pdf.text_lines import TextLine, Word
from kh57_desktop.importing.tables import columns_of
from kh57_desktop.importing.words import plain

_HEADING = re.compile(
    r"(?:s?tt|số tt|số thứ tự|nội dung|nhiệm vụ|tên nhiệm vụ|chỉ tiêu|nội dung (?:nhiệm vụ|công việc))\b"
)
_ROW_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-ZĐ]|[a-zđ])[.)]?")
_PIECE_GAP = 0.9
"""Share of the size from which a gap parts two cells of a heading row."""
_RUN_GAP = 0.5
"""Share of the size from which words of a row are set apart: running text has none."""
_GUTTER = 4.0
_BREAK = 3.5
"""Sizes of empty room that end a table."""
_FEWEST_COLUMNS = 3

Stripe = tuple[float, float]


def aligned_tables(lines: Sequence[TextLine]) -> tuple[list[tuple[float, Table]], list[TextLine]]:
    """Tables of a page with their top, and the lines that belong to none."""
    rows = _rows(lines)
    tables: list[tuple[float, Table]] = []
    taken: set[Word] = set()
    at = 0
    while at < len(rows):
        heading = _pieces(rows[at], _PIECE_GAP)
        end = _end(rows, at, heading) if _is_heading(heading) else at
        table = _table(rows[at:end], heading) if end > at + 1 else None
        if table is None:
            at += 1
            continue
        tables.append((rows[at].base, table))
        taken.update(word for row in rows[at:end] for word in row.words)
        at = end
    return tables, [line for line in lines if line.words[0] not in taken]


def _rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """Whole rows: the pieces on one baseline together."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda one: one.base):
        if rows and line.base - rows[-1][0].base <= 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [TextLine(tuple(sorted((word for line in row for word in line.words), key=_left))) for row in rows]


def _left(word: Word) -> float:
    return word.left


def _pieces(row: TextLine, gap: float) -> list[TextLine]:
    pieces: list[list[Word]] = [[row.words[0]]]
    for before, after in pairwise(row.words):
        if after.left - before.right > gap * before.size:
            pieces.append([])
        pieces[-1].append(after)
    return [TextLine(tuple(piece)) for piece in pieces]


def _is_heading(pieces: Sequence[TextLine]) -> bool:
    return len(pieces) >= _FEWEST_COLUMNS and any(_HEADING.match(plain(piece.text)) for piece in pieces)


def _end(rows: Sequence[TextLine], start: int, heading: Sequence[TextLine]) -> int:
    """The first row that belongs no longer to the table: far below, or a text that runs across its columns."""
    for at in range(start + 1, len(rows)):
        if rows[at].base - rows[at - 1].base > _BREAK * rows[at].size:
            return at
        runs = _pieces(rows[at], _RUN_GAP)
        if len(runs) == 1 and not _is_group(runs[0]):
            crossed = sum(runs[0].left < one.right and runs[0].right > two.left for one, two in pairwise(heading))
            if crossed > len(heading) / 2:
                return at
    return len(rows)


def _is_group(row: TextLine) -> bool:
    """A group's row runs across the columns: bold, or with a number."""
    return row.is_bold or _ROW_NUMBER.fullmatch(row.words[0].text) is not None


def _table(rows: Sequence[TextLine], heading: Sequence[TextLine]) -> Table | None:
    """The table of `rows`; None where they have no columns of a plan's table."""
    edges = _edges(rows, heading)
    if edges is None:
        return None
    pitch = median(below.base - above.base for above, below in pairwise(rows))
    grouped = _logical_rows(rows, edges, pitch)
    cells = [[_column_lines(row, edges, at) for at in range(len(edges) + 1)] for row in rows if not _across(row, edges)]
    rooms = [
        max((line.right - line.left for row in cells for line in row[at]), default=0.0) for at in range(len(edges) + 1)
    ]
    table = Table(tuple(_cells(row, edges, rooms) for row in grouped))
    return table if columns_of(table)[0] is not None else None


def _edges(rows: Sequence[TextLine], heading: Sequence[TextLine]) -> list[float] | None:
    """The middle of the widest empty stripe between each two pieces of the heading; None where there is none."""
    own = [row for row in rows if len(_pieces(row, _RUN_GAP)) > 1 or not _is_group(row)]
    stripes = _stripes(own)
    edges: list[float] = []
    for one, two in pairwise(heading):
        between = [stripe for stripe in stripes if one.left < stripe[0] and stripe[1] <= two.right]
        between = [stripe for stripe in between if stripe[0] < two.left and stripe[1] > one.right - _GUTTER]
        if not between:
            return None
        widest = max(between, key=lambda stripe: stripe[1] - stripe[0])
        edges.append((widest[0] + widest[1]) / 2)
    return edges


def _stripes(rows: Sequence[TextLine]) -> list[Stripe]:
    """Upright stripes in which no word of `rows` stands."""
    stripes: list[Stripe] = []
    reach: float | None = None
    for word in sorted((word for row in rows for word in row.words), key=_left):
        if reach is not None and word.left - reach >= _GUTTER:
            stripes.append((reach, word.left))
        reach = word.right if reach is None else max(reach, word.right)
    return stripes


def _across(row: TextLine, edges: Sequence[float]) -> bool:
    """Whether the row is one text that runs over an edge (a group's row)."""
    return len(_pieces(row, _RUN_GAP * 2)) == 1 and any(row.left < edge < row.right for edge in edges)


def _column_lines(row: TextLine, edges: Sequence[float], at: int) -> list[TextLine]:
    words = tuple(word for word in row.words if bisect_right(edges, (word.left + word.right) / 2) == at)
    return [TextLine(words)] if words else []


def _logical_rows(rows: Sequence[TextLine], edges: Sequence[float], pitch: float) -> list[list[TextLine]]:
    """Lines of one row of the table together: a new one begins with a number, a group, or after more room."""
    firsts = [_column_lines(row, edges, 0) for row in rows]
    numbered = [bool(first) and _ROW_NUMBER.fullmatch(first[0].text) is not None for first in firsts]
    has_numbers = sum(numbered) >= 2
    grouped: list[list[TextLine]] = [[rows[0]]]
    for at, (above, row) in enumerate(pairwise(rows), start=1):
        opens = numbered[at] if has_numbers else row.base - above.base > 1.35 * pitch
        if opens or _across(row, edges) or _across(grouped[-1][0], edges):
            grouped.append([row])
        else:
            grouped[-1].append(row)
    return grouped


def _cells(rows: Sequence[TextLine], edges: Sequence[float], rooms: Sequence[float]) -> tuple[Cell, ...]:
    width = len(edges) + 1
    if len(rows) == 1 and _across(rows[0], edges):
        return tuple(Cell((rows[0].text,), is_first=at == 0, width=width) for at in range(width))
    cells = []
    for at in range(width):
        lines = [line for row in rows for line in _column_lines(row, edges, at)]
        cells.append(Cell(cell_texts(lines, rooms[at]) if lines else ()))
    return tuple(cells)
