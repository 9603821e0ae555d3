"""How late a task is now; apart from `services.occurrences`, whose reading of deadlines a start does not need."""

from __future__ import annotations

from datetime import date

from kh57_desktop.domain.tasks import Task, days_late, days_late_with
from kh57_desktop.domain.terms import DeadlineKind
from kh57_desktop.services.session import Session


def days_late_now(session: Session, task: Task, on: date) -> int:
    """Whole days; of a recurring task those of its oldest open instance, as the lists and letters tell them."""
    if task.deadline_kind is not DeadlineKind.RECURRING:
        return days_late(task, on)
    return days_late_with(task, session.store.tasks.occurrences(task.id), on)
