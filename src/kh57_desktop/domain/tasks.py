"""Tasks (nhiệm vụ), their progress and where they stand at a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kh57_desktop.domain.terms import SIX_CLEAR, Clarity, DeadlineKind, Standing, TaskState, Term
from kh57_desktop.light import dataclass

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
    phase: str = ""
    """Giai đoạn as the office names it: "2026-2030", "2035"."""
    budget: int | None = None
    """Kinh phí in đồng; None where none was named."""
    indicator_ids: tuple[str, ...] = ()
    """Indicators that the task serves."""
    directive_id: str | None = None
    """The directing document that the task comes from."""
    product_number: str = ""
    product_on: date | None = None
    """Number and day of the document that is the product."""


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


@dataclass(frozen=True, slots=True)
class Extension:
    """One step of putting a deadline off (gia hạn): from → to, why, and the document that allowed it.

    `due_from`/`due_to` None where the words before or after name no day.
    """

    id: str
    task_id: str
    recorded_at: str
    due_from: date | None
    due_to: date | None
    words_from: str
    words_to: str
    reason: str
    document: str
    document_on: date | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One dated instance of a recurring task (một kỳ của nhiệm vụ định kỳ), made when its period opens.

    `period`: code as in `periods`, or ISO day where the rhythm names no such period. `proof`: số, ngày, trích yếu.
    """

    id: str
    task_id: str
    period: str
    opens_on: date
    due_on: date
    finished_on: date | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Supporting:
    """A supporting unit (đơn vị phối hợp) that was asked for its part, and when it answered."""

    id: str
    task_id: str
    unit_id: str
    asked_on: date | None = None
    answered_on: date | None = None
    note: str = ""

    @property
    def is_waited_for(self) -> bool:
        return self.asked_on is not None and self.answered_on is None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file (minh chứng) that proves a line of the progress log, or the task as a whole (`entry_id` None)."""

    id: str
    task_id: str
    attachment_id: str
    entry_id: str | None = None
    added_at: str = ""
    author: str = ""


def standing_of(
    task: Task,
    on: date,
    *,
    has_progress: bool,
    due_soon_days: int = DUE_SOON_DAYS,
    occurrences: Sequence[Occurrence] = (),
) -> Standing:
    """Where the task stands on day `on`; the due day itself still counts as in time (trong hạn).

    `has_progress`: any progress entry on or before `on`. First rule that applies (design.md section 3). A recurring
    task stands where the worst of its opened `occurrences` stands; without one that is opened, where its own days say.
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
    opened = _opened(task, occurrences, on)
    due_days = _open_days(task, opened, on)
    if due_days:
        if on > min(due_days):
            return Standing.OVERDUE
        if min(due_days) - on <= timedelta(days=due_soon_days):
            return Standing.DUE_SOON
    begun = has_progress or task.state is TaskState.SUBMITTED or len(due_days) < len(opened)
    return Standing.UNDER_WAY if begun else Standing.NOT_DUE


def _opened(task: Task, occurrences: Iterable[Occurrence], on: date) -> list[Occurrence]:
    """Instances of a recurring task that stand for it on that day."""
    return [row for row in occurrences if row.opens_on <= on] if task.deadline_kind is DeadlineKind.RECURRING else []


def _open_days(task: Task, opened: Sequence[Occurrence], on: date) -> list[date]:
    """Due days of what is not finished: of the opened instances, without one that of the task."""
    if not opened and task.due_on is not None:
        return [task.due_on]
    return [row.due_on for row in opened if not _is_finished(row, on)]


def _is_finished(occurrence: Occurrence, on: date) -> bool:
    return occurrence.finished_on is not None and occurrence.finished_on <= on


def standing_of_occurrence(occurrence: Occurrence, on: date, *, due_soon_days: int = DUE_SOON_DAYS) -> Standing:
    """Where one instance of a recurring task stands: what totals count in the place of the task."""
    if _is_finished(occurrence, on):
        late = occurrence.finished_on is not None and occurrence.finished_on > occurrence.due_on
        return Standing.DONE_LATE if late else Standing.DONE_ON_TIME
    if on > occurrence.due_on:
        return Standing.OVERDUE
    if on < occurrence.opens_on:
        return Standing.NOT_DUE
    return Standing.DUE_SOON if occurrence.due_on - on <= timedelta(days=due_soon_days) else Standing.UNDER_WAY


@dataclass(frozen=True, slots=True)
class DeadlineCount:
    """How many tasks are late by the present deadline and by the first one (hạn đầu): both are told."""

    late: int
    late_by_first: int
    extended: int


def count_deadlines(tasks: Iterable[Task], on: date) -> DeadlineCount:
    """Late as in `days_late`: open past the day, or finished after it; `extended`: put off at least once."""
    late = late_by_first = extended = 0
    for task in tasks:
        by_first = replace(task, due_on=task.first_due_on or task.due_on)
        late += days_late(task, on) > 0
        late_by_first += days_late(by_first, on) > 0
        extended += by_first.due_on != task.due_on
    return DeadlineCount(late, late_by_first, extended)


def days_late(task: Task, on: date) -> int:
    """Whole days past the due day: of a task open on `on` until then, of a finished one until it was finished; else 0.

    As in `standing_of`, a task finished after `on` is still open on that day; suspended, cancelled and continuous
    ones are never late.
    """
    if task.due_on is None or standing_of(task, on, has_progress=True) not in (Standing.DONE_LATE, Standing.OVERDUE):
        return 0
    until = min(task.finished_on, on) if task.state is TaskState.DONE and task.finished_on is not None else on
    return (until - task.due_on).days


def days_late_with(task: Task, occurrences: Iterable[Occurrence], on: date) -> int:
    """As `days_late`; of a recurring task the days of its oldest instance that is open on `on` and past its day."""
    opened = [one for one in occurrences if one.opens_on <= on]
    goes_on = standing_of(task, on, has_progress=True) in _GOES_ON
    if task.deadline_kind is not DeadlineKind.RECURRING or not goes_on or not opened:
        return days_late(task, on)
    oldest = min((one.due_on for one in opened if not _is_finished(one, on)), default=on)
    return max(0, (on - oldest).days)


def days_left_with(task: Task, occurrences: Iterable[Occurrence], on: date) -> int | None:
    """Whole days until the due day, of a recurring task until that of its oldest open instance; None once it is past.

    None too where neither has a day: the task is soon due by a sub-task alone.
    """
    due_days = _open_days(task, _opened(task, occurrences, on), on)
    left = (min(due_days) - on).days if due_days else -1
    return left if left >= 0 else None


_GOES_ON = (Standing.OVERDUE, Standing.DUE_SOON, Standing.UNDER_WAY, Standing.NOT_DUE)


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
