"""What moved since the plan was issued (features.md row 13): one list, in the place of the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.task_history import Moved
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.columns import Column, ColumnKind
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tables.view import EditableTableView

NO_PARENT = QModelIndex()
COLUMNS = (
    Column("code", N_("#"), ColumnKind.TEXT, 60),
    Column("text", N_("Content"), ColumnKind.TEXT, 240, is_main=True, is_wrapped=True),
    Column("name", N_("Field"), ColumnKind.TEXT, 120, is_wrapped=True),
    Column("old", N_("As issued"), ColumnKind.TEXT, 170, is_wrapped=True),
    Column("new", N_("Now"), ColumnKind.TEXT, 170, is_wrapped=True),
)


class MovedModel(QAbstractTableModel):
    """One row per field that differs, or per task that was added or dropped."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._rows: tuple[Moved, ...] = ()

    def show(self, rows: Sequence[Moved]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def group_rows(self) -> list[int]:
        return []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section].heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        row, key = self._rows[index.row()], COLUMNS[index.column()].key
        words = str(getattr(row, key))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_(COLUMNS[index.column()].heading)}: {words or '–'}"
        if role == CellRole.IS_GROUP:
            return False
        if role == CellRole.INK:
            return "ink2" if key == "old" else None
        return None


class MovedView(QWidget):
    """Esc gives the table back."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        theme.lay(column, (0, 6, 0, 0), 6)
        head = QHBoxLayout()
        theme.lay(head, (16, 0, 12, 0), 8)
        self._told = WrappedWords(theme)
        close = QToolButton()
        theme.dress(close, icon="dismiss", kind="icon")
        close.setToolTip(_("Back to the table (Esc)"))
        close.setAccessibleName(_("Back to the table (Esc)"))
        close.clicked.connect(self.closed)
        head.addWidget(self._told, 1)
        head.addWidget(close)
        column.addLayout(head)
        self.model = MovedModel(self)
        self.table = EditableTableView(theme, COLUMNS)
        self.table.setAccessibleName(_("What moved since the plan was issued"))
        self.table.setModel(self.model)
        column.addWidget(self.table, 1)

    def put(self, rows: Sequence[Moved]) -> None:
        tasks = len({row.code for row in rows})
        self._told.put(
            _("{count} changes on {tasks} tasks since the plan was issued").format(count=len(rows), tasks=tasks)
            if rows
            else _("Nothing has moved since the plan was issued.")
        )
        self.model.show(rows)
        self.table.show_full(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
