"""Dated lines, newest first, in a list that scrolls alone: the progress log and the history of a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from kh57_desktop.ui.controls.nothing import TellsNothing
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import logged_once, wrapped_lines

UNLIMITED = 1000


@dataclass(frozen=True, slots=True)
class LogLine:
    when: str
    strong: str
    who: str
    words: tuple[str, ...]

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.when, self.strong, self.who, *self.words) if part)


class LogList(TellsNothing):
    """Read with the arrow keys; each line tells a screen reader all that it shows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, ground="alt")
        self.setModel(QStandardItemModel(self))
        self.setItemDelegate(_LogDelegate(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def put(self, lines: Sequence[LogLine]) -> None:
        model: QStandardItemModel = self.model()
        model.clear()
        for line in lines:
            item = QStandardItem(line.spoken)
            item.setData(line, Qt.ItemDataRole.UserRole)
            model.appendRow(item)


class _LogDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: LogList) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        lines = self._wrapped(index.data(Qt.ItemDataRole.UserRole), self._list.viewport().width())
        height = self._theme.line("small") + len(lines) * self._theme.line("body") + self._theme.px(14)
        return QSize(self._theme.px(100), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        painter.save()
        with logged_once("log"):
            self._draw(painter, option.rect, index.data(Qt.ItemDataRole.UserRole))
        painter.restore()

    def _draw(self, painter: QPainter, rect: QRect, line: LogLine) -> None:
        px, theme = self._theme.px, self._theme
        top = QRect(rect.left(), rect.top() + px(6), rect.width(), theme.line("small"))
        left = self._words(painter, top, line.when, "small_strong", "ink") + px(10)
        if line.strong:
            left = self._words(
                painter, top.adjusted(left - top.left(), 0, 0, 0), line.strong, "small_strong", "ink"
            ) + px(8)
        self._words(painter, top.adjusted(left - top.left(), 0, 0, 0), line.who, "small", "ink2")
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink"))
        step = theme.line("body")
        for place, words in enumerate(self._wrapped(line, rect.width())):
            under = QRect(rect.left(), top.bottom() + 1 + place * step, rect.width(), step)
            painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(theme.colour("line2"), 0))
        painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right(), rect.bottom() + 0.5))

    def _words(self, painter: QPainter, rect: QRect, words: str, role: str, ink: str) -> int:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
        return rect.left() + round(QFontMetricsF(font).horizontalAdvance(words))

    def _wrapped(self, line: LogLine, width: int) -> list[str]:
        font = self._theme.font("body").toString()
        inner = max(self._theme.px(80), width - self._theme.px(10))
        return [part for words in line.words for part in wrapped_lines(words, font, inner, UNLIMITED)]
