"""Tables that a text export kept as columns: cells below the words of a heading, parted by two spaces or more.

An export that keeps the look of the page ("-layout") has no bars and no tabs. The columns are those of the heading; the
border between two is where the fewest letters stand. A row begins with its running number (TT) or a group's number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kh57_desktop.importing.blocks import Cell, Line, Table, in_capitals
from kh57_desktop.importing.tables import meaning_of

_PIECE = re.compile(r"\S+(?: \S+)*")
_ROW_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ])[.)]?")
_GROUP = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ])[.)/-]\s+\S")
_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,3}\s*[-–]?")
_SINGLE_SPACE = 0.2
_NEARLY_EMPTY = 0.7
_SHIFT = 3
_WIDE_SHIFT = 6
"""Letters by which a wide cell may move the next one to the left or right."""
_FEWEST_COLUMNS = 3
_HEADING_LINES = 6
_ROWS_TO_LOOK_AT = 12
_LOOK_AHEAD = 5
"""Lines below a text across the columns among which a row must begin for the text to be a group of the table."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Column:
    start: int
    end: int
    text: str


def table_in_columns(
    lines: Sequence[Line], *, names_columns: Callable[[Sequence[str]], bool], ends: Callable[[str], bool]
) -> tuple[Table | None, int]:
    """The table whose heading is the first of `lines`, with the number of lines that it takes; None without one.

    `names_columns` says whether texts are the headings of a plan's table, `ends` whether a line is behind any table.
    """
    start = _first_row(lines, names_columns)
    heading = _columns(_heading_pieces(lines[:start], lines[start:])) if start else []
    if len(heading) < _FEWEST_COLUMNS or not names_columns([column.text for column in heading]):
        return None, 0
    end = _end(lines, start, heading, ends)
    body = [line for line in lines[start:end] if not _is_repeated(line, lines[:start])]
    if not body:
        return None, 0
    rows = [tuple(Cell((column.text,)) for column in heading), *_rows(body, heading)]
    return (Table(tuple(rows), lines[0].place), end) if len(rows) > 1 else (None, 0)


def _pieces(line: Line) -> list[_Piece]:
    return [_Piece(found.start(), found.end(), found[0]) for found in _PIECE.finditer(line.raw.expandtabs())]


def _first_row(lines: Sequence[Line], names_columns: Callable[[Sequence[str]], bool]) -> int:
    """The first line below the heading: it begins with a row's number, or stands below a heading of one line that
    names every column and none of numbers; 0 where none is near."""
    for at, line in enumerate(lines[1 : _HEADING_LINES + 1], start=1):
        pieces = _pieces(line)
        numbered = _ROW_NUMBER.fullmatch(pieces[0].text) and (len(pieces) > 1 or pieces[0].text.isalpha())
        if numbered or (len(pieces) == 1 and _GROUP.match(pieces[0].text)):
            return at
    heading = [piece.text for piece in _pieces(lines[0])]
    meanings = [meaning_of(text) for text in heading]
    return 1 if len(lines) > 1 and all(meanings) and "number" not in meanings and names_columns(heading) else 0


def _heading_pieces(heading: Sequence[Line], below: Sequence[Line]) -> list[list[_Piece]]:
    """The pieces of the heading's lines; one that holds two headings behind a single space is cut where words of the
    first rows begin."""
    begun = Counter(piece.start for line in below[:_ROWS_TO_LOOK_AT] for piece in _pieces(line))
    rows: list[list[_Piece]] = []
    for line in heading:
        rows.append([])
        for piece in _pieces(line):
            cut = next((at for at in range(1, len(piece.text)) if _parts_headings(piece, at, begun)), len(piece.text))
            rows[-1].append(_Piece(piece.start, piece.start + cut, piece.text[:cut].strip()))
            if cut < len(piece.text):
                rows[-1].append(_Piece(piece.start + cut, piece.end, piece.text[cut:]))
    return rows


def _parts_headings(piece: _Piece, at: int, begun: Counter[int]) -> bool:
    left, right = piece.text[:at], piece.text[at:]
    if not left.endswith(" ") or not right[0].isupper() or sum(begun[piece.start + at + by] for by in (-1, 0, 1)) < 2:
        return False
    meanings = meaning_of(left), meaning_of(right)
    return None not in meanings and meanings[0] != meanings[1]


