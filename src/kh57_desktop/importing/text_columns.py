"""Tables that a text export kept as columns: cells below the words of a heading, parted by two spaces or more.

An export that keeps the look of the page ("-layout") has no bars and no tabs. The columns are those of the heading; the
border between two is where the fewest letters stand. A row begins with its running number (TT) or a group's number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kh57_desktop.importing.blocks import Cell, Line, Table, in_capitals
from kh57_desktop.importing.column_bands import BandLine, centred_starts
from kh57_desktop.importing.column_borders import borders_of_page
from kh57_desktop.importing.column_heading import columns_of, first_row, heading_pieces, moved_pieces, names_numbers
from kh57_desktop.importing.column_pieces import FEWEST_COLUMNS, GROUP, ROW_NUMBER, Column, is_across, pieces_of
from kh57_desktop.importing.column_rows import Rows
from kh57_desktop.importing.tables import TOTAL, meaning_of
from kh57_desktop.importing.words import plain

_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?")
_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,3}\s*[-–]?")
_BLANK_IN_ROW = 1
"""Empty lines that an export leaves between two cells' lines; more of them end a page."""
_LINES_TO_COMPARE = 4
_MOST_COLUMNS = 60
"""Columns of a table; the widest of real plans has 15."""
_LOOK_AHEAD = 24
"""Lines below a text across the columns among which a row must begin for the text to be a group of the table."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines below one printing of the heading."""

    heading: Sequence[Column]
    lines: list[Line]


def table_in_columns(
    lines: Sequence[Line], *, names_columns: Callable[[Sequence[str]], bool], ends: Callable[[str], bool]
) -> tuple[Table | None, int]:
    """The table whose heading is the first of `lines`, with the number of lines that it takes; None without one.

    `names_columns` says whether texts are the headings of a plan's table, `ends` whether a line is behind any table.
    """
    start = first_row(lines, names_columns)
    if not start or max(len(pieces_of(line)) for line in lines[:start]) > _MOST_COLUMNS:
        return None, 0
    heading = columns_of(heading_pieces(lines[:start], lines[start:]))
    if len(heading) < FEWEST_COLUMNS or not names_columns([column.text for column in heading]):
        return None, 0
    end = _end(lines, start, heading, ends)
    pages = _parts_by_heading(lines[:end], start, heading)
    if not pages:
        return None, 0
    found, is_guessed = _rows(pages, heading)
    if not found:
        return None, 0
    rows = [tuple(Cell((column.text,)) for column in heading), *found]
    guessed = next((words for row in found if (words := _words_of(row))), "") if is_guessed else ""
    return Table(tuple(rows), lines[0].place, guessed=guessed), end


def _words_of(row: Sequence[Cell]) -> str:
    """The words of a row of several cells."""
    shown = [cell.text for cell in row if cell.text]
    return " ".join(shown) if len(shown) >= FEWEST_COLUMNS else ""


def _end(lines: Sequence[Line], start: int, heading: Sequence[Column], ends: Callable[[str], bool]) -> int:
    second = _second_column(lines[start:], heading)
    numbered = meaning_of(heading[0].text) == "number"
    for at in range(start, len(lines)):
        is_sum = TOTAL.fullmatch(plain(lines[at].text)) is not None
        is_text = is_sum or is_across(lines[at], heading, second) or _opens_section(lines[at])
        if ends(lines[at].text) or (is_text and not _row_follows(lines, at, numbered=numbered)):
            return at
    return len(lines)


def _second_column(lines: Sequence[Line], heading: Sequence[Column]) -> int:
    """Where the words behind the rows' numbers begin as a rule; that of the heading where rows have none."""
    if meaning_of(heading[0].text) != "number":
        return heading[1].start
    rows = [pieces_of(line) for line in lines]
    texts = [row[ROW_NUMBER.fullmatch(row[0].text) is not None :] for row in rows]
    begun = Counter(row[0].start for row in texts if row and row[0].start >= heading[0].start)
    return begun.most_common(1)[0][0] if begun else heading[1].start


def _opens_section(line: Line) -> bool:
    """Whether the line is a section's heading: numbered, in capitals, alone; "71/NQ-CP" is none."""
    marker = line.marker
    is_numbered = marker is not None and not marker.is_bullet and " " in line.text
    return is_numbered and len(pieces_of(line)) == 1 and in_capitals(line.text[marker.length if marker else 0 :])


