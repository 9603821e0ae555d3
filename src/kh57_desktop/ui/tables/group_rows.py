"""Group rows of a table: chevron, bold title, and at the right what is late, what is due, how much is done."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from kh57_desktop.domain.terms import Standing
from kh57_desktop.ui.style.states import STANDINGS
from kh57_desktop.ui.tables.delegates import Index, TextDelegate
from kh57_desktop.ui.tables.painting import elided
from kh57_desktop.ui.tables.roles import CellRole, GroupCells


class FirstColumnDelegate(TextDelegate):
    """The first column; where the row is a group row it spans the table and is drawn as one."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if not index.data(CellRole.IS_GROUP):
            self.draw_text(painter, rect, index.data() or "", ink=index.data(CellRole.INK) or "ink")
            return
        group: GroupCells = index.data(CellRole.RECORD)
        first = self.first_line(rect)
        right = self._counts(painter, first, group)
        chevron = "chevron_right" if group.is_folded else "chevron_down"
        ratio = self.view.devicePixelRatioF()
        icon = self.theme.px(16)
        pixmap = self.theme.pixmap(chevron, self.theme.colour("ink2"), ratio=ratio)
        painter.drawPixmap(QPointF(first.left() - self.theme.px(2), first.top() + (first.height() - icon) // 2), pixmap)
        font = self.theme.font("strong")
        painter.setFont(font)
        painter.setPen(self.theme.colour("ink"))
        title = QRect(first)
        title.setLeft(first.left() + icon + self.theme.px(4))
        title.setRight(right - self.theme.px(12))
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, elided(group.title, font.toString(), title.width()))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(CellRole.IS_GROUP):
            painter.fillRect(option.rect, self.theme.colour("alt"))
        super()._ground(painter, option, index)

    def _counts(self, painter: QPainter, rect: QRect, group: GroupCells) -> int:
        """Draw the counts from the right edge inwards; returns where they begin."""
        right = self._words(painter, rect, rect.right(), group.done, role="body", colour=self.theme.colour("ink2"))
        for words, standing in ((group.due_soon, Standing.DUE_SOON), (group.overdue, Standing.OVERDUE)):
            if not words:
                continue
            look = STANDINGS[standing]
            colour = self.theme.state_text(look)
            right = self._words(painter, rect, right - self.theme.px(16), words, role="strong", colour=colour)
            icon = self.theme.px(16)
            right -= icon + self.theme.px(5)
            pixmap = self.theme.pixmap(look.icon, colour, filled=look.filled, ratio=self.view.devicePixelRatioF())
            painter.drawPixmap(QPointF(right, rect.top() + (rect.height() - icon) // 2), pixmap)
        return right

    def _words(self, painter: QPainter, rect: QRect, right: int, words: str, *, role: str, colour) -> int:
        font = self.theme.font(role)
        width = round(QFontMetricsF(font).horizontalAdvance(words)) + 1
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRect(right - width, rect.top(), width, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
        return right - width
