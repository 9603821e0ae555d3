"""Columns of a table: what kind they are, how wide, and which leave first when space is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kh57_desktop.ui.tables.delegates import (
    CellDelegate,
    DateDelegate,
    MarksDelegate,
    NumberDelegate,
    ProgressDelegate,
    StateDelegate,
    TextDelegate,
)
from kh57_desktop.ui.tables.group_rows import FirstColumnDelegate

MAIN_LEAST = 240
"""The main column never gets narrower than this; px at zoom 100 %."""

LAST_RESORT = 20
"""`leaves` of columns without which little is left."""


class ColumnKind(Enum):
    """One delegate per kind of column."""

    FIRST = FirstColumnDelegate
    TEXT = TextDelegate
    NUMBER = NumberDelegate
    DATE = DateDelegate
    STATE = StateDelegate
    PROGRESS = ProgressDelegate
    MARKS = MarksDelegate

    @property
    def delegate(self) -> type[CellDelegate]:
        return self.value


@dataclass(frozen=True, slots=True)
class Column:
    """`heading` is a msgid. `width` px at zoom 100 %, `wide_width` where there is plenty of room.

    `leaves`: 0 never, else 1 leaves first, then 2 … `is_main` gets the rest of the width, at least `MAIN_LEAST`;
    for columns from `LAST_RESORT` on it gets as narrow as its own smaller `width` before they leave.
    """

    key: str
    heading: str
    kind: ColumnKind
    width: int
    wide_width: int = 0
    leaves: int = 0
    is_main: bool = False
    is_wrapped: bool = False
    is_extra: bool = False
    """Shown only where a person chose it."""


def layout_columns(columns: Sequence[Column], available: float) -> dict[str, int]:
    """Widths by column key, px at zoom 100 %; columns that have no room are not in it."""
    shown = list(columns)
    leaving = sorted((column for column in columns if column.leaves), key=lambda column: column.leaves)

    def rest(wide: bool) -> float:
        return available - sum(_width(column, wide=wide) for column in shown if not column.is_main)

    least = min([MAIN_LEAST, *(column.width for column in columns if column.is_main)])
    while leaving and rest(wide=False) < (least if leaving[0].leaves >= LAST_RESORT else MAIN_LEAST):
        shown.remove(leaving.pop(0))
    wide = rest(wide=True) >= MAIN_LEAST * 1.25
    main = max(least, int(rest(wide)))
    return {column.key: main if column.is_main else _width(column, wide=wide) for column in shown}


def _width(column: Column, *, wide: bool) -> int:
    return column.wide_width if wide and column.wide_width else column.width
