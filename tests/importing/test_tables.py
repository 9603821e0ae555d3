"""Annex tables in every order of columns that offices use, whole, or taken apart by a text export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.importing.reader import read_document, read_text
from tests.importing.word_files import add_table

BODY = (
    "KẾ HOẠCH\nChuyển đổi số xã Bản Thử năm 2026\nI. MỤC TIÊU\n- 100% hộ dân có mạng.\nII. TỔ CHỨC THỰC HIỆN\n"
    "1. Phòng Kinh tế: tham mưu kinh phí.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Ví Thử\nPHỤ LỤC II\nDANH MỤC NHIỆM VỤ"
)
Merged = Sequence[tuple[int, int, int, int]]
COLUMNS = {
    "TT": ["1", "2", "3"],
    "Nội dung nhiệm vụ": ["Lắp trạm phát sóng", "Ban hành quy chế", "Làm sạch dữ liệu"],
    "Cơ quan chủ trì": ["Phòng Kinh tế", "Văn phòng HĐND và UBND", "Công an xã"],
    "Cơ quan phối hợp": ["Trạm Y tế xã", "Phòng Kinh tế", "Đoàn Thanh niên"],
    "Thời gian hoàn thành": ["Quý I/2026", "Tháng 5/2026", "Thường xuyên"],
    "Sản phẩm": ["01 trạm", "Quyết định", "Báo cáo"],
}


def annex(rows: Sequence[Sequence[str]], path: Path, merged: Merged = ()) -> PlanReading:
    document = Document()
    for line in BODY.split("\n"):
        document.add_paragraph(line)
    add_table(document, rows, merged=merged)
    document.save(str(path))
    return read_document(path)


def rows_of(reading: PlanReading) -> list[tuple[str | None, str, str | None, tuple[str, ...], str | None]]:
    return [(task.group, task.text, task.lead, task.supporting, task.deadline) for task in reading.tasks]


EXPECTED = [
    ("Lắp trạm phát sóng", "Phòng Kinh tế", ("Trạm Y tế xã",), "Quý I/2026", "01 trạm"),
    ("Ban hành quy chế", "Văn phòng HĐND và UBND", ("Phòng Kinh tế",), "Tháng 5/2026", "Quyết định"),
    ("Làm sạch dữ liệu", "Công an xã", ("Đoàn Thanh niên",), "Thường xuyên", "Báo cáo"),
]


def read_rows(reading: PlanReading) -> list[tuple[str, str | None, tuple[str, ...], str | None, str | None]]:
    return [(task.text, task.lead, task.supporting, task.deadline, task.product) for task in reading.tasks]


@given(order=st.permutations(list(COLUMNS)), tab=st.sampled_from(["\t", " | "]))
def test_any_order_of_columns_between_tabs_or_bars_reads_the_same(order: list[str], tab: str) -> None:
    lines = [tab.join(order), *(tab.join(COLUMNS[name][at] for name in order) for at in range(3))]
    assert read_rows(read_text(f"{BODY}\n" + "\n".join(lines))) == EXPECTED


@given(order=st.permutations(list(COLUMNS)[1:]), blank=st.booleans())
def test_a_table_with_one_cell_on_each_line_is_put_together(order: list[str], blank: bool) -> None:
    cells = ["TT", *order]
    for at in range(3):
        cells += [str(at + 1), *(COLUMNS[name][at] for name in order)]
    assert read_rows(read_text(f"{BODY}\n" + ("\n\n" if blank else "\n").join(cells))) == EXPECTED


def test_an_empty_cell_of_a_torn_table_moves_no_other() -> None:
    cells = [
        *COLUMNS,
        "I",
        "Hạ tầng",
        "1",
        "Lắp trạm",
        "Phòng Kinh tế",
        "Quý I/2026",
        "2",
        "Họp giao ban",
        "Thường xuyên",
    ]
    reading = read_text(f"{BODY}\n" + "\n".join(cells))
    assert rows_of(reading) == [
        ("I", "Lắp trạm", "Phòng Kinh tế", (), "Quý I/2026"),
        ("I", "Họp giao ban", None, (), "Thường xuyên"),
    ]


def test_groups_titles_part_a_torn_table_and_a_sections_heading_ends_it() -> None:
    row = ["Lắp trạm", "Phòng Kinh tế", "Công an xã", "Quý I/2026"]
    heading = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]
    cells = [*heading, "I. Hạ tầng\n1", *row, "II. Con người\n2", *row, "3", *row]
    behind = "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế: theo dõi việc thực hiện Kế hoạch."
    reading = read_text(f"{BODY}\n" + "\n\n".join([*cells, behind]))
    assert [(group.number, group.title) for group in reading.task_groups] == [("I", "Hạ tầng"), ("II", "Con người")]
    assert [(task.group, task.number) for task in reading.tasks] == [("I", "1"), ("II", "2"), ("II", "3")]
    assert {task.lead for task in reading.tasks} == {"Phòng Kinh tế"}
    assert [one.organization for one in reading.assignments][-1:] == ["Phòng Kinh tế"]
    assert reading.sections[-1].title == "TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize("page_end", ["\n", "\f"])
def test_columns_that_move_at_a_pages_end_hold_the_same_cells(page_end: str) -> None:
    """Words of two cells behind a single space are parted where the other lines of the row part them."""
    first = """\
