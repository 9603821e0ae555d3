"""Tables that a program printed cell behind cell, each cell in the lines that its column's width made of it."""

from __future__ import annotations

import os
import random
import textwrap
from collections.abc import Callable, Sequence
from itertools import zip_longest

import pytest

from kh57_desktop.domain.plan_reading import PlanReading, ReadTask
from kh57_desktop.domain.terms import Comparator
from kh57_desktop.i18n import _
from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.reader import read_text
from kh57_desktop.importing.torn.heading import heading_of
from kh57_desktop.importing.torn.numbers import begins_group, rows_begin
from tests.importing.test_tables import BODY

SEEDS = 120 if os.environ.get("KH57_LONG") else 12
HEADINGS = {
    "task": "Nội dung nhiệm vụ",
    "lead": "Cơ quan chủ trì",
    "supporting": "Cơ quan phối hợp",
    "deadline": "Thời gian hoàn thành",
    "product": "Sản phẩm, kết quả",
}
TASKS = (
    "Tổ chức hội nghị quán triệt Nghị quyết đến toàn thể cán bộ, công chức, trưởng thôn và người có uy tín",
    "Ban hành quy chế quản lý, vận hành, khai thác cơ sở dữ liệu dùng chung của xã",
    "Rà soát, đề nghị doanh nghiệp viễn thông xóa vùng lõm sóng tại các thôn chưa có điện lưới quốc gia",
    "Số hóa hồ sơ hộ tịch, đất đai còn hiệu lực giai đoạn 2015 - 2025, kết nối với kho dữ liệu của tỉnh",
    "Mở lớp kỹ năng số cho người cao tuổi, phụ nữ và lao động trẻ tại nhà văn hóa thôn",
    "Phối hợp làm sạch dữ liệu dân cư, bảo trợ xã hội, người có công trên địa bàn xã",
    "Xây dựng mô hình tưới tiết kiệm có cảm biến độ ẩm cho 20 ha cam tại hợp tác xã",
    "Lắp đặt camera an ninh tại các ngã ba, khu vực chợ và bến xe bằng nguồn xã hội hóa",
    "Bồi dưỡng kỹ năng sử dụng trí tuệ nhân tạo trong soạn thảo văn bản cho công chức",
    "Phát động phong trào “Bình dân học vụ số”, mỗi thôn duy trì một tổ công nghệ số cộng đồng",
    "Đăng ký nhãn hiệu tập thể, gắn mã truy xuất nguồn gốc cho mật ong và chè của xã",
    "Kiểm tra việc thực hiện Kế hoạch tại các thôn, trường học, trạm y tế",
)
BODIES = (
    "Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Văn phòng HĐND và UBND xã", "Công an xã", "Trạm Y tế xã",
    "Trung tâm Phục vụ hành chính công xã", "Ủy ban MTTQ Việt Nam xã", "Đoàn Thanh niên xã", "Hội Nông dân xã",
)  # fmt: skip
TIMES = ("Quý II/2026", "Tháng 5/2026", "Thường xuyên", "Trước ngày 30/6/2026", "Hằng năm", "2026 - 2027", "Năm 2026")
PRODUCTS = ("Kế hoạch", "Báo cáo kết quả kiểm tra", "Quyết định ban hành quy chế", "Hội nghị", "04 lớp/năm", "Mô hình")
GROUPS = ("Nâng cao nhận thức, đổi mới tư duy", "PHÁT TRIỂN HẠ TẦNG SỐ, DỮ LIỆU SỐ", "Chính quyền số")
WIDTHS = {"task": (30, 52), "lead": (14, 24), "supporting": (16, 26), "deadline": (11, 16), "product": (14, 22)}
Row = dict[str, str]


