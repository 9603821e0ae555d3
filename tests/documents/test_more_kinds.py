"""Decisions, letters, forms and slips: what stands where on the page, and what is never parted or lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.documents.content import Column, Orientation, Paragraph, Part, Role, Row, Table
from kh57_desktop.documents.kinds.parts import in_sentence, short_form, signatures
from kh57_desktop.documents.kinds.summary import MOST_LATE, MOST_PROPOSALS
from kh57_desktop.documents.layouts import MM, layout_for
from kh57_desktop.documents.pdf.atoms import Rule, Text, Upright
from kh57_desktop.documents.pdf.render import part_pages
from kh57_desktop.domain.terms import System
from tests.documents.conftest import printed
from tests.documents.measures import text_of, words
from tests.documents.samples import UNITS

FORMS = ("work-list", "work-order", "hand-over-slip", "hand-over-record", "verification-sheet")
"""Kinds that two people sign side by side."""


@pytest.mark.parametrize("kind", ["reminder"])
def test_the_subject_of_a_letter_stands_below_its_number(system: System, kind: str, is_long: bool) -> None:
    page = printed(kind, system, is_long).first
    number, subject = page.line("Số"), page.line("V/v")
    assert subject.middle == pytest.approx(number.middle, abs=1)
    assert 0 < subject.baseline - number.baseline < 30
    assert subject.sizes == (12,)
    assert subject.faces == (("LiberationSerif-Italic",) if system is System.PARTY else ("LiberationSerif",))
    label = page.line("Kính gửi:")
    assert label.baseline > subject.baseline
    assert label.faces[0] == ("LiberationSerif-Italic" if system is System.PARTY else "LiberationSerif")


def test_dashes_of_several_addressees_stand_under_the_colon(system: System) -> None:
    page = printed("reminder", system, True).first
    label = page.line("Kính gửi:")
    for unit in UNITS:
        assert page.line(f"- {unit.name[:12]}").left == pytest.approx(label.right - 3, abs=3)


@pytest.mark.parametrize("kind", ["committee-decision", "helper-group-decision"])
def test_articles_have_bold_numbers_and_regular_text_on_one_line(system: System, kind: str) -> None:
    paper = printed(kind, system, False)
    found = [line for page in paper.pages.values() for line in page.lines if line.text.startswith("Điều")]
    numbers = [line for line in found if re.match(r"Điều\s[1-9]\. \w", line.text)]
    assert len(numbers) == 3
    for line in numbers:
        assert line.left == pytest.approx(40 * MM, abs=0.5)
        assert line.faces == ("LiberationSerif-Bold", "LiberationSerif")
        assert line.right <= paper.first.width - 15 * MM + 0.5


def test_a_decision_says_who_decides_before_and_what_after_its_bases() -> None:
    """Government: who, căn cứ, QUYẾT ĐỊNH:; Party: căn cứ, then both in one line (d5)."""
    orders = {}
    for system in System:
        page = printed("committee-decision", system, False).first
        middle = [line for line in page.lines if line.faces == ("LiberationSerif-Bold",) and line.sizes == (14,)]
        centred = [line for line in middle if abs(line.middle - (30 + 82.5) * MM) < 2]
        bases = page.line("- Căn cứ" if system is System.PARTY else "Căn cứ").baseline
        orders[system] = [(line.text, line.baseline > bases) for line in centred if line.text.isupper()]
    assert orders[System.PARTY] == [("BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH", True)]
    assert orders[System.GOVERNMENT][-2:] == [
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI MƠ THƯỢNG", False),
        ("QUYẾT ĐỊNH:", True),
    ]


def test_bases_end_as_their_system_asks(system: System) -> None:
    blocks = printed("committee-decision", system, False).content.parts[0].blocks
    ends = [block.text[-1] for block in blocks if isinstance(block, Paragraph) and block.role is Role.BASIS]
    assert ends == [";", ";", "," if system is System.PARTY else "."]


@pytest.mark.parametrize("kind", FORMS)
def test_two_signatures_stand_level_without_lines_below_two_lines_of_text(
    system: System, kind: str, is_long: bool
) -> None:
    paper = printed(kind, system, is_long)
    table = paper.content.parts[-1].blocks[-1]
    assert isinstance(table, Table)
    assert not table.ruled
    place = max(paper.pages)
    page = paper.pages[place]
    left, right = (page.line(column.title) for column in table.leaves)
    assert left.baseline == right.baseline
    assert left.middle < page.width / 2 < right.middle
    assert left.faces == ("LiberationSerif-Bold",)
    assert left.sizes == (14,)
    assert not [drawn for drawn in page.drawn if drawn.top > left.baseline - 10]
    above = {line.baseline for line in page.lines if 20 * MM < line.baseline < left.baseline - 1}
    assert len(above) >= 2


@pytest.mark.parametrize("kind", ["summary", "hand-over-slip"])
def test_a_sheet_for_the_hand_is_one_page(system: System, kind: str, is_long: bool) -> None:
    assert list(printed(kind, system, is_long).pages) == [0]


def test_the_summary_shows_five_tasks_with_codes_and_three_proposals(system: System) -> None:
    text = " ".join(words(text_of(printed("summary", system, True).pdf)))
    assert len(re.findall(r"\bN1\d\d\b", text)) == MOST_LATE
    assert "05 nhiệm vụ quá hạn lâu nhất trong tổng số 12" in text
    assert re.findall(r"\b(\d)\. Quán triệt", text) == [str(place + 1) for place in range(MOST_PROPOSALS)]


def test_each_order_is_a_page_of_its_own_with_its_six_rows(system: System) -> None:
    paper = printed("work-order", system, True)
    assert len(paper.pages) == 4
    for page in paper.pages.values():
        assert [page.line(f"Rõ {word}").text for word in ("việc", "người", "thời gian", "trách nhiệm")]


ROWS = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 900)), min_size=1, max_size=25)


@given(rows=ROWS, filler=st.integers(0, 45), system=st.sampled_from(System), orientation=st.sampled_from(Orientation))
def test_two_signatures_never_stand_alone_on_a_page(
    rows: list[tuple[int, int]], filler: int, system: System, orientation: Orientation
) -> None:
    """After a table of any height; every row once, the heading on every page, nothing drawn at the signatures."""
    columns = (Column("TT", 10), Column("Việc", 60), Column("Ghi chú", 60))
    made = tuple(Row((place, "việc " * short, "chữ " * long)) for place, (short, long) in enumerate(rows))
    blocks = (*[Paragraph("dòng")] * filler, Table(columns, made), signatures(("BÊN GIAO", "A"), ("BÊN NHẬN", "")))
    layout = layout_for(system)
    paper = layout.pages[orientation]
    height = (paper.height_mm - paper.top_mm - paper.bottom_mm) * MM
    pages = part_pages(Part(blocks, orientation), layout)
    signed = []
    for page in pages:
        for top, atom in page.atoms:
            assert top + atom.height <= height + 0.02
            texts = [mark.text for mark in atom.marks if isinstance(mark, Text)]
            if "BÊN GIAO" in texts:
                signed.append(page)
                assert not any(isinstance(mark, Rule | Upright) for mark in atom.marks)
                above = {
                    round(upper + mark.y)
                    for upper, other in page.atoms
                    if other is not atom and not any(one.running is other for _top, one in page.atoms)
                    for mark in other.marks
                    if isinstance(mark, Text)
                }
                assert above
    assert len(signed) == 1
    pieces = [atom for page in pages for _top, atom in page.atoms if len(atom.verticals) == 4]
    numbers = [
        mark.text
        for atom in pieces
        for mark in atom.marks
        if isinstance(mark, Text) and mark.x < atom.verticals[1] and mark.text
    ]
    assert numbers == [str(place) for place in range(len(rows))]


def test_titles_inside_sentences_begin_small_unless_in_capitals() -> None:
    assert in_sentence("Thực hiện Nghị quyết") == "thực hiện Nghị quyết"
    assert in_sentence("UBND xã báo cáo") == "UBND xã báo cáo"


@given(text=st.text("ab ,.", max_size=80), letters=st.integers(5, 40))
def test_short_forms_are_never_longer_than_asked(text: str, letters: int) -> None:
    made = short_form(text, letters)
    assert len(made) <= letters + 1
    assert made.endswith("…") or made == " ".join(text.split())
