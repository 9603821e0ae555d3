"""The rows that a reading brings, as the table of the import page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kh57_desktop.domain.plan_reading import PlanReading, ReadIndicator
from kh57_desktop.domain.unit_short_names import short_name_of
from kh57_desktop.i18n import N_, _, format_decimal
from kh57_desktop.ui.tables.columns import Column, ColumnKind
from kh57_desktop.ui.tables.roles import CellRole, GroupCells

_NO_PARENT = QModelIndex()

FOUND_COLUMNS = (
    Column("number", N_("#"), ColumnKind.FIRST, 64),
    Column("text", N_("Content"), ColumnKind.TEXT, 300, is_main=True, is_wrapped=True),
    Column("lead", N_("Lead unit"), ColumnKind.TEXT, 140, leaves=1),
    Column("deadline", N_("Deadline"), ColumnKind.TEXT, 156, leaves=2),
)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """`group` is set on group rows alone."""

    number: str = ""
    text: str = ""
    lead: str = ""
    deadline: str = ""
    group: GroupCells | None = None

    def cells(self) -> tuple[str, str, str, str]:
        return (self.number, self.text, self.lead, self.deadline)


def task_rows(reading: PlanReading) -> list[FoundRow]:
    """Tasks under their groups, in the order of the document; a group's tasks follow it even where numbers repeat."""
    rows: list[FoundRow] = []
    titles = {group.number: group for group in reversed(reading.task_groups)}
    current: str | None = ""
    for task in reading.tasks:
        if task.group != current:
            current = task.group
            group = titles.get(current)
            count = sum(1 for other in reading.tasks if other.group == current)
            title = f"{group.number}. {group.title}" if group and group.number else group.title if group else ""
            rows.append(
                _group_row(str(len(rows)), title or _("Not in a group"), _("{count} tasks").format(count=count))
            )
        lead = short_name_of(task.lead or "")
        rows.append(FoundRow((task.number or "–").rstrip("."), task.text, lead, task.deadline or ""))
    return rows


def indicator_rows(reading: PlanReading) -> list[FoundRow]:
    return [
        FoundRow(str(place), row.text, _value_words(row), str(row.horizon or ""))
        for place, row in enumerate(reading.indicators, 1)
    ]


def duty_rows(reading: PlanReading) -> list[FoundRow]:
    rows: list[FoundRow] = []
    for assignment in reading.assignments:
        rows.append(_group_row(str(len(rows)), assignment.organization, str(len(assignment.duties))))
        rows.extend(FoundRow("–", duty) for duty in assignment.duties)
    return rows


def head_rows(reading: PlanReading) -> list[FoundRow]:
    signature = reading.signature
    signed = " · ".join(part for part in (signature.authority, signature.position, signature.name) if part)
    facts = (
        (_("Kind"), reading.kind),
        (_("Issued by"), reading.issuer),
        (_("Sign"), reading.number),
        (_("Place and day"), ", ".join(part for part in (reading.locality, reading.date) if part)),
        (_("Title"), reading.title),
        (_("Signed by"), signed),
    )
    rows = [FoundRow("", f"{name}: {value}") for name, value in facts if value]
    rows.extend(FoundRow("", f"{_('Basis')}: {basis}") for basis in reading.bases)
    rows.extend(FoundRow("", f"{_('Recipient')}: {recipient}") for recipient in reading.recipients)
    return rows


def _group_row(key: str, title: str, done: str) -> FoundRow:
    return FoundRow(group=GroupCells(key, title, is_folded=False, overdue="", due_soon="", done=done))


def _value_words(row: ReadIndicator) -> str:
    sign = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "=": ""}[row.comparator]
    top = f"–{format_decimal(row.value_max)}" if row.value_max is not None else ""
    return f"{sign}{format_decimal(row.value)}{top} {row.unit or ''}".rstrip()


class FoundModel(QAbstractTableModel):
    """Rows to look through before they are accepted; groups open and close."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._all: tuple[FoundRow, ...] = ()
        self._rows: tuple[FoundRow, ...] = ()
        self._folded: set[str] = set()

    def put(self, rows: Sequence[FoundRow]) -> None:
        self._all = tuple(rows)
        self._folded = set()
        self._lay_out()

    def fold(self, group_id: str) -> None:
        self._folded ^= {group_id}
        self._lay_out()

    def _lay_out(self) -> None:
        self.beginResetModel()
        self._rows = tuple(self._open_rows())
        self.endResetModel()

    def _open_rows(self) -> Iterator[FoundRow]:
        is_open = True
        for row in self._all:
            if row.group is not None:
                is_open = row.group.id not in self._folded
                yield replace(row, group=replace(row.group, is_folded=not is_open))
            elif is_open:
                yield row

    def group_rows(self) -> list[int]:
        return [place for place, row in enumerate(self._rows) if row.group is not None]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(FOUND_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(FOUND_COLUMNS[section].heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == CellRole.IS_GROUP:
            return row.group is not None
        if role == CellRole.RECORD:
            return row.group or row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if row.group is not None:
                return row.group.title if index.column() == 0 else None
            return row.cells()[index.column()]
        if role == CellRole.INK:
            return "ink3" if index.column() == 0 else None
        return None
