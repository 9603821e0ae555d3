"""One line under the chips in which something is entered: fields, a button, Esc; hidden until it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.style.theme import Theme

LONGEST_GROUP = 36
"""Letters of a group's title that are shown beside the words that go into it."""


class EntryLine(QFrame):
    """Frame of such a line. A page's own line adds its fields in the order in which they are typed."""

    taken = Signal()
    """Enter in a field, or the button: what was typed is to be taken."""

    def __init__(self, theme: Theme, *, label: str = "", button: str, icon: str = "add") -> None:
        """`button`: words of the one that takes what was typed, as Enter does in every field."""
        super().__init__()
        theme.dress(self, ground="alt", edge="top")
        row = QHBoxLayout(self)
        theme.lay(row, (16, 6, 12, 6), 8)
        if label:
            words = QLabel(label)
            theme.dress(words, font="small_strong", ink="2")
            row.addWidget(words)
        self._fields = QHBoxLayout()
        theme.lay(self._fields, spacing=8)
        row.addLayout(self._fields, 1)
        take = QPushButton(button)
        theme.dress(take, font="strong", icon=icon, icon_ink="on_accent", kind="primary")
        take.clicked.connect(lambda: self.taken.emit())
        close = QToolButton()
        theme.dress(close, icon="dismiss", kind="icon")
        close.setToolTip(_("Close (Esc)"))
        close.setAccessibleName(_("Close (Esc)"))
        close.clicked.connect(self.hide)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.hide)
        row.addWidget(take)
        row.addWidget(close)
        self.hide()

    def add_field(self, hint: str, name: str = "", *, stretch: int = 1) -> QLineEdit:
        """A field to type in. `name`: what it is called aloud, where the hint alone would not say it."""
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setToolTip(hint)
        field.setAccessibleName(name or hint)
        field.returnPressed.connect(self.taken)
        self._fields.addWidget(field, stretch)
        return field

    def add_choice(self, choice: QWidget) -> None:
        self._fields.addWidget(choice)

    def start_in(self, field: QLineEdit) -> None:
        self.show()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)


class GroupChoice(QToolButton):
    """Which group it goes into: a button that opens the list of the groups' titles."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, font="body", icon="chevron_down", kind="choice", height=30)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.setMenu(self._menu)

    def offer(self, titles: dict[str, str], chosen: Callable[[str], None]) -> None:
        """`titles` by what `chosen` is told."""
        self._menu.clear()
        for key, title in titles.items():
            self._menu.addAction(shortened(title)).triggered.connect(lambda _on=False, key=key: chosen(key))

    def show_chosen(self, title: str, spoken: str) -> None:
        self.setText(shortened(title))
        self.setToolTip(title)
        self.setAccessibleName(spoken)


def shortened(title: str) -> str:
    return title if len(title) <= LONGEST_GROUP else title[: LONGEST_GROUP - 1].rstrip() + "…"
