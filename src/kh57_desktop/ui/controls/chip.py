"""Filter chips: a pill that is on or off, or that opens a menu; the count in the colour of its state."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from kh57_desktop.ui.style.states import StateLook
from kh57_desktop.ui.style.theme import Theme


class Chip(QAbstractButton):
    """Pill of 28 px. On: soft ground, accent edge, semibold and a cross."""

    HEIGHT = 28

    def __init__(
        self, theme: Theme, words: str, *, look: StateLook | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = look
        self._count = ""
        self._menu: QMenu | None = None
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)
        self._name()

    def put_count(self, count: int) -> None:
        self._count = str(count) if count else ""
        self._name()
        self.updateGeometry()
        self.update()

    def put_menu(self, menu: QMenu) -> None:
        """A chip with a menu opens it instead of switching itself on; the page says when it is on."""
        self._menu = menu

    @property
    def menu_shown(self) -> QMenu | None:
        return self._menu

    def put_words(self, words: str) -> None:
        self.setText(words)
        self._name()
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter as well as Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        if self._menu is None:
            super().nextCheckState()
            return
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        px = self._theme.px
        width = px(12) * 2 + self._advance("strong", self.text())
        if self._look:
            width += px(16) + px(6)
        if self._count:
            width += px(6) + self._advance("strong", self._count)
        if self._menu is not None or self.isChecked():
            width += px(6) + px(16)
        return QSize(round(width), px(self.HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def checkStateSet(self) -> None:
        super().checkStateSet()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, px, c = self.isChecked(), self._theme.px, self._theme
        width = px(2) if self.hasFocus() else 1
        edge = "accent" if on or self.hasFocus() else "line2"
        painter.setPen(QPen(c.colour(edge), width))
        painter.setBrush(c.colour("accent_soft" if on else "hover" if self.underMouse() else "sheet"))
        shape = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        left = float(px(12))
        if self._look:
            self._icon(painter, left, self._look.icon, c.state_text(self._look), filled=self._look.filled)
            left += px(16) + px(6)
        left = self._words(painter, left, self.text(), "strong" if on else "body", c.colour("accent" if on else "ink"))
        if self._count:
            colour = c.state_text(self._look) if self._look else c.colour("ink2")
            left = self._words(painter, left + px(6), self._count, "strong", colour)
        if self._menu is not None or on:
            name = "chevron_down" if self._menu is not None and not on else "dismiss"
            self._icon(painter, self.width() - px(10) - px(16), name, c.colour("accent" if on else "ink2"))
        painter.end()

    def _icon(self, painter: QPainter, left: float, name: str, colour, *, filled: bool = False) -> None:
        pixmap = self._theme.pixmap(name, colour, filled=filled, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, (self.height() - self._theme.px(16)) // 2), pixmap)

    def _words(self, painter: QPainter, left: float, words: str, role: str, colour) -> float:
        painter.setFont(self._theme.font(role))
        painter.setPen(colour)
        width = self._advance(role, words)
        painter.drawText(QRect(round(left), 0, round(width) + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        return left + width

    def _advance(self, role: str, words: str) -> float:
        return QFontMetricsF(self._theme.font(role)).horizontalAdvance(words)

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._count}".strip())
