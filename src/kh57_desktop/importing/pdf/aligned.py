"""Tables without ruling lines: words that stand below the pieces of a heading row, parted by stripes without a word.

A table that fills its page to the end goes on with the next one, also where the heading is not printed again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from kh57_desktop.importing.blocks import Cell, Table, merged_row
from kh57_desktop.importing.pdf.cells import cell_texts
from kh57_desktop.importing.pdf.text_lines import TextLine, Word
from kh57_desktop.importing.tables import columns_of
from kh57_desktop.importing.words import ANNEX_HEADING, AUTHORITY, RECIPIENTS_HEADING, plain

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


@dataclass(frozen=True)
class Aligned:
    """A table of one page, or the part of it that stands there.

    `edges` and the lines of the `heading` are those of the table's first page; `is_open`: its page ends with it;
    `continues`: it goes on with the one of the page before, and `is_cut`: its first row with the last one there.
    """

    top: float
    table: Table
    heading: tuple[str, ...]
    edges: tuple[float, ...]
    has_numbers: bool
    is_open: bool = False
    continues: bool = False
    is_cut: bool = False


def aligned_tables(lines: Sequence[TextLine], above: Aligned | None = None) -> tuple[list[Aligned], list[TextLine]]:
    """Tables of a page, and the lines that belong to none; `above` is the last table of the page before."""
    rows = _rows(lines)
    tables: list[Aligned] = []
    taken: set[Word] = set()
    at = 0
    if above is not None and above.is_open:
        start = len(above.heading) if tuple(row.text for row in rows[: len(above.heading)]) == above.heading else 0
        count = 0 if start == 0 and rows and _is_heading(_pieces(rows[0], _PIECE_GAP)) else _more(rows[start:], above)
        if count:
            at = start + count
            tables.append(_part(rows[start:at], above, is_open=at == len(rows)))
            taken.update(word for row in rows[:at] for word in row.words)
    while at < len(rows):
        heading = _pieces(rows[at], _PIECE_GAP)
        end = _end(rows, at, heading) if _is_heading(heading) else at
        table = _table(rows[at:end], heading) if end > at + 1 else None
        if table is None:
            at += 1
            continue
        tables.append(replace(table, is_open=end == len(rows)))
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


def _more(rows: Sequence[TextLine], above: Aligned) -> int:
    """How many rows at the top of a page go on with the table that filled the page before; 0 for none.

    They keep to its columns, and one has words in several: else they are a title above other text, or the rest of a
    single cell, which goes on in small letters behind the first column.
    """
    end = last = 0
    for at, row in enumerate(rows):
        runs = _pieces(row, _RUN_GAP)
        is_far = at > 0 and row.base - rows[at - 1].base > _BREAK * row.size
        if is_far or any(_is_no_cell(run.text) for run in runs):
            break
        if len(runs) == 1 and _across(row, above.edges):
            if not _is_group(row):
                break
            continue
        if any(word.left < edge < word.right for word in row.words for edge in above.edges):
            break
        end, last = at + 1, max(last, len(runs))
    is_rest = end > 0 and rows[0].text[0].islower() and all(row.left > above.edges[0] for row in rows[:end])
    return end if last > 1 or is_rest else 0


def _is_no_cell(text: str) -> bool:
    return bool(RECIPIENTS_HEADING.match(text) or AUTHORITY.match(text) or ANNEX_HEADING.match(text))


def _part(rows: Sequence[TextLine], above: Aligned, *, is_open: bool) -> Aligned:
    """The part of the table `above` that `rows` are."""
    edges = above.edges
    is_cut = above.has_numbers and not _is_numbered(rows[0], edges) and not _across(rows[0], edges)
    grouped = _logical_rows(rows, edges, _pitch(rows), has_numbers=above.has_numbers)
    return Aligned(
        rows[0].base,
        _table_of(rows, grouped, edges),
        above.heading,
        edges,
        above.has_numbers,
        is_open=is_open,
        continues=True,
        is_cut=is_cut,
    )


def joined(parts: Sequence[Aligned]) -> Table:
    """One table of its parts on following pages; a row that a page's end cut is whole again."""
    rows = list(parts[0].table.rows)
    for part in parts[1:]:
        more = list(part.table.rows)
        if part.is_cut:
            rest = more.pop(0)
            rows[-1] = tuple(
                replace(cell, lines=(" ".join((*cell.lines, *one.lines)),)) if one.lines else cell
                for cell, one in zip(rows[-1], rest, strict=True)
            )
        rows.extend(more)
    return Table(tuple(rows))


def _table(rows: Sequence[TextLine], heading: Sequence[TextLine]) -> Aligned | None:
    """The table of `rows`; None where they have no columns of a plan's table."""
    edges = _edges(rows, heading)
    if edges is None:
        return None
    has_numbers = sum(_is_numbered(row, edges) for row in rows) >= 2
    grouped = _logical_rows(rows, edges, _pitch(rows), has_numbers=has_numbers)
    table = _table_of(rows, grouped, edges)
    columns, count = columns_of(table)
    if columns is None:
        return None
    repeated = tuple(row.text for logical in grouped[:count] for row in logical)
    return Aligned(rows[0].base, table, repeated, tuple(edges), has_numbers)


def _pitch(rows: Sequence[TextLine]) -> float:
    return median([below.base - above.base for above, below in pairwise(rows)] or [0.0])


def _table_of(rows: Sequence[TextLine], grouped: Sequence[Sequence[TextLine]], edges: Sequence[float]) -> Table:
    cells = [[_column_lines(row, edges, at) for at in range(len(edges) + 1)] for row in rows if not _across(row, edges)]
    rooms = [
        max((line.right - line.left for row in cells for line in row[at]), default=0.0) for at in range(len(edges) + 1)
    ]
    return Table(tuple(_cells(row, edges, rooms) for row in grouped))


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


def _is_numbered(row: TextLine, edges: Sequence[float]) -> bool:
    first = _column_lines(row, edges, 0)
    return bool(first) and _ROW_NUMBER.fullmatch(first[0].text) is not None


def _logical_rows(
    rows: Sequence[TextLine], edges: Sequence[float], pitch: float, *, has_numbers: bool
) -> list[list[TextLine]]:
    """Lines of one row of the table together: a new one begins with a number, a group, or after more room."""
    grouped: list[list[TextLine]] = [[rows[0]]]
    for above, row in pairwise(rows):
        opens = _is_numbered(row, edges) if has_numbers else row.base - above.base > 1.35 * pitch
        if opens or _across(row, edges) or _across(grouped[-1][0], edges):
            grouped.append([row])
        else:
            grouped[-1].append(row)
    return grouped


def _cells(rows: Sequence[TextLine], edges: Sequence[float], rooms: Sequence[float]) -> tuple[Cell, ...]:
    width = len(edges) + 1
    if len(rows) == 1 and _across(rows[0], edges):
        return merged_row(rows[0].text, width)
    cells = []
    for at in range(width):
        lines = [line for row in rows for line in _column_lines(row, edges, at)]
        cells.append(Cell(cell_texts(lines, rooms[at]) if lines else ()))
    return tuple(cells)
