"""All tasks as one bar, a part per standing with its number; below it the words, so that nothing is said by colour."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kh57_desktop.documents.bar_lengths import bar_parts
from kh57_desktop.domain.terms import Standing, word
from kh57_desktop.ui.style.states import STANDINGS
from kh57_desktop.ui.style.theme import Theme

SOLID = frozenset({Standing.OVERDUE, Standing.DUE_SOON, Standing.UNDER_WAY, Standing.DONE_ON_TIME})
"""Parts in full colour; the quiet ones between them are tinted with an edge."""
ORDER = (
    Standing.OVERDUE,
    Standing.DUE_SOON,
    Standing.UNDER_WAY,
    Standing.NOT_DUE,
    Standing.CONTINUOUS,
    Standing.DONE_ON_TIME,
    Standing.DONE_LATE,
    Standing.SUSPENDED,
)
BAR, LINE, GAP, LEAST = 26, 20, 2, 14


class StandingBar(QWidget):
    """Bar and legend; the accessible name says every number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: list[tuple[Standing, int]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def put(self, standings: Mapping[Standing, int]) -> None:
        self._counts = [(standing, standings[standing]) for standing in ORDER if standings.get(standing)]
        self.setAccessibleName("; ".join(f"{word(standing)}: {count}" for standing, count in self._counts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = max(1, (len(self._counts) + 1) // 2)
        return QSize(self._theme.px(200), self._theme.px(BAR + 8 + LINE * lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._bar(painter)
        self._legend(painter)
        painter.end()

    def widths(self, total: float) -> list[float]:
        """Parts in proportion, none too small to be seen or to hold its number."""
        px, font = self._theme.px, QFontMetricsF(self._theme.font("small_strong"))
        least = [max(px(LEAST), font.horizontalAdvance(str(count)) + px(6)) for _standing, count in self._counts]
        return bar_parts([count for _standing, count in self._counts], total, least=least, gap=px(GAP))

    def _bar(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        painter.setFont(theme.font("small_strong"))
        left = 0.0
        if not self._counts:
            painter.fillRect(QRectF(0, 0, self.width(), px(BAR)), theme.colour("track"))
        for (standing, count), width in zip(self._counts, self.widths(self.width()), strict=True):
            look = STANDINGS[standing]
            part = QRectF(left, 0, width, px(BAR))
            solid = standing in SOLID
            painter.setPen(Qt.PenStyle.NoPen if solid else QPen(theme.state_text(look), 1))
            painter.setBrush(theme.state_text(look) if solid else theme.state_tint(look))
            painter.drawRoundedRect(part if solid else part.adjusted(0.5, 0.5, -0.5, -0.5), px(1), px(1))
            painter.setPen(theme.colour("sheet") if solid else theme.colour("ink"))
            painter.drawText(part, Qt.AlignmentFlag.AlignCenter, str(count))
            left += width + px(GAP)

    def _legend(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        lines = (len(self._counts) + 1) // 2
        ratio = self.devicePixelRatioF()
        for place, (standing, count) in enumerate(self._counts):
            column, line = divmod(place, max(1, lines))
            left, top = column * self.width() / 2, px(BAR + 8) + line * px(LINE)
            look = STANDINGS[standing]
            icon = theme.pixmap(look.icon, theme.state_text(look), filled=look.filled, ratio=ratio)
            painter.drawPixmap(QPointF(left, top + px(2)), icon)
            number = QRectF(left + px(18), top, px(24), px(LINE))
            painter.setFont(theme.font("strong"))
            painter.setPen(theme.colour("ink"))
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(count))
            painter.setFont(theme.font("body"))
            words = QRectF(left + px(48), top, self.width() / 2 - px(50), px(LINE))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, word(standing))
