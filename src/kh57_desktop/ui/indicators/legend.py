"""The line under the grid: what the three marks and the corner mean, and which keys move."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from kh57_desktop.domain.terms import MARK_SIGNS, Mark
from kh57_desktop.i18n import _
from kh57_desktop.ui.indicators.delegates import CORNER
from kh57_desktop.ui.style.theme import Theme


class Corner(QWidget):
    """The triangle that a cell with a note has."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(CORNER + 2), self._theme.px(CORNER + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self._theme.px(CORNER)
        top = (self.height() - side) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawPolygon(QPolygonF([QPointF(0, top), QPointF(side, top), QPointF(side, top + side)]))
        painter.end()


class Legend(QFrame):
    """Always in sight: nobody has to remember what "x" is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, ground="sheet", edge="top", height=28)
        row = QHBoxLayout(self)
        theme.lay(row, (16, 0, 12, 0), 6)
        signs = (
            (MARK_SIGNS[Mark.ZERO], _("is zero")),
            (MARK_SIGNS[Mark.MISSING], _("no figure yet")),
            (MARK_SIGNS[Mark.NOT_APPLICABLE], _("not applicable")),
        )
        for sign, words in signs:
            strong, plain = QLabel(sign), QLabel(words)
            theme.dress(strong, font="small_strong")
            theme.dress(plain, font="small", ink="2")
            row.addWidget(strong)
            row.addWidget(plain)
            row.addSpacing(theme.px(8))
        corner, note = Corner(theme), QLabel(_("has a note or source"))
        theme.dress(note, font="small", ink="2")
        row.addWidget(corner)
        row.addWidget(note)
        row.addStretch(1)
        self.keys = QLabel(_("Enter: down · Tab: right · F2: edit · Ctrl+V: paste from Excel"))
        theme.dress(self.keys, font="small", ink="3")
        self.keys.hide()  # the page shows it where there is room
        row.addWidget(self.keys)
