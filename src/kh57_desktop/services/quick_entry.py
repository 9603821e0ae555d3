"""The clerk types what the leader wrote: a preview of the changes, then all of them in one action (feature N9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.quick_lines import QuickAction, QuickLine, QuickProblem, quick_lines
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import TaskState
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.computed_indicators import save_reading
from kh57_desktop.services.indicators import indicator_by_key, reading_as_typed
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
    QuickProblem.NOT_FOR_INDICATORS: N_("Tasks (N) and indicators (C) cannot be changed by the same words."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuickChange:
    """One row of the preview: `before` and `after` in words; `problem` "" where it can be applied."""

    typed: str
    code: str
    text: str
    before: str
    after: str
    problem: str = ""
    line: QuickLine | None = None
    task: Task | None = None


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
        reading = reading_as_typed(session, indicator, period or "", line.words)
        return QuickChange(line.typed, code, indicator.text, "", f"{reading.period}: {line.words}", "", line)
    task = task_by_key(session, plan, code)
    before, after = _words(session, line, task)
    return QuickChange(line.typed, task.code, task.text, before, after, "", line, task)


def _words(session: Session, line: QuickLine, task: Task) -> tuple[str, str]:
    """Raises UserError where the line cannot be carried out (an unknown unit)."""
    state = _STATES.get(task.state, "")
    match line.action:
        case QuickAction.DUE_ON if line.day is not None:
            return task.deadline_words, _("due {day}").format(day=format_date(line.day))
        case QuickAction.DONE if line.day is not None:
            return _(state), _("finished on {day}").format(day=format_date(line.day))
        case QuickAction.PERCENT:
            last = [one.percent for one in session.store.tasks.progress(task.id) if one.percent is not None]
            return (f"{last[-1]} %" if last else ""), f"{line.percent} %"
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
                reading = reading_as_typed(session, indicator, period or "", change.line.words)
                save_reading(session, reading)
    return len(sound)


def _apply_to_task(session: Session, line: QuickLine | None, task: Task) -> None:
    assert line is not None
    match line.action:
        case QuickAction.DUE_ON if line.day is not None:
            first = task.first_due_on or task.due_on or line.day
            words = format_date(line.day)
            changed = replace(task, due_on=line.day, first_due_on=first, deadline_words=words)
            if line.words:
                changed = replace(changed, extension_reason=line.words)
            session.store.tasks.put(changed)
        case QuickAction.DONE if line.day is not None:
            session.store.tasks.put(replace(task, state=TaskState.DONE, finished_on=line.day))
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
