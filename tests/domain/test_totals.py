from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.reports import TotalsRow
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing
from kh57_desktop.domain.totals import NO_GROUP, NO_LEAD, OVERALL, totals_by_group, totals_by_unit, totals_of

GROUPS = tuple(TaskGroup(f"g{place}", "p1", str(place), f"Nhóm {place}", place) for place in (1, 2, 3))
UNITS = tuple(Unit(f"u{place}", f"Phòng số {place}") for place in (1, 2, 3))
COUNTS = (
    "done_on_time", "done_late", "in_time", "overdue", "not_due", "continuous", "suspended", "cancelled", "total",
)  # fmt: skip


def task(place: int, group: str | None = "g1", lead: str | None = "u1", *, ours: bool = True) -> Task:
    return Task(f"t{place}", "p1", f"N{place}", "Nhiệm vụ", group_id=group, lead_unit_id=lead, is_ours=ours)


@st.composite
def offices(draw: st.DrawFn) -> tuple[list[Task], dict[str, Standing]]:
    size = draw(st.integers(0, 30))
    tasks = [
        task(
            place,
            draw(st.sampled_from(["g1", "g2", "g3", "gone", None])),
            draw(st.sampled_from(["u1", "u2", "u3", "gone", None])),
            ours=draw(st.booleans()),
        )
        for place in range(size)
    ]
    return tasks, {row.id: draw(st.sampled_from(Standing)) for row in tasks}


def summed(rows: tuple[TotalsRow, ...]) -> dict[str, int]:
    return {name: sum(getattr(row, name) for row in rows) for name in COUNTS}


@given(office=offices())
def test_groups_and_units_both_sum_to_the_whole(office: tuple[list[Task], dict[str, Standing]]) -> None:
    tasks, standings = office
    whole = {name: getattr(totals_of(tasks, standings), name) for name in COUNTS}
    assert summed(totals_by_group(tasks, standings, GROUPS)) == whole
    assert summed(totals_by_unit(tasks, standings, UNITS)) == whole
    counted = whole["total"] + whole["continuous"] + whole["suspended"] + whole["cancelled"]
    assert counted == sum(row.is_ours for row in tasks)


def test_each_standing_has_its_column() -> None:
    tasks = [task(place) for place in range(len(Standing))]
    row = totals_of(tasks, {row.id: standing for row, standing in zip(tasks, Standing, strict=True)})
    assert row == TotalsRow(OVERALL, "", 1, 1, 2, 1, 1, 1, 1, 1)
    assert row.total == 6
    assert row.share_done is not None
    assert f"{row.share_done:.1f}" == "33.3"


def test_nothing_assigned_has_no_share() -> None:
    assert totals_of([], {}).share_done is None
    continuous = [task(1)]
    assert totals_of(continuous, {"t1": Standing.CONTINUOUS}).share_done is None


def test_groups_stand_in_the_order_of_the_plan_and_empty_ones_stay() -> None:
    rows = totals_by_group([task(1, "g3")], {"t1": Standing.OVERDUE}, GROUPS)
    assert [(row.number, row.label, row.total) for row in rows] == [
        ("1", "Nhóm 1", 0), ("2", "Nhóm 2", 0), ("3", "Nhóm 3", 1),
    ]  # fmt: skip
    more = totals_by_group([task(1, None)], {"t1": Standing.OVERDUE}, GROUPS)
    assert (more[-1].label, more[-1].overdue) == (NO_GROUP, 1)


def test_units_with_tasks_are_numbered_and_tasks_without_lead_come_last() -> None:
    tasks = [task(1, lead="u3"), task(2, lead=None), task(3, lead="u1"), replace(task(4, lead="u2"), is_ours=False)]
    rows = totals_by_unit(tasks, dict.fromkeys(("t1", "t2", "t3", "t4"), Standing.UNDER_WAY), UNITS)
    assert [(row.number, row.label, row.in_time) for row in rows] == [
        ("1", "Phòng số 1", 1), ("2", "Phòng số 3", 1), ("", NO_LEAD, 1),
    ]  # fmt: skip
