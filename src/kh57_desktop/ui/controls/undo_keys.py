"""Ctrl+Z and Ctrl+Y in a text field that has nothing of its own to take back: they are the window's, as everywhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

FIELDS = ("QLineEdit", "QPlainTextEdit", "QTextEdit")
"""By name: most of the classes are never made in a window that only shows the first page."""


class UndoKeys(QObject):
    """Watches the field with the focus only. A cell that is being edited keeps its keys: it is left first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._turn_to)

    def _turn_to(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None and any(new.inherits(name) for name in FIELDS) and not _is_in_a_cell(new):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        field: Any = watched if watched.inherits("QLineEdit") else watched.document()  # type: ignore[attr-defined]
        key: Any = event
        is_free = (key.matches(QKeySequence.StandardKey.Undo) and not field.isUndoAvailable()) or (
            key.matches(QKeySequence.StandardKey.Redo) and not field.isRedoAvailable()
        )
        if is_free:
            event.ignore()
        return is_free


def _is_in_a_cell(field: QWidget) -> bool:
    above = field.parentWidget()
    while above is not None and not isinstance(above, QAbstractItemView):
        above = above.parentWidget()
    return above is not None
