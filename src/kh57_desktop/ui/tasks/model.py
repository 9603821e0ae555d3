"""The task table's model: group rows between tasks, and pages of lines fetched when they come into sight."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.task_table import GroupLine, TaskLine, TaskSummary
from kh57_desktop.ui.tables.roles import BarCell, CellRole, GroupCells, MarksCell, StateCell
from kh57_desktop.ui.tasks.columns import COLUMNS, TaskColumn, standing_rule

PAGE = 50
"""Lines fetched at once."""
PAGES_KEPT = 80

Fetch = Callable[[str, int, int], Sequence[TaskLine]]
"""(key of the group, offset, limit) over the lines of one open group, in the order shown."""
NO_PARENT = QModelIndex()
_QUIET = {"number": "ink3", "supporting": "ink2", "product": "ink2", "first": "ink2", "note": "ink2"}


@dataclass(frozen=True, slots=True)
class _Block:
    """A group on the screen: its own row (None where no row names it), and how many of its tasks are open."""

    row: int
    key: str
    group: GroupCells | None
    lines: int
    first: int
    """The row of its first task."""


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
        self._fetch: Fetch = lambda _key, _offset, _limit: ()
        self._pages: OrderedDict[tuple[int, int], Sequence[TaskLine]] = OrderedDict()
        self._choices: dict[str, tuple[str, ...]] = {}
        self._doubts: dict[tuple[str, str], str] = {}
        self._short = False
        self._last_row = -1
        self._last: GroupCells | TaskLine | None = None

    def show(self, summary: TaskSummary, folded: frozenset[str], fetch: Fetch) -> None:
        """Lay the rows out anew, or only repaint them where the same rows stay."""
        self._put(_blocks(summary.groups, folded), fetch)

    def show_first(self, lines: Sequence[TaskLine]) -> None:
        """The first lines of a search, before anyone has counted: no group rows, nothing more is fetched."""
        blocks = (_Block(0, "", None, len(lines), 0),) if lines else ()
        self._put(blocks, lambda _key, offset, limit: tuple(lines)[offset : offset + limit])

    def _put(self, blocks: tuple[_Block, ...], fetch: Fetch) -> None:
        same = [(block.row, block.lines, block.key) for block in blocks] == [
            (block.row, block.lines, block.key) for block in self._blocks
        ]
        if same:
            self._blocks, self._fetch = blocks, fetch
            self._forget()
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._blocks, self._fetch = blocks, fetch
        self._starts = [block.row for block in blocks]
        self._rows = blocks[-1].first + blocks[-1].lines if blocks else 0
        self._forget()
        self.endResetModel()

    def read_again(self) -> None:
        """The same rows with what the file now says in them."""
        self._forget()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, len(self._columns) - 1))

    def _forget(self) -> None:
        self._pages.clear()
        self._last_row, self._last = -1, None

    def offer(self, choices: Mapping[str, Sequence[str]]) -> None:
        """Words that the lists of some columns offer, by column key."""
        self._choices = {key: tuple(words) for key, words in choices.items()}

    def offer_units(self, names: Sequence[str]) -> None:
        """Names that the list of the lead unit offers."""
        self._choices["lead"] = tuple(names)

    def mark_doubts(self, doubts: Mapping[tuple[str, str], str]) -> None:
        """Cells, by task id and field, whose pasted words could not be used, with the reason; replaces earlier ones."""
        self._doubts = dict(doubts)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, len(self._columns) - 1))

    def use_short_names(self, short: bool) -> None:
        """Where a column had to leave, units are shown by their short names."""
        self._short = short

    # rows

    def group_rows(self) -> list[int]:
        return [block.row for block in self._blocks if block.group is not None]

    def line_at(self, row: int) -> TaskLine | None:
        """The task of a row, None for a group row."""
        place = bisect_right(self._starts, row) - 1
        if place < 0 or not 0 <= row - self._blocks[place].first < self._blocks[place].lines:
            return None
        return self._line(place, row - self._blocks[place].first)

    def row_of_group(self, group_id: str) -> int | None:
        return next((block.row for block in self._blocks if block.group and block.group.id == group_id), None)

    def key_at(self, row: int) -> str:
        """The key of the group that a row belongs to; past the last row that of the last group."""
        place = bisect_right(self._starts, min(row, max(0, self._rows - 1))) - 1
        return self._blocks[place].key if place >= 0 else ""

    def row_of(self, task_id: str, near: int) -> int | None:
        """The row of a task, looked for around row `near`; None where it is not shown any more."""
        reach = PAGE
        span = range(max(0, near - reach), min(self._rows, near + reach))
        for row in sorted(span, key=lambda place: abs(place - near)):
            line = self.line_at(row)
            if line is not None and line.task.id == task_id:
                return row
        return None

    def rows_of(self, task_ids: Sequence[str]) -> list[int]:
        """Rows of tasks that were just moved or added, as far as they are in the pages that are at hand."""
        wanted = set(task_ids)
        found = []
        for (place, number), page in list(self._pages.items()):
            for at, line in enumerate(page):
                if line.task.id in wanted:
                    found.append(self._blocks[place].first + number * PAGE + at)
        return sorted(found)

    def _block(self, row: int) -> _Block | None:
        place = bisect_right(self._starts, row) - 1
        return self._blocks[place] if place >= 0 else None

    def _line(self, block: int, offset: int) -> TaskLine | None:
        number = offset // PAGE
        key = (block, number)
        if key not in self._pages:
            self._pages[key] = tuple(self._fetch(self._blocks[block].key, number * PAGE, PAGE))
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(key)
        page, place = self._pages[key], offset % PAGE
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
        row = index.row()
        if row != self._last_row:  # one row is asked for many things in turn
            self._last_row, self._last = row, self._record_at(row)
        record = self._last
        if isinstance(record, TaskLine):
            return self._line_data(self._columns[index.column()], record, role)
        return _group_data(record, index.column(), role) if record is not None else None

    def _record_at(self, row: int) -> GroupCells | TaskLine | None:
        block = self._block(row)
        if block is not None and block.group is not None and block.row == row:
            return block.group
        return self.line_at(row)

    def _line_data(self, column: TaskColumn, line: TaskLine, role: int):
        if role == Qt.ItemDataRole.DisplayRole:
            if self._short and column.column.key == "lead":
                return line.lead_short or line.lead
            return column.text(line)
        if role == Qt.ItemDataRole.EditRole:
            return column.full(line)
        if role == CellRole.DOUBT and not self._doubts:
            return None
        doubt = self._doubts.get((line.task.id, column.field)) if self._doubts and column.field else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return doubt or (standing_rule(line) if column.column.key == "standing" else column.full(line))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{self._headings[self._columns.index(column)]}: {column.text(line) or column.full(line)}"
            return f"{said}. {doubt}" if doubt else said
        if role == CellRole.RECORD:
            return line
        if role == CellRole.IS_GROUP:
            return False
        if role == CellRole.EDITOR:
            return column.editor
        if role == CellRole.DOUBT:
            return doubt
        return self._drawn(column.column.key, line, role)

    def _drawn(self, key: str, line: TaskLine, role: int):
        """What only the delegates ask for."""
        if role == CellRole.STATE and key == "standing":
            return StateCell(line.standing, self._columns_text("standing", line))
        if role == CellRole.BAR and key == "progress":
            return BarCell(line.percent, line.standing)
        if role == CellRole.MARKS and key == "clear":
            return MarksCell(tuple(member in line.clear for member in line.members))
        if role == CellRole.INK:
            return _QUIET.get(key)
        if role == CellRole.CHOICES:
            return self._choices.get(key)
        if role == CellRole.DEPTH and key == "text":
            return line.depth
        return None

    def _columns_text(self, key: str, line: TaskLine) -> str:
        return next(column.text(line) for column in self._columns if column.column.key == key)

    def field_at(self, place: int) -> str:
        """The field that a column sets; "" for one that shows only."""
        column = self._columns[place]
        return column.field if column.editor is not None else ""

    def setData(self, index, value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the change; the row is shown anew when it has been saved."""
        line = self.line_at(index.row()) if index.isValid() else None
        column = self._columns[index.column()] if index.isValid() else None
        if line is None or column is None or not column.field or role != Qt.ItemDataRole.EditRole:
            return False
        self._doubts.pop((line.task.id, column.field), None)
        self.edit_asked.emit(line.task, column.field, nfc(str(value)))
        return True


def _blocks(groups: Sequence[GroupLine], folded: frozenset[str]) -> tuple[_Block, ...]:
    blocks: list[_Block] = []
    row = 0
    for group in groups:
        is_folded = group.id in folded
        lines = 0 if is_folded else group.count
        cells = _cells(group, is_folded=is_folded) if group.title or len(groups) > 1 else None
        blocks.append(_Block(row, group.id, cells, lines, row + (1 if cells else 0)))
        row = blocks[-1].first + lines
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
