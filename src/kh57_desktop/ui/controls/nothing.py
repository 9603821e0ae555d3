"""A list that says in a sentence that there is nothing in it, instead of an empty box."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView

from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import wrapped_lines

MOST_LINES = 3


class TellsNothing(QListView):
    """Base of lists; who owns one gives it its sentence."""

    _nothing: tuple[Theme, str] | None = None

    def say_nothing(self, theme: Theme, words: str) -> None:
        self._nothing = (theme, words)
        self.setAccessibleDescription(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._nothing is not None:
            paint_nothing(self, *self._nothing)


def paint_nothing(view: QListView, theme: Theme, words: str) -> None:
    """The sentence at the upper left of an empty list."""
    if view.model() is None or view.model().rowCount():
        return
    painter = QPainter(view.viewport())
    font = theme.font("small")
    painter.setFont(font)
    painter.setPen(theme.colour("ink3"))
    room = view.viewport().rect().adjusted(theme.px(8), theme.px(6), -theme.px(8), 0)
    lines = wrapped_lines(words, font.toString(), max(room.width(), 40), MOST_LINES)
    for place, line in enumerate(lines):
        top = room.top() + place * theme.line("small")
        painter.drawText(room.left(), top, room.width(), theme.line("small"), Qt.AlignmentFlag.AlignVCenter, line)
    painter.end()
