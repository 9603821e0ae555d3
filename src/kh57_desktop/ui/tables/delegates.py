"""Drawing of table cells: one delegate per kind of column, colours and sizes asked of the theme at paint time."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from kh57_desktop.domain.terms import Standing
from kh57_desktop.ui.style.state_drawing import draw_state
from kh57_desktop.ui.style.states import ALARMS, DOUBTFUL, STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.style.tokens import ROW
from kh57_desktop.ui.tables.editing import EditingDelegate
from kh57_desktop.ui.tables.painting import elided, logged_once, wrapped_lines
from kh57_desktop.ui.tables.roles import BarCell, CellRole, MarksCell, StateCell

Index = QModelIndex | QPersistentModelIndex
MAX_LINES = 3
"""Lines of wrapped text in a row that shows full text; the rest is in the tool tip and the pane."""
INDENT = 14
"""One level of sub-tasks; px."""
LEFT, PAD = 16, 8
"""Left padding of the first column, on the page's edge, and of the others; px."""


class CellDelegate(EditingDelegate):
    """Ground, row line, selection and focus of every cell; subclasses draw the content.

    Where that fails the plain text is drawn.
    """

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.theme = theme
        self.view = parent
        self.max_lines = 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        drawn = False
        with logged_once(type(self).__name__):
            self._ground(painter, option, index)
            content = self.content_rect(option.rect, index)
            if index.data(CellRole.DOUBT):
                content = self._doubt(painter, content)
            self.draw(painter, content, index)
            drawn = True
        painter.restore()
        painter.save()
        if not drawn:
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignVCenter, str(index.data() or ""))
        self._focus(painter, option, index)
        painter.restore()

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The content of one cell inside its padding."""
        self.draw_text(painter, rect, index.data() or "", ink=index.data(CellRole.INK) or "ink")

    def _doubt(self, painter: QPainter, rect: QRect) -> QRect:
        """The mark of a cell whose words could not be used, at its right; returns the room that is left."""
        icon = self.theme.px(16)
        first = self.first_line(rect)
        colour = self.theme.state_text(DOUBTFUL)
        pixmap = self.theme.pixmap(DOUBTFUL.icon, colour, ratio=self.view.devicePixelRatioF())
        painter.drawPixmap(QPointF(rect.right() - icon, first.top() + (first.height() - icon) // 2), pixmap)
        return rect.adjusted(0, 0, -icon - self.theme.px(4), 0)

    def content_rect(self, rect: QRect, index: Index) -> QRect:
        left = LEFT if index.column() == 0 else PAD
        left += INDENT * (index.data(CellRole.DEPTH) or 0)
        return rect.adjusted(self.theme.px(left), 0, -self.theme.px(PAD), 0)

    def first_line(self, rect: QRect) -> QRect:
        """The part of a row that holds its first line: everything in a row is aligned to it."""
        return QRect(rect.left(), rect.top(), rect.width(), min(rect.height(), self.theme.px(ROW)))

    def draw_text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        *,
        ink: str = "ink",
        role: str = "body",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(self.theme.font(role))
        painter.setPen(self.theme.colour(ink))
        key = self.theme.font_key(role)
        first = self.first_line(rect)
        if self.max_lines == 1:
            shown = elided(text, key, rect.width())
            painter.drawText(first, Qt.AlignmentFlag.AlignVCenter | align, shown)
            return
        step = self.theme.line(role)
        for place, line in enumerate(wrapped_lines(text, key, rect.width(), self.max_lines)):
            painter.drawText(first.translated(0, place * step), Qt.AlignmentFlag.AlignVCenter | align, line)

    def lines_needed(self, text: str, width: int) -> int:
        """Lines that the text takes in a column of this width, padding included."""
        inner = width - 2 * self.theme.px(PAD)
        return max(1, len(wrapped_lines(text, self.theme.font_key("body"), inner, self.max_lines)))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.theme.px(60), self.theme.px(ROW))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected) or self.view.shows_chosen(index)
        if index.data(CellRole.DOUBT):
            painter.fillRect(option.rect, self.theme.state_tint(DOUBTFUL))
        elif selected:
            painter.fillRect(option.rect, self.theme.colour("sel"))
        painter.setPen(QPen(self.theme.colour("line"), 0))  # one device pixel, also at 125 and 150 %
        line = QRectF(option.rect)
        painter.drawLine(QPointF(line.left(), line.bottom() - 0.5), QPointF(line.right(), line.bottom() - 0.5))

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self.view.currentIndex() != index:
            return
        focused = self.view.hasFocus()
        width = self.theme.px(2) if focused else 1
        pen = QPen(self.theme.colour("accent" if focused else "ctl"), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        inset = width / 2
        painter.drawRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset))


class TextDelegate(CellDelegate):
    """Words, left; wrapped where the view shows full text."""


class NumberDelegate(CellDelegate):
    """Numbers, right."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        ink = index.data(CellRole.INK) or "ink"
        self.draw_text(painter, rect, index.data() or "", ink=ink, align=Qt.AlignmentFlag.AlignRight)


