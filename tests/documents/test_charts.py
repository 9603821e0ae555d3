"""Charts: true lengths, nothing outside, every number told, the same numbers in PDF, Word and Excel."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kh57_desktop.documents.bar_lengths import bar_parts
from kh57_desktop.documents.charts import draw
from kh57_desktop.documents.charts.bars import bar_pieces
from kh57_desktop.documents.charts.drawing import Box, Dot, Drawing, Ink, Label, Stroke
from kh57_desktop.documents.charts.paths import ON_PAPER, draw_path, ticks, years
from kh57_desktop.documents.content import (
    Bar,
    ChartPoint,
    Content,
    Fill,
    Paragraph,
    Part,
    PathChart,
    Role,
    Series,
    StackedBars,
    cell_text,
)
from kh57_desktop.documents.excel import render_xlsx
from kh57_desktop.documents.kinds.charts import SERIES
from kh57_desktop.documents.layouts import GOVERNMENT, MM
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.documents.pdf.figures import GREYS, text_width
from kh57_desktop.documents.word import render_docx
from kh57_desktop.domain.terms import System
from tests.documents.measures import measured, page_count, text_of

WIDTH = GOVERNMENT.pages["portrait"].text_mm * MM
LABELS = st.sampled_from(["", "Công an xã", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Suối Mơ Thượng", "Ẫ Ữ"])
VALUES = st.lists(st.integers(0, 400), min_size=5, max_size=5).map(tuple)
BARS = st.lists(st.builds(Bar, LABELS, VALUES), max_size=30).map(lambda bars: StackedBars("Tên", SERIES, tuple(bars)))
DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))
POINTS = st.lists(st.builds(ChartPoint, DAYS, st.decimals(-1000, 100000, places=2)), max_size=12).map(
    lambda points: tuple(sorted(points, key=lambda point: point.on))
)
PATHS = st.builds(PathChart, st.just("Chỉ tiêu"), st.sampled_from(["", "%", "doanh nghiệp"]), POINTS, POINTS)


def paper(*charts: StackedBars | PathChart) -> Content:
    blocks = [block for chart in charts for block in (Paragraph("Biểu đồ 1. Tên", role=Role.CAPTION), chart)]
    return Content(System.GOVERNMENT, "Thử", (Part(tuple(blocks)),))


def edges(drawing: Drawing) -> list[tuple[float, float]]:
    """The outermost points of every shape."""
    found: list[tuple[float, float]] = []
    for shape in drawing.shapes:
        match shape:
            case Box():
                found += [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
            case Stroke():
                found += shape.points
            case Dot():
                found += [(shape.x, shape.y)]
            case Label():
                width = text_width(shape.text, shape.size, shape.is_bold)
                left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
                found += [(left, shape.y - shape.size), (left + width, shape.y)]
    return found


@given(st.one_of(BARS, PATHS))
def test_nothing_stands_outside_and_no_piece_is_too_high(chart: StackedBars | PathChart) -> None:
    for piece in draw(chart, WIDTH, text_width, size=11, most_height=300):
        assert piece.height <= 300
        for x, y in edges(piece):
            assert -0.5 <= x <= WIDTH + 0.5
            assert -0.5 <= y <= piece.height + 0.5


@given(BARS)
def test_a_bars_parts_are_as_long_as_their_numbers(chart: StackedBars) -> None:
    _legend, rows = bar_pieces(chart, WIDTH, text_width, size=11)
    assert len(rows) == len(chart.bars)
    most = max((sum(bar.values) for bar in chart.bars), default=0)
    for bar, row in zip(chart.bars, rows, strict=True):
        parts = [shape for shape in row.shapes if isinstance(shape, Box) and shape.edge is not None]
        shown = [value for value in bar.values if value]
        assert len(parts) == len(shown)
        scale = parts[0].width / shown[0] if parts else 0
        for part, value in zip(parts, shown, strict=True):
            assert part.width == pytest.approx(value * scale)
        assert all(
            f"{one.name} {value}" in row.words for one, value in zip(chart.series, bar.values, strict=True) if value
        )
        labels = [shape.text for shape in row.shapes if isinstance(shape, Label)]
        assert labels[-1] == str(sum(bar.values))
    assert most >= 0


@given(BARS)
def test_each_bar_is_printed_once_with_the_legend_on_every_page(chart: StackedBars) -> None:
    pages = measured(render_pdf(paper(chart)))
    totals = [line.text for page in pages for line in page.lines if line.text == "Hoàn thành đúng hạn"]
    assert len(totals) == len(pages)


def test_fills_differ_in_grey_by_more_than_a_copier_loses() -> None:
    whole = sorted(GREYS[ink] for ink in (Ink.BLACK, Ink.DARK, Ink.LIGHT, Ink.PAPER))
    assert all(upper - lower >= 0.15 for lower, upper in itertools.pairwise(whole))
    assert len({one.fill for one in SERIES}) == len(SERIES) == len(Fill)


@given(
    values=st.lists(st.integers(0, 10_000), min_size=1, max_size=8),
    least=st.floats(0, 20),
    gap=st.sampled_from([0, 2]),
)
def test_parts_of_a_bar_fill_it_in_proportion_on_paper_and_on_screen(values: list[int], least: float, gap: int) -> None:
    lengths = bar_parts(values, 400, least=[least] * len(values), gap=gap)
    assert all(length >= least - 1e-6 for length in lengths)
    if any(values):
        assert sum(lengths) + gap * (len(values) - 1) == pytest.approx(400)
    plain = bar_parts(values, 400)
    assert plain == pytest.approx([400 * value / (sum(values) or 1) for value in values])


def test_a_bar_with_too_few_parts_is_no_chart() -> None:
    with pytest.raises(ValueError, match="a bar of 1 parts"):
        StackedBars("x", (Series("a", Fill.DARK), Series("b", Fill.EMPTY)), (Bar("", (1,)),))


@given(st.decimals(-1000, 1000, places=2), st.decimals(0, 5000, places=2))
def test_ticks_are_few_round_and_hold_all(low: Decimal, reach: Decimal) -> None:
    marks = ticks(low, low + reach)
    assert marks[0] <= low <= low + reach <= marks[-1]
    assert 2 <= len(marks) <= 6
    steps = {after - before for before, after in itertools.pairwise(marks)}
    assert len(steps) == 1
    assert all("E" not in str(mark) for mark in marks)


@given(DAYS, st.integers(0, 9000))
def test_years_named_lie_between_the_days(first: date, days: int) -> None:
    last = first + timedelta(days)
    found = years(first, last)
    assert len(found) <= 6
    assert all(first <= date(year, 12, 31) <= last for year in found)


def test_what_a_path_says_is_told_in_words() -> None:
    chart = PathChart(
        "Chỉ tiêu C1",
        "%",
        (ChartPoint(date(2026, 3, 31), Decimal("72.5")),),
        (ChartPoint(date(2025, 12, 31), Decimal(60)), ChartPoint(date(2030, 12, 31), Decimal(90))),
    )
    drawn = draw_path(chart, WIDTH, text_width, size=11)
    assert drawn.words == ("Chỉ tiêu C1 (%). Số liệu thực hiện: 31/3/2026: 72,5. Lộ trình: 2025: 60; 2030: 90.")
    texts = {shape.text for shape in drawn.shapes if isinstance(shape, Label)}
    assert {"72,5", "90", "2030", "Số liệu thực hiện", "Lộ trình", "Đơn vị tính: %"} <= texts
    assert draw_path(PathChart("C", "", ()), WIDTH, text_width, size=11).words == f"C: {ON_PAPER.nothing}"


@given(PATHS)
def test_excel_holds_the_numbers_themselves(chart: PathChart) -> None:
    points = [*chart.values, *chart.path]
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(paper(chart))))
    sheet = book.worksheets[-1]
    assert len(sheet._charts) == (1 if points else 0)
    assert [row[2].value for row in sheet.iter_rows(min_row=3) if row[2].value is not None] == [
        float(point.value) for point in points
    ]


def pictures(data: bytes) -> list[tuple[str, Image.Image]]:
    """Each picture of a Word file with its words."""
    document = docx.Document(io.BytesIO(data))
    found = []
    for shape in document.inline_shapes:
        name = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        image = Image.open(io.BytesIO(document.part.related_parts[name].blob))
        assert shape.width / shape.height == pytest.approx(image.width / image.height, rel=0.01)
        assert image.width / (shape.width.inches) == pytest.approx(300, abs=1)
        found.append((shape._inline.docPr.get("descr"), image))
    return found


@settings(max_examples=10, deadline=None)
@given(st.one_of(BARS, PATHS))
def test_word_shows_the_drawing_with_its_words(chart: StackedBars | PathChart) -> None:
    shown = pictures(render_docx(paper(chart)))
    drawn = draw(chart, WIDTH, text_width, size=11, most_height=10_000)[0]
    assert drawn.words.startswith(chart.title)
    for words, image in shown:
        assert words.startswith(chart.title)
        assert image.getextrema()[0] < 100 or not drawn.shapes
    if isinstance(chart, PathChart):
        ((words, image),) = shown
        assert words == drawn.words
        assert image.size == pytest.approx((drawn.width * 300 / 72, drawn.height * 300 / 72), abs=1)


def test_long_charts_of_word_hold_every_bar_once() -> None:
    bars = tuple(Bar(f"Đơn vị {place:03}", (place, 1, 2, 3, 4)) for place in range(90))
    shown = pictures(render_docx(paper(StackedBars("Tên", SERIES, bars))))
    assert len(shown) > 1
    told = [name for words, _image in shown for name in re.findall(r"Đơn vị \d{3}", words)]
    assert told == [bar.label for bar in bars]


def test_words_of_a_chart_come_back_from_the_page_as_nfc() -> None:
    chart = StackedBars("Tên", SERIES, (Bar("Nhóm Ề Ữ Ợ Ỵ Ẫ", (1, 2, 3, 4, 5)),))
    pdf = render_pdf(paper(chart))
    text = text_of(pdf)
    assert unicodedata.is_normalized("NFC", text)
    assert "Nhóm Ề Ữ Ợ Ỵ Ẫ" in text
    assert all(one.name in text for one in SERIES)
    assert cell_text(15) in text
    assert page_count(pdf) == 1
