"""The unit in sight: its short text to copy, the number to ring, what was done so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.chasing import LateUnit
from kh57_desktop.ui.chasing.lines import chase_line
from kh57_desktop.ui.controls.nothing import paint_nothing
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme


class ChasingPane(QFrame):
    copied = Signal()
    called = Signal()
    letter_asked = Signal()
    letter_logged = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, ground="alt", edge="left")
        self._theme = theme
        column = QVBoxLayout(self)
        theme.lay(column, (16, 12, 16, 12), 8)
        self._name = WrappedWords(theme, role="section")
        self._facts = WrappedWords(theme, ink="ink2")
        column.addWidget(self._name)
        column.addWidget(self._facts)
        column.addWidget(self._label(_("Short text for Zalo or SMS")))
        self.text = QPlainTextEdit()
        theme.dress(self.text, font="body")
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Short text for Zalo or SMS"))
        column.addWidget(self.text, 2)
        row = QHBoxLayout()
        theme.lay(row, spacing=8)
        self.copy = self._button(_("Copy and note"), "clipboard_paste", self._copy)
        self.call = self._button(_("Rung up"), "person", self.called.emit)
        row.addWidget(self.copy)
        row.addWidget(self.call)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._label(_("Letter")))
        letter = QHBoxLayout()
        theme.lay(letter, spacing=8)
        self.letter = self._button(_("See the letter…"), "document_text", self.letter_asked.emit)
        self.number = QLineEdit()
        theme.dress(self.number, font="body")
        self.number.setPlaceholderText(_("number, once signed"))
        self.number.setAccessibleName(_("Number of the letter"))
        self.number.returnPressed.connect(self._log_letter)
        self.note = self._button(_("Note"), "checkmark", self._log_letter)
        column.addWidget(self.letter, 0, Qt.AlignmentFlag.AlignLeft)
        letter.addWidget(self.number, 1)
        letter.addWidget(self.note)
        column.addLayout(letter)
        column.addWidget(self._label(_("Log")))
        self.log = _Log(theme)
        theme.dress(self.log, font="body")
        self.log.setAccessibleName(_("Log of chases"))
        self.log.setWordWrap(True)
        column.addWidget(self.log, 1)

    def _label(self, words: str) -> QLabel:
        label = QLabel(words)
        self._theme.dress(label, font="small_strong", ink="2")
        return label

    def _button(self, words: str, icon: str, action) -> QPushButton:
        button = QPushButton(words)
        self._theme.dress(button, font="body", icon=icon)
        button.clicked.connect(lambda: action())
        return button

    def put(self, unit: LateUnit | None, text: str) -> None:
        for widget in (self.text, self.copy, self.call, self.letter, self.number, self.note):
            widget.setEnabled(unit is not None)
        self._name.put(unit.name if unit else "")
        self._facts.put(_facts(unit) if unit else "")
        self.text.setPlainText(text)
        self.number.clear()
        self.log.clear()
        self.log.addItems([chase_line(chase) for chase in unit.chases] if unit else [])
        self.letter.setEnabled(unit is not None and bool(unit.overdue or unit.owed_papers))

    def _copy(self) -> None:
        QApplication.clipboard().setText(nfc(self.text.toPlainText()))
        self.copied.emit()

    def _log_letter(self) -> None:
        self.letter_logged.emit(nfc(self.number.text()).strip())


def _facts(unit: LateUnit) -> str:
    parts: Sequence[str] = (
        unit.head,
        _("Telephone: {number}").format(number=unit.phone) if unit.phone else _("no telephone number yet"),
    )
    return " · ".join(part for part in parts if part)


class _Log(QListWidget):
    """What was sent or said, the newest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_nothing(self, self._theme, _("Nobody has been chased yet."))
