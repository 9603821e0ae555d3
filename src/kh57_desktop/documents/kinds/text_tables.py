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


def cells_of(paragraph: str) -> tuple[str, ...]:
    """The cells of one row; a single cell is no row."""
    return tuple(cell.strip() for cell in f" {paragraph} ".split(SEPARATOR))


def is_row(paragraph: str) -> bool:
    return SEPARATOR in f" {paragraph} "


def table_of(paragraphs: Sequence[str]) -> Table | None:
    """A run of such paragraphs, the first the headings; None where they make no table.

    Two cells with a Roman number or a capital are a group's row. A row with fewer cells than headings (the others
    were merged with those above) is filled up with empty ones on the right.
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
    if len(cells) == 2 and _GROUP_NUMBER.fullmatch(cells[0].rstrip(".")):
        return GroupRow(cells[0].rstrip("."), cells[1])
    return Row(cells + ("",) * (width - len(cells)))


def _column(heading: str, cells: Sequence[str]) -> Column:
    """As wide as its longest word needs, and wider for long text; in letters, which the renderer scales."""
    words = [len(word) for text in (heading, *cells) for word in text.split()]
    narrowest = min(_LONGEST_WORD, max(words, default=2)) + 3
    mean = sum(map(len, cells)) / max(1, len(cells))
    return Column(heading, max(narrowest, min(mean, 60.0)), Align.CENTER if mean <= _SHORT_CELL else Align.LEFT)
