"""Tables that an export printed with the numbers first and the lines of all columns in each other."""

from __future__ import annotations

import textwrap
from itertools import zip_longest

from kh57_desktop.i18n import _
from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.plain_text import lines_of
from kh57_desktop.importing.raster.region import region_of
from kh57_desktop.importing.reader import read_text
from tests.importing.test_tables import BODY

WIDTHS = (46, 19, 25, 14, 19)
HEADINGS = ("Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
GROUPS = {
    "NÂNG CAO NHẬN THỨC, ĐỔI MỚI TƯ DUY": [
        (
            "Tổ chức quán triệt, tuyên truyền sâu rộng Nghị quyết số 57-NQ/TW đến cán bộ, đảng viên, công chức và Nhân "
            "dân các bản vùng sâu",
            "Phòng Văn hóa - Xã hội",
            "Đoàn Thanh niên xã; Hội Nông dân xã",
            "Quý III/2026",
            "Báo cáo kết quả tuyên truyền",
        ),
        (
            "Ban hành quy chế khai thác dữ liệu dùng chung của xã và phân công người theo dõi",
            "Văn phòng HĐND và UBND xã",
            "Công an xã",
            "Tháng 5/2026",
            "Quyết định",
        ),
        (
            "Mở lớp kỹ năng số cho người cao tuổi",
            "Trung tâm Phục vụ hành chính công",
            "Trạm Y tế xã",
            "Hằng quý",
            "Lớp học",
        ),
    ],
    "PHÁT TRIỂN HẠ TẦNG SỐ, DỮ LIỆU SỐ": [
        (
            "Rà soát, đề nghị doanh nghiệp xóa vùng lõm sóng di động tại các bản chưa có điện lưới",
            "Phòng Kinh tế",
            "Các doanh nghiệp viễn thông",
            "Trước ngày 30/6/2026",
            "Văn bản đề nghị",
        ),
        (
            "Số hóa hồ sơ hộ tịch, đất đai còn hiệu lực giai đoạn 2015 - 2025 và kết nối với kho dữ liệu của tỉnh",
            "Công an xã",
            "Phòng Kinh tế",
            "2026 - 2027",
            "Cơ sở dữ liệu",
        ),
    ],
}
ROWS = [row for rows in GROUPS.values() for row in rows]


def torn(*, without: str = "") -> str:
    """The table as the export prints it: a run of numbers, then each printed line cell by cell."""
    numbers: list[str] = []
    lines: list[str] = []
    row = 0
    for group, (title, rows) in enumerate(GROUPS.items(), start=1):
        numbers.append("I" * group)
        lines.append(title)
        for cells in rows:
            row += 1
            numbers.append(str(row))
            wrapped = [textwrap.wrap(text, width) for text, width in zip(cells, WIDTHS, strict=True)]
            for printed in zip_longest(*wrapped, fillvalue=""):
                first, second, *others = printed
                touches = len(first) >= WIDTHS[0] - 2 and second
                lines += [f"{first} {second}"] if touches else [first, second]
                lines += others
    numbers = [number for number in numbers if number != without]
    return "\n".join(["TT", *numbers, "", *HEADINGS, *filter(None, lines)])


def test_each_line_goes_to_its_cell_and_each_number_to_its_task() -> None:
    reading = read_text(f"{BODY}\n{torn()}")
    assert [(group.number, group.title) for group in reading.task_groups] == list(zip(("I", "II"), GROUPS, strict=True))
    assert [(task.group, task.number) for task in reading.tasks] == [
        *(("I", number) for number in "123"),
        *(("II", number) for number in "45"),
    ]
    assert [(task.text, task.lead) for task in reading.tasks] == [(text, lead) for text, lead, *_others in ROWS]
    told = {(task.supporting, task.deadline, task.product) for task in reading.tasks}
    assert told == {((), None, None)}  # which row they belong to is not sure enough for a day or a name


def test_such_a_table_is_told_as_a_guess() -> None:
    reasons = [doubt.reason for doubt in read_text(f"{BODY}\n{torn()}").doubts]
    assert _("An export tore this table into lines; compare its rows with the original.") in reasons


def test_a_number_that_is_not_there_leaves_the_table_unread_and_told() -> None:
    reading = read_text(f"{BODY}\n{torn(without='3')}")
    assert len(reading.tasks) == 0
    assert any(doubt.where.startswith("TT | Nhiệm vụ") for doubt in reading.doubts)


def test_numbers_out_of_order_are_put_in_order_each_group_before_its_first_row() -> None:
    text = "TT\n3\n4\nII\n5\n\nI\n1\n2\n\nNhiệm vụ\nCơ quan chủ trì\nNÂNG CAO NHẬN THỨC\nMở lớp\nHẠ TẦNG SỐ\nLắp trạm"
    lines: tuple[Line, ...] = lines_of(text)
    region = region_of(lines)
    assert region is not None
    assert region.numbers == ("I", "1", "2", "3", "4", "II", "5")
    assert region.titles == ("NÂNG CAO NHẬN THỨC", "HẠ TẦNG SỐ")
    assert region.shuffled == {0}
    assert [line.text for line in region.lines] == ["Mở lớp", "Lắp trạm"]
