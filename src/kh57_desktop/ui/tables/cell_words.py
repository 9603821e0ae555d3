"""What a gesture on a range means: which words go into which field of which row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QModelIndex, Qt

from kh57_desktop.ui.tables.clipboard import PastedRow
from kh57_desktop.ui.tables.sheet_view import Block


class FieldModel(Protocol):
    """A model of `QAbstractTableModel` whose columns set fields and whose rows are records."""

    def index(self, row: int, column: int) -> QModelIndex: ...
    def field_at(self, place: int) -> str:
        """ "" for a column that shows only."""

    def line_at(self, row: int) -> object | None:
        """None for a row without a record: a group row, the empty row."""


@dataclass(frozen=True, slots=True)
class CellWords:
    row: int
    field: str
    words: str


def words_at(model: FieldModel, row: int, place: int) -> str:
    return str(model.index(row, place).data(Qt.ItemDataRole.EditRole) or "")


def cleared(model: FieldModel, block: Block) -> list[CellWords]:
    """Every cell of the range that holds something, emptied."""
    return [
        CellWords(row, field, "")
        for row in block.rows
        for place in block.places
        if (field := model.field_at(place)) and model.line_at(row) is not None and words_at(model, row, place)
    ]


def filled(model: FieldModel, source: Block, rows: Sequence[int]) -> list[CellWords]:
    """The cells of the source row in every other row that has something else."""
    first = source.rows[0]
    return [
        CellWords(row, field, words)
        for row in rows
        for place in source.places
        if (field := model.field_at(place))
        and model.line_at(row) is not None
        and (words := words_at(model, first, place)) != words_at(model, row, place)
    ]


def laid_over(
    model: FieldModel, pasted: Sequence[PastedRow], block: Block, rows: Sequence[int], places: Sequence[int]
) -> list[CellWords]:
    """Words written over the cells of `rows` and `places`; a single cell goes into the whole range, as in Excel."""
    if len(pasted) == 1 and len(pasted[0].cells) == 1:
        words = pasted[0].cells[0]
        return [
            CellWords(row, field, words)
            for row in block.rows
            for place in block.places
            if (field := model.field_at(place)) and model.line_at(row) is not None
        ]
    return [
        CellWords(row, field, words)
        for row, line in zip(rows, pasted, strict=False)
        for place, words in zip(places, line.cells, strict=False)
        if (field := model.field_at(place))
    ]
