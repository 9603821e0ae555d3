"""Members × task groups: who answers for the whole of a group, who for single tasks of it, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.committee_page import CommitteeView, MatrixCell, MemberLine
from kh57_desktop.ui.style.states import STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.columns import LAST_RESORT, Column
from kh57_desktop.ui.tables.delegates import CellDelegate, Index
from kh57_desktop.ui.tables.painting import elided
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tables.view import EditableTableView

NO_PARENT = QModelIndex()
ROW, HEAD = 36, 42
GROUP_LEAST, GROUP_WIDTH = 48, 112
NAME_LEAST = 180
SHORT = 13
"""Letters of a group's title above its column; the whole of it is in the tool tip."""


class MatrixRole(IntEnum):
    CELL = Qt.ItemDataRole.UserRole + 50
    """`MatrixCell` of a member and a group."""
    SECOND = Qt.ItemDataRole.UserRole + 51
    """Second line of a member: role and post."""


class LinedCell(CellDelegate):
    """A hairline at the right edge, content in the middle of the row's height."""

    def first_line(self, rect: QRect) -> QRect:
        return rect

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super()._ground(painter, option, index)
        painter.setPen(QPen(self.theme.colour("line"), 0))
        right = QRectF(option.rect).right() - 0.5
        painter.drawLine(QPointF(right, option.rect.top()), QPointF(right, option.rect.bottom() + 1))

    def late(self, painter: QPainter, left: float, rect: QRect, words: str) -> None:
        """The icon of what is overdue with its number."""
        look = STANDINGS[Standing.OVERDUE]
        colour = self.theme.state_text(look)
        icon = self.theme.px(16)
        pixmap = self.theme.pixmap(look.icon, colour, filled=look.filled, ratio=self.view.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, rect.top() + (rect.height() - icon) // 2), pixmap)
        painter.setFont(self.theme.font("strong"))
        painter.setPen(colour)
        box = rect.adjusted(0, 0, 0, 0)
        box.setLeft(round(left) + icon + self.theme.px(2))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)


class PlaceCell(LinedCell):
    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        CellDelegate._ground(self, painter, option, index)


class PersonCell(LinedCell):
    """Name in bold, role and post below it."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        middle = rect.top() + rect.height() // 2
        upper = QRect(rect.left(), middle - self.theme.px(17), rect.width(), self.theme.px(18))
        self._line(painter, upper, index.data() or "", "strong", "ink")
        lower = upper.translated(0, self.theme.px(16))
        self._line(painter, lower, index.data(MatrixRole.SECOND) or "", "small", "ink2")

    def _line(self, painter: QPainter, box: QRect, words: str, role: str, ink: str) -> None:
        font = self.theme.font(role)
        painter.setFont(font)
        painter.setPen(self.theme.colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, elided(words, font.toString(), box.width()))


class GroupCell(LinedCell):
    """Filled ring: the whole group; hollow: single tasks; beside it the number of late ones."""

    def content_rect(self, rect: QRect, index: Index) -> QRect:
        return rect.adjusted(self.theme.px(5), 0, 0, 0)

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        cell: MatrixCell | None = index.data(MatrixRole.CELL)
        if cell is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(rect.left() + self.theme.px(7), rect.center().y() + 0.5)
        if not cell.is_whole and not cell.count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("line2"))
            painter.drawEllipse(middle, 1.2, 1.2)
            return
        draw_ring(painter, self.theme, middle, filled=cell.is_whole)
        if cell.late:
            self.late(painter, rect.left() + self.theme.px(15), rect, str(cell.late))


class CountCell(LinedCell):
    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        line: MemberLine = index.data(CellRole.RECORD)
        if index.column() == index.model().columnCount() - 1:
            if line.late:
                self.late(painter, rect.left(), rect, str(line.late))
            else:
                self.draw_text(painter, rect, "–", ink="ink3")
            return
        self.draw_text(painter, rect, index.data() or "", align=Qt.AlignmentFlag.AlignRight)


def draw_ring(painter: QPainter, theme: Theme, middle: QPointF, *, filled: bool) -> None:
    accent = theme.colour("accent")
    painter.setPen(QPen(accent, 1.6))
    painter.setBrush(accent if filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, theme.px(5), theme.px(5))


class MatrixKind(Enum):
    """One delegate per kind of column."""

    PLACE = PlaceCell
    PERSON = PersonCell
    GROUP = GroupCell
    COUNT = CountCell

    @property
    def delegate(self) -> type:
        return self.value


def columns_of(groups: Sequence[TaskGroup]) -> tuple[Column, ...]:
    """Groups share the width; names make room for them, and only then the last ones leave first."""
    last = LAST_RESORT + len(groups)
    return (
        Column("place", N_("#"), MatrixKind.PLACE, 40),
        Column("person", N_("Member of the committee"), MatrixKind.PERSON, NAME_LEAST, is_main=True),
        *(
            Column(group.id, group.number, MatrixKind.GROUP, GROUP_LEAST, GROUP_WIDTH, leaves=last - place)
            for place, group in enumerate(groups)
        ),
        Column("count", N_("Work"), MatrixKind.COUNT, 60, 72),
        Column("late", N_("Late"), MatrixKind.COUNT, 68, 80),
    )


class MatrixModel(QAbstractTableModel):
    """Rows are members, columns task groups."""

    toggle_asked = Signal(object, str)
    """(member, id of the group)."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = columns_of(())
        self._groups: tuple[TaskGroup, ...] = ()
        self._lines: tuple[MemberLine, ...] = ()
        self._has_titles = False

    def show_titles(self, shown: bool) -> None:
        """The first words of each group above its column, where columns are wide enough for them."""
        if shown != self._has_titles:
            self._has_titles = shown
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def show(self, view: CommitteeView) -> None:
        lines = view.members
        same = view.groups == self._groups and _ids(lines) == _ids(self._lines)
        if same:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._groups, self._lines = view.groups, lines
        self.columns = columns_of(view.groups)
        self.endResetModel()

    def group_rows(self) -> list[int]:
        return []

    def line_at(self, row: int) -> MemberLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, member_id: str) -> int | None:
        return next((row for row, line in enumerate(self._lines) if line.member.id == member_id), None)

    def group_at(self, column: int) -> TaskGroup | None:
        place = column - 2
        return self._groups[place] if 0 <= place < len(self._groups) else None

    def toggle(self, index: QModelIndex) -> None:
        line, group = self.line_at(index.row()), self.group_at(index.column())
        if line is not None and group is not None:
            self.toggle_asked.emit(line.member, group.id)

    # Qt

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        group = self.group_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if group is None:
                return _(self.columns[section].heading)
            number = group.number.rstrip(".")
            return f"{number}\n{_short(group.title)}" if self._has_titles else number
        if role == Qt.ItemDataRole.ToolTipRole and group is not None:
            return f"{group.number.rstrip('.')}. {group.title}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].key == "count" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        group = self.group_at(index.column())
        cell = line.cells[index.column() - 2] if group is not None else None
        if role == CellRole.RECORD:
            return line
        if role == CellRole.IS_GROUP:
            return False
        if role == MatrixRole.CELL:
            return cell
        if role == MatrixRole.SECOND:
            return " · ".join(words for words in (line.member.role, line.member.post) if words)
        if role == CellRole.INK and self.columns[index.column()].key == "place":
            return "ink3"
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index, line, cell)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(index, line, group, cell)
        return None

    def _words(self, index, line: MemberLine, cell: MatrixCell | None) -> str:
        if cell is not None:
            return str(cell.count) if cell.count else ""
        return {
            "place": str(index.row() + 1),
            "person": line.member.name or line.member.post,
            "count": str(line.count),
            "late": str(line.late),
        }[self.columns[index.column()].key]

    def _spoken(self, index, line: MemberLine, group: TaskGroup | None, cell: MatrixCell | None) -> str:
        name = line.member.name or line.member.post
        if group is None or cell is None:
            words = ", ".join(one for one in (line.member.role, line.member.post, line.member.field) if one)
            return f"{name}, {words}" if words else name
        return cell_words(name, group, cell)


