"""Rows from Word and Excel become tasks only as a person saw them; nothing is invented."""

from __future__ import annotations

from kh57_desktop.services.pasting import Rows, accept_pasted, read_pasted
from kh57_desktop.services.session import Session
from kh57_desktop.services.units import add_unit
from tests.services.test_task_work import tasks_of


def plan_id(session: Session) -> str:
    return tasks_of(session)[0].plan_id


def rows(*lines: tuple[str, ...]) -> Rows:
    return [(line, 0) for line in lines]


def test_headings_are_recognised_whatever_their_order_and_accents(commune: Session) -> None:
    add_unit(commune, {"name": "Trạm Y tế xã"})
    pasted = read_pasted(
        commune,
        plan_id(commune),
        rows(
            ("STT", "Thoi han", "NỘI DUNG NHIỆM VỤ", "Đơn vị chủ trì", "Ghi chú"),
            ("1", "30/11/2026", "Lập hồ sơ sức khỏe điện tử", "Trạm Y tế xã", "gấp"),
            ("2", "sắp tới", "Mở lớp tập huấn", "Ban nào đó", ""),
        ),
        group_id=None,
    )
    assert pasted.columns == ("number", "deadline", "text", "lead_unit", "note")
    assert [sorted(task.problems) for task in pasted.tasks] == [[], ["deadline", "lead_unit"]]
    assert pasted.new_units == ("Ban nào đó",)
    before = tasks_of(commune)
    first, second = accept_pasted(commune, plan_id(commune), pasted)
    assert (first.number, first.due_on and first.due_on.isoformat(), first.note) == ("1", "2026-11-30", "gấp")
    assert (second.lead_unit_id, second.due_on, second.deadline_words) == (None, None, "sắp tới")
    assert first.code != second.code
    commune.store.undo()
    assert tasks_of(commune) == before


def test_unknown_units_are_added_only_where_asked(commune: Session) -> None:
    pasted = read_pasted(
        commune, plan_id(commune), rows(("Nội dung", "Chủ trì"), ("Việc mới", "Tổ công nghệ số")), group_id=None
    )
    (task,) = accept_pasted(commune, plan_id(commune), pasted, add_units=True)
    assert commune.store.offices.unit(task.lead_unit_id or "").name == "Tổ công nghệ số"


def test_supporting_units_are_parted_by_commas_as_plans_print_them(commune: Session) -> None:
    """A comma within the name of a known unit parts nothing; of an unknown one only its own name is asked for."""
    for name in ("Phòng Văn hóa, Thể thao và Du lịch", "Đoàn Thanh niên"):
        add_unit(commune, {"name": name})
    pasted = read_pasted(
        commune,
        plan_id(commune),
        rows(
            ("Nội dung", "Chủ trì", "Phối hợp"),
            ("Lắp camera", "Phòng Văn hóa, Thể thao và Du lịch", "Công an xã, Đoàn TN"),
            ("Mở lớp", "Công an xã", "Phòng Văn hóa, Thể thao và Du lịch; Trạm Y tế xã, Đoàn Thanh niên"),
        ),
        group_id=None,
    )
    assert [sorted(task.problems) for task in pasted.tasks] == [[], ["supporting_units"]]
    assert pasted.new_units == ("Trạm Y tế xã",)
    known = {unit.id: unit.name for unit in commune.store.offices.units()}
    first, second = accept_pasted(commune, plan_id(commune), pasted)
    assert known[first.lead_unit_id or ""] == "Phòng Văn hóa, Thể thao và Du lịch"
    assert [known[one] for one in first.supporting_unit_ids] == ["Công an xã", "Đoàn Thanh niên"]
    assert [known[one] for one in second.supporting_unit_ids] == [
        "Phòng Văn hóa, Thể thao và Du lịch",
        "Đoàn Thanh niên",
    ]


def test_bullets_and_numbers_go_off_and_indents_become_sub_tasks(commune: Session) -> None:
    listed: Rows = [
        (("- Rà soát hạ tầng số",), 0),
        (("+ Khảo sát các thôn",), 1),
        (("a) Tổng hợp số liệu",), 1),
        (("2. Mở lớp tập huấn",), 0),
    ]
    pasted = read_pasted(commune, plan_id(commune), listed, group_id=None)
    assert [task.fields["text"] for task in pasted.tasks] == [
        "Rà soát hạ tầng số",
        "Khảo sát các thôn",
        "Tổng hợp số liệu",
        "Mở lớp tập huấn",
    ]
    added = accept_pasted(commune, plan_id(commune), pasted)
    assert [task.parent_id for task in added] == [None, added[0].id, added[0].id, None]
    assert [task.number for task in added] == ["", "", "a)", "2"]


def test_numbers_that_go_on_are_sub_tasks_and_no_step_is_skipped(commune: Session) -> None:
    pasted = read_pasted(
        commune,
        plan_id(commune),
        rows(("1", "Việc một dài hơn"), ("1.1", "Phần đầu của việc"), ("1.2.1", "Phần sâu của việc")),
        group_id=None,
        columns=("number", "text"),
    )
    assert [task.depth for task in pasted.tasks] == [0, 1, 0]


def test_columns_without_headings_are_told_by_what_they_hold(commune: Session) -> None:
    add_unit(commune, {"name": "Trạm Y tế xã"})
    pasted = read_pasted(
        commune,
        plan_id(commune),
        rows(
            ("1", "Lập hồ sơ sức khỏe điện tử cho người dân", "Trạm Y tế xã", "Quý IV/2026"),
            ("2", "Mở lớp tập huấn kỹ năng số cho cán bộ", "Trạm Y tế xã", "30/11/2026"),
        ),
        group_id=None,
    )
    assert pasted.columns == ("number", "text", "lead_unit", "deadline")


def test_a_row_that_names_a_group_puts_what_follows_into_it(commune: Session) -> None:
    groups = commune.store.plans.groups(plan_id(commune))
    pasted = read_pasted(
        commune,
        plan_id(commune),
        rows(("TT", "Nội dung", "Chủ trì"), ("II", groups[-1].title.upper(), ""), ("1", "Việc mới", "")),
        group_id=groups[0].id,
    )
    assert [task.group_id for task in pasted.tasks] == [groups[-1].id]


def test_nothing_to_add_adds_nothing(commune: Session) -> None:
    pasted = read_pasted(commune, plan_id(commune), rows(("", ""), ("", "")), group_id=None)
    assert pasted.tasks == ()
    assert accept_pasted(commune, plan_id(commune), pasted) == []
