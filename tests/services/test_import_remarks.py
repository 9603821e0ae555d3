"""The list that goes back to whoever wrote the plan: remarks in the cells, and what was corrected is read again."""

from __future__ import annotations

import openpyxl

from kh57_desktop.domain.corrections.draft import draft_of
from kh57_desktop.domain.plan_reading import PlanReading, ReadTask, ReadTaskGroup
from kh57_desktop.importing.reader import read_document
from kh57_desktop.services.import_remarks import write_remarks

TASKS = tuple(
    ReadTask("I", str(at), words, lead, ("Các thôn",), deadline, "Báo cáo")
    for at, (words, lead, deadline) in enumerate(
        (
            ("Lắp đặt Wi-Fi công cộng", "Phòng Kinh tế", "31/9/2026"),
            ("=Nâng cấp mạng nội bộ", "Công an xã", "Quý II/2026"),
            ("Hoàn thành số hóa bản đồ", None, "Thường xuyên"),
        ),
        1,
    )
)
PLAN = PlanReading(title="thử", task_groups=(ReadTaskGroup("I", "Hạ tầng số"),), tasks=TASKS)


def test_doubts_stand_in_the_cells_and_beside_the_row(tmp_path):
    target = tmp_path / "xem lại.xlsx"
    assert write_remarks(draft_of(PLAN), target) == 2
    sheet = openpyxl.load_workbook(target).active
    assert [cell.value for cell in sheet[3]][:2] == ["TT", "Nội dung nhiệm vụ"]
    wrong = sheet[5]
    assert wrong[4].comment.text == "Tháng 9 chỉ có 30 ngày."
    assert wrong[6].value == "Tháng 9 chỉ có 30 ngày."
    assert sheet[7][2].comment.text == "Không rõ đơn vị chủ trì."
    assert sheet[6][1].value == "=Nâng cấp mạng nội bộ"
    assert sheet[6][1].data_type == "s"
    assert not sheet[6][6].value


def test_the_corrected_list_is_read_again_without_a_doubt_about_its_columns(tmp_path):
    target = tmp_path / "xem lại.xlsx"
    write_remarks(draft_of(PLAN), target)
    book = openpyxl.load_workbook(target)
    book.active["E5"] = "30/9/2026"
    book.active["C7"] = "Phòng Kinh tế"
    book.save(target)
    reading = read_document(target)
    assert [group.title for group in reading.task_groups] == ["Hạ tầng số"]
    assert [(task.text, task.lead, task.deadline) for task in reading.tasks] == [
        ("Lắp đặt Wi-Fi công cộng", "Phòng Kinh tế", "30/9/2026"),
        ("=Nâng cấp mạng nội bộ", "Công an xã", "Quý II/2026"),
        ("Hoàn thành số hóa bản đồ", "Phòng Kinh tế", "Thường xuyên"),
    ]
    assert all(task.note is None for task in reading.tasks)
    assert not [doubt for doubt in reading.doubts if "cột" in doubt.reason]
