"""Tables that a text export took apart: found by their heading, and put together by the reader of their kind.

Rows of cells between tabs or bars are read here; columns of spaces in `text_columns`, a cell on each line in
`torn`, columns printed into each other in `raster`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Line, Source, Table
from kh57_desktop.importing.characters import folded
from kh57_desktop.importing.column_pieces import pieces_of
from kh57_desktop.importing.raster.table import table_in_raster
from kh57_desktop.importing.table_lines import (
    FEWEST_COLUMNS,
    LETTERED,
    NUMBER,
    ends_table,
    growing,
    is_outside,
    names_columns,
    plain_lines,
    table_of_texts,
    until_end,
)
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.text_columns import table_in_columns
from kh57_desktop.importing.torn.table import torn_table
from kh57_desktop.importing.torn.unnumbered import unnumbered_table

_NUMBER_HEADING = re.compile(r"\s*(?:STT|TT|Số TT)(?=\s{2})", re.I)
_HEADING_LINES = 9
_OUT_OF_LINE = 12
"""Half letters by which the middles of a heading's lines may differ."""
_MOST_TORN = 60
"""Headings below which no table was found, after which none is looked for cell by cell."""
_MOST_GUESSES = 12
"""Tables printed column into column that are tried in one document, each of which costs much."""


def with_tables(sources: Sequence[Source]) -> tuple[Source, ...]:
    """`sources` with the runs of lines that are a table's rows or cells put together again."""
    found: list[Source] = []
    at = guesses = torn = 0
    while at < len(sources):
        deadline.check()
        source = sources[at]
        is_line = isinstance(source, Line) and not source.in_cell
        is_number = isinstance(source, Line) and meaning_of(source.text) == "number"
        may_guess, may_be_torn = guesses < _MOST_GUESSES, torn < _MOST_TORN
        table, end = _table_at(sources, at, may_guess=may_guess, may_be_torn=may_be_torn) if is_line else (None, at)
        guesses += is_number and may_guess
        torn += is_number and table is None
        found.append(source if table is None else table)
        at = at + 1 if table is None else end
    return tuple(found)


def _table_at(sources: Sequence[Source], at: int, *, may_guess: bool, may_be_torn: bool) -> tuple[Table | None, int]:
    lines = plain_lines(sources, at, _HEADING_LINES)
    if not lines:
        return None, at
    cells = _cells(lines[0])
    if len(cells) >= FEWEST_COLUMNS:
        return _ruled(sources, at) if names_columns(cells) else (None, at)
    if may_guess and meaning_of(lines[0].text) == "number":
        table, count = table_in_raster(until_end(sources, at), ends=is_outside)
        if table is not None:
            return table, at + count
    if _may_head_columns(lines):
        table, count = growing(sources, at, _in_columns)
        if table is not None:
            return table, at + count
    if not may_be_torn:
        return None, at
    table, end = torn_table(sources, at)
    return (table, end) if table is not None else unnumbered_table(sources, at)


def _in_columns(lines: Sequence[Line]) -> tuple[Table | None, int]:
    return table_in_columns(lines, names_columns=names_columns, ends=ends_table)


def _may_head_columns(lines: Sequence[Line]) -> bool:
    """Whether the first lines hold words set apart by wide gaps that name a column of numbers, or three columns; the
    words of a tall heading may begin above and to the right of its “TT”."""
    if lines[0].text.startswith("("):
        return False  # "(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng …)" with room for number and day
    pieces = [re.split(r" {2,}", line.raw.strip()) for line in lines[:3]]
    if _is_above_number(lines):
        return True
    if len(pieces[0]) < 2:
        return False
    named = sum(meaning_of(text) is not None for text in pieces[0])
    return named >= FEWEST_COLUMNS or any(meaning_of(texts[0]) == "number" for texts in pieces)


