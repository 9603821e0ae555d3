"""The document as it was read, with the words for the place in sight and the ways to the doubtful places."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.importing.document_view import DocumentView
from kh57_desktop.ui.style.theme import Theme


class OriginalSide(QFrame):
    """`step_asked`: to the doubtful place before (-1) or behind (1)."""

    step_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, ground="backdrop")
        column = QVBoxLayout(self)
        theme.lay(column, (16, 6, 8, 8), 4)
        head = QHBoxLayout()
        theme.lay(head, spacing=8)
        caption = QLabel(_("The original"))
        theme.dress(caption, font="small_strong", ink="2")
        self._place = OneLine(theme, role="small", ink="ink2")
        head.addWidget(caption)
        head.addWidget(self._place, 1)
        for icon, tip, step in (
            ("chevron_left", _("The doubtful place before (Alt+↑)"), -1),
            ("chevron_right", _("The next doubtful place (Alt+↓)"), 1),
        ):
            button = QToolButton()
            theme.dress(button, icon=icon, kind="icon")
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _on=False, step=step: self.step_asked.emit(step))
            head.addWidget(button)
        self.document = DocumentView(theme)
        self.document.verticalScrollBar().valueChanged.connect(lambda _value: self.tell_place())
        caption.setBuddy(self.document)
        column.addLayout(head)
        column.addWidget(self.document, 1)

    def tell_place(self) -> None:
        self._place.put(self.document.place_words())
