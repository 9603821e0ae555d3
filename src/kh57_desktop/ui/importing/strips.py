"""Lines under the rows: what the current row asks with its answers, where to split a text, a row to add."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _, nfc
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.style.states import DOUBTFUL
from kh57_desktop.ui.style.theme import Theme

Choice = tuple[str, Callable[[], None]]


class AnswerStrip(QFrame):
    """A sentence and up to four buttons, Alt+1 … Alt+4; it stays in its place when there is nothing to ask."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.dress(self, edge="top", ground="sheet", height=42)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        theme.lay(self._row, (16, 4, 12, 4), 8)
        self._icon = QLabel()
        self.sentence = OneLine(theme, role="strong", ink="ink")
        self._row.addWidget(self._icon)
        self._row.addWidget(self.sentence, 1)
        self.buttons: list[QPushButton] = []
        self._is_asking = False
        theme.changed.connect(self._paint_icon)

    def put(self, sentence: str, choices: Sequence[Choice] = ()) -> None:
        """`choices`: words and what pressing does; the first is what most would press."""
        self.sentence.put(sentence)
        self._is_asking = bool(choices)
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(place, *choice) for place, choice in enumerate(choices, 1)]
        for button in self.buttons:
            self._row.addWidget(button)
        self._paint_icon()

    def _button(self, place: int, words: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        self._theme.dress(button, font="body")
        button.setShortcut(QKeySequence(f"Alt+{place}"))
        button.setToolTip(_("{words} (Alt+{place})").format(words=words, place=place))
        button.clicked.connect(lambda: action())
        return button

    def _paint_icon(self) -> None:
        self._icon.setVisible(self._is_asking)
        colour = self._theme.state_text(DOUBTFUL)
        self._icon.setPixmap(self._theme.pixmap(DOUBTFUL.icon, colour, ratio=self.devicePixelRatioF()))


class SplitStrip(QFrame):
    """The text of a row with the caret where it is to be parted: Enter splits there, Esc leaves it."""

    split_asked = Signal(int, int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._key = 0
        theme.dress(self, edge="top", ground="alt")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        theme.lay(column, (16, 6, 12, 8), 6)
        hint = QLabel(_("Put the caret before the first word of the second row, then press Enter."))
        theme.dress(hint, font="small_strong", ink="2")
        self.text = _SplitText(theme)
        self.text.split_here.connect(self._split)
        self.text.left.connect(self.leave)
        hint.setBuddy(self.text)
        row = QHBoxLayout()
        theme.lay(row, spacing=8)
        row.addWidget(hint, 1)
        split, leave = QPushButton(_("Split here")), QPushButton(_("Cancel"))
        theme.dress(split, font="strong", icon="split_horizontal", icon_ink="on_accent", kind="primary")
        theme.dress(leave, font="body")
        split.clicked.connect(self._split)
        leave.clicked.connect(self.leave)
        row.addWidget(split)
        row.addWidget(leave)
        column.addLayout(row)
        column.addWidget(self.text)
        self.hide()

    def ask(self, key: int, text: str, at: int | None = None) -> None:
        """`at`: where the reader would split, if it has a view."""
        self._key = key
        self.text.setPlainText(text)
        cursor = self.text.textCursor()
        cursor.setPosition(likely_split(text) if at is None else at)
        self.text.setTextCursor(cursor)
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.ensureCursorVisible()

    def leave(self) -> None:
        self.hide()
        self.closed.emit()

    def _split(self) -> None:
        at = self.text.textCursor().position()
        self.leave()
        self.split_asked.emit(self._key, at)


class _SplitText(QPlainTextEdit):
    split_here = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, font="body", height=84)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Text to split; the caret says where"))
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        self.setCursorWidth(theme.px(2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.split_here.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            move = QTextCursor.MoveOperation
            self.moveCursor(move.StartOfLine if event.key() == Qt.Key.Key_Home else move.EndOfLine)
        else:
            super().keyPressEvent(event)


def likely_split(text: str) -> int:
    """Before the word that most likely begins a second row: behind a stop or semicolon, nearest to the middle."""
    places = [match.end() for match in re.finditer(r"[.;:]\s+|\s(?=[-–•+]\s)", text) if match.end() < len(text)]
    if not places:
        places = [match.end() for match in re.finditer(r"\s+", text)] or [len(text) // 2]
    return min(places, key=lambda place: abs(place - len(text) // 2))


class AddStrip(QFrame):
    """One line for a row that was not found."""

    add_asked = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, edge="top", ground="alt", height=44)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        theme.lay(row, (16, 6, 12, 6), 8)
        self.text = _AddText()
        theme.dress(self.text, font="body")
        self.text.setAccessibleName(_("Words of the row to add"))
        self.text.setPlaceholderText(_("Words of the row that was not found, as the document has them"))
        self.text.left.connect(self.leave)
        self.text.returnPressed.connect(self._add)
        add, leave = QPushButton(_("Add")), QPushButton(_("Cancel"))
        theme.dress(add, font="strong", icon="add", icon_ink="on_accent", kind="primary")
        theme.dress(leave, font="body")
        add.clicked.connect(self._add)
        leave.clicked.connect(self.leave)
        row.addWidget(self.text, 1)
        row.addWidget(add)
        row.addWidget(leave)
        self.hide()

    def ask(self) -> None:
        self.text.clear()
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.hide()
        self.closed.emit()

    def _add(self) -> None:
        words = " ".join(nfc(self.text.text()).split())
        self.leave()
        if words:
            self.add_asked.emit(words)


class _AddText(QLineEdit):
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
