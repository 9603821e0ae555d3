"""Plan and annex together; a corrected version against the plan on file."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.likeness import Keyed, likeness, pair_up
from kh57_desktop.domain.merged_readings import completed, completed_by_own_annex
from kh57_desktop.domain.plan_changes import ChangeKind, task_changes
from kh57_desktop.domain.plan_reading import PlanReading, ReadTask, ReadTaskGroup
from kh57_desktop.domain.tasks import Task

WORDS = re.findall(
    r"\S+",
    "tổ chức hội nghị quán triệt nghị quyết rà soát thủ tục hành chính lắp đặt trạm quan trắc tập huấn kỹ năng số cho "
    "cán bộ xây dựng cơ sở dữ liệu đất đai vận động người dân mở tài khoản thanh toán",
)
texts = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=6, max_size=20).map(" ".join), min_size=1, max_size=12, unique=True
)


@given(texts, st.randoms(use_true_random=False))
def test_every_row_finds_itself_again_however_shuffled(rows: list[str], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(rows)
    chance.shuffle(shuffled)
    pairs = pair_up([Keyed(row) for row in rows], [Keyed(row) for row in shuffled])
    assert len(pairs) == len(rows)
    assert all(pair.likeness == 1.0 for pair in pairs)
    assert len({pair.right for pair in pairs}) == len(rows)


@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join), st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_likeness_is_even_handed_and_bounded(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one.upper()) == 1


PLAN = PlanReading(
    task_groups=(ReadTaskGroup("1", "Nâng cao nhận thức"), ReadTaskGroup("2", "Phát triển hạ tầng số")),
    tasks=(
        ReadTask("1", "1.1", "Tổ chức hội nghị quán triệt Nghị quyết đến toàn thể đảng viên."),
        ReadTask("2", "2.1", "Phủ sóng di động tại các thôn còn lõm sóng.", deadline="Năm 2026"),
    ),
)
ANNEX = PlanReading(
    task_groups=(ReadTaskGroup("I", "Phát triển hạ tầng số"), ReadTaskGroup("II", "Hợp tác")),
    tasks=(
        ReadTask("I", "1", "Phủ sóng di động tại các thôn còn lõm sóng", lead="Phòng Kinh tế", deadline="Quý II/2026"),
        ReadTask("I", "2", "Lắp đặt Wi-Fi miễn phí tại nhà văn hóa thôn", lead="Trưởng các thôn"),
        ReadTask("II", "3", "Ký kết hợp tác với trường đại học", lead="Ủy ban nhân dân xã"),
    ),
)


def test_the_annex_completes_and_does_not_double() -> None:
    together = completed(PLAN, ANNEX)
    assert [(task.group, task.lead) for task in together.tasks] == [
        ("1", None),
        ("2", "Phòng Kinh tế"),
        ("2", "Trưởng các thôn"),
        ("II", "Ủy ban nhân dân xã"),
    ]
    assert together.tasks[1].number == "2.1"
    assert together.tasks[1].deadline == "Quý II/2026"
    assert [group.number for group in together.task_groups] == ["1", "2", "II"]
    assert len(together.doubts) == 1
    assert "Năm 2026" in together.doubts[0].reason


def test_one_body_under_two_names_is_no_difference() -> None:
    plan = replace(PLAN, tasks=(ReadTask("1", None, "Số hóa hồ sơ hộ tịch", lead="Phòng Văn hóa - Xã hội"),))
    annex = replace(ANNEX, tasks=(ReadTask("I", "1", "Số hóa hồ sơ hộ tịch", lead="P. VHXH"),))
    together = completed(plan, annex)
    assert [task.lead for task in together.tasks] == ["Phòng Văn hóa - Xã hội"]
    assert together.doubts == ()


def test_an_annex_of_the_same_document_completes_only_what_it_repeats_word_for_word() -> None:
    """ "quý I" and "quý II" are two tasks; the same task in two groups of the annex stays there once."""
    plan = replace(PLAN, tasks=(*PLAN.tasks, ReadTask("2", "2.2", "Báo cáo kết quả quý I.")))
    rows = (
        ReadTask("2", "1", "PHỦ SÓNG di động tại các thôn còn lõm sóng", lead="Phòng Kinh tế", deadline="Quý II/2026"),
        ReadTask("2", "2", "Báo cáo kết quả quý II", lead="Công an xã"),
        ReadTask("C", "3", "Phủ sóng di động tại các thôn còn lõm sóng", lead="Các thôn"),
    )
    groups = (ReadTaskGroup("2", "Phát triển hạ tầng số"), ReadTaskGroup("C", "Hợp tác"))
    together = completed_by_own_annex(plan, groups, rows)
    assert [(task.group, task.number, task.lead) for task in together.tasks] == [
        ("1", "1.1", None),
        ("2", "2.1", "Phòng Kinh tế"),
        ("2", "2.2", None),
        ("2", "2", "Công an xã"),
        ("C", "3", "Các thôn"),
    ]
    assert [(group.number, group.title) for group in together.task_groups][2:] == [("C", "Hợp tác")]
    assert ["Năm 2026" in doubt.reason for doubt in together.doubts] == [True]


@given(texts, texts)
def test_an_annex_of_the_same_document_loses_no_row_and_repeats_none(rows: list[str], others: list[str]) -> None:
    plan = replace(PLAN, tasks=tuple(ReadTask("1", None, text) for text in rows))
    annex = [ReadTask("II", None, text, lead="Phòng Kinh tế") for text in others]
    together = completed_by_own_annex(plan, (ReadTaskGroup("II", "Hợp tác"),), annex)
    assert sorted(task.text for task in together.tasks) == sorted({*rows, *others})
    assert {task.text for task in together.tasks if task.lead} == {*others}


def stored(read: ReadTask, place: int) -> Task:
    return Task(
        id=f"id{place}",
        plan_id="k",
        code=f"N{place}",
        text=read.text,
        group_id=read.group,
        number=read.number or "",
        deadline_words=read.deadline or "",
    )


def kinds(tasks: list[Task], reading: PlanReading) -> list[tuple[ChangeKind, str | None]]:
    return [(row.kind, row.code) for row in task_changes(tasks, {"1": "1", "2": "2"}, {}, reading)]


def test_a_corrected_version_keeps_codes() -> None:
    tasks = [stored(read, place) for place, read in enumerate(PLAN.tasks, 1)]
    assert kinds(tasks, PLAN) == [(ChangeKind.SAME, "N1"), (ChangeKind.SAME, "N2")]
    reworded = replace(PLAN.tasks[0], text="Tổ chức hội nghị trực tuyến quán triệt Nghị quyết đến toàn thể đảng viên.")
    added = ReadTask("2", "2.2", "Trang bị máy tính cho bộ phận một cửa")
    changed = replace(PLAN, tasks=(reworded, added))
    assert kinds(tasks, changed) == [
        (ChangeKind.CHANGED, "N1"),
        (ChangeKind.NEW, None),
        (ChangeKind.VANISHED, "N2"),
    ]


def test_a_silent_version_does_not_take_away_what_the_office_entered() -> None:
    tasks = [replace(stored(PLAN.tasks[0], 1), deadline_words="Quý I/2027", product="Báo cáo")]
    assert kinds(tasks, replace(PLAN, tasks=PLAN.tasks[:1])) == [(ChangeKind.SAME, "N1")]
