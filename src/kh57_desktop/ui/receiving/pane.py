"""The pane: the verdict in words with what to do, what can be done next, and what changed since the package before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from kh57_desktop.i18n import _
from kh57_desktop.services.judging import Check
from kh57_desktop.ui.controls.pane_frame import PaneFrame
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
    checks: Sequence[Check] = ()
    """What was checked, each with its outcome."""
    heading: str = ""
    lines: Sequence[str] = ()


class ReceivedPane(PaneFrame):
    asked = Signal(str)
    """Key of the verb that was pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.content = PaneContent(_("Nothing is chosen"))
        self.put(self.content)

    def put(self, content: PaneContent) -> None:
        self.content = content
        column = self.begin(content.title)
        if content.verdict:
            column.addWidget(WrappedWords(self._theme, content.verdict, role="lead"))
        if content.advice:
            column.addWidget(WrappedWords(self._theme, content.advice))
        for words, key, is_next in content.verbs:
            column.addWidget(self._verb(words, key, is_next=is_next))
        for caption, words in content.facts:
            self.add_pair(caption, words)
        if content.heading:
            column.addWidget(self._heading(content.heading))
        for line in content.lines:
            column.addWidget(WrappedWords(self._theme, line))
        if content.checks:
            column.addWidget(self._heading(_("What was checked")))
        for check in content.checks:
            words = _("{check}: {outcome}").format(check=_(check.name), outcome=_(check.outcome))
            column.addWidget(WrappedWords(self._theme, words, role="small" if check.worst is None else "strong"))
        self.end()

    def _heading(self, words: str) -> QLabel:
        heading = QLabel(words)
        self._theme.dress(heading, font="strong")
        return heading

    def _verb(self, words: str, key: str, *, is_next: bool) -> QPushButton:
        button = QPushButton(words)
        if is_next:
            self._theme.dress(button, font="strong", kind="primary")
        else:
            self._theme.dress(button, font="body")
        button.clicked.connect(lambda: self.asked.emit(key))
        return button
