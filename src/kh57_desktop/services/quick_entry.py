"""The clerk types what the leader wrote: a preview of the changes, then all of them in one action (feature N9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.quick_lines import QuickAction, QuickLine, QuickProblem, quick_lines
from kh57_desktop.domain.tasks import Extension, ProgressEntry, Task
from kh57_desktop.domain.terms import DeadlineKind, TaskState
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.computed_indicators import save_reading
from kh57_desktop.services.due_days import deadline_of
from kh57_desktop.services.extensions import NoDayForRecurring
from kh57_desktop.services.indicator_entries import Entered, as_entered
from kh57_desktop.services.indicators import indicator_by_key
from kh57_desktop.services.occurrences import instance_of
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.tasks import task_by_key

_PROBLEMS = {
    QuickProblem.NO_CODE: N_("It begins with a row code, such as N12."),
    QuickProblem.NO_ACTION: N_(
        "What to do is not understood. Known: hạn 30/9, xong, 70%, giao …, tạm dừng …, hủy …, đã trình."
    ),
    QuickProblem.NO_DAY: N_("The day is missing or cannot be read; write it as 30/9."),
    QuickProblem.NO_REASON: N_("The words after it are missing: the reason, the unit or the text."),
    QuickProblem.TWO_MARKS: N_("Another code stands in these words; please part the marks by “;”."),
    QuickProblem.NO_RANGE: N_("These codes are no range of rows; write them as N12-N15 or N12, N15."),
    QuickProblem.NOT_FOR_INDICATORS: N_("Tasks (N) and indicators (C) cannot be changed by the same words."),
}  # fmt: skip


class DoneAlready(UserError):
    """Without a day "N15 xong" would move the day on which N15 was finished to today."""

    code = "task-done-already"
    message = N_("{code} was finished on {day} already.")
    hint = N_("Nothing was changed. Please write the day (N15 xong 28/9) if that one is wrong.")


@dataclass(frozen=True, slots=True)
class QuickChange:
    """One row of the preview: `before` and `after` in words; `problem` "" where it can be applied.

    `entered`: the value of an indicator as it will be saved, with its doubts.
    """

    typed: str
    code: str
    text: str
    before: str
    after: str
    problem: str = ""
    line: QuickLine | None = None
    task: Task | None = None
    entered: Entered | None = None
    indicator: Indicator | None = None


def preview(session: Session, plan: Plan, text: str, *, period: str | None = None) -> list[QuickChange]:
    """What the text would change, row by row; nothing is saved. `period`: of indicator values."""
    found: list[QuickChange] = []
    for line in quick_lines(text, today=session.today):
        if line.problem is not None or line.action is None:
            problem = _(_PROBLEMS[line.problem or QuickProblem.NO_ACTION])
            found.append(QuickChange(line.typed, ", ".join(line.codes), "", "", "", problem))
            continue
        for code in line.codes:
            try:
                found.append(_change(session, plan, line, code, period))
            except UserError as error:
                found.append(QuickChange(line.typed, code, "", "", "", error.sentence))
    return found


def _change(session: Session, plan: Plan, line: QuickLine, code: str, period: str | None) -> QuickChange:
    if line.action is QuickAction.VALUE:
        indicator = indicator_by_key(session, plan, code)
        entered = as_entered(session, indicator, period or "", line.words)
        after = f"{label(parse_period(period or ''))}: {line.words}"
        return QuickChange(line.typed, code, indicator.text, "", after, "", line, None, entered, indicator)
    task = task_by_key(session, plan, code)
    before, after = _words(session, line, task)
    return QuickChange(line.typed, task.code, task.text, before, after, "", line, task)


def _words(session: Session, line: QuickLine, task: Task) -> tuple[str, str]:
    """Raises UserError where the line cannot be carried out (an unknown unit)."""
    state = _STATES.get(task.state, "")
    match line.action:
        case QuickAction.DUE_ON:
            due_on = _due(session, line, task)
            day = _("due {day}").format(day=format_date(due_on))
            return task.deadline_words, _with_words(day, line.term or line.words)
        case QuickAction.DONE if line.day is not None:
            return _finished_before(session, line, task, _(state)), _with_words(
                _("finished on {day}").format(day=format_date(line.day)), line.words
            )
        case QuickAction.PERCENT:
            last = [one.percent for one in session.store.tasks.progress(task.id) if one.percent is not None]
            return (f"{last[-1]} %" if last else ""), _with_words(f"{line.percent} %", line.words)
        case QuickAction.LEAD:
            units = {unit.id: unit.name for unit in session.store.offices.units()}
            return units.get(task.lead_unit_id or "", ""), unit_by_name(session, line.words).name
        case QuickAction.PRIORITY:
            return "", _("urgent")
        case QuickAction.SUSPEND | QuickAction.CANCEL | QuickAction.REOPEN | QuickAction.SUBMITTED:
            new = _STATES[_TO_STATE[line.action]]
            return _(state), f"{_(new)}: {line.words}".rstrip(": ")
        case _:
            return "", line.words


def _with_words(change: str, words: str) -> str:
    return f"{change} ({words})" if words else change


def _finished_before(session: Session, line: QuickLine, task: Task, state: str) -> str:
    """How it stands, of a recurring task its period; raises DoneAlready where "xong" would only move the day."""
    assert line.day is not None
    if task.deadline_kind is DeadlineKind.RECURRING:
        period = instance_of(session, task, line.day)
        return label(parse_period(period.period)) if period is not None else state
    if task.state is not TaskState.DONE or task.finished_on is None:
        return state
    if line.is_day_given:
        return _("finished on {day}").format(day=format_date(task.finished_on))
    raise DoneAlready(code=task.code, day=format_date(task.finished_on))


def _due(session: Session, line: QuickLine, task: Task) -> date:
    """The new due day; raises NoDayForRecurring, and BadValue for a term that means no day."""
    if task.deadline_kind is DeadlineKind.RECURRING:
        raise NoDayForRecurring(code=task.code, deadline=task.deadline_words)
    if line.day is not None:
        return line.day
    found = deadline_of(session, line.term, issued_on=session.today)
    if found.due_on is None:
        raise BadValue(field=_("deadline"), value=line.term, allowed=_("a day such as 30/9/2026"))
    return found.due_on


_TO_STATE = {
    QuickAction.SUSPEND: TaskState.SUSPENDED,
    QuickAction.CANCEL: TaskState.CANCELLED,
    QuickAction.REOPEN: TaskState.OPEN,
    QuickAction.SUBMITTED: TaskState.SUBMITTED,
}
_STATES = {
    TaskState.OPEN: N_("open"),
    TaskState.SUBMITTED: N_("submitted"),
    TaskState.DONE: N_("finished"),
    TaskState.SUSPENDED: N_("suspended"),
    TaskState.CANCELLED: N_("cancelled"),
}


def apply(session: Session, changes: Sequence[QuickChange], *, period: str | None = None, plan: Plan) -> int:
    """Save every change of the preview that has no problem, as one action; returns how many."""
    sound = [change for change in changes if not change.problem and change.line is not None]
    if not sound:
        return 0
    with session.store.changes(_("Enter {count} marks of the leader").format(count=len(sound))):
        for change in sound:
            if change.task is not None:
                _apply_to_task(session, change.line, session.store.tasks.get(change.task.id))
            elif change.line is not None:
                indicator = indicator_by_key(session, plan, change.code)
                entered = as_entered(session, indicator, period or "", change.line.words)
                if entered.reading is not None:
                    save_reading(session, entered.reading)
    return len(sound)


def _apply_to_task(session: Session, line: QuickLine | None, task: Task) -> None:
    assert line is not None
    match line.action:
        case QuickAction.DUE_ON:
            _put_due(session, line, task)
        case QuickAction.DONE if line.day is not None:
            _finish(session, line, task, line.day)
            _log(session, task, line, percent=100)
        case QuickAction.PERCENT | QuickAction.RESULT | QuickAction.DIFFICULTY | QuickAction.PROPOSAL:
            _log(session, task, line, percent=line.percent)
        case QuickAction.LEAD:
            session.store.tasks.put(replace(task, lead_unit_id=unit_by_name(session, line.words).id))
        case QuickAction.PRIORITY:
            session.store.tasks.put(replace(task, priority=max(1, task.priority)))
        case QuickAction.SUSPEND | QuickAction.CANCEL | QuickAction.REOPEN | QuickAction.SUBMITTED:
            reason = line.words or task.state_reason
            session.store.tasks.put(replace(task, state=_TO_STATE[line.action], finished_on=None, state_reason=reason))
        case _:
            raise AssertionError(line.action)


def _put_due(session: Session, line: QuickLine, task: Task) -> None:
    """A later day is an extension like any other: first deadline and step are kept, with what the leader wrote."""
    due_on = _due(session, line, task)
    words = line.term or format_date(due_on)
    changed = replace(
        task,
        due_on=due_on,
        first_due_on=task.first_due_on or task.due_on or due_on,
        deadline_words=words,
        deadline_kind=DeadlineKind.DATED,
    )
    if task.due_on is None or due_on <= task.due_on:
        session.store.tasks.put(replace(changed, extension_reason=line.words or task.extension_reason))
        return
    reason = line.words or _("mark of the leader of {day}").format(day=format_date(session.today))
    session.store.tasks.put(replace(changed, extension_reason=reason))
    session.store.tasks.put_extension(
        Extension(
            id=new_id(),
            task_id=task.id,
            recorded_at=session.now().isoformat(),
            due_from=task.due_on,
            due_to=due_on,
            words_from=task.deadline_words,
            words_to=words,
            reason=reason,
            document="",
            author=session.user,
        )
    )


def _finish(session: Session, line: QuickLine, task: Task, day: date) -> None:
    """Of a recurring task the period is finished, not the task."""
    if task.deadline_kind is not DeadlineKind.RECURRING:
        session.store.tasks.put(replace(task, state=TaskState.DONE, finished_on=day))
        return
    period = instance_of(session, task, day)
    if period is not None:
        proof = line.words or _("mark of the leader of {day}").format(day=format_date(session.today))
        session.store.tasks.put_occurrence(replace(period, finished_on=day, proof=proof))


def _log(session: Session, task: Task, line: QuickLine, *, percent: int | None) -> None:
    session.store.tasks.put_progress(
        ProgressEntry(
            id=new_id(),
            task_id=task.id,
            on=line.day or session.today,
            recorded_at=session.now().isoformat(),
            percent=percent,
            result=line.words if line.action not in (QuickAction.DIFFICULTY, QuickAction.PROPOSAL) else "",
            difficulty=line.words if line.action is QuickAction.DIFFICULTY else "",
            proposal=line.words if line.action is QuickAction.PROPOSAL else "",
            author=session.user,
        )
    )
