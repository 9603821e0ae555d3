"""Tables that a plan's text holds as paragraphs of cells parted by " | " (as they were read) become tables again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.documents.content import Align, Column, GroupRow, Row, Table

SEPARATOR = " | "
_FEWEST_COLUMNS = 3
_SHORT_CELL = 14
"""Letters; columns of cells that are shorter on average stand in the middle."""
_LONGEST_WORD = 13
_COLUMN_NUMBERS = re.compile(r"\(\d+\)")
_GROUP_NUMBER = re.compile(r"[IVXLC]+|[A-ZĐ]|")
_GROUP_TITLE = re.compile(r"([IVXLC]+|[A-ZĐ])\.\s+(.+)")


def cells_of(paragraph: str) -> tuple[str, ...]:
    """The cells of one row; a single cell is no row."""
    return tuple(cell.strip() for cell in f" {paragraph} ".split(SEPARATOR))


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
    """As wide as its longest word needs, and wider for long text; in letters, which the renderer scales."""
    words = [len(word) for text in (heading, *cells) for word in text.split()]
    narrowest = min(_LONGEST_WORD, max(words, default=2)) + 3
    mean = sum(map(len, cells)) / max(1, len(cells))
    return Column(heading, max(narrowest, min(mean, 60.0)), Align.CENTER if mean <= _SHORT_CELL else Align.LEFT)
