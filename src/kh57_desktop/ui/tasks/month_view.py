"""The month grid (features.md row 20): the days of a month with the tasks due on them, by the filter in force."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.task_table import DueTask
from kh57_desktop.ui.style.states import STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided, logged_once
from kh57_desktop.ui.tasks.columns import number_words, standing_words

DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
STANDINGS_ROLE, TODAY_ROLE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class _DayDelegate(QStyledItemDelegate):
    """The box of a day: its number, then a line per task with the icon of its standing."""

    def __init__(self, theme: Theme, parent: QTableWidget) -> None:
        super().__init__(parent)
        self._theme, self._grid = theme, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        painter.save()
        with logged_once("day"):
            self._draw(painter, option, index)
        painter.restore()

    def _draw(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        theme, px = self._theme, self._theme.px
        if index == self._grid.currentIndex():
            painter.fillRect(option.rect, theme.colour("sel"))
        elif index.data(TODAY_ROLE):
            painter.fillRect(option.rect, theme.colour("accent_soft"))
        head, *lines = str(index.data() or "").split("\n")
        left, step = option.rect.left() + px(6), theme.line("small")
        width = option.rect.width() - px(10)
        font = theme.font("small_strong")
        painter.setFont(font)
        outside = index.data(Qt.ItemDataRole.ForegroundRole) is not None
        painter.setPen(theme.colour("ink3" if outside else "ink"))
        top = QRect(left, option.rect.top() + px(3), width, step)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, head)
        painter.setFont(theme.font("small"))
        standings = index.data(STANDINGS_ROLE) or []
        room = (option.rect.bottom() - top.bottom()) // step
        named, rest = lines_with_room(lines, room)
        for place, words in enumerate([*named, rest] if rest else named):
            line = top.translated(0, (place + 1) * step)
            if place < len(named):
                look = STANDINGS[standings[place]]
                colour = theme.state_text(look)
                pixmap = theme.pixmap(look.icon, colour, filled=look.filled, ratio=self._grid.devicePixelRatioF())
                painter.drawPixmap(QPointF(line.left(), line.top() + (step - px(16)) // 2), pixmap)
                painter.setPen(colour)
                line.setLeft(line.left() + px(20))
            else:
                painter.setPen(theme.colour("ink2"))
            shown = elided(words, theme.font("small").toString(), line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)


def lines_with_room(lines: Sequence[str], room: int) -> tuple[list[str], str]:
    """Tasks that are named in the box of a day with room for so many lines, and the words that count the others."""
    if len(lines) <= room:
        return list(lines), ""
    if room < 2:
        return [], _("{count} tasks").format(count=len(lines)) if room else ""
    named = list(lines[: room - 1])
    return named, _("{count} more tasks").format(count=len(lines) - len(named))


class MonthView(QWidget):
    """Arrows walk over the days, Page Up and Page Down over the months, Enter opens the day's first task."""

    month_asked = Signal(object)
    task_chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._first = date(2000, 1, 1)
        self._tasks: dict[date, list[DueTask]] = {}
        column = QVBoxLayout(self)
        theme.lay(column, (16, 4, 16, 10), 6)
        row = QHBoxLayout()
        theme.lay(row, spacing=6)
        self._title = QLabel()
        theme.dress(self._title, font="section")
        row.addWidget(self._tool("chevron_left", _("Month before (Page Up)"), lambda: self.step(-1)))
        row.addWidget(self._title)
        row.addWidget(self._tool("chevron_right", _("Month after (Page Down)"), lambda: self.step(1)))
        row.addStretch(1)
        row.addWidget(self._tool("dismiss", _("Back to the table (Esc)"), self.closed.emit))
        column.addLayout(row)
        self.grid = QTableWidget(6, 7)
        theme.dress(self.grid, font="small")
        self.grid.setAccessibleName(_("Days of the month"))
        self.grid.setHorizontalHeaderLabels([_(day) for day in DAYS])
        self.grid.verticalHeader().hide()
        self.grid.horizontalHeader().setHighlightSections(False)
        self.grid.setItemDelegate(_DayDelegate(theme, self.grid))
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.setTabKeyNavigation(False)
        self.grid.setWordWrap(True)
        self.grid.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.grid.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.grid.itemActivated.connect(self._open)
        column.addWidget(self.grid, 1)

    def _tool(self, icon: str, tip: str, action) -> QToolButton:
        button = QToolButton()
        self._theme.dress(button, icon=icon, kind="icon")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: action())
        return button

    def put(self, first: date, due: Sequence[DueTask], today: date) -> None:
        """The month that begins on `first`."""
        self._first = first
        self._tasks = {}
        for task in due:
            self._tasks.setdefault(task.on, []).append(task)
        count = len(due)
        self._title.setText(
            _("Month {month}/{year}").format(month=first.month, year=first.year)
            + " · "
            + _("{count} tasks due").format(count=count)
        )
        weeks = Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
        self.grid.setRowCount(len(weeks))
        for row, week in enumerate(weeks):
            for place, day in enumerate(week):
                self.grid.setItem(row, place, self._item(day, today))
        self.grid.setCurrentCell(*_place_of(weeks, today if today.month == first.month else first))

    def _item(self, day: date, today: date) -> QTableWidgetItem:
        found = self._tasks.get(day, []) if day.month == self._first.month else []
        lines = [f"{number_words(task.line)} {task.line.task.text}" for task in found]
        head = _("{day} · today").format(day=day.day) if day == today else str(day.day)
        item = QTableWidgetItem("\n".join((head, *lines)))
        said = [f"{number_words(task.line)} {task.line.task.text} ({standing_words(task.line)})" for task in found]
        item.setToolTip("\n".join(said))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join((head, *said)))
        item.setData(Qt.ItemDataRole.UserRole, day)
        if day.month != self._first.month:
            item.setForeground(self._theme.colour("ink3"))
        item.setData(STANDINGS_ROLE, [task.line.standing for task in found])
        item.setData(TODAY_ROLE, day == today)
        return item

    def step(self, months: int) -> None:
        month = self._first.month - 1 + months
        self.month_asked.emit(date(self._first.year + month // 12, month % 12 + 1, 1))

    def _open(self, item: QTableWidgetItem) -> None:
        found = self._tasks.get(item.data(Qt.ItemDataRole.UserRole), [])
        if found:
            self.task_chosen.emit(found[0].line.task.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _place_of(weeks: Sequence[Sequence[date]], day: date) -> tuple[int, int]:
    return next((row, week.index(day)) for row, week in enumerate(weeks) if day in week)
