"""A parent is never greener than its worst open child; instances of recurring tasks stand by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.deadlines import compute_deadline
from kh57_desktop.domain.document_products import is_document, lacks_number
from kh57_desktop.domain.occurrences import Instance, instances
from kh57_desktop.domain.task_tree import OPEN, WORSE_LATER, days_late_of, standings_of, tasks_below, with_children
from kh57_desktop.domain.tasks import (
    Occurrence,
    Task,
    count_deadlines,
    standing_of,
    standing_of_occurrence,
)
from kh57_desktop.domain.terms import DeadlineKind, Standing, TaskState
from kh57_desktop.domain.totals import counted_by_instance, totals_of

ON = date(2026, 9, 8)
TASK = Task(id="t1", plan_id="p1", code="N1", text="Lập danh mục", deadline_kind=DeadlineKind.DATED)


def test_a_parent_late_only_through_a_task_below_tells_the_days_of_the_latest() -> None:
    """The letter would else say that an overdue task is 0 days late."""
    parent = replace(TASK, due_on=ON + timedelta(days=30))
    child = replace(TASK, id="t2", parent_id="t1", due_on=ON - timedelta(days=3))
    recurring = replace(TASK, id="t3", parent_id="t2", deadline_kind=DeadlineKind.RECURRING)
    instance = Occurrence("o", "t3", "2026-08", ON - timedelta(days=30), ON - timedelta(days=8))
    assert standings_of([parent, child], ON)["t1"] is Standing.OVERDUE
    assert days_late_of([parent, child], ON) == {"t1": 3, "t2": 3}
    found = days_late_of([parent, child, recurring], ON, occurrences={"t3": [instance]})
    assert found == {"t1": 8, "t2": 8, "t3": 8}
    own = replace(parent, due_on=ON - timedelta(days=20))
    assert days_late_of([own, child], ON)["t1"] == 20
    assert days_late_of([replace(own, state=TaskState.SUSPENDED), child], ON)["t1"] == 0
    done_late = replace(own, state=TaskState.DONE, finished_on=ON - timedelta(days=1))
    assert days_late_of([done_late, child], ON)["t1"] == 3
    in_time = replace(child, state=TaskState.DONE, finished_on=ON)
    assert days_late_of([parent, in_time], ON) == {"t1": 0, "t2": 3}


@given(own=st.sampled_from(Standing), below=st.lists(st.sampled_from(Standing), max_size=6))
def test_a_parent_is_never_greener_than_its_worst_open_child(own: Standing, below: list[Standing]) -> None:
    shown = with_children(own, below)
    if own in (Standing.CANCELLED, Standing.SUSPENDED):
        assert shown is own
        return
    for child in below:
        if child in OPEN:
            assert WORSE_LATER.index(shown) >= WORSE_LATER.index(child)
    assert shown is own or shown in below


def test_a_grandchild_counts_and_a_finished_or_cancelled_one_does_not() -> None:
    parent = replace(TASK, state=TaskState.DONE, finished_on=ON)
    child = replace(TASK, id="t2", parent_id="t1", state=TaskState.DONE, finished_on=ON)
    late = replace(TASK, id="t3", parent_id="t2", due_on=ON - timedelta(days=1))
    assert standings_of([parent, child, late], ON)["t1"] is Standing.OVERDUE
    dropped = replace(late, state=TaskState.CANCELLED)
    assert standings_of([parent, child, dropped], ON)["t1"] is Standing.DONE_ON_TIME


def test_a_ring_of_parents_ends() -> None:
    one, other = replace(TASK, parent_id="t2"), replace(TASK, id="t2", parent_id="t1")
    assert tasks_below([one, other]) == {"t2": ["t1"], "t1": ["t2"]}


@pytest.mark.parametrize(
    ("words", "until", "expected"),
    [
        ("Hằng quý", date(2026, 9, 8), ["2026-Q1", "2026-Q2", "2026-Q3"]),
        ("Hằng năm", date(2026, 9, 8), ["2026"]),
        ("Quý I hằng năm", date(2027, 1, 1), ["2026-Q1", "2027-Q1"]),
        ("6 tháng/lần", date(2026, 7, 1), ["2026-H1", "2026-H2"]),
        ("02 lần/năm", date(2026, 6, 30), ["2026-H1"]),
        ("Hằng tháng", date(2026, 3, 1), ["2026-01", "2026-02", "2026-03"]),
        ("trước 15/11 hằng năm", date(2026, 12, 1), ["2026"]),
        ("Hằng quý, hằng năm", date(2026, 1, 5), ["2026", "2026-Q1"]),
        ("Hằng ngày", date(2026, 9, 8), []),
    ],
)
def test_each_period_that_has_opened_has_one_instance(words: str, until: date, expected: list[str]) -> None:
    recurrence = compute_deadline(words, issued_on=date(2026, 1, 5)).recurrence or ""
    found = instances(recurrence, first=date(2026, 1, 5), until=until)
    assert sorted(row.period for row in found) == sorted(expected)
    assert all(row.opens_on <= until and row.opens_on <= row.due_on for row in found)


def test_a_named_day_is_the_due_day_and_the_scope_ends_the_rhythm() -> None:
    (yearly,) = instances("year:11-15", first=date(2026, 1, 5), until=date(2026, 12, 31))
    assert yearly == Instance(date(2026, 1, 1), date(2026, 11, 15), "2026")
    assert instances("month:31", first=date(2026, 2, 1), until=date(2026, 2, 1))[0].due_on == date(2026, 2, 28)
    assert instances("quarter:15", first=date(2026, 1, 1), until=date(2026, 1, 1))[0].due_on == date(2026, 3, 15)
    assert instances("years:2", first=date(2026, 5, 1), until=date(2029, 1, 1))[-1].due_on == date(2029, 12, 31)
    assert instances("quarter", first=date(2027, 1, 1), until=date(2030, 1, 1), last=date(2026, 12, 31)) == []
    two = instances("year:03-15,09-15", first=date(2026, 1, 1), until=date(2026, 12, 31))
    assert [row.period for row in two] == ["2026-03", "2026-09"]
    friday = instances("week:5", first=date(2026, 9, 1), until=ON)[-1]
    assert (friday.period, friday.due_on) == ("2026-W37", date(2026, 9, 11))


@given(
    recurrence=st.sampled_from(
        ["week", "week:5", "month", "month:15", "quarter", "half", "year", "nine-months", "year:Q2,Q4", "year:9M",
         "quarter+year", "year*2", "quarter*3", "years:3", "year:12", "month+quarter+half+year"]
    ),
    first=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    days=st.integers(0, 900),
)  # fmt: skip
def test_a_later_day_only_adds_instances_and_no_period_comes_twice(recurrence: str, first: date, days: int) -> None:
    until = first + timedelta(days=days)
    early, late = instances(recurrence, first=first, until=first), instances(recurrence, first=first, until=until)
    assert len({row.period for row in late}) == len(late)
    if "week" not in recurrence:  # of weeks only the last eight are made up for
        assert set(early) <= set(late)
    assert late == sorted(late)


def occurrence(opens: date, due: date, finished: date | None = None) -> Occurrence:
    return Occurrence(f"o{opens}", "t1", f"{opens:%Y-%m}", opens, due, finished)


def test_a_recurring_task_stands_where_its_worst_open_instance_stands_and_totals_count_the_instances() -> None:
    task = replace(TASK, deadline_kind=DeadlineKind.RECURRING)
    first = occurrence(date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 30))
    second = occurrence(date(2026, 4, 1), date(2026, 6, 30))
    third = occurrence(date(2026, 7, 1), date(2026, 9, 30))
    rows = [first, second, third]
    assert standing_of(task, ON, has_progress=False, occurrences=rows) is Standing.OVERDUE
    assert standing_of(task, date(2026, 4, 1), has_progress=False, occurrences=rows) is Standing.UNDER_WAY
    assert standing_of(task, date(2025, 12, 1), has_progress=False, occurrences=rows) is Standing.NOT_DUE
    assert standing_of_occurrence(first, ON) is Standing.DONE_ON_TIME
    assert standing_of_occurrence(replace(first, finished_on=date(2026, 4, 1)), ON) is Standing.DONE_LATE
    assert standing_of_occurrence(third, date(2026, 9, 25)) is Standing.DUE_SOON
    counted, standings = counted_by_instance([task], {"t1": Standing.OVERDUE}, {"t1": rows}, ON)
    totals = totals_of(counted, standings)
    assert (len(counted), totals.done_on_time, totals.overdue, totals.in_time) == (3, 1, 1, 1)
    suspended = replace(task, state=TaskState.SUSPENDED)
    assert len(counted_by_instance([suspended], {"t1": Standing.SUSPENDED}, {"t1": rows}, ON)[0]) == 1


def test_lateness_is_told_by_the_present_and_by_the_first_deadline() -> None:
    put_off = replace(TASK, due_on=ON + timedelta(days=30), first_due_on=ON - timedelta(days=5))
    late = replace(TASK, id="t2", due_on=ON - timedelta(days=1), first_due_on=ON - timedelta(days=1))
    counts = count_deadlines([put_off, late, replace(TASK, id="t3")], ON)
    assert (counts.late, counts.late_by_first, counts.extended) == (1, 2, 1)


@pytest.mark.parametrize(
    "words", ["Kế hoạch", "Quyết định kiện toàn", "02 Báo cáo", "các văn bản chỉ đạo", "- Công văn"]
)
def test_documents_are_told_from_other_products(words: str) -> None:
    assert is_document(words)
    assert lacks_number(replace(TASK, product=words))
    assert not lacks_number(replace(TASK, product=words, product_number="15/KH-UBND", product_on=ON))


@pytest.mark.parametrize("words", ["", "Biên bản nghiệm thu", "Hệ thống camera", "80% hồ sơ trực tuyến", "Báocáo"])
def test_what_the_registry_gives_no_number_is_no_document(words: str) -> None:
    assert not is_document(words)
