"""Exported tables whose cells are set in the middle of their rows: which words are whose, told without any rule."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.importing.column_bands import BandLine, centred_starts
from kh57_desktop.importing.reader import read_text

HEAD = (
    "KẾ HOẠCH\nChuyển đổi số xã Bản Thử năm 2026\nI. MỤC TIÊU\n- 100% hộ dân có mạng.\nII. TỔ CHỨC THỰC HIỆN\n"
    "1. Phòng Kinh tế: tham mưu kinh phí.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Ví Thử\nPHỤ LỤC II\nDANH MỤC NHIỆM VỤ\n"
)
WIDTHS = (7, 20, 18, 18, 14)
HEADING = ("TT", "Nội dung nhiệm vụ cụ thể", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
TASKS = (
    "Lắp trạm phát sóng",
    "Ban hành quy chế quản lý, khai thác dữ liệu dùng chung của xã và các thôn",
    "Tổ chức đợt sinh hoạt chính trị về chuyển đổi số tại tất cả chi bộ, mỗi chi bộ chọn một việc cụ thể",
    "Rà soát thủ tục nội bộ, cắt giảm giấy tờ trùng lặp",
)
BODIES = ("Phòng Kinh tế", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Công an xã", "Phòng Văn hóa - Xã hội")
TIMES = ("Quý I/2026", "Tháng 12/2026", "Thường xuyên, hằng năm", "Giai đoạn 2026 - 2030")
Row = tuple[str, str, str, str, str]


def printed(rows: Sequence[Sequence[str]]) -> list[str]:
    """As an export that keeps the look of the page prints them: a row of one text reaches over all columns; a cell of
    an even number of lines stands half a line off one of an odd number, on lines of its own."""
    lines: list[str] = []
    for row in rows:
        if len(row) == 1:
            lines.append(row[0])
            continue
        cells = [textwrap.wrap(text, width - 2) for text, width in zip(row, WIDTHS, strict=True)]
        height = max(map(len, cells))
        places = sorted({height - len(cell) + 2 * at for cell in cells for at in range(len(cell))})
        for place in places:
            texts = [cell[(place - height + len(cell)) // 2] if _has(cell, place, height) else "" for cell in cells]
            lines.append("".join(text.ljust(width) for text, width in zip(texts, WIDTHS, strict=True)).rstrip())
    return lines


def _has(cell: Sequence[str], place: int, height: int) -> bool:
    at, half = divmod(place - height + len(cell), 2)
    return not half and 0 <= at < len(cell)


def read(rows: Sequence[Sequence[str]]) -> PlanReading:
    return read_text(HEAD + "\n".join(printed([HEADING, *rows])))


def read_rows(reading: PlanReading) -> list[Row]:
    return [
        (task.number or "", task.text, task.lead or "", ", ".join(task.supporting), task.deadline or "")
        for task in reading.tasks
    ]


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    count = draw(st.integers(3, 12))
    cells = st.tuples(*map(st.sampled_from, (TASKS, BODIES, BODIES, TIMES)))
    return [(str(number), *draw(cells)) for number in range(1, count + 1)]


@given(tables())
def test_rows_set_in_the_middle_are_parted_where_they_were(rows: list[Row]) -> None:
    assert read_rows(read(rows)) == rows


@given(tables(), st.integers(1, 3))
def test_titles_of_groups_stand_between_rows_set_in_the_middle(rows: list[Row], place: int) -> None:
    title = "II. Phát triển hạ tầng số, dữ liệu số và nền tảng số"
    reading = read([("I. Hoàn thiện thể chế, cơ chế, chính sách của xã",), *rows[:place], (title,), *rows[place:]])
    assert read_rows(reading) == rows
    assert [task.group for task in reading.tasks] == ["I"] * place + ["II"] * (len(rows) - place)


def test_a_row_cut_by_a_pages_end_is_one_and_the_pages_number_in_no_cell() -> None:
    rows = [(str(at), TASKS[at % 4], BODIES[at % 4], BODIES[(at + 1) % 4], TIMES[at % 4]) for at in range(1, 9)]
    lines = printed([HEADING, *rows])
    heading = printed([HEADING])
    cut = next(at for at, line in enumerate(lines) if line.startswith("6")) + 2
    pages = [*lines[:cut], " " * 40 + "2", "\f" + heading[0], *heading[1:], *lines[cut:]]
    assert read_rows(read_text(HEAD + "\n".join(pages))) == rows


def test_numbers_on_top_of_their_rows_are_left_there() -> None:
    lines = [
        BandLine({0: "1", 1: "Lắp trạm", 2: "Phòng Kinh tế"}, opens=True),
        BandLine({1: "phát sóng"}),
        BandLine({0: "2", 1: "Ban hành", 2: "Công an xã"}, opens=True),
        BandLine({1: "quy chế"}),
    ]
    assert centred_starts(lines) is None
    middle = [BandLine({1: "Lắp đặt"}), BandLine({0: "1", 1: "trạm"}, opens=True), BandLine({1: "phát sóng"})]
    assert centred_starts([*middle, *middle]) == [0, 3]


def test_years_below_one_heading_are_columns_of_their_own() -> None:
    table = """\
                                                   Mục tiêu đến năm
TT   Chỉ tiêu                       ĐVT                                        Ghi chú
                                             2026      2030      2035      2045
A    Hạ tầng số
1    Tỷ lệ thôn được phủ sóng 5G    %        ≥ 85      100        -         -
     Số camera an ninh được                 Tối
2    kết nối về Trung tâm         Camera    thiểu       150     Trên 220
     điều hành của xã                         60
"""
    reading = read_text(HEAD.replace("DANH MỤC NHIỆM VỤ", "CÁC CHỈ TIÊU CHỦ YẾU") + table)
    camera = "Số camera an ninh được kết nối về Trung tâm điều hành của xã"
    found = [(one.text, one.horizon, one.comparator, one.value, one.unit) for one in reading.indicators[1:]]
    assert found == [
        ("Tỷ lệ thôn được phủ sóng 5G", 2026, ">=", 85, "%"),
        ("Tỷ lệ thôn được phủ sóng 5G", 2030, "=", 100, "%"),
        (camera, 2026, ">=", 60, "Camera"),
        (camera, 2030, "=", 150, "Camera"),
        (camera, 2035, ">", 220, "Camera"),
    ]


def test_a_heading_of_countless_words_is_read_in_time() -> None:
    """All ways to part it would be more than there are."""
    table = "   " + "An " * 3_000 + "\nTT   " + "  ".join(["Chỉ tiêu"] * 40) + "\n1  " + "  ".join(["x"] * 40)
    assert read_text(HEAD + table).tasks == ()
