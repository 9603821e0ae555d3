"""Fields of a task as people type them: what each one takes, what no task may say, and its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import TaskState, Term, word
from kh57_desktop.errors import BadValue, UnknownField, UnknownKey
from kh57_desktop.i18n import _, fold, format_date, nfc, parse_date, parse_decimal
from kh57_desktop.services.due_days import deadline_of
from kh57_desktop.services.named_units import listed_units
from kh57_desktop.services.plans import group_by_number, row_by_key, unit_by_name
from kh57_desktop.services.session import Session

Setter = Callable[[Session, Plan, Task, str], Task]
DEEPEST = 3
"""Levels of tasks below one another: task, sub-task, its part."""


def task_by_key(session: Session, plan: Plan, key: str) -> Task:
    """A task by its code (N12), or by its printed number or its words where they are unique."""
    rows = session.store.tasks.of_plan(plan.id)
    return row_by_key(rows, key, kind=_("task"), other=lambda task: (task.number, task.text))


def with_fields(session: Session, plan: Plan, task: Task, fields: Mapping[str, str]) -> Task:
    """The task with `fields`, given as typed; raises UnknownField, BadValue or UnknownKey, nothing saved."""
    for name, typed in fields.items():
        setter = _SETTERS.get(name)
        if setter is None:
            raise UnknownField(kind=_("task"), name=name, allowed=", ".join(sorted(_SETTERS)))
        task = setter(session, plan, task, nfc(typed).strip())
    _refuse_contradictions(session, task)
    return task


def _refuse_contradictions(session: Session, task: Task) -> None:
    """What no task may say; checked on the whole row, so that fields can be given in any order."""
    if not task.text:
        raise BadValue(field="text", value="", allowed=_("the words of the task"))
    if task.start_on and task.due_on and task.start_on > task.due_on:
        raise BadValue(field="start_on", value=format_date(task.start_on), allowed=_("a day not after the due day"))
    if task.finished_on and task.finished_on > session.today:
        raise BadValue(field="finished_on", value=format_date(task.finished_on), allowed=_("a day up to today"))
    if task.state in (TaskState.SUSPENDED, TaskState.CANCELLED) and not task.state_reason:
        raise BadValue(field="state_reason", value="", allowed=_("the reason and the document that says so"))


def _text(column: str) -> Setter:
    def put(_session: Session, _plan: Plan, task: Task, typed: str) -> Task:
        values: dict[str, Any] = {column: typed}
        return replace(task, **values)

    return put


def _day(column: str) -> Setter:
    def put(session: Session, _plan: Plan, task: Task, typed: str) -> Task:
        day = day_as_typed(session, column, typed)
        values: dict[str, Any] = {column: day}
        if column == "due_on" and task.first_due_on is None:
            values["first_due_on"] = day
        return replace(task, **values)

    return put


def day_as_typed(session: Session, name: str, typed: str) -> date | None:
    """A day as typed, None where the field is emptied; raises BadValue."""
    day = parse_date(typed, default_year=session.today.year) if typed else None
    if typed and day is None:
        raise BadValue(field=name, value=typed, allowed=_("a day such as 30/9/2026"))
    return day


def one_of(kind: type[StrEnum], name: str, typed: str) -> StrEnum:
    """A stored code as typed; raises BadValue naming the codes there are."""
    try:
        return kind(typed)
    except ValueError as cause:
        raise BadValue(field=name, value=typed, allowed=", ".join(kind)) from cause


def _group(session: Session, plan: Plan, task: Task, typed: str) -> Task:
    return replace(task, group_id=group_by_number(session, plan, typed).id if typed else None)


def _lead(session: Session, _plan: Plan, task: Task, typed: str) -> Task:
    return replace(task, lead_unit_id=unit_by_name(session, typed).id if typed else None)


def _supporting(session: Session, _plan: Plan, task: Task, typed: str) -> Task:
    names = listed_units(session, typed)
    return replace(task, supporting_unit_ids=tuple(unit_by_name(session, name).id for name in names))


def _deadline(session: Session, plan: Plan, task: Task, typed: str) -> Task:
    """The words stay as typed, a bare day in its usual form; the days are computed from them, none is invented."""
    day = parse_date(typed, default_year=session.today.year)
    typed = format_date(day) if day is not None else typed
    deadline = deadline_of(session, typed, issued_on=plan.dated_on or session.today)
    return replace(
        task,
        deadline_words=typed,
        deadline_kind=deadline.kind,
        start_on=deadline.start_on,
        due_on=deadline.due_on,
        first_due_on=task.first_due_on or deadline.due_on,
    )


def _state(session: Session, _plan: Plan, task: Task, typed: str) -> Task:
    state = TaskState(one_of(TaskState, "state", typed))
    finished = (task.finished_on or session.today) if state is TaskState.DONE else None
    return replace(task, state=state, finished_on=finished)


def _term(_session: Session, _plan: Plan, task: Task, typed: str) -> Task:
    """The code, or the words of the screen ("ngắn hạn")."""
    worded = next((term for term in Term if typed and fold(typed) == fold(word(term))), None)
    if worded is not None or not typed:
        return replace(task, term=worded)
    return replace(task, term=Term(one_of(Term, "term", typed)))


def _parent(session: Session, plan: Plan, task: Task, typed: str) -> Task:
    parent = task_by_key(session, plan, typed) if typed else None
    if parent is None:
        return replace(task, parent_id=None)
    refuse_ring(session, task, parent, typed)
    return replace(task, parent_id=parent.id, group_id=parent.group_id)


def refuse_ring(session: Session, task: Task, parent: Task, typed: str) -> None:
    """A task stands below another one, never below itself, and not deeper than DEEPEST."""
    rows = {row.id: row for row in session.store.tasks.of_plan(task.plan_id)}
    above, step = 1, rows.get(parent.parent_id or "")
    is_ring = parent.id == task.id
    while step is not None and above <= DEEPEST:
        is_ring = is_ring or step.id == task.id
        above, step = above + 1, rows.get(step.parent_id or "")
    if is_ring or above + _levels_below(task, rows) >= DEEPEST:
        raise BadValue(field="parent", value=typed, allowed=_("another task that is not below this one"))


def _levels_below(task: Task, rows: Mapping[str, Task]) -> int:
    children = [row for row in rows.values() if row.parent_id == task.id and row.id != task.id]
    return 1 + max(_levels_below(child, rows) for child in children) if children else 0


_PRIORITIES = {"": 0, "thuong": 0, "cao": 1, "uu tien": 1, "khan": 2, "rat cao": 2}


def _priority(_session: Session, _plan: Plan, task: Task, typed: str) -> Task:
    level = int(typed) if typed.isdecimal() else _PRIORITIES.get(fold(typed))
    if level is None or level > 9:
        raise BadValue(field="priority", value=typed, allowed="0, 1, 2 …")
    return replace(task, priority=level)


def _ours(_session: Session, _plan: Plan, task: Task, typed: str) -> Task:
    said = {"yes": True, "no": False, "co": True, "khong": False}.get(fold(typed))
    if said is None:
        raise BadValue(field="is_ours", value=typed, allowed="yes, no")
    return replace(task, is_ours=said)


def _budget(_session: Session, _plan: Plan, task: Task, typed: str) -> Task:
    """Đồng; "150 triệu" and "1,5 tỷ" are understood, since that is how plans word amounts."""
    return replace(task, budget=amount_as_typed(typed))


_AMOUNT_WORDS = {
    "": 1, "dong": 1, "d": 1, "nghin": 1_000, "nghin dong": 1_000, "trieu": 1_000_000, "trieu dong": 1_000_000,
    "ty": 1_000_000_000, "ty dong": 1_000_000_000, "ti": 1_000_000_000,
}  # fmt: skip


def amount_as_typed(typed: str) -> int | None:
    """An amount in đồng as typed, None where the field is emptied; raises BadValue."""
    plain = fold(typed).strip()
    if not plain:
        return None
    digits = plain.rstrip("abcdefghijklmnopqrstuvwxyz ")
    value, times = parse_decimal(digits), _AMOUNT_WORDS.get(plain[len(digits) :].strip())
    if value is None or times is None or value < 0 or value * times != int(value * times):
        raise BadValue(field=_("budget"), value=typed, allowed=_("an amount such as 150.000.000 or 150 triệu"))
    return int(value * times)


def _indicators(session: Session, plan: Plan, task: Task, typed: str) -> Task:
    """Indicators by their codes, parted by “;” or “,”: C1; C4."""
    known = {row.code: row.id for row in session.store.indicators.of_plan(plan.id)}
    found = []
    for code in (part.strip().upper() for part in typed.replace(",", ";").split(";")):
        if code and code not in known:
            raise UnknownKey(kind=_("indicator"), key=code)
        if code:
            found.append(known[code])
    return replace(task, indicator_ids=tuple(dict.fromkeys(found)))


_SETTERS: dict[str, Setter] = {
    "text": _text("text"),
    "number": _text("number"),
    "group": _group,
    "parent": _parent,
    "product": _text("product"),
    "lead_unit": _lead,
    "lead_person": _text("lead_person"),
    "supporting_units": _supporting,
    "approver": _text("approver"),
    "deadline": _deadline,
    "start_on": _day("start_on"),
    "due_on": _day("due_on"),
    "term": _term,
    "priority": _priority,
    "note": _text("note"),
    "state": _state,
    "finished_on": _day("finished_on"),
    "state_reason": _text("state_reason"),
    "is_ours": _ours,
    "phase": _text("phase"),
    "budget": _budget,
    "indicators": _indicators,
    "product_number": _text("product_number"),
    "product_on": _day("product_on"),
}


def field_words(name: str) -> str:
    """A field's name in the user's language, for action names and history."""
    words = {
        "text": _("content"),
        "number": _("number"),
        "group": _("group"),
        "parent": _("parent task"),
        "product": _("product result"),
        "lead_unit": _("lead unit"),
        "lead_person": _("lead person"),
        "supporting_units": _("supporting units"),
        "approver": _("approver"),
        "deadline": _("deadline"),
        "start_on": _("start day"),
        "due_on": _("due day"),
        "term": _("term"),
        "priority": _("priority"),
        "note": _("note"),
        "state": _("state"),
        "finished_on": _("day finished"),
        "state_reason": _("reason"),
        "is_ours": _("responsibility of the commune"),
        "phase": _("phase"),
        "budget": _("budget"),
        "indicators": _("indicators served"),
        "product_number": _("number of the product document"),
        "product_on": _("day of the product document"),
        "percent": _("progress"),
    }
    return words.get(name, name)


def percent_as_typed(typed: str) -> int | None:
    """Per cent as typed ("50", "50 %"), None where nothing was typed; raises BadValue."""
    plain = typed.replace("%", "").strip()
    if not plain:
        return None
    value = parse_decimal(plain)
    if value is None or value != value.to_integral_value() or not 0 <= value <= 100:
        raise BadValue(field=_("progress"), value=typed, allowed=_("a whole number from 0 to 100"))
    return int(value)
