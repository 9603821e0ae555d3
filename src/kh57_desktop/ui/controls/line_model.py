"""A list of lines, each of which knows how it is spoken (`spoken`); a delegate draws the line itself (UserRole)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

_NO_PARENT = QModelIndex()


class LineModel(QAbstractListModel):
    """`words` and `tip` of a line, as they are searched for and pointed at."""

    def __init__(self, words: Callable[[Any], str], tip: Callable[[Any], str]) -> None:
        super().__init__()
        self._words, self._tip = words, tip
        self.lines: list[Any] = []

    def show(self, lines: Sequence[Any]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line)
        return line if role == Qt.ItemDataRole.UserRole else None
