"""A block of words from Excel or Word laid over the rows of a sheet, from the current cell on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kh57_desktop.i18n import fold, nfc
from kh57_desktop.ui.sheets.columns import SheetColumn

Changes = list[tuple[Any | None, dict[str, str]]]


def laid_over(
    block: Sequence[Sequence[str]], columns: Sequence[SheetColumn], headings: Sequence[str], records: Sequence[Any]
) -> Changes:
    """Record and fields for each pasted row; None for rows below the last record.

    `columns` and `headings` from the current one on, `records` from the current row on. A first row of headings says
    itself which column is which; cells of columns that are only shown are passed over.
    """
    rows = [[nfc(cell).strip() for cell in row] for row in block]
    named = _by_headings(rows[0], columns, headings) if rows else None
    places: Sequence[SheetColumn | None] = named if named is not None else columns
    found: Changes = []
    for place, cells in enumerate(rows[1:] if named is not None else rows):
        fields = {
            column.field.key: cell
            for column, cell in zip(places, cells, strict=False)
            if column is not None and column.editor is not None
        }
        record = records[place] if place < len(records) else None
        if fields and (record is not None or any(fields.values())):
            found.append((record, fields))
    return found


def _by_headings(
    first: Sequence[str], columns: Sequence[SheetColumn], headings: Sequence[str]
) -> list[SheetColumn | None] | None:
    """The columns that a first row names; None where it is no row of headings: two at least, and every one known."""
    known = {fold(heading): column for heading, column in zip(headings, columns, strict=True)}
    named = [known.get(fold(cell)) for cell in first]
    told = [cell for cell in first if cell]
    if len(told) < 2 or any(cell and column is None for cell, column in zip(first, named, strict=True)):
        return None
    return named
