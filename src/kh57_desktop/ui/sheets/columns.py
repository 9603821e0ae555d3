"""Fields of a service turned into columns of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.i18n import N_
from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.ui.tables.columns import LAST_RESORT, MAIN_LEAST, Column, ColumnKind
from kh57_desktop.ui.tables.roles import EditorKind

_EDITORS = {
    FieldKind.TEXT: EditorKind.LINE,
    FieldKind.LONG: EditorKind.LONG,
    FieldKind.DAY: EditorKind.LINE,
    FieldKind.LINKS: EditorKind.LINE,
    FieldKind.YEAR: EditorKind.LINE,
    FieldKind.COUNT: EditorKind.NUMBER,
    FieldKind.MONEY: EditorKind.NUMBER,
    FieldKind.PERCENT: EditorKind.NUMBER,
    FieldKind.CHOICE: EditorKind.CHOICE,
    FieldKind.CHECK: EditorKind.CHOICE,
    FieldKind.UNIT: EditorKind.CHOICE,
    FieldKind.TASK: EditorKind.CHOICE,
    FieldKind.INDICATOR: EditorKind.CHOICE,
    FieldKind.ROW: EditorKind.CHOICE,
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`editor` None: the cell is only shown."""

    field: Field
    column: Column
    editor: EditorKind | None

    @property
    def kind(self) -> ColumnKind:
        return self.column.kind


USUALLY, LATER = LAST_RESORT, {FieldKind.DAY: 60, FieldKind.MONEY: 100}
"""Where a field says nothing, its column leaves after all that do; the pane then shows what it holds."""
ROW_NUMBER = Field("row", N_("#"), FieldKind.COMPUTED, 44)
"""The number that the row has on paper too."""


def numbered_columns_of(fields: Sequence[Field]) -> tuple[SheetColumn, ...]:
    """As `columns_of`, after the number of the row, by which whole rows are chosen and dragged."""
    return columns_of((ROW_NUMBER, *fields))


def columns_of(fields: Sequence[Field]) -> tuple[SheetColumn, ...]:
    """The field without a width is the main column; the first one begins on the page's edge."""
    found = []
    for place, one in enumerate(fields):
        width = one.width + (8 if place == 0 and one.width else 0)
        column = Column(
            one.key,
            one.heading,
            _kind(one),
            width or one.least or MAIN_LEAST,
            wide_width=one.wide,
            leaves=_leaves(one, place, len(fields)),
            is_main=not one.width,
            is_wrapped=one.kind is FieldKind.LONG,
        )
        found.append(SheetColumn(one, column, _EDITORS.get(one.kind)))
    return tuple(found)


def _leaves(one: Field, place: int, count: int) -> int:
    """After those that were told to: words from the right, then days, then amounts; numbers of rows, states never."""
    if one.leaves or not one.width or one is ROW_NUMBER or one.kind is FieldKind.STATE:
        return one.leaves
    return LATER.get(one.kind, USUALLY) + count - place


def _kind(one: Field) -> ColumnKind:
    if one is ROW_NUMBER:
        return ColumnKind.FIRST
    if one.kind is FieldKind.STATE:
        return ColumnKind.STATE
    if one.is_right:
        return ColumnKind.NUMBER
    return ColumnKind.DATE if one.kind is FieldKind.DAY else ColumnKind.TEXT
