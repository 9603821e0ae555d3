"""Tasks (nhiệm vụ), their progress and where they stand at a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kh57_desktop.domain.terms import SIX_CLEAR, Clarity, DeadlineKind, Standing, TaskState, Term

DUE_SOON_DAYS = 7
"""Sắp đến hạn: so many days before the due day (setting; reporting.md section 4)."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task with one lead unit (đơn vị chủ trì).

    `code`: N1, N2 … within the plan, never changed. `number`: as printed ("1.1", "-" or empty).
    `deadline_words`: the plan's own words; `start_on`/`due_on`: what they compute to, None where no day can be
    computed (thường xuyên, theo chỉ đạo). `first_due_on`: the due day before any extension (gia hạn).
    """

    id: str
    plan_id: str
    code: str
    text: str
    group_id: str | None = None
    parent_id: str | None = None
    number: str = ""
    product: str = ""
    lead_unit_id: str | None = None
    lead_person: str = ""
    supporting_unit_ids: tuple[str, ...] = ()
    approver: str = ""
    deadline_words: str = ""
    deadline_kind: DeadlineKind = DeadlineKind.UNKNOWN
    start_on: date | None = None
    due_on: date | None = None
    first_due_on: date | None = None
    extension_reason: str = ""
    term: Term | None = None
    priority: int = 0
    note: str = ""
    is_ours: bool = True
    """False: marked "không thuộc trách nhiệm xã"."""
    state: TaskState = TaskState.OPEN
    finished_on: date | None = None
    state_reason: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """One dated line of the progress log (cập nhật tiến độ); never overwritten. `percent` 0-100 or None."""

    id: str
    task_id: str
    on: date
    recorded_at: str
    percent: int | None = None
    result: str = ""
    difficulty: str = ""
    proposal: str = ""
    author: str = ""


def standing_of(task: Task, on: date, *, has_progress: bool, due_soon_days: int = DUE_SOON_DAYS) -> Standing:
    """Where the task stands on day `on`; the due day itself still counts as in time (trong hạn).

    `has_progress`: any progress entry on or before `on`. First rule that applies (design.md section 3).
    """
    if task.state is TaskState.CANCELLED:
        return Standing.CANCELLED
    if task.state is TaskState.SUSPENDED:
        return Standing.SUSPENDED
    if task.state is TaskState.DONE and task.finished_on is not None and task.finished_on <= on:
        late = task.due_on is not None and task.finished_on > task.due_on
        return Standing.DONE_LATE if late else Standing.DONE_ON_TIME
    if task.deadline_kind is DeadlineKind.CONTINUOUS:
        return Standing.CONTINUOUS
    if task.due_on is not None:
        if on > task.due_on:
            return Standing.OVERDUE
        if task.due_on - on <= timedelta(days=due_soon_days):
            return Standing.DUE_SOON
    return Standing.UNDER_WAY if has_progress or task.state is TaskState.SUBMITTED else Standing.NOT_DUE


def days_late(task: Task, on: date) -> int:
    """Whole days past the due day: of a task open on `on` until then, of a finished one until it was finished; else 0.

    As in `standing_of`, a task finished after `on` is still open on that day; suspended, cancelled and continuous
    ones are never late.
    """
    if task.due_on is None or standing_of(task, on, has_progress=True) not in (Standing.DONE_LATE, Standing.OVERDUE):
        return 0
    until = min(task.finished_on, on) if task.state is TaskState.DONE and task.finished_on is not None else on
    return (until - task.due_on).days


def clear_members(task: Task, members: tuple[Clarity, ...] = SIX_CLEAR) -> frozenset[Clarity]:
    """Which of the "5 rõ / 6 rõ" the task states (reporting.md section 5)."""
    stated = {
        Clarity.PERSON: bool(task.lead_unit_id or task.lead_person),
        Clarity.WORK: bool(task.text.strip()),
        Clarity.TIME: bool(task.due_on or task.deadline_kind is not DeadlineKind.UNKNOWN),
        Clarity.RESPONSIBILITY: bool(task.supporting_unit_ids or task.lead_person),
        Clarity.PRODUCT: bool(task.product.strip()),
        Clarity.AUTHORITY: bool(task.approver.strip()),
    }
    return frozenset(member for member in members if stated[member])


def missing_members(task: Task, members: tuple[Clarity, ...] = SIX_CLEAR) -> tuple[Clarity, ...]:
    """Which of the "5 rõ / 6 rõ" the task does not state, in the order of `members` (list "thiếu 6 rõ")."""
    stated = clear_members(task, members)
    return tuple(member for member in members if member not in stated)
