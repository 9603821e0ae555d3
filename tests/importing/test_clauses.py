"""Which year a clause has, and where a clause ends."""

from __future__ import annotations

import re

import pytest

from kh57_desktop.importing.reader import read_text
from tests.importing.test_preambles import BODY, read


def clauses(objectives: str) -> list[tuple[str, int | None, float]]:
    body = BODY.replace("- 100% văn bản được ký số.\n", f"1. Mục tiêu đến năm 2030\n{objectives}\n")
    return [(one.text, one.horizon, float(one.value)) for one in read("UBND xã ban hành:", body=body).indicators]


@pytest.mark.parametrize(
    ("objectives", "expected"),
    [
        (
            "- Năm 2026: 94 thôn có tổ công nghệ số.\n- 100% văn bản được ký số.",
            [("94 thôn có tổ công nghệ số", 2026, 94), ("100% văn bản được ký số", 2030, 100)],
        ),
        (
            "- Đến năm 2027:\n+ 80% hộ có cáp quang.\n- Đến năm 2028:\n+ 90% hộ có cáp quang.",
            [("80% hộ có cáp quang", 2027, 80), ("90% hộ có cáp quang", 2028, 90)],
        ),
        (
            "Có 02 sáng kiến được công nhận; đến hết năm 2028 có 01 nhiệm vụ cấp tỉnh. Bố trí tối thiểu 3% ngân sách.",
            [
                ("Có 02 sáng kiến được công nhận", 2030, 2),
                ("đến hết năm 2028 có 01 nhiệm vụ cấp tỉnh", 2028, 1),
                ("Bố trí tối thiểu 3% ngân sách", 2030, 3),
            ],
        ),
        (
            "Đến năm 2027, 80% hộ có cáp quang. 70% người dân có tài khoản số.",
            [("Đến năm 2027, 80% hộ có cáp quang", 2027, 80), ("70% người dân có tài khoản số", 2030, 70)],
        ),
    ],
)
def test_a_year_holds_for_its_sentence_below_a_heading_with_another(
    objectives: str, expected: list[tuple[str, int, float]]
) -> None:
    assert clauses(objectives) == expected


def test_without_a_year_above_the_first_one_holds_for_all_of_its_paragraph() -> None:
    objectives = "1. Hạ tầng số\nĐến năm 2027, 80% hộ có cáp quang. 70% người dân có tài khoản số.\n"
    indicators = read("UBND xã ban hành:", body=BODY.replace("- 100% văn bản được ký số.\n", objectives)).indicators
    assert [one.horizon for one in indicators] == [2027, 2027]


@pytest.mark.parametrize(
    ("clause", "texts"),
    [
        (
            "- 100% cán bộ, công chức hoàn thành ít nhất 02 khóa bồi dưỡng.",
            ["100% cán bộ, công chức hoàn thành ít nhất 02 khóa bồi dưỡng"],
        ),
        (
            "- 100% thôn, bản có tổ công nghệ số trong đó 70% tổ hoạt động hiệu quả.",
            ["100% thôn, bản có tổ công nghệ số", "trong đó 70% tổ hoạt động hiệu quả"],
        ),
        ("1. Hồ sơ trực tuyến: từ 70% trở lên.", ["Hồ sơ trực tuyến: từ 70% trở lên"]),
        ("1. Tập huấn kỹ năng số: mỗi năm ít nhất 04 lớp.", ["Tập huấn kỹ năng số: mỗi năm ít nhất 04 lớp"]),
        ("1. Hộ nhận tiền qua mã QR: 75 - 80%.", ["Hộ nhận tiền qua mã QR: 75 - 80%"]),
        (
            "- 100% cơ quan, đơn vị có máy tính, 80% hộ có cáp quang.",
            ["100% cơ quan, đơn vị có máy tính", "80% hộ có cáp quang"],
        ),
    ],
)
def test_a_comma_inside_what_is_counted_parts_no_clauses(clause: str, texts: list[str]) -> None:
    assert [text for text, _year, _value in clauses(clause)] == texts


@pytest.mark.parametrize("line_end", ["\n", " \n\n"])
def test_numbers_and_dashes_on_lines_of_their_own_number_what_follows(line_end: str) -> None:
    """Programs that print a page's text part a number from its words where Word set a tab."""
    parted = re.sub(r"(?m)^(\d\.|-) ", r"\1\n", BODY)
    reading = read_text(f"KẾ HOẠCH\nChuyển đổi số\n\nUBND xã ban hành Kế hoạch:\n{parted}".replace("\n", line_end))
    assert [one.text for one in reading.indicators] == ["100% văn bản được ký số"]
    assert [(group.number, group.title) for group in reading.task_groups] == [("1", "Hạ tầng")]
    assert [(task.group, task.text) for task in reading.tasks] == [("1", "Lắp trạm phát sóng.")]
    assert [(one.number, one.organization) for one in reading.assignments] == [("1", "Phòng Kinh tế")]
