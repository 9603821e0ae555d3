"""What an office does with tasks: add, change, record progress; every call is one named, undoable action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kh57_desktop.domain.document_products import lacks_number
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import TaskState
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.i18n import _, format_date, nfc
from kh57_desktop.services.evidence import content_of, put_files
from kh57_desktop.services.occurrences import open_periods_of
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.task_fields import field_words, percent_as_typed, task_by_key, with_fields

__all__ = ["add_task", "bin_tasks", "edit_cells", "edit_tasks", "finish_task", "record_progress", "task_by_key"]


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
    task = with_fields(session, plan, task, fields)
    with session.store.changes(_("Add task {code}").format(code=code)):
        session.store.tasks.put(task)
        open_periods_of(session, [task])
    return task


def edit_tasks(session: Session, tasks: Sequence[Task], fields: Mapping[str, str]) -> list[Task]:
    """Set fields, given as typed, of one or several tasks in one action; returns them as saved.

    Fields: text, number, group, product, lead_unit, lead_person, supporting_units, approver, deadline, due_on,
    start_on, term, priority, note, state, finished_on, state_reason, is_ours.
    """
    changed = []
    for task in tasks:
        plan = session.store.plans.get(task.plan_id)
        changed.append(with_fields(session, plan, task, fields))
    different = [(old, new) for old, new in zip(tasks, changed, strict=True) if old != new]
    if different:
        with session.store.changes(_action_words(fields, [new for _old, new in different])):
            for _old, new in different:
                session.store.tasks.put(new)
            open_periods_of(session, [new for old, new in different if old.deadline_words != new.deadline_words])
    return changed


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell as typed, pasted or filled: the task, the field, the words."""

    task: Task
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell whose words no rule understands: it keeps what it had, and the words are told."""

    edit: CellEdit
    error: UserError


def edit_cells(session: Session, edits: Sequence[CellEdit], *, words: str = "") -> list[RefusedCell]:
    """Many cells in one action named `words`; a cell that cannot be read is left as it was and comes back.

    Every cell is judged by itself, so that one wrong one does not keep the others out and no value is invented.
    """
    changed: dict[str, Task] = {}
    entries: list[ProgressEntry] = []
    refused: list[RefusedCell] = []
    for edit in edits:
        task = changed.get(edit.task.id, edit.task)
        try:
            if edit.field == "percent":
                percent = percent_as_typed(edit.words)
                if percent is not None:
                    entries.append(_entry(session, task, percent=percent))
            else:
                plan = session.store.plans.get(task.plan_id)
                changed[task.id] = with_fields(session, plan, task, {edit.field: edit.words})
        except UserError as error:
            refused.append(RefusedCell(edit, error))
    before = {edit.task.id: edit.task for edit in edits}
    different = [task for id_, task in changed.items() if task != before[id_]]
    if different or entries:
        names = ", ".join(dict.fromkeys(field_words(edit.field) for edit in edits))
        count = len({edit.task.id for edit in edits})
        named = words or _("Edit {fields} of {count} tasks").format(fields=names, count=count)
        with session.store.changes(named):
            session.store.tasks.put_many(different)
            for entry in entries:
                session.store.tasks.put_progress(entry)
            open_periods_of(session, different)
    return refused


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
    files: Sequence[Path] = (),
) -> ProgressEntry:
    """One line of the progress log with the files that prove it; `done` also finishes the task on that day."""
    if percent is not None and not 0 <= percent <= 100:
        raise BadValue(field="percent", value=percent, allowed="0-100")
    if done and percent not in (None, 100):
        raise BadValue(field="percent", value=percent, allowed=_("100 for a finished task"))
    if on is not None and on > session.today:
        raise BadValue(field=_("day"), value=format_date(on), allowed=_("a day up to today"))
    if percent is None and not done and not (result.strip() or difficulty.strip() or proposal.strip() or files):
        raise BadValue(field="result", value="", allowed=_("a percentage, a result, a difficulty or a proposal"))
    entry = _entry(
        session,
        task,
        percent=100 if done else percent,
        result=result,
        difficulty=difficulty,
        proposal=proposal,
        on=on,
    )
    contents = [(path, content_of(path)) for path in files]
    with session.store.changes(_("Record progress of {code}").format(code=task.code)):
        session.store.tasks.put_progress(entry)
        put_files(session, task, contents, entry=entry)
        if done:
            session.store.tasks.put(replace(task, state=TaskState.DONE, finished_on=entry.on))
    return entry


def _entry(
    session: Session,
    task: Task,
    *,
    percent: int | None,
    result: str = "",
    difficulty: str = "",
    proposal: str = "",
    on: date | None = None,
) -> ProgressEntry:
    return ProgressEntry(
        id=new_id(),
        task_id=task.id,
        on=on or session.today,
        recorded_at=session.now().isoformat(),
        percent=percent,
        result=nfc(result).strip(),
        difficulty=nfc(difficulty).strip(),
        proposal=nfc(proposal).strip(),
        author=session.user,
    )


def finish_task(session: Session, task: Task, *, number: str = "", document_on: date | None = None) -> Task:
    """Finish a task today; where its product is a document it is complete only with number and date.

    Without them it becomes submitted (Đang trình), as reporting.md section 4 has it; giving them finishes it.
    """
    named = replace(
        task, product_number=nfc(number).strip() or task.product_number, product_on=document_on or task.product_on
    )
    if lacks_number(named):
        finished = replace(named, state=TaskState.SUBMITTED, finished_on=None)
        words = _("Submit {code} for approval")
    else:
        finished = replace(named, state=TaskState.DONE, finished_on=session.today)
        words = _("Finish {code}")
    if finished != task:
        with session.store.changes(words.format(code=task.code)):
            session.store.tasks.put(finished)
    return finished
