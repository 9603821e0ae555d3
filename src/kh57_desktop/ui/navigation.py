"""The list of pages at the left: icon, word, counts; icons alone where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import _
from kh57_desktop.light import dataclass
from kh57_desktop.ui.style.states import STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import logged_once

WIDTH, ICON_WIDTH = 172, 52
LINE_ABOVE = 9
"""Room of the hairline above an item, px at zoom 100 %."""
_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """`key` names the page; `count` in all, `late` of them overdue."""

    key: str
    words: str
    icon: str
    count: int = 0
    late: int = 0
    line_above: bool = False

    @property
    def spoken(self) -> str:
        parts = [self.words]
        if self.count:
            parts.append(str(self.count))
        if self.late:
            parts.append(_("{count} overdue").format(count=self.late))
        return ", ".join(parts)


class _Items(QAbstractListModel):
    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.items: list[NavigationItem] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.words} (Ctrl+{index.row() + 1})"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.spoken
        return item if role == Qt.ItemDataRole.UserRole else None


class Navigation(QListView):
    """One line per page that exists."""

    page_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._narrow = False
        self._model = _Items(self)
        theme.dress(self, ground="paper")
        self.setModel(self._model)
        self.setItemDelegate(_NavigationDelegate(theme, self))
        self.setAccessibleName(_("Pages"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._chosen)
        self.clicked.connect(self._pressed)  # also the current one: a page without a place here may cover it
        self.activated.connect(self._pressed)
        theme.changed.connect(self.restyle)
        for place in range(9):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self)
            shortcut.activated.connect(lambda place=place: self._go(place))
        self.restyle()

    def _go(self, place: int) -> None:
        """Ctrl+1 … Ctrl+9: the page of that place, where there is one."""
        if place < len(self._model.items):
            self.choose(self._model.items[place].key)
            self._pressed(self._model.index(place))

    @property
    def is_narrow(self) -> bool:
        return self._narrow

    def put(self, items: Sequence[NavigationItem]) -> None:
        self._model.beginResetModel()
        self._model.items = list(items)
        self._model.endResetModel()

    def put_counts(self, key: str, count: int, late: int) -> None:
        for row, item in enumerate(self._model.items):
            if item.key == key:
                self._model.items[row] = replace(item, count=count, late=late)
                self._model.dataChanged.emit(self._model.index(row), self._model.index(row))

    def choose(self, key: str) -> None:
        for row, item in enumerate(self._model.items):
            if item.key == key:
                self.setCurrentIndex(self._model.index(row))

    def redraw(self) -> None:
        """After the current page was set without a signal. Asking Qt for the viewport would load half its classes."""
        last = len(self._model.items) - 1
        self._model.dataChanged.emit(self._model.index(0), self._model.index(last))

    def use_icons_alone(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.restyle()

    def restyle(self) -> None:
        self.setFixedWidth(self._theme.px(ICON_WIDTH if self._narrow else WIDTH))
        self.setViewportMargins(0, self._theme.px(8), 0, 0)
        self.scheduleDelayedItemsLayout()

    def _pressed(self, index) -> None:
        self.page_chosen.emit(self._model.items[index.row()].key)

    def _chosen(self, current, _previous) -> None:
        if current.isValid():
            self.page_chosen.emit(self._model.items[current.row()].key)


class _NavigationDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: Navigation) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        above = LINE_ABOVE if index.data(Qt.ItemDataRole.UserRole).line_above else 0
        return QSize(self._theme.px(40), self._theme.px(36 + above))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        painter.save()
        with logged_once("navigation"):
            self._draw(painter, option, index.data(Qt.ItemDataRole.UserRole), self._view.currentIndex() == index)
        painter.restore()

    def _draw(self, painter: QPainter, option: QStyleOptionViewItem, item: NavigationItem, current: bool) -> None:
        px, theme = self._theme.px, self._theme
        if item.line_above:
            middle = option.rect.top() + px(LINE_ABOVE) // 2
            painter.setPen(QPen(theme.colour("line2"), 0))
            painter.drawLine(option.rect.left() + px(12), middle, option.rect.right() - px(12), middle)
            option.rect.setTop(option.rect.top() + px(LINE_ABOVE))
        ground = QRectF(option.rect).adjusted(px(6), px(1), -px(6), -px(1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = current and self._view.hasFocus()
        if current:
            painter.setPen(QPen(theme.colour("accent" if focused else "line"), px(2) if focused else 1))
            painter.setBrush(theme.colour("sheet"))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
            bar = QRectF(ground.left(), 0, px(3), px(18))
            bar.moveTop(ground.center().y() - bar.height() / 2)
            painter.fillRect(bar, theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(ground, px(4), px(4))
        icon = px(20)
        left = ground.left() + px(8) if not self._view.is_narrow else ground.center().x() - icon / 2
        top = round(ground.center().y() - icon / 2)
        colour = theme.colour("accent" if current else "ink2")
        ratio = self._view.devicePixelRatioF()
        painter.drawPixmap(QPointF(left, top), theme.pixmap(item.icon, colour, size=20, filled=current, ratio=ratio))
        if self._view.is_narrow:
            if item.late:
                self._late_mark(painter, QPointF(left + px(11), top - px(5)), ratio)
            return
        rect = QRect(round(left) + icon + px(8), option.rect.top(), option.rect.width(), option.rect.height())
        self._words(painter, rect, item, ground.right() - px(6), ratio, current=current)

    def _words(
        self, painter: QPainter, rect: QRect, item: NavigationItem, right: float, ratio: float, *, current
    ) -> None:
        theme, px = self._theme, self._theme.px
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("strong" if current else "body"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(rect, middle, item.words)
        item = self.with_room(item, right - rect.left(), current=current)
        if item.late:
            look = STANDINGS[Standing.OVERDUE]
            right = self._number(painter, rect, right, str(item.late), "small_strong", theme.state_text(look)) - px(2)
            right -= px(16)
            self._late_mark(painter, QPointF(right, rect.center().y() - px(7)), ratio)
            right -= px(5)
        if item.count:
            self._number(painter, rect, right, str(item.count), "small", theme.colour("ink3"))

    def with_room(self, item: NavigationItem, room: float, *, current: bool) -> NavigationItem:
        """Without the numbers that would touch the words; what is late stays longest."""
        px, theme = self._theme.px, self._theme

        def wide(words: str, role: str) -> float:
            return QFontMetricsF(theme.font(role)).horizontalAdvance(words)

        room -= wide(item.words, "strong" if current else "body") + px(3)
        late = wide(str(item.late), "small_strong") + px(18) if item.late else 0
        if late > room:
            return replace(item, count=0, late=0)
        if item.count and late + px(5) + wide(str(item.count), "small") > room:
            return replace(item, count=0)
        return item

    def _number(self, painter: QPainter, rect: QRect, right: float, words: str, role: str, colour) -> float:
        font = self._theme.font(role)
        width = QFontMetricsF(font).horizontalAdvance(words)
        painter.setFont(font)
        painter.setPen(colour)
        box = QRectF(right - width, rect.top(), width + 2, rect.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        return right - width

    def _late_mark(self, painter: QPainter, at: QPointF, ratio: float) -> None:
        look = STANDINGS[Standing.OVERDUE]
        pixmap = self._theme.pixmap(look.icon, self._theme.state_text(look), filled=True, ratio=ratio)
        painter.drawPixmap(at, pixmap)