class Printed:
    """A table with random columns, widths and cells, as two kinds of programs print it."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        others = [name for name in HEADINGS if name != "task"]
        chance.shuffle(others)
        self.columns = ["task", *others[: chance.randint(2, 4)]]
        self.widths = {name: chance.randint(*WIDTHS[name]) for name in self.columns}
        self.rows = [self._row(chance) for _row in range(chance.randint(9, 24))]
        self.groups = {at: GROUPS[count] for count, at in enumerate(sorted({0, 4, 8})[: chance.randint(1, 3)])}

    def _row(self, chance: random.Random) -> Row:
        lead, *supporting = chance.sample(BODIES, chance.randint(2, 4))
        cells = {
            "task": chance.choice(TASKS),
            "lead": lead,
            "supporting": "; ".join(supporting),
            "deadline": chance.choice(TIMES),
            "product": chance.choice(PRODUCTS),
        }
        return {name: cells[name] for name in self.columns}

    def text(self, *, glued: bool) -> str:
        """The lines of the table; `glued`: cells that begin side by side stand on one line where the first of them ends
        there."""
        heading = [textwrap.wrap(HEADINGS[name], max(self.widths[name], 11)) for name in self.columns]
        lines = self._lines([["TT"], *heading], glued=glued)
        for at, row in enumerate(self.rows):
            if at in self.groups:
                number = "I" * (sorted(self.groups).index(at) + 1)
                lines += [f"{number} {self.groups[at]}"] if glued else [number, self.groups[at]]
            cells = [textwrap.wrap(row[name], self.widths[name]) for name in self.columns]
            lines += self._lines([[str(at + 1)], *cells], glued=glued)
        return "\n".join(lines)

    @staticmethod
    def _lines(cells: Sequence[Sequence[str]], *, glued: bool) -> list[str]:
        lines: list[str] = []
        may_glue = False
        for cell in cells:
            if may_glue and glued:
                lines[-1] = f"{lines[-1]} {cell[0]}"
                lines += cell[1:]
            else:
                lines += cell
            may_glue = len(cell) == 1
        return lines

    def right(self, reading: PlanReading) -> int:
        """How many rows are read as they were."""
        read = [_cells(task) for task in reading.tasks]
        return sum(one is not None and one == two for one, two in zip_longest(map(self._expected, self.rows), read))

    @staticmethod
    def _expected(row: Row) -> Row:
        return {**dict.fromkeys(HEADINGS, ""), **row}


def _cells(task: ReadTask) -> Row:
    return {
        "task": task.text,
        "lead": task.lead or "",
        "supporting": "; ".join(task.supporting),
        "deadline": task.deadline or "",
        "product": task.product or "",
    }


@pytest.mark.parametrize("glued", [False, True])
def test_most_rows_of_tables_of_wrapped_cells_are_read_as_they_were(
    glued: bool, figures: Callable[[str, object, str], None]
) -> None:
    right = rows = 0
    for seed in range(SEEDS):
        printed = Printed(seed)
        rows += len(printed.rows)
        right += printed.right(read_text(f"{BODY}\n{printed.text(glued=glued)}"))
    kind = "cells run together" if glued else "a line for each line of a cell"
    figures(f"rows of torn tables read right, {kind}", f"{right} of {rows}", ">= 0.82" if glued else ">= 0.95")
    assert right >= (0.82 if glued else 0.95) * rows


TABLE = """\
TT
Nội dung nhiệm vụ
Cơ quan chủ trì
Cơ quan phối
hợp
Thời gian
I
HẠ TẦNG SỐ
1
Khảo sát, bổ sung trạm phát sóng tại
các thôn còn vùng lõm sóng
Phòng Văn hóa -
Xã hội
Các thôn
Quý II/2026
2
Lắp đặt camera an ninh tại các ngã ba,
khu vực chợ
Công an xã
Phòng Kinh tế
Tháng 6/2026
{break_}II
CHÍNH QUYỀN SỐ
II.1
Thủ tục hành chính
3
Niêm yết, công khai thủ tục hành chính
bằng mã QR
Trung tâm Phục
vụ hành chính
công xã
Văn phòng
HĐND và
UBND xã
Quý I/2026
4
Họp không giấy, giao việc trên phần
mềm
Văn phòng
HĐND và
UBND xã
Thường xuyên
"""
REPEATED = "2\nTT\nNội dung nhiệm vụ\nCơ quan chủ trì\nCơ quan phối\nhợp\nThời gian\n"


@pytest.mark.parametrize("break_", ["", REPEATED])
def test_groups_an_empty_cell_and_a_heading_printed_again(break_: str) -> None:
    reading = read_text(f"{BODY}\n{TABLE.format(break_=break_)}")
    assert [(group.number, group.title) for group in reading.task_groups] == [
        ("I", "HẠ TẦNG SỐ"),
        ("II", "CHÍNH QUYỀN SỐ"),
        ("II.1", "Thủ tục hành chính"),
    ]
    assert [(task.group, task.number, task.lead, task.supporting, task.deadline) for task in reading.tasks] == [
        ("I", "1", "Phòng Văn hóa - Xã hội", ("Các thôn",), "Quý II/2026"),
        ("I", "2", "Công an xã", ("Phòng Kinh tế",), "Tháng 6/2026"),
        ("II.1", "3", "Trung tâm Phục vụ hành chính công xã", ("Văn phòng HĐND và UBND xã",), "Quý I/2026"),
        ("II.1", "4", "Văn phòng HĐND và UBND xã", (), "Thường xuyên"),
    ]
    assert reading.tasks[0].text == "Khảo sát, bổ sung trạm phát sóng tại các thôn còn vùng lõm sóng"


def test_years_below_a_wider_heading_are_told_where_they_are_printed_behind_all_others() -> None:
    table = """\
