"""The rows of a sheet: a record each, and below them an empty row in which typing adds one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import _, nfc
from kh57_desktop.ui.sheets.columns import SheetColumn
from kh57_desktop.ui.tables.roles import CellRole, EditorKind, StateCell

NO_PARENT = QModelIndex()
BEGUN_WITH = ("full_name",)
"""Fields that a new row is begun with although they are not the main column."""
BELOW, INDENT = "↳ ", "     "


class Line(Protocol):
    """What a row of a sheet has: `services.registers.rows.RegisterLine` and its like."""

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
        """Where a new row is begun: the first column of words, as a rule the main one."""
        names = [place for place, column in enumerate(self.columns) if column.field.key in BEGUN_WITH]
        return names[0] if names else self.main_column

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
            return tuple(self._choices(self.columns[index.column()].field.key))
        line = self.line_at(index.row())
        return self._of_new_row(index, role) if line is None else self._of_line(line, index, role)

    def _of_new_row(self, index: QModelIndex | QPersistentModelIndex, role: int):
        if role == Qt.ItemDataRole.DisplayRole:
            return self._hint if index.column() == self.first_column else ""
        if role == Qt.ItemDataRole.EditRole:
            return ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("New row, {column}").format(column=self._headings[index.column()])
        return "ink3" if role == CellRole.INK else None

    def _of_line(self, line: Line, index: QModelIndex | QPersistentModelIndex, role: int):
        column = self.columns[index.column()]
        words = line.cells.get(column.field.key, "")
        if role == Qt.ItemDataRole.DisplayRole:
            if line.depth and column.column.is_main:
                return INDENT * (line.depth - 1) + BELOW + words
            return words
        if role in (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[index.column()]}: {words or '–'}"
        if role == CellRole.RECORD:
            return line
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
            self.edit_asked.emit(line.record, key, words)
        elif words.strip():
            self.add_asked.emit(key, words)
        return True
