"""The rows of a sheet: a record each, and below them an empty row in which typing adds one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.registers.fields import FieldKind
from kh57_desktop.ui.sheets.columns import ROW_NUMBER, SheetColumn
from kh57_desktop.ui.tables.roles import CellRole, EditorKind, StateCell

NO_PARENT = QModelIndex()
BEGUN_WITH = ("full_name",)
"""Fields that a new row is begun with although they are not the main column."""


class Line(Protocol):
    """What a row of a sheet has: `services.registers.lines.RegisterLine` and its like."""

    @property
    def id(self) -> str: ...
    @property
    def record(self) -> Any: ...
    @property
    def cells(self) -> Any: ...
    @property
    def standing(self) -> Standing | None: ...
    @property
    def standing_words(self) -> str: ...
    @property
    def depth(self) -> int: ...


class SheetModel(QAbstractTableModel):
    """`choices`: what a list editor offers for a field, asked when the cell is opened."""

    edit_asked = Signal(object, str, str)
    """(record, field, words as typed)."""
    add_asked = Signal(str, str)
    """(field, words as typed) in the empty row."""

    def __init__(self, choices: Callable[[str], Sequence[str]], parent=None) -> None:
        super().__init__(parent)
        self.columns: tuple[SheetColumn, ...] = ()
        self._headings: list[str] = []
        self._lines: tuple[Line, ...] = ()
        self._choices = choices
        self._can_add = False
        self._hint = ""
        self._doubts: dict[tuple[str, str], str] = {}

    def show(self, columns: Sequence[SheetColumn], lines: Sequence[Line], *, can_add: bool, hint: str = "") -> None:
        """Lay the rows out anew, or only repaint them where the same rows stay in the same order."""
        same = tuple(columns) == self.columns and can_add == self._can_add
        if same and [line.id for line in lines] == [line.id for line in self._lines]:
            self._lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.columns = tuple(columns)
        self._headings = [_(column.column.heading) for column in columns]
        self._lines = tuple(lines)
        self._can_add, self._hint = can_add, hint
        self.endResetModel()

    def group_rows(self) -> list[int]:
        return []

    def mark_doubts(self, doubts: Mapping[tuple[str, str], str]) -> None:
        """Cells, by row id and field, whose words could not be used, with the reason; replaces earlier ones."""
        self._doubts = dict(doubts)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.columns) - 1))

    def field_at(self, place: int) -> str:
        """The field of the record that a column sets; "" for one that shows only."""
        field = self.columns[place].field
        return field.key if field.is_editable and self._can_add else ""

    def offered(self, key: str) -> tuple[str, ...]:
        """What a list offers for a field."""
        return tuple(self._choices(key))

    def line_at(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, row_id: str) -> int | None:
        return next((row for row, line in enumerate(self._lines) if line.id == row_id), None)

    def column_of(self, key: str) -> int | None:
        return next((place for place, column in enumerate(self.columns) if column.field.key == key), None)

    @property
    def main_column(self) -> int:
        return next((place for place, column in enumerate(self.columns) if column.column.is_main), 0)

    @property
    def first_column(self) -> int:
        """Where work on a row begins: the main column, unless amounts come before it and it explains them."""
        names = [place for place, column in enumerate(self.columns) if column.field.key in BEGUN_WITH]
        if names:
            return names[0]
        return 1 if self._amounts_come_first else self.main_column

    @property
    def _amounts_come_first(self) -> bool:
        return any(column.field.kind is FieldKind.MONEY for column in self.columns[: self.main_column])

    @property
    def _hint_column(self) -> int:
        """Where a person is told to type: where work begins, unless that column is too narrow for it."""
        return self.main_column if self._amounts_come_first else self.first_column

    @property
    def new_row(self) -> int | None:
        """Place of the empty row; None where nothing can be added."""
        return len(self._lines) if self._can_add else None

    # Qt

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines) + self._can_add

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].field.is_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable
        return flags | flag.ItemIsEditable if self._editor(index) is not None else flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid() or not 0 <= index.column() < len(self.columns):
            return None
        if role == CellRole.IS_GROUP:
            return False
        if role == CellRole.EDITOR:
            return self._editor(index)
        if role == CellRole.CHOICES:
            return self.offered(self.columns[index.column()].field.key)
        line = self.line_at(index.row())
        return self._of_new_row(index, role) if line is None else self._of_line(line, index, role)

    def _of_new_row(self, index: QModelIndex | QPersistentModelIndex, role: int):
        if role == Qt.ItemDataRole.DisplayRole:
            return self._hint if index.column() == self._hint_column else ""
        if role == Qt.ItemDataRole.EditRole:
            return ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("New row, {column}").format(column=self._headings[index.column()])
        return "ink3" if role == CellRole.INK else None

    def _of_line(self, line: Line, index: QModelIndex | QPersistentModelIndex, role: int):
        column = self.columns[index.column()]
        key = column.field.key
        words = str(index.row() + 1) if key == ROW_NUMBER.key else line.cells.get(key, "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return words
        doubt = self._doubts.get((line.id, key)) if self._doubts else None
        if role == CellRole.DOUBT:
            return doubt
        if role == Qt.ItemDataRole.ToolTipRole:
            return doubt or words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{self._headings[index.column()]}: {words or '–'}"
            return f"{said}. {doubt}" if doubt else said
        if role == CellRole.RECORD:
            return line
        if role == CellRole.DEPTH:
            return line.depth if column.column.is_main else None
        if role == CellRole.STATE and line.standing is not None:
            return StateCell(line.standing, line.standing_words)
        if role == CellRole.INK:
            return None if column.column.is_main or column.editor is not None else "ink2"
        return None

    def _editor(self, index: QModelIndex | QPersistentModelIndex) -> EditorKind | None:
        return self.columns[index.column()].editor if self._can_add else None

    def setData(self, index, value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the change; the row is shown anew when it has been saved."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or self._editor(index) is None:
            return False
        key, words = self.columns[index.column()].field.key, nfc(str(value))
        line = self.line_at(index.row())
        if line is not None:
            self._doubts.pop((line.id, key), None)
            self.edit_asked.emit(line.record, key, words)
        elif words.strip():
            self.add_asked.emit(key, words)
        return True