STT Tên chỉ tiêu ĐVT Lộ trình thực hiện Cơ quan theo
dõi
Năm
2026
Năm
2030
1 Tỷ lệ hồ sơ trực tuyến
toàn trình
% ≥ 70 > 95 Phòng Văn
hóa - Xã hội
2 Số mô hình ứng dụng công
nghệ số được nhân rộng
Mô hình 02 Tối thiểu 05 Phòng Kinh tế
3 Tỷ lệ cán bộ được bồi
dưỡng kỹ năng số
% 100 - Phòng Văn
hóa - Xã hội
"""
    reading = read_text(f"{BODY}\n{table}")
    found = [(one.text, one.horizon, one.comparator, one.value, one.unit) for one in reading.indicators[1:]]
    assert found == [
        ("Tỷ lệ hồ sơ trực tuyến toàn trình", 2026, Comparator.AT_LEAST, 70, "%"),
        ("Tỷ lệ hồ sơ trực tuyến toàn trình", 2030, Comparator.MORE_THAN, 95, "%"),
        ("Số mô hình ứng dụng công nghệ số được nhân rộng", 2026, Comparator.EQUAL, 2, "Mô hình"),
        ("Số mô hình ứng dụng công nghệ số được nhân rộng", 2030, Comparator.AT_LEAST, 5, "Mô hình"),
        ("Tỷ lệ cán bộ được bồi dưỡng kỹ năng số", 2026, Comparator.EQUAL, 100, "%"),
    ]


def test_a_lead_merged_over_several_rows_holds_for_each_of_them() -> None:
    rows = [
        ("Mở chuyên mục trên trang thông tin điện tử", "Phòng Văn hóa - Xã hội", "Tin, bài"),
        ("Phát động phong trào học kỹ năng số", "", "Kế hoạch phát động"),
        ("Kiện toàn tổ công nghệ số cộng đồng", "", "Quyết định"),
        ("Bố trí kinh phí thực hiện Kế hoạch", "Phòng Kinh tế", "Dự toán"),
        ("Hỗ trợ hợp tác xã bán hàng trực tuyến", "", "Gian hàng số"),
    ]
    cells = [
        text
        for at, (task, lead, product) in enumerate(rows, start=1)
        for text in filter(None, (str(at), lead, task, f"Quý {'I' * min(at, 3)}/2026", product))
    ]
    heading = ["TT", "Cơ quan chủ trì", "Nhiệm vụ", "Thời gian", "Sản phẩm"]
    tasks = read_text(f"{BODY}\n" + "\n".join([*heading, *cells])).tasks
    assert [task.lead for task in tasks] == [*["Phòng Văn hóa - Xã hội"] * 3, *["Phòng Kinh tế"] * 2]


def _lines(text: str) -> list[Line]:
    return [Line(line, place=at) for at, line in enumerate(text.split("\n"))]


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (
            "Số\nTT\nNhiệm vụ\nĐơn vị thực hiện\nSản phẩm\nChủ trì\nPhối hợp\n1\n",
            ("Số TT", "Nhiệm vụ", "Đơn vị thực hiện Chủ trì", "Đơn vị thực hiện Phối hợp", "Sản phẩm"),
        ),
        (
            "STT\nNội dung\nThời gian\nKết quả\nBắt đầu\nHoàn thành\n(1)\n(2)\n(3)\n(4)\n(5)\nA\n",
            ("STT", "Nội dung", "Thời gian Bắt đầu", "Thời gian Hoàn thành", "Kết quả"),
        ),
        (
            "STT Nội dung nhiệm vụ Sản phẩm Đơn vị chủ trì Thời gian\nhoàn thành\n1 Rà soát quy chế\n",
            ("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Thời gian hoàn thành"),
        ),
        (
            "TT\nChỉ tiêu\nĐơn vị\ntính\nMục tiêu\n2026\nMục tiêu\n2030\nCơ quan\nchủ trì theo\ndõi\nI\n",
            ("TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu 2026", "Mục tiêu 2030", "Cơ quan chủ trì theo dõi"),
        ),
    ],
)
def test_names_of_columns_are_put_together_in_the_order_of_their_columns(lines: str, texts: tuple[str, ...]) -> None:
    heading = heading_of(_lines(lines))
    assert heading is not None
    assert heading.texts == texts


@pytest.mark.parametrize("lines", ["TT\nPVHCC\n3\n", "1\n2\n3\n", "TT\nHọ và tên\n1\n", "Nhiệm vụ\nThời gian\n1\n"])
def test_lines_that_name_no_columns_of_a_plan_head_no_table(lines: str) -> None:
    assert heading_of(_lines(lines)) is None


def test_a_title_is_a_groups_only_above_a_row() -> None:
    rows = rows_begin(["1 Rà soát quy chế"], is_glued=True)
    assert begins_group(["II CHÍNH QUYỀN SỐ", "2 Họp không giấy"], rows)
    assert not begins_group(["IV. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế: theo dõi"], rows)


def test_a_row_whose_lines_could_stand_otherwise_carries_a_doubt_and_a_plain_one_none() -> None:
    """One body where two columns hold bodies may be either's; lines that begin no known name tell no column."""
    table = TABLE.format(break_="")
    unclear = table.replace("Phòng Văn hóa -\nXã hội\nCác thôn\n", "Trạm\nCác thôn\nBản Mới\n")
    reason = _("It is not certain which words belong to which column; compare this row with the original.")
    alone = "Họp không giấy, giao việc trên phần mềm"

    def doubted(text: str) -> list[str]:
        return [doubt.where for doubt in read_text(f"{BODY}\n{text}").doubts if doubt.reason == reason]

    assert doubted(table) == [alone]
    assert doubted(unclear) == ["Khảo sát, bổ sung trạm phát sóng tại các thôn còn vùng lõm sóng", alone]


