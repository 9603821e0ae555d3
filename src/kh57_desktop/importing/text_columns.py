"""Tables that a text export kept as columns: cells below the words of a heading, parted by two spaces or more.

An export that keeps the look of the page ("-layout") has no bars and no tabs. The columns are those of the heading; the
border between two is where the fewest letters stand. A row begins with its running number (TT) or a group's number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kh57_desktop.importing.blocks import Cell, Line, Table, in_capitals
from kh57_desktop.importing.tables import meaning_of

_PIECE = re.compile(r"\S+(?: \S+)*")
_ROW_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ])[.)]?")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,2})*")
_LETTERED = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?")
_GROUP = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ])[.)/-]\s+\S")
_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,3}\s*[-–]?")
_SINGLE_SPACE = 0.2
_NEARLY_EMPTY = 0.7
_SHIFT = 3
_WIDE_SHIFT = 6
"""Letters by which a wide cell may move the next one to the left or right."""
_DANGLING = {
    **dict.fromkeys(("và", "của", "các", "cho", "với", "về", "theo", "từ", "đến", "-"), 1.5),
    **dict.fromkeys(("quý", "tháng", "ngày"), 3.0),
}
"""Words that seldom or never end a cell's line where the next word begins another cell."""
_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 60
"""Columns of a table; the widest of real plans has 15."""
_HEADING_LINES = 6
_ROWS_TO_LOOK_AT = 12
_FEWEST_TO_TELL = 6
"""Lines of a page from which its own words tell where its columns begin."""
_LONGEST_BAND = 20
"""Lines above and below that are asked for where a line's words are parted."""
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


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines below one printing of the heading."""

    heading: Sequence[_Column]
    lines: list[Line]


def table_in_columns(
    lines: Sequence[Line], *, names_columns: Callable[[Sequence[str]], bool], ends: Callable[[str], bool]
) -> tuple[Table | None, int]:
    """The table whose heading is the first of `lines`, with the number of lines that it takes; None without one.

    `names_columns` says whether texts are the headings of a plan's table, `ends` whether a line is behind any table.
    """
    start = _first_row(lines, names_columns)
    if not start or max(len(_pieces(line)) for line in lines[:start]) > _MOST_COLUMNS:
        return None, 0
    heading = _columns(_heading_pieces(lines[:start], lines[start:]))
    if len(heading) < _FEWEST_COLUMNS or not names_columns([column.text for column in heading]):
        return None, 0
    end = _end(lines, start, heading, ends)
    pages = _parts_by_heading(lines[:end], start, heading)
    if not pages:
        return None, 0
    rows = [tuple(Cell((column.text,)) for column in heading), *_rows(pages, heading)]
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
            return _ROW_NUMBER.fullmatch(pieces[0].text.split()[0]) is not None or not _GROUP.match(lines[at].text)
    return False


def _parts_by_heading(lines: Sequence[Line], start: int, heading: Sequence[_Column]) -> list[_Part]:
    """The lines below `start`, parted where the heading is printed again: its columns may have moved with the page."""
    first = lines[:start]
    texts = [line.text for line in first]
    parts = [_Part(heading, [])]
    at = start
    while at < len(lines):
        if [line.text for line in lines[at : at + start]] == texts:
            moved = _columns(_heading_pieces(lines[at : at + start], lines[at + start :]))
            parts.append(_Part(moved if len(moved) == len(heading) else parts[-1].heading, []))
            at += start
            continue
        if not _is_repeated(lines[at], first):
            parts[-1].lines.append(lines[at])
        at += 1
    return [part for part in parts if part.lines]


def _is_repeated(line: Line, heading: Sequence[Line]) -> bool:
    return any(line.text == one.text for one in heading) or (
        line.after_blank and _PAGE_NUMBER.fullmatch(line.text) is not None and len(line.raw) - len(line.text) > 8
    )


def _borders(lines: Sequence[Line], heading: Sequence[_Column]) -> tuple[int, ...]:
    """Where each column but the first begins: behind the stripe between it and its neighbour that least speaks against.

    Against it speak the letters in the stripe (a single space inside a piece is nearly empty: a long cell may leave no
    more before the next one), and lines of which two pieces would come into one column.
    """
    rows = [_pieces(line) for line in lines if not _is_across(line, heading)]
    filled = [0.0] * (max([column.end for column in heading] + [row[-1].end for row in rows]) + 2)
    for piece in (piece for row in rows for piece in row):
        for at, letter in enumerate(piece.text, start=piece.start):
            filled[at] += _SINGLE_SPACE if letter == " " else 1.0
    beside = sorted((one.start, two.start) for row in rows for one, two in pairwise(row))
    borders: list[int] = []
    for left, right in pairwise(heading):
        first = borders[-1] if borders else 0
        places = range(max(left.start + 1, first + 1 if borders else 0), max(right.end - 1, left.start + 2))
        near = beside[bisect_left(beside, (first, 0)) : bisect_left(beside, (places[-1] + 1, 0))]
        seconds = sorted(two for _one, two in near)
        firsts = sorted(one for one, two in near if two <= right.start)
        against = [filled[at] + bisect_right(seconds, at) + len(firsts) - bisect_right(firsts, at) for at in places]
        least = max(min(against), _NEARLY_EMPTY)
        stripes = _runs([at for at, cost in zip(places, against, strict=True) if cost <= least])
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


def _rows(parts: Sequence[_Part], heading: Sequence[_Column]) -> list[tuple[Cell, ...]]:
    """The rows of the table; below a page's end, where every column may have moved, they are told from there anew."""
    rows = _Rows(heading, numbered=meaning_of(heading[0].text) == "number")
    for part in parts:
        pages = _pages(part.lines)
        for page in pages:
            rows.borders = _borders_of_page(page, part.heading, max(pages[:2], key=len))
            rows.add_page(page)
    return [_cells(row, len(heading)) for row in rows.rows]


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = []
    for line in lines:
        if not pages or line.after_blank or line.opens_page:
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
    return _borders(page if len(page) >= _FEWEST_TO_TELL else first, heading)


