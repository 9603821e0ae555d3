"""The workbook opened again: true numbers and days, frozen and repeated heading, nothing a formula."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from kh57_desktop.documents.content import (
    Align,
    AnnexTitle,
    Closing,
    Column,
    ColumnGroup,
    Content,
    GroupRow,
    Heading,
    Level,
    Orientation,
    Paragraph,
    Part,
    PathChart,
    Role,
    Row,
    Signature,
    StackedBars,
    Table,
    Title,
    cell_text,
)
from kh57_desktop.documents.excel import render_xlsx
from kh57_desktop.documents.excel.charts import numbers_of
from kh57_desktop.domain.terms import System
from tests.documents.samples import PAPERS
from tests.documents.word.libreoffice import converted

COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Nhiệm vụ", 60),
    ColumnGroup("Hoàn thành", (Column("Đúng hạn", 20, Align.RIGHT), Column("Ngày", 20, Align.RIGHT))),
)


@pytest.fixture(params=list(PAPERS))
def paper(request, system, is_long) -> Content:
    return PAPERS[request.param](system, is_long=is_long)


def opened(content: Content) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(content)))


def one_table(*rows, columns=COLUMNS, **options) -> Content:
    return Content(System.GOVERNMENT, "Tên", (Part((Table(columns, rows, **options),), Orientation.LANDSCAPE),))


def values(sheet) -> list[object]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_same_content_gives_the_same_bytes(paper):
    assert render_xlsx(paper) == render_xlsx(paper)


def test_every_row_stands_once_in_its_place(paper):
    book = opened(paper)
    tables = [
        numbers_of(block) if isinstance(block, StackedBars | PathChart) else block
        for part in paper.parts
        for block in part.blocks
        if isinstance(block, StackedBars | PathChart) or (isinstance(block, Table) and block.ruled)
    ]
    sheets = [sheet for sheet in book.worksheets if sheet.freeze_panes]
    assert len(sheets) == len(tables)
    for sheet, table in zip(sheets, tables, strict=True):
        first = int(sheet.freeze_panes[1:])
        shown = list(sheet.iter_rows(min_row=first, max_row=first + len(table.rows) - 1, max_col=len(table.leaves)))
        for cells, row in zip(shown, table.rows, strict=True):
            if isinstance(row, GroupRow):
                assert cells[0].value == (f"{row.number}. {row.title}" if row.number else row.title)
                assert len(table.leaves) == 1 or cells[0].coordinate in sheet.merged_cells
            else:
                found = [cell.value if cell.value is not None else "" for cell in cells]
                assert found == [_as_read(one) for one in row.cells]


def _as_read(cell):
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - workbooks know no zones
    return float(cell) if isinstance(cell, Decimal) else cell


def test_every_text_of_the_paper_is_there(paper):
    text = " ".join(str(value) for sheet in opened(paper) for value in values(sheet)).replace("\u00a0", " ")
    for part in paper.parts:
        wanted = []
        if part.head is not None:
            wanted += [*part.head.upper_lines, *part.head.issuer_lines]
        if part.closing is not None:
            signature = part.closing.signature
            wanted += [*signature.authority, signature.position, signature.name, *part.closing.recipients]
        for block in part.blocks:
            if isinstance(block, Title):
                wanted += [block.kind, block.subject, block.span]
            elif isinstance(block, AnnexTitle):
                wanted += [block.label, block.title, block.attached_to]
            elif isinstance(block, Heading | Paragraph):
                wanted.append(f"{block.marker} {block.text}".strip())
        for words in wanted:
            assert words.replace("\u00a0", " ") in text


def test_print_set_up_is_a4_across_as_wide_as_the_page(paper):
    for sheet in opened(paper):
        set_up = sheet.page_setup
        assert int(set_up.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (int(set_up.fitToWidth or 1), int(set_up.fitToHeight)) == (1, 0)
        assert ("DỮ LIỆU MẪU" in (sheet.oddHeader.left.text or "")) == paper.is_sample
        if sheet.freeze_panes:
            assert set_up.orientation == "landscape"
            frozen = int(sheet.freeze_panes[1:])
            first, last = sheet.print_title_rows.replace("$", "").split(":")
            assert int(first) <= int(last) == frozen - 1
        assert 14.9 <= sheet.page_margins.right * 25.4 <= 20.1


def test_numbers_and_days_are_true_and_look_as_on_paper():
    day, number = date(2026, 9, 5), Decimal("1234.50")
    sheet = opened(one_table(Row((1, "Việc", number, day)), Row((0, "", 10**9, date(2026, 2, 5))))).worksheets[0]
    first, second = list(sheet.iter_rows(min_row=3))
    assert [cell.value for cell in first[:3]] == [1, "Việc", 1234.5]
    assert first[3].value.date() == day
    assert [cell.data_type for cell in first] == ["n", "s", "n", "d"]
    assert [cell.number_format for cell in first] == ["#,##0", "General", "#,##0.00", r"dd\/m\/yyyy"]
    assert second[3].number_format == r"dd\/mm\/yyyy"
    assert second[0].value == 0
    assert second[1].value is None
    assert second[1].border.bottom.style == "thin"


def test_what_excel_cannot_count_exactly_is_text():
    long, old = Decimal("1234567890123456.75"), date(1889, 1, 2)
    sheet = opened(one_table(Row((10**15, "", long, old)))).worksheets[0]
    shown = [cell.value for cell in next(sheet.iter_rows(min_row=3))]
    assert shown == ["1.000.000.000.000.000", None, cell_text(long), cell_text(old)]


def test_grouped_columns_are_merged_and_numbers_stand_below():
    sheet = opened(one_table(GroupRow("I", "Nhóm"), Row((1, "a", 2, 3)), numbered=True)).worksheets[0]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:A2", "B1:B2", "C1:D1", "A4:D4"} <= merged
    assert [cell.value for cell in sheet[3]] == ["(1)", "(2)", "(3)", "(4)"]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet["A4"].value == "I. Nhóm"


def test_columns_are_wide_enough_for_their_longest_word():
    narrow = (Column("A", 5), Column("B", 160))
    sheet = opened(one_table(Row(("Trách-nhiệm-giải-trình", "b")), columns=narrow)).worksheets[0]
    assert sheet.column_dimensions["A"].width > 18
    assert opened(one_table(Row(("a", "b")), columns=narrow)).worksheets[0].column_dimensions["A"].width < 12


def test_text_wraps_and_rows_are_high_enough():
    sheet = opened(one_table(Row((1, "chữ " * 100, 2, 3)), Row((1, "chữ", 2, 3)))).worksheets[0]
    assert sheet["B3"].alignment.wrap_text
    assert sheet.row_dimensions[3].height > 5 * sheet.row_dimensions[4].height * 0.8


def test_one_column_one_cell_and_no_row_are_tables_too():
    for rows in ((), (Row(("a",)),), (GroupRow("", "Nhóm"), Row(("a",), is_total=True))):
        content = one_table(*rows, columns=(Column("Tên", 20),))
        closing = Closing(Signature(("TM.",), "CHỦ TỊCH", ""), ("Như trên",), "Lưu: VT")
        signed = replace(content, parts=(replace(content.parts[0], closing=closing),))
        assert "- Lưu: VT." in values(opened(signed).worksheets[0])


def test_two_signatures_stand_on_the_sheet_of_the_text():
    pair = Table((Column("NGƯỜI GIAO VIỆC", 80), Column("NGƯỜI NHẬN VIỆC", 85)), (Row(("Mẫu A", "")),), ruled=False)
    book = opened(Content(System.PARTY, "T", (Part((Title("PHIẾU GIAO VIỆC", "Tên"), Paragraph("Một."), pair)),)))
    (sheet,) = book.worksheets
    assert values(sheet)[-3:] == ["NGƯỜI GIAO VIỆC", "NGƯỜI NHẬN VIỆC", "Mẫu A"]


def test_names_of_sheets_are_allowed_and_different():
    table = Table((Column("a", 10),), (Row(("b",)),))
    blocks = [
        block
        for name in ("Bảng 1. A", "Bảng 1. B", "[Bảng]: a/b*? " + "x" * 40, "'")
        for block in (Paragraph(name, role=Role.CAPTION), table)
    ]
    names = opened(Content(System.PARTY, "T", (Part(tuple(blocks)),))).sheetnames
    assert len(set(map(str.lower, names))) == 4
    assert names[:2] == ["Bảng 1", "Bảng 1 (2)"]
    assert all(len(name) <= 31 for name in names)


def test_a_paragraph_longer_than_a_row_goes_on_below():
    text = " ".join(f"chữ{place}" for place in range(2500))
    sheet = opened(
        Content(System.PARTY, "T", (Part((Heading(Level.SECTION, "I.", "A"), Paragraph(text))),))
    ).worksheets[0]
    shown = values(sheet)
    assert " ".join(shown[1:]) == text
    assert len(shown) > 3
    assert max(row.height for row in sheet.row_dimensions.values() if row.height) <= 409


# --- no formulas --------------------------------------------------------------------------------------------------


def payloads() -> list[str]:
    """500 texts that a spreadsheet might compute, follow or fetch."""
    starts = ["=", "+", "-", "@", " =", "\u00a0=", "\n=", "a\n=", "'=", '"=', "{=", "=-", "=+", "-+", "@@", "\t="]
    bodies = [
        "1+1",
        'HYPERLINK("http://example.invalid";"x")',
        "cmd|' /C calc'!A0",
        'WEBSERVICE("http://example.invalid")',
        "SUM(A1:A9)",
        'IMPORTXML("a","b")',
        'DDE("a";"b")',
        "10/2",
        "A1",
        "1E5",
    ]
    rest = ["http://example.invalid", "mailto:a@b.c", "file:///c:/a", "001", "1/2", "05/9/2026", "TRUE", "#REF!", "1e3"]
    made = [start + body for start in starts for body in bodies] + rest
    chance = random.Random(57)
    while len(made) < 500:
        made.append(chance.choice(starts) + "".join(chance.choices("=+-@A1()\"';,| \t", k=chance.randint(1, 20))))
    return made


def payload_content() -> Content:
    rows = tuple(Row((text,), is_total=place % 50 == 7) for place, text in enumerate(payloads()))
    groups = tuple(GroupRow("", text) for text in payloads()[:60])
    blocks = (Paragraph("=1+1"), Paragraph("=2+2", role=Role.CAPTION))
    columns = (Column("=SUM(A1)", 60),)
    return Content(
        System.PARTY, "=1+1", (Part((Title("=KIND()", "@trích yếu"), *blocks, Table(columns, rows + groups))),)
    )


def test_no_payload_becomes_a_formula_a_number_or_a_link():
    book = opened(payload_content())
    shown = []
    for sheet in book:
        assert not sheet._hyperlinks
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    assert cell.data_type == "s", cell.value
                    shown.append(cell.value)
    assert set(payloads()) <= {str(value) for value in shown}
    sheet = book.worksheets[-1]
    assert all(cell.quotePrefix for (cell,) in sheet.iter_rows(min_row=3, max_row=40) if str(cell.value)[0] in "=+-@")


def test_libreoffice_finds_no_formula_either(tmp_path):
    files = {"payloads": render_xlsx(payload_content())}
    data = converted(files, tmp_path, suffix="xlsx", into="xlsx:Calc MS Excel 2007 XML")["payloads"]
    book = openpyxl.load_workbook(io.BytesIO(data))
    types = [cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(types) > 500
    assert set(types) == {"s"}


def test_texts_that_look_like_markup_stay_texts():
    texts = ("<r>đậm</r>", "<b>&amp;</b>", "a \"b\" 'c'", "_x0041_", " trước", "sau ", "\x07chuông")
    rows = tuple(Row((place, text)) for place, text in enumerate(texts, 1))
    table = Table((Column("TT", 10), Column("Chữ", 100)), rows)
    content = Content(System.GOVERNMENT, "x", (Part((table,), Orientation.LANDSCAPE),))
    (sheet,) = openpyxl.load_workbook(io.BytesIO(render_xlsx(content))).worksheets
    found = [str(row[1].value).strip() for row in sheet.iter_rows(min_row=2)]
    assert found == [text.strip().replace("\x07", "_x0007_") for text in texts]


def test_a_workbook_says_how_many_texts_it_holds():
    rows = (Row(("một", "hai")), GroupRow("I", "nhóm"), Row(("một", "một")), Row((Decimal("1.5"), "")))
    table = Table((Column("A", 50), Column("B", 50)), rows)
    data = render_xlsx(Content(System.GOVERNMENT, "x", (Part((table,), Orientation.LANDSCAPE),)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    shown = sheet.count(' t="s"')
    assert f'count="{shown}"' in strings
    assert strings.count("<si>") == len({"A", "B", "một", "hai", "I. nhóm"})
    assert [int(number) for number in re.findall(r'<row r="(\d+)"', sheet)] == [1, 2, 3, 4, 5]


def test_who_signs_a_work_list_stands_below_it():
    data = render_xlsx(PAPERS["work-list"](System.GOVERNMENT, is_long=False))
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    column = [str(row[0].value) for row in sheet.iter_rows(max_col=1)]
    assert column.index("NGƯỜI GIAO VIỆC") > column.index("2")
