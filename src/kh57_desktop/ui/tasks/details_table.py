"""The fields of one task as a two-column table in the pane: the same editors and keys as in the big table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kh57_desktop.domain.terms import TaskState, word
from kh57_desktop.i18n import N_, _, format_date, format_decimal, nfc
from kh57_desktop.services.task_details import TaskDetails
from kh57_desktop.ui.tables.columns import Column, ColumnKind
from kh57_desktop.ui.tables.roles import CellRole, EditorKind
from kh57_desktop.ui.tasks.columns import priority_words

NO_PARENT = QModelIndex()
DETAIL_COLUMNS = (
    Column("name", N_("Field"), ColumnKind.FIRST, 112),
    Column("value", N_("Value"), ColumnKind.TEXT, 160, is_main=True, is_wrapped=True),
)


@dataclass(frozen=True, slots=True)
class DetailField:
    """`words`: what is shown; `full`: what editing starts from, where it is worded otherwise."""

    field: str
    name: str
    words: Callable[[TaskDetails], str]
    editor: EditorKind | None = EditorKind.LINE
    full: Callable[[TaskDetails], str] | None = None


def _day(name: str) -> Callable[[TaskDetails], str]:
    def words(details: TaskDetails) -> str:
        day = getattr(details.line.task, name)
        return format_date(day) if day else ""

    return words


def _text(name: str) -> Callable[[TaskDetails], str]:
    return lambda details: str(getattr(details.line.task, name))


def _codes(details: TaskDetails) -> str:
    return "; ".join(words.split(" ", 1)[0] for words in details.indicators)


DETAIL_FIELDS: tuple[DetailField, ...] = (
    DetailField("lead_unit", N_("Lead unit"), lambda details: details.line.lead, EditorKind.CHOICE),
    DetailField(
        "supporting_units", N_("Supporting"), lambda details: "; ".join(details.line.supporting), EditorKind.LONG
    ),
    DetailField("deadline", N_("Deadline"), _text("deadline_words")),
    DetailField("product", N_("Product"), _text("product"), EditorKind.LONG),
    DetailField("lead_person", N_("Who"), _text("lead_person"), EditorKind.CHOICE),
    DetailField("approver", N_("Approver"), _text("approver")),
    DetailField("number", N_("Printed number"), _text("number")),
    DetailField("group", N_("Task group"), lambda details: details.group, None),
    DetailField("parent", N_("Parent task"), lambda details: details.parent.code if details.parent else ""),
    DetailField("start_on", N_("Start day"), _day("start_on")),
    DetailField("due_on", N_("Due day"), _day("due_on")),
    DetailField("first_due_on", N_("First deadline"), _day("first_due_on"), None),
    DetailField(
        "term",
        N_("Term"),
        lambda details: word(details.line.task.term) if details.line.task.term else "",
        EditorKind.CHOICE,
    ),
    DetailField("phase", N_("Phase"), _text("phase"), EditorKind.CHOICE),
    DetailField(
        "priority",
        N_("Priority"),
        lambda details: priority_words(details.line),
        EditorKind.CHOICE,
        lambda details: str(details.line.task.priority),
    ),
    DetailField(
        "budget",
        N_("Budget (đồng)"),
        lambda details: format_decimal(details.line.task.budget) if details.line.task.budget is not None else "",
        EditorKind.NUMBER,
    ),
    DetailField("product_number", N_("Number of the document"), _text("product_number")),
    DetailField("product_on", N_("Its day"), _day("product_on")),
    DetailField("indicators", N_("Indicators"), lambda details: "; ".join(details.indicators), full=_codes),
    DetailField("directives", N_("Directives"), lambda details: "; ".join(details.directives), None),
    DetailField(
        "is_ours",
        N_("The commune’s task"),
        lambda details: _("yes") if details.line.task.is_ours else _("no"),
        EditorKind.CHOICE,
    ),
    DetailField(
        "state",
        N_("State"),
        lambda details: word(details.line.task.state),
        EditorKind.CHOICE,
        lambda details: str(details.line.task.state),
    ),
    DetailField("state_reason", N_("Reason"), _text("state_reason")),
    DetailField("note", N_("Note"), _text("note"), EditorKind.LONG),
)


class DetailsModel(QAbstractTableModel):
    """Shows one task; asks for a change as the big table does."""

    edit_asked = Signal(object, str, str)

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._details: TaskDetails | None = None
        self._choices: Mapping[str, Sequence[str]] = {}

    def show(self, details: TaskDetails | None) -> None:
        same = self._details is not None and details is not None
        self._details = details
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(DETAIL_FIELDS) - 1, 1))
        else:
            self.beginResetModel()
            self.endResetModel()

    def offer(self, choices: Mapping[str, Sequence[str]]) -> None:
        self._choices = {**choices, "state": [str(state) for state in TaskState]}

    def group_rows(self) -> list[int]:
        return []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() or self._details is None else len(DETAIL_FIELDS)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(DETAIL_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(DETAIL_COLUMNS[section].heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.data(index, CellRole.EDITOR) else flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid() or self._details is None:
            return None
        field = DETAIL_FIELDS[index.row()]
        is_name = index.column() == 0
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _(field.name) if is_name else field.words(self._details)
        if role == Qt.ItemDataRole.EditRole and not is_name:
            return (field.full or field.words)(self._details)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_(field.name)}: {field.words(self._details) or '–'}"
        if role == CellRole.IS_GROUP:
            return False
        if role == CellRole.EDITOR:
            return None if is_name else field.editor
        if role == CellRole.CHOICES:
            return tuple(self._choices.get(field.field, ()))
        if role == CellRole.INK:
            return "ink2" if is_name else None
        return None

    def setData(self, index, value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if self._details is None or role != Qt.ItemDataRole.EditRole or index.column() != 1:
            return False
        field = DETAIL_FIELDS[index.row()]
        self.edit_asked.emit(self._details.line.task, field.field, nfc(str(value)))
        return True
