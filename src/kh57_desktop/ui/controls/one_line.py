"""One line of small words that never keeps a window wide: where there is no room its last parts leave."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided

PARTS = " · "


class OneLine(QWidget):
    """The whole of it is in the tool tip and told to a screen reader.

    Parts between middle dots are shown whole or not at all, so that no figure or day is cut; only where not even the
    first has room does it end in ….
    """

    def __init__(self, theme: Theme, *, role: str = "small", ink: str = "ink3") -> None:
        super().__init__()
        self._theme, self._role, self._ink = theme, role, ink
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def put(self, words: str) -> None:
        self.words = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.line(self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        font = self._theme.font(self._role)
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(self._theme.colour(self._ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.shown(self.width()))
        painter.end()

    def shown(self, width: int) -> str:
        """What of the words is drawn in so many px."""
        font = self._theme.font(self._role).toString()
        parts = self.words.split(PARTS)
        while len(parts) > 1 and elided(PARTS.join(parts), font, width) != PARTS.join(parts):
            parts.pop()
        return elided(PARTS.join(parts), font, width)
