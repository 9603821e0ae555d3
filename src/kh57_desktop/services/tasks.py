"""What an office does with tasks: add, change, record progress; every call is one named, undoable action."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from kh57_desktop.domain.deadlines import compute_deadline
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import TaskState, Term
from kh57_desktop.errors import BadValue, UnknownField
from kh57_desktop.i18n import _, format_date, nfc, parse_date
from kh57_desktop.services.plans import group_by_number, plan_of, row_by_key, unit_by_name
from kh57_desktop.services.session import Session, new_id

Setter = Callable[[Session, Plan, Task, str], Task]


def task_by_key(session: Session, plan: Plan, key: str) -> Task:
    """A task by its code (N12), or by its printed number or its words where they are unique."""
    rows = session.store.tasks.of_plan(plan.id)
    return row_by_key(rows, key, kind=_("task"), other=lambda task: (task.number, task.text))


def add_task(session: Session, fields: Mapping[str, str], *, plan_code: str | None = None) -> Task:
    """A new task at the end of the plan with the next code; `fields` as `edit_tasks` takes them."""
    plan = plan_of(session, plan_code)
    tasks = session.store.tasks.of_plan(plan.id)
    code = session.store.tasks.next_code(plan.id)
    task = Task(
        id=new_id(),
        plan_id=plan.id,
        code=code,
        text="",
        position=max((row.position for row in tasks), default=0) + 1,
    )
    task = _changed(session, plan, task, fields)
    with session.store.changes(_("Add task {code}").format(code=code)):
        session.store.tasks.put(task)
    return task


def edit_tasks(session: Session, tasks: Sequence[Task], fields: Mapping[str, str]) -> list[Task]:
    """Set fields, given as typed, of one or several tasks in one action; returns them as saved.

    Fields: text, number, group, product, lead_unit, lead_person, supporting_units, approver, deadline, due_on,
    start_on, term, priority, note, state, finished_on, state_reason, is_ours.
    """
    changed = []
    for task in tasks:
        plan = session.store.plans.get(task.plan_id)
        changed.append(_changed(session, plan, task, fields))
    different = [(old, new) for old, new in zip(tasks, changed, strict=True) if old != new]
    if different:
        with session.store.changes(_action_words(fields, [new for _old, new in different])):
            for _old, new in different:
                session.store.tasks.put(new)
    return changed


def _action_words(fields: Mapping[str, str], tasks: Sequence[Task]) -> str:
    names = ", ".join(field_words(name) for name in fields)
    if len(tasks) == 1:
        return _("Edit {fields} of {code}").format(fields=names, code=tasks[0].code)
    return _("Edit {fields} of {count} tasks").format(fields=names, count=len(tasks))


def bin_tasks(session: Session, tasks: Sequence[Task]) -> None:
    """Put tasks into the bin; they can be taken out again, their codes are not given anew."""
    codes = ", ".join(task.code for task in tasks[:3]) + (" …" if len(tasks) > 3 else "")
    with session.store.changes(_("Delete {code}").format(code=codes)):
        for task in tasks:
            session.store.tasks.to_bin(task.id)


def record_progress(
    session: Session,
    task: Task,
    *,
    percent: int | None = None,
    result: str = "",
    difficulty: str = "",
    proposal: str = "",
    on: date | None = None,
    done: bool = False,
) -> ProgressEntry:
    """One line of the progress log; `done` also finishes the task on that day."""
    if percent is not None and not 0 <= percent <= 100:
        raise BadValue(field="percent", value=percent, allowed="0-100")
    if done and percent not in (None, 100):
        raise BadValue(field="percent", value=percent, allowed=_("100 for a finished task"))
    if on is not None and on > session.today:
        raise BadValue(field=_("day"), value=format_date(on), allowed=_("a day up to today"))
    if percent is None and not done and not (result.strip() or difficulty.strip() or proposal.strip()):
        raise BadValue(field="result", value="", allowed=_("a percentage, a result, a difficulty or a proposal"))
    entry = ProgressEntry(
        id=new_id(),
        task_id=task.id,
        on=on or session.today,
        recorded_at=session.now().isoformat(),
        percent=100 if done else percent,
        result=nfc(result).strip(),
        difficulty=nfc(difficulty).strip(),
        proposal=nfc(proposal).strip(),
        author=session.user,
    )
    with session.store.changes(_("Record progress of {code}").format(code=task.code)):
        session.store.tasks.put_progress(entry)
        if done:
            session.store.tasks.put(replace(task, state=TaskState.DONE, finished_on=entry.on))
    return entry


# --- fields as typed ------------------------------------------------------------------------------------------------


def _changed(session: Session, plan: Plan, task: Task, fields: Mapping[str, str]) -> Task:
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
    names = [name.strip() for name in typed.split(";") if name.strip()]
    return replace(task, supporting_unit_ids=tuple(unit_by_name(session, name).id for name in names))


def _deadline(session: Session, plan: Plan, task: Task, typed: str) -> Task:
    """The words stay as typed; the days are computed from them, none is invented."""
    deadline = compute_deadline(typed, issued_on=plan.dated_on or session.today)
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
    return replace(task, term=Term(one_of(Term, "term", typed)) if typed else None)


def _parent(session: Session, plan: Plan, task: Task, typed: str) -> Task:
    parent = task_by_key(session, plan, typed) if typed else None
    if parent is not None and task.id in (parent.id, parent.parent_id):
        raise BadValue(field="parent", value=typed, allowed=_("another task that is not below this one"))
    return replace(task, parent_id=parent.id if parent else None)


def _priority(_session: Session, _plan: Plan, task: Task, typed: str) -> Task:
    if not typed.isdecimal():
        raise BadValue(field="priority", value=typed, allowed="0, 1, 2 …")
    return replace(task, priority=int(typed))


def _ours(_session: Session, _plan: Plan, task: Task, typed: str) -> Task:
    if typed not in ("yes", "no"):
        raise BadValue(field="is_ours", value=typed, allowed="yes, no")
    return replace(task, is_ours=typed == "yes")


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
    }
    return words.get(name, name)
