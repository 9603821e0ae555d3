"""Workbooks and CSV files: headings by meaning, merged groups, numbers and days as shown, what is refused."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kh57_desktop.domain.terms import Comparator
from kh57_desktop.errors import REFUSED, UserError
from kh57_desktop.importing.errors import (
    DocumentSecret,
    DocumentTooLarge,
    DocumentUnsafe,
    NoPlanInDocument,
)
from kh57_desktop.importing.reader import read_document
from kh57_desktop.importing.spreadsheet import read_sheets
from kh57_desktop.importing.spreadsheet_cells import COLUMNS, ROWS, WorkbookDamaged
from kh57_desktop.importing.spreadsheet_columns import heading_key, is_further_heading, meanings_of
from kh57_desktop.importing.spreadsheet_formats import shown
from tests.importing.word_files import rewritten

SOURCE_LINE = "(Kèm theo Kế hoạch số 27/KH-UBND ngày 06 tháng 3 năm 2026 của Ủy ban nhân dân xã Bến Lăng)"
TITLE = "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2026"
HEADINGS = (
    ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm/kết quả"),
    ("STT", "NOI DUNG CONG VIEC", "Don vi chu tri", "Don vi phoi hop", "Thoi han", "San pham"),
    ("Số TT", "Tên nhiệm vụ", "Đơn vị đầu mối", "Phối hợp thực hiện", "Tiến độ", "Kết quả đầu ra"),
)
ROW = (
    "1",
    "Mở lớp tập huấn kỹ năng số",
    "Phòng Văn hóa - Xã hội",
    "Đoàn Thanh niên xã; các thôn",
    "Quý II/2026",
    "02 lớp",
)


def workbook(path: Path, rows: Sequence[Sequence[Any]], *, merged: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """A workbook of one sheet; days are written as days, `merged` areas take the text of their first cell."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Phụ lục")
        day, share = book.add_format({"num_format": "d/m/yyyy"}), book.add_format({"num_format": "0%"})
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif isinstance(value, Decimal):
                    sheet.write_number(at, column, float(value), share)
                elif value != "":
                    sheet.write(at, column, value)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    return path


@pytest.mark.parametrize("headings", HEADINGS, ids=["usual", "without accents", "other words"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (0, 1, 5, 4, 3, 2), (4, 2, 1, 0, 5, 3)], ids=str)
def test_headings_are_matched_by_meaning_in_any_order(
    headings: Sequence[str], order: Sequence[int], tmp_path: Path
) -> None:
    rows = [["Phụ lục II"], [TITLE], [SOURCE_LINE], [], [headings[at] for at in order], [ROW[at] for at in order]]
    reading = read_document(workbook(tmp_path / "annex.xlsx", rows))
    (task,) = reading.tasks
    assert (task.number, task.text, task.lead) == ("1", ROW[1], ROW[2])
    assert task.supporting == ("Đoàn Thanh niên xã", "các thôn")
    assert (task.deadline, task.product) == ("Quý II/2026", "02 lớp")
    assert (reading.kind, reading.number, reading.date) == ("Kế hoạch", "27/KH-UBND", "2026-03-06")
    assert (reading.issuer, reading.level, reading.locality) == ("Ủy ban nhân dân xã Bến Lăng", "xã", "Bến Lăng")
    assert (reading.system, reading.title) == ("government", TITLE)
    assert reading.doubts == ()


def test_groups_sub_columns_and_days_are_read_as_shown(tmp_path: Path) -> None:
    rows = [
        ["STT", "Nội dung", "Thời gian trình", "", "Cơ quan chủ trì"],
        ["", "", "BTV", "BCH", ""],
        ["I. Thể chế", "", "", "", ""],
        [1, "Ban hành quy chế", date(2026, 4, 30), "", "Văn phòng"],
        [2, "Sửa đổi quy trình", "Tháng 6/2026", "", "Phòng Kinh tế"],
        ["", "Tổng cộng", "", "", ""],
    ]
    path = workbook(
        tmp_path / "annex.xlsx",
        rows,
        merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (2, 0, 2, 4)],
    )
    reading = read_document(path)
    assert [(group.number, group.title) for group in reading.task_groups] == [("I", "Thể chế")]
    assert [(task.group, task.number, task.deadline) for task in reading.tasks] == [
        ("I", "1", "30/4/2026"),
        ("I", "2", "Tháng 6/2026"),
    ]
    assert any("Kèm theo" in doubt.reason for doubt in reading.doubts)


