"""The history of the whole file and the bin: told in words, taken back one by one, restored with what belongs to it."""

from __future__ import annotations

import pytest

from kh57_desktop.services import change_history, history, people, recycle_bin, tasks, units
from kh57_desktop.services.paper_forms import NothingToPrint, Request
from kh57_desktop.services.papers import content
from kh57_desktop.services.plans import plan_of, unit_by_name
from kh57_desktop.services.registers import lines, rows
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.session import Session
from kh57_desktop.store.check import check
from kh57_desktop.store.errors import CannotBeUndone, UndoConflict
from tests.services.register_samples import SAMPLES
from tests.store.makers import canonical_dump


def test_an_edit_is_told_field_by_field_in_words(commune: Session) -> None:
    unit = units.add_unit(commune, {"name": "Thôn Thử", "head": "A"})
    units.edit_unit(commune, unit, {"head": "B", "active_to": "30/9/2026", "side": "front"})
    newest = change_history.actions(commune)[0]
    assert (newest.user, newest.words, newest.can_undo) == (commune.user, "Sửa đơn vị Thôn Thử", True)
    told = {(one.field, one.old, one.new) for one in change_history.changes(commune, newest.id)}
    assert ("Người đứng đầu", "A", "B") in told
    assert ("Đến ngày", "", "30/9/2026") in told
    assert {one.what for one in change_history.changes(commune, newest.id)} == {"Đơn vị"}


@pytest.mark.parametrize("kind", list(RegisterKind))
def test_every_register_tells_its_history_and_comes_back_from_the_bin(commune: Session, kind: RegisterKind) -> None:
    row = rows.add_row(commune, kind, {key: words for key, words in SAMPLES[kind].items() if key != "task"})
    before = canonical_dump(commune.store)
    rows.bin_rows(commune, kind, [row])
    binned = recycle_bin.binned(commune)
    assert [(one.table, one.id) for one in binned] == [(kind.value, row.id)]
    assert binned[0].what
    assert recycle_bin.restore(commune, binned) == 1
    assert canonical_dump(commune.store) == before
    assert not recycle_bin.binned(commune)
    assert len(change_history.actions(commune, row.id)) == 3
    assert check(commune.store.path) == []


def test_findings_are_linked_again_when_their_inspection_comes_back(commune: Session) -> None:
    inspection = rows.add_row(commune, RegisterKind.INSPECTION, {"text": "Kiểm tra"})
    kept = rows.finding_of(commune, inspection, "Chưa có hồ sơ")
    moved = rows.finding_of(commune, inspection, "Chưa có lịch")
    rows.bin_rows(commune, RegisterKind.INSPECTION, [inspection])
    other = rows.add_row(commune, RegisterKind.INSPECTION, {"text": "Giám sát"})
    loose = next(one.record for one in lines.view(commune, RegisterKind.FINDING).lines if one.id == moved.id)
    rows.edit_rows(commune, RegisterKind.FINDING, [loose], {"inspection": "Giám sát"})
    recycle_bin.restore(commune, recycle_bin.binned(commune))
    found = {one.id: one.inspection_id for one in commune.store.registers.findings.all()}
    assert found == {kept.id: inspection.id, moved.id: other.id}  # what was linked anew since stays so
    commune.store.undo()
    found = {one.id: one.inspection_id for one in commune.store.registers.findings.all()}
    assert found == {kept.id: None, moved.id: other.id}


def test_one_of_several_rows_deleted_at_once_is_restored_alone(commune: Session) -> None:
    plan = plan_of(commune, None)
    chosen = [tasks.task_by_key(commune, plan, code) for code in ("N1", "N2", "N3")]
    tasks.bin_tasks(commune, chosen)
    binned = recycle_bin.binned(commune)
    assert {line.name.partition(" · ")[0] for line in binned} == {"N1", "N2", "N3"}
    recycle_bin.restore(commune, [line for line in binned if line.name.startswith("N2")])
    codes = {task.code for task in commune.store.tasks.of_plan(plan.id)}
    assert "N2" in codes
    assert not {"N1", "N3"} & codes


