"""The committee as its page shows and changes it, on a real data file."""

from __future__ import annotations

import pytest

from kh57_desktop.domain.terms import CommitteeKind, RoleRank, System
from kh57_desktop.errors import BadValue, UnknownKey
from kh57_desktop.services import committee_changes as changes
from kh57_desktop.services import committee_page
from kh57_desktop.services.committee_changes import AlreadyAssigned, RankFirst
from kh57_desktop.services.committees import edit_member
from kh57_desktop.services.tasks import bin_tasks, edit_tasks


@pytest.fixture
def office(commune):
    """A committee of a head and three members; the plan's first task is overdue."""
    committee = changes.found_committee(commune, kind=CommitteeKind.STEERING, system=System.PARTY)
    for name, role in (("Lò Thị Một", "Ủy viên"), ("Vi Văn Hai", "Ủy viên"), ("Hà Ba", "Trưởng ban"), ("Bế Tư", "")):
        changes.add_to(commune, committee, {"name": name, "role": role, "post": "Cán bộ"})
    tasks = commune.store.tasks.of_plan(plan(commune).id)
    edit_tasks(commune, tasks[:1], {"deadline": "Tháng 3/2026"})
    return commune


def plan(session):
    return session.store.plans.newest()


def view(session):
    return committee_page.view(session, plan(session).id, None)


def names(session) -> list[str]:
    return [line.member.name for line in view(session).members]


def member(session, name: str):
    return next(line.member for line in (*view(session).members, *view(session).former) if line.member.name == name)


def test_members_stand_by_role_then_in_the_order_given(office):
    assert names(office) == ["Hà Ba", "Lò Thị Một", "Vi Văn Hai", "Bế Tư"]
    assert member(office, "Bế Tư").rank is RoleRank.MEMBER
    assert member(office, "Bế Tư").active_from == office.today


def test_committees_stand_side_by_side_and_one_is_chosen(office):
    other = changes.found_committee(office, kind=CommitteeKind.HELPER_GROUP, system=System.GOVERNMENT)
    shown = committee_page.view(office, plan(office).id, other.id)
    assert (shown.committee.id, len(shown.committees), shown.members) == (other.id, 2, ())


def test_a_member_moves_among_those_of_the_same_role_only(office):
    changes.move(office, member(office, "Bế Tư"), 1)
    assert names(office) == ["Hà Ba", "Bế Tư", "Lò Thị Một", "Vi Văn Hai"]
    with pytest.raises(RankFirst):
        changes.move(office, member(office, "Bế Tư"), 0)
    assert names(office)[0] == "Hà Ba"
    office.store.undo()
    assert names(office)[-1] == "Bế Tư"


def test_moving_to_the_same_place_leaves_no_action(office):
    before = office.store.next_undo()
    changes.move(office, member(office, "Bế Tư"), 3)
    assert office.store.next_undo() == before


def test_who_leaves_is_kept_among_the_former_with_day_and_decision(office):
    changes.end_membership(office, member(office, "Vi Văn Hai"), day="", decision="15-QĐ/ĐU")
    assert "Vi Văn Hai" not in names(office)
    gone = view(office).former[0].member
    assert (gone.name, gone.active_to, gone.decision_out) == ("Vi Văn Hai", office.today, "15-QĐ/ĐU")


def test_a_last_day_before_the_first_is_refused(office):
    one = member(office, "Vi Văn Hai")
    edit_member(office, one, {"active_from": "01/10/2026"})
    with pytest.raises(BadValue):
        changes.end_membership(office, member(office, "Vi Văn Hai"), day="30/9/2026", decision="")
    with pytest.raises(BadValue):
        changes.end_membership(office, member(office, "Vi Văn Hai"), day="hôm nào", decision="")


@pytest.mark.parametrize("words", ["N1", "c1", "Văn phòng"])
def test_work_is_assigned_by_code_number_or_name_once(office, words):
    one = member(office, "Hà Ba")
    if words == "Văn phòng":
        words = office.store.offices.units()[0].name
    changes.assign(office, plan(office), one, words)
    with pytest.raises(AlreadyAssigned):
        changes.assign(office, plan(office), one, words)
    line = view(office).members[0]
    details = committee_page.details(office, plan(office).id, line)
    assert len(details.assignments) == 1
    changes.unassign(office, one, details.assignments[0].id)
    assert committee_page.details(office, plan(office).id, line).assignments == ()


def test_what_nobody_knows_is_not_assigned(office):
    with pytest.raises(UnknownKey):
        changes.assign(office, plan(office), member(office, "Hà Ba"), "Không có đơn vị này")
    with pytest.raises(BadValue):
        changes.assign(office, plan(office), member(office, "Hà Ba"), "  ")


def test_a_group_is_given_and_taken_back_and_its_late_tasks_are_counted(office):
    task = office.store.tasks.of_plan(plan(office).id)[0]
    one = member(office, "Hà Ba")
    changes.toggle_group(office, one, task.group_id)
    line = view(office).members[0]
    cell = next(one for one in line.cells if one.group_id == task.group_id)
    assert cell.is_whole
    assert (cell.late, line.late) == (1, 1)
    late = committee_page.details(office, plan(office).id, line).late
    assert [(one.code, one.days) for one in late] == [("N1", 184)]
    changes.toggle_group(office, one, task.group_id)
    assert not any(cell.is_whole for cell in view(office).members[0].cells)


def test_a_single_task_counts_in_its_group_without_giving_the_group(office):
    task = office.store.tasks.of_plan(plan(office).id)[0]
    changes.assign(office, plan(office), member(office, "Hà Ba"), task.code)
    cell = next(one for one in view(office).members[0].cells if one.group_id == task.group_id)
    assert (cell.is_whole, cell.count, cell.late) == (False, 1, 1)
    bin_tasks(office, [task])
    assert view(office).members[0].count == 0


def test_name_and_decision_of_the_committee_are_edited(office):
    committee = view(office).committee
    changes.edit_committee(office, committee, name="Ban Chỉ đạo 57", decision="112-QĐ/ĐU", day="5/9/2025")
    changed = view(office).committee
    assert (changed.name, changed.decision, changed.decided_on.isoformat()) == (
        "Ban Chỉ đạo 57",
        "112-QĐ/ĐU",
        "2025-09-05",
    )
    for words in ({"name": " ", "day": ""}, {"name": "Ban", "day": "mai"}):
        with pytest.raises(BadValue):
            changes.edit_committee(office, changed, decision="", **words)


def test_without_a_committee_there_is_nothing_to_show(commune):
    assert view(commune).committee is None
