"""What pasted rows would become, before anything is saved: a table with the doubtful cells coloured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.tick_box import TickBox
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.columns import Column, ColumnKind
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tables.view import EditableTableView

NO_PARENT = QModelIndex()
WIDTHS = {"number": 60, "deadline": 120, "start_on": 110, "lead_unit": 150, "supporting_units": 160}


class PasteRow(Protocol):
    """A row to be: words by field, why some of them cannot be used, how far it is set in."""

    @property
    def fields(self) -> Mapping[str, str]: ...
    @property
    def problems(self) -> Mapping[str, str]: ...
    @property
    def depth(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PasteShown:
    """What a paste would bring. `columns`: the field of each pasted column, "" for one that is left out.

    `fields`: what a column can be, with its name; `main`: the field that gets the room; `told`: what would happen;
    `add`: the words of the button that does it, `also`: of a box beside it, "" for none.
    """

    columns: tuple[str, ...]
    rows: Sequence[PasteRow]
    fields: Sequence[tuple[str, str]]
    main: str
    told: str
    add: str
    also: str = ""

    @property
    def problems(self) -> int:
        return sum(len(row.problems) for row in self.rows)


class PasteModel(QAbstractTableModel):
    """One row per row to be; columns as pasted, those that are left out at the end."""

    def __init__(self, shown: PasteShown, parent=None) -> None:
        super().__init__(parent)
        self._rows, self._names, self._main = shown.rows, dict(shown.fields), shown.main
        said = list(dict.fromkeys(name for name in shown.columns if name))
        unsaid = dict.fromkeys(name for row in shown.rows for name in row.fields if name not in said)
        self.fields = [*unsaid, *said]  # what was read out of another column, as the number before the words

    def group_rows(self) -> list[int]:
        return []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._names[self.fields[section]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        row, name = self._rows[index.row()], self.fields[index.column()]
        words, problem = row.fields.get(name, ""), row.problems.get(name)
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
        if role == CellRole.DEPTH and row.depth:
            return row.depth if name == self._main else None
        return None


class PastePreview(QWidget):
    """Enter does what has the keyboard: as a rule it adds the rows; Esc drops them."""

    accepted = Signal(bool)
    """Add the rows; True: with the units that are not on the list yet."""
    overwrite_asked = Signal()
    dropped = Signal()
    columns_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: PasteShown | None = None
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

    def put(self, shown: PasteShown, *, can_overwrite: bool, is_over_likely: bool = False) -> None:
        """`is_over_likely`: Enter writes over the cells, as pasting without headings into a row mostly means."""
        self._shown = shown
        told = shown.told
        if shown.problems:
            told += " " + _(
                "{count} cells cannot be read: they are coloured and stay empty; of a deadline the words are kept."
            ).format(count=shown.problems)
        told += " " + _("A click on a heading, or Shift+F10 in its column, says what the column is.")
        self._told.put(told)
        self._add.setText(shown.add)
        self._add.setEnabled(bool(shown.rows))
        self._over.setVisible(can_overwrite)
        self._units.setText(shown.also.replace("&", "&&"))
        self._units.setVisible(bool(shown.also))
        self._units.setChecked(False)
        self._put_table(shown)
        (self._over if is_over_likely else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_table(self, shown: PasteShown) -> None:
        model = PasteModel(shown, self)
        columns = [
            Column(
                name,
                name,
                ColumnKind.TEXT,
                WIDTHS.get(name, 140),
                is_main=name == shown.main or (place == 0 and shown.main not in model.fields),
                is_wrapped=name == shown.main,
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

    def _ask_column(self, place: int) -> None:
        table, shown = self._table, self._shown
        if table is None or shown is None:
            return
        name = table.model().fields[place]
        menu = QMenu(self)
        for field, words in (*shown.fields, ("", _("Leave out"))):
            line = menu.addAction(words)
            line.setCheckable(True)
            line.setChecked(field == name)
            line.triggered.connect(lambda _on=False, wanted=field, was=name: self._choose(was, wanted))
        header = table.horizontalHeader()
        menu.popup(header.mapToGlobal(QPoint(header.sectionViewportPosition(place), header.height())))

    def _choose(self, was: str, wanted: str) -> None:
        if self._shown is not None and was in self._shown.columns:
            at = self._shown.columns.index(was)
            columns: Sequence[str] = [
                wanted if place == at else ("" if column == wanted else column)
                for place, column in enumerate(self._shown.columns)
            ]
            self.columns_chosen.emit(columns)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shift+F10 in the table says what the column of the cell is, as a click on its heading does."""
        if self._table is not None and self._table.hasFocus():
            self._ask_column(self._table.currentIndex().column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
