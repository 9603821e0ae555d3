"""Putting deadlines off (gia hạn): with reason and document; the first deadline and every step are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kh57_desktop.domain.tasks import DeadlineCount, Extension, Task, count_deadlines
from kh57_desktop.domain.terms import DeadlineKind
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.i18n import N_, _, format_date, nfc, parse_date
from kh57_desktop.services.due_days import deadline_of
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session, new_id


class NoDayForRecurring(UserError):
    """The due days of a recurring task follow from its rhythm."""

    code = "recurring-due-day"
    message = N_("{code} recurs (“{deadline}”), so that one day cannot be its due day.")
    hint = N_("Nothing was changed. Please change its deadline in the list of tasks.")


def extend_deadline(
    session: Session,
    tasks: Sequence[Task],
    *,
    words: str,
    reason: str,
    document: str = "",
    document_on: date | None = None,
) -> list[Task]:
    """Put the deadline of one or several tasks off to `words`, in one action; returns them as saved.

    Raises NoDayForRecurring; BadValue without a reason, where `words` name no day, and where the day is not later
    than the present one.
    """
    worded, why = nfc(words).strip(), nfc(reason).strip()
    if not why:
        raise BadValue(field=_("reason"), value="", allowed=_("why the deadline is put off"))
    extended = [_extended(session, task, worded, why) for task in tasks]
    named = (
        _("Extend the deadline of {code}").format(code=tasks[0].code)
        if len(tasks) == 1
        else _("Extend the deadline of {count} tasks").format(count=len(tasks))
    )
    with session.store.changes(named):
        for old, new in zip(tasks, extended, strict=True):
            session.store.tasks.put(new)
            session.store.tasks.put_extension(
                Extension(
                    id=new_id(),
                    task_id=old.id,
                    recorded_at=session.now().isoformat(),
                    due_from=old.due_on,
                    due_to=new.due_on,
                    words_from=old.deadline_words,
                    words_to=new.deadline_words,
                    reason=why,
                    document=nfc(document).strip(),
                    document_on=document_on,
                    author=session.user,
                )
            )
    return extended


def _extended(session: Session, task: Task, worded: str, reason: str) -> Task:
    if task.deadline_kind is DeadlineKind.RECURRING:
        raise NoDayForRecurring(code=task.code, deadline=task.deadline_words)
    plan = session.store.plans.get(task.plan_id)
    day = parse_date(worded, default_year=session.today.year)
    worded = format_date(day) if day is not None else worded
    deadline = deadline_of(session, worded, issued_on=plan.dated_on or session.today)
    if deadline.due_on is None:
        raise BadValue(field=_("deadline"), value=worded, allowed=_("a day such as 30/9/2026"))
    if task.due_on is not None and deadline.due_on <= task.due_on:
        raise BadValue(
            field=_("deadline"),
            value=worded,
            allowed=_("a day after {day}, the present deadline").format(day=format_date(task.due_on)),
        )
    return replace(
        task,
        deadline_words=worded,
        deadline_kind=deadline.kind,
        due_on=deadline.due_on,
        first_due_on=task.first_due_on or task.due_on,
        extension_reason=reason,
    )


def deadline_counts(session: Session, *, plan_code: str | None = None) -> DeadlineCount:
    """How many of the commune's tasks are late by the present and by the first deadline, as of today."""
    tasks = [task for task in session.store.tasks.of_plan(plan_of(session, plan_code).id) if task.is_ours]
    return count_deadlines(tasks, session.today)
