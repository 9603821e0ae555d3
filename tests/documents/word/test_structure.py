"""The Word file opened again: named styles, real tables, sections, numbers, and children in the schema's order."""

from __future__ import annotations

import io
import itertools
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from kh57_desktop.documents.content import (
    Align,
    AnnexTitle,
    Closing,
    Column,
    ColumnGroup,
    Content,
    Dateline,
    GroupRow,
    Head,
    Heading,
    Orientation,
    Paragraph,
    Part,
    Row,
    Sign,
    Signature,
    Table,
    Title,
    cell_text,
)
from kh57_desktop.documents.layouts import GOVERNMENT, layout_for
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.documents.word import render_docx
from kh57_desktop.domain.terms import System
from tests.documents.samples import PAPERS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = Table(
    (
        Column("TT", 10, Align.CENTER),
        Column("Nhiệm vụ", 60),
        ColumnGroup("Hoàn thành", (Column("Đúng hạn", 20, Align.RIGHT), Column("Quá hạn", 20, Align.RIGHT))),
    ),
    (
        GroupRow("I", "Nhóm một"),
        Row((1, "Việc <thứ nhất> & tiếp\n- ý hai", Decimal("1234.5"), date(2026, 9, 5))),
        Row(("", "Tổng cộng", 10, 0), is_total=True),
    ),
    numbered=True,
)


@pytest.fixture(params=list(PAPERS))
def paper(request, system, is_long) -> Content:
    return PAPERS[request.param](system, is_long=is_long)


def opened(content: Content, **options) -> docx.document.Document:
    return docx.Document(io.BytesIO(render_docx(content, **options)))


def one_part(*blocks, **options) -> Content:
    return Content(System.GOVERNMENT, "Tên", (Part(blocks, **options),))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_content_gives_the_same_bytes(paper):
    assert render_docx(paper) == render_docx(paper)


def test_every_part_is_xml_and_no_font_is_embedded(paper):
    for name, data in members(render_docx(paper)).items():
        assert name.endswith((".xml", ".rels", ".png"))
        if name.endswith(".png"):
            assert data.startswith(b"\x89PNG")
        else:
            etree.fromstring(data)


def test_every_paragraph_has_a_named_style_and_times_new_roman(paper):
    document = opened(paper)
    names = {style.name for style in document.styles}
    assert {"Nội dung", "Căn cứ", "Trích yếu", "Nơi nhận", "Bảng biểu", "Heading 1", "Họ tên người ký"} <= names
    defined = {style.style_id for style in document.styles}
    for element in document.element.iter(f"{W}pStyle", f"{W}tblStyle"):
        assert element.get(qn("w:val")) in defined
    assert all(element.find(f"{W}pPr/{W}pStyle") is not None for element in document.element.iter(f"{W}p"))
    fonts = document.styles.element.findall(f".//{W}rFonts")
    assert [set(font.attrib.values()) for font in fonts] == [{"Times New Roman"}]
    languages = document.styles.element.findall(f".//{W}lang")
    assert [language.get(qn("w:val")) for language in languages] == ["vi-VN"]


def test_sizes_and_faces_of_the_styles_are_those_of_the_layout(system):
    layout = layout_for(system)
    styles = {style.name: style for style in opened(PAPERS["plan"](system, is_long=False)).styles}
    for name, wanted in (
        ("Nội dung", layout.body),
        ("Tên loại", layout.kind),
        ("Trích yếu", layout.subject),
        ("Nơi nhận", layout.recipient),
        ("Nơi nhận - nhãn", layout.recipients_label),
        ("Chức vụ người ký", layout.position),
        ("Heading 1", layout.section),
        ("Bảng - chữ", layout.table),
    ):
        font = styles[name].font
        assert font.size.pt == wanted.size, name
        assert bool(font.bold) == wanted.face.value.startswith("Bold"), name
        assert bool(font.italic) == wanted.face.value.endswith("Italic"), name
    assert bool(styles["Nơi nhận - nhãn"].font.underline) == layout.is_recipients_label_underlined


def test_headings_are_known_to_words_navigation(system):
    document = opened(PAPERS["plan"](system, is_long=False))
    levels = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")}
    assert {"Heading 1", "Heading 2"} <= levels


