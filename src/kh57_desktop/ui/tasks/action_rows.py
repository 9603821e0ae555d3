"""Rows of words with one or two buttons each: supporting units, periods of a recurring task, files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.style.theme import Theme


@dataclass(frozen=True, slots=True)
class ActionRow:
    """`strong` and `words` below each other; `actions`: words of a button and what it does."""

    strong: str
    words: str = ""
    actions: Sequence[tuple[str, Callable[[], None]]] = field(default_factory=tuple)


class ActionRows(Scrolled):
    """Scrolls alone; made anew whenever other rows are put in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.dress(self, ground="alt")
        self._rows: list[ActionRow] = []
        self.put([])

    def put(self, rows: Sequence[ActionRow]) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        self._theme.lay(column, (0, 4, 8, 4), 8)
        for row in rows:
            column.addWidget(self._row(row))
        column.addStretch(1)
        self.setWidget(body)

    def _row(self, row: ActionRow) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        self._theme.lay(column, (0, 0, 0, 2), 2)
        column.addWidget(WrappedWords(self._theme, row.strong, role="small_strong"))
        if row.words:
            column.addWidget(WrappedWords(self._theme, row.words, role="body", ink="ink2"))
        if row.actions:
            buttons = QHBoxLayout()
            self._theme.lay(buttons, spacing=6)
            for words, action in row.actions:
                button = QPushButton(words)
                self._theme.dress(button, font="body", kind="link")
                button.setAccessibleName(f"{words}: {row.strong}")
                button.clicked.connect(lambda _on=False, press=action: press())
                buttons.addWidget(button)
            buttons.addStretch(1)
            column.addLayout(buttons)
        return line