class DateDelegate(CellDelegate):
    """A day, or the plan's own words of a deadline, left in a column wide enough for any date."""


class StateDelegate(CellDelegate):
    """Icon, word and, where it is alarming, tint: see `style.states`."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        cell: StateCell | None = index.data(CellRole.STATE)
        if cell is not None:
            draw_state(painter, self.theme, self.first_line(rect), cell, ratio=self.view.devicePixelRatioF())


class ProgressDelegate(CellDelegate):
    """Per cent right-aligned in 44 px, then a bar in the colour of the state; nothing known is "–"."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        cell: BarCell | None = index.data(CellRole.BAR)
        if cell is None:
            return
        first = self.first_line(rect)
        number = QRect(first.left(), first.top(), self.theme.px(44), first.height())
        if cell.percent is None:
            self.draw_text(painter, number, "–", ink="ink3")
            return
        self.draw_text(painter, number, index.data(), align=Qt.AlignmentFlag.AlignRight)
        bar = QRectF(number.right() + self.theme.px(9), 0, 0, self.theme.px(6))
        bar.setWidth(max(0.0, min(self.theme.px(60), first.right() - bar.left())))
        bar.moveTop(first.top() + (first.height() - bar.height()) / 2)
        self._bar(painter, bar, cell)

    def _bar(self, painter: QPainter, bar: QRectF, cell: BarCell) -> None:
        colour = self.theme.colour("accent")
        if cell.standing in (*ALARMS, Standing.DONE_ON_TIME, Standing.DONE_LATE):
            colour = self.theme.state_text(STANDINGS[cell.standing])
        radius = bar.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("track"))
        painter.drawRoundedRect(bar, radius, radius)
        filled = QRectF(bar)
        filled.setWidth(bar.width() * (cell.percent or 0) / 100)
        painter.setClipRect(filled)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar, radius, radius)
        painter.setClipping(False)


class MarksDelegate(CellDelegate):
    """ "4/5" and a mark per member: filled is clear, hollow amber is missing; all clear is grey."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        cell: MarksCell | None = index.data(CellRole.MARKS)
        if cell is None:
            return
        first = self.first_line(rect)
        complete = all(cell.clear)
        amber = self.theme.state_text(STANDINGS[Standing.DUE_SOON])
        painter.setFont(self.theme.font("body" if complete else "strong"))
        painter.setPen(self.theme.colour("ink3") if complete else amber)
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, index.data())
        grey = self.theme.colour("ctl")
        left = first.left() + self.theme.px(30)
        top = first.top() + (first.height() - self.theme.px(10)) / 2
        for place, clear in enumerate(cell.clear):
            mark = QRectF(left + place * self.theme.px(8), top, self.theme.px(5), self.theme.px(10))
            self._mark(painter, mark, grey if clear else amber, clear=clear)

    def _mark(self, painter: QPainter, mark: QRectF, colour: QColor, *, clear: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QBrush(colour) if clear else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(mark.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
