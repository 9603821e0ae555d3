"""Counts that are mended after a change are those that would be counted afresh, whatever was written in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.domain.terms import DeadlineKind, Standing, TaskState
from kh57_desktop.store import standing_counts, task_query
from kh57_desktop.store.database import Store
from kh57_desktop.store.task_wanted import Grouping, TaskQuery
from tests.conftest import LONG
from tests.store.makers import ON, entry, group, new_store, with_plan

KINDS = ("due", "state", "text", "person", "group", "parent", "bin", "back", "progress", "undo", "redo", "many")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 11),
        st.integers(0, 11),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


def act(store: Store, plan_id: str, step: tuple[str, int, int]) -> None:
    kind, first, second = step
    rows, binned = store.tasks.of_plan(plan_id), store.tasks.binned(plan_id)
    if kind in ("undo", "redo"):
        step_back = store.next_undo() if kind == "undo" else store.next_redo()
        if step_back is not None and step_back.words not in ("plan", "groups"):
            (store.undo if kind == "undo" else store.redo)()
        return
    if not rows or (kind == "back" and not binned):
        return
    row, other = rows[first % len(rows)], rows[second % len(rows)]
    groups = [*(one.id for one in store.plans.groups(plan_id)), None]
    with store.changes(kind):
        match kind:
            case "due":
                store.tasks.put(replace(row, due_on=ON + timedelta(days=second - 6), deadline_kind=DeadlineKind.DATED))
            case "state":
                state = list(TaskState)[second % len(TaskState)]
                done = ON if state is TaskState.DONE else None
                store.tasks.put(replace(row, state=state, finished_on=done))
            case "text":
                store.tasks.put(replace(row, text=f"Việc {second}"))
            case "person":
                store.tasks.put(replace(row, lead_person=f"Người {second % 3}"))
            case "group":
                store.tasks.put(replace(row, group_id=groups[second % len(groups)]))
            case "parent":
                if other.id != row.id and other.parent_id is None and not any(one.parent_id == row.id for one in rows):
                    store.tasks.put(replace(row, parent_id=other.id))
            case "bin":
                store.tasks.to_bin(row.id)
            case "back":
                store.tasks.from_bin(binned[0].id)
            case "progress":
                store.tasks.put_progress(entry(row.id, ON - timedelta(days=second)))
            case "many":
                for place, one in enumerate(rows):
                    store.tasks.put(replace(one, due_on=ON + timedelta(days=(place + second) % 9 - 4)))


@pytest.mark.parametrize("most", [standing_counts.MOST_MENDED, 3])
@settings(max_examples=600 if LONG else 25)
@given(steps=STEPS)
def test_after_every_step(
    tmp_path_factory: pytest.TempPathFactory, most: int, steps: list[tuple[str, int, int]]
) -> None:
    standing_counts.MOST_MENDED, before = most, standing_counts.MOST_MENDED
    try:
        with new_store(tmp_path_factory.mktemp("counts")) as store:
            plan = with_plan(store, 6)
            with store.changes("groups"):
                for number in ("1", "2"):
                    store.plans.put_group(group(plan.id, number, int(number)))
            queries = [
                TaskQuery(plan.id, ON),
                TaskQuery(plan.id, ON, due_soon_days=2),
                TaskQuery(plan.id, ON, group_by=Grouping.PERSON),
                TaskQuery(plan.id, ON, search="viec"),
            ]
            for step in [("text", 0, 0), *steps]:
                act(store, plan.id, step)
                for query in queries:
                    afresh = task_query.group_standings(store.database, replace(query, clarity=()))
                    assert store.tasks.group_standings(query) == afresh, step
                    assert list(store.tasks.group_standings(query)) == list(afresh), step
                near = {Standing.OVERDUE, Standing.DUE_SOON}
                shown = store.tasks.page(TaskQuery(plan.id, ON, due_soon_days=3), offset=0, limit=1000)
                due = store.tasks.due(plan.id, ON, until=ON + timedelta(days=3), limit=1000)
                assert {row.task.id for row in due} == {row.task.id for row in shown if row.standing in near}
                for column in ("lead_person", "phase"):
                    afresh_values = task_query.values_in_use(store.database, plan.id, column)
                    assert store.tasks.values_in_use(plan.id, column) == afresh_values
    finally:
        standing_counts.MOST_MENDED = before


def test_an_edit_counts_its_own_group_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with new_store(tmp_path) as store:
        plan = with_plan(store, 6)
        query = TaskQuery(plan.id, ON)
        first = store.tasks.group_standings(query)
        asked: list[TaskQuery] = []
        real = task_query.group_standings
        monkeypatch.setattr(task_query, "group_standings", lambda db, wanted: asked.append(wanted) or real(db, wanted))
        row = store.tasks.of_plan(plan.id)[0]
        with store.changes("text"):
            store.tasks.put(replace(row, text="Khác"))
        assert store.tasks.group_standings(query) == first
        assert asked == []
        with store.changes("due"):
            store.tasks.put(replace(row, due_on=ON - timedelta(days=3), deadline_kind=DeadlineKind.DATED))
        counts = store.tasks.group_standings(query)
        assert counts[row.group_id].get(Standing.OVERDUE, 0) == first[row.group_id].get(Standing.OVERDUE, 0) + 1
        assert [(one.is_one_key, one.only_key) for one in asked] == [(True, row.group_id)]