def _is_above_number(lines: Sequence[Line]) -> bool:
    for at, line in enumerate(lines):
        if (at and (line.after_blank or line.opens_page)) or (line.marker is not None and not line.marker.is_bullet):
            return False
        found = _NUMBER_HEADING.match(line.raw)
        if found is not None:
            if any(one.text.count("(") != one.text.count(")") for one in lines[:at]):
                return False  # the last line of "(Kèm theo Kế hoạch …)"
            begins = min((len(one.raw) - len(one.raw.lstrip()) for one in lines[:at]), default=0)
            return begins > found.end() and 2 * at < len(lines) and _mirror(lines[0], lines[2 * at])
    return False


def _mirror(first: Line, last: Line) -> bool:
    """Whether the first line of a tall heading has its last one below it, in the middle of the same columns."""
    below = [piece.start + piece.end for piece in pieces_of(last)]
    return all(any(abs(one.start + one.end - two) <= _OUT_OF_LINE for two in below) for one in pieces_of(first))


def _cells(line: Line, *, fewest: int = 2) -> list[str]:
    """Cells between at least `fewest` tabs or bars of one line."""
    raw = line.raw
    cells = [raw]
    if raw.count("|") >= fewest:
        cells = raw.strip().strip("|").split("|")
    elif raw.count("\t") >= fewest:
        cells = raw.split("\t")
    return [folded(cell) for cell in cells]


def _ruled(sources: Sequence[Source], at: int) -> tuple[Table | None, int]:
    """Rows with as many cells as the heading, or one cell or two for a group; a line without a tab goes on."""
    width = max(len(_cells(line)) for line in plain_lines(sources, at, 2))
    rows: list[list[str]] = []
    end = at
    for place, source in enumerate(sources[at:], at):
        if not isinstance(source, Line) or source.in_cell or ends_table(source.text):
            break
        cells = _cells(source, fewest=1)
        if all(re.fullmatch(r"[-:=_]*", cell) for cell in cells) and len(cells) == width:
            end += 1
            continue
        if len(cells) == 1 and rows and source.text[:1].islower():
            rows[-1][-1] = f"{rows[-1][-1]} {source.text}"
        elif _is_other_table(cells, rows) or not (
            len(cells) >= FEWEST_COLUMNS or (_is_group(cells) and _is_row(sources, place + 1, width))
        ):
            break
        else:
            rows.append([*cells[:width], *[""] * (width - len(cells))])
        end += 1
    rows = _under_one_heading(rows)
    return (table_of_texts(rows, sources[at]), end) if len(rows) > 1 else (None, at)


def _is_other_table(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells are a heading, and not that of this table again."""
    return len(rows) > 1 and names_columns(cells) and list(cells) != list(rows[0][: len(cells)])


def _is_group(cells: Sequence[str]) -> bool:
    """A number and a title, or both in one cell."""
    first = cells[0].split()[0] if cells[0] else ""
    return bool(LETTERED.fullmatch(first) or (len(cells) > 1 and NUMBER.fullmatch(first)))


def _is_row(sources: Sequence[Source], at: int, width: int) -> bool:
    """Whether the line at `at` is a row of the same table, no heading of another."""
    lines = plain_lines(sources, at, 1)
    cells = _cells(lines[0]) if lines else []
    return FEWEST_COLUMNS <= len(cells) <= width and not names_columns(cells)


def _under_one_heading(rows: list[list[str]]) -> list[list[str]]:
    """A second heading row, which stands below empty cells of the first ("Lộ trình" over 2026, 2028, 2030), joined."""
    if len(rows) < 2 or rows[1][0] or not any(rows[1]) or all(rows[0]):
        return rows
    first = rows[0]
    wide = next((at for at, text in enumerate(first) if not text), len(first))
    if any(rows[1][: wide - 1]):
        return rows
    joined: list[str] = []
    above = ""
    for at, text in enumerate(first):
        above = text or (above if at >= wide - 1 else "")
        below = rows[1][at] if at < len(rows[1]) else ""
        joined.append(f"{above} {below}".strip() if below else text)
    return [joined, *rows[2:]]
