"""The search box with its results: asked after a pause of typing, on a copy of the text, which is never touched."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kh57_desktop.i18n import nfc
from kh57_desktop.ui.style.theme import Theme

if TYPE_CHECKING:
    from kh57_desktop.domain.searching import FoundGroup
    from kh57_desktop.ui.search.results import ResultsList

PAUSE_MS = 180


class SearchBox(QObject):
    """Watches `field`; `find` gives the groups for words. The field's text is read, never written."""

    chosen = Signal(object)
    left = Signal()
    """Esc in the empty field: back to the page."""

    def __init__(self, theme: Theme, field: QLineEdit, over: QWidget, find: Callable[[str], list[FoundGroup]]) -> None:
        super().__init__(over)
        self._theme, self._field, self._over, self._find = theme, field, over, find
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.show_results)
        field.textEdited.connect(lambda _words: self._pause.start())
        field.installEventFilter(self)
        theme.changed.connect(self.hide)

    @cached_property
    def results(self) -> ResultsList:
        """Made when there is something to show for the first time."""
        from kh57_desktop.ui.search.results import ResultsList

        results = ResultsList(self._theme, self._over)
        results.chosen.connect(self.chosen)
        return results

    @property
    def _is_open(self) -> bool:
        return "results" in vars(self) and self.results.isVisible()

    def hide(self) -> None:
        if "results" in vars(self):
            self.results.hide()

    def show_results(self) -> None:
        """Now, without waiting for the pause."""
        self._pause.stop()
        groups = self._find(nfc(self._field.text())) if self._field.text().strip() else []
        if not groups:
            self.hide()
            return
        corner = self._field.mapTo(self._over, self._field.rect().topLeft())
        self.results.put(groups, QRect(corner, self._field.size()))

    def show_late_results(self) -> None:
        """What was asked for is there now; shown where the person still waits in the field."""
        if self._field.hasFocus():
            self.show_results()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut:
            self._pause.stop()
            self.hide()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self.show_results()
            return self._is_open and self.results.open_current()
        if not self._is_open:
            if key == Qt.Key.Key_Escape:
                self._field.clear() if self._field.text() else self.left.emit()
                return True
            if key == Qt.Key.Key_Down and self._field.text().strip():
                self.show_results()
                return self._is_open
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.results.move_by(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self.results.hide()
            return True
        return False
