"""Choosing among a few: whole cards with a radio mark, and a two-part switch with a tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kh57_desktop.ui.style.theme import Theme


class ChoiceCard(QAbstractButton):
    """The whole card is clickable; chosen has a 2-px accent edge. Group them with `QButtonGroup`."""

    HEIGHT = 60

    def __init__(self, theme: Theme, icon: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._hint = theme, icon, hint
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{title}. {hint}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), self._theme.px(self.HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, theme, on = self._theme.px, self._theme, self.isChecked()
        width = px(2) if on or self.hasFocus() else 1
        painter.setPen(QPen(theme.colour("accent" if on or self.hasFocus() else "line"), width))
        painter.setBrush(theme.colour("accent_soft" if on else "hover" if self.underMouse() else "sheet"))
        shape = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(shape, px(6), px(6))
        self._radio(painter, QPointF(px(24), self.height() / 2), on=on)
        pixmap = theme.pixmap(
            self._icon, theme.colour("accent" if on else "ink2"), size=20, ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(px(48), (self.height() - px(20)) / 2), pixmap)
        left, top = px(84), round(self.height() / 2) - theme.line("section") - px(1)
        box = QRect(left, top, self.width() - left - px(12), theme.line("section"))
        self._words(painter, box, self.text(), "section", "ink")
        self._words(painter, box.translated(0, theme.line("section") + px(4)), self._hint, "body", "ink2")
        painter.end()

    def _radio(self, painter: QPainter, middle: QPointF, *, on: bool) -> None:
        px, theme = self._theme.px, self._theme
        painter.setPen(QPen(theme.colour("accent" if on else "ctl"), px(2) if on else 1.2))
        painter.setBrush(theme.colour("field"))
        painter.drawEllipse(middle, px(7), px(7))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(middle, px(4), px(4))

    def _words(self, painter: QPainter, box: QRect, words: str, role: str, ink: str) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink))
        cut = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)


class SwitchPart(QAbstractButton):
    """One half of a two-part switch; the one that is on has a tick. Group them with `QButtonGroup`."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._theme.font("strong")).horizontalAdvance(self.text())
        return QSize(round(width) + self._theme.px(60), self._theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, theme, on = self._theme.px, self._theme, self.isChecked()
        width = px(2) if on or self.hasFocus() else 1
        painter.setPen(QPen(theme.colour("accent" if on or self.hasFocus() else "ctl"), width))
        painter.setBrush(theme.colour("accent_soft" if on else "field"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), px(4), px(4)
        )
        font = theme.font("strong" if on else "body")
        painter.setFont(font)
        painter.setPen(theme.colour("accent" if on else "ink"))
        text = QFontMetricsF(font).horizontalAdvance(self.text())
        icon = px(16) + px(6) if on else 0
        left = (self.width() - text - icon) / 2
        if on:
            pixmap = theme.pixmap("checkmark", theme.colour("accent"), ratio=self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, (self.height() - px(16)) // 2), pixmap)
        painter.drawText(QRectF(left + icon, 0, text + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
