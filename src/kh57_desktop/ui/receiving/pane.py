"""The pane: the verdict in words with what to do, what can be done next, and what changed since the package before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme


@dataclass(frozen=True, slots=True)
class PaneContent:
    """`facts`: caption and words; `verbs`: words, key and whether it is the next step; `lines`: under `heading`."""

    title: str
    verdict: str = ""
    advice: str = ""
    facts: Sequence[tuple[str, str]] = ()
    verbs: Sequence[tuple[str, str, bool]] = ()
    heading: str = ""
    lines: Sequence[str] = ()


class ReceivedPane(QFrame):
    close_asked = Signal()
    asked = Signal(str)
    """Key of the verb that was pressed."""

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
        close = QToolButton()
        theme.dress(close, icon="dismiss", kind="icon")
        close.setAccessibleName(_("Close the pane"))
        close.setToolTip(_("Close the pane"))
        close.clicked.connect(self.close_asked)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        self.content = PaneContent(_("Nothing is chosen"))
        self.put(self.content)

    def put(self, content: PaneContent) -> None:
        self.content = content
        self._title.put(content.title)
        body = QWidget()
        column = QVBoxLayout(body)
        self._theme.lay(column, (16, 4, 12, 12), 4)
        if content.verdict:
            column.addWidget(WrappedWords(self._theme, content.verdict, role="lead"))
        if content.advice:
            column.addWidget(WrappedWords(self._theme, content.advice))
        for words, key, is_next in content.verbs:
            column.addWidget(self._verb(words, key, is_next=is_next))
        for caption, words in content.facts:
            label = QLabel(caption)
            self._theme.dress(label, font="small_strong", ink="2")
            column.addWidget(label)
            column.addWidget(WrappedWords(self._theme, words))
        if content.heading:
            heading = QLabel(content.heading)
            self._theme.dress(heading, font="strong")
            column.addWidget(heading)
        for line in content.lines:
            column.addWidget(WrappedWords(self._theme, line))
        column.addStretch(1)
        self._area.setWidget(body)

    def _verb(self, words: str, key: str, *, is_next: bool) -> QPushButton:
        button = QPushButton(words)
        if is_next:
            self._theme.dress(button, font="strong", kind="primary")
        else:
            self._theme.dress(button, font="body")
        button.clicked.connect(lambda: self.asked.emit(key))
        return button
