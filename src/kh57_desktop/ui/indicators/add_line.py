"""One line under the chips to add indicators: words, group, Enter; it stays open for the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton

from kh57_desktop.i18n import _, nfc
from kh57_desktop.ui.style.theme import Theme

MAX_GROUP = 36


class IndicatorAddLine(QFrame):
    """Hidden until F5."""

    add_asked = Signal(str, str)
    """(words of the indicator, title of the group or "")."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, ground="alt", edge="top")
        row = QHBoxLayout(self)
        theme.lay(row, (16, 6, 12, 6), 8)
        label = QLabel(_("New indicator"))
        theme.dress(label, font="small_strong", ink="2")
        self._chosen = ""
        self._words = QLineEdit()
        self._words.setPlaceholderText(_("What is measured…"))
        self._words.setAccessibleName(_("Words of the new indicator"))
        self._words.returnPressed.connect(self._ask)
        self._group = QToolButton()
        theme.dress(self._group, font="body", icon="chevron_down", kind="choice", height=30)
        self._group.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._group.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._group.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._group.setMenu(self._menu)
        button = QPushButton(_("Add"))
        theme.dress(button, font="strong", icon="add", icon_ink="on_accent", kind="primary")
        button.clicked.connect(self._ask)
        close = QToolButton()
        theme.dress(close, icon="dismiss", kind="icon")
        close.setToolTip(_("Close (Esc)"))
        close.setAccessibleName(_("Close (Esc)"))
        close.clicked.connect(self.hide)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.hide)
        row.addWidget(label)
        row.addWidget(self._words, 1)
        row.addWidget(self._group)
        row.addWidget(button)
        row.addWidget(close)
        self.hide()

    def offer_groups(self, titles: Sequence[str]) -> None:
        self._menu.clear()
        for title in titles:
            action = self._menu.addAction(_shortened(title))
            action.triggered.connect(lambda _on=False, chosen=title: self._choose(chosen))
        self._group.setVisible(bool(titles))
        if self._chosen not in titles:
            self._choose(titles[0] if titles else "")

    def start(self, group: str) -> None:
        """Open it for the group of the current row and put the cursor in."""
        if group:
            self._choose(group)
        self.show()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, title: str) -> None:
        self._chosen = title
        shown = _shortened(title) or _("Not in a group")
        self._group.setText(shown)
        self._group.setAccessibleName(_("Group: {title}").format(title=title or shown))

    def _ask(self) -> None:
        words = nfc(self._words.text()).strip()
        if words:
            self._words.clear()
            self.add_asked.emit(words, self._chosen)


def _shortened(title: str) -> str:
    return title if len(title) <= MAX_GROUP else title[: MAX_GROUP - 1].rstrip() + "…"
