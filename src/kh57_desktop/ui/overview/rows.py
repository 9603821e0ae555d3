"""Rows of a card: a short list that is read and opened, never edited; columns painted from plain values."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kh57_desktop.domain.terms import Standing
from kh57_desktop.light import dataclass
from kh57_desktop.ui.style.state_drawing import draw_state
from kh57_desktop.ui.style.states import STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided, logged_once
from kh57_desktop.ui.tables.roles import StateCell

HEAD, ROW, ROOMY_ROW = 26, 25, 32
_NO_PARENT = QModelIndex()
_AT_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_AT_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Kind(Enum):
    TEXT = auto()
    NUMBER = auto()
    STATE = auto()
    """`StateCell`"""
    BAR = auto()
    """`Bar`"""
    LATE = auto()
    """How many are late; 0 shows nothing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts of the whole, 0 to 1. `mark`: a tick where it should be, and the bar in the colour of what is late."""

    share: float
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class CardColumn:
    """`heading` as shown, "" for none. `width` px at zoom 100 %, 0 takes the rest. `leaves`: gone in a narrow card."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 0
    ink: str = "ink"
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class CardRow:
    """`key` names what the row opens; `spoken` is the whole row in words; `tip` the text in full."""

    key: str
    cells: tuple[object, ...]
    spoken: str
    tip: str = ""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.rows: tuple[CardRow, ...] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or None
        return row if role == Qt.ItemDataRole.UserRole else None

    def show(self, rows: Sequence[CardRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()


class CardRows(QListView):
    """As high as its rows; the page scrolls, never the list."""

    opened = Signal(str)

    def __init__(self, theme: Theme, columns: Sequence[CardColumn], name: str) -> None:
        super().__init__()
        self._theme = theme
        self.columns = tuple(columns)
        self.row_height = ROW
        self._all: tuple[CardRow, ...] = ()
        self._most = 0
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_RowDelegate(theme, self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        theme.changed.connect(self.fit)

    def put(self, rows: Sequence[CardRow]) -> None:
        self._all = tuple(rows)
        self._show()

    def show_at_most(self, count: int, *, roomy: bool) -> None:
        height = ROOMY_ROW if roomy else ROW
        if (count, height) != (self._most, self.row_height):
            self._most, self.row_height = count, height
            self._show()

    @property
    def shown(self) -> int:
        return len(self._model.rows)

    def _show(self) -> None:
        rows = self._all[: self._most] if self._most else self._all
        if rows != self._model.rows:
            self._model.show(rows)
        self.fit()

    def fit(self) -> None:
        self.setFixedHeight(max(1, self.shown) * self._theme.px(self.row_height))
        self.scheduleDelayedItemsLayout()

    def widths(self, total: int) -> list[int]:
        """px of each column; 0 for one that has left."""
        px = self._theme.px
        narrow = total < px(560)
        widths = [0 if narrow and column.leaves else px(column.width) for column in self.columns]
        main = next(place for place, column in enumerate(self.columns) if not column.width)
        widths[main] = max(px(120), total - sum(widths))
        return widths

    def wheelEvent(self, event) -> None:
        event.ignore()  # the page scrolls

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.shown:
            self.setCurrentIndex(self._model.index(0))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.rows[index.row()].key)


class CardHead(QWidget):
    """The headings over the rows of a card."""

    def __init__(self, theme: Theme, rows: CardRows) -> None:
        super().__init__()
        self._theme, self._rows = theme, rows
        theme.dress(self, height=HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("alt"))
        painter.setPen(QPen(theme.colour("line2"), 0))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setPen(theme.colour("ink2"))
        painter.setFont(theme.font("small_strong"))
        left = 0
        for column, width in zip(self._rows.columns, self._rows.widths(self.width()), strict=True):
            rect = QRect(left, 0, width, self.height()).adjusted(theme.px(12), 0, -theme.px(4), 0)
            right = column.kind is Kind.NUMBER
            if width:
                words = elided(column.heading, theme.font_key("small_strong"), rect.width())
                painter.drawText(rect, _AT_RIGHT if right else _AT_LEFT, words)
            left += width
        painter.end()


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: CardRows) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        return QSize(self._theme.px(100), self._theme.px(self._view.row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        painter.save()
        with logged_once("card rows"):
            self._draw(painter, option, index)
        painter.restore()

    def _draw(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        theme, rect = self._theme, option.rect
        current = self._view.hasFocus() and self._view.currentIndex() == index
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        if index.row() < self._view.shown - 1:
            painter.setPen(QPen(theme.colour("line"), 0))
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        row: CardRow = index.data(Qt.ItemDataRole.UserRole)
        left = rect.left()
        widths = self._view.widths(rect.width())
        for column, cell, width in zip(self._view.columns, row.cells, widths, strict=True):
            if width:
                inner = QRect(left, rect.top(), width, rect.height()).adjusted(theme.px(12), 0, -theme.px(4), 0)
                self._cell(painter, inner, column, cell)
            left += width
        if current:
            painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = theme.px(1)
            painter.drawRect(rect.adjusted(inset, inset, -inset, -inset))

    def _cell(self, painter: QPainter, rect: QRect, column: CardColumn, cell: object) -> None:
        ratio = self._view.devicePixelRatioF()
        if isinstance(cell, StateCell):
            draw_state(painter, self._theme, rect.adjusted(self._theme.px(5), 0, 0, 0), cell, ratio=ratio)
        elif isinstance(cell, Bar):
            self._bar(painter, rect, cell)
        elif column.kind is Kind.LATE:
            if cell:
                self._late(painter, rect, str(cell), ratio)
        else:
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.colour(column.ink))
            words = elided(str(cell), self._theme.font_key("body"), rect.width())
            painter.drawText(rect, _AT_RIGHT if column.kind is Kind.NUMBER else _AT_LEFT, words)

    def _late(self, painter: QPainter, rect: QRect, words: str, ratio: float) -> None:
        """Icon and number without a tint: the whole column is about it."""
        theme, look = self._theme, STANDINGS[Standing.OVERDUE]
        colour, icon = theme.state_text(look), theme.px(16)
        pixmap = theme.pixmap(look.icon, colour, filled=look.filled, ratio=ratio)
        painter.drawPixmap(QPoint(rect.left(), rect.center().y() - icon // 2), pixmap)
        painter.setFont(theme.font("strong"))
        painter.setPen(colour)
        painter.drawText(rect.adjusted(icon + theme.px(4), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _bar(self, painter: QPainter, rect: QRect, bar: Bar) -> None:
        theme = self._theme
        high = theme.px(7)
        track = QRect(rect.left(), rect.center().y() - high // 2, rect.width() - theme.px(8), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(track, theme.px(2), theme.px(2))
        behind = theme.state_text(STANDINGS[Standing.DUE_SOON])
        painter.setBrush(theme.colour("accent") if bar.mark is None else behind)
        filled = QRect(track)
        filled.setWidth(round(track.width() * min(1.0, max(0.0, bar.share))))
        painter.drawRoundedRect(filled, theme.px(2), theme.px(2))
        if bar.mark is not None:
            at = track.left() + round(track.width() * min(1.0, max(0.0, bar.mark)))
            painter.fillRect(at, track.top() - theme.px(4), theme.px(2), high + theme.px(8), theme.colour("ink"))