TT   Nội dung nhiệm vụ     Cơ quan chủ trì     Cơ quan phối hợp   Thời gian
1    Mở lớp kỹ năng số     Phòng Văn hóa -     Văn phòng HĐND Tháng 3/2026
     cho người dân         Xã hội              và UBND
2    Lắp trạm phát sóng    Phòng Kinh tế       Công an xã         Quý II/2026
     tại các bản xa
3    Họp giao ban tháng    Văn phòng Đảng ủy   Các chi bộ         Hằng tháng
"""
    second = """\
4      Số hóa sổ hộ tịch của   Văn phòng HĐND Phòng Kinh tế,     Quý IV/2026
       xã lưu từ trước         và UBND        Công an xã
5      Phát thanh bằng tiếng   Trung tâm Dịch      Trưởng bản         Hằng tuần
       Mông, tiếng Thái        vụ tổng hợp
6      Gắn mã truy xuất        Phòng Kinh tế       Hợp tác xã         Tháng 10/2026
       cho mật ong
"""
    tasks = read_text(f"{BODY}\n{first}{page_end}{second}").tasks
    assert [(task.lead, task.supporting, task.deadline) for task in tasks] == [
        ("Phòng Văn hóa - Xã hội", ("Văn phòng HĐND và UBND",), "Tháng 3/2026"),
        ("Phòng Kinh tế", ("Công an xã",), "Quý II/2026"),
        ("Văn phòng Đảng ủy", ("Các chi bộ",), "Hằng tháng"),
        ("Văn phòng HĐND và UBND", ("Phòng Kinh tế", "Công an xã"), "Quý IV/2026"),
        ("Trung tâm Dịch vụ tổng hợp", ("Trưởng bản",), "Hằng tuần"),
        ("Phòng Kinh tế", ("Hợp tác xã",), "Tháng 10/2026"),
    ]


def test_a_heading_that_is_printed_again_tells_where_the_columns_went() -> None:
    """Titles of groups run over the columns to their right; a number may stand one space from its text."""
    exported = """\
 TT                Nội dung công việc                Kết quả đầu ra            Thời hạn           Đơn vị chủ trì
 I    CHUYỂN ĐỔI SỐ TRONG HOẠT ĐỘNG CỦA CƠ QUAN NHÀ NƯỚC, BẢO ĐẢM AN NINH MẠNG VÀ XÓA BỎ RÀO CẢN
      ĐANG CẢN TRỞ
 1.1 Tuyên truyền trên hệ thống truyền thanh        Tin, bài, video ngắn      Thường xuyên       Phòng Văn hóa - Xã
        thông minh, mạng xã hội về Nghị quyết                                                     hội
 1.2 Tổ chức cuộc thi trực tuyến tìm hiểu           Cuộc thi được tổ          Quý III/2026       Đoàn Thanh niên
        chuyển đổi số                               chức
 II   HẠ TẦNG SỐ
 2.1 Kiện toàn Ban Chỉ đạo, Tổ giúp việc, Tổ        Quyết định                Tháng 01/2026      Văn phòng HĐND và
        công nghệ số cộng đồng 18 ấp                                                              UBND
