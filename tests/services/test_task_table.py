"""What the task table shows: counts of chips and groups agree with the lines, whatever is looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kh57_desktop.domain.plan_reading import PlanReading, ReadTask, ReadTaskGroup
from kh57_desktop.domain.terms import FIVE_CLEAR, Standing
from kh57_desktop.services import history, task_table
from kh57_desktop.services.frame import plans_newest_first, task_counts
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.reading_plans import accept_reading
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.services.task_details import details
from kh57_desktop.services.task_table import Only, TaskFilter
from kh57_desktop.services.tasks import edit_tasks, record_progress

NOW = datetime(2026, 9, 8, 14, 5, tzinfo=VIETNAM)
DEADLINES = ("Tháng 3/2026", "Tháng 9/2026", "Quý IV/2030", "Thường xuyên", None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Session]:
    """Three groups of seven tasks; tasks without a lead unit, without a product, without a deadline among them."""
    session = create_office(
        tmp_path / "o.kh57", name="Suối Thử", province="Gia Lai", code="00000", user="thử", now=lambda: NOW
    )
    tasks = tuple(
        ReadTask(
            group=str(group),
            number=f"{group}.{place}",
            text=f"Việc {place} của nhóm {group}",
            lead="Văn phòng HĐND và UBND" if place % 3 else None,
            deadline=DEADLINES[place % len(DEADLINES)],
            product="Báo cáo" if place % 2 else None,
        )
        for group in (1, 2, 3)
        for place in range(7)
    )
    groups = tuple(ReadTaskGroup(str(number), f"Nhóm {number}") for number in (1, 2, 3))
    accept_reading(
        session, PlanReading(title="thử", number="01-KH/ĐU", date="2026-01-05", task_groups=groups, tasks=tasks)
    )
    first = session.store.tasks.of_plan(session.store.plans.newest().id)
    edit_tasks(session, first[:2], {"state": "done"})
    record_progress(session, first[3], percent=40)
    yield session
    session.close()


def whole(session: Session) -> TaskFilter:
    return TaskFilter(plan_id=plans_newest_first(session)[0].id)


def all_lines(session: Session, wanted: TaskFilter) -> list[task_table.TaskLine]:
    return list(task_table.lines(session, wanted, offset=0, limit=1000))


FILTERS = (
    {},
    {"standing": Standing.OVERDUE},
    {"only": Only.INCOMPLETE},
    {"only": Only.INCOMPLETE, "standing": Standing.NOT_DUE},
    {"search": "nhom 2"},
    {"search": "van phong", "standing": Standing.DUE_SOON},
    {"search": "khong co"},
)


@pytest.mark.parametrize("fields", FILTERS, ids=str)
def test_counts_of_groups_agree_with_the_lines(office: Session, fields: dict) -> None:
    wanted = replace(whole(office), **fields)
    found = all_lines(office, wanted)
    summary = task_table.summary(office, wanted)
    by_group = Counter(line.task.group_id for line in found)
    assert {group.id: group.count for group in summary.groups} == by_group
    assert [group.number for group in summary.groups] == sorted(group.number for group in summary.groups)
    for group in summary.groups:
        standings = Counter(line.standing for line in found if line.task.group_id == group.id)
        assert group.overdue == standings[Standing.OVERDUE]
        assert group.due_soon == standings[Standing.DUE_SOON]
        assert group.done == standings[Standing.DONE_ON_TIME] + standings[Standing.DONE_LATE]
    assert summary.total == 21


@pytest.mark.parametrize("fields", FILTERS, ids=str)
def test_each_chip_says_how_many_it_would_leave(office: Session, fields: dict) -> None:
    wanted = replace(whole(office), **fields)
    summary = task_table.summary(office, wanted)
    for standing in Standing:
        left = all_lines(office, replace(wanted, standing=standing, only=None))
        assert summary.standings.get(standing, 0) == len(left)
    incomplete = all_lines(office, replace(wanted, standing=None, only=Only.INCOMPLETE))
    assert summary.incomplete == len(incomplete)
    assert all(set(FIVE_CLEAR) - line.clear for line in incomplete)


def test_folded_groups_keep_their_counts_and_give_no_lines(office: Session) -> None:
    wanted = whole(office)
    groups = task_table.summary(office, wanted).groups
    folded = replace(wanted, folded=frozenset({groups[0].id}))
    assert task_table.summary(office, folded).groups == groups
    assert {line.task.group_id for line in all_lines(office, folded)} == {groups[1].id, groups[2].id}


def test_a_line_says_how_late_it_is_and_names_its_unit_in_short(office: Session) -> None:
    late = next(line for line in all_lines(office, whole(office)) if line.standing is Standing.OVERDUE and line.lead)
    assert (late.days_late, late.days_left) == (161, None)
    assert late.lead_short == "VP HĐND-UBND"


def test_the_frame_counts_what_the_table_counts(office: Session) -> None:
    wanted = whole(office)
    summary = task_table.summary(office, wanted)
    assert task_counts(office, wanted.plan_id) == (21, summary.standings[Standing.OVERDUE])


def test_the_history_of_a_task_tells_only_what_touched_it(office: Session) -> None:
    lines = all_lines(office, whole(office))
    found = details(office, lines[3])
    assert [entry.percent for entry in found.progress] == [40]
    assert len(found.history) == 2
    assert "N4" in found.history[0].words
    assert len(details(office, lines[5]).history) == 1


def test_undo_reaches_back_to_the_opening_and_no_further(office: Session) -> None:
    since = history.opening(office)
    with pytest.raises(history.BeforeOpening):
        history.undo(office, since=since)
    task = all_lines(office, whole(office))[4].task
    edit_tasks(office, [task], {"product": "Biên bản"})
    steps = history.steps(office, since=since)
    assert task.code in steps.undo
    assert not steps.redo
    assert steps.saved_at is not None
    history.undo(office, since=since)
    assert history.steps(office, since=since).redo
    history.redo(office)
    assert office.store.tasks.get(task.id).product == "Biên bản"
