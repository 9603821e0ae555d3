"""How the rows found are painted: doubtful ones on their tint, the reason and the first answer on a line of its own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from kh57_desktop.ui.importing.review_lines import Line
from kh57_desktop.ui.importing.review_model import ReviewRole, link_words
from kh57_desktop.ui.style.states import DOUBTFUL, SAVED, SUBMITTED, StateLook
from kh57_desktop.ui.tables.delegates import CellDelegate, Index
from kh57_desktop.ui.tables.group_rows import FirstColumnDelegate
from kh57_desktop.ui.tables.painting import elided, logged_once, wrapped_lines
from kh57_desktop.ui.tables.roles import CellRole, GroupCells

_HEADINGS = {"first": DOUBTFUL, "changed": StateLook("arrow_sync", False, SUBMITTED.light, SUBMITTED.dark)}


class Tinted(CellDelegate):
    """A cell of a row that may be in doubt: ground and ink tell, the reason says it in words."""

    text_lines = 1

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(ReviewRole.LINE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if isinstance(line, Line) and line.is_doubtful and not selected:
            painter.fillRect(option.rect, self.theme.state_tint(DOUBTFUL))
        super()._ground(painter, option, index)

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Around the cell alone, not the line of the reason below it."""
        line = index.data(ReviewRole.LINE)
        if isinstance(line, Line) and line.is_doubtful:
            option = QStyleOptionViewItem(option)
            option.rect = option.rect.adjusted(0, 0, 0, -self.theme.px(21))
        super()._focus(painter, option, index)

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        cell = index.data(ReviewRole.CELL)
        if cell is None:
            super().draw(painter, rect, index)
            return
        line = index.data(ReviewRole.LINE)
        doubtful = cell.is_doubtful and index.column() > 1
        self._words(painter, rect, cell.shown, index, is_strong=doubtful or line.is_head)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        line = index.data(ReviewRole.LINE)
        if isinstance(line, Line) and line.is_doubtful and index.column() >= self.view.main_column:
            painter.save()
            with logged_once("reason"):
                painter.setClipRect(option.rect.adjusted(0, 0, 0, -2))
                self._reason(painter, self.view.reason_rect(option.rect), line)
            painter.restore()

    def _reason(self, painter: QPainter, span: QRect, line: Line) -> None:
        """Why, and at the right the first answer as a link; each cell draws its own part of the line."""
        link, icon = link_words(line), self.theme.px(16)
        colour, font = self.theme.state_text(DOUBTFUL), self.theme.font("small_strong")
        pixmap = self.theme.pixmap(DOUBTFUL.icon, colour, ratio=self.view.devicePixelRatioF())
        painter.drawPixmap(QPointF(span.left(), span.top() + (span.height() - icon) // 2), pixmap)
        width = self.view.link_width(line)
        words = span.adjusted(icon + self.theme.px(4), 0, -width - self.theme.px(12), 0)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, elided(line.reason, font.toString(), words.width()))
        if link:
            underlined = QFont(self.theme.font("small"))
            underlined.setUnderline(True)
            painter.setFont(underlined)
            painter.setPen(self.theme.colour("accent"))
            painter.drawText(span, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, link)

    def _words(self, painter: QPainter, rect: QRect, text: str, index: Index, *, is_strong: bool = False) -> None:
        cell = index.data(ReviewRole.CELL)
        font = self.theme.font("strong" if is_strong else "body")
        painter.setFont(font)
        in_question = cell is not None and cell.is_doubtful and index.column() > 1
        ink = index.data(CellRole.INK) or "ink"
        painter.setPen(self.theme.state_text(DOUBTFUL) if in_question else self.theme.colour(ink))
        first, step = self.first_line(rect), self.theme.line("body")
        for place, words in enumerate(self._lines_of(text, rect.width(), is_strong=is_strong)):
            painter.drawText(first.translated(0, place * step), Qt.AlignmentFlag.AlignVCenter, words)

    def _lines_of(self, text: str, width: int, *, is_strong: bool = False) -> tuple[str, ...]:
        font = self.theme.font("strong" if is_strong else "body").toString()
        if self.text_lines == 1:
            return (elided(text, font, width),)
        return tuple(wrapped_lines(text, font, max(width, 20), self.text_lines))


class First(Tinted, FirstColumnDelegate):
    """The first column, and headings that span the table with their count at the right."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if index.data(CellRole.IS_GROUP):
            FirstColumnDelegate.draw(self, painter, rect, index)
        else:
            Tinted.draw(self, painter, rect, index)

    def _counts(self, painter: QPainter, rect: QRect, group: GroupCells) -> int:
        look = _HEADINGS.get(group.id, SAVED)
        colour, icon = self.theme.state_text(look), self.theme.px(16)
        font = self.theme.font("strong")
        width = round(QFontMetricsF(font).horizontalAdvance(group.done)) + 1
        painter.setFont(font)
        painter.setPen(colour)
        left = rect.right() - width
        painter.drawText(QRect(left, rect.top(), width, rect.height()), Qt.AlignmentFlag.AlignVCenter, group.done)
        left -= icon + self.theme.px(5)
        pixmap = self.theme.pixmap(look.icon, colour, filled=look.filled, ratio=self.view.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, rect.top() + (rect.height() - icon) // 2), pixmap)
        return left


class Main(Tinted):
    """The text, and at its right a word on what becomes of the row."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        line = index.data(ReviewRole.LINE)
        if not isinstance(line, Line):
            return
        text = index.data() or ""
        if line.mark and not line.is_doubtful:
            rect = self._mark(painter, rect, line)
        self._words(painter, rect, text, index, is_strong=line.is_head)

    def _mark(self, painter: QPainter, rect: QRect, line: Line) -> QRect:
        font = self.theme.font("small_strong")
        words = elided(line.mark, font.toString(), rect.width() // 2)
        width = round(QFontMetricsF(font).horizontalAdvance(words)) + self.theme.px(8)
        painter.setFont(font)
        painter.setPen(self.theme.colour("ink2"))
        first = self.first_line(rect)
        spot = QRect(rect.right() - width, first.top(), width, first.height())
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return rect.adjusted(0, 0, -width - self.theme.px(8), 0)