class _Rows:
    """Rows in the making: a list of texts for each column, or the title of a group."""

    def __init__(self, heading: Sequence[_Column], *, numbered: bool) -> None:
        self.rows: list[list[list[str]] | str] = []
        self.borders: tuple[int, ...] = ()
        self._width = len(heading)
        self._numbered = numbered
        self._filled: list[int] = []
        """The columns that the line before has words in."""

    def add_page(self, lines: Sequence[Line]) -> None:
        split = [self._number_apart(_pieces(line)) for line in lines]
        opened = [at for at, pieces in enumerate(split) if self._opens(pieces)]
        for at, (line, pieces) in enumerate(zip(lines, split, strict=True)):
            if self._is_title(line, pieces):
                continue
            place = bisect_right(opened, at)
            start = max(opened[place - 1] if place else 0, at - _LONGEST_BAND)
            end = min(opened[place] if place < len(opened) else len(split), at + _LONGEST_BAND)
            self._add(pieces, split[start:end], is_moved=at == 0 and at not in opened and len(lines) < _FEWEST_TO_TELL)

    def _number_apart(self, pieces: list[_Piece]) -> list[_Piece]:
        """The row's number as a piece of its own where only one space is behind it ("1.1 Tuyên truyền …")."""
        first = pieces[0]
        number, space, rest = first.text.partition(" ")
        ends = first.start + len(number)
        if not (
            self._numbered
            and space
            and _DECIMAL.fullmatch(number)
            and first.start < self.borders[0]
            and ends <= self.borders[0]
        ):
            return pieces
        return [_Piece(first.start, ends, number), _Piece(ends + 1, first.end, rest), *pieces[1:]]

    def _opens(self, pieces: Sequence[_Piece]) -> bool:
        """Whether a row begins with the line: with its number, or with the cells of several columns."""
        first = pieces[0]
        if self._numbered:
            begins = _ROW_NUMBER.fullmatch(first.text.split()[0]) is not None
        else:
            begins = len(pieces) >= _FEWEST_COLUMNS and first.text[0].isupper()
        return begins and first.start < self.borders[0]

    def _is_title(self, line: Line, pieces: Sequence[_Piece]) -> bool:
        """Takes a text across the columns as the title of a group, or as more of it."""
        first = pieces[0]
        if self._is_group_row(pieces):
            self.rows.append([[first.text], [pieces[1].text], *([] for _column in range(self._width - 2))])
            return True
        title = self._open_title(pieces)
        if title is not None:
            title.append(first.text)
            return True
        if len(pieces) > 1 or first.start >= self.borders[0]:
            return False
        if _GROUP.match(line.text):
            self.rows.append(line.text)
            return True
        if first.end - 1 <= self.borders[0]:
            return False
        if self.rows and isinstance(self.rows[-1], str):
            self.rows[-1] = f"{self.rows[-1]} {line.text}"
            return True
        if not self.rows or not _is_inside(line):
            self.rows.append(line.text)
            return True
        return False

    def _is_group_row(self, pieces: Sequence[_Piece]) -> bool:
        """A group's letter or Roman number, and its title over the columns to the right."""
        if not self._numbered or len(pieces) != 2 or pieces[0].start >= self.borders[0]:
            return False
        number, title = pieces
        is_lettered = _LETTERED.fullmatch(number.text) is not None
        return is_lettered and title.start < self.borders[1] <= title.end

    def _open_title(self, pieces: Sequence[_Piece]) -> list[str] | None:
        """The title that the line goes on with: capitals below capitals, behind the column of numbers."""
        row = self.rows[-1] if self.rows else None
        if not isinstance(row, list) or len(pieces) > 1 or not self._numbered or pieces[0].start < self.borders[0] - 1:
            return None
        is_group = bool(row[0]) and _LETTERED.fullmatch(row[0][0]) is not None and not any(row[2:])
        goes_on = is_group and in_capitals(" ".join(row[1])) and in_capitals(pieces[0].text)
        return row[1] if goes_on else None

    def _add(self, pieces: Sequence[_Piece], band: Sequence[Sequence[_Piece]], *, is_moved: bool) -> None:
        """The words of one line; `is_moved` where they stand alone on a page, which tells nothing of the columns."""
        if self._opens(pieces) or not self.rows or isinstance(self.rows[-1], str):
            self.rows.append([[] for _column in range(self._width)])
            is_moved = False
        row = self.rows[-1]
        assert not isinstance(row, str)
        if is_moved and len(pieces) == len(self._filled):
            placed = list(zip(self._filled, (piece.text for piece in pieces), strict=True))
        else:
            placed = self._placed(pieces, band, row)
        for at, text in placed:
            is_lost = at == 0 and self._numbered and bool(row[0])
            row[at + is_lost].append(text)
        self._filled = [at for at, _text in placed]

    def _placed(
        self, pieces: Sequence[_Piece], band: Sequence[Sequence[_Piece]], row: Sequence[Sequence[str]]
    ) -> list[tuple[int, str]]:
        """The columns of a line's words; `band` are the lines of its row, `row` the words of the lines before."""
        borders = self.borders
        placed: list[tuple[int, str]] = []
        last = -1
        for piece in pieces:
            for at, text in _parts(piece, borders, band, row):
                is_wide = at == last and at < len(borders) and borders[at] - piece.start <= _WIDE_SHIFT
                last = at + is_wide
                placed.append((last, text))
        return placed


