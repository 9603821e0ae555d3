"""Changes, the journal, the bin, undo and redo."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kh57_desktop.store import errors
from kh57_desktop.store.check import check
from kh57_desktop.store.database import Store
from kh57_desktop.store.opening import create_store, open_store
from tests.store.makers import canonical_dump, entry, office, plan, task, unit, with_plan


def test_a_failed_change_leaves_no_trace(store: Store) -> None:
    before, head = canonical_dump(store), store.head()
    with pytest.raises(ZeroDivisionError), store.changes("test"):  # noqa: PT012 - the failure comes after the write
        store.plans.put(plan())
        1 / 0  # noqa: B018
    assert canonical_dump(store) == before
    assert store.head() == head
    assert store.plans.next_code() == "K1"


def test_changes_inside_changes_are_a_bug(store: Store) -> None:
    with pytest.raises(RuntimeError), store.changes("outer"), store.changes("inner"):
        pass


def test_nothing_is_written_outside_of_changes(store: Store) -> None:
    with pytest.raises(RuntimeError):
        store.plans.put(plan())
    for sql in (
        "insert into superior (id, name, kind, line) values ('1', 'a', 'b', 'c')",
        "update regime set name = 'x'",
        "delete from regime",
        "insert or replace into regime (id, code, name, rule, position) select id, code, 'x', rule, 0 from regime",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="no open action"):
            store.database.run(sql)


def test_the_journal_is_only_added_to(store: Store) -> None:
    for sql in (
        "update journal set words = 'x'",
        "delete from journal",
        "insert or replace into journal select * from journal where seq = 1",
    ):
        with pytest.raises(sqlite3.IntegrityError), store.changes("tamper"):
            store.database.run(sql)


def test_an_equal_row_leaves_no_trace(store: Store) -> None:
    made = with_plan(store, 1)
    head = store.head()
    with store.changes("again"):
        store.plans.put(made)
    assert store.head() == head


def test_the_history_names_person_pc_and_time(tmp_path: Path) -> None:
    clock = lambda: datetime(2026, 6, 1, 8, tzinfo=UTC)  # noqa: E731
    with create_store(tmp_path / "a.kh57", device="pc-2", user="bình", clock=clock) as store:
        with_plan(store, 4)
        newest = store.actions(1)[0]
    assert (newest.words, newest.user, newest.device, newest.entries) == ("plan", "bình", "pc-2", 5)
    assert newest.at == clock()


def test_a_clock_set_back_does_not_turn_the_order_round(tmp_path: Path) -> None:
    times = [datetime(2026, 6, 1, 8, tzinfo=UTC)]
    path = tmp_path / "a.kh57"
    with create_store(path, clock=lambda: times[-1]) as store:
        times.append(datetime(2020, 1, 1, tzinfo=UTC))
        with_plan(store)
        rows = store.database.rows("select at, hi_time from journal order by seq")
    assert rows[-1]["at"].startswith("2020")
    assert rows[-1]["hi_time"] == rows[0]["hi_time"]
    assert check(path) == []


def test_undo_and_redo_go_back_and_forth(store: Store) -> None:
    empty = canonical_dump(store)
    made = with_plan(store, 3)
    first = canonical_dump(store)
    with store.changes("edit"):
        store.plans.put(replace(made, title="Tên khác"))
        store.tasks.to_bin(store.tasks.of_plan(made.id)[0].id)
    second = canonical_dump(store)
    assert store.undo().words == "edit"
    assert canonical_dump(store) == first
    assert store.undo().words == "plan"
    assert canonical_dump(store) == empty
    assert store.redo().words == "plan"
    assert canonical_dump(store) == first
    assert store.redo().words == "edit"
    assert canonical_dump(store) == second
    with pytest.raises(errors.NothingToRedo):
        store.redo()
    assert check(store.path) == []


def test_a_new_action_ends_redo(store: Store) -> None:
    with_plan(store)
    store.undo()
    with store.changes("unit"):
        store.offices.put_unit(unit())
    with pytest.raises(errors.NothingToRedo):
        store.redo()
    assert store.undo().words == "unit"
    with pytest.raises(errors.NothingToUndo):
        store.undo()


def test_undo_takes_back_what_another_run_did(tmp_path: Path) -> None:
    path = tmp_path / "a.kh57"
    with create_store(path, user="an") as store:
        before = canonical_dump(store)
        with_plan(store, 2)
    with open_store(path, user="bình") as store:
        store.undo()
        assert canonical_dump(store) == before
        assert [action.user for action in store.actions(2)] == ["bình", "an"]


def test_what_may_be_with_others_is_not_undone(store: Store) -> None:
    with store.changes("issue", irrevocable=True):
        store.offices.put_office(office())
    head = store.head()
    with pytest.raises(errors.CannotBeUndone):
        store.undo()
    assert store.head() == head


def test_a_later_change_of_the_same_field_stops_undo_from_the_history(store: Store) -> None:
    made = with_plan(store, 1)
    only = store.tasks.of_plan(made.id)[0]
    with store.changes("first"):
        store.tasks.put(replace(only, product="Báo cáo"))
    first = store.actions(1)[0]
    with store.changes("second"):
        store.tasks.put(replace(only, product="Tờ trình"))
    dump = canonical_dump(store)
    with pytest.raises(errors.UndoConflict):
        store.take_back(first.id)
    assert canonical_dump(store) == dump


def test_undo_from_the_history_keeps_later_changes_of_other_fields(store: Store) -> None:
    made = with_plan(store, 1)
    only = store.tasks.of_plan(made.id)[0]
    with store.changes("first"):
        store.tasks.put(replace(only, product="Báo cáo"))
    first = store.actions(1)[0]
    with store.changes("second"):
        store.tasks.put(replace(only, product="Báo cáo", note="Ghi chú"))
    store.take_back(first.id)
    assert store.tasks.get(only.id) == replace(only, note="Ghi chú")
    with pytest.raises(errors.NothingToUndo):
        store.take_back(first.id)


def test_a_row_that_others_refer_to_is_not_undone_away(store: Store) -> None:
    made = with_plan(store)
    created = store.actions(1)[0]
    with store.changes("task"):
        store.tasks.put(task(made.id))
    dump = canonical_dump(store)
    with pytest.raises(errors.UndoConflict):
        store.take_back(created.id)
    assert canonical_dump(store) == dump


def test_a_code_is_never_given_twice(store: Store) -> None:
    made = with_plan(store, 2)
    with store.changes("bin"):
        store.tasks.to_bin(store.tasks.of_plan(made.id)[1].id)
    assert store.tasks.next_code(made.id) == "N3"
    with store.changes("third"):
        store.tasks.put(task(made.id, "N3"))
    store.undo()
    assert store.tasks.next_code(made.id) == "N4"
    store.undo()
    assert [row.code for row in store.tasks.of_plan(made.id)] == ["N1", "N2"]
    assert check(store.path) == []


def test_the_bin_keeps_rows_and_gives_them_back(store: Store) -> None:
    made = with_plan(store, 3)
    first = store.tasks.of_plan(made.id)[0]
    with store.changes("progress"):
        store.tasks.put_progress(entry(first.id))
    with store.changes("bin"):
        store.tasks.to_bin(first.id)
    assert first not in store.tasks.of_plan(made.id)
    assert store.tasks.binned(made.id) == [first]
    assert store.tasks.by_code(made.id, "N1") is None
    assert store.tasks.progress_of_plan(made.id) == {}
    with store.changes("back"):
        store.tasks.from_bin(first.id)
    assert store.tasks.of_plan(made.id)[0] == first
    assert len(store.tasks.progress(first.id)) == 1


def test_the_history_of_a_task_is_its_own_and_its_progress(store: Store) -> None:
    made = with_plan(store, 2)
    first, second = store.tasks.of_plan(made.id)
    with store.changes("edit first"):
        store.tasks.put(replace(first, product="Báo cáo"))
    with store.changes("edit second"):
        store.tasks.put(replace(second, product="Báo cáo"))
    with store.changes("progress of first"):
        store.tasks.put_progress(entry(first.id))
    assert [action.words for action in store.actions_on_task(first.id)] == ["progress of first", "edit first", "plan"]
    assert [action.words for action in store.actions_on_task(second.id, 1)] == ["edit second"]


def test_settings_keep_values_and_history(store: Store) -> None:
    assert store.settings.get("language", "vi") == "vi"
    with store.changes("settings"):
        store.settings.put("language", "en")
        store.settings.put("columns", {"task": ["code", "text"]})
    assert store.settings.get("language") == "en"
    assert store.settings.get("columns") == {"task": ["code", "text"]}
    store.undo()
    assert store.settings.get("language", "vi") == "vi"
