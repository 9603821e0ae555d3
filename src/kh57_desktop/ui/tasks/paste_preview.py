"""What pasted rows would become, before anything is saved: a table with the doubtful cells coloured."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.services.pasting import FIELDS, Pasted
from kh57_desktop.services.task_fields import field_words
from kh57_desktop.ui.controls.tick_box import TickBox
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.columns import Column, ColumnKind
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tables.view import EditableTableView

NO_PARENT = QModelIndex()
WIDTHS = {"number": 60, "deadline": 120, "start_on": 110, "lead_unit": 150, "supporting_units": 160}


class PasteModel(QAbstractTableModel):
    """One row per task to be; columns as pasted, those that are left out at the end."""

    def __init__(self, pasted: Pasted, parent=None) -> None:
        super().__init__(parent)
        self._pasted = pasted
        self.fields = list(dict.fromkeys(name for name in pasted.columns if name))
        if "number" not in self.fields and any("number" in task.fields for task in pasted.tasks):
            self.fields.insert(0, "number")

    def group_rows(self) -> list[int]:
        return []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._pasted.tasks)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            words = _("#") if self.fields[section] == "number" else field_words(self.fields[section])
            return words[:1].upper() + words[1:]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        task, name = self._pasted.tasks[index.row()], self.fields[index.column()]
        words, problem = task.fields.get(name, ""), task.problems.get(name)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return problem or words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (words, problem) if part)
        if role == CellRole.DOUBT:
            return problem
        if role == CellRole.IS_GROUP:
            return False
        if role == CellRole.DEPTH and name == "text":
            return task.depth
        return None


class PastePreview(QWidget):
    """Enter adds the rows, Esc drops them."""

    accepted = Signal(bool)
    """Add the rows; True: with the units that are not on the list yet."""
    overwrite_asked = Signal()
    dropped = Signal()
    columns_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pasted: Pasted | None = None
        self._column = QVBoxLayout(self)
        theme.lay(self._column, (16, 8, 16, 10), 8)
        self._told = WrappedWords(theme)
        self._column.addWidget(self._told)
        self._table: EditableTableView | None = None
        self._units = TickBox(theme, "")
        self._column.addWidget(self._units)
        row = QHBoxLayout()
        theme.lay(row, spacing=8)
        self._add = QPushButton()
        theme.dress(self._add, font="strong", icon="checkmark", icon_ink="on_accent", kind="primary")
        self._add.clicked.connect(lambda: self.accepted.emit(self._units.isChecked()))
        self._over = QPushButton(_("Write over the cells from the chosen one on"))
        theme.dress(self._over, font="body", icon="edit")
        self._over.clicked.connect(self.overwrite_asked)
        drop = QPushButton(_("Do not paste"))
        theme.dress(drop, font="body", icon="dismiss")
        drop.clicked.connect(self.dropped)
        for button in (self._add, self._over, drop):
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def put(self, pasted: Pasted, *, can_overwrite: bool) -> None:
        self._pasted = pasted
        count = len(pasted.tasks)
        told = _("{count} tasks would be added to the plan. Nothing is saved yet.").format(count=count)
        if pasted.problems:
            told += " " + _("{count} cells cannot be read: they are coloured and stay empty.").format(
                count=pasted.problems
            )
        told += " " + _("A click on a heading says what its column is.")
        self._told.put(told)
        self._add.setText(_("Add {count} tasks").format(count=count))
        self._add.setEnabled(count > 0)
        self._over.setVisible(can_overwrite)
        names = ", ".join(pasted.new_units[:3]) + (" …" if len(pasted.new_units) > 3 else "")
        self._units.setText(
            _("Also add {count} units that are not on the list: {names}")
            .format(count=len(pasted.new_units), names=names)
            .replace("&", "&&")
        )
        self._units.setVisible(bool(pasted.new_units))
        self._units.setChecked(False)
        self._put_table(pasted)

    def _put_table(self, pasted: Pasted) -> None:
        model = PasteModel(pasted, self)
        columns = [
            Column(
                name,
                name,
                ColumnKind.TEXT,
                WIDTHS.get(name, 140),
                is_main=name == "text" or (place == 0 and "text" not in model.fields),
                is_wrapped=name == "text",
            )
            for place, name in enumerate(model.fields)
        ]
        table = EditableTableView(self._theme, columns)
        table.setAccessibleName(_("Rows to be pasted"))
        table.setModel(model)
        header = table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._ask_column)
        if self._table is not None:
            self._column.replaceWidget(self._table, table)
            self._table.deleteLater()
        else:
            self._column.insertWidget(1, table, 1)
        self._table = table
        if model.rowCount():
            table.setCurrentIndex(model.index(0, 0))
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_column(self, place: int) -> None:
        table, pasted = self._table, self._pasted
        if table is None or pasted is None:
            return
        name = table.model().fields[place]
        menu = QMenu(self)
        for field in (*FIELDS, ""):
            words = field_words(field) if field else _("Leave out")
            line = menu.addAction(words[:1].upper() + words[1:])
            line.setCheckable(True)
            line.setChecked(field == name)
            line.triggered.connect(lambda _on=False, wanted=field, was=name: self._choose(was, wanted))
        header = table.horizontalHeader()
        menu.popup(header.mapToGlobal(QPoint(header.sectionViewportPosition(place), header.height())))

    def _choose(self, was: str, wanted: str) -> None:
        if self._pasted is not None and was in self._pasted.columns:
            at = self._pasted.columns.index(was)
            columns: Sequence[str] = [
                wanted if place == at else ("" if column == wanted else column)
                for place, column in enumerate(self._pasted.columns)
            ]
            self.columns_chosen.emit(columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
