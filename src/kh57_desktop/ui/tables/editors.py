"""Editors opened in a cell. They leave UniKey alone: between two keys nothing changes text, selection or caret.

UniKey sends Backspaces and corrected letters instead of composing, so there is no inline completion, no validator,
no mask; suggestions come in a list below, after a pause, and only Enter or the mouse takes one of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kh57_desktop.i18n import fold, nfc
from kh57_desktop.ui.controls.choice_list import ROW, ChoiceList
from kh57_desktop.ui.style.theme import Theme

PAUSE_MS = 250
"""Suggestions appear only after so long without a key."""
MAX_SHOWN_LINES = 8


class LineEditor(QLineEdit):
    """One line of words: a deadline as worded, a number."""

    def __init__(self, theme: Theme, parent: QWidget, *, right: bool = False) -> None:
        super().__init__(parent)
        theme.dress(self, font="body", kind="cell")
        self._is_number = right
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In a number the dot of the keypad is the decimal comma, as on a Vietnamese keyboard."""
        keypad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
        if self._is_number and keypad and event.text() == ".":
            self.insert(",")
            return
        super().keyPressEvent(event)

    def words(self) -> str:
        return nfc(self.text())

    def put_words(self, words: str, *, select_all: bool) -> None:
        self.setText(words)
        if select_all:
            self.selectAll()

    def settle(self) -> None:
        """Called once, when the person leaves the cell with Enter or Tab."""


class GrowingEditor(QPlainTextEdit):
    """Long words in a narrow cell: wraps and grows downwards with the text. Enter ends it, it holds no line break."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.dress(self, font="body", kind="cell")
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.px(5))
        self.document().documentLayout().documentSizeChanged.connect(self.grow)

    def words(self) -> str:
        return nfc(" ".join(self.toPlainText().split()))

    def put_words(self, words: str, *, select_all: bool) -> None:
        self.setPlainText(words)
        if select_all:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)
        self.grow()

    def settle(self) -> None:
        """Nothing to settle: the text is taken as it stands."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only now, which is after it is shown, does the document know its width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.grow()

    def _lines(self) -> int:
        """Wrapped lines at the present width; the document's own size knows them only after it was painted."""
        count, block = 0, self.document().begin()
        while block.isValid():
            self.document().documentLayout().blockBoundingRect(block)  # lays the block out
            count += max(1, block.layout().lineCount())
            block = block.next()
        return max(1, count)

    def grow(self) -> None:
        """Fit the height to the wrapped lines, within the table."""
        needed = self._lines()
        lines = min(MAX_SHOWN_LINES, needed)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if needed > MAX_SHOWN_LINES else policy.ScrollBarAlwaysOff
        )
        margin = round(2 * self.document().documentMargin()) + 2 * self.frameWidth() + 4
        wanted = max(self._theme.px(28), lines * self.fontMetrics().lineSpacing() + margin)
        parent = self.parentWidget()
        if parent is None:
            return
        top = max(0, min(self.y(), parent.height() - wanted))
        self.setGeometry(self.x(), top, self.width(), min(wanted, parent.height()))


class ListEditor(LineEditor):
    """A choice among known words: typing narrows a list below the cell, without accents too."""

    def __init__(self, theme: Theme, parent: QWidget, choices: Sequence[str]) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self._choices = tuple(choices)
        self._typed = False
        self._by_arrow = False
        self._list = ChoiceList(theme, parent.window())
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.hide()
        self._list.pressed.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._offer)
        self.textEdited.connect(self._edited)
        self.destroyed.connect(self._list.deleteLater)
        self._pause.start()

    def matches(self, typed: str) -> list[str]:
        """Choices that hold the typed words, those beginning with them first."""
        wanted = fold(nfc(typed).strip())
        found = [choice for choice in self._choices if wanted in fold(choice)]
        return sorted(found, key=lambda choice: not fold(choice).startswith(wanted))

    def settle(self) -> None:
        """Take the highlighted choice, or the first match of what was typed; unknown words stay as typed."""
        chosen = ""
        if self._by_arrow and self._list.currentIndex().isValid():
            chosen = self._list.currentIndex().data()
        elif self._typed and self.text().strip():
            chosen = next(iter(self.matches(self.text())), "")
        if chosen:
            self.setText(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Hide, QEvent.Type.DeferredDelete, QEvent.Type.FocusOut):
            self._list.hide()
        return super().event(event)

    def _edited(self, _text: str) -> None:
        self._typed, self._by_arrow = True, False
        self._pause.start()

    def _offer(self) -> None:
        """Show the matches of a copy of the text below the cell, or above where there is no room."""
        found = self.matches(self.text() if self._typed else "")
        self._list.put(found)
        self._list.setAccessibleName(self.accessibleName())
        if not found or not self.isVisible():
            self._list.hide()
            return
        if self._typed:
            self._list.choose_row(0)
        window = self.window()
        row = self._theme.px(ROW)
        frame = QRect(self.mapTo(window, QPoint(0, 0)), self.size())
        height = min(row * min(len(found), 8) + 4, window.height())
        width = max(self.width(), self._theme.px(280))
        below = frame.bottom() + 1
        top = below if below + height <= window.height() else max(0, frame.top() - height)
        left = min(frame.left(), max(0, window.width() - width))
        self._list.setGeometry(left, top, width, height)
        self._list.raise_()
        self._list.show()

    def _step(self, by: int) -> None:
        if not self._list.isVisible():
            self._offer()
        count = self._list.count
        if count:
            row = min(max(self._list.currentIndex().row() + by, 0), count - 1)
            self._by_arrow = True
            self._list.choose_row(row)

    def _take(self) -> None:
        self._by_arrow = True
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self, event)


CellEditor = LineEditor | GrowingEditor
