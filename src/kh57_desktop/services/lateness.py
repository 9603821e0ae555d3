"""How late a task is now, and how many days it has; apart from `services.occurrences`, which a start does not need."""

from __future__ import annotations

from datetime import date

from kh57_desktop.domain.tasks import Task, days_late, days_late_with, days_left_with
from kh57_desktop.domain.terms import DeadlineKind
from kh57_desktop.services.session import Session


def days_late_now(session: Session, task: Task, on: date) -> int:
    """Whole days; of a recurring task those of its oldest open instance, as the lists and letters tell them."""
    if task.deadline_kind is not DeadlineKind.RECURRING:
        return days_late(task, on)
    return days_late_with(task, session.store.tasks.occurrences(task.id), on)


def days_left_now(session: Session, task: Task, on: date) -> int | None:
    """Whole days until its day or that of its oldest open instance; None where that is past or there is none."""
    if task.deadline_kind is not DeadlineKind.RECURRING:
        return days_left_with(task, (), on)
    return days_left_with(task, session.store.tasks.occurrences(task.id), on)
