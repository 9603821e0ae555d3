"""A table that only shows rows: words by column, perhaps a state, and the record behind each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import _
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.columns import Column, ColumnKind
from kh57_desktop.ui.tables.roles import CellRole, StateCell
from kh57_desktop.ui.tables.view import EditableTableView

NO_PARENT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`words` by column key; `states`: columns drawn as a state, whose look is a standing's; `inks`: quiet columns."""

    id: str
    words: Mapping[str, str]
    states: Mapping[str, Standing] = field(default_factory=dict)
    inks: Mapping[str, str] = field(default_factory=dict)
    record: Any = None


class RowsModel(QAbstractTableModel):
    """Rows as the presenter gives them."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[ShownRow, ...] = ()

    def put_columns(self, columns: Sequence[Column]) -> None:
        self.beginResetModel()
        self.columns, self._rows = tuple(columns), ()
        self.endResetModel()

    def show(self, rows: Sequence[ShownRow]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, place: int) -> ShownRow | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, row_id: str) -> int:
        return next((place for place, row in enumerate(self._rows) if row.id == row_id), -1)

    def group_rows(self) -> Sequence[int]:
        """None: every row is a record."""
        return ()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(column.heading) if column.heading else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind is ColumnKind.NUMBER else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        key = self.columns[index.column()].key
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.words.get(key, "")
        if role == CellRole.RECORD:
            return row.record
        if role == CellRole.INK:
            return row.inks.get(key)
        if role == CellRole.STATE and key in row.states:
            return StateCell(row.states[key], row.words.get(key, ""))
        return None


class RowsView(EditableTableView):
    """One row at a time; Enter or a double click opens it."""

    opened = Signal(str)
    opened_at = Signal(str, str)
    """Row and column."""
    chosen = Signal(str)

    def __init__(self, theme: Theme, columns: Sequence[Column], name: str) -> None:
        super().__init__(theme, columns)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        self.rows = RowsModel(columns, self)
        self.setModel(self.rows)
        self.selectionModel().currentRowChanged.connect(self._chosen)
        self.activated.connect(self._opened)

    def put_columns(self, columns: Sequence[Column]) -> None:
        """Other columns than before; the rows are gone until they are shown again."""
        if tuple(columns) != self.columns:
            self.columns = tuple(columns)
            self.dress_columns()
            self.rows.put_columns(columns)

    def show_rows(self, rows: Sequence[ShownRow]) -> None:
        """The same row stays chosen where it is still there."""
        before = self._id(self.currentIndex().row())
        self.rows.show(rows)
        self.arrange()
        place = self.rows.place_of(before)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))
        elif rows:
            self.setCurrentIndex(self.rows.index(0, 0))

    def choose(self, row_id: str) -> None:
        place = self.rows.place_of(row_id)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing is typed here: Enter opens the row instead of going down."""
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.activated.emit(current)
        else:
            super().keyPressEvent(event)

    def _opened(self, index: QModelIndex) -> None:
        row_id = self._id(index.row())
        self.opened.emit(row_id)
        self.opened_at.emit(row_id, self.columns[index.column()].key)

    def _chosen(self, current: QModelIndex) -> None:
        self.chosen.emit(self._id(current.row()))

    def _id(self, place: int) -> str:
        row = self.rows.row(place)
        return row.id if row is not None else ""
