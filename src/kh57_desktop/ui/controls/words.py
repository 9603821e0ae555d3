"""Wrapped words with the line height that Vietnamese capitals need, and a state tag."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kh57_desktop.ui.style.state_drawing import draw_state
from kh57_desktop.ui.style.states import STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import wrapped_lines
from kh57_desktop.ui.tables.roles import StateCell

UNLIMITED = 10_000


class WrappedWords(QWidget):
    """Words that wrap and are never cut; the widget is as high as they need."""

    def __init__(self, theme: Theme, words: str = "", *, role: str = "body", ink: str = "ink") -> None:
        super().__init__()
        self._theme, self._role, self._ink = theme, role, ink
        self._words = words
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(words)
        theme.changed.connect(self._fit)

    @property
    def words(self) -> str:
        return self._words

    def put(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self._fit()
        self.update()

    def _fit(self) -> None:
        """As high as the words need at the present width: layouts alone squeeze or stretch what wraps."""
        self.setFixedHeight(self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self._lines(width))) * self._theme.line(self._role)

    def sizeHint(self) -> QSize:
        font = self._theme.font(self._role)
        wide = round(QFontMetricsF(font).horizontalAdvance(self._words)) + 2
        return QSize(min(wide, self._theme.px(400)), self.heightForWidth(self.width() or wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._theme.line(self._role))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font(self._role))
        painter.setPen(self._theme.colour(self._ink))
        step = self._theme.line(self._role)
        for place, line in enumerate(self._lines(self.width())):
            painter.drawText(QRect(0, place * step, self.width() + 4, step), Qt.AlignmentFlag.AlignVCenter, line)
        painter.end()

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped_lines(self._words, self._theme.font(self._role).toString(), max(width, 40), UNLIMITED)


class StateTag(QWidget):
    """Icon and word of a standing, on its tint where it is alarming."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cell: StateCell | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def put(self, cell: StateCell) -> None:
        self._cell = cell
        self.setAccessibleName(cell.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = self._cell.words if self._cell else ""
        width = QFontMetricsF(self._theme.font("strong")).horizontalAdvance(words)
        return QSize(round(width) + self._theme.px(40), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cell is None or self._cell.standing not in STANDINGS:
            return
        painter = QPainter(self)
        rect = self.rect().adjusted(self._theme.px(5), 0, 0, 0)
        draw_state(painter, self._theme, rect, self._cell, ratio=self.devicePixelRatioF())
        painter.end()