def cell_words(name: str, group: TaskGroup, cell: MatrixCell) -> str:
    """The cell in words, for the line below the matrix and for a screen reader."""
    title = f"{group.number.rstrip('.')}. {group.title}"
    if cell.is_whole:
        kind = _("answers for the whole group")
    else:
        kind = _("answers for single tasks") if cell.count else _("nothing assigned")
    counts = _("{count} tasks, {late} overdue").format(count=cell.count, late=cell.late)
    return f"{name} × {title}: {kind}" + (f", {counts}" if cell.count else "")


class MatrixView(EditableTableView):
    """Space, Enter by double click, or Delete give and take a group; nothing is typed here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, columns_of(()), parent)
        theme.dress(self.horizontalHeader(), font="small_strong", height=HEAD)

    def arrange(self) -> None:
        if self.model() is not None and self.model().columnCount() == len(self.columns):
            super().arrange()
            self.model().show_titles(len(self.columns) > 4 and self.columnWidth(2) >= self.theme.px(GROUP_WIDTH))

    def lay_rows(self) -> None:
        super().lay_rows()
        self._tall()

    def restyle(self) -> None:
        super().restyle()
        self._tall()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        cell: MatrixCell | None = index.data(MatrixRole.CELL) if index.isValid() else None
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # Alt with an arrow is the page's: it moves the member
        elif cell is not None and (
            event.key() == Qt.Key.Key_Space or (event.key() == Qt.Key.Key_Delete and cell.is_whole)
        ):
            self.model().toggle(index)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.data(MatrixRole.CELL) is not None:
            self.model().toggle(index)
        else:
            super().mouseDoubleClickEvent(event)

    def _tall(self) -> None:
        """Two lines per member."""
        self.verticalHeader().setDefaultSectionSize(self.theme.px(ROW))


def _ids(lines: Sequence[MemberLine]) -> list[str]:
    return [line.member.id for line in lines]


def _short(title: str) -> str:
    """The first words that fit above the column."""
    words = title.replace(",", " ").split()
    shown = ""
    for one in words:
        longer = f"{shown} {one}".strip()
        if len(longer) > SHORT:
            break
        shown = longer
    return f"{shown or title[:SHORT]}…" if (shown or title[:SHORT]) != title else title
