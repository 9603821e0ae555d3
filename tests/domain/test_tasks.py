from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from kh57_desktop.domain.tasks import Task, clear_members, days_late, missing_members, standing_of
from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, Clarity, DeadlineKind, Standing, TaskState

TASK = Task(id="t1", plan_id="p1", code="N1", text="Lập danh mục dữ liệu dùng chung", deadline_kind=DeadlineKind.DATED)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MAYBE_DAYS = st.none() | DAYS
OPEN_STATES = st.sampled_from([TaskState.OPEN, TaskState.SUBMITTED])
KINDS = st.sampled_from(DeadlineKind)
FINISHED = (Standing.DONE_ON_TIME, Standing.DONE_LATE)


@given(due=MAYBE_DAYS, finished=DAYS, on=DAYS, kind=KINDS, begun=st.booleans())
def test_once_finished_never_overdue(
    due: date | None, finished: date, on: date, kind: DeadlineKind, begun: bool
) -> None:
    assume(finished <= on)
    task = replace(TASK, state=TaskState.DONE, due_on=due, finished_on=finished, deadline_kind=kind)
    late = due is not None and finished > due
    assert standing_of(task, on, has_progress=begun) is (Standing.DONE_LATE if late else Standing.DONE_ON_TIME)


@given(due=DAYS, finished=DAYS, on=DAYS, begun=st.booleans())
def test_before_it_was_finished_a_task_counts_as_open(due: date, finished: date, on: date, begun: bool) -> None:
    assume(on < finished)
    done = replace(TASK, state=TaskState.DONE, due_on=due, finished_on=finished)
    still_open = replace(TASK, due_on=due)
    assert standing_of(done, on, has_progress=begun) is standing_of(still_open, on, has_progress=begun)
    assert days_late(done, on) == days_late(still_open, on)


@given(due=DAYS, state=OPEN_STATES, begun=st.booleans())
def test_the_due_day_itself_is_in_time_and_the_next_is_not(due: date, state: TaskState, begun: bool) -> None:
    task = replace(TASK, due_on=due, state=state)
    assert standing_of(task, due, has_progress=begun) is Standing.DUE_SOON
    assert standing_of(task, due + timedelta(days=1), has_progress=begun) is Standing.OVERDUE
    assert standing_of(task, due - timedelta(days=7), has_progress=begun) is Standing.DUE_SOON
    assert standing_of(task, due - timedelta(days=8), has_progress=begun) not in (Standing.DUE_SOON, Standing.OVERDUE)


@given(due=MAYBE_DAYS, finished=MAYBE_DAYS, on=DAYS, kind=KINDS, begun=st.booleans())
def test_cancelled_and_suspended_come_first(
    due: date | None, finished: date | None, on: date, kind: DeadlineKind, begun: bool
) -> None:
    task = replace(TASK, due_on=due, finished_on=finished, deadline_kind=kind)
    cancelled, suspended = replace(task, state=TaskState.CANCELLED), replace(task, state=TaskState.SUSPENDED)
    assert standing_of(cancelled, on, has_progress=begun) is Standing.CANCELLED
    assert standing_of(suspended, on, has_progress=begun) is Standing.SUSPENDED
    assert days_late(cancelled, on) == days_late(suspended, on) == 0


@given(due=MAYBE_DAYS, on=DAYS, state=OPEN_STATES, begun=st.booleans())
def test_continuous_work_is_never_overdue(due: date | None, on: date, state: TaskState, begun: bool) -> None:
    task = replace(TASK, due_on=due, state=state, deadline_kind=DeadlineKind.CONTINUOUS)
    assert standing_of(task, on, has_progress=begun) is Standing.CONTINUOUS
    assert days_late(task, on) == 0


@given(on=DAYS, kind=st.sampled_from([DeadlineKind.CONDITIONAL, DeadlineKind.UNKNOWN, DeadlineKind.RECURRING]))
def test_without_a_due_day_progress_alone_decides(on: date, kind: DeadlineKind) -> None:
    task = replace(TASK, deadline_kind=kind)
    assert standing_of(task, on, has_progress=False) is Standing.NOT_DUE
    assert standing_of(task, on, has_progress=True) is Standing.UNDER_WAY


def test_a_task_submitted_for_approval_has_begun() -> None:
    task = replace(TASK, due_on=date(2026, 12, 31), state=TaskState.SUBMITTED)
    assert standing_of(task, date(2026, 3, 1), has_progress=False) is Standing.UNDER_WAY


