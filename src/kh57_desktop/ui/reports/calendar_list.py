"""The calendar of owed reports at the left: name, state in words, days to go; overdue and near ones stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.line_model import LineModel
from kh57_desktop.ui.style.states import StateLook
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided, logged_once

_NO_PARENT = QModelIndex()
HEAD, ITEM = 28, 74


class Weight(Enum):
    QUIET = auto()
    SOON = auto()
    LATE = auto()


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """`key` "" makes a heading. `due`: the line below the state; `weight`: how much it presses."""

    key: str
    name: str
    state: str = ""
    due: str = ""
    look: StateLook | None = None
    weight: Weight = Weight.QUIET

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.name, self.state, self.due) if part)


class _Model(LineModel):
    def __init__(self) -> None:
        super().__init__(lambda line: line.name, lambda line: line.spoken)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid() or not self.lines[index.row()].key:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: CalendarLine = index.data(Qt.ItemDataRole.UserRole)
        return QSize(self._theme.px(120), self._theme.px(ITEM if line.key else HEAD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        with logged_once("calendar"):
            self._paint(painter, option, index.data(Qt.ItemDataRole.UserRole))
        painter.restore()

    def _paint(self, painter: QPainter, option: QStyleOptionViewItem, line: CalendarLine) -> None:
        theme, px, box = self._theme, self._theme.px, QRect(option.rect)  # type: ignore[attr-defined]
        if not line.key:
            painter.setFont(theme.font("small_strong"))
            painter.setPen(theme.colour("ink2"))
            painter.drawText(box.adjusted(px(14), px(6), 0, 0), Qt.AlignmentFlag.AlignVCenter, line.name)
            return
        box = box.adjusted(px(6), px(2), -px(6), -px(2))
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.colour("sel"))
            painter.setPen(QPen(theme.colour("line2"), 0))
            painter.drawRoundedRect(box, px(4), px(4))
            painter.fillRect(box.left(), box.top() + px(8), px(3), box.height() - px(16), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        if self._view.hasFocus() and index_is_current(self._view, line):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), px(2)))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(4), px(4))
        left, width, high = box.left() + px(10), box.width() - px(18), theme.line("body")
        top = box.top() + px(6)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("ink"))
        words = elided(line.name, theme.font("strong").toString(), width)
        painter.drawText(QRect(left, top, width, high), Qt.AlignmentFlag.AlignVCenter, words)
        self._state(painter, line, QRect(left, top + high, width, high))
        strong = line.weight is not Weight.QUIET
        role = "small_strong" if strong else "small"
        painter.setFont(theme.font(role))
        painter.setPen(self._ink(line.weight))
        needed = QFontMetricsF(theme.font(role)).horizontalAdvance(line.due)
        indent = px(20) if needed <= width - px(20) else 0  # days are never cut
        below = QRect(left + indent, top + 2 * high, width - indent, theme.line("small"))
        painter.drawText(
            below, Qt.AlignmentFlag.AlignVCenter, elided(line.due, theme.font(role).toString(), below.width())
        )

    def _state(self, painter: QPainter, line: CalendarLine, box: QRect) -> None:
        theme, px = self._theme, self._theme.px
        if line.look is not None:
            colour = theme.state_text(line.look)
            ratio = self._view.devicePixelRatioF()
            icon = theme.pixmap(line.look.icon, colour, filled=line.look.filled, ratio=ratio)
            painter.drawPixmap(box.left(), box.top() + (box.height() - px(16)) // 2, icon)
            painter.setPen(colour)
        painter.setFont(theme.font("small"))
        room = box.adjusted(px(20), 0, 0, 0)
        words = elided(line.state, theme.font("small").toString(), room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _ink(self, weight: Weight):
        from kh57_desktop.ui.style.states import REFUSED, WARNING

        if weight is Weight.LATE:
            return self._theme.state_text(REFUSED)
        return self._theme.state_text(WARNING) if weight is Weight.SOON else self._theme.colour("ink2")


def index_is_current(view: QListView, line: CalendarLine) -> bool:
    found: CalendarLine | None = view.currentIndex().data(Qt.ItemDataRole.UserRole)
    return found is not None and found.key == line.key


class CalendarList(QListView):
    """`chosen`: key of the report that is to be shown."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.dress(self, ground="alt", edge="right")
        self.setFrameShape(QListView.Shape.NoFrame)
        self._lines = _Model()
        self.setModel(self._lines)
        self.setItemDelegate(_Delegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Owed and issued reports"))
        self._is_telling = True
        self.selectionModel().currentChanged.connect(self._tell)
        theme.changed.connect(self.doItemsLayout)

    def show_lines(self, lines: Sequence[CalendarLine], key: str) -> None:
        """The calendar with the report `key` marked; telling nobody."""
        self._is_telling = False
        self._lines.show(lines)
        self.mark(key)
        self._is_telling = True

    def mark(self, key: str) -> None:
        for row, line in enumerate(self._lines.lines):
            if line.key and line.key == key:
                self.setCurrentIndex(self._lines.index(row))
                return

    @property
    def lines(self) -> list[CalendarLine]:
        return self._lines.lines

    def _tell(self, current: QModelIndex) -> None:
        line: CalendarLine | None = current.data(Qt.ItemDataRole.UserRole)
        if self._is_telling and line is not None and line.key:
            self.chosen.emit(line.key)
