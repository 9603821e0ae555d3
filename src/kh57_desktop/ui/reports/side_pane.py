"""The pane at the right: the printed pages, what is to be looked at, the rows behind a figure, later changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.domain.report_checks import FindingKind
from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.preview.view import PageView
from kh57_desktop.ui.style.states import StateLook
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import logged_once, wrapped_lines

_NO_PARENT = QModelIndex()
MOST_LINES = 3
LISTS: Mapping[str, tuple[str, str]] = {
    FindingKind.NO_EVIDENCE: ("tasks", "only:unproved"),
    FindingKind.UNCLEAR: ("tasks", "only:incomplete"),
    FindingKind.NO_VALUE: ("indicators", "only:missing"),
}
"""Kinds of findings that a page can list by a filter of its own: the page, and what it is told."""


class Tab(Enum):
    PAPER = auto()
    CHECKS = auto()
    ROWS = auto()
    CHANGES = auto()


@dataclass(frozen=True, slots=True)
class PaneRow:
    """`key`: what acting on it means; `opens`: code of the task or indicator it goes to, "" for none."""

    key: str
    text: str
    opens: str = ""
    small: str = ""
    look: StateLook | None = None

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.text, self.small) if part)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[PaneRow] = []

    def show(self, rows: Sequence[PaneRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken
        return row if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def _words(self, row: PaneRow, width: int) -> tuple[str, ...]:
        return wrapped_lines(
            row.text, self._theme.font("body").toString(), width - self._theme.px(_left(row) + 12), MOST_LINES
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: PaneRow = index.data(Qt.ItemDataRole.UserRole)
        width = self._view.viewport().width()
        small = self._theme.line("small") if row.small else 0
        return QSize(width, len(self._words(row, width)) * self._theme.line("body") + small + self._theme.px(12))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        with logged_once("pane-row"):
            self._paint(painter, option, index)
        painter.restore()

    def _paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: PaneRow = index.data(Qt.ItemDataRole.UserRole)
        theme, px, box = self._theme, self._theme.px, QRect(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, theme.colour("sel"))
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            painter.setPen(QPen(theme.colour("accent"), px(2)))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(theme.colour("line"), 0))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if row.look is not None:
            colour = theme.state_text(row.look)
            ratio = self._view.devicePixelRatioF()
            icon = theme.pixmap(row.look.icon, colour, filled=row.look.filled, ratio=ratio)
            painter.drawPixmap(box.topLeft() + QPoint(px(12), px(7)), icon)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink"))
        high, top = theme.line("body"), box.top() + px(5)
        for words in self._words(row, box.width()):
            painter.drawText(
                QRect(box.left() + px(_left(row)), top, box.width() - px(_left(row) + 8), high),
                Qt.AlignmentFlag.AlignVCenter,
                words,
            )
            top += high
        if row.small:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("ink2"))
            line = QRect(box.left() + px(_left(row)), top, box.width() - px(_left(row) + 8), theme.line("small"))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, row.small)


def _left(row: PaneRow) -> int:
    return 36 if row.look is not None else 12


class _Rows(QListView):
    opened = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        theme.dress(self, ground="alt")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.list_model = _Model()
        self.setModel(self.list_model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(name)
        self.doubleClicked.connect(lambda index: self._open(index))
        theme.changed.connect(self.doItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row: PaneRow | None = index.data(Qt.ItemDataRole.UserRole)
        if row is not None and row.opens:
            self.opened.emit(row.opens)

    def chosen(self) -> list[str]:
        return [index.data(Qt.ItemDataRole.UserRole).key for index in self.selectedIndexes()]


class RowsPart(QWidget):
    """A list with a line above, and below it perhaps a reason and the button that acts on the chosen rows."""

    opened = Signal(str)
    acted = Signal(list, str)
    listed = Signal(str)

    def __init__(
        self, theme: Theme, name: str, *, verb: str = "", reason: str = "", tip: str = "", lists: Collection[str] = ()
    ) -> None:
        """`lists`: starts of keys whose rows can be seen together as a list of their own page."""
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        theme.lay(column)
        self.note = WrappedWords(theme, ink="ink2")
        holder = QWidget()
        inner = QVBoxLayout(holder)
        theme.lay(inner, (12, 8, 12, 8))
        inner.addWidget(self.note)
        column.addWidget(holder)
        self.rows = _Rows(theme, name)
        self.rows.opened.connect(self.opened)
        column.addWidget(self.rows, 1)
        self._lists = frozenset(lists)
        self.list_button = QPushButton(_("Show all of this kind in their list"))
        theme.dress(self.list_button, font="body", kind="link")
        self.list_button.clicked.connect(self._list)
        self.list_button.setVisible(False)
        column.addWidget(self.list_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.selectionModel().currentChanged.connect(lambda *_places: self._tell_list())
        self.reason = QLineEdit()
        self.button = QPushButton(verb)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        theme.lay(foot, (12, 8, 12, 8), 8)
        self.reason.setPlaceholderText(reason)
        self.reason.setAccessibleName(reason)
        self.reason.returnPressed.connect(self._act)
        theme.dress(self.reason, font="body")
        theme.dress(self.button, font="body")
        self.button.setToolTip(tip)
        self.button.clicked.connect(self._act)
        foot.addWidget(self.reason, 1)
        if not reason:
            self.reason.hide()
            foot.addStretch(1)
        foot.addWidget(self.button)
        column.addWidget(self._foot)
        self._foot.setVisible(bool(verb))  # only now: without a parent it would be a window of its own

    def show_rows(self, note: str, rows: Sequence[PaneRow], *, can_act: bool = True) -> None:
        self.note.put(note)
        at = self.rows.currentIndex().row()
        self.rows.list_model.show(rows)
        if rows:
            self.rows.setCurrentIndex(self.rows.list_model.index(min(max(at, 0), len(rows) - 1)))
        self._foot.setVisible(bool(self.button.text()) and can_act and bool(rows))
        self._tell_list()

    @property
    def _kind(self) -> str:
        """Start of the current row's key, where its kind has a list; else ""."""
        row: PaneRow | None = self.rows.currentIndex().data(Qt.ItemDataRole.UserRole)
        kind = row.key.partition(":")[0] if row is not None else ""
        return kind if kind in self._lists else ""

    def _tell_list(self) -> None:
        self.list_button.setVisible(bool(self._kind))

    def _list(self) -> None:
        if self._kind:
            self.listed.emit(self._kind)

    def _act(self) -> None:
        keys = self.rows.chosen()
        if keys:
            self.acted.emit(keys, self.reason.text())
            self.reason.clear()


