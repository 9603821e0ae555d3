"""One line under the chips to add tasks: words, group, Enter; it stays open for the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton

from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.task_table import GroupLine
from kh57_desktop.ui.style.theme import Theme

MAX_HEADING = 36


class AddLine(QFrame):
    """Hidden until F5."""

    add_asked = Signal(str, str)
    """(words of the task, title of the group or "")."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, ground="alt", edge="top")
        row = QHBoxLayout(self)
        theme.lay(row, (16, 6, 12, 6), 8)
        label = QLabel(_("New task"))
        theme.dress(label, font="small_strong", ink="2")
        self._groups: list[GroupLine] = []
        self._chosen = self._title = ""
        self._words = QLineEdit()
        self._words.setPlaceholderText(_("What is to be done…"))
        self._words.setAccessibleName(_("Words of the new task"))
        self._words.returnPressed.connect(self._ask)
        self._group = QToolButton()
        theme.dress(self._group, font="body", icon="chevron_down", kind="choice", height=30)
        self._group.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._group.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._group.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._group.setMenu(self._menu)
        button = QPushButton(_("Add"))
        theme.dress(button, font="strong", icon="add")
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

    def offer_groups(self, groups: Sequence[GroupLine]) -> None:
        """The one chosen stays chosen."""
        if list(groups) == self._groups:
            return
        self._groups = list(groups)
        self._menu.clear()
        for group in groups:
            self._menu.addAction(group.heading).triggered.connect(lambda _on=False, id_=group.id: self._choose(id_))
        self._choose(self._chosen)

    def start(self, group_id: str | None) -> None:
        self._choose(group_id or self._chosen)
        self.show()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, group_id: str) -> None:
        """The group with this id, else the last one."""
        chosen = next((group for group in self._groups if group.id == group_id), None)
        if chosen is None and self._groups:
            chosen = self._groups[-1]
        self._chosen = chosen.id if chosen else ""
        self._title = chosen.title if chosen else ""
        heading = chosen.heading if chosen else ""
        shown = heading if len(heading) <= MAX_HEADING else heading[: MAX_HEADING - 1].rstrip() + "…"
        self._group.setText(shown)
        self._group.setToolTip(heading)
        self._group.setAccessibleName(f"{_('Group of the new task')}: {heading}")
        self._group.setVisible(chosen is not None)

    def _ask(self) -> None:
        words = nfc(self._words.text()).strip()
        if words:
            self._words.clear()
            self.add_asked.emit(words, self._title)
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)
