"""What was seen on printed pages and mended: lone syllables, torn dashes and days, short lines to write on."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from kh57_desktop.documents.content import (
    AnnexTitle,
    Column,
    Content,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
    cell_text,
)
from kh57_desktop.documents.kinds.parts import listed, with_usual_initials
from kh57_desktop.documents.kinds.verification_sheet import (
    SheetCheck,
    SheetSigner,
    VerificationFacts,
    verification_sheet_content,
)
from kh57_desktop.documents.layouts import layout_for
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.lines import filled, is_torn, justified
from kh57_desktop.documents.pdf.render import part_pages
from kh57_desktop.documents.typography import NO_BREAK, glued, glued_cell, glued_title
from kh57_desktop.domain.terms import System
from tests.documents.conftest import printed
from tests.documents.measures import MM, measured, page_count
from tests.documents.samples import LINES, PACKAGE, form

STYLE = layout_for(System.GOVERNMENT).table
MEASURE = meter(STYLE.face, STYLE.size)


@pytest.mark.parametrize(
    ("text", "width_mm", "lines"),
    [
        ("Quá hạn 76 ngày", 22, ["Quá hạn", "76 ngày"]),
        ("Đang thực hiện", 22, ["Đang", "thực hiện"]),
        ("Văn phòng Đảng ủy", 26, ["Văn phòng", "Đảng ủy"]),
        ("Phó Trưởng ban Thường trực", 33, ["Phó Trưởng ban", "Thường trực"]),
        ("Kế hoạch, báo cáo", 25, ["Kế hoạch,", "báo cáo"]),
        ("Phòng Văn hóa - Xã hội", 33, ["Phòng Văn hóa -", "Xã hội"]),
        ("Tháng 9/2026", 16, ["Tháng", "9/2026"]),
        ("Công an xã", 30, ["Công an xã"]),
    ],
)
def test_no_cell_ends_in_a_lone_syllable(text: str, width_mm: float, lines: list[str]) -> None:
    room = width_mm * MM - 8
    found = [line.text.replace(NO_BREAK, " ") for line in filled(glued_cell(text, room), MEASURE, room)]
    assert found == lines


def test_keeping_two_words_together_never_makes_a_cell_taller() -> None:
    text = "Xây dựng chuyên mục trên trang thông tin điện tử, nhóm Zalo các thôn, phát bằng tiếng Việt và tiếng Tày"
    for width in range(40, 140):
        count = len(filled(glued_cell(text, width), MEASURE, width))
        assert count <= len(filled(text, MEASURE, width)) + 1
        pair = filled(f"{text[:-4]}{NO_BREAK}Tày", MEASURE, width)
        assert len(pair) == len(filled(text, MEASURE, width))


def test_a_dash_before_an_office_ends_a_line_and_tears_none() -> None:
    """A decision's list: "Ủy ban Kiểm tra Đảng" stood ragged above "ủy - Thành viên;"."""
    style = layout_for(System.PARTY).body
    measure = meter(style.face, style.size)
    text = "3. Đồng chí Bùi Văn Mẫu G, Chủ nhiệm Ủy ban Kiểm tra Đảng ủy - Thành viên;"
    width, indent = 165 * MM, 10 * MM
    first, last = justified(glued(text), measure, width, indent)
    assert not is_torn(first, measure, width - indent)
    assert last.text.replace(NO_BREAK, " ") in ("Thành viên;", "ủy - Thành viên;")
    assert glued("chính trị - xã hội, 2026 - 2030").count(NO_BREAK) == 4
    assert glued("Chủ tịch UBND xã - Phó Trưởng ban") == f"Chủ tịch UBND xã{NO_BREAK}- Phó Trưởng ban"


@pytest.mark.parametrize("day", ["05", NO_BREAK * 5])
def test_a_day_in_a_title_stays_on_one_line(day: str) -> None:
    title = glued_title(f"(Kèm theo Kế hoạch số 07/KH-UBND ngày {day} tháng 02 năm 2026 của Ủy ban nhân dân xã)")
    assert f"ngày {day} tháng 02 năm 2026".replace(" ", NO_BREAK) in title
    part = Part((AnnexTitle("Phụ lục", "DANH MỤC", title.replace(NO_BREAK, " ")),))
    (page,) = measured(render_pdf(Content(System.GOVERNMENT, "x", (part,))))
    assert sum("tháng 02 năm 2026" in line.text.replace(NO_BREAK, " ") for line in page.lines) == 1


def test_lines_to_write_on_reach_from_margin_to_margin(system: System) -> None:
    part = Part((Paragraph("Ý kiến:"), Paragraph("", role=Role.DOTTED)))
    (page,) = measured(render_pdf(Content(system, "x", (part,))))
    dots = page.line("....")
    assert dots.left == pytest.approx(30 * MM, abs=0.5)
    assert dots.right == pytest.approx(page.width - 15 * MM, abs=2 * MM)


@pytest.mark.parametrize("kind", ["committee-decision", "evidence-file", "plan"])
def test_a_long_list_of_recipients_begins_where_the_text_ends(kind: str, system: System) -> None:
    """Forty recipients flow on; the page before the signature is not left half empty for them."""
    paper = printed(kind, system, True)
    pages = [paper.pages[number] for number in sorted(paper.pages)]
    place = next(at for at, page in enumerate(pages) if any(line.text == "Nơi nhận:" for line in page.lines))
    level = pages[place].line("Nơi nhận:").baseline
    room = pages[place].height - 20 * MM - level
    assert sum(line.text.startswith("- ") for line in pages[place].lines if line.baseline > level) >= 5
    listed = sorted(line.baseline for line in pages[place].lines if line.baseline > level and line.left < 40 * MM)
    assert max(below - above for above, below in itertools.pairwise(listed)) < 20, "no gap where the list flows on"
    if place:
        left = pages[place - 1].height - 20 * MM - max(line.baseline for line in pages[place - 1].lines)
        assert left < 80 * MM
    assert room > 50 * MM