def test_sections_have_the_parts_paper_and_their_own_page_numbers(paper):
    document, layout = opened(paper), layout_for(paper.system)
    assert len(document.sections) == len(paper.parts)
    for section, part in zip(document.sections, paper.parts, strict=True):
        page = layout.pages[part.orientation]
        is_landscape = part.orientation is Orientation.LANDSCAPE
        assert section.orientation == (WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT)
        measured = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
        assert [length.mm for length in measured] == pytest.approx(
            [page.width_mm, page.height_mm, page.top_mm, page.bottom_mm], abs=0.05
        )
        assert 30 <= section.left_margin.mm + 0.05 <= 35.1
        assert 15 <= section.right_margin.mm + 0.05 <= 20.1
        assert section.different_first_page_header_footer
        assert section._sectPr.find(f"{W}pgNumType").get(qn("w:start")) == "1"
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml


def test_a_sample_offices_mark_stands_on_every_page_and_only_theirs(paper):
    for content in (paper, replace(paper, is_sample=False)):
        for section in opened(content).sections:
            for header in (section.header, section.first_page_header):
                shown = "".join(paragraph.text for paragraph in header.paragraphs)
                assert ("DỮ LIỆU MẪU" in shown) == content.is_sample


def test_office_margins_are_taken_from_the_layout_given():
    pages = {orientation: replace(page, left_mm=35, top_mm=25) for orientation, page in GOVERNMENT.pages.items()}
    section = opened(one_part(Paragraph("Một.")), layout=replace(GOVERNMENT, pages=pages)).sections[0]
    assert section.left_margin.mm == pytest.approx(35, abs=0.05)
    assert section.top_margin.mm == pytest.approx(25, abs=0.05)


# --- tables -------------------------------------------------------------------------------------------------------


def test_heading_rows_repeat_and_no_row_splits(paper):
    document = opened(paper)
    wanted = [block for part in paper.parts for block in part.blocks if isinstance(block, Table) and block.ruled]
    tables = [table for table in document.tables if table.style.name == "Bảng biểu"]
    assert len(tables) == len(wanted)
    for table, block in zip(tables, wanted, strict=True):
        marked = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
        headings = len(marked) - len(block.rows)
        assert headings >= 1
        assert marked == [True] * headings + [False] * len(block.rows)
        assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)


def test_every_cell_is_there_once_and_in_its_place(paper):
    document = opened(paper)
    tables = [table for table in document.tables if table.style.name == "Bảng biểu"]
    blocks = [block for part in paper.parts for block in part.blocks if isinstance(block, Table) and block.ruled]
    for table, block in zip(tables, blocks, strict=True):
        rows = table._tbl.tr_lst[-len(block.rows) :]
        for row, wanted in zip(rows, block.rows, strict=True):
            shown = ["\n".join(plain(one) for one in cell.iter(f"{W}p")) for cell in row.tc_lst]
            if isinstance(wanted, GroupRow):
                assert shown == [f"{wanted.number}. {wanted.title}" if wanted.number else wanted.title]
            else:
                assert shown == [cell_text(cell).replace(NO_BREAK, " ") for cell in wanted.cells]


def test_grouped_columns_are_merged_cells_and_numbers_stand_below():
    rows = opened(one_part(TABLE)).tables[0]._tbl.tr_lst
    assert [cell.grid_span for cell in rows[0].tc_lst] == [1, 1, 2]
    assert [cell.vMerge for cell in rows[0].tc_lst] == ["restart", "restart", None]
    assert [cell.vMerge for cell in rows[1].tc_lst] == ["continue", "continue", None, None]
    assert [plain(cell) for cell in rows[2].tc_lst] == ["(1)", "(2)", "(3)", "(4)"]
    assert rows[3].tc_lst[0].grid_span == 4


def test_cells_are_as_wide_as_their_columns_and_fill_the_text_width():
    table = opened(one_part(TABLE)).tables[0]
    grid = [column.width.mm for column in table.columns]
    assert sum(grid) == pytest.approx(165, abs=0.1)
    assert grid[1] / grid[0] == pytest.approx(6, rel=0.01)
    assert table._tbl.tblPr.find(f"{W}tblLayout").get(qn("w:type")) == "fixed"


def test_a_row_taller_than_a_page_may_split():
    tall = Table((Column("A", 20), Column("B", 145)), (Row(("dài " * 600, "ngắn")), Row(("ngắn", "ngắn"))))
    rows = opened(one_part(tall)).tables[0]._tbl.tr_lst
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, False, True]


def test_two_tables_never_touch(paper):
    for content in (paper, one_part(TABLE, TABLE, closing=Closing(Signature(("TM.",), "CHỦ TỊCH", "")))):
        body = opened(content).element.body
        tags = [child.tag for child in body]
        assert all(f"{W}tbl" not in (one, other) or one != other for one, other in itertools.pairwise(tags))
        assert tags[-2] == f"{W}p"