class SidePane(QFrame):
    """`row_opened`: code; `waived`, `dated_back`, `reasoned`: keys of the chosen rows (and the reason typed)."""

    row_opened = Signal(str)
    waived = Signal(list, str)
    dated_back = Signal(list)
    reasoned = Signal(list, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.dress(self, ground="alt", edge="left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        theme.lay(column, (1, 0, 0, 0))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("What the pane shows"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        theme.dress(self.tabs, font="strong")
        head = QHBoxLayout()
        theme.lay(head, (12, 0, 8, 0))
        head.addWidget(self.tabs, 1)
        column.addLayout(head)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.paper = PageView(theme)
        self.checks = RowsPart(
            theme,
            _("What is to be looked at"),
            verb=_("Let pass"),
            reason=_("Reason for letting the chosen ones pass"),
            tip=_("The chosen findings are not asked about any more; the reason is kept"),
            lists=LISTS,
        )
        self.rows = RowsPart(theme, _("Rows behind the figure"))
        self.later = RowsPart(
            theme,
            _("Changed after the cut-off"),
            verb=_("Count in this period"),
            tip=_("The chosen changes were true before the cut-off: the report counts and marks them"),
        )
        self.corrections = RowsPart(
            theme,
            _("Lines of the correction"),
            verb=_("Give reason"),
            reason=_("Reason of the chosen lines"),
            tip=_("Say for the chosen lines why they are corrected"),
        )
        for part in (self.checks, self.rows, self.later, self.corrections):
            part.opened.connect(self.row_opened)
        self.checks.acted.connect(self.waived)
        self.later.acted.connect(lambda keys, _words: self.dated_back.emit(keys))
        self.corrections.acted.connect(self.reasoned)
        for words, widget in (
            (_("Paper"), self.paper),
            (_("To look at"), self.checks),
            (_("Rows"), self.rows),
            (_("After the cut-off"), self.later),
        ):
            self.tabs.addTab(words)
            self.stack.addWidget(widget)
        self.stack.addWidget(self.corrections)
        self._is_correction = False
        self.tabs.currentChanged.connect(lambda _tab: self._turn())

    @property
    def tab(self) -> Tab:
        return list(Tab)[self.tabs.currentIndex()]

    def show_tab(self, tab: Tab) -> None:
        self.tabs.setCurrentIndex(list(Tab).index(tab))

    def focus_list(self) -> None:
        part = self.stack.currentWidget()
        target = part.rows if isinstance(part, RowsPart) else part
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_counts(self, checks: int, later: int, *, is_correction: bool) -> None:
        self._is_correction = is_correction
        self.tabs.setTabText(1, _("To look at ({count})").format(count=checks) if checks else _("To look at"))
        words = _("Correction ({count})") if is_correction else _("After the cut-off ({count})")
        none = _("Correction") if is_correction else _("After the cut-off")
        self.tabs.setTabText(3, words.format(count=later) if later else none)
        self._turn()

    def _turn(self) -> None:
        place = self.tabs.currentIndex()
        is_last = place == len(Tab) - 1
        self.stack.setCurrentWidget(self.corrections if is_last and self._is_correction else self.stack.widget(place))
