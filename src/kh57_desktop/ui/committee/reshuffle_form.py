"""Kiện toàn in place: tick who leaves, write or paste who comes, and the decision is drafted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.committee_page import MemberLine
from kh57_desktop.ui.controls.entry_line import EntryLine
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.tick_box import TickBox
from kh57_desktop.ui.style.theme import Theme

LOW, HIGH = 62, 150
"""Where the page is low they give way, whole, to the table under them."""


class _DecisionLine(EntryLine):
    """Day and number, and the button."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, label=_("Reorganise"), button=_("Reorganise and draft the decision"), icon="checkmark")
        self.day = self.add_field(_("From day (today)"), _("Day from which the new list serves"), stretch=0)
        self.decision = self.add_field(_("Decision number, when it is signed already"))
        theme.dress(self.day, font="body", width=150)

    def hide(self) -> None:
        super().hide()
        self.closed.emit()


class ReshuffleForm(QFrame):
    """Hidden until it is asked for; stays with what was typed when it is refused."""

    asked = Signal(object, str, str, str)
    """(members who leave, words on those who come, day, decision)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._boxes: list[tuple[TickBox, MemberLine]] = []
        theme.dress(self, ground="alt")
        column = QVBoxLayout(self)
        theme.lay(column)
        self.line = _DecisionLine(theme)
        self.line.taken.connect(self._ask)
        self.line.closed.connect(self.hide)
        column.addWidget(self.line)
        sides = QHBoxLayout()
        theme.lay(sides, (16, 0, 12, 8), 16)
        self._leavers = QWidget()
        theme.dress(self._leavers, ground="alt")
        self._ticks = QVBoxLayout(self._leavers)
        theme.lay(self._ticks, spacing=2)
        self._list = Scrolled(self._leavers)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("New members, one on each line"))
        self.text.setPlaceholderText(
            _("Name; role; post\nOr paste the rows of the table in Word, or the lines of the draft")
        )
        theme.dress(self.text, font="body")
        for words, widget in ((_("Tick who leaves"), self._list), (_("New members, one on each line"), self.text)):
            side = QVBoxLayout()
            theme.lay(side, spacing=4)
            heading = QLabel(words)
            theme.dress(heading, font="small_strong", ink="2")
            side.addWidget(heading)
            side.addWidget(widget, 1)
            sides.addLayout(side, 1)
        column.addLayout(sides)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.text)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.line.hide)
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    def start(self, members: Sequence[MemberLine]) -> None:
        """Open with the members as they serve now; what was written before Esc is still there."""
        ticked = {line.member.id for box, line in self._boxes if box.isChecked()}
        for box, _line in self._boxes:
            self._ticks.removeWidget(box)
            box.deleteLater()
        while self._ticks.count():
            self._ticks.takeAt(0)
        self._boxes = []
        for line in members:
            box = TickBox(self._theme, " – ".join(part for part in _words(line) if part), role="body")
            box.setAccessibleName(_("{name} leaves").format(name=box.text()))
            box.setChecked(line.member.id in ticked)
            self._ticks.addWidget(box)
            self._boxes.append((box, line))
        self._ticks.addStretch(1)
        self.show()
        self.line.show()
        (self._boxes[0][0] if self._boxes else self.text).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def done(self) -> None:
        self.forget()
        self.line.hide()

    def forget(self) -> None:
        for box, _line in self._boxes:
            box.setChecked(False)
        for field in (self.text, self.line.day, self.line.decision):
            field.clear()

    def _fit(self) -> None:
        for widget in (self._list, self.text):
            widget.setMinimumHeight(self._theme.px(LOW))
            widget.setMaximumHeight(self._theme.px(HIGH))

    def _ask(self) -> None:
        day, decision = (nfc(field.text()).strip() for field in (self.line.day, self.line.decision))
        leaving = [line.member for box, line in self._boxes if box.isChecked()]
        self.asked.emit(leaving, nfc(self.text.toPlainText()), day, decision)


def _words(line: MemberLine) -> tuple[str, ...]:
    return line.member.name or line.member.post, line.member.role