\f                                       2
 TT         Nội dung công việc           Kết quả đầu ra        Thời hạn     Đơn vị chủ trì
 2.2 Xây dựng Quy chế khai thác dữ       Quy chế               Quý II/2026  Công an xã
        liệu dùng chung
"""
    reading = read_text(f"{BODY}\n{exported}")
    assert [group.title for group in reading.task_groups] == [
        "CHUYỂN ĐỔI SỐ TRONG HOẠT ĐỘNG CỦA CƠ QUAN NHÀ NƯỚC, BẢO ĐẢM AN NINH MẠNG VÀ XÓA BỎ RÀO CẢN ĐANG CẢN TRỞ",
        "HẠ TẦNG SỐ",
    ]
    assert [(task.group, task.number, task.lead, task.deadline, task.product) for task in reading.tasks] == [
        ("I", "1.1", "Phòng Văn hóa - Xã hội", "Thường xuyên", "Tin, bài, video ngắn"),
        ("I", "1.2", "Đoàn Thanh niên", "Quý III/2026", "Cuộc thi được tổ chức"),
        ("II", "2.1", "Văn phòng HĐND và UBND", "Tháng 01/2026", "Quyết định"),
        ("II", "2.2", "Công an xã", "Quý II/2026", "Quy chế"),
    ]
    assert reading.tasks[2].text == "Kiện toàn Ban Chỉ đạo, Tổ giúp việc, Tổ công nghệ số cộng đồng 18 ấp"


def test_numbered_titles_of_groups_do_not_end_a_table() -> None:
    exported = """\
 Số                Nội dung công việc                Kết quả đầu ra            Thời hạn           Đơn vị chủ trì
 TT
1. Nâng cao nhận thức
 1.1 Tuyên truyền trên hệ thống truyền thanh        Tin, bài, video ngắn      Thường xuyên       Phòng Kinh tế
2. Thể chế, tổ chức bộ máy
 2.1 Kiện toàn Ban Chỉ đạo, Tổ giúp việc            Quyết định                Tháng 01/2026      Công an xã
