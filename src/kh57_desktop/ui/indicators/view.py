"""The grid itself: a table whose columns change with the period, copied from and pasted into like a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from kh57_desktop.ui.indicators.columns import GridColumn
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.choosable import ChoosableTableView
from kh57_desktop.ui.tables.clipboard import as_mime
from kh57_desktop.ui.tables.roles import CellRole


class GridView(ChoosableTableView):
    """Cells are chosen one by one or as a block, not by whole rows."""

    pasted = Signal(list)
    """Rows of words, from the current cell on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, (), parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)

    def put_grid_columns(self, columns: Sequence[GridColumn]) -> None:
        """Take the columns of another period; the model is about to be reset to them."""
        self.put_columns([column.column for column in columns])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # Alt with an arrow is the page's: another year
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Rows and cells of the clipboard as Excel and Word put them there."""
        words = QGuiApplication.clipboard().text().replace("\r\n", "\n").rstrip("\n")
        if words.strip():
            self.pasted.emit([line.split("\t") for line in words.split("\n")])

    def copy(self) -> None:
        """The chosen block, group rows left out."""
        chosen = [index for index in self.selectionModel().selectedIndexes() if not index.data(CellRole.IS_GROUP)]
        shown = [index for index in chosen if not self.isColumnHidden(index.column())]
        rows = sorted({index.row() for index in shown})
        columns = sorted({index.column() for index in shown})
        model = self.model()
        if rows:
            cells = [[str(model.index(row, column).data() or "") for column in columns] for row in rows]
            QGuiApplication.clipboard().setMimeData(as_mime(cells))

    def select_row(self, row: int, column: int | None = None) -> None:
        super().select_row(row, column)
        self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)
