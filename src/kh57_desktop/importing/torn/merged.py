"""Cells merged over several rows, whose words an export prints in the first of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kh57_desktop.importing.torn.cells import Row

_FEWEST_ROWS = 5
_EMPTY = (0.15, 0.85)
"""Shares of rows without a lead between which the column is one of merged cells: fewer are rows that have none."""


def with_merged(kinds: Sequence[str], rows: Sequence[Row | None]) -> list[Row | None]:
    """The rows with the lead of the row above where theirs is empty, within a group; None stands for a group."""
    if "lead" not in kinds:
        return list(rows)
    at = kinds.index("lead")
    filled = [bool(row.cells[at]) for row in rows if row is not None and not _is_title(row)]
    if len(filled) < _FEWEST_ROWS or not _EMPTY[0] <= filled.count(False) / len(filled) <= _EMPTY[1]:
        return list(rows)
    given: list[Row | None] = []
    above: tuple[str, ...] = ()
    for row in rows:
        if row is None or _is_title(row):
            above = ()
            given.append(row)
            continue
        above = row.cells[at] or above
        given.append(replace(row, cells=(*row.cells[:at], above, *row.cells[at + 1 :])))
    return given


def _is_title(row: Row) -> bool:
    """Whether the row holds one cell beside its number: it heads the rows below it."""
    return sum(map(bool, row.cells)) == 1
