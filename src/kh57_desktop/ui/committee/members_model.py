"""The list of members: one row each, edited in place, moved with the mouse or Alt and an arrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from kh57_desktop.domain.committee import Member
from kh57_desktop.domain.terms import RoleRank, word
from kh57_desktop.i18n import N_, _, format_date, nfc
from kh57_desktop.services.committee_page import MemberLine
from kh57_desktop.ui.tables.columns import Column, ColumnKind
from kh57_desktop.ui.tables.roles import CellRole, EditorKind

NO_PARENT = QModelIndex()
_INKS = {"place": "ink3", "field": "ink2", "decision_in": "ink2", "decision_out": "ink2"}
MIME = "application/x-kh57-member"


@dataclass(frozen=True, slots=True)
class MemberColumn:
    column: Column
    text: Callable[[Member], str]
    editor: EditorKind | None = None

    @property
    def field(self) -> str:
        return self.column.key if self.editor is not None else ""


def _day(member: Member, field: str) -> str:
    day = getattr(member, field)
    return format_date(day) if day else ""


COLUMNS: tuple[MemberColumn, ...] = (
    MemberColumn(Column("place", N_("#"), ColumnKind.FIRST, 52), lambda member: ""),
    MemberColumn(Column("name", N_("Full name"), ColumnKind.TEXT, 168, 200), lambda m: m.name, EditorKind.LINE),
    MemberColumn(
        Column("role", N_("Role in the committee"), ColumnKind.TEXT, 196, leaves=4),
        lambda m: m.role,
        EditorKind.CHOICE,
    ),
    MemberColumn(Column("post", N_("Post"), ColumnKind.TEXT, 240, is_main=True), lambda m: m.post, EditorKind.LONG),
    MemberColumn(
        Column("field", N_("Field in charge"), ColumnKind.TEXT, 150, 220, leaves=1), lambda m: m.field, EditorKind.LONG
    ),
    MemberColumn(
        Column("active_from", N_("From"), ColumnKind.DATE, 92, leaves=3),
        lambda m: _day(m, "active_from"),
        EditorKind.LINE,
    ),
    MemberColumn(
        Column("decision_in", N_("By decision"), ColumnKind.TEXT, 120, leaves=2),
        lambda m: m.decision_in,
        EditorKind.LINE,
    ),
)
FORMER: tuple[MemberColumn, ...] = (
    *COLUMNS[:4],
    MemberColumn(Column("active_from", N_("From"), ColumnKind.DATE, 92, leaves=1), lambda m: _day(m, "active_from")),
    MemberColumn(Column("active_to", N_("To"), ColumnKind.DATE, 92), lambda m: _day(m, "active_to"), EditorKind.LINE),
    MemberColumn(
        Column("decision_out", N_("By decision"), ColumnKind.TEXT, 130), lambda m: m.decision_out, EditorKind.LINE
    ),
)


class MembersModel(QAbstractTableModel):
    """Rows as the service orders them: by role, then as moved."""

    edit_asked = Signal(object, str, str)
    """(member, field, words as typed)."""
    move_asked = Signal(object, int)
    """(member, place among those serving)."""

    def __init__(self, columns: Sequence[MemberColumn] = COLUMNS, parent=None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._headings = [_(column.column.heading) for column in columns]
        self._lines: tuple[MemberLine, ...] = ()
        self._roles = tuple(dict.fromkeys(_ROLES + tuple(word(rank) for rank in RoleRank)))

    def show(self, lines: Sequence[MemberLine]) -> None:
        """Lay the rows out anew, or only repaint them where the same members stay in the same order."""
        same = [line.member.id for line in lines] == [line.member.id for line in self._lines]
        if same:
            self._lines = tuple(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def group_rows(self) -> list[int]:
        return []

    def line_at(self, row: int) -> MemberLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, member_id: str) -> int | None:
        return next((row for row, line in enumerate(self._lines) if line.member.id == member_id), None)

    def column_of(self, key: str) -> int | None:
        return next((place for place, column in enumerate(self.columns) if column.column.key == key), None)

    # Qt

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled  # between the rows
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled
        return flags | flag.ItemIsEditable if self.columns[index.column()].editor is not None else flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = self.columns[index.column()]
        words = str(index.row() + 1) if column.column.key == "place" else column.text(line.member)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[index.column()]}: {words or '–'}"
        if role == CellRole.RECORD:
            return line
        if role == CellRole.IS_GROUP:
            return False
        if role == CellRole.EDITOR:
            return column.editor
        if role == CellRole.CHOICES and column.column.key == "role":
            return self._roles
        if role == CellRole.INK:
            return {"place": "ink3", "field": "ink2", "decision_in": "ink2", "decision_out": "ink2"}.get(
                column.column.key
            )
        return None

    def setData(self, index, value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the change; the row is shown anew when it has been saved."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None or role != Qt.ItemDataRole.EditRole or not self.columns[index.column()].field:
            return False
        self.edit_asked.emit(line.member, self.columns[index.column()].field, nfc(str(value)))
        return True

    # dragging

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        if indexes:
            mime.setData(MIME, QByteArray(str(indexes[0].row()).encode()))
        return mime

    def dropMimeData(self, mime: QMimeData, action: Qt.DropAction, row: int, column: int, parent) -> bool:
        """Ask for the move; never true, or the view would take the dragged row away by itself."""
        if not mime.hasFormat(MIME):
            return False
        source = int(bytes(mime.data(MIME).data()).decode())
        line = self.line_at(source)
        target = row if row >= 0 else parent.row() if parent.isValid() else len(self._lines)
        if line is not None:
            self.move_asked.emit(line.member, target - 1 if target > source else target)
        return False


_ROLES = ("Trưởng ban", "Phó Trưởng ban Thường trực", "Phó Trưởng ban", "Ủy viên Thường trực", "Ủy viên", "Thư ký")
"""Words of the office's own papers, always Vietnamese."""