"""
    reading = read_text(f"{BODY}\n{exported}")
    assert [(task.group, task.number, task.lead) for task in reading.tasks] == [
        ("1", "1.1", "Phòng Kinh tế"),
        ("2", "2.1", "Công an xã"),
    ]


def test_times_of_two_bodies_stand_in_parted_columns(tmp_path: Path) -> None:
    rows = [
        ["Stt", "Nội dung", "Thời gian trình", "", "Cơ quan chủ trì thực hiện", "Nguồn lực thực hiện"],
        ["", "", "BTV", "BCH", "", ""],
        ["1", "Đề án A", "Tháng 3", "Tháng 4", "Phòng Kinh tế", "Ngân sách"],
        ["2", "Đề án B", "Tháng 5", "", "Công an xã", ""],
    ]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (0, 5, 1, 5)]
    assert rows_of(annex(rows, tmp_path / "a.docx", merged)) == [
        (None, "Đề án A", "Phòng Kinh tế", (), "BTV: Tháng 3; BCH: Tháng 4"),
        (None, "Đề án B", "Công an xã", (), "Tháng 5"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "Phòng Kinh tế chủ trì, phối hợp Công an xã, Trạm Y tế",
        "Phòng Kinh tế\nCông an xã\nTrạm Y tế",
        "Chủ trì: Phòng Kinh tế\nPhối hợp: Công an xã, Trạm Y tế",
        "- Phòng Kinh tế;\n- Công an xã;\n- Trạm Y tế.",
    ],
)
def test_lead_and_supporting_bodies_in_one_cell_are_taken_apart(cell: str, tmp_path: Path) -> None:
    rows = [["Nhiệm vụ", "Đơn vị chủ trì, phối hợp", "Thời hạn"], ["Việc A", cell, "Quý I"], ["Việc B", cell, "Quý II"]]
    reading = annex(rows, tmp_path / "a.docx")
    assert {(task.lead, task.supporting) for task in reading.tasks} == {("Phòng Kinh tế", ("Công an xã", "Trạm Y tế"))}


def test_a_lead_merged_over_rows_holds_for_each_of_them(tmp_path: Path) -> None:
    rows = [["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], ["1", "Việc A", "Công an xã", "2026"]]
    rows += [["2", "Việc B", "", ""], ["3", "Việc C", "Phòng Kinh tế", "2027"]]
    reading = annex(rows, tmp_path / "a.docx", [(1, 2, 2, 2), (1, 3, 2, 3)])
    assert [(task.text, task.lead) for task in reading.tasks] == [
        ("Việc A", "Công an xã"), ("Việc B", "Công an xã"), ("Việc C", "Phòng Kinh tế")
    ]  # fmt: skip


def test_a_task_merged_over_rows_is_one_task(tmp_path: Path) -> None:
    rows = [["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm"], ["1", "Việc A", "Công an xã", "Kế hoạch"]]
    rows += [["", "", "Phòng Kinh tế", "Báo cáo"], ["2", "Việc B", "Trạm Y tế", ""]]
    reading = annex(rows, tmp_path / "a.docx", [(1, 0, 2, 0), (1, 1, 2, 1)])
    first = reading.tasks[0]
    assert [task.text for task in reading.tasks] == ["Việc A", "Việc B"]
    assert (first.lead, first.supporting, first.product) == ("Công an xã", ("Phòng Kinh tế",), "Kế hoạch; Báo cáo")


def test_a_heading_inside_a_group_is_no_task(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian"],
        ["I", "Nhóm một", "", ""],
        ["1", "Hạ tầng", "", ""],
    ]
    rows += [["1.1", "Việc A", "Công an xã", "2026"], ["1.2", "Việc B", "Công an xã", "2026"]]
    reading = annex(rows, tmp_path / "a.docx")
    assert [(task.group, task.number) for task in reading.tasks] == [("I", "1.1"), ("I", "1.2")]


def test_group_rows_of_an_indicator_table_may_give_the_year(tmp_path: Path) -> None:
    rows = [["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì"], ["I", "Đến năm 2030", "", "", ""]]
    rows += [["1", "Tỷ lệ hộ có mạng", "%", "> 80", "Phòng Kinh tế"], ["II", "Đến năm 2045", "", "", ""]]
    rows += [["2", "Số sáng chế", "đơn", "Tối thiểu 02", "Văn phòng"]]
    found = annex(rows, tmp_path / "a.docx").indicators[1:]
    assert [(row.horizon, row.group, row.comparator.value, row.value, row.unit) for row in found] == [
        (2030, None, ">", 80, "%"), (2045, None, ">=", 2, "đơn")
    ]  # fmt: skip


def test_a_unit_in_brackets_counts_where_no_column_has_it(tmp_path: Path) -> None:
    rows = [["STT", "Chỉ tiêu", "Đến năm 2026", "Đến năm 2030"], ["1", "Tỷ lệ hộ có mạng (%)", "≥ 85", "100"]]
    found = annex(rows, tmp_path / "a.docx").indicators[1:]
    assert [(row.horizon, row.value, row.unit) for row in found] == [(2026, 85, "%"), (2030, 100, "%")]
    rows[1:] = [["1", "Chỉ số chuyển đổi số (DTI)", "0,7", ""], ["2", "Băng thông (GB)", "", "10"]]
    assert [row.unit for row in annex(rows, tmp_path / "b.docx").indicators[1:]] == [None, "GB"]


def test_a_column_of_its_own_names_the_groups_of_indicators_and_of_tasks(tmp_path: Path) -> None:
    rows = [
        ["Lĩnh vực", "Chỉ tiêu", "ĐVT", "2030"],
        ["I. Hạ tầng", "Hộ có mạng", "%", "90"],
        ["", "Thôn có loa", "%", "100"],
        ["II. Dữ liệu", "Hồ sơ được số hóa", "%", "80"],
    ]
    found = annex(rows, tmp_path / "a.docx").indicators[1:]
    assert [row.group for row in found] == ["I. Hạ tầng", "I. Hạ tầng", "II. Dữ liệu"]
    tasks = [
        ["Nhóm nhiệm vụ", "TT", "Nhiệm vụ", "Chủ trì", "% hoàn thành"],
        ["1. Hạ tầng", "1", "Kéo cáp quang", "Phòng Kinh tế", "50%"],
        ["1. Hạ tầng", "2", "Lắp trạm", "Công an xã", "0%"],
        ["Dữ liệu", "3", "Số hóa hồ sơ", "Văn phòng", ""],
    ]
    reading = annex(tasks, tmp_path / "b.docx")
    assert [(task.group, task.number, task.text, task.deadline) for task in reading.tasks][-3:] == [
        ("1", "1", "Kéo cáp quang", None),
        ("1", "2", "Lắp trạm", None),
        ("Dữ liệu", "3", "Số hóa hồ sơ", None),
    ]
    assert [(group.number, group.title) for group in reading.task_groups][-2:] == [("1", "Hạ tầng"), (None, "Dữ liệu")]


def test_an_indicator_table_of_one_year_needs_neither_unit_nor_year(tmp_path: Path) -> None:
    document = Document()
    for line in ("KẾ HOẠCH", "Chuyển đổi số xã Bản Thử", "I. MỤC TIÊU NĂM 2026", "Bảng 1. Các chỉ tiêu của xã"):
        document.add_paragraph(line)
    rows = [
        ["TT", "Chỉ tiêu", "Mục tiêu", "Ghi chú"],
        ["01", "Tỷ lệ hồ sơ trực tuyến", "Trên 60%", "Tính cả nộp hộ"],
        ["02", "Số lớp bình dân học vụ số", "Tối thiểu 18 lớp", ""],
        ["03", "Tỷ lệ chi cho chuyển đổi số", "Không dưới 1,5%", ""],
    ]
    add_table(document, rows)
    document.add_paragraph("II. TỔ CHỨC THỰC HIỆN")
    document.save(str(tmp_path / "plan.docx"))
    reading = read_document(tmp_path / "plan.docx")
    found = [(one.text, one.horizon, one.comparator, float(one.value), one.unit) for one in reading.indicators]
    assert found == [
        ("Tỷ lệ hồ sơ trực tuyến", 2026, ">", 60, "%"),
        ("Số lớp bình dân học vụ số", 2026, ">=", 18, "lớp"),
        ("Tỷ lệ chi cho chuyển đổi số", 2026, ">=", 1.5, "%"),
    ]


def test_rows_that_add_up_are_left_out_and_tasks_that_only_begin_so_are_not(tmp_path: Path) -> None:
    rows = [
        ["Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["Tổng kết năm, khen thưởng", "Phòng Kinh tế", "Tháng 12/2026"],
        ["Tổng hợp báo cáo", "Công an xã", "Hằng quý"],
        ["Tổng rà soát dữ liệu dân cư", "Công an xã", "Quý I/2026"],
        ["Cộng mục I", "", ""],
        ["Tổng cộng: 03 nhiệm vụ", "", ""],
        ["Tổng số", "3", ""],
    ]
    reading = annex(rows, tmp_path / "plan.docx")
    assert [task.text for task in reading.tasks] == [row[0] for row in rows[1:4]]
    table = [["TT", "Chỉ tiêu", "ĐVT", "2030"], ["1", "Tổng số doanh nghiệp số", "DN", "20"], ["", "Cộng", "", "20"]]
    found = annex(table, tmp_path / "indicators.docx").indicators
    assert [one.text for one in found if one.value == 20] == ["Tổng số doanh nghiệp số"]


def test_a_table_goes_on_behind_a_paragraph_although_its_borders_do_not_meet(tmp_path: Path) -> None:
    """Its second part has no heading and a place of the grid more, where a border was dragged aside in some rows."""
    document = Document()
    for line in BODY.split("\n"):
        document.add_paragraph(line)
    add_table(document, [["T T", "Nhiệm vụ", "Chủ trì", "Thời gian"], ["1", "Lắp trạm", "Công an xã", "Quý I/2026"]])
    document.add_paragraph("")
    second = [
        ["II", "HẠ TẦNG SỐ", "", "", ""],
        ["2", "Mở lớp", "Phòng Kinh tế", "", "Quý II/2026"],
        ["3", "Lập sổ", "Trạm Y tế xã", "Quý III/2026", ""],
    ]
    add_table(document, second, merged=[(0, 1, 0, 4), (1, 2, 1, 3), (2, 3, 2, 4)])
    document.save(str(tmp_path / "plan.docx"))
    assert rows_of(read_document(tmp_path / "plan.docx")) == [
        (None, "Lắp trạm", "Công an xã", (), "Quý I/2026"),
        ("II", "Mở lớp", "Phòng Kinh tế", (), "Quý II/2026"),
        ("II", "Lập sổ", "Trạm Y tế xã", (), "Quý III/2026"),
    ]


@pytest.mark.parametrize("total", ["Tổng cộng", "Tổng cộng: 2 nhiệm vụ", "Cộng: 02"])
def test_a_line_that_adds_up_is_in_no_cell(total: str) -> None:
    """Neither in an export that keeps the columns nor in one of a cell to each line."""
    columns = f"""\