def _is_inside(line: Line) -> bool:
    """Whether the text goes on with a cell: it begins small."""
    return line.text[:1].islower()


def _parts(
    piece: _Piece, borders: Sequence[int], band: Sequence[Sequence[_Piece]], row: Sequence[Sequence[str]]
) -> list[tuple[int, str]]:
    """The piece by columns: cut where a further column begins behind a single space."""
    parts: list[tuple[int, str]] = []
    start = 0
    for column, border in enumerate(borders, start=1):
        cut = _cut(piece, start, border - piece.start, band, goes_on=bool(row[column]))
        if cut is not None:
            parts.append((bisect_right(borders, piece.start + start + _WIDE_SHIFT), piece.text[start:cut].strip()))
            start = cut
    if not parts:
        return [(bisect_right(borders, piece.start), piece.text)]
    parts.append((bisect_right(borders, piece.start + start + _WIDE_SHIFT), piece.text[start:]))
    return parts


def _cut(piece: _Piece, start: int, border: int, band: Sequence[Sequence[_Piece]], *, goes_on: bool) -> int | None:
    """Where the piece is cut near `border`: before the word that least speaks against.

    A cell seldom begins small, unless it `goes_on` with the words of the line before.
    """
    text = piece.text
    if len(text) <= border + 1:
        return None
    near = range(max(border - _WIDE_SHIFT, start + 1), min(border + _SHIFT + 1, len(text)))
    lower, most = (0.5, 3.0) if goes_on else (3.0, 1.5)
    words = [at for at in near if text[at - 1] == " "]
    costs = {at: _against(piece, at, border, band) + lower * text[at].islower() for at in words}
    best = min(words, key=lambda at: (costs[at], at), default=None)
    return best if best is not None and (best == border or not text[best].islower() or costs[best] < most) else None


def _against(piece: _Piece, at: int, border: int, band: Sequence[Sequence[_Piece]]) -> float:
    """What speaks against a column that begins with the word at `at`: other lines of the row that have a word across
    the place and none that begins there, the distance from the border, a word before it that asks for more."""
    place = piece.start + at
    others = [other for row in band for other in row if other is not piece and other.start <= place < other.end]
    begins = [other for other in others if other.start == place or other.text[place - 1 - other.start] == " "]
    distance = 0.25 * (border - at) if at <= border else float(at - border)
    dangling = _DANGLING.get(piece.text[:at].split()[-1].casefold(), 0.0)
    return min(1.5 * (len(others) - len(begins)), 3.0) + distance + dangling - 0.75 * bool(begins)


def _cells(row: list[list[str]] | str, width: int) -> tuple[Cell, ...]:
    if isinstance(row, str):
        return tuple(Cell((row,), is_first=at == 0, width=width) for at in range(width))
    return tuple(Cell((" ".join(texts),) if texts else ()) for texts in row)
