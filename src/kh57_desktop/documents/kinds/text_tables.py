"""Tables that a plan's text holds as paragraphs of cells parted by " | " (as they were read) become tables again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kh57_desktop.documents.content import Align, Column, GroupRow, Row, Table

SEPARATOR = " | "
_CELL_EDGE = re.compile(r"\s\|(?=\s)")
"""Also between empty cells whose spaces were joined: `I | Hạ tầng số | | |`."""
_FEWEST_COLUMNS = 3
_SHORT_CELL = 14
"""Letters; columns of cells that are shorter on average stand in the middle."""
_LONGEST_WORD = 13
_LONGEST_PAIR = 20
_SENTENCE = 4
"""Words; from here on a cell set one word to the line is a tower."""
_COLUMN_NUMBERS = re.compile(r"\(\d+\)")
_GROUP_NUMBER = re.compile(r"[IVXLC]+|[A-ZĐ]|")
_GROUP_TITLE = re.compile(r"([IVXLC]+|[A-ZĐ])\.\s+(.+)")


def cells_of(paragraph: str) -> tuple[str, ...]:
    """The cells of one row; a single cell is no row."""
    return tuple(cell.strip() for cell in _CELL_EDGE.split(f" {paragraph} "))


def is_row(paragraph: str) -> bool:
    return SEPARATOR in f" {paragraph} "


def table_of(paragraphs: Sequence[str]) -> Table | None:
    """A run of such paragraphs, the first the headings; None where they make no table.

    A row with a title alone, or a Roman number or capital and a title, is a group's row.
    """
    headings, *rest = [cells_of(paragraph) for paragraph in paragraphs]
    width = len(headings)
    if width < _FEWEST_COLUMNS or not rest or any(len(cells) > width for cells in rest):
        return None
    is_numbered = all(_COLUMN_NUMBERS.fullmatch(cell) for cell in rest[0])
    rows = [_row(cells, width) for cells in (rest[1:] if is_numbered else rest)]
    full = [row.cells for row in rows if isinstance(row, Row)]
    columns = tuple(_column(heading, [str(cells[place]) for cells in full]) for place, heading in enumerate(headings))
    return Table(columns, tuple(rows), numbered=is_numbered, dense=True)


def _row(cells: tuple[str, ...], width: int) -> Row | GroupRow:
    first, second, *others = (*cells, "", "")
    if not any(others):
        if second and _GROUP_NUMBER.fullmatch(first.rstrip(".")):
            return GroupRow(first.rstrip("."), second)
        titled = _GROUP_TITLE.fullmatch(first)
        if not second and (titled or len(first) > _SHORT_CELL):
            return GroupRow(titled[1], titled[2]) if titled else GroupRow("", first)
    return Row(cells + ("",) * (width - len(cells)))


def _column(heading: str, cells: Sequence[str]) -> Column:
    """As wide as its longest word needs (two words, where a cell has several), and wider for long text; in letters,
    which the renderer scales.
    """
    words = [len(word) for text in (heading, *cells) for word in text.split()]
    narrowest = min(_LONGEST_WORD, max(words, default=2)) + 3
    pairs = [sum(map(len, pair)) + 1 for text in cells if len(text.split()) >= _SENTENCE for pair in _pairs(text)]
    narrowest = max(narrowest, min(_LONGEST_PAIR, max(pairs, default=0)) + 2)
    mean = sum(map(len, cells)) / max(1, len(cells))
    return Column(heading, max(narrowest, min(mean, 60.0)), Align.CENTER if mean <= _SHORT_CELL else Align.LEFT)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Neighbouring words."""
    return pairwise(text.split())
