"""The bar over a sheet: each column's heading with what it means; a change reads the sheet again and is remembered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout

from kh57_desktop.domain.plan_reading import ReadColumn
from kh57_desktop.i18n import N_, _
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme

MEANINGS = {
    "number": N_("Order (TT)"),
    "group": N_("Task group"),
    "task": N_("Task"),
    "indicator": N_("Indicator"),
    "unit": N_("Unit of measure"),
    "lead": N_("Lead unit"),
    "supporting": N_("Supporting units"),
    "start": N_("Begins on"),
    "deadline": N_("Deadline"),
    "product": N_("Product"),
    "note": N_("Note"),
}
_LEFT_OUT = ""
_A_ROW = 5


class MappingBar(QFrame):
    """One button with a menu per column, `Read again` when something was changed."""

    chosen = Signal(object)
    """Meanings by heading key."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.dress(self, ground="alt", edge="bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        theme.lay(column, (16, 8, 12, 8), 6)
        self.sentence = WrappedWords(theme, role="small_strong", ink="ink2")
        self._grid = QGridLayout()
        theme.lay(self._grid, spacing=8)
        self.read_again = QPushButton(_("Read again with these columns"))
        theme.dress(self.read_again, font="body", icon="arrow_sync")
        self.read_again.clicked.connect(lambda: self.chosen.emit(dict(self._meanings)))
        self.toggle = QPushButton(_("Columns"))
        theme.dress(self.toggle, font="body", kind="quiet", icon="chevron_down")
        self.toggle.setCheckable(True)
        self.toggle.clicked.connect(self.open_columns)
        self._places = QFrame()
        self._places.setLayout(self._grid)
        last = QHBoxLayout()
        theme.lay(last, spacing=8)
        last.addWidget(self.sentence, 1)
        last.addWidget(self.read_again)
        last.addWidget(self.toggle)
        column.addLayout(last)
        column.addWidget(self._places)
        self._meanings: dict[str, str] = {}
        self._as_read: dict[str, str] = {}
        self.buttons: dict[str, QToolButton] = {}
        self.hide()

    def put(self, columns: Sequence[ReadColumn], sentence: str) -> None:
        """Every heading once, with what it was understood as."""
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.sentence.put(sentence)
        self._meanings = {column.key: column.meaning or _LEFT_OUT for column in columns}
        self._as_read = dict(self._meanings)
        self.buttons = {}
        headings = {column.key: column.heading for column in columns}
        for place, (key, heading) in enumerate(headings.items()):
            self._put_column(place, key, heading)
        self.read_again.setEnabled(False)
        self.open_columns(any(column.meaning is None for column in columns))
        self.setVisible(bool(columns))

    def open_columns(self, shown: bool) -> None:
        """The columns themselves; where all were understood they only take room."""
        self.toggle.setChecked(shown)
        self._places.setVisible(shown)
        self.read_again.setVisible(shown)

    def _put_column(self, place: int, key: str, heading: str) -> None:
        row, column = divmod(place, _A_ROW)
        label = QLabel(heading if len(heading) < 34 else f"{heading[:32]}…")
        label.setToolTip(heading)
        self._theme.dress(label, font="small", ink="2")
        button = QToolButton()
        self._theme.dress(button, font="body", kind="choice")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(button)
        group = QActionGroup(menu)
        meanings = dict(MEANINGS)
        if self._meanings[key].isdigit():
            meanings[self._meanings[key]] = self._meanings[key]
        for meaning, words in (*meanings.items(), (_LEFT_OUT, N_("Leave the column out"))):
            action = menu.addAction(_(words))
            action.setCheckable(True)
            action.setChecked(meaning == self._meanings[key])
            group.addAction(action)
            action.triggered.connect(lambda _on=False, key=key, meaning=meaning: self.choose(key, meaning))
        button.setMenu(menu)
        self.buttons[key] = button
        label.setBuddy(button)
        self._word(key, heading)
        holder = QFrame()
        inner = QVBoxLayout(holder)
        self._theme.lay(inner, spacing=2)
        inner.addWidget(label)
        inner.addWidget(button)
        self._grid.addWidget(holder, row, column)

    def choose(self, key: str, meaning: str) -> None:
        """A meaning stands for one column of a sheet: another that had it is left out."""
        for other, had in self._meanings.items():
            if other != key and had == meaning and meaning and not meaning.isdigit():
                self._meanings[other] = _LEFT_OUT
        self._meanings[key] = meaning
        for known in self.buttons:
            self._word(known)
        self.read_again.setEnabled(self._meanings != self._as_read)

    def _word(self, key: str, heading: str = "") -> None:
        meaning = self._meanings[key]
        words = _(MEANINGS[meaning]) if meaning in MEANINGS else meaning or _("Leave the column out")
        button = self.buttons[key]
        button.setText(f"{words} ▾")
        if heading:
            button.setProperty("heading", heading)
        button.setAccessibleName(
            _("Meaning of the column “{heading}”: {words}").format(heading=button.property("heading"), words=words)
        )
