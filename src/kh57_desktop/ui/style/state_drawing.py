"""Drawing a standing: icon, word and, where it is alarming, its tint. Tables, tags and cards draw it alike."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from kh57_desktop.ui.style.states import ALARMS, STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided
from kh57_desktop.ui.tables.roles import StateCell


def draw_state(painter: QPainter, theme: Theme, rect: QRect, cell: StateCell, *, ratio: float) -> int:
    """Draw a state at the left of `rect`, icons in line whether tinted or not; returns the width used."""
    look = STANDINGS[cell.standing]
    loud = cell.standing in ALARMS
    role = "strong" if loud else "body"
    font = theme.font(role)
    colour = theme.state_text(look)
    gap, icon, pad = theme.px(5), theme.px(16), theme.px(5)
    text_width = QFontMetricsF(font).horizontalAdvance(cell.words)
    width = pad + icon + gap + text_width + theme.px(8)
    middle = rect.top() + rect.height() / 2
    if loud:
        high = theme.px(22)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.state_tint(look))
        tint = QRectF(rect.left() - pad, middle - high / 2, min(width, rect.width() + pad), high)
        painter.drawRoundedRect(tint, theme.px(4), theme.px(4))
    pixmap = theme.pixmap(look.icon, colour, filled=look.filled, ratio=ratio)
    painter.drawPixmap(QPointF(rect.left(), round(middle - icon / 2)), pixmap)
    painter.setFont(font)
    painter.setPen(colour)
    words = rect.adjusted(icon + gap, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, elided(cell.words, theme.font_key(role), words.width()))
    return round(width)