@given(due=DAYS, finished=MAYBE_DAYS, on=DAYS, begun=st.booleans(), soon=st.integers(0, 60))
def test_days_late_agree_with_the_standing(due: date, finished: date | None, on: date, begun: bool, soon: int) -> None:
    state = TaskState.DONE if finished else TaskState.OPEN
    task = replace(TASK, due_on=due, finished_on=finished, state=state)
    standing = standing_of(task, on, has_progress=begun, due_soon_days=soon)
    assert (days_late(task, on) > 0) == (standing in (Standing.OVERDUE, Standing.DONE_LATE))


def test_days_late_stop_when_the_task_is_finished() -> None:
    task = replace(TASK, due_on=date(2026, 6, 30), state=TaskState.DONE, finished_on=date(2026, 7, 10))
    assert days_late(task, date(2026, 7, 5)) == 5
    assert days_late(task, date(2026, 7, 10)) == days_late(task, date(2026, 12, 31)) == 10


FULL = replace(
    TASK,
    lead_unit_id="u1",
    supporting_unit_ids=("u2",),
    due_on=date(2026, 6, 30),
    product="Danh mục được phê duyệt",
    approver="Chủ tịch Ủy ban nhân dân xã",
)


def test_a_task_with_all_six_is_clear() -> None:
    assert clear_members(FULL) == frozenset(SIX_CLEAR)
    assert missing_members(FULL) == ()


def test_each_missing_member_is_named_in_order() -> None:
    bare = replace(TASK, deadline_kind=DeadlineKind.UNKNOWN)
    assert missing_members(bare) == tuple(member for member in SIX_CLEAR if member is not Clarity.WORK)
    assert missing_members(replace(FULL, approver=" ")) == (Clarity.AUTHORITY,)
    assert missing_members(replace(FULL, approver=" "), FIVE_CLEAR) == ()
    assert missing_members(replace(FULL, product="")) == (Clarity.PRODUCT,)
    assert missing_members(replace(FULL, lead_unit_id=None)) == (Clarity.PERSON,)
    assert missing_members(replace(FULL, supporting_unit_ids=())) == (Clarity.RESPONSIBILITY,)


def test_a_term_without_a_day_still_tells_the_time() -> None:
    for kind in (DeadlineKind.CONTINUOUS, DeadlineKind.RECURRING, DeadlineKind.CONDITIONAL):
        assert Clarity.TIME in clear_members(replace(FULL, due_on=None, deadline_kind=kind))
    assert Clarity.TIME not in clear_members(replace(FULL, due_on=None, deadline_kind=DeadlineKind.UNKNOWN))


def test_a_recurring_task_is_as_late_as_its_oldest_open_instance() -> None:
    from kh57_desktop.domain.tasks import Occurrence, days_late_with

    task = Task("t", "p", "N2", "Sinh hoạt chuyên đề", deadline_kind=DeadlineKind.RECURRING)
    days = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))
    first, second, third = (Occurrence(str(day), "t", "", day, day) for day in days)
    closed = replace(first, finished_on=date(2026, 4, 2))
    assert days_late_with(task, (closed, second, third), date(2026, 10, 5)) == 97
    assert days_late_with(task, (closed,), date(2026, 10, 5)) == 0
    assert days_late_with(task, (closed,), date(2026, 4, 1)) == 1
    assert days_late_with(replace(task, state=TaskState.SUSPENDED), (second,), date(2026, 10, 5)) == 0


def test_a_task_has_the_days_of_its_own_day_or_of_its_oldest_open_instance() -> None:
    from kh57_desktop.domain.tasks import Occurrence, days_left_with

    recurring = Task("t", "p", "N2", "Sinh hoạt chuyên đề", deadline_kind=DeadlineKind.RECURRING)
    quarters = ((date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)))
    first, second = (Occurrence(str(due), "t", "", opens, due) for opens, due in quarters)
    assert days_left_with(recurring, (first, second), date(2026, 3, 24)) == 7
    assert days_left_with(recurring, (first, second), date(2026, 3, 31)) == 0
    assert days_left_with(recurring, (first, second), date(2026, 4, 1)) is None, "the first one is past its day"
    done = replace(first, finished_on=date(2026, 3, 20))
    assert days_left_with(recurring, (done, second), date(2026, 3, 24)) is None, "nothing is open"
    assert days_left_with(recurring, (done, second), date(2026, 6, 28)) == 2
    plain = Task("t", "p", "N1", "Tổ chức hội nghị", due_on=date(2026, 3, 31))
    assert [days_left_with(plain, (), date(2026, 3, day)) for day in (24, 31)] == [7, 0]
    assert days_left_with(replace(plain, due_on=None), (), date(2026, 3, 24)) is None
