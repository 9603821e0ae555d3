"""Tables without running numbers that a program printed each cell on a line of its own."""

from __future__ import annotations

import pytest

from kh57_desktop.importing.reader import read_text

PLAN = """KẾ HOẠCH
Chuyển đổi số phường Bản Thử năm 2026
Ủy ban nhân dân phường Bản Thử ban hành Kế hoạch như sau:
I. MỤC TIÊU
Các chỉ tiêu nêu tại Phụ lục.
II. NHIỆM VỤ
- Lắp trạm phát sóng.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế: tham mưu kinh phí.
2. Công an phường: bảo đảm an toàn.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Lê Ví Thử

PHỤ LỤC
"""
INDICATORS = """CHỈ TIÊU
Chỉ tiêu
ĐVT
2026
2027
I. Hạ tầng số
Tỷ lệ hộ gia đình có Internet cáp quang
%
≥ 88
100
Số điểm wifi công cộng miễn phí
Điểm
-
Tối thiểu 40
II. Chính quyền số
Tỷ lệ hồ sơ giải quyết trễ hạn
%
Không quá 1
< 0,5
"""
TASKS = """DANH MỤC NHIỆM VỤ
Nhiệm vụ
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian hoàn thành
Mở lớp kỹ năng số cho người dân
Phòng Văn hóa - Xã hội
Đoàn Thanh niên
Quý II/2026
Rà soát, thay máy tính cũ
Phòng Kinh tế
{empty}
Thường xuyên
"""


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_rows_of_indicators_have_as_many_lines_as_the_heading(between: str) -> None:
    """Some programs print an empty line behind each line."""
    reading = read_text(PLAN + between.join(INDICATORS.split("\n")))
    assert [(row.text, row.horizon, row.group, str(row.value)) for row in reading.indicators] == [
        ("Tỷ lệ hộ gia đình có Internet cáp quang", 2026, "I. Hạ tầng số", "88"),
        ("Tỷ lệ hộ gia đình có Internet cáp quang", 2027, "I. Hạ tầng số", "100"),
        ("Số điểm wifi công cộng miễn phí", 2027, "I. Hạ tầng số", "40"),
        ("Tỷ lệ hồ sơ giải quyết trễ hạn", 2026, "II. Chính quyền số", "1"),
        ("Tỷ lệ hồ sơ giải quyết trễ hạn", 2027, "II. Chính quyền số", "0.5"),
    ]
    assert any(doubt.where.startswith("Tỷ lệ hộ gia đình") for doubt in reading.doubts)


def test_an_empty_line_is_an_empty_cell() -> None:
    reading = read_text(PLAN + TASKS.format(empty=""))
    assert [(row.text, row.lead, row.supporting, row.deadline) for row in reading.tasks[1:]] == [
        ("Mở lớp kỹ năng số cho người dân", "Phòng Văn hóa - Xã hội", ("Đoàn Thanh niên",), "Quý II/2026"),
        ("Rà soát, thay máy tính cũ", "Phòng Kinh tế", (), "Thường xuyên"),
    ]


def test_lines_that_do_not_fall_into_rows_make_no_table() -> None:
    torn = TASKS.replace("Đoàn Thanh niên\n", "")
    assert [row.text for row in read_text(PLAN + torn.format(empty="Công an phường")).tasks] == ["Lắp trạm phát sóng."]


def test_a_long_table_is_read_to_its_end() -> None:
    rows = "".join(f"Tỷ lệ hộ của thôn {at} dùng sổ tay\n%\n{at}\n100\n" for at in range(1, 401))
    reading = read_text(f"{PLAN}Chỉ tiêu\nĐVT\n2026\n2027\n{rows}Ghi chú: số liệu tạm tính.\n")
    assert len(reading.indicators) == 800
    assert reading.indicators[-1].text == "Tỷ lệ hộ của thôn 400 dùng sổ tay"
