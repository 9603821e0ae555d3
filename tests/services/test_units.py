"""Units merged, binned, shown on their page; people; the work of one who leaves handed over."""

from __future__ import annotations

from datetime import date

import pytest

from kh57_desktop.domain.committee import Assignment
from kh57_desktop.errors import BadValue
from kh57_desktop.services import committees, hand_overs, people, supporting_units, tasks, unit_pages, units
from kh57_desktop.services.leaving import leave
from kh57_desktop.services.plans import plan_of, unit_by_name
from kh57_desktop.services.registers import rows
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.unit_merge import CannotMerge, likely_twins, merge_units
from kh57_desktop.store.check import check
from tests.store.makers import canonical_dump


def test_everything_that_names_a_merged_unit_names_the_other(commune: Session) -> None:
    keep = unit_by_name(commune, "Phòng Kinh tế")
    twin = units.add_unit(commune, {"name": "Phòng Kinh tế, Hạ tầng", "head": "Bà Mẫu", "phone": "0911"})
    plan = plan_of(commune, None)
    one, two = (tasks.task_by_key(commune, plan, code) for code in ("N1", "N3"))
    tasks.edit_tasks(commune, [one], {"lead_unit": twin.name})
    tasks.edit_tasks(commune, [two], {"supporting_units": f"{twin.name}; Công an xã"})
    people.add_person(commune, {"full_name": "Lê Mẫu", "unit": twin.name})
    rows.add_row(commune, RegisterKind.UNIT_PLAN, {"text": "KH", "unit": twin.name})
    member = committees.add_member(commune, {"name": "Ông Mẫu"})
    committees.add_assignment(commune, None, {"member": "Ông Mẫu", "unit": twin.name})
    police = unit_by_name(commune, "Công an xã")
    supporting_units.ask(commune, two, [twin, keep, police])
    before = canonical_dump(commune.store)

    merged = merge_units(commune, keep, [twin])

    store = commune.store
    assert store.tasks.get(one.id).lead_unit_id == keep.id
    assert store.tasks.get(two.id).supporting_unit_ids == (unit_by_name(commune, "Công an xã").id,)  # it leads N3
    assert store.offices.people()[0].unit_id == keep.id
    assert store.registers.unit_plans.all()[0].unit_id == keep.id
    assert store.committees.assignments(member.committee_id)[0].unit_id == keep.id
    assert {row.unit_id for row in store.tasks.supporting(two.id)} == {keep.id, police.id}
    assert twin.name in merged.aliases
    assert (merged.head, merged.phone) == ("Bà Mẫu", "0911")
    assert unit_by_name(commune, twin.name).id == keep.id
    assert store.offices.unit_references(twin.id) == 0
    assert check(store.path) == []
    store.undo()
    assert canonical_dump(store) == before


def test_a_group_is_never_merged_with_a_unit(commune: Session) -> None:
    group = units.add_unit(commune, {"name": "Các thôn"})
    with pytest.raises(CannotMerge):
        merge_units(commune, unit_by_name(commune, "Phòng Kinh tế"), [group])


def test_units_of_the_same_name_are_offered_for_merging(commune: Session) -> None:
    rows_ = commune.store.offices.units()
    assert likely_twins(rows_) == []
    twin = units.add_unit(commune, {"name": "Bộ phận kinh tế", "aliases": "P. Kinh tế"})
    assert [(one.name, other.name) for one, other in likely_twins([*rows_, twin])] == [
        ("Phòng Kinh tế", "Bộ phận kinh tế")
    ]


def test_a_unit_that_is_named_is_not_binned_and_none_stands_below_itself(commune: Session) -> None:
    with pytest.raises(units.StillNamed):
        units.bin_units(commune, [unit_by_name(commune, "Phòng Kinh tế")])
    upper = units.add_unit(commune, {"name": "Trường Mẫu"})
    lower = units.add_unit(commune, {"name": "Tổ Mẫu", "parent": "Trường Mẫu", "kind": "tổ"})
    with pytest.raises(BadValue):
        units.edit_unit(commune, upper, {"parent": "Tổ Mẫu"})
    with pytest.raises(BadValue):
        units.edit_unit(commune, lower, {"active_from": "1/5/2026", "active_to": "1/4/2026"})
    units.bin_units(commune, [lower])
    units.bin_units(commune, [upper])
    assert "Trường Mẫu" not in {unit.name for unit in commune.store.offices.units()}


def test_the_page_of_a_unit_tells_tasks_duties_and_what_is_late(commune: Session) -> None:
    plan = plan_of(commune, None)
    lines = {line.unit.name: line for line in unit_pages.unit_lines(commune, plan.id, commune.today)}
    economy = lines["Phòng Kinh tế"]
    assert (economy.leads, economy.late) == (1, 1)
    page = unit_pages.unit_page(commune, plan.id, lines["Công an xã"], commune.today)
    assert [duty.organization for duty in page.duties] == ["Công an xã"]
    assert unit_pages.unit_page(commune, plan.id, economy, commune.today).tasks[0].days_late == 93


def test_who_leaves_hands_everything_over_with_a_record(commune: Session) -> None:
    plan = plan_of(commune, None)
    group = commune.store.plans.groups(plan.id)[0]
    person = people.add_person(commune, {"full_name": "Trần Thị Mẫu", "post": "Công chức"})
    tasks.edit_tasks(commune, [tasks.task_by_key(commune, plan, "N3")], {"lead_person": "trần thị mẫu"})
    units.edit_unit(commune, unit_by_name(commune, "Công an xã"), {"head": "Trần Thị Mẫu"})
    member = committees.add_member(commune, {"name": "Trần Thị Mẫu", "role": "Ủy viên", "post": "Trưởng phòng"})
    with commune.store.changes("giao"):
        commune.store.committees.put_assignment(Assignment(new_id(), member.id, task_group_id=group.id))
    before = canonical_dump(commune.store)
    items = hand_overs.open_items(commune, "Trần Thị Mẫu", commune.today)
    assert (len(items.tasks), len(items.seats), len(items.heads)) == (1, 1, 1)

    made = leave(commune, "Trần Thị Mẫu", "Lê Văn Nhận", reason="QĐ 12")

    store = commune.store
    assert store.tasks.by_code(plan.id, "N3").lead_person == "Lê Văn Nhận"  # type: ignore[union-attr]
    assert unit_by_name(commune, "Công an xã").head == "Lê Văn Nhận"
    seats = {row.name: row for row in store.committees.members(member.committee_id)}
    assert seats["Trần Thị Mẫu"].active_to == commune.today
    assert seats["Lê Văn Nhận"].active_from == date(2026, 10, 2)
    assert seats["Lê Văn Nhận"].post == "Trưởng phòng"
    assert [row.task_group_id for row in store.committees.assignments(member.committee_id)].count(group.id) == 2
    assert store.offices.person(person.id).left_on == commune.today
    assert len(made.items) == 3
    assert made.record_attachment is not None
    assert store.files.read(made.record_attachment).startswith(b"%PDF-")
    assert hand_overs.open_items(commune, "Trần Thị Mẫu", date(2026, 10, 2)).is_empty
    with pytest.raises(hand_overs.NothingToHandOver):
        hand_overs.hand_over(commune, "Người Lạ", "Lê Văn Nhận")
    with pytest.raises(BadValue):
        hand_overs.hand_over(commune, "Lê Văn Nhận", "lê văn nhận")
    store.undo()
    assert canonical_dump(store) == before
