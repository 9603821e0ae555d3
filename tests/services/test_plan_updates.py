"""A corrected version keeps codes and progress; decisions on the committee keep its history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kh57_desktop.domain.committee import serving_on
from kh57_desktop.domain.plan_changes import ChangeKind
from kh57_desktop.domain.plan_reading import PlanReading, ReadCommittee, ReadMember, ReadTask
from kh57_desktop.domain.terms import TaskState
from kh57_desktop.services import tasks
from kh57_desktop.services.committee_decisions import accept_decision
from kh57_desktop.services.plan_updates import take_over
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.reading_plans import read_plan
from kh57_desktop.services.session import Session


def test_the_same_version_changes_nothing_but_the_history(commune: Session, plan_file) -> None:  # type: ignore[no-untyped-def]
    plan = plan_of(commune, None)
    before = commune.store.tasks.of_plan(plan.id)
    update = take_over(commune, plan, read_plan(plan_file))
    assert update.count(ChangeKind.SAME) == len(before) + len(commune.store.indicators.of_plan(plan.id))
    assert commune.store.tasks.of_plan(plan.id) == before


def test_codes_and_progress_stay_new_rows_get_new_codes(commune: Session, plan_file) -> None:  # type: ignore[no-untyped-def]
    plan = plan_of(commune, None)
    first, second, third = commune.store.tasks.of_plan(plan.id)
    tasks.record_progress(commune, second, percent=40, result="đã làm")
    reading = read_plan(plan_file)
    reworded = replace(reading.tasks[1], text="Tuyên truyền trên hệ thống truyền thanh thông minh và mạng xã hội.")
    added = ReadTask("2", "2.2", "Trang bị máy tính cho bộ phận một cửa.", lead="Phòng Kinh tế", deadline="Năm 2027")
    update = take_over(commune, plan, replace(reading, tasks=(reading.tasks[0], reworded, added)))
    assert [(row.kind, row.code) for row in update.tasks] == [
        (ChangeKind.SAME, "N1"),
        (ChangeKind.CHANGED, "N2"),
        (ChangeKind.NEW, None),
        (ChangeKind.VANISHED, "N3"),
    ]
    rows = {row.code: row for row in commune.store.tasks.of_plan(plan.id)}
    assert rows["N2"].id == second.id
    assert rows["N2"].text.endswith("mạng xã hội.")
    assert [entry.percent for entry in commune.store.tasks.progress(second.id)] == [40]
    assert rows["N3"].state is TaskState.CANCELLED
    assert rows["N4"].due_on == date(2027, 12, 31)
    commune.store.undo()
    assert commune.store.tasks.of_plan(plan.id) == [first, second, third]


def decision(action: str, number: str, day: str, members: list[tuple[str, str]]) -> PlanReading:
    return PlanReading(
        kind="Quyết định",
        system="party",
        number=number,
        date=day,
        committee=ReadCommittee(
            name="Ban Chỉ đạo chuyển đổi số xã Đồi Sim",
            action=action,
            standing_body="Phòng Văn hóa - Xã hội",
            members=tuple(
                ReadMember(order, name, f"Chức vụ của {name}", role) for order, (name, role) in enumerate(members, 1)
            ),
        ),
    )


def test_a_reshuffle_keeps_last_years_list(commune: Session) -> None:
    first = [("Trần Văn Mẫu", "Trưởng ban"), ("Lê Thị Mẫu", "Phó Trưởng ban"), ("Bùi Văn Mẫu", "Ủy viên")]
    made = accept_decision(commune, decision("establish", "10-QĐ/ĐU", "2025-09-01", first))
    second = [("Trần Văn Mẫu", "Trưởng ban"), ("Bùi Văn Mẫu", "Phó Trưởng ban"), ("Đỗ Thị Mẫu", "Ủy viên")]
    changed = accept_decision(commune, decision("reorganise", "22-QĐ/ĐU", "2026-03-01", second))
    assert changed.committee.id == made.committee.id
    assert (changed.joined, changed.stayed, changed.left) == (1, 2, 1)
    rows = commune.store.committees.members(made.committee.id)
    then = [(row.name, row.role) for row in serving_on(rows, date(2025, 12, 31))]
    now = [(row.name, row.role) for row in serving_on(rows, date(2026, 3, 1))]
    assert then == first
    assert now == second
    assert {row.decision_out for row in rows if row.active_to} == {"22-QĐ/ĐU"}