def test_two_signatures_stand_side_by_side_without_lines_and_with_the_text_above():
    pair = Table((Column("NGƯỜI GIAO VIỆC", 80), Column("NGƯỜI NHẬN VIỆC", 85)), (Row(("\n\nMẫu A", "")),), ruled=False)
    document = opened(one_part(Paragraph("Một."), Paragraph("Hai./."), pair))
    (table,) = document.tables
    assert table.style.name == "Khung không viền"
    assert [cell.text for cell in table.rows[0].cells] == ["NGƯỜI GIAO VIỆC", "NGƯỜI NHẬN VIỆC"]
    assert table.rows[1].cells[0].text == "\n\nMẫu A"
    assert [bool(paragraph.paragraph_format.keep_with_next) for paragraph in document.paragraphs[:2]] == [True, True]


def test_a_letters_subject_stands_under_its_number(system):
    head = Head(
        ("TỈNH SƠN KHÊ",),
        ("XÃ SUỐI MƠ",),
        Sign("12", "/UBND-VX"),
        Dateline("Suối Mơ", "05", "9", "2026"),
        "V/v đôn đốc",
    )
    document = opened(Content(system, "T", (Part((Paragraph("Một."),), head=head),)))
    under = document.tables[0].rows[1].cells[0].paragraphs
    assert [paragraph.style.name for paragraph in under] == ["Số, ký hiệu", "Trích yếu công văn"]
    assert plain(under[1]._p) == "V/v đôn đốc"


def test_a_signature_is_kept_with_the_last_lines():
    closing = Closing(Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Nguyễn Thị Mẫu"))
    text = opened(one_part(Paragraph("Một."), Paragraph("Hai."), Paragraph("Ba./."), closing=closing)).paragraphs
    assert [bool(paragraph.paragraph_format.keep_with_next) for paragraph in text[:3]] == [False, True, True]
    rows = opened(one_part(AnnexTitle("", "A"), TABLE, closing=closing)).tables[0].rows
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows]
    assert kept[-1]
    assert opened(one_part(TABLE, closing=closing)).tables[1].rows[0]._tr.find(f"{W}trPr/{W}cantSplit") is not None


# --- text ---------------------------------------------------------------------------------------------------------


def plain(element) -> str:
    """Text as a reader sees it: hyphens and spaces that do not break are hyphens and spaces."""
    shown = {f"{W}t": None, f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}tab": "\t"}
    parts = [shown[one.tag] or one.text or "" for one in element.iter(*shown)]
    return unicodedata.normalize("NFC", "".join(parts)).replace(NO_BREAK, " ")


def test_signs_and_numbers_do_not_break():
    xml = members(render_docx(one_part(Paragraph("Nghị quyết số 57-NQ/TW về 80 doanh nghiệp - năm 2026"))))
    text = xml["word/document.xml"].decode()
    assert "57</w:t><w:noBreakHyphen/><w:t>NQ/TW" in text
    assert f"80{NO_BREAK}doanh" in text
    assert text.count("noBreakHyphen") == 1


def test_what_xml_cannot_hold_is_left_out_and_the_rest_kept():
    title = Title("KẾ HOẠCH", "a & b < c > d \"e\" 'f'")
    document = opened(replace(one_part(title, Paragraph("x\x00y\x0bz\ufffe\ud800!")), title="A & <B>"))
    assert plain(document.paragraphs[1]._p) == "a & b < c > d \"e\" 'f'"
    assert plain(document.element).endswith("xyz!")
    assert document.core_properties.title == "A & <B>"


def test_unknown_markers_stay_as_they_are_printed():
    blocks = (Heading("item", "1/", "Một"), Paragraph("Hai", "(1)"), Paragraph("Ba", "1.1"), Paragraph("Bốn", "đ)"))
    shown = [plain(paragraph._p) for paragraph in opened(one_part(*blocks)).paragraphs]
    assert shown[1:4] == ["(1) Hai", "1.1 Ba", "đ) Bốn"]


# --- the schema's order -------------------------------------------------------------------------------------------

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc outlineLvl "
    "rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs noProof sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcMar vAlign",
    "sectPr": "headerReference type pgSz pgMar pgNumType cols titlePg",
    "style": "name aliases basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "lvl": "start numFmt suff lvlText lvlJc pPr rPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    "numbering": "abstractNum num",
}


def test_children_stand_in_the_order_of_the_schema(paper):
    for name, data in members(render_docx(paper)).items():
        if name.endswith(".png"):
            continue
        for element in etree.fromstring(data).iter():
            order = ORDERS.get(etree.QName(element).localname)
            if name.startswith("word/") and order is not None:
                places = [order.split().index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), f"{name}: {etree.tostring(element)[:300]!r}"
