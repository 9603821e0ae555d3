"""Cells of the grid of indicators: hairlines between columns, marks of what is behind, doubtful or noted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem

from kh57_desktop.ui.style.states import WARNING, StateLook
from kh57_desktop.ui.tables.delegates import CellDelegate, Index
from kh57_desktop.ui.tables.group_rows import FirstColumnDelegate

BEHIND = StateLook("arrow_circle_down", False, WARNING.light, WARNING.dark)
"""A value behind its path: amber, semibold and this icon, never amber alone."""
CORNER = 7
"""Side of the triangle in the corner of a cell with a remark or source; px."""


class GridRole(IntEnum):
    """Beyond `tables.roles.CellRole`."""

    LOOK = Qt.ItemDataRole.UserRole + 40
    """`CellLook` of a cell with a figure."""


@dataclass(frozen=True, slots=True)
class CellLook:
    """`is_quiet`: not the period of entry, drawn in the second ink."""

    is_behind: bool = False
    is_doubtful: bool = False
    has_note: bool = False
    is_quiet: bool = False

    @property
    def mark(self) -> StateLook | None:
        return WARNING if self.is_doubtful else BEHIND if self.is_behind else None


class LinedDelegate(CellDelegate):
    """A hairline at the right edge of every cell: this is a sheet to type in."""

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super()._ground(painter, option, index)
        painter.setPen(QPen(self.theme.colour("line"), 0))
        right = QRectF(option.rect).right() - 0.5
        painter.drawLine(QPointF(right, option.rect.top()), QPointF(right, option.rect.bottom() + 1))


class NumberedDelegate(FirstColumnDelegate):
    """Codes in the first column, and the group rows that span the grid."""


class NameDelegate(LinedDelegate):
    """Text and unit of the indicator."""


class ReadingDelegate(LinedDelegate):
    """A value or its sign, right; icon and semibold where it is behind or doubtful, a corner where it has a note."""

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look: CellLook | None = index.data(GridRole.LOOK)
        super()._ground(painter, option, index)
        if look is not None and look.is_doubtful:
            painter.fillRect(option.rect.adjusted(0, 0, -1, -1), self.theme.state_tint(WARNING))
        if look is not None and look.has_note:
            self._corner(painter, option.rect)

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        look: CellLook = index.data(GridRole.LOOK) or CellLook()
        words = index.data() or ""
        if look.mark is None:
            ink = "ink2" if look.is_quiet else "ink"
            self.draw_text(painter, rect, words, ink=ink, align=Qt.AlignmentFlag.AlignRight)
            return
        first = self.first_line(rect)
        colour = self.theme.state_text(look.mark)
        icon = self.theme.px(16)
        pixmap = self.theme.pixmap(look.mark.icon, colour, ratio=self.view.devicePixelRatioF())
        painter.drawPixmap(QPointF(first.left() - self.theme.px(2), first.top() + (first.height() - icon) // 2), pixmap)
        painter.setFont(self.theme.font("strong"))
        painter.setPen(colour)
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)

    def _corner(self, painter: QPainter, rect: QRect) -> None:
        side = self.theme.px(CORNER)
        right, top = rect.right(), rect.top()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("accent"))
        painter.drawPolygon(QPolygonF([QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)]))
        painter.restore()


class TargetDelegate(LinedDelegate):
    """Targets on the ground of the header: given by the plan, not entered each period."""

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.fillRect(option.rect, self.theme.colour("alt"))
        super()._ground(painter, option, index)

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        self.draw_text(painter, rect, index.data() or "", ink="ink2", align=Qt.AlignmentFlag.AlignRight)
