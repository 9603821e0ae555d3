"""One line to add members: name, role, post, Enter; it stays open for the next one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton

from kh57_desktop.i18n import _, nfc
from kh57_desktop.ui.style.theme import Theme


class MemberAddLine(QFrame):
    """Hidden until F5."""

    add_asked = Signal(str, str, str)
    """(full name, role in the committee, post)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, ground="alt", edge="top")
        row = QHBoxLayout(self)
        theme.lay(row, (16, 6, 12, 6), 8)
        label = QLabel(_("New member"))
        theme.dress(label, font="small_strong", ink="2")
        row.addWidget(label)
        self._fields = [QLineEdit(), QLineEdit(), QLineEdit()]
        hints = (_("Full name"), _("Role in the committee"), _("Post"))
        for field, hint in zip(self._fields, hints, strict=True):
            field.setPlaceholderText(f"{hint}…")
            field.setAccessibleName(f"{label.text()}: {hint}")
            field.returnPressed.connect(self._ask)
            row.addWidget(field, 1)
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
        row.addWidget(button)
        row.addWidget(close)
        self.hide()

    def start(self) -> None:
        self.show()
        self._fields[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self) -> None:
        words = [nfc(field.text()).strip() for field in self._fields]
        if words[0] or words[2]:
            for field in self._fields:
                field.clear()
            self.add_asked.emit(*words)
        self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
