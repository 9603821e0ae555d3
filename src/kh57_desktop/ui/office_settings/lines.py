"""Fields of the settings: saved when left; Esc first gives back what is saved, only then it leaves the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from kh57_desktop.ui.style.theme import Theme

ROWS = 4
PARTED = "; "


class SettingLine(QLineEdit):
    """`left`: with other words than those saved. `is_as_saved`: the words are again what they were."""

    left = Signal(str)
    is_as_saved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.saved = ""
        self.editingFinished.connect(self._finish)

    def put(self, words: str) -> None:
        """What is saved now. What is being typed meanwhile stays."""
        if not self.hasFocus() or not self.isModified():
            self.setText(words)
            self.setCursorPosition(0)
        self.saved = words

    def _finish(self) -> None:
        if self.text() != self.saved:
            self.setModified(False)
            self.left.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self.saved:
            self.setText(self.saved)
            self.selectAll()
            self.is_as_saved.emit()
        else:
            super().keyPressEvent(event)


class SettingLines(QPlainTextEdit):
    """The same for several lines, one below the other; Tab leaves the field."""

    left = Signal(str)
    is_as_saved = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.saved = ""
        theme.dress(self, font="body")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        line = QFontMetricsF(self._theme.font("body")).lineSpacing()
        self.setFixedHeight(round(ROWS * line + 2 * self.document().documentMargin()) + self._theme.px(12))

    def text(self) -> str:
        return PARTED.join(line.strip() for line in self.toPlainText().split("\n") if line.strip())

    def put(self, words: str) -> None:
        if not self.hasFocus() or not self.document().isModified():
            self._show(words)
        self.saved = words

    def _show(self, words: str) -> None:
        self.setPlainText("\n".join(words.split(PARTED)))
        self.document().setModified(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and self.text() != self.saved:
            self.document().setModified(False)
            self.left.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self.saved:
            self._show(self.saved)
            self.is_as_saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
