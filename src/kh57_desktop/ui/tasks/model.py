"""The task table's model: group rows between tasks, and pages of lines fetched when they come into sight."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kh57_desktop.domain.terms import FIVE_CLEAR
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.task_table import GroupLine, TaskLine, TaskSummary
from kh57_desktop.ui.tables.roles import BarCell, CellRole, GroupCells, MarksCell, StateCell
from kh57_desktop.ui.tasks.columns import COLUMNS, TaskColumn

PAGE = 100
"""Lines fetched at once."""
PAGES_KEPT = 40

Fetch = Callable[[int, int], Sequence[TaskLine]]
"""(offset, limit) over the lines of the open groups, in the order shown."""
NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Block:
    """A group on the screen: its own row, where its tasks begin among all lines, and how many of them are open."""

    row: int
    group: GroupCells | None
    offset: int
    lines: int


class TaskTableModel(QAbstractTableModel):
    """Rows are group rows and tasks; filter and order are the service's, never sorted or filtered here."""

    edit_asked = Signal(object, str, str)
    """(task, field, words as typed)."""

    def __init__(self, columns: Sequence[TaskColumn] = COLUMNS, parent=None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._headings = [_(column.column.heading) for column in columns]
        self._blocks: tuple[_Block, ...] = ()
        self._starts: list[int] = []
        self._rows = 0
        self._fetch: Fetch = lambda _offset, _limit: ()
        self._pages: OrderedDict[int, Sequence[TaskLine]] = OrderedDict()
        self._units: tuple[str, ...] = ()
        self._short = False

    def show(self, summary: TaskSummary, folded: frozenset[str], fetch: Fetch) -> None:
        """Lay the rows out anew, or only repaint them where the same rows stay."""
        blocks = _blocks(summary.groups, folded)
        self._fetch = fetch
        if [(b.row, b.lines, b.group and b.group.id) for b in blocks] == [
            (b.row, b.lines, b.group and b.group.id) for b in self._blocks
        ]:
            self._blocks = blocks
            self._pages.clear()
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._blocks = blocks
        self._starts = [block.row for block in blocks]
        last = blocks[-1] if blocks else None
        self._rows = last.row + last.lines + (1 if last.group else 0) if last else 0
        self._pages.clear()
        self.endResetModel()

    def offer_units(self, names: Sequence[str]) -> None:
        """Names that the list of the lead unit offers."""
        self._units = tuple(names)

    def use_short_names(self, short: bool) -> None:
        """Where a column had to leave, units are shown by their short names."""
        self._short = short

    # rows

    def group_rows(self) -> list[int]:
        return [block.row for block in self._blocks if block.group is not None]

    def line_at(self, row: int) -> TaskLine | None:
        """The task of a row, None for a group row."""
        block = self._block(row)
        if block is None:
            return None
        place = row - block.row - (1 if block.group else 0)
        return self._line(block.offset + place) if place >= 0 else None

    def row_of_group(self, group_id: str) -> int | None:
        return next((block.row for block in self._blocks if block.group and block.group.id == group_id), None)

    def row_of(self, task_id: str, near: int) -> int | None:
        """The row of a task, looked for around row `near`; None where it is not shown any more."""
        reach = 3 * PAGE
        span = range(max(0, near - reach), min(self._rows, near + reach))
        for row in sorted(span, key=lambda place: abs(place - near)):
            line = self.line_at(row)
            if line is not None and line.task.id == task_id:
                return row
        return None

    def _block(self, row: int) -> _Block | None:
        place = bisect_right(self._starts, row) - 1
        return self._blocks[place] if place >= 0 else None

    def _line(self, offset: int) -> TaskLine | None:
        number = offset // PAGE
        if number not in self._pages:
            self._pages[number] = tuple(self._fetch(number * PAGE, PAGE))
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        page, place = self._pages[number], offset % PAGE
        return page[place] if place < len(page) else None

    # Qt

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.data(index, CellRole.EDITOR) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid() or index.row() >= self._rows:
            return None
        block = self._block(index.row())
        if block is not None and block.group is not None and block.row == index.row():
            return _group_data(block.group, index.column(), role)
        line = self.line_at(index.row())
        if line is None:
            return None
        return self._line_data(self._columns[index.column()], line, role)

    def _line_data(self, column: TaskColumn, line: TaskLine, role: int):
        if role == Qt.ItemDataRole.DisplayRole:
            if self._short and column.column.key == "lead":
                return line.lead_short or line.lead
            return column.text(line)
        if role in (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return column.full(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[self._columns.index(column)]}: {column.text(line) or column.full(line)}"
        if role == CellRole.RECORD:
            return line
        if role == CellRole.IS_GROUP:
            return False
        if role == CellRole.EDITOR:
            return column.editor
        return self._drawn(column.column.key, line, role)

    def _drawn(self, key: str, line: TaskLine, role: int):
        """What only the delegates ask for."""
        if role == CellRole.STATE and key == "standing":
            return StateCell(line.standing, self._columns_text("standing", line))
        if role == CellRole.BAR and key == "progress":
            return BarCell(line.percent, line.standing)
        if role == CellRole.MARKS and key == "clear":
            return MarksCell(tuple(member in line.clear for member in FIVE_CLEAR))
        if role == CellRole.INK:
            return {"number": "ink3", "supporting": "ink2", "product": "ink2"}.get(key)
        if role == CellRole.CHOICES and key == "lead":
            return self._units
        return None

    def _columns_text(self, key: str, line: TaskLine) -> str:
        return next(column.text(line) for column in self._columns if column.column.key == key)

    def setData(self, index, value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the change; the row is shown anew when it has been saved."""
        line = self.line_at(index.row()) if index.isValid() else None
        column = self._columns[index.column()] if index.isValid() else None
        if line is None or column is None or not column.field or role != Qt.ItemDataRole.EditRole:
            return False
        self.edit_asked.emit(line.task, column.field, nfc(str(value)))
        return True


def _blocks(groups: Sequence[GroupLine], folded: frozenset[str]) -> tuple[_Block, ...]:
    blocks: list[_Block] = []
    row = offset = 0
    for group in groups:
        is_folded = group.id in folded
        lines = 0 if is_folded else group.count
        cells = _cells(group, is_folded=is_folded) if group.title or len(groups) > 1 else None
        blocks.append(_Block(row, cells, offset, lines))
        row += lines + (1 if cells else 0)
        offset += lines
    return tuple(blocks)


def _cells(group: GroupLine, *, is_folded: bool) -> GroupCells:
    return GroupCells(
        id=group.id,
        title=group.heading or _("Not in a group"),
        is_folded=is_folded,
        overdue=_("{count} overdue").format(count=group.overdue) if group.overdue else "",
        due_soon=_("{count} due soon").format(count=group.due_soon) if group.due_soon else "",
        done=_("done {done}/{count}").format(done=group.done, count=group.count),
    )


def _group_data(group: GroupCells, column: int, role: int):
    if role == CellRole.IS_GROUP:
        return True
    if role == CellRole.RECORD:
        return group
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and column == 0:
        return group.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        parts = (group.title, group.overdue, group.due_soon, group.done)
        return ", ".join(part for part in parts if part)
    return None
