"""Word's numbers are counted again, by the rules of its lists: what it prints is what the paper says."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.documents.content import Content, Heading, Level, Paragraph, Part
from kh57_desktop.documents.word import render_docx
from kh57_desktop.domain.terms import System
from tests.documents.samples import PAPERS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LETTERS = " abcdefghijklmnopqrstuvwxyz"


def printed_numbers(data: bytes) -> list[str]:
    """What Word prints before each paragraph of text, "" where nothing."""
    document = docx.Document(io.BytesIO(data))
    numbering = document.part.numbering_part.element
    forms = {form.get(qn("w:abstractNumId")): form for form in numbering.findall(f"{W}abstractNum")}
    lists = {one.get(qn("w:numId")): one for one in numbering.findall(f"{W}num")}
    counts: dict[str, list[int]] = {}
    shown = []
    for paragraph in document.paragraphs:
        reference = paragraph._p.find(f"{W}pPr/{W}numPr")
        if reference is None:
            shown.append("")
            continue
        number = reference.find(f"{W}numId").get(qn("w:val"))
        level = int(reference.find(f"{W}ilvl").get(qn("w:val")))
        entry = lists[number]
        form = forms[entry.find(f"{W}abstractNumId").get(qn("w:val"))]
        start = entry.find(f"{W}lvlOverride/{W}startOverride")
        first = int(start.get(qn("w:val"))) if start is not None else 1
        counted = counts.setdefault(number, [])
        while len(counted) <= level:
            counted.append((first if not counted else 1) - 1)
        del counted[level + 1 :]
        counted[level] += 1
        levels = form.findall(f"{W}lvl")
        text = levels[level].find(f"{W}lvlText").get(qn("w:val"))
        for place, value in enumerate(counted):
            kind = levels[place].find(f"{W}numFmt").get(qn("w:val"))
            words = {"upperRoman": ROMAN, "lowerLetter": LETTERS}.get(kind)
            text = text.replace(f"%{place + 1}", words[value] if words else str(value))
        shown.append(text)
    return shown


def whole_lines(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    lines = []
    for number, paragraph in zip(printed_numbers(data), document.paragraphs, strict=True):
        text = paragraph.text.replace("\u00a0", " ")
        lines.append(f"{number} {text}".strip())
    return [line for line in lines if line]


def content(*blocks) -> Content:
    return Content(System.GOVERNMENT, "Tên", (Part(blocks),))


MARKERS = st.one_of(
    st.sampled_from(["I.", "II.", "III.", "IV.", "VI.", "IIII."]),
    st.integers(0, 6).map(lambda number: f"{number}."),
    st.tuples(st.integers(1, 3), st.integers(0, 3)).map(lambda pair: f"{pair[0]}.{pair[1]}."),
    st.tuples(st.integers(1, 2), st.integers(1, 2), st.integers(1, 3)).map(lambda three: "{}.{}.{}.".format(*three)),
    st.sampled_from(["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "-", "+", "", "1.1", "1)", "(1)", "*", "01."]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(MARKERS, st.sampled_from([*Level, None])), min_size=1, max_size=25))
def test_no_number_is_ever_changed(marked):
    blocks = [
        Paragraph(f"chữ {place}", marker) if level is None else Heading(level, marker, f"chữ {place}")
        for place, (marker, level) in enumerate(marked)
    ]
    # a part's name and its title stand on lines of their own
    between = ["\n" if level is Level.PART else " " for _marker, level in marked]
    wanted = [f"{block.marker}{gap}{block.text}".strip() for block, gap in zip(blocks, between, strict=True)]
    assert whole_lines(render_docx(content(*blocks))) == wanted


def test_usual_numbers_are_words_own():
    blocks = (
        Heading(Level.SECTION, "I.", "MỤC ĐÍCH"),
        Heading(Level.ITEM, "1.", "Một"),
        Heading(Level.SUB_ITEM, "1.1.", "Một một"),
        Paragraph("gạch", "-"),
        Heading(Level.SUB_ITEM, "1.2.", "Một hai"),
        Heading(Level.POINT, "a)", "a"),
        Heading(Level.POINT, "b)", "b"),
        Heading(Level.SECTION, "II.", "YÊU CẦU"),
        Heading(Level.ITEM, "1.", "Lại một"),
        Paragraph("Hai.", "2."),
    )
    numbers = printed_numbers(render_docx(content(*blocks)))
    assert numbers[: len(blocks)] == [block.marker for block in blocks]


def test_articles_are_words_own_numbers_and_bold():
    blocks = [Paragraph("nội dung", f"Điều {place}.", is_marker_bold=True) for place in (1, 2, 4)]
    data = render_docx(content(*blocks, Paragraph("tiếp", "Điều 5a.", is_marker_bold=True)))
    assert printed_numbers(data)[:4] == ["Điều 1.", "Điều 2.", "Điều 4.", ""]
    document = docx.Document(io.BytesIO(data))
    assert [run.bold for run in document.paragraphs[3].runs] == [True, None]
    (form,) = [one for one in document.part.numbering_part.element.iter(f"{W}lvl") if "Điều" in str(lvl_text(one))]
    assert form.find(f"{W}rPr/{W}b") is not None


def lvl_text(level) -> str | None:
    return level.find(f"{W}lvlText").get(qn("w:val"))


def test_a_lettered_list_beyond_d_is_text_since_word_has_no_d_with_stroke():
    longer = [Paragraph("chữ", f"{letter})") for letter in "abcdđe"]
    assert set(printed_numbers(render_docx(content(*longer)))) == {""}
    assert printed_numbers(render_docx(content(*longer[:4])))[:4] == ["a)", "b)", "c)", "d)"]


def test_plans_and_reports_keep_every_number(system, is_long):
    for kind in ("plan", "report"):
        made = PAPERS[kind](system, is_long=is_long)
        wanted = [
            f"{block.marker} {block.text}".strip()
            for part in made.parts
            for block in part.blocks
            if isinstance(block, Heading | Paragraph)
        ]
        lines = whole_lines(render_docx(made))
        assert [line for line in lines if line in set(wanted)] == wanted