def test_one_column_may_name_lead_and_supporting_bodies(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì, phối hợp", "Thời hạn"],
        [1, "Rà soát dữ liệu", "Công an xã chủ trì, phối hợp Phòng Kinh tế, các thôn", "Thường xuyên"],
    ]
    (task,) = read_document(workbook(tmp_path / "annex.xlsx", rows)).tasks
    assert (task.lead, task.supporting) == ("Công an xã", ("Phòng Kinh tế", "các thôn"))


def test_an_indicator_sheet_gives_one_indicator_for_each_filled_year(tmp_path: Path) -> None:
    rows = [
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2026", "Năm 2030", "Cơ quan theo dõi"],
        ["I", "Hạ tầng số", "", "", "", ""],
        [1, "Tỷ lệ thôn có sóng 5G", "%", 80, "> 90", "Phòng Kinh tế"],
        [2, "Tỷ lệ hồ sơ trực tuyến", "", Decimal("0.75"), "Duy trì", "Văn phòng"],
    ]
    reading = read_document(workbook(tmp_path / "annex.xlsx", rows, merged=[(1, 1, 1, 5)]))
    assert [(one.text, one.horizon, one.comparator, one.value, one.unit) for one in reading.indicators] == [
        ("Tỷ lệ thôn có sóng 5G", 2026, Comparator.EQUAL, Decimal(80), "%"),
        ("Tỷ lệ thôn có sóng 5G", 2030, Comparator.MORE_THAN, Decimal(90), "%"),
        ("Tỷ lệ hồ sơ trực tuyến", 2026, Comparator.EQUAL, Decimal(75), "%"),
    ]


