"""The lines of one tab as a Qt model; headings open and close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kh57_desktop.i18n import _
from kh57_desktop.ui.importing.answers import ANSWERS
from kh57_desktop.ui.importing.review_lines import Cell, Heading, Line
from kh57_desktop.ui.tables.columns import Column
from kh57_desktop.ui.tables.roles import CellRole, EditorKind, GroupCells

_NO_PARENT = QModelIndex()
_LONG = {"text", "supporting", "product"}
_NOTHING = Cell("")


class ReviewRole(IntEnum):
    """Beyond `tables.roles.CellRole`."""

    LINE = Qt.ItemDataRole.UserRole + 60
    CELL = Qt.ItemDataRole.UserRole + 61


class ReviewModel(QAbstractTableModel):
    """The lines of one tab; headings open and close. `edit` takes a cell as typed and says whether it could."""

    def __init__(self, edit: Callable[[Line, str, str], bool], parent=None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._columns: tuple[Column, ...] = ()
        self._all: tuple[Line | Heading, ...] = ()
        self._lines: tuple[Line | Heading, ...] = ()
        self._folded: set[str] = set()

    def put(self, columns: Sequence[Column], lines: Sequence[Line | Heading]) -> None:
        self.beginResetModel()
        self._columns, self._all = tuple(columns), tuple(lines)
        self._lines = tuple(self._open())
        self.endResetModel()

    def fold(self, heading: str) -> None:
        self.beginResetModel()
        self._folded ^= {heading}
        self._lines = tuple(self._open())
        self.endResetModel()

    def unfold_all(self) -> None:
        self._folded.clear()

    def _open(self) -> list[Line | Heading]:
        shown: list[Line | Heading] = []
        is_open = True
        for line in self._all:
            if isinstance(line, Heading):
                is_open = line.id not in self._folded
                shown.append(line)
            elif is_open:
                shown.append(line)
        return shown

    def line(self, row: int) -> Line | None:
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if isinstance(line, Line) else None

    def row_of(self, line_id: str) -> int | None:
        return next((row for row, line in enumerate(self._lines) if line.id == line_id), None)

    def group_rows(self) -> list[int]:
        return [row for row, line in enumerate(self._lines) if isinstance(line, Heading)]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index):
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.data(CellRole.EDITOR) is not None else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self._columns[section].heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if isinstance(line, Heading):
            return self._heading_data(line, index.column(), role)
        key = self._columns[index.column()].key
        cell = line.cells.get(key, _NOTHING)
        display = Qt.ItemDataRole
        if role == display.DisplayRole:
            return cell.shown
        if role == display.EditRole:
            return cell.typed
        if role == display.ToolTipRole:
            return cell.shown or None
        if role == display.AccessibleTextRole:
            spoken = [cell.shown or _("empty"), line.mark if key == "text" else ""]
            return ". ".join(part for part in (*spoken, line.reason if key == "text" else "") if part)
        return {
            CellRole.IS_GROUP: False,
            CellRole.RECORD: line,
            ReviewRole.LINE: line,
            ReviewRole.CELL: cell,
            CellRole.INK: "ink3" if index.column() == 0 or line.is_quiet else "ink",
            CellRole.CHOICES: cell.choices,
            CellRole.EDITOR: self._editor(cell),
        }.get(role)

    def _editor(self, cell: Cell) -> EditorKind | None:
        if not cell.field:
            return None
        if cell.choices:
            return EditorKind.CHOICE
        return EditorKind.LONG if cell.field in _LONG or cell.field in ("title", "post") else EditorKind.LINE

    def _heading_data(self, heading: Heading, column: int, role: int):
        if role == CellRole.IS_GROUP:
            return True
        if role == CellRole.RECORD:
            return GroupCells(heading.id, heading.title, heading.id in self._folded, "", "", heading.count)
        if role == ReviewRole.LINE:
            return heading
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in spoken and column == 0:
            return f"{heading.title}, {heading.count}"
        return None

    def setData(self, index, value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.line(index.row())
        cell = index.data(ReviewRole.CELL)
        return line is not None and cell is not None and self._edit(line, cell.field, str(value))


def link_words(line: Line) -> str:
    return _(ANSWERS[line.first_answer]) if line.first_answer is not None else ""
