"""The checks of document-format.md (e) on rendered pages: every kind, both systems, short and long."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kh57_desktop.documents.content import SAMPLE_MARK, Head, Orientation, Part, Table
from kh57_desktop.documents.kinds.plan import plan_content
from kh57_desktop.documents.layouts import GOVERNMENT, PARTY
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.documents.pdf.head_sizes import head_set
from kh57_desktop.documents.pdf.render import part_pages
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.terms import System
from tests.documents.conftest import Paper, layout_of, printed
from tests.documents.measures import MM, PrintedPage, measured, page_count
from tests.documents.samples import SIGNED_BY_TWO, plan, plan_paper

A4 = (595.28, 841.89)


def numbered_parts(paper: Paper) -> list[tuple[int, Part, int]]:
    """(page from 0, its part, number within the part) of every page."""
    layout = layout_of(paper.kind, paper.system)
    return [
        (place, part, number)
        for place, (part, number) in enumerate(
            (part, number) for part in paper.content.parts for number in range(1, len(part_pages(part, layout)) + 1)
        )
    ]


def test_every_page_is_a4_in_its_parts_orientation(paper: Paper) -> None:
    for place, part, _number in numbered_parts(paper):
        if page := paper.pages.get(place):
            expected = A4 if part.orientation is Orientation.PORTRAIT else A4[::-1]
            assert (page.width, page.height) == pytest.approx(expected, abs=0.5)


def outside_margins(page: PrintedPage) -> list[str]:
    """Texts and lines outside 20/20/30/15 mm by more than 0.5 mm, but for the page number and the sample mark."""
    left, right, top, bottom = 30 * MM, page.width - 15 * MM, 20 * MM, page.height - 20 * MM
    slack = 0.5 * MM
    outside = [
        line.text
        for line in page.lines
        if line.text != SAMPLE_MARK
        and not (line.text.isdigit() and line.baseline < top)
        and (
            line.left < left - slack
            or line.right > right + slack
            or line.baseline - line.sizes[0] * 0.7 < top - slack
            or line.baseline > bottom + slack
        )
    ]
    outside += [
        f"line at {drawn.left:.0f}-{drawn.right:.0f}, {drawn.top:.0f}"
        for drawn in page.drawn
        if drawn.left < left - slack
        or drawn.right > right + slack
        or drawn.top < top - slack
        or drawn.bottom > bottom + slack
    ]
    return outside


def test_nothing_stands_outside_the_margins(paper: Paper) -> None:
    assert {place: found for place, page in paper.pages.items() if (found := outside_margins(page))} == {}


def test_the_margin_check_finds_text_in_the_margin() -> None:
    content = plan_paper(System.GOVERNMENT, is_long=False)
    broken = replace(GOVERNMENT, pages={key: replace(page, right_mm=8) for key, page in GOVERNMENT.pages.items()})
    assert outside_margins(measured(render_pdf(content, layout=broken))[0])


def test_quoc_hieu_and_tieu_de_stand_on_one_line(letterheaded: Paper) -> None:
    whole = "ĐẢNG CỘNG SẢN VIỆT NAM" if letterheaded.is_party else "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    line = letterheaded.first.line(whole)
    assert line.text == whole
    assert line.left > letterheaded.first.width / 2 - 10 * MM


def test_number_and_date_share_a_baseline(letterheaded: Paper) -> None:
    number = letterheaded.first.line("Số" if letterheaded.is_party else "Số:")
    date = letterheaded.first.line("Suối Mơ Thượng, ngày")
    assert number.baseline == pytest.approx(date.baseline, abs=0.5)
    assert number.middle < letterheaded.first.width / 2 < date.middle


def test_the_line_below_the_motto_is_as_long_as_its_text(letterheaded: Paper) -> None:
    text = letterheaded.first.line("ĐẢNG CỘNG SẢN VIỆT NAM" if letterheaded.is_party else "Độc lập - Tự do - Hạnh phúc")
    below = [drawn for drawn in letterheaded.first.drawn if 0 < drawn.top - text.baseline < 8 and drawn.left > 250]
    assert len(below) == 1
    assert below[0].width == pytest.approx(text.width, abs=0.5 * MM)
    assert below[0].left == pytest.approx(text.left, abs=0.5 * MM)


def drawn_below(page: PrintedPage, baseline: float, middle: float) -> list[float]:
    """Lengths of the lines drawn just below a text and centred on it (within 0.5 mm)."""
    return [
        drawn.width
        for drawn in page.drawn
        if drawn.is_horizontal
        and 0 < drawn.top - baseline < 12
        and abs((drawn.left + drawn.right) / 2 - middle) < 0.5 * MM
        and drawn.width < 100 * MM
    ]


def last_line_above_mark(paper: Paper) -> tuple[float, float, float]:
    """Baseline, middle and width of the last line of the trích yếu (or of the period below it)."""
    layout = layout_of(paper.kind, paper.system)
    styles = {layout.span.size, layout.subject.size}
    title = [
        line
        for line in paper.first.lines
        if abs(line.middle - (30 + 82.5) * MM) < 1.5
        and line.sizes[0] in styles
        and line.faces[0].split("-")[1:] in (["Bold"], ["Italic"])
        and line.baseline > paper.first.line("Số").baseline
    ]
    consecutive = [title[0]]
    for line in title[1:]:
        if line.baseline - consecutive[-1].baseline > 22:
            break
        consecutive.append(line)
    return consecutive[-1].baseline, consecutive[-1].middle, consecutive[-1].width


def test_lines_below_issuer_and_subject_are_a_third_to_a_half_and_centred(titled: Paper) -> None:
    issuer = [line for line in titled.first.lines if line.middle < 100 * MM and "Bold" in line.faces[0]]
    issuer = [line for line in issuer if line.baseline < titled.first.line("Số").baseline]
    baseline, middle, width = last_line_above_mark(titled)
    if titled.is_party:
        assert titled.first.line("*").middle == pytest.approx(issuer[-1].middle, abs=0.5 * MM)
        assert titled.first.line("-----").middle == pytest.approx(middle, abs=0.5 * MM)
        assert drawn_below(titled.first, issuer[-1].baseline, issuer[-1].middle) == []
        assert drawn_below(titled.first, baseline, middle) == []
        return
    for place, centre, length in (
        (issuer[-1].baseline, issuer[-1].middle, issuer[-1].width),
        (baseline, middle, width),
    ):
        found = drawn_below(titled.first, place, centre)
        assert len(found) == 1
        assert length / 3 - 0.5 * MM <= found[0] <= length / 2 + 0.5 * MM


def test_page_numbers_begin_on_each_parts_second_page(paper: Paper) -> None:
    layout = layout_of(paper.kind, paper.system)
    for place, part, number in numbered_parts(paper):
        if (page := paper.pages.get(place)) is None:
            continue
        printed_number = [line for line in page.lines if line.baseline < 20 * MM and line.text.isdigit()]
        if number == 1:
            assert printed_number == []
            continue
        assert [line.text for line in printed_number] == [str(number)]
        centre = (30 + layout.pages[part.orientation].text_mm / 2) * MM
        assert printed_number[0].middle == pytest.approx(centre, abs=0.5 * MM)
        assert printed_number[0].sizes == (14,)


def test_every_page_of_a_sample_office_says_so(paper: Paper) -> None:
    for page in paper.pages.values():
        mark = page.line(SAMPLE_MARK)
        assert mark.sizes == (10,)
        assert mark.left == pytest.approx(30 * MM, abs=0.5)
        assert mark.baseline < 20 * MM


def test_recipients_are_level_with_the_first_authority_line(addressed: Paper) -> None:
    authority = addressed.content.parts[0].closing.signature.authority[0]
    page = next(page for page in addressed.pages.values() if any(line.text == "Nơi nhận:" for line in page.lines))
    assert page.line("Nơi nhận:").baseline == pytest.approx(page.line(authority).baseline, abs=1)
    assert page.line("Nơi nhận:").left == pytest.approx(30 * MM, abs=0.5)
    assert page.line(authority).left > page.width / 2 - 10 * MM


def test_signature_is_never_parted_from_two_lines_of_content(addressed: Paper) -> None:
    authority = addressed.content.parts[0].closing.signature.authority[0]
    page = next(page for page in addressed.pages.values() if any(line.text == authority for line in page.lines))
    level = page.line(authority).baseline
    above = {line.baseline for line in page.lines if 20 * MM < line.baseline < level - 1}
    assert len(above) >= 2


def test_every_table_page_begins_with_the_heading_row(paper: Paper) -> None:
    """Upright and across alike: a page that begins with a table begins with its heading, in bold."""
    layout = layout_of(paper.kind, paper.system)
    for place, part, number in numbered_parts(paper):
        page = paper.pages.get(place)
        if page is None or not page.has_grid or number == 1:
            continue
        text = [line for line in page.lines if line.baseline > 20 * MM]
        grid = min((drawn.top for drawn in page.drawn if drawn.width > 100 * MM), default=page.height)
        if min(line.baseline for line in text) < grid:
            continue  # text, a chart's title or its legend stands above
        titles = {
            (table.leaves[0].title, style.size)
            for table in part.blocks
            if isinstance(table, Table) and table.ruled
            for style in [layout.dense_table_heading if table.dense else layout.table_heading]
        }
        zone = [line for line in text if line.baseline - grid < 4 * layout.table_heading.leading]
        assert min(zone, key=lambda line: line.baseline).faces == ("LiberationSerif-Bold",)
        assert any(
            line.text.startswith(title) and line.sizes == (size,) and line.faces == ("LiberationSerif-Bold",)
            for line in zone
            for title, size in titles
        )


def test_two_signatures_are_never_parted_from_two_lines_of_content(system: System, is_long: bool) -> None:
    for kind in SIGNED_BY_TWO:
        paper = printed(kind, system, is_long)
        (table,) = [one for one in paper.content.parts[-1].blocks if isinstance(one, Table) and not one.ruled]
        offices = [column.title for column in table.leaves]
        page = next(
            page
            for _place, page in sorted(paper.pages.items(), reverse=True)
            if any(line.text == offices[0] for line in page.lines)
        )
        level = page.line(offices[0]).baseline
        assert page.line(offices[1]).baseline == pytest.approx(level, abs=0.5)
        above = {line.baseline for line in page.lines if 20 * MM < line.baseline < level - 1}
        assert len(above) >= 2, kind


EXPECTED_STYLES = {
    # start of the line: (face, size) as in document-format.md a3 and b2
    System.GOVERNMENT: {
        "CỘNG HÒA": ("Bold", 13),
        "Độc lập": ("Bold", 14),
        "ỦY BAN": ("Bold", 13),
        "XÃ SUỐI": ("Bold", 13),
        "Số:": ("", 13),
        "Suối Mơ Thượng, ngày": ("Italic", 14),
        "KẾ HOẠCH": ("Bold", 14),
        "Căn cứ": ("Italic", 14),
        "I. MỤC ĐÍCH": ("Bold", 14),
        "1. Mục đích": ("Bold", 14),
        "a) Phát triển": ("", 14),
        "Trên đây": ("", 14),
        "TM. ỦY BAN": ("Bold", 14),
        "KT. CHỦ TỊCH": ("Bold", 14),
        "PHÓ CHỦ TỊCH": ("Bold", 14),
        "Nguyễn Thị Mẫu": ("Bold", 14),
        "Nơi nhận:": ("BoldItalic", 12),
        "- Cơ quan nhận": ("", 11),
        "- Lưu": ("", 11),
    },
    System.PARTY: {
        "ĐẢNG CỘNG": ("Bold", 15),
        "ĐẢNG BỘ": ("", 14),
        "ĐẢNG ỦY": ("Bold", 14),
        "*": ("", 14),
        "Số": ("", 14),
        "Suối Mơ Thượng, ngày": ("Italic", 14),
        "KẾ HOẠCH": ("Bold", 16),
        "Căn cứ": ("", 14),
        "I. MỤC ĐÍCH": ("Bold", 14),
        "1. Mục đích": ("Bold", 14),
        "Trên đây": ("", 14),
        "T/M BAN": ("Bold", 14),
        "K/T BÍ THƯ": ("Bold", 14),
        "PHÓ BÍ THƯ": ("", 14),
        "Nguyễn Thị Mẫu": ("Bold", 14),
        "Nơi nhận:": ("", 14),
        "- Cơ quan nhận": ("", 12),
        "- Lưu": ("", 12),
    },
}


def test_faces_and_sizes_are_those_of_the_rules(system: System) -> None:
    page = printed("plan", system, False).pages[0]
    last = printed("plan", system, False).pages[max(printed("plan", system, False).pages)]
    for start, (face, size) in EXPECTED_STYLES[system].items():
        where = page if any(line.text.startswith(start) for line in page.lines) else last
        line = where.line(start)
        assert (line.faces, line.sizes) == ((f"LiberationSerif-{face}" if face else "LiberationSerif",), (size,)), start


FURTHER_STYLES = {
    # what the plan does not have: (kind, start of the line): (face, size) by a3 and b2
    System.GOVERNMENT: {
        ("reminder", "V/v đôn đốc"): ("", 12),
        ("reminder", "Kính gửi:"): ("", 14),
        ("report", "Kính gửi:"): ("", 14),
        ("report", "(Từ ngày"): ("Italic", 14),
        ("committee-decision", "QUYẾT ĐỊNH"): ("Bold", 14),
        ("committee-decision", "Về việc thành lập"): ("Bold", 14),
        ("committee-decision", "CHỦ TỊCH ỦY BAN"): ("Bold", 14),
        ("committee-decision", "Theo đề nghị"): ("Italic", 14),
        ("committee-decision", "1. Đồng chí"): ("", 14),
        ("helper-group-decision", "ỦY BAN NHÂN DÂN"): ("", 13),
        ("helper-group-decision", "BAN CHỈ ĐẠO"): ("Bold", 13),
        ("task-list", "Phụ lục II"): ("Bold", 14),
        ("task-list", "DANH MỤC NHIỆM VỤ"): ("Bold", 14),
        ("task-list", "(Kèm theo"): ("Italic", 14),
    },
    System.PARTY: {
        ("reminder", "V/v đôn đốc"): ("Italic", 12),
        ("reminder", "Kính gửi:"): ("Italic", 14),
        ("report", "(Từ ngày"): ("Italic", 14),
        ("committee-decision", "QUYẾT ĐỊNH"): ("Bold", 16),
        ("committee-decision", "thành lập Ban"): ("Bold", 15),
        ("committee-decision", "BAN THƯỜNG VỤ ĐẢNG ỦY"): ("Bold", 14),
        ("committee-decision", "- Theo đề nghị"): ("", 14),
        ("helper-group-decision", "BAN CHỈ ĐẠO"): ("Bold", 14),
        ("task-list", "Phụ lục II"): ("Bold", 14),
        ("task-list", "DANH MỤC NHIỆM VỤ"): ("Bold", 15),
        ("task-list", "ĐẢNG CỘNG SẢN"): ("Bold", 15),
        ("task-list", "(Kèm theo"): ("Italic", 14),
    },
}


def test_faces_and_sizes_of_letters_decisions_and_annexes(system: System) -> None:
    for (kind, start), (face, size) in FURTHER_STYLES[system].items():
        page = printed(kind, system, False).first
        texts = [(line.text.replace(NO_BREAK, " "), line) for line in page.lines]
        line = next((line for text, line in texts if text.startswith(start)), None)
        assert line is not None, (kind, start, [text for text, _line in texts])
        name = f"LiberationSerif-{face}" if face else "LiberationSerif"
        assert (line.faces[0], line.sizes) == (name, (size,)), (kind, start)


def test_party_report_has_no_addressee_and_the_government_one_has() -> None:
    shown = {
        system: any(line.text.startswith("Kính gửi:") for line in printed("report", system, True).first.lines)
        for system in System
    }
    assert shown == {System.PARTY: False, System.GOVERNMENT: True}


def test_party_label_of_recipients_is_underlined() -> None:
    paper = printed("plan", System.PARTY, False)
    page = next(page for page in paper.pages.values() if any(line.text == "Nơi nhận:" for line in page.lines))
    label = page.line("Nơi nhận:")
    assert any(
        drawn.left == pytest.approx(label.left, abs=1)
        and drawn.width == pytest.approx(label.width, abs=1)
        and 0 < drawn.top - label.baseline < 4
        for drawn in page.drawn
    )


def test_body_has_first_line_indent_and_leading_within_the_rules(system: System) -> None:
    page = printed("plan", system, True).pages[1]
    start = page.line("- Quán triệt")
    following = [line for line in page.lines if start.baseline < line.baseline < start.baseline + 24]
    assert start.left == pytest.approx(40 * MM, abs=0.5)
    assert following[0].left == pytest.approx(30 * MM, abs=0.5)
    assert following[0].right == pytest.approx(page.width - 15 * MM, abs=0.5)
    assert following[0].baseline - start.baseline == pytest.approx(18, abs=0.1)


@pytest.mark.parametrize("layout", [GOVERNMENT, PARTY], ids=["government", "party"])
def test_paragraphs_are_parted_by_six_points_at_least(layout) -> None:
    for style in (layout.body, layout.basis, layout.section, layout.item):
        assert style.before + style.after >= 6


def test_blanks_are_left_for_number_and_day_by_hand(system: System) -> None:
    page = printed("plan", system, False).pages[0]
    number = page.line("Số")
    assert number.text.endswith("-KH/ĐU" if system is System.PARTY else "/KH-UBND")
    assert number.width > 30 * MM
    assert re.fullmatch(r"Suối Mơ Thượng, ngày\s{5,}tháng 02 năm 2026", page.line("Suối Mơ Thượng, ngày").text)


def test_a_body_without_header_lines_still_prints(system: System) -> None:
    content = plan_paper(system, is_long=False)
    part = replace(content.parts[0], head=replace(content.parts[0].head, upper_lines=(), issuer_lines=()))
    page = measured(render_pdf(replace(content, parts=(part,))), [0])[0]
    assert page.line("Số").baseline == pytest.approx(page.line("Suối Mơ Thượng, ngày").baseline, abs=0.5)


def test_long_place_takes_the_smaller_pair_of_sizes() -> None:
    content = plan_paper(System.GOVERNMENT, is_long=True)
    head = content.parts[0].head
    longer = replace(head, dateline=replace(head.dateline, place="Thành phố Suối Mơ Thượng Đông"))
    part = replace(content.parts[0], head=longer)
    page = measured(render_pdf(replace(content, parts=(part,))), [0])[0]
    assert page.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").sizes == (12,)
    assert page.line("Độc lập").sizes == (13,)
    date = page.line("Thành phố Suối Mơ Thượng Đông, ngày 05 tháng 02 năm 2026")
    assert date.sizes == (13,)


def test_a_long_issuer_takes_the_pair_of_sizes_with_fewer_lines() -> None:
    """Nghị định 30/2020, phụ lục I, mục V: 13 with 14, or 12 with 13, never mixed."""
    committee = "BAN CHỈ ĐẠO VỀ PHÁT TRIỂN KHOA HỌC, CÔNG NGHỆ, ĐỔI MỚI SÁNG TẠO VÀ CHUYỂN ĐỔI SỐ"
    width = GOVERNMENT.pages[Orientation.PORTRAIT].text_mm * MM
    body = head_set(Head((), ("ỦY BAN NHÂN DÂN XÃ SUỐI MƠ THƯỢNG",)), GOVERNMENT, width)
    assert (body.nation.size, body.motto.size) == (13, 14)
    long = head_set(Head(("ỦY BAN NHÂN DÂN XÃ SUỐI MƠ THƯỢNG",), (committee,)), GOVERNMENT, width)
    assert (long.nation.size, long.motto.size, long.issuer.size) == (12, 13, 12)


@pytest.mark.parametrize("system", list(System), ids=str)
def test_the_verification_sheet_of_a_package_without_findings_is_one_page(system: System) -> None:
    assert page_count(printed("verification-sheet", system, False).pdf) == 1


@pytest.mark.parametrize("issuer", ["ỦY BAN NHÂN DÂN XÃ TAM ĐƯỜNG", "ỦY BAN NHÂN DÂN XÃ ÔN", "ỦY BAN NHÂN DÂN TỈNH X"])
def test_the_issuer_stands_six_millimetres_from_the_nation(issuer: str) -> None:
    short, sections = plan(System.GOVERNMENT, is_long=False)
    (page, *_rest) = measured(render_pdf(plan_content(short, sections, header_lines=(issuer,), symbol="UBND")))
    nation = page.line("CỘNG HÒA")
    left = [line for line in page.lines if line.baseline < nation.baseline + 40 and line.left < nation.left]
    assert nation.left - max(line.right for line in left if line.text.isupper()) >= 6 * MM - 0.5
