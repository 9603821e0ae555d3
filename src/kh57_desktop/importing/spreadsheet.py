"""Workbooks and CSV files to lines and tables: the words above, the table with headings by meaning, the rest."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median

from kh57_desktop.domain.plan_reading import Passage, ReadColumn
from kh57_desktop.i18n import _
from kh57_desktop.importing.blocks import Cell, Line, Source, Table
from kh57_desktop.importing.characters import clean, decode, folded
from kh57_desktop.importing.errors import DocumentDamaged, DocumentForeign, DocumentMissing, DocumentTooLarge
from kh57_desktop.importing.spreadsheet_cells import COLUMNS, ROWS, Sheet, sheets_of
from kh57_desktop.importing.spreadsheet_columns import (
    HEADINGS,
    REMARKS,
    heading_key,
    is_further_heading,
    is_heading,
    meanings_of,
)
from kh57_desktop.importing.words import AUTHORITY, RECIPIENTS_HEADING

CSV_BYTES = 20_000_000
_FIRST_ROWS = 30
_FEWEST_COLUMNS = 3
_LONGEST_NAME = 60
_DELIMITERS = ";,\t|"
_TALLEST_HEADING = 4
_DECIMAL = re.compile(r"\d{1,2},\d{1,2}")
_MERGED_PLACES = 1_000_000
"""Places that merged areas may cover together; more are drawn to harm."""

Grid = list[list[Cell]]


@dataclass(frozen=True)
class Workbook:
    """What was read, and how each column was understood, to be shown, corrected and remembered."""

    sources: tuple[Source, ...]
    columns: tuple[ReadColumn, ...]


def read_sheets(path: Path, *, remembered: Mapping[str, str] | None = None) -> Workbook:
    """Lines and tables of a workbook or of a CSV file (told by the name's ending .csv, .tsv).

    `remembered` maps `heading_key` of a heading to the meaning that the office gave it ("" leaves the column out).
    """
    is_text = path.suffix.lower() in (".csv", ".tsv")
    sheets = [_csv_sheet(path)] if is_text else sheets_of(path)
    sources: list[Source] = []
    columns: list[ReadColumn] = []
    for sheet in sheets:
        found, named = _sheet(sheet, remembered or {})
        sources.extend(found)
        columns.extend(named)
    return Workbook(tuple(sources), tuple(columns))


def candidate_columns(path: Path) -> tuple[tuple[ReadColumn, ...], tuple[Passage, ...]]:
    """What may name the columns of each sheet although no rule understood it, and the first rows, to be looked at.

    It is the first row of several short different words without a number among them.
    """
    is_text = path.suffix.lower() in (".csv", ".tsv")
    found: list[ReadColumn] = []
    passages: list[Passage] = []
    for place, sheet in enumerate([_csv_sheet(path)] if is_text else sheets_of(path), 1):
        grid, _blanks = _grid(sheet)
        rows = [tuple(_texts(row)) for row in grid[:_FIRST_ROWS]]
        passages.extend(Passage(" | ".join(cells), cells, place) for cells in rows)
        row = next((_texts(row) for row in grid[:_FIRST_ROWS] if _may_name_columns(_texts(row))), [])
        meanings = meanings_of(row, {})
        found.extend(
            ReadColumn(sheet.name, heading, heading_key(heading), meaning)
            for heading, meaning in zip(row, meanings, strict=True)
            if heading
        )
    return tuple(found), tuple(passages)


def _may_name_columns(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    words = [text for text in filled if len(text) <= _LONGEST_NAME and not text[0].isdecimal()]
    return len(filled) > _FEWEST_COLUMNS - 1 and len(words) == len(set(filled))


def _csv_sheet(path: Path) -> Sheet:
    name = path.name
    try:
        if path.stat().st_size > CSV_BYTES:
            raise DocumentTooLarge(name=name, limit=_("more than {size} MB").format(size=CSV_BYTES // 1_000_000))
        text = decode(path.read_bytes())
    except OSError as cause:
        raise DocumentMissing(name=name) from cause
    if text is None:
        raise DocumentForeign(name=name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: dict[int, dict[int, str]] = {}
    try:
        for place, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))):
            cells = {at: value for at, value in enumerate(row[:COLUMNS]) if value.strip()}
            if cells:
                rows[place] = cells
            if len(rows) > ROWS or len(row) > 100 * COLUMNS:
                limit = _("more than {rows} rows or {columns} columns").format(rows=ROWS, columns=COLUMNS)
                raise DocumentTooLarge(name=name, limit=limit)
    except csv.Error as cause:
        raise DocumentDamaged(name=name) from cause
    return Sheet("", rows)


def _delimiter(text: str) -> str:
    """The sign that parts most rows into the same number of cells."""
    sample = [line for line in text[:200_000].split("\n")[:200] if line.strip()]
    best = ",", 0.0
    for sign in _DELIMITERS:
        try:
            counts = [len(row) for row in csv.reader(sample, delimiter=sign) if row]
        except csv.Error:
            continue
        wide = [count for count in counts if count > 1]
        if wide:
            usual = median(wide)
            score = sum(count == usual for count in wide) + min(usual, 12) / 100
            best = max(best, (sign, score), key=lambda one: one[1])
    return best[0]


def _sheet(sheet: Sheet, remembered: Mapping[str, str]) -> tuple[list[Source], list[ReadColumn]]:
    grid, blanks = _grid(sheet)
    sources: list[Source] = []
    columns: list[ReadColumn] = []
    at = 0
    while at < len(grid):
        height = _heading_height(grid, at, remembered)
        if not height:
            sources.extend(_lines(grid[at], at in blanks))
            at += 1
            continue
        end = at + height
        headings = _headings(grid[at : at + height])
        while end < len(grid) and not _ends_table(grid, end, headings, remembered):
            end += 1
        table, named = _table(grid[at:end], height, headings, sheet.name, remembered)
        sources.append(table)
        columns.extend(named)
        at = end
    return sources, columns


def _grid(sheet: Sheet) -> tuple[Grid, set[int]]:
    """Filled rows as full rows of cells, merged areas filled out, and which rows stand below an empty one."""
    width = 1 + max((column for row in sheet.rows.values() for column in row), default=0)
    places = sorted(sheet.rows)
    grid: Grid = [[_cell(sheet.rows[place].get(at, "")) for at in range(width)] for place in places]
    room = _MERGED_PLACES
    for area in sheet.merged:
        rows = range(bisect_left(places, area.top), bisect_right(places, area.bottom))
        columns = range(area.left, min(area.right + 1, width))
        room -= len(rows) * len(columns)
        if not rows or not columns or places[rows[0]] != area.top:
            continue
        if room < 0:
            break
        _fill(grid, rows, columns)
    blanks = {at for at, (above, below) in enumerate(pairwise(places), start=1) if below > above + 1}
    return grid, blanks


def _cell(text: str) -> Cell:
    return Cell(tuple(line for part in clean(text).split("\n") if (line := folded(part))))


def _fill(grid: Grid, rows: range, columns: range) -> None:
    """The words of a merged area in every place that it covers."""
    lines = grid[rows[0]][columns[0]].lines
    for at in rows:
        for column in columns:
            is_first = at == rows[0] and column == columns[0]
            grid[at][column] = Cell(lines, is_first=is_first, width=len(columns))


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _heading_height(grid: Grid, at: int, remembered: Mapping[str, str]) -> int:
    """Rows that the heading beginning at row `at` takes; 0 where none begins there."""
    if len(grid[at]) < 2 or not any(cell.text for cell in grid[at]):
        return 0
    joined = _texts(grid[at])
    height = 0
    for below in range(_TALLEST_HEADING):
        if at + below >= len(grid):
            break
        row = grid[at + below]
        if below:
            if not _divides(grid[at : at + below + 1]):
                break
            joined = [_joined(above, cell.text) for above, cell in zip(joined, row, strict=True)]
        if is_heading(joined, remembered):
            height = below + 1
    return height


def _divides(rows: Grid) -> bool:
    """Whether the last of `rows` goes on with a heading: the first reaches down to it, or it parts a wide cell."""
    first, last = rows[0], rows[-1]
    reaches = any(not cell.is_first and cell.text and cell.width == 1 for cell in last)
    wide = [at for at, cell in enumerate(first) if 1 < cell.width < len(first)]
    parts = any(last[at].text and last[at].is_first and last[at].width < first[at].width for at in wide)
    filled = sum(bool(cell.text) and cell.is_first for cell in last)
    return parts and (reaches or filled <= len(wide))


def _joined(above: str, text: str) -> str:
    return above if not text or text == above else f"{above} {text}".strip()


def _headings(rows: Grid) -> list[str]:
    """The words above each column, those of a wide cell before those of its parts."""
    headings = _texts(rows[0])
    for row in rows[1:]:
        headings = [_joined(above, cell.text) for above, cell in zip(headings, row, strict=True)]
    return headings


def _ends_table(grid: Grid, at: int, headings: Sequence[str], remembered: Mapping[str, str]) -> bool:
    """The foot below a table (recipients, signature), or the heading of another table than `headings`."""
    texts = [text for text in _texts(grid[at]) if text]
    if any(RECIPIENTS_HEADING.match(text) or AUTHORITY.match(text) for text in texts):
        return True
    is_other = len({*texts}) > 2 and is_further_heading(_texts(grid[at]), headings, remembered)
    return is_other and not _repeats(grid, at)


def _repeats(grid: Grid, at: int) -> bool:
    return any(_texts(grid[at]) == _texts(row) for row in grid[:at])


def _table(
    rows: Grid, height: int, headings: Sequence[str], sheet: str, remembered: Mapping[str, str]
) -> tuple[Table, list[ReadColumn]]:
    """The table with one heading row in the words that the table readers know."""
    meanings = meanings_of(headings, remembered)
    shown = [
        HEADINGS.get(meaning, heading) if meaning else ("" if remembered.get(heading_key(heading)) == "" else heading)
        for heading, meaning in zip(headings, meanings, strict=True)
    ]
    named = [
        ReadColumn(sheet, heading, heading_key(heading), meaning)
        for heading, meaning in zip(headings, meanings, strict=True)
        if heading and heading_key(heading) != REMARKS
    ]
    repeated = [_texts(row) for row in rows[:height]]
    number_at = meanings.index("number") if "number" in meanings else None
    body = [_with_dots(row, number_at) for row in rows[height:] if _texts(row) not in repeated]
    return Table((tuple(Cell((heading,) if heading else ()) for heading in shown), *body)), named


def _with_dots(row: Sequence[Cell], number_at: int | None) -> tuple[Cell, ...]:
    """The row with its number as it was meant: a sheet keeps "3.1" as a decimal number, which is shown with a comma."""
    if number_at is None or not _DECIMAL.fullmatch(row[number_at].text):
        return tuple(row)
    number = replace(row[number_at], lines=(row[number_at].text.replace(",", "."),))
    return (*row[:number_at], number, *row[number_at + 1 :])


def _lines(row: Iterable[Cell], after_blank: bool) -> list[Line]:
    """The words of a row outside a table; a title merged over all columns stands once."""
    cells = [cell for cell in row if cell.is_first and cell.text]
    return [
        Line(text, after_blank=after_blank, in_cell=len(cells) > 1, is_centred=cell.width > 1, is_soft=at > 0)
        for cell in cells
        for at, text in enumerate(cell.lines)
    ]
