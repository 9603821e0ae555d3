"""What every source of a document is turned into: lines and tables, then paragraphs and tables, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from kh57_desktop.importing.characters import folded
from kh57_desktop.importing.markers import MARKER_ALONE, Marker, read_marker

_NUMBER_HEADING = re.compile(r"S?TT\.?|SỐ TT")
_WIDE_GAP = re.compile(r"\t+|(?<! )(?<!ngày)(?<!tháng) {3,}|^ {3,}|\s*\|\s*")
"""A gap or a table's bar that parts columns; the room behind "ngày" is left for a number to be written in."""


@dataclass(frozen=True)
class Line:
    """One line as the source has it.

    `place` counts lines (text) or paragraphs (Word) from 1; `is_soft` marks a line that a manual line break parts from
    the one before, inside one paragraph; `after_blank` that an empty line stands before it; `opens_page` that an export
    ended a page before it; `encoding` names the old font encoding (TCVN3, VNI) that it was turned into Unicode from;
    `heading_level` is that of a heading style of Word (1 the highest), 0 for none; `page` counts from 1 where the
    source has pages.
    """

    raw: str
    place: int = 0
    is_bold: bool = False
    is_centred: bool = False
    is_soft: bool = False
    after_blank: bool = False
    opens_page: bool = False
    in_cell: bool = False
    encoding: str | None = None
    heading_level: int = 0
    page: int = 0

    @cached_property
    def text(self) -> str:
        return folded(self.raw)

    @cached_property
    def columns(self) -> tuple[tuple[int, str], ...]:
        """Parts set apart by a wide gap, as side-by-side blocks in a text export, each with its column; a number or
        dash is none of them, but belongs to the words behind it."""
        parts: list[tuple[int, str]] = []
        start = 0
        for gap in [*_WIDE_GAP.finditer(self.raw), None]:
            if gap and _goes_on_behind(self.raw, gap):
                continue
            end = gap.start() if gap else len(self.raw)
            if self.raw[start:end].strip():
                parts.append((start, folded(self.raw[start:end])))
            start = gap.end() if gap else end
        if len(parts) > 1 and MARKER_ALONE.fullmatch(parts[0][1]):
            (at, marker), (_at, words), *others = parts
            parts = [(at, f"{marker} {words}"), *others]
        return tuple(parts)

    @cached_property
    def marker(self) -> Marker | None:
        return read_marker(self.text)


def _goes_on_behind(raw: str, gap: re.Match[str]) -> bool:
    """Whether a sentence goes on behind the gap: an export widens what justified text stretched ("…,     phát huy")."""
    return "|" not in gap[0] and raw[: gap.start()].endswith(",") and raw[gap.end() : gap.end() + 1].islower()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as its author wrote it, with the lines that it was rebuilt from."""

    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @cached_property
    def marker(self) -> Marker | None:
        """How the paragraph is numbered or dashed; None for a bare one."""
        return read_marker(self.text)

    @cached_property
    def words(self) -> str:
        """The text behind the marker."""
        return self.text[self.marker.length :] if self.marker else self.text

    @property
    def is_bold(self) -> bool:
        return all(line.is_bold for line in self.lines)

    @property
    def is_centred(self) -> bool:
        return all(line.is_centred for line in self.lines)

    @property
    def heading_level(self) -> int:
        return self.lines[0].heading_level

    @property
    def place(self) -> int:
        return self.lines[0].place

    @cached_property
    def is_capitals(self) -> bool:
        return in_capitals(self.words)


@dataclass(frozen=True)
class Cell:
    """One place of a table's grid; a merged cell stands in every place that it covers, `is_first` only in its first."""

    lines: tuple[str, ...]
    is_first: bool = True
    width: int = 1

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True)
class Table:
    """A table as a full grid: every row has the same number of cells.

    `texts`: its rows as paragraphs, one cell a column parted by " | "; what a merged cell covers is empty.
    `guessed`: words of the first row whose lines an export tore apart and left to be placed by what they look like;
    `unsure`: the main words of the rows where another way to place them looks almost as well.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: int = 0
    page: int = 0
    guessed: str = ""
    unsure: tuple[str, ...] = ()
    texts: tuple[str, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        rows = (" | ".join(cell.text if cell.is_first else "" for cell in row) for row in self.rows)
        object.__setattr__(self, "texts", tuple(row for row in rows if row.strip(" |")))


def merged_row(title: str, width: int) -> tuple[Cell, ...]:
    """A row of one cell over all columns: a group's title."""
    return tuple(Cell((title,), is_first=at == 0, width=width) for at in range(width))


Block = Paragraph | Table
Source = Line | Table


def in_capitals(text: str) -> bool:
    """Whether the letters of `text` are capitals, a few small ones (signs such as KH/ĐU-tw) aside."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def continues_heading(text: str) -> bool:
    """Whether a line may go on with a heading in capitals: so is it, and not by chance (the head "STT" of a table)."""
    return in_capitals(text) and _NUMBER_HEADING.fullmatch(text) is None


def in_order(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Every paragraph and table row as printed, top to bottom; the cells of a row parted by a bar."""
    texts: list[str] = []
    for block in blocks:
        texts.extend(block.texts if isinstance(block, Table) else (block.text,))
    return tuple(texts)
