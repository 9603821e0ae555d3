"""The list below the search box: results under the heading of their kind. It never takes the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kh57_desktop.domain.searching import Entry, FoundGroup, FoundKind
from kh57_desktop.i18n import N_, _
from kh57_desktop.light import dataclass
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided, logged_once

HEADING, ROW, MOST_HEIGHT = 26, 40, 470
WIDTH = 520
_NO_PARENT = QModelIndex()
_KINDS = {
    FoundKind.TASK: (N_("Tasks"), "task_list_square_ltr"),
    FoundKind.INDICATOR: (N_("Indicators"), "data_trending"),
    FoundKind.MEMBER: (N_("Members of committees"), "people_team"),
    FoundKind.UNIT: (N_("Units"), "building_government"),
    FoundKind.PERSON: (N_("Staff"), "people_team"),
    FoundKind.PLAN_TEXT: (N_("Words of the plan"), "document_text"),
    FoundKind.DUTY: (N_("Duties of units"), "building_government"),
    FoundKind.REPORT: (N_("Reports"), "document_text"),
    FoundKind.PACKAGE: (N_("Packages"), "send"),
    FoundKind.DIRECTIVE: (N_("Directing documents"), "notebook"),
    FoundKind.REGISTER: (N_("Registers"), "notebook"),
    FoundKind.ATTACHMENT: (N_("Attached files"), "document_text"),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """`entry` None: the heading of a group."""

    kind: FoundKind
    count: int = 0
    entry: Entry | None = None


class _Results(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []

    def show(self, groups: Sequence[FoundGroup]) -> None:
        self.beginResetModel()
        self.rows = []
        for group in groups:
            self.rows.append(_Row(group.kind, group.count))
            self.rows += [_Row(group.kind, entry=entry) for entry in group.entries]
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].entry is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        words = heading_of(row) if row.entry is None else row.entry.title
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = f", {row.entry.where}" if row.entry is not None and row.entry.where else ""
            return f"{words}{where}"
        return None


def heading_of(row: _Row) -> str:
    return f"{_(_KINDS[row.kind][0])}  {row.count}"


class ResultsList(QListView):
    """Lies over the page below the box; the box keeps the focus and hands Up, Down and Enter on."""

    chosen = Signal(object)
    """The `Entry` to be opened."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._results = _Results(self)
        theme.dress(self, ground="field", kind="results")
        self.setModel(self._results)
        self.setItemDelegate(_ResultDelegate(theme, self))
        self.setAccessibleName(_("Search results"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self._open(index.row()))
        self.hide()

    @property
    def entries(self) -> list[Entry]:
        return [row.entry for row in self._results.rows if row.entry is not None]

    def put(self, groups: Sequence[FoundGroup], anchor: QRect) -> None:
        """Show the groups below `anchor` (the box, in the parent's places); without any, say so."""
        self._results.show(groups)
        width = min(self._theme.px(WIDTH), self.parentWidget().width() - self._theme.px(16))
        left = max(self._theme.px(8), min(anchor.right() - width, self.parentWidget().width() - width))
        height = sum(self._theme.px(HEADING if row.entry is None else ROW) for row in self._results.rows) + 8
        most = min(self._theme.px(MOST_HEIGHT), self.parentWidget().height() - anchor.bottom() - self._theme.px(40))
        self.setGeometry(left, anchor.bottom() + 2, width, min(height, most))
        self.show()
        self.raise_()
        self.move_by(1)

    def move_by(self, step: int) -> None:
        """To the next or the last result; headings are passed over."""
        row = self.currentIndex().row() + step if self.currentIndex().isValid() else 0
        while 0 <= row < len(self._results.rows) and self._results.rows[row].entry is None:
            row += step
        if 0 <= row < len(self._results.rows):
            self.setCurrentIndex(self._results.index(row))

    def open_current(self) -> bool:
        return self._open(self.currentIndex().row()) if self.currentIndex().isValid() else False

    def _open(self, row: int) -> bool:
        entry = self._results.rows[row].entry
        if entry is None:
            return False
        self.hide()
        self.chosen.emit(entry)
        return True


class _ResultDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: ResultsList) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        is_heading = index.data(Qt.ItemDataRole.UserRole).entry is None
        return QSize(self._theme.px(80), self._theme.px(HEADING if is_heading else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        painter.save()
        with logged_once("search results"):
            row: _Row = index.data(Qt.ItemDataRole.UserRole)
            if row.entry is None:
                self._heading(painter, option.rect, row)
            else:
                chosen = index == self.parent().currentIndex()
                self._result(painter, option.rect, row.entry, chosen=chosen)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, row: _Row) -> None:
        theme, px = self._theme, self._theme.px
        painter.fillRect(rect, theme.colour("alt"))
        icon = theme.pixmap(
            _KINDS[row.kind][1], theme.colour("ink2"), size=20, ratio=painter.device().devicePixelRatioF()
        )
        painter.drawPixmap(rect.left() + px(10), rect.top() + px(3), icon)
        painter.setFont(theme.font("small_strong"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(rect.adjusted(px(38), 0, -px(8), 0), Qt.AlignmentFlag.AlignVCenter, heading_of(row))

    def _result(self, painter: QPainter, rect: QRect, entry: Entry, *, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        if chosen:
            painter.fillRect(rect, theme.colour("sel"))
        inner = rect.adjusted(px(12), px(2), -px(12), -px(2))
        half = inner.height() // 2
        font = theme.font("body")
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        upper = QRect(inner.left(), inner.top(), inner.width(), half if entry.where else inner.height())
        words = elided(entry.title.replace("\n", " "), font.toString(), upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, words)
        if entry.where:
            small = theme.font("small")
            painter.setFont(small)
            painter.setPen(theme.colour("ink3"))
            lower = QRect(inner.left(), inner.top() + half, inner.width(), half)
            shown = QFontMetricsF(small).elidedText(entry.where, Qt.TextElideMode.ElideRight, lower.width())
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, shown)
