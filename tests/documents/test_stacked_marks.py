"""Ề Ữ Ợ Ỵ Ẫ: capitals with two marks are whole in headings and cells, on the pixels of the rendered page."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from kh57_desktop.documents.content import (
    AnnexTitle,
    Column,
    Content,
    Heading,
    Level,
    Orientation,
    Paragraph,
    Part,
    Row,
    Table,
    Title,
)
from kh57_desktop.documents.layouts import Layout, layout_for
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.terms import System
from tests.documents.measures import PrintedLine, measured

SCALE = 6
CAPITALS = "Ề Ữ Ợ Ỵ Ẫ Ặ Ể Ỗ"
ABOVE, BELOW = 0.94, 0.2
"""Of the size: where the ink of these letters lies around the baseline."""

PLACES = {
    "title": (Title(CAPITALS, CAPITALS),),
    "annex": (AnnexTitle("Phụ lục", CAPITALS),),
    "section": (Heading(Level.SECTION, "I.", CAPITALS), Paragraph("pgqy " * 30)),
    "under-text": (Paragraph("pgqyj " * 20), Paragraph(f"{CAPITALS} " * 12)),
    "cell": (Table((Column("TT", 20), Column(CAPITALS, 80)), (Row((1, CAPITALS)), Row((2, f"pgqy\n{CAPITALS}")))),),
}


def lines_of(pdf: bytes) -> tuple[Image.Image, list[PrintedLine]]:
    (page,) = measured(pdf, [0])
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=SCALE).to_pil().convert("L")
    return picture, [line for line in page.lines if "Ữ" in line.text]


def ink(picture: Image.Image, line: PrintedLine) -> int:
    """Dark pixels of one line of text."""
    size = line.sizes[0]
    box = (line.left - 0.5, line.baseline - ABOVE * size, line.right + 0.5, line.baseline + BELOW * size)
    part = picture.crop(tuple(round(value * SCALE) for value in box))
    return sum(count for value, count in enumerate(part.histogram()) if value < 128)


def roomy(layout: Layout) -> Layout:
    """The same faces and sizes with so much room that nothing can touch a letter."""
    names = ("kind", "subject", "annex_title", "section", "body", "table", "table_heading")
    return replace(layout, **{name: replace(getattr(layout, name), leading=60) for name in names})


@pytest.mark.parametrize("place", PLACES)
def test_no_mark_is_cut_or_touched(system: System, place: str) -> None:
    content = Content(system, "x", (Part(PLACES[place], Orientation.PORTRAIT),))
    layout = layout_for(system)
    picture, lines = lines_of(render_pdf(content, layout=layout))
    free_picture, free_lines = lines_of(render_pdf(content, layout=roomy(layout)))
    assert lines
    assert [line.text for line in lines] == [line.text for line in free_lines]
    for line, free in zip(lines, free_lines, strict=True):
        assert ink(picture, line) == pytest.approx(ink(free_picture, free), rel=0.03), line.text


def test_the_comparison_sees_letters_that_run_into_each_other() -> None:
    content = Content(System.PARTY, "x", (Part(PLACES["under-text"]),))
    layout = layout_for(System.PARTY)
    narrow = replace(layout, body=replace(layout.body, leading=9, after=0))
    picture, lines = lines_of(render_pdf(content, layout=narrow))
    free_picture, free_lines = lines_of(render_pdf(content, layout=roomy(layout)))
    assert ink(picture, lines[1]) > 1.05 * ink(free_picture, free_lines[1])
