"""What an office does with one task: puts it off, asks units, proves it, moves it, and sees what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kh57_desktop.documents.content import Row, Table, short_date
from kh57_desktop.domain.saved_views import ViewColumn, ViewContent
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Clarity, Standing, TaskState
from kh57_desktop.errors import BadValue, CannotRead, UnknownKey
from kh57_desktop.i18n import sort_key
from kh57_desktop.importing.errors import DocumentSecret
from kh57_desktop.services import (
    evidence,
    extensions,
    occurrences,
    paper_tasks,
    saved_views,
    supporting_units,
    task_order,
    task_table,
)
from kh57_desktop.services.paper_forms import NothingToPrint, Request
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_details import details
from kh57_desktop.services.task_history import ADDED, DROPPED, history_of, moved_since_issue
from kh57_desktop.services.task_table import Only, TaskFilter, line_of
from kh57_desktop.services.tasks import (
    CellEdit,
    add_task,
    bin_tasks,
    edit_cells,
    edit_tasks,
    finish_task,
    record_progress,
)
from kh57_desktop.services.units import add_unit
from kh57_desktop.store.check import check
from kh57_desktop.store.errors import AttachmentTooLarge
from kh57_desktop.store.task_wanted import Grouping
from tests.services.conftest import NOON

TODAY = NOON.date()


def tasks_of(session: Session) -> list[Task]:
    plan = session.store.plans.newest()
    assert plan is not None
    return session.store.tasks.of_plan(plan.id)


def whole(session: Session) -> TaskFilter:
    plan = session.store.plans.newest()
    assert plan is not None
    return TaskFilter(plan.id)


def test_a_deadline_put_off_keeps_the_first_one_and_every_step(commune: Session) -> None:
    task = edit_tasks(commune, tasks_of(commune)[:1], {"deadline": "30/6/2026"})[0]
    first = task.first_due_on
    (once,) = extensions.extend_deadline(
        commune, [task], words="30/9/2026", reason="Chờ vốn", document="15/UBND", document_on=date(2026, 6, 20)
    )
    (twice,) = extensions.extend_deadline(commune, [once], words="Quý IV/2026", reason="Chờ hướng dẫn")
    assert (twice.first_due_on, twice.due_on) == (first, date(2026, 12, 31))
    steps = commune.store.tasks.extensions(task.id)
    assert [(step.due_from, step.due_to, step.reason) for step in steps] == [
        (date(2026, 6, 30), date(2026, 9, 30), "Chờ vốn"),
        (date(2026, 9, 30), date(2026, 12, 31), "Chờ hướng dẫn"),
    ]
    counts = extensions.deadline_counts(commune)
    assert counts.extended >= 1
    assert counts.late_by_first == counts.late + 1
    assert task_table.summary(commune, replace(whole(commune), only=Only.EXTENDED)).shown == 1
    with pytest.raises(BadValue):
        extensions.extend_deadline(commune, [twice], words="30/6/2026", reason="sớm hơn")
    with pytest.raises(BadValue):
        extensions.extend_deadline(commune, [twice], words="30/6/2027", reason=" ")
    commune.store.undo()
    assert commune.store.tasks.get(task.id) == once
    assert len(commune.store.tasks.extensions(task.id)) == 1


def test_a_recurring_task_keeps_its_rhythm_and_is_not_put_off(commune: Session) -> None:
    task = edit_tasks(commune, tasks_of(commune)[:1], {"deadline": "hằng quý"})[0]
    with pytest.raises(extensions.NoDayForRecurring):
        extensions.extend_deadline(commune, [task], words="31/12/2027", reason="Chờ hướng dẫn")
    assert commune.store.tasks.get(task.id) == task


def test_a_supporting_unit_is_waited_for_until_it_answers(commune: Session) -> None:
    unit = add_unit(commune, {"name": "Trạm Y tế xã"})
    task = edit_tasks(commune, tasks_of(commune)[:1], {"supporting_units": "Trạm Y tế xã"})[0]
    supporting_units.ask(commune, task, [unit], on=date(2026, 9, 1))
    assert line_of(commune, task).waiting == 1
    assert task_table.summary(commune, replace(whole(commune), only=Only.WAITING)).shown == 1
    supporting_units.answer(commune, task, [unit])
    (row,) = supporting_units.supporting_units(commune, task)
    assert (row.row.asked_on, row.row.answered_on, row.row.is_waited_for) == (date(2026, 9, 1), TODAY, False)
    assert line_of(commune, task).waiting == 0
    with pytest.raises(BadValue):
        supporting_units.ask(commune, task, [unit], on=date(2027, 1, 1))


def test_evidence_is_copied_in_with_fingerprint_number_and_date(commune: Session, tmp_path: Path) -> None:
    task = tasks_of(commune)[0]
    entry = record_progress(commune, task, percent=50, result="Đã trình")
    paper = tmp_path / "Biên bản.txt"
    paper.write_text("Biên bản nghiệm thu", encoding="utf-8")
    (proof,) = evidence.attach(commune, task, [paper], entry=entry)
    paper.unlink()
    assert commune.store.files.read(proof.attachment.id) == "Biên bản nghiệm thu".encode()
    assert proof.fingerprint.replace(" ", "").lower() == proof.attachment.sha256[:16]
    evidence.describe(commune, proof, number="15/BB", document_on=TODAY, goes_along=True)
    (kept,) = evidence.proofs_of(commune, task.id)
    assert (kept.attachment.number, kept.attachment.document_on, kept.attachment.goes_along) == ("15/BB", TODAY, True)
    assert kept.entry == entry
    evidence.detach(commune, kept)
    assert evidence.proofs_of(commune, task.id) == []
    assert check(commune.store.path) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Báo cáo MẬT.txt", "không"),
        ("to-trinh_TUYỆT MẬT.pdf", "x"),
        ("bao cao.txt", "TỐI MẬT\nBáo cáo tình hình"),
    ],
)
def test_a_secret_document_is_refused_and_nothing_is_kept(
    commune: Session, tmp_path: Path, name: str, content: str
) -> None:
    task = tasks_of(commune)[0]
    before = len(commune.store.files.all())
    paper, good = tmp_path / name, tmp_path / "bình thường.txt"
    paper.write_text(content, encoding="utf-8")
    good.write_text("Mật độ dân số", encoding="utf-8")
    with pytest.raises(DocumentSecret):
        evidence.attach(commune, task, [good, paper])
    assert len(commune.store.files.all()) == before
    assert len(evidence.attach(commune, task, [good])) == 1


def test_too_large_missing_and_folders_are_refused(commune: Session, tmp_path: Path) -> None:
    task = tasks_of(commune)[0]
    large = tmp_path / "lớn.bin"
    with large.open("wb") as stream:
        stream.truncate(50_000_001)
    with pytest.raises(AttachmentTooLarge):
        evidence.attach(commune, task, [large])
    with pytest.raises(evidence.NotAFile):
        evidence.attach(commune, task, [tmp_path])
    with pytest.raises((evidence.NotAFile, CannotRead)):
        evidence.attach(commune, task, [tmp_path / "không có"])


def test_finished_tasks_without_proof_are_listed(commune: Session, tmp_path: Path) -> None:
    task = edit_tasks(commune, tasks_of(commune)[:1], {"product": "Quyết định", "state": "done"})[0]
    (missing,) = evidence.missing_proofs(commune, task.plan_id)
    assert (missing.task.id, missing.lacks_file, missing.lacks_number) == (task.id, True, True)
    paper = tmp_path / "qd.txt"
    paper.write_text("Quyết định", encoding="utf-8")
    evidence.attach(commune, task, [paper])
    edit_tasks(commune, [task], {"product_number": "12/QĐ-UBND", "product_on": "5/9/2026"})
    assert evidence.missing_proofs(commune, task.plan_id) == []


def test_a_document_is_submitted_until_it_has_number_and_date(commune: Session) -> None:
    task = edit_tasks(commune, tasks_of(commune)[:1], {"product": "Quyết định"})[0]
    submitted = finish_task(commune, task)
    assert submitted.state is TaskState.SUBMITTED
    finished = finish_task(commune, submitted, number="12/QĐ-UBND", document_on=TODAY)
    assert (finished.state, finished.finished_on) == (TaskState.DONE, TODAY)
    other = edit_tasks(commune, tasks_of(commune)[1:2], {"product": "Biên bản nghiệm thu"})[0]
    assert finish_task(commune, other).state is TaskState.DONE


def test_recurring_tasks_get_one_instance_per_period_once(commune: Session) -> None:
    task = edit_tasks(commune, tasks_of(commune)[:1], {"deadline": "Hằng quý"})[0]
    rows = commune.store.tasks.occurrences(task.id)
    assert [row.period for row in rows][-1] == "2026-Q4"
    assert occurrences.open_periods(commune) == 0
    assert line_of(commune, task).standing is Standing.OVERDUE
    for row in rows[:-1]:
        occurrences.finish_occurrence(commune, row, proof="Báo cáo số 5/BC ngày 01/10/2026")
    assert line_of(commune, task).standing is Standing.UNDER_WAY
    assert details(commune, line_of(commune, task)).occurrences[0].standing is Standing.UNDER_WAY
    with pytest.raises(BadValue):
        occurrences.finish_occurrence(commune, rows[-1], proof=" ")
    with commune.store.changes("bin"):  # an instance thrown away is not made again
        commune.store.tasks.occurrence_to_bin(rows[-1].id)
    assert occurrences.open_periods(commune) == 0
    reopened = occurrences.reopen_occurrence(commune, commune.store.tasks.occurrence(rows[0].id))
    assert reopened.finished_on is None


def test_tasks_move_within_and_between_groups_and_keep_code_and_number(commune: Session) -> None:
    rows = [task for task in tasks_of(commune) if task.group_id]
    group_id = rows[0].group_id
    inside = [task for task in rows if task.group_id == group_id]
    other = next(task for task in rows if task.group_id != group_id)
    task_order.move_tasks(commune, [inside[-1]], group_id=group_id, before=inside[0])
    assert [task.id for task in commune.store.tasks.in_group(rows[0].plan_id, group_id)] == [
        inside[-1].id,
        *(task.id for task in inside[:-1]),
    ]
    changed = task_order.move_tasks(commune, [inside[0]], group_id=other.group_id, before=other)
    moved = next(task for task in changed if task.id == inside[0].id)
    assert (moved.code, moved.number, moved.group_id) == (inside[0].code, inside[0].number, other.group_id)
    there = [task.id for task in commune.store.tasks.in_group(rows[0].plan_id, other.group_id)]
    assert there.index(moved.id) == there.index(other.id) - 1
    commune.store.undo()
    commune.store.undo()
    assert tasks_of(commune) == rows + [task for task in tasks_of(commune) if not task.group_id]


def test_a_sub_task_stands_below_its_parent_and_colours_it(commune: Session) -> None:
    one, two, three = tasks_of(commune)[:3]
    task_order.put_under(commune, [three], one)
    edit_tasks(commune, [one], {"state": "done"})
    edit_tasks(commune, [commune.store.tasks.get(three.id)], {"due_on": "1/9/2026", "deadline": "1/9/2026"})
    order = [task.id for task in tasks_of(commune)]
    assert order.index(three.id) == order.index(one.id) + 1
    assert line_of(commune, commune.store.tasks.get(one.id)).standing is Standing.OVERDUE
    assert line_of(commune, commune.store.tasks.get(three.id)).depth == 1
    with pytest.raises(BadValue):
        task_order.put_under(commune, [one], commune.store.tasks.get(three.id))
    task_order.put_under(commune, [commune.store.tasks.get(three.id)], None)
    assert commune.store.tasks.get(three.id).parent_id is None
    assert two.id in order


def test_every_field_says_who_when_old_and_new(commune: Session) -> None:
    task = tasks_of(commune)[0]
    edit_tasks(commune, [task], {"product": "Sản phẩm khác", "deadline": "30/11/2026"})
    record_progress(commune, task, percent=40, difficulty="Thiếu kinh phí")
    lines = history_of(commune, task.id)
    assert {"product", "deadline", "progress_entry"} <= {line.field for line in lines}
    (product,) = history_of(commune, task.id, field="product")
    assert (product.old, product.new, product.user) == (task.product, "Sản phẩm khác", commune.store.user)
    assert [line.new for line in history_of(commune, task.id, search="thieu kinh phi")] == ["40 % · Thiếu kinh phí"]
    assert history_of(commune, task.id, user="người khác") == []
    commune.store.undo()
    commune.store.undo()
    back = history_of(commune, task.id, field="product")
    assert [(line.old, line.new) for line in back] == [
        ("Sản phẩm khác", task.product), (task.product, "Sản phẩm khác")
    ]  # fmt: skip
    assert back[0].action == f"Hoàn tác: {back[1].action}"


def test_what_moved_since_the_plan_was_issued(commune: Session) -> None:
    first, second = tasks_of(commune)[:2]
    assert moved_since_issue(commune, first.plan_id) == []
    edit_tasks(commune, [first], {"product": "Khác hẳn"})
    bin_tasks(commune, [second])
    added = add_task(commune, {"text": "Việc mới"})
    moved = moved_since_issue(commune, first.plan_id)
    assert [(row.code, row.field) for row in moved] == [
        (first.code, "product"),
        (added.code, ADDED),
        (second.code, DROPPED),
    ]
    assert (moved[0].old, moved[0].new) == (first.product, "Khác hẳn")


def test_cells_that_cannot_be_read_come_back_and_the_others_are_one_action(commune: Session) -> None:
    one, two = tasks_of(commune)[:2]
    edits = [
        CellEdit(one, "deadline", "30/11/2026"),
        CellEdit(one, "percent", "45"),
        CellEdit(two, "due_on", "ngày mai"),
        CellEdit(two, "product", "Báo cáo mới"),
    ]
    refused = edit_cells(commune, edits, words="Dán 4 ô")
    assert [row.edit.words for row in refused] == ["ngày mai"]
    assert commune.store.tasks.get(two.id).due_on == two.due_on
    assert commune.store.tasks.get(two.id).product == "Báo cáo mới"
    assert line_of(commune, one).percent == 45
    assert commune.store.undo().words == "Dán 4 ô"
    assert commune.store.tasks.get(one.id) == one
    assert line_of(commune, one).percent is None


def test_more_fields_of_a_task(commune: Session) -> None:
    task = tasks_of(commune)[0]
    indicator = commune.store.indicators.of_plan(task.plan_id)[0]
    fields = {
        "phase": "2026-2030",
        "budget": "150 triệu",
        "indicators": indicator.code,
        "term": "ngắn hạn",
        "priority": "cao",
        "is_ours": "không",
        "lead_person": "Trần Thị Hạnh",
    }
    (changed,) = edit_tasks(commune, [task], fields)
    assert (changed.phase, changed.budget, changed.indicator_ids) == ("2026-2030", 150_000_000, (indicator.id,))
    assert details(commune, line_of(commune, changed)).indicators == (f"{indicator.code} {indicator.text}",)
    assert task_table.people_choices(commune, task.plan_id) == ("Trần Thị Hạnh",)
    assert task_table.summary(commune, replace(whole(commune), person="Trần Thị Hạnh")).shown == 1
    assert task_table.summary(commune, replace(whole(commune), phase="2026-2030")).shown == 1
    for wrong in ({"budget": "nhiều"}, {"budget": "-5"}, {"term": "dài"}, {"is_ours": "có lẽ"}):
        with pytest.raises(BadValue):
            edit_tasks(commune, [changed], wrong)
    with pytest.raises(UnknownKey):
        edit_tasks(commune, [changed], {"indicators": "C999"})


@pytest.mark.parametrize("group_by", Grouping)
def test_every_grouping_shows_every_task_once(commune: Session, group_by: Grouping) -> None:
    wanted = replace(whole(commune), group_by=group_by)
    summary = task_table.summary(commune, wanted)
    found = [
        line.task.id
        for group in summary.groups
        for line in task_table.lines_of_group(commune, wanted, group.id, offset=0, limit=group.count + 1)
    ]
    assert sorted(found) == sorted(task.id for task in tasks_of(commune))
    assert found == task_table.task_ids(commune, wanted)


def test_the_members_of_five_clear_are_the_offices_choice(commune: Session) -> None:
    before = task_table.summary(commune, whole(commune)).incomplete
    task_table.choose_clarity(commune, [Clarity.WORK])
    assert task_table.clarity_of(commune) == (Clarity.WORK,)
    assert task_table.summary(commune, whole(commune)).incomplete == 0 < before
    with pytest.raises(BadValue):
        task_table.choose_clarity(commune, [])


def test_a_view_saved_again_under_its_name_replaces_the_first(commune: Session) -> None:
    content = ViewContent({"standing": "overdue"}, "unit", columns=(ViewColumn("text", 300),))
    saved_views.save_view(commune, "tasks", "Quá hạn theo đơn vị", content)
    saved_views.save_view(commune, "tasks", "qua han theo don vi", replace(content, is_full=True))
    (view,) = saved_views.views_of(commune, "tasks")
    assert view.content.is_full
    assert saved_views.view_named(commune, "tasks", "Qua han theo don vi") == view
    assert saved_views.views_of(commune, "indicators") == []
    saved_views.drop_view(commune, view)
    with pytest.raises(UnknownKey):
        saved_views.view_named(commune, "tasks", view.name)
    with pytest.raises(BadValue):
        saved_views.save_view(commune, "tasks", " ", content)


def test_the_first_hits_of_a_search_are_those_of_the_whole_list(commune: Session, monkeypatch) -> None:
    wanted = replace(whole(commune), search="t")
    assert task_table.first_lines(commune, wanted, limit=5) is None
    monkeypatch.setattr(task_table, "MANY_HITS", 1)
    first = task_table.first_lines(commune, wanted, limit=3)
    assert first == task_table.lines(commune, wanted, offset=0, limit=3)


def test_a_saved_view_is_a_layout_of_the_printed_list(commune: Session) -> None:
    first = edit_tasks(commune, tasks_of(commune)[:1], {"lead_person": "Trần Thị Hạnh"})[0]
    saved_views.save_view(commune, "tasks", "Theo người", ViewContent({"person": "Trần Thị Hạnh"}, "person"))
    printed = content_text(paper_tasks.task_list(commune, Request(on=TODAY, view="Theo người")))
    assert first.text[:40] in printed
    assert "Trần Thị Hạnh" in printed
    assert not any(task.text[:40] in printed for task in tasks_of(commune)[1:])
    saved_views.save_view(commune, "tasks", "Trống", ViewContent({"person": "Không ai"}))
    with pytest.raises(NothingToPrint):
        paper_tasks.task_list(commune, Request(on=TODAY, view="Trống"))
    with pytest.raises(UnknownKey):
        paper_tasks.task_list(commune, Request(on=TODAY, view="Không có"))


def test_a_saved_view_prints_its_columns_in_its_order(commune: Session) -> None:
    first, second, third = tasks_of(commune)[:3]
    edit_tasks(commune, [first], {"lead_person": "Trần Thị Hạnh", "priority": "2", "note": "Ghi chú riêng"})
    record_progress(commune, second, percent=45, result="Đã làm", on=TODAY)
    columns = (
        ViewColumn("number"), ViewColumn("person"), ViewColumn("text"), ViewColumn("progress"), ViewColumn("standing"),
        ViewColumn("product", is_shown=False), ViewColumn("priority"), ViewColumn("no longer known"),
    )  # fmt: skip
    content = ViewContent(grouping="none", sort="text", columns=columns)
    saved_views.save_view(commune, "tasks", "Theo dõi", content)
    paper = paper_tasks.task_list(commune, Request(on=TODAY, view="Theo dõi"))
    table = next(block for block in paper.parts[0].blocks if isinstance(block, Table))
    headings = [column.title for column in table.columns]
    assert headings == ["TT", "Người thực hiện", "Nội dung nhiệm vụ", "Tiến độ (%)", "Tình trạng", "Ưu tiên"]
    rows = [row.cells for row in table.rows if isinstance(row, Row)]
    assert [row[2] for row in rows] == sorted((task.text for task in tasks_of(commune)), key=sort_key)
    by_text = {row[2]: row for row in rows}
    assert by_text[first.text][1] == "Trần Thị Hạnh"
    assert by_text[first.text][5] == "Rất cao"
    assert by_text[second.text][3] == 45
    assert by_text[third.text][3] == ""
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert "Ghi chú riêng" not in content_text(paper)
    assert f"tính đến ngày {short_date(commune.today)}" in content_text(paper)


def content_text(content: object) -> str:
    """Every word of a paper's content, whatever it is made of."""
    return repr(content)
