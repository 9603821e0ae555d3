"""Tasks made of what was concluded in a meeting or laid on a unit in the plan's own text, by one command."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kh57_desktop.domain.plans import Duty, Plan
from kh57_desktop.domain.registers import Conclusion
from kh57_desktop.domain.tasks import Task
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.due_days import deadline_of
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session, new_id


class IsTaskAlready(UserError):
    """A conclusion or duty that was made a task before."""

    code = "is-task-already"
    message = N_("This was made task {code} already.")
    hint = N_("Nothing was changed. Please open that task.")


class NoWordsForTask(UserError):
    code = "no-words-for-task"
    message = N_("A task needs words, and this row has none.")
    hint = N_("Nothing was changed. Please enter what is to be done first.")


def task_of_conclusion(session: Session, conclusion: Conclusion, *, plan_code: str | None = None) -> Task:
    """A new task with the conclusion's words, unit and deadline; number and day of the conclusion are its basis."""
    _refuse_second(session, conclusion.task_id, conclusion.text)
    plan = plan_of(session, plan_code)
    issued = conclusion.held_on or session.today
    task = _task(session, plan, conclusion.text, conclusion.unit_id, conclusion.deadline_words, issued_on=issued)
    task = replace(task, note=conclusion.basis)
    with session.store.changes(_("Make conclusion task {code}").format(code=task.code)):
        session.store.tasks.put(task)
        session.store.registers.conclusions.put(replace(conclusion, task_id=task.id))
    return task


def task_of_duty(session: Session, duty: Duty) -> Task:
    """A new task of the duty (trách nhiệm) that the plan lays on a unit in its part on carrying out."""
    _refuse_second(session, duty.task_id, duty.text)
    plan = session.store.plans.get(duty.plan_id)
    issued = plan.dated_on or session.today
    task = _task(session, plan, duty.text, duty.unit_id, duty.deadline_words, issued_on=issued)
    place = f" {duty.number}" if duty.number else ""
    task = replace(task, note=f"Tổ chức thực hiện{place}: {duty.organization}")
    with session.store.changes(_("Make duty task {code}").format(code=task.code)):
        session.store.tasks.put(task)
        session.store.plans.put_duty(replace(duty, task_id=task.id))
    return task


def _refuse_second(session: Session, task_id: str | None, text: str) -> None:
    if task_id is not None and any(
        task.id == task_id for plan in session.store.plans.all() for task in session.store.tasks.of_plan(plan.id)
    ):
        raise IsTaskAlready(code=session.store.tasks.get(task_id).code)
    if not text.strip():
        raise NoWordsForTask


def _task(session: Session, plan: Plan, text: str, unit_id: str | None, words: str, *, issued_on: date) -> Task:
    deadline = deadline_of(session, words, issued_on=issued_on)
    rows = session.store.tasks.of_plan(plan.id)
    return Task(
        id=new_id(),
        plan_id=plan.id,
        code=session.store.tasks.next_code(plan.id),
        text=text.strip(),
        lead_unit_id=unit_id,
        deadline_words=words,
        deadline_kind=deadline.kind,
        start_on=deadline.start_on,
        due_on=deadline.due_on,
        first_due_on=deadline.due_on,
        position=max((row.position for row in rows), default=0) + 1,
    )