def test_a_note_is_on_the_page_of_its_table() -> None:
    layout = layout_for(System.PARTY)
    columns = (Column("TT", 10), Column("Việc", 150))
    for count in range(20, 60):
        rows = tuple(Row((place, "việc")) for place in range(count))
        part = Part((Table(columns, rows), Paragraph("Ghi chú: ngoài tổng số.", role=Role.NOTE)))
        last = part_pages(part, layout)[-1]
        assert any(atom.verticals for _top, atom in last.atoms), count


def test_the_last_row_alone_stands_above_the_signature_where_it_has_two_lines() -> None:
    """Three assignments left two thirds of the first page empty."""
    paper = printed("committee-assignments", System.PARTY, False)
    annex = [page for page in paper.pages.values() if page.width > page.height]
    assert [sum(line.text in ("1", "2", "3") and line.left < 40 * MM for line in page.lines) for page in annex] == [
        2,
        1,
    ]


def test_lists_end_in_a_full_stop() -> None:
    assert [one.text for one in listed(["Một;", "Hai.", "Ba"])] == ["Một;", "Hai;", "Ba."]


def test_a_long_name_of_a_unit_takes_its_usual_initials() -> None:
    assert with_usual_initials("Công an xã") == "Công an xã"
    assert with_usual_initials("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã") == "VP HĐND và UBND xã"


def test_people_stand_in_tables_by_their_names_on_one_line() -> None:
    paper = printed("committee-assignments", System.GOVERNMENT, True)
    rows = [row for block in paper.content.parts[1].blocks if isinstance(block, Table) for row in block.rows]
    assert cell_text(rows[0].cells[1]).replace(NO_BREAK, " ") == "Trần Thị Mẫu"
    texts = [line.text.replace(NO_BREAK, " ") for page in paper.pages.values() for line in page.lines]
    assert any(text.startswith("Lê Văn Mẫu 4") for text in texts)


def test_an_annex_title_keeps_its_distance_from_the_number_above_it(system: System) -> None:
    """A register: its title stood on the line below number and day."""
    made = form(system, is_long=False)
    part = Part((AnnexTitle("", "SỔ THEO DÕI"), Paragraph("Một.")), head=made.inner_head())
    (page,) = measured(render_pdf(Content(system, "x", (part,))))
    assert page.line("SỔ THEO DÕI").baseline - page.line("Suối Mơ Thượng, ngày").baseline > 24


def test_a_work_order_names_who_supports_under_the_people() -> None:
    (table,) = [
        block
        for block in printed("work-order", System.PARTY, True).content.parts[0].blocks
        if isinstance(block, Table) and block.ruled
    ]
    six = {str(row.cells[1]): cell_text(row.cells[2]) for row in table.rows}
    assert "Phối hợp: Phòng Văn hóa - Xã hội; Công an xã" in six["Rõ người"]
    assert "chịu trách nhiệm về tiến độ" in six["Rõ trách nhiệm"]


def test_a_sheet_with_two_signers_and_three_remarks_is_one_page(system: System) -> None:
    """Also below the Party's three header lines."""
    zone = timezone(timedelta(hours=7))
    at = datetime(2026, 9, 17, 8, 5, 9, tzinfo=zone)
    signers = tuple(
        SheetSigner(name, post, "23674", at, "3fa091c2" * 8, trusted)
        for name, post, trusted in (("Nguyễn Văn Mẫu", "Chánh Văn phòng", True), ("xã Suối Mơ Thượng", "", False))
    )
    names = ("Cấu trúc, tính toàn vẹn của gói", "Chữ ký số", "Độ tin cậy của người ký")
    names += ("Phiếu thông tin và số liệu trong gói", "Thứ tự gói, kỳ báo cáo, tính trùng lặp")
    names += ("Bản báo cáo PDF và chữ ký trên PDF", "Tên tệp")
    remark = "SIG-07: Chưa có căn cứ tin cậy chứng thư của người ký; đề nghị đăng ký chứng thư."
    checks = tuple(
        SheetCheck(name, "Cần xem lại" if place % 2 else "Đạt", (remark,) if place % 2 else ())
        for place, name in enumerate(names)
    )
    facts = VerificationFacts(
        file=PACKAGE.file,
        sender=PACKAGE.sender,
        report="Báo cáo số 15-BC/ĐU: kết quả thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị về đột phá phát triển",
        period=PACKAGE.period,
        result="HỢP LỆ, CẦN XEM LẠI",
        advice="Gói dùng được; đề nghị xem các cảnh báo.",
        received_at=at,
        comparison_code=PACKAGE.comparison_code,
        data_code=PACKAGE.data_code,
        checks=checks,
        signers=signers,
    )
    content = verification_sheet_content(replace(form(system, is_long=False), header_lines=LINES[system]), facts)
    pdf = render_pdf(content)
    assert page_count(pdf) == 1
    (page,) = measured(pdf)
    assert page.line("1. Nguyễn").baseline < page.line("NGƯỜI XÁC MINH").baseline
    assert sum("17/9/2026" in line.text for line in page.lines) == 3
