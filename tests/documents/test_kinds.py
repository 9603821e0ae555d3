"""Domain values to content: what is a heading, where tables stand, what an empty figure prints."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kh57_desktop.documents.content import (
    Addressees,
    Column,
    GroupRow,
    Heading,
    Level,
    Paragraph,
    Role,
    Row,
    Sign,
    Table,
    Title,
    cell_text,
    short_date,
)
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.outline import outline_blocks
from kh57_desktop.documents.kinds.parts import attached_to, closing_of, dateline, roman, sign_of, without_as_above
from kh57_desktop.documents.kinds.plan import plan_content, preamble_in_form
from kh57_desktop.documents.kinds.report import report_content
from kh57_desktop.documents.kinds.report_tables import corrections_table, evaluation, target_text, totals_table
from kh57_desktop.documents.kinds.task_list import task_list_content
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.plans import Section
from kh57_desktop.domain.reports import Correction, ReportFigures, TargetFigure, TotalsRow
from kh57_desktop.domain.terms import Mark, System
from tests.documents.measures import measured
from tests.documents.samples import (
    LINES,
    UNITS,
    committee_paper,
    figures,
    groups,
    indicator,
    plan,
    plan_paper,
    report,
    report_paper,
    tasks,
)


def test_headings_are_what_does_not_end_as_a_sentence_and_has_something_below() -> None:
    blocks = outline_blocks(
        (
            "1. Mục đích",
            "- Nâng cao nhận thức.",
            "2. Các cơ quan, đơn vị",
            "a) Phát triển hạ tầng",
            "- Phủ sóng 5G;",
            "3. Công an xã: bảo đảm an ninh mạng.",
            "4. Hội Nông dân xã",
            "5. Đoàn Thanh niên xã",
        )
    )
    assert [(block.level, block.marker) for block in blocks if isinstance(block, Heading)] == [
        (Level.ITEM, "1."),
        (Level.ITEM, "2."),
        (Level.POINT, "a)"),
    ]
    texts = [f"{block.marker} {block.text}" for block in blocks if isinstance(block, Paragraph)]
    assert texts[-2:] == ["4. Hội Nông dân xã", "5. Đoàn Thanh niên xã"]


def test_outline_keeps_every_word_in_order() -> None:
    paragraphs = ("1.1. Một hai:", "- ba", "+ bốn", "(1) năm", "sáu 1.2. bảy", "đ) tám", "x) chín", "12 người", "-mười")
    printed = [f"{block.marker} {block.text}".strip() for block in outline_blocks(paragraphs)]
    assert printed == list(paragraphs)


def test_rows_read_from_a_word_table_become_a_table_again() -> None:
    blocks = outline_blocks(
        (
            "5. Bảng chỉ tiêu theo dõi hằng năm",
            "TT | Chỉ tiêu | Đơn vị tính | 2030 | 2035",
            "(1) | (2) | (3) | (4) | (5)",
            "I | Hạ tầng số",
            "1 | Tỷ lệ hộ gia đình có Internet | % | ≥ 90 | 100",
            "2 | Số điểm Wi-Fi | điểm | 15 | ",
            "Sau bảng là chữ.",
        )
    )
    heading, table, text = blocks
    assert isinstance(heading, Heading)
    assert isinstance(table, Table)
    assert isinstance(text, Paragraph)
    assert [column.title for column in table.leaves] == ["TT", "Chỉ tiêu", "Đơn vị tính", "2030", "2035"]
    assert table.numbered
    assert table.rows[0] == GroupRow("I", "Hạ tầng số")
    assert table.rows[2] == Row(("2", "Số điểm Wi-Fi", "điểm", "15", ""))


@pytest.mark.parametrize("rows", [("a | b", "c | d"), ("một | hai | ba", "1 | 2 | 3 | 4")])
def test_what_makes_no_table_stays_text(rows: tuple[str, ...]) -> None:
    assert [block.text for block in outline_blocks(rows) if isinstance(block, Paragraph)] == list(rows)


def test_a_plan_without_preamble_prints_its_bases_with_the_ends_of_its_system() -> None:
    for system, first, last in (
        (System.GOVERNMENT, "Căn cứ Luật A;", "Căn cứ Nghị quyết B."),
        (System.PARTY, "Căn cứ Luật A;", "Căn cứ Nghị quyết B,"),
    ):
        made, sections = plan(system, is_long=False)
        made = replace(made, preamble=(), bases=("Luật A", "Nghị quyết B"))
        content = plan_content(made, sections, header_lines=LINES[system], symbol="ĐU")
        bases = [
            block for block in content.parts[0].blocks if isinstance(block, Paragraph) and block.role is Role.BASIS
        ]
        assert [base.text for base in bases] == [first, last]
        assert {base.marker for base in bases} == {"-" if system is System.PARTY else ""}


def test_signs_are_split_as_printed_or_left_blank_with_the_kinds_symbol() -> None:
    assert sign_of("07/KH-UBND", kind="Kế hoạch", symbol="UBND", system=System.GOVERNMENT) == Sign("07", "/KH-UBND")
    assert sign_of("07-KH/ĐU", kind="Kế hoạch", symbol="ĐU", system=System.PARTY) == Sign("07", "-KH/ĐU")
    assert sign_of(None, kind="Chương trình hành động", symbol="ĐU", system=System.PARTY) == Sign("", "-CTr/ĐU")
    assert sign_of("", kind="Báo cáo", symbol="UBND", system=System.GOVERNMENT) == Sign("", "/BC-UBND")


def test_dates_are_padded_as_the_rules_say() -> None:
    assert dateline("Suối Mơ", "2026-02-05").day_words == "ngày 05 tháng 02 năm 2026"
    assert dateline("Suối Mơ", "2026-09-15").day_words == "ngày 15 tháng 9 năm 2026"
    assert dateline("Suối Mơ", None).year == ""
    text = attached_to("Kế hoạch", Sign("05", "/KH-UBND"), dateline("", "2026-01-05"), "Ủy ban nhân dân xã")
    assert text == "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã)"


def test_recipients_lose_their_own_dashes_and_ends() -> None:
    closing = closing_of(SignatureBlock("TM.", "", "CHỦ TỊCH", ""), ("- Như trên;", "UBND tỉnh (b/c),"), "- Lưu: VT.")
    assert closing.recipients == ("Như trên", "UBND tỉnh (b/c)")
    assert closing.filing == "Lưu: VT"
    assert closing.signature.authority == ("TM.",)


def test_only_the_government_report_has_kinh_gui() -> None:
    def addressees(system: System) -> list[Addressees]:
        blocks = report_paper(system, is_long=True).parts[0].blocks
        return [block for block in blocks if isinstance(block, Addressees)]

    assert addressees(System.GOVERNMENT) == [Addressees(("Ủy ban nhân dân tỉnh Sơn Khê", "Sở Khoa học và Công nghệ"))]
    assert addressees(System.PARTY) == []


def test_report_tables_follow_their_items() -> None:
    blocks = report_paper(System.GOVERNMENT, is_long=False).parts[0].blocks
    order = [
        block.marker if isinstance(block, Heading) else len(block.leaves)
        for block in blocks
        if isinstance(block, Table) or (isinstance(block, Heading) and block.level is not Level.POINT)
    ]
    assert order == ["I.", "II.", "1.", 9, "2.", 8, "III."]


def test_report_text_edited_without_items_still_has_both_tables() -> None:
    made = report_paper(System.GOVERNMENT, is_long=False)
    assert sum(isinstance(block, Table) for block in made.parts[0].blocks) == 2


def test_the_days_are_told_once_where_the_title_names_them() -> None:
    def title(words: str) -> Title:
        made = report(System.PARTY, is_long=False)
        first, last = made.data_from, made.data_to
        words = words.format(first=short_date(first), last=short_date(last))
        return next(
            block for block in report_content(replace(made, title=words)).parts[0].blocks if isinstance(block, Title)
        )

    assert title("Kết quả quý III năm 2026").span.startswith("(Từ ngày ")
    assert title("Sơ kết 03 năm (từ ngày {first} đến ngày {last})").span == ""


def test_a_correction_names_its_tasks_in_words() -> None:
    lines = (
        Correction("", "Số nhiệm vụ quá hạn", "1", "0", "Nhầm"),
        Correction("N6", "Trạng thái", "Quá hạn", "Hoàn thành đúng hạn", "Nhầm"),
        Correction("N6", "Tiến độ", "", "100 %", "Nhầm"),
        Correction("C1", "Tỷ lệ thôn có cáp quang", "85 %", "51 %", "Nhầm"),
        Correction("N9", "Nhiệm vụ đưa ra khỏi báo cáo", "Tập huấn", "không có", "Nhầm"),
    )
    rows = corrections_table(lines, {"N6": "Kiện toàn Ban Chỉ đạo"}).rows
    assert [row.title if isinstance(row, GroupRow) else cell_text(row.cells[0]) for row in rows] == [
        "Số liệu tổng hợp", "1", "Nhiệm vụ: Kiện toàn Ban Chỉ đạo", "2", "3", "Chỉ tiêu", "4",
        "Nội dung bổ sung, đưa ra khỏi báo cáo", "5",
    ]  # fmt: skip
    assert [row.cells[2:4] for row in rows if isinstance(row, Row)][2:4] == [("-", "100%"), ("85%", "51%")]


def test_an_empty_denominator_prints_a_dash_and_shares_name_their_fraction() -> None:
    empty = ReportFigures((), (), (), (TotalsRow("Nhóm", "1", done_on_time=2, overdue=1),), (), TotalsRow("", ""))
    rows = [row for row in totals_table(empty).rows if isinstance(row, Row)]
    assert rows[0].cells[-1] == "66,7\n(2/3)"
    assert rows[1].cells[-1] == "-"
    assert rows[1].is_total


def test_evaluations_are_words() -> None:
    words = [evaluation(row) for row in figures(3).indicators]
    assert words == ["Đạt", "Chưa đạt", "Chưa đạt", "Chưa có số liệu", "Không áp dụng"]
    assert evaluation(indicator(9, Mark.VALUE, Decimal(1))) == "Không đánh giá kỳ này"
    assert evaluation(replace(figures(2).indicators[1], is_due=False)) == "Đang thực hiện"


def test_targets_keep_their_operator_and_comma() -> None:
    def target(comparator: str, value: str | None, most: str | None = None, words: str = "") -> str:
        decimals = [None if text is None else Decimal(text) for text in (value, most)]
        return target_text(TargetFigure(2026, comparator, decimals[0], decimals[1], words))

    assert target(">=", "85") == "≥ 85"
    assert target(">", "0.65") == "> 0,65"
    assert target("=", "1", "2") == "1-2"
    assert target("=", None, words="Duy trì") == "Duy trì"


@pytest.mark.parametrize(("position", "row"), [(-1, 0), (9, -1)])
def test_tasks_without_group_stand_where_they_came_in_and_not_ours_is_said(position: int, row: int) -> None:
    made, _sections = plan(System.GOVERNMENT, is_long=False)
    some = (*tasks(3), replace(tasks(1)[0], id="x", group_id=None, is_ours=False, position=position))
    content = task_list_content(made, groups(), some, UNITS, header_lines=LINES[System.GOVERNMENT], symbol="UBND")
    table = next(block for block in content.parts[0].blocks if isinstance(block, Table))
    found = table.rows[row]
    assert isinstance(found, Row)
    assert found.cells[-1] == "Không thuộc trách nhiệm của xã"
    assert cell_text(found.cells[4]) == "05/6/2026"
    assert isinstance(table.rows[0], GroupRow) is (row == -1)
    assert [one.title for one in table.rows if isinstance(one, GroupRow)][-1:] == (
        ["Nhiệm vụ khác"] if row else [groups()[-1].title]
    )


def test_party_annex_repeats_the_header_without_number_and_is_signed() -> None:
    made, _sections = plan(System.PARTY, is_long=True)
    part = task_list_content(made, groups(), tasks(3), UNITS, header_lines=LINES[System.PARTY], symbol="ĐU").parts[0]
    assert part.head is not None
    assert part.head.sign is None
    assert part.closing is not None
    assert part.closing.recipients == ()


def test_committee_members_stand_in_order_of_rank_with_what_they_answer_for() -> None:
    content = committee_paper(System.PARTY, is_long=False)
    table = next(block for block in content.parts[1].blocks if isinstance(block, Table))
    rows = [row.cells for row in table.rows if isinstance(row, Row)]
    assert [cells[3] for cells in rows] == ["Trưởng ban", "Ủy viên", "Ủy viên"]
    assert "Nhóm nhiệm vụ 2: Nhóm giải pháp 2" in str(rows[1][4])
    assert rows[2][5] == "- Công an xã"


def test_columns_are_refitted_only_where_that_saves_paper() -> None:
    columns = (Column("TT", 10), Column("Nội dung", 80), Column("Chủ trì", 40), Column("Ghi chú", 40))
    long_rows = [Row((1, "dài " * 60, "ngắn", "")) for _ in range(10)]
    widened = fitted(columns, long_rows)
    assert widened[1].width > 80
    assert sum(column.width for column in widened) == pytest.approx(170, abs=0.5)
    assert widened[0].width == 10
    assert fitted(columns, [Row((1, "ngắn", "ngắn", ""))]) == columns


def test_a_row_with_the_wrong_number_of_cells_cannot_be_expressed() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table((Column("A", 1),), (Row(("x", "y")),))


def test_kinds_are_printed_in_capitals_and_group_numbers_in_roman() -> None:
    title = plan_paper(System.PARTY, is_long=True).parts[0].blocks[0]
    assert isinstance(title, Title)
    assert title.kind == "KẾ HOẠCH"
    assert [roman(number) for number in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]


def test_a_number_below_ten_is_padded() -> None:
    assert sign_of("7/KH-UBND", kind="Kế hoạch", symbol="UBND", system=System.GOVERNMENT) == Sign("07", "/KH-UBND")
    assert sign_of("127-KH/ĐU", kind="Kế hoạch", symbol="ĐU", system=System.PARTY) == Sign("127", "-KH/ĐU")


def test_articles_parts_and_party_numbers_head_what_follows() -> None:
    blocks = outline_blocks(
        (
            "I. ĐẾN NĂM 2030",
            "1- Mục đích",
            "- Nâng cao nhận thức.",
            "Điều 1. Phạm vi",
            "1. Trên địa bàn xã.",
            "Điều 2. Kế hoạch có hiệu lực từ ngày ký.",
        )
    )
    headings = [(block.level, block.marker) for block in blocks if isinstance(block, Heading)]
    assert headings == [(Level.ITEM, "I."), (Level.ITEM, "1-"), (Level.ITEM, "Điều 1.")]
    last = blocks[-1]
    assert isinstance(last, Paragraph)
    assert (last.marker, last.is_marker_bold) == ("Điều 2.", True)


@pytest.mark.parametrize("number", ["PHẦN THỨ BA", "Phần thứ nhất", "Chương I"])
def test_a_part_has_its_name_and_its_title_on_lines_of_their_own(number: str) -> None:
    section = Section("s", "p", number, "Tổ chức thực hiện", ("1. Giao Văn phòng theo dõi.",), 1)
    blocks = plan_content(
        plan(System.GOVERNMENT, is_long=False)[0], [section], header_lines=LINES[System.GOVERNMENT], symbol="UBND"
    )
    heading = next(block for block in blocks.parts[0].blocks if isinstance(block, Heading))
    assert heading == Heading(Level.PART, number, "TỔ CHỨC THỰC HIỆN")
    lines = [line for page in measured(render_pdf(blocks)) for line in page.lines]
    name = next(place for place, line in enumerate(lines) if line.text == number)
    assert lines[name + 1].text == "TỔ CHỨC THỰC HIỆN"
    assert lines[name].middle == pytest.approx(lines[name + 1].middle, abs=0.5)
    assert lines[name].faces == lines[name + 1].faces == ("LiberationSerif-Bold",)


def test_a_typed_basis_gets_the_papers_own_words_and_marks_once() -> None:
    short, _sections = plan(System.GOVERNMENT, is_long=False)
    typed = replace(short, preamble=(), bases=("Căn cứ Luật Giao dịch điện tử;", "Nghị quyết số 57,"))
    blocks = plan_content(typed, [], header_lines=LINES[System.GOVERNMENT], symbol="UBND").parts[0].blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph) and block.role is Role.BASIS] == [
        "Căn cứ Luật Giao dịch điện tử;",
        "Căn cứ Nghị quyết số 57.",
    ]


def test_a_group_row_is_one_also_where_its_empty_cells_were_joined() -> None:
    for row in ("I | Hạ tầng số", "I | Hạ tầng số |  | ", "I | Hạ tầng số | | "):
        (table,) = outline_blocks(("STT | Nội dung | Đơn vị | Thời hạn", row, "1 | Phủ sóng | Phòng Văn hóa | 2026"))
        assert isinstance(table, Table)
        assert table.rows[0] == GroupRow("I", "Hạ tầng số")


def test_a_column_of_sentences_holds_two_words_to_the_line() -> None:
    (table,) = outline_blocks(
        (
            "STT | Nội dung | Đơn vị chủ trì | Ghi chú",
            "1 | " + "Phủ sóng và kết nối các thôn " * 12 + " | Phòng Văn hóa - Xã hội | ",
        )
    )
    assert isinstance(table, Table)
    assert table.leaves[2].width >= len("Phòng Văn") + 2


def test_a_preamble_in_the_governments_form_has_its_marks_and_names_its_issuer() -> None:
    party = (
        "- Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;",
        "- Xét đề nghị của Văn phòng Đảng uỷ,",
        "Ban Thường vụ Đảng uỷ ban hành Kế hoạch như sau:",
    )
    issuer, now = "Ban Thường vụ Đảng ủy", "Ủy ban nhân dân xã Suối Mơ"
    made = preamble_in_form(party, System.GOVERNMENT, issuer=issuer, now=now)
    assert made == (
        "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;",
        "Theo đề nghị của Văn phòng Đảng uỷ.",
        "Ủy ban nhân dân xã Suối Mơ ban hành Kế hoạch như sau:",
    )
    back = preamble_in_form(made, System.PARTY, issuer=now, now=issuer)
    assert back == tuple(line.replace("Ban Thường vụ Đảng uỷ ban", f"{issuer} ban") for line in party)
    assert preamble_in_form(party, System.PARTY, issuer="", now=now, last_basis_end=".")[1].endswith("uỷ.")


def test_as_above_stands_only_below_names_that_stand_above() -> None:
    assert without_as_above(("Như trên;", "- như trên", "UBND tỉnh;")) == ("UBND tỉnh;",)
    short = report(System.GOVERNMENT, is_long=False)
    named = replace(short, recipients=("Như trên", "Lãnh đạo xã"))
    assert report_content(named).parts[0].closing.recipients == ("Như trên", "Lãnh đạo xã")
    for unnamed in (replace(named, addressee=""), replace(named, system=System.PARTY)):
        assert report_content(unnamed).parts[0].closing.recipients == ("Lãnh đạo xã",)
