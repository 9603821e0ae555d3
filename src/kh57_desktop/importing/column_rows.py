"""Rows of an exported table put together from the words of its lines, each into the column that it stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kh57_desktop.importing.blocks import Cell, Line, in_capitals, merged_row
from kh57_desktop.importing.column_bands import BandLine
from kh57_desktop.importing.column_pieces import (
    FEWEST_COLUMNS,
    FEWEST_TO_TELL,
    GROUP,
    ROW_NUMBER,
    Column,
    Piece,
    pieces_of,
)
from kh57_desktop.importing.words import LEFT_OPEN_BY

_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}(?:\.\d{1,2})+")
_LETTERED = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?")
_SHIFT = 3
_WIDE_SHIFT = 6
"""Letters by which a wide cell may move the next one to the left or right."""
_DANGLING = {
    **dict.fromkeys((*LEFT_OPEN_BY, "-"), 1.5),
    **dict.fromkeys(("quý", "tháng", "ngày"), 3.0),
}
"""Words that seldom or never end a cell's line where the next word begins another cell."""
_LONGEST_BAND = 20
"""Lines above and below that are asked for where a line's words are parted."""


class Rows:
    """Rows in the making: a list of texts for each column, or the title of a group."""

    def __init__(self, heading: Sequence[Column], lines: Iterable[Line], *, numbered: bool) -> None:
        """`lines`: all of the table, which tell what numbers have others below them."""
        self.rows: list[list[list[str]] | str] = []
        self.borders: tuple[int, ...] = ()
        self._width = len(heading)
        self._numbered = numbered
        numbers = [pieces_of(line)[0].text.split()[0].strip("().") for line in lines] if numbered else []
        self._parents = {number.rpartition(".")[0] for number in numbers if _DECIMAL.fullmatch(number)}
        self.has_cuts = False
        """Whether cells were told apart behind a single space."""
        self._filled: list[int] = []
        """The columns that the line before has words in."""

    def cells(self) -> list[tuple[Cell, ...]]:
        return [_cells(row, self._width) for row in self.rows]

    def bands(self, lines: Sequence[Line]) -> list[BandLine]:
        """The lines of a page as `column_bands` asks for them; the borders are those of the page."""
        bands: list[BandLine] = []
        for at, line in enumerate(lines):
            pieces = self._number_apart(pieces_of(line))
            above = bands[-1] if bands else None
            is_title = self._is_group_row(pieces) or self._is_title_across(line, pieces)
            is_more = not is_title and above is not None and (above.is_title or above.is_more)
            is_more = is_more and len(pieces) == 1 and self._goes_on_with_title(line, pieces[0], bands)
            opens = not is_title and not is_more and self._opens(pieces)
            words: dict[int, str] = {}
            for column, text in self._placed(pieces, [], [[] for _column in range(self._width)]):
                words[column] = f"{words[column]} {text}" if column in words else text
            lettered = opens and _LETTERED.fullmatch(pieces[0].text) is not None
            is_title = is_title or (lettered and len(pieces) == 2 and in_capitals(pieces[1].text))
            bands.append(BandLine(words, opens, lettered, is_title, is_more, opens_page=at == 0))
        return bands

    def _is_title_across(self, line: Line, pieces: Sequence[Piece]) -> bool:
        """Whether the title of a group, on the columns' left and with nothing beside it, begins with the line."""
        if not self._is_alone_left(pieces):
            return False
        return GROUP.match(line.text) is not None or (self._runs_over(pieces[0]) and not _is_small(line.text))

    def _is_alone_left(self, pieces: Sequence[Piece]) -> bool:
        return len(pieces) == 1 and pieces[0].start < self.borders[0]

    def _runs_over(self, piece: Piece) -> bool:
        return piece.end - 1 > self.borders[0]

    def _goes_on_with_title(self, line: Line, piece: Piece, bands: Sequence[BandLine]) -> bool:
        if piece.start < self.borders[0]:
            return self._runs_over(piece) or _is_small(piece.text)
        title = " ".join(bands[-1].words.values())
        return self._numbered and self._is_more_title(title, piece)

    def _is_more_title(self, title: str, piece: Piece) -> bool:
        """Whether the only piece of a line goes on with the title above: capitals below capitals, or it begins small
        or runs on over the next column."""
        if in_capitals(title):
            return in_capitals(piece.text)
        at = (self.borders[1] if len(self.borders) > 1 else piece.end) - piece.start
        begins_cell = any(0 < place < len(piece.text) and piece.text[place].isupper() for place in (at - 1, at, at + 1))
        runs_on = 0 < at < len(piece.text) - 1 and not begins_cell
        return runs_on or _is_small(piece.text)

    def add_page(self, lines: Sequence[Line], opened: Sequence[int] | None = None) -> None:
        """`opened`: the lines that begin a row where another than the number tells it."""
        split = [self._number_apart(pieces_of(line)) for line in lines]
        if opened is None:
            opened = [at for at, pieces in enumerate(split) if self._opens(pieces)]
        for at, (line, pieces) in enumerate(zip(lines, split, strict=True)):
            if self._is_title(line, pieces):
                continue
            place = bisect_right(opened, at)
            start = max(opened[place - 1] if place else 0, at - _LONGEST_BAND)
            end = min(opened[place] if place < len(opened) else len(split), at + _LONGEST_BAND)
            is_moved = at == 0 and at not in opened and len(lines) < FEWEST_TO_TELL
            self._add(pieces, split[start:end], begins=at in opened, is_moved=is_moved)

    def _number_apart(self, pieces: list[Piece]) -> list[Piece]:
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
        return [Piece(first.start, ends, number), Piece(ends + 1, first.end, rest), *pieces[1:]]

    def _opens(self, pieces: Sequence[Piece]) -> bool:
        """Whether a row begins with the line: with its number, or with the cells of several columns."""
        first = pieces[0]
        if self._numbered:
            begins = ROW_NUMBER.fullmatch(first.text.split()[0]) is not None
        else:
            begins = len(pieces) >= FEWEST_COLUMNS and first.text[0].isupper()
        return begins and first.start < self.borders[0]

    def _is_title(self, line: Line, pieces: Sequence[Piece]) -> bool:
        """Takes a text across the columns as the title of a group, or as more of it."""
        first = pieces[0]
        if self._is_group_row(pieces):
            self.rows.append([[first.text], [pieces[1].text], *([] for _column in range(self._width - 2))])
            return True
        title = self._open_title(pieces)
        if title is not None:
            title.append(first.text)
            return True
        if not self._is_alone_left(pieces):
            return False
        above = self.rows[-1] if self.rows else None
        is_more = self._runs_over(first) or _is_small(line.text)
        if isinstance(above, str) and is_more and not GROUP.match(line.text):
            self.rows[-1] = f"{above} {line.text}"
            return True
        if self._is_title_across(line, pieces) or (above is None and self._runs_over(first)):
            self.rows.append(line.text)
            return True
        return False

    def _is_group_row(self, pieces: Sequence[Piece]) -> bool:
        """A group's number, and its title over the columns to the right."""
        if not self._numbered or len(pieces) != 2 or pieces[0].start >= self.borders[0]:
            return False
        number, title = pieces
        if not ROW_NUMBER.fullmatch(number.text) or title.start >= self.borders[1]:
            return False
        is_parent = number.text.strip("().") in self._parents
        is_group = is_parent or _LETTERED.fullmatch(number.text) is not None or in_capitals(title.text)
        return is_group and title.end >= self.borders[1]

    def _open_title(self, pieces: Sequence[Piece]) -> list[str] | None:
        """The title that the line goes on with, behind the column of numbers."""
        row = self.rows[-1] if self.rows else None
        if not isinstance(row, list) or len(pieces) > 1 or not self._numbered or pieces[0].start < self.borders[0] - 1:
            return None
        is_group = bool(row[0]) and _LETTERED.fullmatch(row[0][0]) is not None and not any(row[2:])
        return row[1] if is_group and self._is_more_title(" ".join(row[1]), pieces[0]) else None

    def _add(self, pieces: Sequence[Piece], band: Sequence[Sequence[Piece]], *, begins: bool, is_moved: bool) -> None:
        """The words of one line; `begins` a row; `is_moved` where they stand alone on a page, which tells nothing of
        the columns."""
        if begins or not self.rows or isinstance(self.rows[-1], str):
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
        self, pieces: Sequence[Piece], band: Sequence[Sequence[Piece]], row: Sequence[Sequence[str]]
    ) -> list[tuple[int, str]]:
        """The columns of a line's words; `band` are the lines of its row, `row` the words of the lines before."""
        borders = self.borders
        placed: list[tuple[int, str]] = []
        last = -1
        for piece in pieces:
            parts = _parts(piece, borders, band, row)
            self.has_cuts = self.has_cuts or len(parts) > 1
            for at, text in parts:
                is_wide = at == last and at < len(borders) and borders[at] - piece.start <= _WIDE_SHIFT
                last = at + is_wide
                placed.append((last, text))
        return placed


