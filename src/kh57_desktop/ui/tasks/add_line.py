"""One line under the chips to add tasks: words, group, Enter; it stays open for the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton

from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.task_table import GroupLine
from kh57_desktop.ui.style.theme import Theme


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
        self._titles: dict[str, str] = {}
        self._words = QLineEdit()
        self._words.setPlaceholderText(_("What is to be done…"))
        self._words.setAccessibleName(_("Words of the new task"))
        self._words.returnPressed.connect(self._ask)
        self._group = QComboBox()
        self._group.setAccessibleName(_("Group of the new task"))
        self._group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._group.setMinimumContentsLength(24)
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

    def offer_groups(self, groups: Sequence[GroupLine]) -> None:
        """The one chosen stays chosen."""
        titles = {group.id: group.title for group in groups}
        if titles == self._titles:
            return
        chosen = self._group.currentData()
        self._titles = titles
        self._group.clear()
        for group in groups:
            self._group.addItem(group.heading, group.id)
        self._group.setVisible(bool(groups))
        self._group.setCurrentIndex(max(0, self._group.findData(chosen)))

    def start(self, group_id: str | None) -> None:
        place = self._group.findData(group_id) if group_id else -1
        if place >= 0:
            self._group.setCurrentIndex(place)
        self.show()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self) -> None:
        words = nfc(self._words.text()).strip()
        if words:
            self._words.clear()
            self.add_asked.emit(words, self._titles.get(self._group.currentData(), ""))
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)