def _columns(rows: Sequence[Sequence[_Piece]]) -> list[_Column]:
    """The columns that the heading's lines name; words above several of them ("Lộ trình") go before each."""
    most = max(range(len(rows)), key=lambda at: len(rows[at]))
    spans = [(piece.start, piece.end) for piece in rows[most]]
    for piece in (piece for at, row in enumerate(rows) if at != most for piece in row):
        over = [at for at, span in enumerate(spans) if piece.start < span[1] and span[0] < piece.end]
        if not over:
            spans.append((piece.start, piece.end))
            spans.sort()
        elif len(over) == 1:
            spans[over[0]] = (min(spans[over[0]][0], piece.start), max(spans[over[0]][1], piece.end))
    texts = [""] * len(spans)
    for piece in (piece for row in rows for piece in row):
        for at, span in enumerate(spans):
            if piece.start < span[1] and span[0] < piece.end:
                texts[at] = f"{texts[at]} {piece.text}".strip()
    return [_Column(*span, text) for span, text in zip(spans, texts, strict=True)]


def _end(lines: Sequence[Line], start: int, heading: Sequence[_Column], ends: Callable[[str], bool]) -> int:
    for at in range(start, len(lines)):
        is_text = _is_across(lines[at], heading) or _opens_section(lines[at])
        if ends(lines[at].text) or (is_text and not _row_follows(lines, at)):
            return at
    return len(lines)


def _is_across(line: Line, heading: Sequence[_Column]) -> bool:
    """Whether the line is one text that begins in the first column and runs on over the second."""
    pieces = _pieces(line)
    return len(pieces) == 1 and pieces[0].start < heading[0].end and pieces[0].end > heading[1].start + 2


def _opens_section(line: Line) -> bool:
    """Whether the line is a section's heading: numbered, in capitals, alone."""
    marker = line.marker
    is_numbered = marker is not None and not marker.is_bullet
    return is_numbered and len(_pieces(line)) == 1 and in_capitals(line.text[marker.length if marker else 0 :])


def _row_follows(lines: Sequence[Line], at: int) -> bool:
    """Whether the text across the columns at `at` stands among rows: a numbered row or a row's cells come soon."""
    for line in lines[at + 1 : at + 1 + _LOOK_AHEAD]:
        pieces = _pieces(line)
        if len(pieces) >= _FEWEST_COLUMNS:
            return _ROW_NUMBER.fullmatch(pieces[0].text) is not None or _GROUP.match(lines[at].text) is None
    return False


def _is_repeated(line: Line, heading: Sequence[Line]) -> bool:
    return any(line.text == one.text for one in heading) or (
        line.after_blank and _PAGE_NUMBER.fullmatch(line.text) is not None and len(line.raw) - len(line.text) > 8
    )


def _borders(lines: Sequence[Line], heading: Sequence[_Column]) -> tuple[int, ...]:
    """Where each column but the first begins: behind the emptiest stripe between it and its neighbour.

    A single space inside a piece is nearly empty: a long cell may leave no more before the next one.
    """
    pieces = [piece for line in lines if not _is_across(line, heading) for piece in _pieces(line)]
    filled = [0.0] * (max([column.end for column in heading] + [piece.end for piece in pieces]) + 2)
    for piece in pieces:
        for at, letter in enumerate(piece.text, start=piece.start):
            filled[at] += _SINGLE_SPACE if letter == " " else 1.0
    borders: list[int] = []
    for left, right in pairwise(heading):
        places = range(max(left.start + 1, borders[-1] + 1 if borders else 0), max(right.end - 1, left.start + 2))
        least = max(min(filled[at] for at in places), _NEARLY_EMPTY)
        stripes = _runs([at for at in places if filled[at] <= least])
        borders.append(min(stripes, key=lambda run: _distance(run, left.end, right.start))[-1] + 1)
    return tuple(borders)


def _distance(run: Sequence[int], start: int, end: int) -> int:
    """How far the stripe is from the gap between two headings; below 0 the more it lies inside."""
    inside = min(run[-1] + 1, end) - max(run[0], start)
    return -inside if inside > 0 else min(abs(run[0] - end), abs(start - run[-1]))


