"""What became of every field of a task: who, when, old → new; and what moved since the plan was issued."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import DeadlineKind, TaskState, Term, word
from kh57_desktop.i18n import _, fold, format_date, format_decimal
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.services.task_fields import field_words
from kh57_desktop.store.codec import Cell, Row
from kh57_desktop.store.history import FieldChange


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field that one action changed. `field`: the column; `name`, `old`, `new`: as people read them."""

    at: datetime
    user: str
    action: str
    field: str
    name: str
    old: str
    new: str


def history_of(session: Session, task_id: str, *, search: str = "", field: str = "", user: str = "") -> list[FieldLine]:
    """Newest first. `search`: in any of the words, marks ignored; `field`: one column; `user`: one person."""
    names = _Names(session)
    wanted = fold(search)
    return [
        line
        for change in session.store.changes_of_task(task_id)
        for line in _lines(change, names)
        if (not field or line.field == field)
        and (not user or line.user == user)
        and wanted in fold(f"{line.name} {line.old} {line.new} {line.user} {line.action}")
    ]


class _Names:
    """Rows that cells refer to, by the names that people know them by."""

    def __init__(self, session: Session) -> None:
        self.units = {unit.id: unit.name for unit in session.store.offices.units()}
        self.groups = {
            group.id: f"{group.number} {group.title}".strip()
            for plan in session.store.plans.all()
            for group in session.store.plans.groups(plan.id)
        }
        self.tasks: dict[str, str] = {}
        self.indicators: dict[str, str] = {}
        for plan in session.store.plans.all():
            self.tasks.update({task.id: task.code for task in session.store.tasks.of_plan(plan.id)})
            self.indicators.update({row.id: row.code for row in session.store.indicators.of_plan(plan.id)})

    def list_of(self, cell: Cell, known: Mapping[str, str]) -> str:
        return "; ".join(known.get(id_, id_) for id_ in json.loads(str(cell or "[]")))


_HIDDEN = frozenset({"id", "plan_id", "task_id", "position", "deleted_at", "first_due_on", "recorded_at", "code"})
"""Columns that say nothing to people; a deletion and a restoring have words of their own."""
_AS_FIELD = {
    "group_id": "group", "parent_id": "parent", "lead_unit_id": "lead_unit", "supporting_unit_ids": "supporting_units",
    "deadline_words": "deadline", "indicator_ids": "indicators",
}  # fmt: skip
_DAYS = frozenset({"start_on", "due_on", "finished_on", "product_on", "day", "asked_on", "answered_on", "document_on"})


def _lines(change: FieldChange, names: _Names) -> list[FieldLine]:
    at = change.at.astimezone(VIETNAM)

    def line(field: str, name: str, old: str, new: str) -> FieldLine:
        return FieldLine(at, change.user, change.sentence, field, name, old, new)

    if change.table != "task":
        return [line(change.table, _record_name(change.table), "", _record_words(change, names))]
    if change.op in ("bin", "restore", "delete") or (change.op == "insert" and change.kind == "do"):
        words = {"insert": _("added"), "restore": _("restored")}.get(change.op, _("deleted"))
        text = str(change.after.get("text") or "") if change.op == "insert" else ""
        return [line("", _("task"), "", f"{words}: {text}" if text else words)]
    return [
        line(_AS_FIELD.get(column, column), _column_name(column), *_old_and_new(change, column, names))
        for column in change.after
        if column not in _HIDDEN
    ]


def _old_and_new(change: FieldChange, column: str, names: _Names) -> tuple[str, str]:
    return _cell_words(column, change.before.get(column), names), _cell_words(column, change.after[column], names)


def _column_name(column: str) -> str:
    others = {"deadline_kind": _("kind of deadline"), "extension_reason": _("reason of the extension")}
    return others.get(column) or field_words(_AS_FIELD.get(column, column))


def _record_name(table: str) -> str:
    names = {
        "progress_entry": _("progress"),
        "extension": _("extension"),
        "occurrence": _("period"),
        "supporting": _("supporting unit"),
        "evidence": _("evidence"),
    }
    return names.get(table, table)


def _record_words(change: FieldChange, names: _Names) -> str:
    if change.op in ("bin", "delete"):
        return _("deleted")
    cells = {column: _cell_words(column, cell, names) for column, cell in change.after.items()}
    kept = ("percent", "result", "difficulty", "proposal", "words_from", "words_to", "reason", "document", "period",
            "finished_on", "proof", "unit_id", "asked_on", "answered_on")  # fmt: skip
    return " · ".join(cells[column] for column in kept if cells.get(column))


def _cell_words(column: str, cell: Cell, names: _Names) -> str:
    if cell is None or cell == "":
        return ""
    if column in _DAYS or column in ("due_from", "due_to", "opens_on"):
        return format_date(date.fromisoformat(str(cell)))
    codes = {"state": TaskState, "term": Term, "deadline_kind": DeadlineKind}
    if column in codes:
        return word(codes[column](str(cell)))
    known = {"lead_unit_id": names.units, "unit_id": names.units, "group_id": names.groups, "parent_id": names.tasks}
    if column in known:
        return known[column].get(str(cell), str(cell))
    if column in ("supporting_unit_ids", "indicator_ids"):
        return names.list_of(cell, names.units if column == "supporting_unit_ids" else names.indicators)
    if column == "period":
        return label(parse_period(str(cell)))
    if column == "budget":
        return format_decimal(int(cell))
    if column == "percent":
        return f"{cell} %"
    if column == "is_ours":
        return _("yes") if cell else _("no")
    return str(cell)


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that moved since the plan was issued: a field old → new, or a whole task added or dropped."""

    code: str
    text: str
    field: str
    name: str
    old: str
    new: str


ADDED, DROPPED = "added", "dropped"
_BASELINE = (
    "text", "number", "group_id", "parent_id", "product", "lead_unit_id", "lead_person", "supporting_unit_ids",
    "deadline_words", "due_on", "approver", "term", "phase", "budget", "is_ours", "state",
)  # fmt: skip
"""What the issued plan says of a task; progress and notes are the work itself, not a move."""


def moved_since_issue(session: Session, plan_id: str) -> list[Moved]:
    """Everything that differs from the plan as issued, in printed order, dropped tasks last."""
    issued = session.store.as_issued(plan_id)
    names = _Names(session)
    present = session.store.tasks.of_plan(plan_id)
    found: list[Moved] = []
    for task in present:
        before = issued.get(task.id)
        if before is None:
            found.append(Moved(task.code, task.text, ADDED, _("added after issue"), "", task.text))
            continue
        found += _moves_of(task, before, session.store.tasks.row_of(task), names)
    kept = {task.id for task in present}
    found += [
        Moved(str(row["code"]), str(row["text"]), DROPPED, _("dropped after issue"), str(row["text"]), "")
        for id_, row in issued.items()
        if id_ not in kept and row.get("deleted_at") is None
    ]
    return found


def _moves_of(task: Task, before: Row, now: Row, names: _Names) -> list[Moved]:
    return [
        Moved(
            task.code,
            task.text,
            _AS_FIELD.get(column, column),
            _column_name(column),
            _cell_words(column, before.get(column), names),
            _cell_words(column, now[column], names),
        )
        for column in _BASELINE
        if before.get(column, now[column]) != now[column]
    ]
