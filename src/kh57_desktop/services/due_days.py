"""The day that a deadline's words mean in this office: its habit with "trước ngày" is one setting of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kh57_desktop.domain.deadlines import Deadline, compute_deadline
from kh57_desktop.domain.occurrences import instances
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.registers import Conclusion, Inspection
from kh57_desktop.domain.tasks import Occurrence, Task
from kh57_desktop.i18n import _
from kh57_desktop.services.session import Session

STRICT_BEFORE = "strict_before"
"""Setting: whether "trước ngày 30/6" ends on 29/6; by the habit of most offices it ends on 30/6 (reporting.md 4)."""


def is_strict_before(session: Session) -> bool:
    return session.store.settings.get(STRICT_BEFORE, False) is True


def deadline_of(session: Session, words: str, *, issued_on: date | None) -> Deadline:
    """The days that `words` mean by the habit of this office."""
    return compute_deadline(words, issued_on=issued_on, strict_before=is_strict_before(session))


def set_strict_before(session: Session, strict: bool) -> int:
    """Choose the habit; every day that came from such words is computed again. Returns how many rows changed.

    A day that does not come from the words, and a period that is finished, stay as they are.
    """
    if strict == is_strict_before(session):
        return 0
    store, changed = session.store, 0
    with store.changes(_("Set how “trước ngày” is counted")):
        store.settings.put(STRICT_BEFORE, strict)
        for plan in store.plans.all():
            for task in store.tasks.of_plan(plan.id):
                moved = _moved_task(session, plan, task, strict=strict)
                periods = list(_moved_periods(session, plan, task, strict=strict))
                if moved != task:
                    store.tasks.put(moved)
                for period in periods:
                    store.tasks.put_occurrence(period)
                changed += moved != task or bool(periods)
        for inspection in store.registers.inspections.all():
            changed += _move_inspection(session, inspection, strict=strict)
        for conclusion in store.registers.conclusions.all():
            changed += _move_conclusion(session, conclusion, strict=strict)
    return changed


def _both(words: str, issued_on: date | None, *, strict: bool) -> tuple[Deadline, Deadline]:
    """As it was counted until now, and as it is from now on."""
    old, new = (compute_deadline(words, issued_on=issued_on, strict_before=one) for one in (not strict, strict))
    return old, new


def _moved_task(session: Session, plan: Plan, task: Task, *, strict: bool) -> Task:
    old, new = _both(task.deadline_words, plan.dated_on, strict=strict)
    if (task.start_on, task.due_on) == (old.start_on, old.due_on):
        task = replace(task, start_on=new.start_on, due_on=new.due_on)
    extensions = session.store.tasks.extensions(task.id) if task.first_due_on else []
    if extensions:
        old, new = _both(extensions[0].words_from, plan.dated_on, strict=strict)
    if task.first_due_on == old.due_on:
        task = replace(task, first_due_on=new.due_on)
    return task


def _moved_periods(session: Session, plan: Plan, task: Task, *, strict: bool) -> Iterator[Occurrence]:
    old, new = _both(task.deadline_words, plan.dated_on, strict=strict)
    if old.recurrence is None or new.recurrence is None or old.recurrence == new.recurrence:
        return
    rows = session.store.tasks.occurrences(task.id)
    if not rows:
        return
    first, until = min(row.opens_on for row in rows), max(row.due_on for row in rows)
    before, after = (instances(code, first=first, until=until) for code in (old.recurrence, new.recurrence))
    days = {one.period: other for one, other in zip(before, after, strict=False)} if len(before) == len(after) else {}
    for row in rows:
        moved = days.get(row.period)
        if row.finished_on is None and moved is not None:
            yield replace(row, period=moved.period, due_on=moved.due_on)


def _move_inspection(session: Session, row: Inspection, *, strict: bool) -> bool:
    old, new = _both(row.planned_words, date(row.year, 1, 1), strict=strict)
    if row.planned_on != old.due_on or new.due_on == old.due_on:
        return False
    session.store.registers.inspections.put(replace(row, planned_on=new.due_on))
    return True


def _move_conclusion(session: Session, row: Conclusion, *, strict: bool) -> bool:
    old, new = _both(row.deadline_words, row.held_on, strict=strict)
    if row.due_on != old.due_on or new.due_on == old.due_on:
        return False
    session.store.registers.conclusions.put(replace(row, due_on=new.due_on))
    return True
