"""Recurring tasks: one dated instance per period (một kỳ), made when its period opens, finished by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kh57_desktop.domain.occurrences import Instance, instances
from kh57_desktop.domain.tasks import Occurrence, Task
from kh57_desktop.domain.terms import DeadlineKind
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import N_, _, format_date, nfc
from kh57_desktop.services.due_days import deadline_of
from kh57_desktop.services.session import Session, new_id


def open_periods(session: Session) -> int:
    """Make the instances of every period that has opened by today, of all plans; returns how many were made.

    Called when a file is opened. Where nothing is to be made nothing is written.
    """
    if session.store.is_read_only:
        return 0
    missing = [
        (task, instance)
        for plan in session.store.plans.all()
        for task in session.store.tasks.recurring(plan.id)
        for instance in _missing(session, task)
    ]
    if missing:
        with session.store.changes(N_("Open the periods of recurring tasks")):
            _make(session, missing)
    return len(missing)


def open_periods_of(session: Session, tasks: Sequence[Task]) -> None:
    """The same for tasks that were just saved, inside their action."""
    _make(
        session,
        [
            (task, instance)
            for task in tasks
            if task.deadline_kind is DeadlineKind.RECURRING
            for instance in _missing(session, task)
        ],
    )


def _make(session: Session, missing: Sequence[tuple[Task, Instance]]) -> None:
    for task, instance in missing:
        session.store.tasks.put_occurrence(
            Occurrence(new_id(), task.id, instance.period, instance.opens_on, instance.due_on)
        )


def _missing(session: Session, task: Task) -> list[Instance]:
    """Instances opened by today that the file does not have; none of an earlier year, whose reports are written."""
    plan = session.store.plans.get(task.plan_id)
    deadline = deadline_of(session, task.deadline_words, issued_on=plan.dated_on or session.today)
    if deadline.kind is not DeadlineKind.RECURRING or deadline.recurrence is None:
        return []
    begins = max(task.start_on or plan.dated_on or date.min, date(session.today.year, 1, 1))
    opened = instances(deadline.recurrence, first=begins, until=session.today, last=task.due_on)
    known = session.store.tasks.known_periods(task.id) if opened else set()
    return [instance for instance in opened if instance.period not in known]


def instance_of(session: Session, task: Task, on: date) -> Occurrence | None:
    """The unfinished period that work done on `on` belongs to: the one of that time, else the oldest open one."""
    rows = [row for row in session.store.tasks.occurrences(task.id) if row.finished_on is None]
    rows = sorted((row for row in rows if row.opens_on <= on), key=lambda row: row.opens_on)
    return next((row for row in rows if on <= row.due_on), next(iter(rows), None))


def finish_occurrence(session: Session, occurrence: Occurrence, *, proof: str, on: date | None = None) -> Occurrence:
    """One period's work is done; `proof`: number, day and title of what shows it. Empty proof is refused."""
    day, proved = on or session.today, nfc(proof).strip()
    if not proved:
        raise BadValue(field=_("proof"), value="", allowed=_("number, date and title of the document"))
    if day > session.today:
        raise BadValue(field=_("day"), value=format_date(day), allowed=_("a day up to today"))
    finished = replace(occurrence, finished_on=day, proof=proved)
    task = session.store.tasks.get(occurrence.task_id)
    with session.store.changes(_("Finish period {period} of {code}").format(period=occurrence.period, code=task.code)):
        session.store.tasks.put_occurrence(finished)
    return finished


def reopen_occurrence(session: Session, occurrence: Occurrence) -> Occurrence:
    reopened = replace(occurrence, finished_on=None)
    task = session.store.tasks.get(occurrence.task_id)
    with session.store.changes(_("Reopen period {period} of {code}").format(period=occurrence.period, code=task.code)):
        session.store.tasks.put_occurrence(reopened)
    return reopened