TT   Nội dung nhiệm vụ     Cơ quan chủ trì     Thời gian
1    Mở lớp kỹ năng số     Phòng Văn hóa       Tháng 3/2026
2    Lắp trạm phát sóng    Phòng Kinh tế       Quý II/2026
     {total}
"""
    cells = "TT\nNhiệm vụ\nChủ trì\nThời gian\n1\nMở lớp kỹ năng số\nPhòng Văn hóa\nTháng 3/2026\n2\n"
    cells += f"Lắp trạm phát sóng\nPhòng Kinh tế\nQuý II/2026\n{total}\n"
    for table in (columns, cells):
        reading = read_text(f"{BODY}\n{table}")
        assert [(task.text, task.deadline) for task in reading.tasks] == [
            ("Mở lớp kỹ năng số", "Tháng 3/2026"),
            ("Lắp trạm phát sóng", "Quý II/2026"),
        ]
        assert reading.annexes[-1].paragraphs[-1] == total  # its words are kept below the table


def test_room_for_a_number_above_the_table_heads_no_columns() -> None:
    """ "(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng …)" of a draft, above a cell to each line."""
    draft = "(Kèm theo Kế hoạch số        /KH-UBND ngày      tháng 01 năm 2026 của UBND xã Bản Thử)\n"
    rows = "TT\nNhiệm vụ\nChủ trì\nThời gian\nIII. 1\nHạ tầng số\n1\nMở lớp kỹ năng số\nPhòng Văn hóa\nTháng 3/2026\n"
    reading = read_text(f"{BODY}\n{draft}{rows}2\nLắp trạm phát sóng\nPhòng Kinh tế\nQuý II/2026\n")
    assert [task.lead for task in reading.tasks] == ["Phòng Văn hóa", "Phòng Kinh tế"]


def test_a_number_that_wraps_in_its_column_is_one(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["III.\n1", "Hạ tầng số", "", ""],
        ["1.\n1", "Lắp trạm phát sóng", "Phòng Kinh tế", "Quý II/2026"],
        ["1.\n2", "Kéo cáp quang", "Phòng Kinh tế", "Quý II/2026"],
    ]
    document = Document()
    for line in BODY.split("\n"):
        document.add_paragraph(line)
    add_table(document, rows)
    document.save(str(tmp_path / "plan.docx"))
    reading = read_document(tmp_path / "plan.docx")
    assert [(task.group, task.number) for task in reading.tasks] == [("III.1", "1.1"), ("III.1", "1.2")]
