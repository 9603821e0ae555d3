"""Plans whose section headings bear no printed number: heading styles, capitals, bold lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from kh57_desktop.importing.reader import read_document, read_text

HEAD = (
    "KẾ HOẠCH",
    "thực hiện nhiệm vụ chuyển đổi số năm 2026",
    "-----",
    "Thực hiện Kế hoạch số 1-KH/TU, ngày 2/1/2026 của Tỉnh ủy; Ban Thường vụ Đảng ủy xã Bản Thử ban hành Kế hoạch"
    " như sau:",
)
FOOT = ("Nơi nhận:", "- Tỉnh ủy,", "- Lưu Văn phòng.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lò Mẫu Thử")
SECTIONS = (
    ("Mục đích, yêu cầu", ("Làm rõ trách nhiệm từng tổ chức.",)),
    ("Mục tiêu đến năm 2026", ("100% chi bộ dùng sổ tay điện tử.", "Ít nhất 3 mô hình.")),
    ("Nhiệm vụ, giải pháp", ("Học tập Nghị quyết.", "Xây dựng mô hình.")),
    ("Tổ chức thực hiện", ("Văn phòng Đảng ủy theo dõi.", "Công an xã bảo đảm an toàn.")),
)


def word_plan(path: Path, form: str, *, items: str) -> Path:
    document = Document()
    for text in HEAD:
        document.add_paragraph(text)
    for title, below in SECTIONS:
        if form == "style":
            document.add_heading(title, 1)
        else:
            document.add_paragraph().add_run(title.upper() if form == "capitals" else title).bold = True
        for number, text in enumerate(below, 1):
            if items == "list":
                document.add_paragraph(text, style="List Number")
            else:
                document.add_paragraph(f"{number}. {text}" if title.startswith("Tổ chức") else f"- {text}")
    for text in FOOT:
        document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.mark.parametrize("form", ["style", "capitals", "bold"])
@pytest.mark.parametrize("items", ["list", "dash"])
def test_a_word_plan_without_printed_numbers_has_its_sections(form: str, items: str, tmp_path: Path) -> None:
    reading = read_document(word_plan(tmp_path / "plan.docx", form, items=items))
    titles = [title.upper() if form == "capitals" else title for title, _below in SECTIONS]
    assert [(section.number, section.title) for section in reading.sections] == [("", title) for title in titles]
    assert [(row.value, row.horizon) for row in reading.indicators] == [(100, 2026), (3, 2026)]
    assert [task.text for task in reading.tasks] == ["Học tập Nghị quyết.", "Xây dựng mô hình."]
    assert [entry.organization for entry in reading.assignments] == ["Văn phòng Đảng ủy", "Công an xã"]
    assert reading.title == HEAD[1]
    assert reading.preamble == (HEAD[3],)


def test_a_text_with_headings_in_capitals_keeps_its_title_out_of_the_sections() -> None:
    lines = ["KẾ HOẠCH", "THỰC HIỆN NHIỆM VỤ CHUYỂN ĐỔI SỐ", HEAD[3]]
    for title, below in SECTIONS:
        lines += [title.upper(), *(f"- {text}" for text in below)]
    reading = read_text("\n".join([*lines, *FOOT]))
    assert reading.title == "THỰC HIỆN NHIỆM VỤ CHUYỂN ĐỔI SỐ"
    assert [section.title for section in reading.sections] == [title.upper() for title, _below in SECTIONS]


def test_numbered_sections_stay_when_subheadings_stand_in_capitals() -> None:
    lines = [
        "KẾ HOẠCH",
        HEAD[1],
        HEAD[3],
        "I. MỤC TIÊU",
        "MỤC TIÊU CỤ THỂ",
        "- 100% chi bộ dùng sổ tay.",
        "II. NHIỆM VỤ",
    ]
    lines += ["NHIỆM VỤ TRỌNG TÂM", "- Học tập.", "III. TỔ CHỨC THỰC HIỆN", "1. Công an xã theo dõi."]
    assert [section.number for section in read_text("\n".join([*lines, *FOOT])).sections] == ["I", "II", "III"]


def test_a_joint_plan_keeps_its_kind_apart_from_its_title() -> None:
    lines = ["KẾ HOẠCH LIÊN TỊCH", HEAD[1], HEAD[3], "I. MỤC TIÊU", "- 100% hội viên dùng sổ tay.", "II. NHIỆM VỤ"]
    reading = read_text("\n".join([*lines, "- Học tập.", *FOOT]))
    assert (reading.kind, reading.title) == ("Kế hoạch liên tịch", HEAD[1])