def test_the_mapping_is_given_back_and_a_remembered_one_goes_first(tmp_path: Path) -> None:
    rows = [["TT", "Việc phải làm", "Ai lo", "Thời hạn", "Nội dung"], ROW[:5]]
    path = workbook(tmp_path / "annex.xlsx", rows)
    remembered = {heading_key("Việc phải làm"): "task", heading_key("Ai lo"): "lead", heading_key("Nội dung"): ""}
    read = read_sheets(path, remembered=remembered)
    assert [(column.heading, column.meaning) for column in read.columns] == [
        ("TT", "number"),
        ("Việc phải làm", "task"),
        ("Ai lo", "lead"),
        ("Thời hạn", "deadline"),
        ("Nội dung", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_whatever_its_sign_and_encoding(delimiter: str, encoding: str, tmp_path: Path) -> None:
    lines = [[TITLE], [SOURCE_LINE], list(HEADINGS[0]), list(ROW)]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in lines)
    path = tmp_path / "annex.csv"
    path.write_bytes(text.encode(encoding))
    (task,) = read_document(path).tasks
    assert (task.text, task.lead, task.deadline) == (ROW[1], ROW[2], ROW[4])


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("46142", "dd/mm/yyyy", "30/04/2026"),
        ("46142", "d/m/yyyy", "30/4/2026"),
        ("46142", "mm/yyyy", "04/2026"),
        ("46142", '"Tháng "m/yyyy', "Tháng 4/2026"),
        ("46142.5", "dd/mm/yyyy hh:mm", "30/04/2026 12:00"),
        ("46142", "[$-42A]dd\\-mm\\-yyyy;@", "30-04-2026"),
        ("0.8", "0%", "80%"),
        ("0.755", "0.0%", "75,5%"),
        ("1200", "#,##0", "1.200"),
        ("1234567.5", "#,##0.00", "1.234.567,50"),
        ("0.65", "General", "0,65"),
        ("0.1", "General", "0,1"),
        ("3", "00", "03"),
        ("1500000", '#,##0" đồng"', "1.500.000 đồng"),
        ("5", '"≥ "0', "≥ 5"),
        ("-3", "0;(0)", "(3)"),
        ("80", "@", "80"),
        ("1E+400", "0", "1E+400"),
        ("9999999", "dd/mm/yyyy", "9999999"),
    ],
)
def test_values_look_as_their_number_format_shows_them(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_a_meaning_is_given_once_and_years_as_often_as_they_stand() -> None:
    assert meanings_of(["Năm 2026", "Đến năm 2030", "Chỉ tiêu", "Mục tiêu", "Thừa"], {}) == [
        "2026",
        "2030",
        "indicator",
        None,
        None,
    ]


def test_shortened_headings_are_understood_and_notes_go_before_money() -> None:
    assert meanings_of(["STT", "ND", "ĐVCT", "CQ PH", "TG HT", "KQ"], {}) == [
        "number",
        "task",
        "lead",
        "supporting",
        "deadline",
        "product",
    ]
    assert meanings_of(["Nhiệm vụ", "Kinh phí", "Ghi chú"], {}) == ["task", None, "note"]
    assert meanings_of(["Nhiệm vụ", "Kinh phí"], {}) == ["task", "note"]


@pytest.mark.parametrize(
    ("row", "known", "is_further"),
    [
        (["13", "Cập nhật bản đồ địa chỉ số", "Phòng Mẫu chủ trì", "Bản đồ địa chỉ số"], ["TT", "Nhiệm vụ"], False),
        (["", "Nội dung công việc", "Hoàn thành", "Báo cáo kết quả"], ["TT", "Nhiệm vụ"], False),
        (["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2030"], ["TT", "Nhiệm vụ"], True),
        (["Chỉ tiêu", "Đơn vị tính", "Năm 2030"], ["Nhiệm vụ", "Chủ trì"], True),
        (
            ["Xây dựng nội dung tuyên truyền trên Trang thông tin", "Phòng Mẫu chủ trì", "Trước ngày 5"],
            ["Nhiệm vụ"],
            False,
        ),
    ],
)
def test_a_row_of_tasks_is_no_heading_whatever_its_words(row: list[str], known: list[str], is_further: bool) -> None:
    assert is_further_heading(row, known, {}) is is_further


def refusal(path: Path) -> type[UserError]:
    started = time.monotonic()
    with pytest.raises(UserError) as caught:
        read_document(path)
    assert time.monotonic() - started < 20
    assert caught.value.exit_code == REFUSED
    assert path.name in caught.value.sentence
    return type(caught.value)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return workbook(tmp_path / "annex.xlsx", [HEADINGS[0], ROW])


def test_a_sheet_without_a_known_table_holds_no_plan(tmp_path: Path) -> None:
    assert refusal(workbook(tmp_path / "other.xlsx", [["Họ tên", "Điểm"], ["Học sinh mẫu", 9]])) is NoPlanInDocument


def test_a_secrecy_mark_in_a_cell_stops_the_reading(tmp_path: Path) -> None:
    assert refusal(workbook(tmp_path / "secret.xlsx", [["TỐI MẬT"], HEADINGS[0], ROW])) is DocumentSecret


def test_bombs_types_and_damage_are_refused(sheet: Path, tmp_path: Path) -> None:
    member = "xl/worksheets/sheet1.xml"
    bomb = rewritten(sheet, tmp_path / "bomb.xlsx", member, lambda _data: b" " * 60_000_000)
    assert refusal(bomb) is DocumentTooLarge
    declared = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    assert refusal(rewritten(sheet, tmp_path / "entity.xlsx", member, lambda _data: declared)) is DocumentUnsafe
    broken = rewritten(sheet, tmp_path / "broken.xlsx", member, lambda data: data[: len(data) // 2])
    assert refusal(broken) is WorkbookDamaged
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(bare, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(bare) is WorkbookDamaged


def sheet_xml(rows: str, merged: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{merged}</worksheet>'.encode()


def test_the_office_above_an_annex_is_no_part_of_its_title(tmp_path: Path) -> None:
    rows = [["UBND XÃ BẢN THỬ"], ["Biểu số 01"], ["DANH MỤC NHIỆM VỤ NĂM 2026"], HEADINGS[0], ROW]
    assert read_document(workbook(tmp_path / "annex.xlsx", rows)).title == "DANH MỤC NHIỆM VỤ NĂM 2026"


def test_huge_sheets_are_refused(sheet: Path, tmp_path: Path) -> None:
    member = "xl/worksheets/sheet1.xml"
    tall = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, ROWS + 10))
    tall_file = rewritten(sheet, tmp_path / "tall.xlsx", member, lambda _data: sheet_xml(tall))
    assert refusal(tall_file) is DocumentTooLarge
    wide = "<row>" + "<c><v>1</v></c>" * 10_000 + "</row>"
    assert refusal(rewritten(sheet, tmp_path / "wide.xlsx", member, lambda _data: sheet_xml(wide))) is DocumentTooLarge


def test_merged_areas_over_the_whole_sheet_do_no_harm(sheet: Path, tmp_path: Path) -> None:
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 3_000))
    merged = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 5_000 + "</mergeCells>"
    path = rewritten(sheet, tmp_path / "merged.xlsx", "xl/worksheets/sheet1.xml", lambda _data: sheet_xml(rows, merged))
    assert refusal(path) is NoPlanInDocument
    assert COLUMNS == 64
