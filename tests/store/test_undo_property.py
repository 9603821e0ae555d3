"""Doing and undoing gives the same table state, whatever was done and however often it goes back and forth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.domain.indicators import Target
from kh57_desktop.store import errors
from kh57_desktop.store.check import check
from kh57_desktop.store.database import Store
from tests.store.makers import LONG, ON, canonical_dump, entry, indicator, new_store, plan, task, unit

WORKS = ("plan", "task", "edit", "bin", "back", "progress", "indicator", "targets", "unit", "setting")
STEPS = st.lists(st.tuples(st.sampled_from([*WORKS, "undo", "undo", "redo"]), st.integers(0, 5)), max_size=25)


@pytest.fixture(scope="module")
def module_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("undo")) as opened:
        yield opened


def work(store: Store, kind: str, number: int) -> None:
    """One small change of the kind, on the `number`-th row there is; nothing where there is none."""
    plans = store.plans.all()
    chosen = plans[number % len(plans)] if plans else None
    if kind == "plan":
        store.plans.put(plan(store.plans.next_code()))
    elif kind == "unit":
        store.offices.put_unit(unit(f"Đơn vị {number}"))
    elif kind == "setting":
        store.settings.put("number", number)
    elif chosen is None:
        return
    elif kind == "indicator":
        store.indicators.put(indicator(chosen.id, store.indicators.next_code(chosen.id)))
    elif kind == "targets":
        for row in store.indicators.of_plan(chosen.id)[:1]:
            targets = tuple(Target(2026 + step, value=Decimal(number)) for step in range(number))
            store.indicators.put(replace(row, targets=targets))
    elif kind == "task":
        for _each in range(number + 1):
            store.tasks.put(task(chosen.id, store.tasks.next_code(chosen.id)))
    else:
        _work_on_task(store, kind, chosen.id, number)


def _work_on_task(store: Store, kind: str, plan_id: str, number: int) -> None:
    tasks = store.tasks.of_plan(plan_id)
    if kind == "back":
        for row in store.tasks.binned(plan_id)[:1]:
            store.tasks.from_bin(row.id)
    elif tasks:
        row = tasks[number % len(tasks)]
        if kind == "edit":
            store.tasks.put(replace(row, text=f"Chữ khác {number}", due_on=ON + timedelta(days=number)))
        elif kind == "bin":
            store.tasks.to_bin(row.id)
        else:
            store.tasks.put_progress(entry(row.id, percent=number * 10))


@settings(max_examples=300 if LONG else 60)
@given(steps=STEPS)
def test_undo_and_redo_walk_through_the_same_states(module_store: Store, steps: list[tuple[str, int]]) -> None:
    store = module_store
    with store.changes("start", irrevocable=True):
        store.offices.put_unit(unit())
    states, here = [canonical_dump(store)], 0
    for kind, number in steps:
        if kind == "undo":
            if here == 0:
                with pytest.raises(errors.CannotBeUndone):
                    store.undo()
            else:
                store.undo()
                here -= 1
        elif kind == "redo":
            if here == len(states) - 1:
                with pytest.raises(errors.NothingToRedo):
                    store.redo()
            else:
                store.redo()
                here += 1
        else:
            head = store.head()
            with store.changes(kind):
                work(store, kind, number)
            if store.head() != head:  # an action that changed nothing is none
                here += 1
                states[here:] = [canonical_dump(store)]
        assert canonical_dump(store) == states[here]


def test_after_all_that_the_file_is_whole(module_store: Store) -> None:
    assert check(module_store.path) == []
