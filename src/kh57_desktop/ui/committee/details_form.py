"""One line with the committee's own name and decision, open while it is edited."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton

from kh57_desktop.domain.committee import Committee
from kh57_desktop.i18n import _, format_date, nfc
from kh57_desktop.ui.style.theme import Theme


class CommitteeForm(QFrame):
    """Hidden until it is asked for in the menu of committees."""

    edited = Signal(str, str, str)
    """(name, sign of the decision, its day as typed)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, ground="alt", edge="top")
        row = QHBoxLayout(self)
        theme.lay(row, (16, 6, 12, 6), 8)
        self._name, self._decision, self._day = QLineEdit(), QLineEdit(), QLineEdit()
        theme.dress(self._decision, font="body", width=150)
        theme.dress(self._day, font="body", width=110)
        fields = (
            (self._name, _("Name of the committee"), 1),
            (self._decision, _("Decision number"), 0),
            (self._day, _("Day of the decision"), 0),
        )
        for field, hint, stretch in fields:
            field.setPlaceholderText(hint)
            field.setToolTip(hint)
            field.setAccessibleName(hint)
            field.returnPressed.connect(self._ask)
            row.addWidget(field, stretch)
        save = QPushButton(_("Record"))
        theme.dress(save, font="strong", icon="checkmark", icon_ink="on_accent", kind="primary")
        save.clicked.connect(self._ask)
        close = QToolButton()
        theme.dress(close, icon="dismiss", kind="icon")
        close.setToolTip(_("Close (Esc)"))
        close.setAccessibleName(_("Close (Esc)"))
        close.clicked.connect(self.hide)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.hide)
        row.addWidget(save)
        row.addWidget(close)
        self.hide()

    def put(self, committee: Committee) -> None:
        """Not while it is open: nothing changes under the hands of who types."""
        if self.isHidden():
            self._name.setText(committee.name)
            self._decision.setText(committee.decision)
            self._day.setText(format_date(committee.decided_on) if committee.decided_on else "")

    def start(self) -> None:
        self.show()
        self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self) -> None:
        self.hide()
        self.edited.emit(nfc(self._name.text()), nfc(self._decision.text()), nfc(self._day.text()))
