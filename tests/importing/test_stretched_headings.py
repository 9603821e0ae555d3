"""Headings that a manual line break ends in justified text: their words are set over the whole width of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.pdf.letters import Letter
from kh57_desktop.importing.pdf.text_lines import text_lines
from kh57_desktop.importing.plain_text import lines_of
from kh57_desktop.importing.reader import read_document, read_text

PLAN = """KẾ HOẠCH
Chuyển đổi số xã Bản Thử giai đoạn 2026 - 2030
Ủy ban nhân dân xã Bản Thử ban hành Kế hoạch như sau:
I. MỤC TIÊU
{objectives}
- 100% hộ dân có mạng.
II. NHIỆM VỤ
1. {group}
- Lắp trạm phát sóng.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế: tham mưu kinh phí.
2. Công an xã: bảo đảm an toàn.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Lê Ví Thử
"""


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("     II.  Mục              tiêu             cụ             thể", "II. Mục tiêu cụ thể"),
        ("  IV. Phát        triển                nguồn          nhân    lực", "IV. Phát triển nguồn nhân lực"),
        ("    C.       NHIỆM         VỤ,      GIẢI     PHÁP", "C. NHIỆM VỤ, GIẢI PHÁP"),
    ],
)
def test_an_export_shows_the_wide_gaps_of_such_a_heading(raw: str, text: str) -> None:
    assert lines_of(raw) == (Line(text, 1),)


@pytest.mark.parametrize(
    "raw",
    [
        "1     Lắp trạm      Công an xã      2026",
        "1.    Phủ sóng 5G       Viettel      Quý II",
        "2.    90        95        100",
        "- Lưu: VT.                    Lê Ví Thử",
        "TT     Nhiệm vụ      Chủ trì",
    ],
)
def test_cells_beside_each_other_stay_apart(raw: str) -> None:
    assert [line.raw for line in lines_of(raw)] == [raw]


def test_the_rest_of_the_heading_is_its_own() -> None:
    objectives = "1.    Mục           tiêu         cụ         thể\nđến năm 2030"
    group = "Phát triển,                        nâng cấp hạ tầng số\nvà nền tảng số"
    reading = read_text(PLAN.format(objectives=objectives, group=group))
    assert [(row.text, row.horizon) for row in reading.indicators] == [("100% hộ dân có mạng", 2030)]
    assert [row.title for row in reading.task_groups] == ["Phát triển, nâng cấp hạ tầng số và nền tảng số"]


def test_a_tab_behind_a_typed_number_parts_no_columns(tmp_path: Path) -> None:
    document = Document()
    for text in PLAN.format(objectives="1.\tMục tiêu cụ thể⏎đến năm 2030", group="Hạ tầng số⏎và dữ liệu số").split(
        "\n"
    ):
        document.add_paragraph(text.replace("⏎", "\n"))
    document.save(str(tmp_path / "plan.docx"))
    reading = read_document(tmp_path / "plan.docx")
    assert [row.horizon for row in reading.indicators] == [2030]
    assert [row.title for row in reading.task_groups] == ["Hạ tầng số và dữ liệu số"]


def letters_of(words: dict[float, str], base: float) -> list[Letter]:
    """Letters of half an em each, the words beginning at their places."""
    return [
        Letter(letter, left + 7 * at, left + 7 * at + 7, base, 14.0, is_bold=False, font="")
        for left, word in words.items()
        for at, letter in enumerate(word)
    ]


def test_the_words_of_a_pdfs_row_at_equal_distances_are_one_line() -> None:
    full = {70.0 + 40 * at: "chữ" for at in range(11)}  # to the right edge at 491
    rows = [
        full,
        full,
        full,
        {70.0: "D.", 98.0: "TỔ", 463.0: "CHỨC"},
        {70.0: "II.", 98.0: "Mục", 281.0: "tiêu", 470.0: "thể"},
    ]
    letters = [letter for at, row in enumerate(rows) for letter in letters_of(row, 100.0 + 20 * at)]
    assert [line.text for line in text_lines(letters)][3:] == ["D. TỔ CHỨC", "II. Mục tiêu thể"]
    short = [
        letter
        for at, row in enumerate([*rows[:3], {70.0: "D.", 98.0: "TỔ", 300.0: "CHỨC"}])
        for letter in letters_of(row, 20.0 * at)
    ]
    assert [line.text for line in text_lines(short)][3:] == ["D. TỔ", "CHỨC"]