def _row_follows(lines: Sequence[Line], at: int, *, numbered: bool) -> bool:
    """Whether the text across the columns at `at` stands among rows: a numbered row or a row's cells come soon, and no
    heading of another table."""
    for place, line in enumerate(lines[at + 1 : at + 1 + _LOOK_AHEAD], start=at + 1):
        pieces = pieces_of(line)
        if names_numbers(line):
            return False
        is_alone = len(pieces) == 1 and (line.after_blank or _is_page_number(lines, place))
        if ROW_NUMBER.fullmatch(pieces[0].text if len(pieces) == 1 else pieces[0].text.split()[0]) and not is_alone:
            return True
        if len(pieces) >= FEWEST_COLUMNS and not (numbered and GROUP.match(lines[at].text)):
            return True
    return False


def _parts_by_heading(lines: Sequence[Line], start: int, heading: Sequence[Column]) -> list[_Part]:
    """The lines below `start`, parted where the heading is printed again: its columns may have moved with the page."""
    first = lines[:start]
    texts = [line.text for line in first]
    pieces = heading_pieces(first, lines[start:])
    parts = [_Part(heading, [])]
    at = start
    while at < len(lines):
        if [line.text for line in lines[at : at + start]] == texts:
            moved = columns_of(moved_pieces(pieces, lines[at : at + start]))
            parts.append(_Part(moved if len(moved) == len(heading) else parts[-1].heading, []))
            at += start
            continue
        if not (_is_repeated(lines[at], first) or _is_page_number(lines, at) or _counts_columns(lines[at])):
            parts[-1].lines.append(lines[at])
        at += 1
    return [part for part in parts if part.lines]


def _counts_columns(line: Line) -> bool:
    """Whether the line only numbers the columns: "1  2  3", "(1)  (2)  (3)"."""
    numbers = [_COLUMN_NUMBER.fullmatch(piece.text) for piece in pieces_of(line)]
    found = [int(number[1]) for number in numbers if number is not None]
    return len(numbers) >= FEWEST_COLUMNS and found == [*range(1, len(numbers) + 1)]


def _is_page_number(lines: Sequence[Line], at: int) -> bool:
    """The last line of a page, which the export ended."""
    ends_page = at + 1 < len(lines) and lines[at + 1].opens_page
    return ends_page and _PAGE_NUMBER.fullmatch(lines[at].text) is not None


def _is_repeated(line: Line, heading: Sequence[Line]) -> bool:
    return any(line.text == one.text for one in heading) or (
        line.after_blank and _PAGE_NUMBER.fullmatch(line.text) is not None and len(line.raw) - len(line.text) > 8
    )


def _rows(parts: Sequence[_Part], heading: Sequence[Column]) -> tuple[list[tuple[Cell, ...]], bool]:
    """The rows of the table, and whether where they or their cells begin was guessed; below a page's end, where every
    column may have moved, they are told from there anew."""
    lines = [line for part in parts for line in part.lines]
    rows = Rows(heading, lines, numbered=meaning_of(heading[0].text) == "number")
    pages: list[Sequence[Line]] = []
    borders: list[tuple[int, ...]] = []
    for part in parts:
        of_part = _pages(part.lines)
        pages.extend(of_part)
        first = max(of_part[:2], key=len)
        borders.extend(borders_of_page(page, part.heading, first, is_headed=page is of_part[0]) for page in of_part)
    bands: list[list[BandLine]] = []
    for page, places in zip(pages, borders, strict=True):
        rows.borders = places
        bands.append(rows.bands(page))
    opened = _opened(bands) if meaning_of(heading[0].text) == "number" else None
    for at, (page, places) in enumerate(zip(pages, borders, strict=True)):
        rows.borders = places
        rows.add_page(page, opened[at] if opened is not None else None)
    return rows.cells(), opened is not None or rows.has_cuts


def _opened(bands: Sequence[Sequence[BandLine]]) -> list[list[int]] | None:
    """The lines of each page that begin a row, where the rows' numbers stand in their middle; None where on top."""
    found = centred_starts([line for page in bands for line in page])
    if found is None:
        return None
    starts = set(found)
    opened: list[list[int]] = []
    first = 0
    for page in bands:
        opened.append([at for at in range(len(page)) if first + at in starts])
        first += len(page)
    return opened


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by pages; an empty line inside a row ends none, unless the words below it stand elsewhere."""
    pages: list[list[Line]] = []
    for at, line in enumerate(lines):
        blank = line.place - pages[-1][-1].place - 1 if pages else 0
        is_moved = blank > 0 and not _stand_alike(pages[-1], lines[at : at + _LINES_TO_COMPARE])
        if not pages or line.opens_page or blank > _BLANK_IN_ROW or is_moved:
            pages.append([])
        pages[-1].append(line)
    return pages


def _stand_alike(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether most words below begin where words above do."""
    begun = {piece.start + by for line in above for piece in pieces_of(line) for by in (-1, 0, 1)}
    starts = [piece.start for line in below for piece in pieces_of(line)]
    return 2 * sum(start in begun for start in starts) >= len(starts)
