"""The list of members as a table: edited like a sheet, rows dragged to another place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from kh57_desktop.ui.committee.members_model import MemberColumn
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.choosable import ChoosableTableView


class MembersView(ChoosableTableView):
    """Rows are moved with the mouse; with the keyboard Alt and an arrow, which the page takes."""

    def __init__(self, theme: Theme, columns: Sequence[MemberColumn], parent: QWidget | None = None) -> None:
        super().__init__(theme, [column.column for column in columns], parent)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
