"""The Word file as LibreOffice prints it, measured against the rules and against the PDF of the same content."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
import pytest

from kh57_desktop.documents.charts.paths import PATH, VALUES, marks_of
from kh57_desktop.documents.content import (
    GroupRow,
    Paragraph,
    PathChart,
    StackedBars,
    Table,
    cell_text,
    short_date,
)
from kh57_desktop.documents.layouts import layout_for
from kh57_desktop.documents.pdf.head import printed_sign
from kh57_desktop.documents.word import render_docx
from kh57_desktop.domain.terms import System
from tests.documents.conftest import Paper, printed
from tests.documents.measures import MM, PrintedLine, PrintedPage, measured, page_count, text_of, words
from tests.documents.samples import PAPERS
from tests.documents.word.libreoffice import converted

CASES = [(kind, system, is_long) for kind in PAPERS for system in System for is_long in (False, True)]
NUMBER_AND_MARK = 45.0
"""Points from the upper edge: above this level stand page number and DỮ LIỆU MẪU."""


@dataclass(frozen=True)
class Converted:
    """`pages`: those that are measured of `paper`, as LibreOffice prints them."""

    paper: Paper
    pdf: bytes
    pages: dict[int, PrintedPage]


def name_of(kind: str, system: System, is_long: bool) -> str:
    return f"{kind}-{system}-{'long' if is_long else 'short'}"


@pytest.fixture(scope="module")
def all_converted(tmp_path_factory) -> dict[str, Converted]:
    papers = {name_of(*case): printed(*case) for case in CASES}
    files = {name: render_docx(paper.content) for name, paper in papers.items()}
    pdfs = converted(files, tmp_path_factory.mktemp("word"), suffix="docx", into="pdf")
    made = {}
    for name, paper in papers.items():
        count = page_count(pdfs[name])
        numbers = [number for number in paper.pages if number < min(count, 3)]
        pages = dict(zip(numbers, measured(pdfs[name], numbers), strict=True))
        made[name] = Converted(paper, pdfs[name], pages)
    return made


@pytest.fixture(params=CASES, ids=lambda case: name_of(*case))
def case(request, all_converted) -> Converted:
    return all_converted[name_of(*request.param)]


def chart_words(chart: StackedBars | PathChart) -> set[str]:
    points = () if isinstance(chart, StackedBars) else (*chart.values, *chart.path)
    if isinstance(chart, StackedBars):
        texts = [*(one.name for one in chart.series), *(bar.label for bar in chart.bars)]
    else:
        texts = [VALUES, PATH, "Đơn vị tính:", chart.unit, *(cell_text(point.value) for point in points)]
        texts += [short_date(point.on) for point in points]
        marks = marks_of(chart) if points else []
        texts += [form for mark in marks for form in (cell_text(mark), str(mark))]
    return {word for text in texts for word in text.split()}


def plain(text: str) -> list[str]:
    return words(text.replace("\u2011", "-"))


def test_page_count_is_that_of_the_pdf(case):
    ours, theirs = page_count(case.paper.pdf), page_count(case.pdf)
    assert abs(ours - theirs) <= (1 if ours <= 15 else 0.05 * ours)


def test_the_text_is_that_of_the_pdf(case):
    """Each heading row that stands again on a further page is left out: pages may break elsewhere."""
    titles = {
        word
        for part in case.paper.content.parts
        for block in part.blocks
        if isinstance(block, Table)
        for column in (*block.leaves, *block.columns)
        for word in column.title.split()
    }
    charts = [
        block
        for part in case.paper.content.parts
        for block in part.blocks
        if isinstance(block, StackedBars | PathChart)
    ]
    # the numbers at a chart's scale, and how its legend and labels break, are the office program's own
    titles |= {word for chart in charts for word in chart_words(chart)}
    numbers = {str(number) for number in range(100 if not charts else 3000)}
    left_out = titles | numbers | {"DỮ", "LIỆU", "MẪU"}
    ours = sorted(word for word in plain(text_of(case.paper.pdf)) if word not in left_out)
    theirs = sorted(word for word in plain(text_of(case.pdf)) if word not in left_out)
    assert theirs == ours


def test_every_row_is_printed_once(case):
    if case.paper.kind != "task-list":
        pytest.skip("rows of other papers do not begin each with words of their own")
    text = " ".join(plain(text_of(case.pdf)))
    for part in case.paper.content.parts:
        for block in part.blocks:
            if isinstance(block, Table) and len(block.rows) > 20:
                for row in block.rows:
                    if not isinstance(row, GroupRow) and isinstance(row.cells[1], str):
                        start = " ".join(row.cells[1].split()[:3])
                        assert text.count(start) == 1, start


def test_no_glyph_stands_outside_the_margins(case):
    layout = layout_for(case.paper.system)
    for page in case.pages.values():
        paper = next(one for one in layout.pages.values() if abs(one.width_mm * MM - page.width) < 1)
        assert page.height == pytest.approx(paper.height_mm * MM, abs=0.5)
        for line in page.lines:
            assert line.left >= paper.left_mm * MM - 0.5 * MM, line
            assert line.right <= page.width - paper.right_mm * MM + 0.5 * MM, line
            assert line.baseline <= page.height - paper.bottom_mm * MM + 0.5 * MM, line
            is_above = line.baseline < paper.top_mm * MM
            assert not is_above or line.baseline < NUMBER_AND_MARK, line


def test_only_the_faces_of_times_metrics_are_used(case):
    faces = {face for page in case.pages.values() for line in page.lines for face in line.faces}
    assert {face.split("-")[0] for face in faces} <= {"LiberationSerif", "TimesNewRomanPSMT", "TimesNewRomanPS"}


def near(page: PrintedPage, start: str) -> PrintedLine:
    """The line that begins so; LibreOffice keeps no-break spaces in the text."""
    found = [line for line in page.lines if line.text.replace("\u00a0", " ").startswith(start)]
    assert found, f"{start!r} in {[line.text for line in page.lines]}"
    return found[0]


def test_the_header_stands_where_the_pdf_has_it(case):
    paper, page = case.paper, case.pages[0]
    part = paper.content.parts[0]
    if part.head is None:
        pytest.skip("a government annex has no header")
    starts = ["ĐẢNG CỘNG SẢN VIỆT NAM"] if paper.is_party else ["CỘNG HÒA XÃ HỘI", "Độc lập - Tự do"]
    if part.head.sign is not None:
        starts.append(printed_sign(part.head.sign, layout_for(paper.system))[:8].replace("\u00a0", " ").rstrip())
    if part.head.dateline is not None:
        starts.append(f"{part.head.dateline.place}, ngày")
    starts += [line.text.replace("\u00a0", " ") for line in paper.first.lines[:2] if "DỮ LIỆU" not in line.text]
    for start in starts:
        ours, theirs = near(paper.first, start), near(page, start)
        assert theirs.middle == pytest.approx(ours.middle, abs=MM), start
        assert theirs.baseline == pytest.approx(ours.baseline, abs=MM), start
        assert theirs.faces == ours.faces, start
        assert theirs.sizes == pytest.approx(ours.sizes, abs=0.1), start


def test_number_and_date_stand_on_one_baseline(case):
    head = case.paper.content.parts[0].head
    if head is None or head.sign is None:
        pytest.skip("no number on an annex")
    page = case.pages[0]
    assert near(page, "Số").baseline == pytest.approx(near(page, f"{head.dateline.place}, ngày").baseline, abs=0.5)


def test_the_line_below_the_nation_is_as_long_as_its_text(case):
    if case.paper.content.parts[0].head is None:
        pytest.skip("a government annex has no header")
    page = case.pages[0]
    above = near(page, "ĐẢNG CỘNG SẢN" if case.paper.is_party else "Độc lập - Tự do")
    lines = [one for one in page.drawn if one.is_horizontal and 0 < one.top - above.baseline < 12]
    found = [one for one in lines if one.left > page.width / 2.3]
    assert found
    assert found[0].width == pytest.approx(above.width, abs=0.5 * MM)
    assert (found[0].left + found[0].right) / 2 == pytest.approx(above.middle, abs=0.5 * MM)


def test_page_numbers_are_hidden_on_the_first_page_and_centred_after(case):
    layout = layout_for(case.paper.system)
    for number, page in case.pages.items():
        margin = [line for line in page.lines if line.baseline < NUMBER_AND_MARK]
        marks = [line for line in margin if line.text == "DỮ LIỆU MẪU"]
        assert len(marks) == 1
        numbers = [line for line in margin if line.text != "DỮ LIỆU MẪU"]
        if number == 0:
            assert not numbers
        elif numbers:  # an annex begins without one
            paper = next(one for one in layout.pages.values() if abs(one.width_mm * MM - page.width) < 1)
            assert numbers[0].middle == pytest.approx((paper.left_mm + paper.text_mm / 2) * MM, abs=MM)
            assert numbers[0].baseline == pytest.approx(layout.page_number_baseline_mm * MM, abs=MM)
            assert numbers[0].sizes == (layout.page_number.size,)


def test_recipients_are_level_with_the_authority(case):
    closing = case.paper.content.parts[0].closing
    if closing is None or not closing.recipients:
        pytest.skip("an annex has no recipients")
    with pypdfium2.PdfDocument(case.pdf) as document:
        texts = [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in document]
    (number,) = [number for number, text in enumerate(texts) if "Nơi nhận:" in text]
    page = measured(case.pdf, [number])[0]
    authority = near(page, closing.signature.authority[0])
    assert near(page, "Nơi nhận").baseline == pytest.approx(authority.baseline, abs=1)
    last = case.paper.content.parts[0].blocks[-1]
    assert isinstance(last, Paragraph)
    assert " ".join(last.text.split()[-3:]) in " ".join(plain(texts[number])), "parted from the last lines"


def test_every_table_page_begins_with_the_heading(all_converted):
    case = all_converted[name_of("task-list", System.GOVERNMENT, True)]
    numbers = range(1, page_count(case.pdf), 9)
    for page in measured(case.pdf, numbers):
        below_margin = [line for line in page.lines if line.baseline > NUMBER_AND_MARK]
        assert any("Nội dung nhiệm vụ" in line.text for line in sorted(below_margin, key=lambda one: one.baseline)[:12])