def test_rows_numbered_below_their_group_are_rows_each_with_its_own_cells() -> None:
    rows = [
        ("I.1", "Tổ chức hội nghị quán triệt Nghị quyết đến\ncán bộ chủ chốt từ tỉnh đến xã", "Sở Thử", "Quý I/2026"),
        ("I.2", "Xây dựng chuyên trang, chuyên mục về khoa\nhọc, công nghệ trên báo chí", "Báo Thử", "Hằng năm"),
        ("I.3", "Đưa kết quả thực hiện vào tiêu chí đánh giá\nngười đứng đầu", "Sở Nội vụ", "Năm 2026"),
    ]
    cells = [f"{number}\n{task}\n{lead} chủ trì; phối hợp\nSở Mẫu\n{time}" for number, task, lead, time in rows]
    table = "\n".join(["Số TT\nNhiệm vụ\nĐơn vị thực hiện\nThời hạn", "I\nNÂNG CAO NHẬN THỨC", *cells])
    reading = read_text(f"{BODY}\n{table}")
    assert [(group.number, group.title) for group in reading.task_groups] == [("I", "NÂNG CAO NHẬN THỨC")]
    assert [(task.number, task.text, task.lead, task.supporting, task.deadline) for task in reading.tasks] == [
        (number, " ".join(task.split()), lead, ("Sở Mẫu",), time) for number, task, lead, time in rows
    ]


@pytest.mark.parametrize("is_glued", [False, True])
def test_rows_and_groups_that_are_left_out_end_no_table(is_glued: bool) -> None:
    """An annex that names only some of the plan's tasks: 1.1 and 1.3, then group 3 with 3.3, then group 6."""
    rows = [
        ("1.1", "Tổ chức hội nghị quán triệt Nghị quyết", "Phòng Mẫu", "Tháng 02/2026"),
        ("1.3", "Phát động đợt thi đua nộp hồ sơ trực tuyến", "Công an xã", "Quý II/2026"),
        ("3.3", "Vận hành Trung tâm điều hành thông minh", "Văn phòng HĐND và UBND xã", "Quý III/2026"),
        ("6.1", "Thành lập câu lạc bộ doanh nghiệp trẻ", "Phòng Kinh tế", "Quý IV/2026"),
        ("6.2", "Khảo sát nhu cầu ứng dụng công nghệ", "Phòng Kinh tế", "Tháng 5/2026"),
    ]
    titles = {"1.1": "1. Nâng cao nhận thức", "3.3": "3. Phát triển hạ tầng số", "6.1": "6. Phát triển kinh tế số"}
    lines = [
        "TT Nội dung nhiệm vụ Đơn vị chủ trì Thời hạn"
        if is_glued
        else "TT\nNội dung nhiệm vụ\nĐơn vị chủ trì\nThời hạn"
    ]
    for number, task, lead, time in rows:
        lines += [titles[number]] if number in titles else []
        lines += [f"{number} {task}", lead, time] if is_glued else [number, task, lead, time]
    reading = read_text(f"{BODY}\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n" + "\n".join(lines))
    assert [group.number for group in reading.task_groups][-3:] == ["1", "3", "6"]
    assert [(task.group, task.number, task.text, task.lead, task.deadline) for task in reading.tasks[-5:]] == [
        (number[0], *row) for row in rows for number in row[:1]
    ]