def _runs(places: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _rows(lines: Sequence[Line], heading: Sequence[_Column]) -> list[tuple[Cell, ...]]:
    """The rows of the table; below a page's end, where every column may have moved, they are told from there anew."""
    rows: list[list[list[str]] | str] = []
    numbered = meaning_of(heading[0].text) == "number"
    pages = _pages(lines)
    for part in pages:
        borders = _borders_of_page(part, heading, max(pages[:2], key=len))
        for line in part:
            _add(rows, line, borders, heading, numbered=numbered)
    return [_cells(row, len(heading)) for row in rows]


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = []
    for line in lines:
        if not pages or line.after_blank:
            pages.append([])
        pages[-1].append(line)
    return pages


def _borders_of_page(page: Sequence[Line], heading: Sequence[_Column], first: Sequence[Line]) -> tuple[int, ...]:
    """The borders of the page where its words leave exactly as many columns as the heading has; else those told by
    the heading, with the words of the `first` page where the page has few."""
    reach = max(piece.end for line in page for piece in _pieces(line))
    covered = [False] * reach
    for line in page:
        for piece in _pieces(line):
            covered[piece.start : piece.end] = [True] * (piece.end - piece.start)
    blocks = _runs([at for at in range(reach) if covered[at] or all(covered[at - 1 : at + 2 : 2])])
    if len(page) > 1 and len(blocks) == len(heading):
        return tuple(block[0] for block in blocks[1:])
    return _borders(page if len(page) >= _ROWS_TO_LOOK_AT else first, heading)


def _add(
    rows: list[list[list[str]] | str],
    line: Line,
    borders: Sequence[int],
    heading: Sequence[_Column],
    *,
    numbered: bool,
) -> None:
    pieces = _pieces(line)
    first = pieces[0]
    if len(pieces) == 1 and first.start < borders[0] and _GROUP.match(line.text):
        rows.append(line.text)
        return
    if len(pieces) == 1 and first.start < borders[0] < first.end - 1:
        if rows and isinstance(rows[-1], str):
            rows[-1] = f"{rows[-1]} {line.text}"
            return
        if not rows or not _is_inside(line):
            rows.append(line.text)
            return
    opens = first.start < borders[0] and (
        _ROW_NUMBER.fullmatch(first.text.split()[0]) is not None
        if numbered
        else len(pieces) >= _FEWEST_COLUMNS and first.text[0].isupper()
    )
    if opens or not rows or isinstance(rows[-1], str):
        rows.append([[] for _column in heading])
    row = rows[-1]
    assert not isinstance(row, str)
    last = -1
    for piece in pieces:
        for at, text in _parts(piece, borders):
            is_moved = at == last and at < len(borders) and borders[at] - piece.start <= _WIDE_SHIFT
            last = at + is_moved
            row[last].append(text)


def _is_inside(line: Line) -> bool:
    """Whether the text goes on with a cell: it begins small."""
    return line.text[:1].islower()


def _parts(piece: _Piece, borders: Sequence[int]) -> list[tuple[int, str]]:
    """The piece by columns: cut where a further column begins behind a single space."""
    parts: list[tuple[int, str]] = []
    start = 0
    for border in borders:
        cut = _cut(piece, start, border - piece.start)
        if cut is not None:
            parts.append((bisect_right(borders, piece.start + start + _WIDE_SHIFT), piece.text[start:cut].strip()))
            start = cut
    if not parts:
        return [(bisect_right(borders, piece.start), piece.text)]
    parts.append((bisect_right(borders, piece.start + start + _WIDE_SHIFT), piece.text[start:]))
    return parts


def _cut(piece: _Piece, start: int, border: int) -> int | None:
    """Where the piece is cut near `border`: at the border, else before the first word with a capital."""
    text = piece.text
    if len(text) <= border + 1:
        return None
    near = range(max(border - _WIDE_SHIFT, start + 1), min(border + _SHIFT + 1, len(text)))
    words = [at for at in near if text[at - 1] == " " and (at == border or not text[at].islower())]
    return min(words, key=lambda at: (text[at].islower(), at != border, at), default=None)


def _cells(row: list[list[str]] | str, width: int) -> tuple[Cell, ...]:
    if isinstance(row, str):
        return tuple(Cell((row,), is_first=at == 0, width=width) for at in range(width))
    return tuple(Cell((" ".join(texts),) if texts else ()) for texts in row)