def _is_small(text: str) -> bool:
    """Whether the text goes on with a cell, or with a title: it begins small."""
    return text[:1].islower()


def _parts(
    piece: Piece, borders: Sequence[int], band: Sequence[Sequence[Piece]], row: Sequence[Sequence[str]]
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


def _cut(piece: Piece, start: int, border: int, band: Sequence[Sequence[Piece]], *, goes_on: bool) -> int | None:
    """Where the piece is cut near `border`: before the word that least speaks against.

    A cell seldom begins small, unless it `goes_on` with the words of the line before.
    """
    text = piece.text
    if len(text) <= border + 1 or border <= start:
        return None
    near = range(max(border - _WIDE_SHIFT, start + 1), min(border + _SHIFT + 1, len(text)))
    lower, most = (0.5, 3.0) if goes_on else (3.0, 1.5)
    words = [at for at in near if text[at - 1] == " "]
    costs = {at: _against(piece, at, border, band) + lower * text[at].islower() for at in words}
    best = min(words, key=lambda at: (costs[at], at), default=None)
    return best if best is not None and (best == border or not text[best].islower() or costs[best] < most) else None


def _against(piece: Piece, at: int, border: int, band: Sequence[Sequence[Piece]]) -> float:
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
        return merged_row(row, width)
    return tuple(Cell((" ".join(texts),) if texts else ()) for texts in row)
