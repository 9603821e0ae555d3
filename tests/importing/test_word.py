"""Word documents: automatic numbers, tables, text boxes, tracked changes, heads and feet side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kh57_desktop.domain.plan_reading import PlanReading, ReadIndicator, ReadTask
from kh57_desktop.domain.terms import Comparator
from kh57_desktop.importing.blocks import Line, Table
from kh57_desktop.importing.reader import read_document
from kh57_desktop.importing.word import sources_of
from kh57_desktop.importing.word_numbering import written
from tests.importing.word_files import add_list, add_number, add_numbered, add_table, add_text_box


def saved(document: Document, tmp_path: Path) -> Path:
    path = tmp_path / "plan.docx"
    document.save(str(path))
    return path


def texts(path: Path) -> list[str]:
    return [source.text for source in sources_of(path) if isinstance(source, Line)]


@pytest.fixture
def plan(tmp_path: Path) -> PlanReading:
    """A plan whose numbers Word draws, with an indicator table in its text and a task annex."""
    document = Document()
    add_list(document, [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3.")], identifier=90)
    add_list(document, [("bullet", "-")], identifier=91)
    add_list(document, [("decimal", "%1.")], identifier=92)
    head = document.add_table(1, 2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ TRẢNG CÁT\n\nSố: 09/KH-UBND"
    head.cell(
        0, 1
    ).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTrảng Cát, ngày 03 tháng 3 năm 2026"
    for words in ("KẾ HOẠCH", "Chuyển đổi số năm 2026", "Căn cứ Kế hoạch số 01/KH-UBND của UBND tỉnh;"):
        document.add_paragraph(words)
    document.add_paragraph("Ủy ban nhân dân xã Trảng Cát ban hành Kế hoạch như sau:")
    add_numbered(document, "MỤC TIÊU", identifier=90, level=0)
    add_table(
        document,
        [
            ["STT", "Tên chỉ tiêu", "Lộ trình", "", "ĐVT", "Đơn vị phụ trách"],
            ["", "", "Năm 2026", "Đến năm 2030", "", ""],
            ["A", "Chính quyền số", "", "", "", ""],
            ["1", "Hồ sơ trực tuyến", "≥ 60", "80 - 85", "%", "Văn phòng"],
            ["2", "Điểm hỗ trợ dịch vụ công", "Tối thiểu 02", "Duy trì", "điểm", "Văn phòng"],
            ["3", "Sáng kiến mỗi năm", "-", "trên 05", "sáng kiến", ""],
        ],
        merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (0, 5, 1, 5), (2, 1, 2, 5)],
    )
    add_numbered(document, "NHIỆM VỤ", identifier=90, level=0)
    add_numbered(document, "Tuyên truyền", identifier=90, level=1)
    add_numbered(document, "Mở chuyên mục trên loa truyền thanh.", identifier=91, level=0)
    add_numbered(document, "Hạ tầng", identifier=90, level=1)
    add_numbered(document, "Lắp đặt Wi-Fi tại nhà văn hóa.", identifier=90, level=2)
    add_numbered(document, "Thay máy tính cũ.", identifier=90, level=2)
    add_numbered(document, "TỔ CHỨC THỰC HIỆN", identifier=90, level=0)
    add_numbered(document, "Văn phòng: Theo dõi, đôn đốc.", identifier=92, level=0)
    add_numbered(document, "Công an xã bảo đảm an ninh mạng.", identifier=92, level=0)
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text = "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT."
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nTạ Minh Mẫu"
    document.add_paragraph("Phụ lục")
    document.add_paragraph("DANH MỤC NHIỆM VỤ NĂM 2026")
    add_table(
        document,
        [
            ["Thời hạn", "Kết quả đầu ra", "Nội dung công việc", "Cơ quan thực hiện", "TT"],
            ["I. Dữ liệu", "", "", "", ""],
            [
                "Quý I/2026",
                "Bộ dữ liệu.",
                "Số hóa hộ tịch",
                "Phòng Văn hóa - Xã hội chủ trì, phối hợp Công an xã, các thôn",
                "1",
            ],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["Thường xuyên", "", "Làm sạch dữ liệu", "Công an xã", "2"],
            ["Thời hạn", "Kết quả đầu ra", "Nội dung công việc", "Cơ quan thực hiện", "TT"],
            ["", "Báo cáo", "Đối soát dữ liệu đất đai", "Phòng Kinh tế", "3"],
            ["Tổng cộng: 3 nhiệm vụ", "", "", "", ""],
        ],
        merged=[(1, 0, 1, 4), (7, 0, 7, 4)],
    )
    return read_document(saved(document, tmp_path))


def test_numbers_that_word_draws_are_read_as_printed(plan: PlanReading) -> None:
    assert [(section.number, section.title) for section in plan.sections] == [
        ("I", "MỤC TIÊU"), ("II", "NHIỆM VỤ"), ("III", "TỔ CHỨC THỰC HIỆN"),
    ]  # fmt: skip
    assert [(group.number, group.title) for group in plan.task_groups][:2] == [("1", "Tuyên truyền"), ("2", "Hạ tầng")]
    assert [(task.group, task.number, task.text) for task in plan.tasks][:3] == [
        ("1", None, "Mở chuyên mục trên loa truyền thanh."),
        ("2", "2.1", "Lắp đặt Wi-Fi tại nhà văn hóa."),
        ("2", "2.2", "Thay máy tính cũ."),
    ]
    assert [(entry.number, entry.organization) for entry in plan.assignments] == [
        ("1", "Văn phòng"),
        ("2", "Công an xã"),
    ]


def test_head_and_foot_side_by_side_are_taken_apart(plan: PlanReading) -> None:
    assert (plan.number, plan.date, plan.locality, plan.level) == ("09/KH-UBND", "2026-03-03", "Trảng Cát", "xã")
    assert (plan.system, plan.recipients, plan.filing) == ("government", ("UBND tỉnh",), "Lưu: VT.")
    assert (plan.signature.authority, plan.signature.position) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert plan.signature.name == "Tạ Minh Mẫu"


def test_an_indicator_table_with_divided_year_columns(plan: PlanReading) -> None:
    def brief(indicator: ReadIndicator) -> tuple[object, ...]:
        high = None if indicator.value_max is None else int(indicator.value_max)
        return (indicator.text, indicator.horizon, indicator.comparator, int(indicator.value), high, indicator.unit)

    assert [brief(indicator) for indicator in plan.indicators] == [
        ("Hồ sơ trực tuyến", 2026, Comparator.AT_LEAST, 60, None, "%"),
        ("Hồ sơ trực tuyến", 2030, Comparator.EQUAL, 80, 85, "%"),
        ("Điểm hỗ trợ dịch vụ công", 2026, Comparator.AT_LEAST, 2, None, "điểm"),
        ("Sáng kiến mỗi năm", 2030, Comparator.MORE_THAN, 5, None, "sáng kiến"),
    ]
    assert {indicator.group for indicator in plan.indicators} == {"A. Chính quyền số"}
    assert [indicator.lead for indicator in plan.indicators] == ["Văn phòng", "Văn phòng", "Văn phòng", None]
    assert plan.indicators[-1].per == "năm"


def test_a_task_table_in_an_order_of_its_own(plan: PlanReading) -> None:
    assert plan.tasks[3:] == (
        ReadTask(
            "I", "1", "Số hóa hộ tịch", "Phòng Văn hóa - Xã hội", ("Công an xã", "các thôn"), "Quý I/2026", "Bộ dữ liệu"
        ),
        ReadTask("I", "2", "Làm sạch dữ liệu", "Công an xã", (), "Thường xuyên", None),
        ReadTask("I", "3", "Đối soát dữ liệu đất đai", "Phòng Kinh tế", (), None, "Báo cáo"),
    )  # fmt: skip


def test_table_rows_stay_in_the_section_and_in_the_annex(plan: PlanReading) -> None:
    assert "1 | Hồ sơ trực tuyến | ≥ 60 | 80 - 85 | % | Văn phòng" in plan.sections[0].paragraphs
    (annex,) = plan.annexes
    assert annex.heading == ("Phụ lục", "DANH MỤC NHIỆM VỤ NĂM 2026")
    assert any("Làm sạch dữ liệu" in text for text in annex.paragraphs)


def test_a_column_of_numbers_that_word_gives_and_an_empty_numbered_line_count(tmp_path: Path) -> None:
    document = Document()
    add_list(document, [("decimal", "%1.")], identifier=40)
    add_table(
        document, [["TT", "Nhiệm vụ", "Chủ trì"], ["", "Lắp trạm phát sóng", "Công an xã"], ["", "Mở lớp", "Hội"]]
    )
    for row in document.tables[0].rows[1:]:
        add_number(row.cells[0].paragraphs[0], identifier=40, level=0)
    add_list(document, [("upperRoman", "%1.")], identifier=41)
    for text in ("MỤC TIÊU", "", "NHIỆM VỤ"):
        add_numbered(document, text, identifier=41, level=0)
    document.save(str(tmp_path / "plan.docx"))
    table, *lines = sources_of(tmp_path / "plan.docx")
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows[1:]] == [
        ["1.", "Lắp trạm phát sóng", "Công an xã"],
        ["2.", "Mở lớp", "Hội"],
    ]
    assert [line.text for line in lines] == ["I. MỤC TIÊU", "III. NHIỆM VỤ"]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Dòng trong thân bài")
    add_text_box(document, "Dòng trong khung")
    assert texts(saved(document, tmp_path)) == ["Dòng trong khung", "Dòng trong thân bài"]


def test_heads_feet_and_deleted_words_are_left_out_and_inserted_ones_kept(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.sections[0].footer.paragraphs[0].text = "Chân trang"
    markup = (
        f'<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">Giữ </w:t></w:r><w:del><w:r>'
        "<w:delText>xóa</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>"
    )
    document.element.body.insert(0, parse_xml(markup))
    assert texts(saved(document, tmp_path)) == ["Giữ thêm"]


def test_a_nested_table_keeps_its_words(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(2, 4)
    inner = table.cell(0, 0).add_table(1, 2)
    inner.cell(0, 0).text = "trong"
    inner.cell(0, 1).text = "cùng"
    table.cell(1, 3).text = "ngoài"
    (grid,) = [source for source in sources_of(saved(document, tmp_path)) if isinstance(source, Table)]
    assert grid.texts[0].startswith("trong cùng |")
    assert grid.texts[1].endswith("ngoài")


def test_a_nested_table_is_read_row_by_row_whatever_its_words(tmp_path: Path) -> None:
    document = Document()
    inner = document.add_table(2, 4).cell(0, 0).add_table(2, 2)
    for row, words in zip(inner.rows, (("Địa điểm", "Số lượng"), ("Chợ", "03")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    (grid,) = [source for source in sources_of(saved(document, tmp_path)) if isinstance(source, Table)]
    assert " ".join(grid.rows[0][0].text.replace("|", " ").split()) == "Địa điểm Số lượng Chợ 03"


def test_tables_nested_without_end_are_refused_soon(tmp_path: Path) -> None:
    from kh57_desktop.importing.errors import DocumentDamaged

    document = Document()
    depth = 60
    start = "<w:tbl><w:tr><w:tc>" * depth
    end = "<w:p/></w:tc></w:tr></w:tbl>" * depth
    document.element.body.insert(0, parse_xml(start.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1) + end))
    with pytest.raises(DocumentDamaged):
        sources_of(saved(document, tmp_path))


@pytest.mark.parametrize(
    ("value", "style", "printed"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (2, "lowerLetter", "b"),
        (27, "upperLetter", "AA"),
        (7, "decimalZero", "07"),
        (12, "decimal", "12"),
    ],
)
def test_numbers_are_written_in_the_format_of_their_level(value: int, style: str, printed: str) -> None:
    assert written(value, style) == printed


def table_plan(rows: list[list[str]], tmp_path: Path) -> PlanReading:
    document = Document()
    for words in ("KẾ HOẠCH", "Năm 2026", "I. NHIỆM VỤ", "Các nhiệm vụ cụ thể:"):
        document.add_paragraph(words)
    add_table(document, [["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], *rows])
    for words in ("II. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế: Theo dõi."):
        document.add_paragraph(words)
    return read_document(saved(document, tmp_path))


def test_group_rows_may_be_numbered_like_the_tasks(tmp_path: Path) -> None:
    reading = table_plan(
        [["1", "Hạ tầng", "", ""], ["1.1", "Lắp Wi-Fi", "Phòng Kinh tế", "Quý I"], ["1.2", "Sửa cáp", "", ""]], tmp_path
    )
    assert [(group.number, group.title) for group in reading.task_groups] == [("1", "Hạ tầng")]
    assert [(task.group, task.number) for task in reading.tasks] == [("1", "1.1"), ("1", "1.2")]


def test_an_empty_task_row_below_a_roman_group_is_still_a_task(tmp_path: Path) -> None:
    reading = table_plan(
        [["I", "Hạ tầng", "", ""], ["1", "Lắp Wi-Fi", "", ""], ["2", "Sửa cáp", "Phòng Kinh tế", ""]], tmp_path
    )
    assert [(group.number, group.title) for group in reading.task_groups] == [("I", "Hạ tầng")]
    assert [(task.group, task.number) for task in reading.tasks] == [("I", "1"), ("I", "2")]


def test_annexes_with_number_and_title_in_one_line_are_no_part_of_the_signature(tmp_path: Path) -> None:
    document = Document()
    for words in (
        "KẾ HOẠCH", "Năm 2026", "I. NHIỆM VỤ", "Theo các phụ lục.", "II. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Kinh tế: Theo dõi.",
        "Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Tạ Minh Mẫu", "Phụ lục I: Danh mục Nhiệm vụ",
    ):  # fmt: skip
        document.add_paragraph(words)
    add_table(document, [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Lắp Wi-Fi", "Phòng Kinh tế"]])
    document.add_paragraph("Phụ lục II. Danh mục Chỉ tiêu")
    add_table(document, [["TT", "Chỉ tiêu", "Đơn vị tính", "2026"], ["1", "Hộ có mạng", "%", "90"]])
    reading = read_document(saved(document, tmp_path))
    assert reading.signature.name == "Tạ Minh Mẫu"
    assert [annex.heading for annex in reading.annexes] == [
        ("Phụ lục I: Danh mục Nhiệm vụ",), ("Phụ lục II. Danh mục Chỉ tiêu",),
    ]  # fmt: skip
    assert [task.text for task in reading.tasks] == ["Lắp Wi-Fi"]
    assert [(indicator.text, indicator.horizon) for indicator in reading.indicators] == [("Hộ có mạng", 2026)]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:sym w:font="Wingdings" w:char="F0E0"/>', "→"),
        ('<w:sym w:font="Wingdings" w:char="F04A"/>', ""),
        ('<w:sym w:font="Symbol" w:char="FFFFFFFFF"/>', ""),
        ('<w:sym w:font="Times New Roman" w:char="D800"/>', ""),
        ('<w:sym w:font="Times New Roman" w:char="nothing"/>', ""),
        ('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a3</w:t>', "≤"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t>", ""),
        ('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>hiện</w:t>', "hiện"),
    ],
)
def test_signs_of_symbol_fonts_are_read_and_hidden_text_is_not(run: str, text: str, tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("trước ")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{run}</w:r>"))
    paragraph.add_run(" sau")
    (line,) = sources_of(saved(document, tmp_path))
    assert isinstance(line, Line)
    assert line.text == " ".join(f"trước {text} sau".split())


def test_hidden_text_may_come_from_a_style_and_hidden_paragraphs_have_no_number(tmp_path: Path) -> None:
    document = Document()
    style = document.styles.add_style("An", WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = True
    add_list(document, [("decimal", "%1.")], identifier=90)
    for words, is_hidden in (("Một", False), ("ẩn", True), ("Hai", False)):
        paragraph = document.add_paragraph(words, style=style if is_hidden else None)
        add_number(paragraph, identifier=90, level=0)
        if is_hidden:
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:vanish/></w:rPr>"))
    assert [source.text for source in sources_of(saved(document, tmp_path)) if isinstance(source, Line)] == [
        "1. Một",
        "2. Hai",
    ]
