"""A box to tick, drawn by the theme: the style's own is nearly unseen on dark ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from kh57_desktop.ui.style.theme import Theme

BOX, GAP, HIGH = 16, 7, 24


class TickBox(QCheckBox):
    def __init__(self, theme: Theme, words: str, *, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._theme, self._role = theme, role
        theme.dress(self, font=role)

    def sizeHint(self) -> QSize:
        px = self._theme.px
        words = QFontMetricsF(self._theme.font(self._role)).horizontalAdvance(self.text())
        return QSize(px(BOX + GAP) + round(words) + px(4), px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(px(2), (self.height() - px(BOX)) // 2, px(BOX), px(BOX))
        ticked = self.isChecked()
        edge = "accent" if ticked or self.hasFocus() else "ctl"
        painter.setPen(QPen(theme.colour(edge if self.isEnabled() else "line2"), 1))
        painter.setBrush(theme.colour("accent" if ticked else "field"))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), px(3), px(3))
        if ticked:
            ratio = self.devicePixelRatioF()
            pixmap = theme.pixmap("checkmark", theme.colour("on_accent"), size=16, ratio=ratio)
            painter.drawPixmap(QPointF(box.topLeft()), pixmap)
        words = self.rect().adjusted(px(BOX + GAP), 0, 0, 0)
        painter.setFont(theme.font(self._role))
        painter.setPen(theme.colour("ink" if self.isEnabled() else "ink3"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), px(2)))
            ring = QRect(0, 0, min(self.width(), self.sizeHint().width()), self.height())
            painter.drawRoundedRect(ring.toRectF().adjusted(1, 1, -1, -1), px(4), px(4))
        painter.end()
