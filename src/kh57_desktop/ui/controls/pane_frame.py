"""The frame that side panes share: a title that wraps, the button that closes it, and a body that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme


class PaneFrame(QFrame):
    """`begin` gives an empty column to fill, `end` puts it into sight in the place of what was there."""

    close_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.dress(self, edge="left", ground="alt")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        theme.lay(column)
        head = QHBoxLayout()
        theme.lay(head, (16, 8, 8, 4), 8)
        self._title = WrappedWords(theme, role="strong")
        head.addWidget(self._title, 1)
        head.addStretch(0)  # where there is no title the cross stays where it is
        close = QToolButton()
        theme.dress(close, icon="dismiss", kind="icon")
        close.setAccessibleName(_("Close the pane"))
        close.setToolTip(_("Close the pane"))
        close.clicked.connect(self.close_asked)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._area = Scrolled()
        column.addWidget(self._area, 1)
        self._column = QVBoxLayout()

    def begin(self, title: str) -> QVBoxLayout:
        self._title.put(title)
        self._column = QVBoxLayout()
        self._theme.lay(self._column, (16, 4, 12, 12), 4)
        return self._column

    def end(self) -> None:
        self._column.addStretch(0)  # a log takes the room that is left
        body = QWidget()
        body.setLayout(self._column)
        self._area.setWidget(body)

    def add_pair(self, caption: str, words: str) -> None:
        """A caption in small letters with the words under it."""
        label = QLabel(caption)
        self._theme.dress(label, font="small_strong", ink="2")
        self._column.addWidget(label)
        self._column.addWidget(WrappedWords(self._theme, words))
