"""Charts of papers on the screen: the same shapes, in the theme's colours and type."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from kh57_desktop.documents.charts.drawing import Anchor, Box, Dot, Drawing, Ink, Label, Stroke
from kh57_desktop.ui.style.states import WARNING
from kh57_desktop.ui.style.theme import Theme

_TOKENS = {
    Ink.WORDS: "ink2",
    Ink.GRID: "line",
    Ink.PAPER: "alt",
    Ink.DARK: "ink3",
    Ink.LIGHT: "track",
    Ink.BLACK: "ink",
    Ink.ON_DARK: "sheet",
    Ink.VALUES: "accent",
    Ink.PATH: "ink2",
}


class DrawingPainter:
    """`points`: size of the words at zoom 100 %, for which drawings are made in pixels."""

    def __init__(self, theme: Theme, points: float) -> None:
        self._theme = theme
        self._regular, self._bold = QFont(theme.font("small")), QFont(theme.font("small_strong"))
        for font in (self._regular, self._bold):
            font.setPointSizeF(font.pointSizeF() * points / 9)

    @property
    def size(self) -> float:
        """Height of the words in pixels, as a drawing asks for it."""
        return QFontMetricsF(self._regular).ascent()

    def measure(self, text: str, size: float, is_bold: bool) -> float:
        """Of words in the one size that there is."""
        return QFontMetricsF(self._bold if is_bold else self._regular).horizontalAdvance(text)

    def paint(self, painter: QPainter, drawing: Drawing) -> None:
        for shape in drawing.shapes:
            match shape:
                case Box():
                    edge = Qt.PenStyle.NoPen if shape.edge is None else QPen(self._colour(shape.edge), 0)
                    painter.setPen(edge)
                    painter.setBrush(self._colour(shape.fill))
                    painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
                case Stroke():
                    style = Qt.PenStyle.DashLine if shape.is_dashed else Qt.PenStyle.SolidLine
                    painter.setPen(QPen(self._colour(shape.ink), self._theme.px(shape.width), style))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
                case Dot():
                    painter.setPen(QPen(self._colour(shape.edge), self._theme.px(1.5)))
                    painter.setBrush(self._colour(shape.fill))
                    painter.drawEllipse(
                        QPointF(shape.x, shape.y), self._theme.px(shape.radius), self._theme.px(shape.radius)
                    )
                case Label():
                    self._words(painter, shape)

    def _words(self, painter: QPainter, label: Label) -> None:
        width = self.measure(label.text, label.size, label.is_bold)
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[label.anchor]
        painter.setFont(self._bold if label.is_bold else self._regular)
        painter.setPen(self._colour(label.ink))
        painter.drawText(QPointF(label.x - shift, label.y), label.text)

    def _colour(self, ink: Ink) -> QColor:
        return self._theme.state_text(WARNING) if ink is Ink.DOUBT else self._theme.colour(_TOKENS[ink])