def test_an_older_action_is_taken_back_alone_unless_its_rows_changed_since(commune: Session) -> None:
    person = people.add_person(commune, {"full_name": "Trần Thị Thử"})
    people.edit_person(commune, person, {"post": "Công chức"})
    edited = change_history.actions(commune)[0]
    people.add_person(commune, {"full_name": "Lê Văn Nhận"})
    assert change_history.undo_action(commune, edited.id) == "Sửa Trần Thị Thử"
    assert commune.store.offices.person(person.id).post == ""
    assert len(commune.store.offices.people()) == 2
    assert next(one for one in change_history.actions(commune) if one.id == edited.id).is_undone
    fresh = commune.store.offices.person(person.id)
    people.edit_person(commune, fresh, {"contact": "0900"})
    first = change_history.actions(commune)[0]
    people.edit_person(commune, commune.store.offices.person(person.id), {"contact": "0911"})
    with pytest.raises(UndoConflict):
        change_history.undo_action(commune, first.id)


def test_taking_back_an_older_action_is_a_step_that_undo_and_redo_know(commune: Session) -> None:
    """One from before the opening, too: taken back by mistake it is there again by Ctrl+Z, whatever came between."""
    store = commune.store
    unit = units.add_unit(commune, {"name": "Thôn Thử"})
    added = change_history.actions(commune)[0].id
    since = history.opening(commune)
    before = canonical_dump(store)
    change_history.undo_action(commune, added)
    assert "Thôn Thử" not in {one.name for one in store.offices.units()}
    without = canonical_dump(store)
    people.add_person(commune, {"full_name": "Lê Văn Nhận"})
    assert history.undo(commune, since=since).sentence == "Thêm Lê Văn Nhận"
    assert history.undo(commune, since=since).sentence == "Hoàn tác: Thêm đơn vị Thôn Thử"
    assert canonical_dump(store) == before
    assert unit_by_name(commune, "Thôn Thử").id == unit.id
    assert not next(one for one in change_history.actions(commune) if one.id == added).is_undone
    with pytest.raises(history.BeforeOpening):
        history.undo(commune, since=since)
    history.redo(commune)
    assert canonical_dump(store) == without
    assert next(one for one in change_history.actions(commune) if one.id == added).is_undone


def test_what_cannot_be_undone_says_so(commune: Session) -> None:
    with commune.store.changes("Ban hành", irrevocable=True):
        commune.store.settings.put("x", 1)
    newest = change_history.actions(commune)[0]
    assert (newest.is_final, newest.can_undo) == (True, False)
    with pytest.raises(CannotBeUndone):
        change_history.undo_action(commune, newest.id)


def test_an_emptied_bin_offers_nothing_and_undo_fills_it_again(commune: Session) -> None:
    unit = units.add_unit(commune, {"name": "Thôn Thử"})
    units.bin_units(commune, [unit])
    recycle_bin.empty(commune)
    assert recycle_bin.binned(commune) == []
    commune.store.undo()
    assert [line.name for line in recycle_bin.binned(commune)] == ["Thôn Thử"]
    recycle_bin.restore(commune, recycle_bin.binned(commune))
    assert unit_by_name(commune, "Thôn Thử").id == unit.id


def test_the_history_is_printed_for_an_inspection_oldest_first(commune: Session) -> None:
    unit = units.add_unit(commune, {"name": "Thôn Thử", "head": "A"})
    units.edit_unit(commune, unit, {"head": "B"})
    paper = content(commune, "change-history", Request(on=commune.today))
    table = next(block for block in paper.parts[0].blocks if hasattr(block, "columns"))
    added, edited = (row.cells for row in table.rows[-2:])
    assert added[3:5] == ("Thêm đơn vị Thôn Thử", "Đơn vị Thôn Thử: đã thêm")
    assert edited[2] == commune.user
    assert edited[4] == "Người đứng đầu: A → B"
    assert any("dòng dữ liệu" in str(row.cells[4]) for row in table.rows)  # the import is told by its size
    with pytest.raises(NothingToPrint):
        content(commune, "change-history", Request(on=commune.today, person="Người khác"))
