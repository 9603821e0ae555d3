"""Charts as Word's own: vector, with the numbers behind them, so that a clerk edits them as any chart of Word."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from kh57_desktop.documents.charts.bars import bar_pieces
from kh57_desktop.documents.charts.drawing import below_each_other
from kh57_desktop.documents.charts.paths import ON_PAPER, PATH, VALUES, draw_path, marks_of
from kh57_desktop.documents.content import Chart, ChartPoint, Fill, PathChart, StackedBars
from kh57_desktop.documents.days import day_number
from kh57_desktop.documents.layouts import Layout
from kh57_desktop.documents.pdf.figures import text_width
from kh57_desktop.documents.word.markup import DECLARATION, escaped, paragraph, run
from kh57_desktop.documents.word.styles import FONT

_EMU = 12_700
"""Word measures drawings in so many units a point."""
_MOST_OF_A_PAGE = 0.88
"""Of its height, for one chart: its caption stands above it."""
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class ChartPart:
    """`number` from 1; `markup` of the chart and the workbook behind it."""

    number: int
    markup: str
    workbook: bytes

    @property
    def id(self) -> str:
        return f"rIdChart{self.number}"


@dataclass(slots=True)
class Charts:
    """The charts of one document, numbered as they come."""

    layout: Layout
    parts: list[ChartPart] = field(default_factory=list)

    def block(self, chart: Chart, width: float, page_height: float) -> str:
        """The paragraph that shows it; more bars than fit a page make several."""
        size = self.layout.dense_table.size
        if not (chart.bars if isinstance(chart, StackedBars) else (*chart.values, *chart.path)):
            return paragraph("HinhVe", run(ON_PAPER.nothing))
        if isinstance(chart, PathChart):
            drawing = draw_path(chart, width, text_width, size=size)
            return self._one(chart, width, drawing.height, drawing.words, size)
        shown: list[str] = []
        first, bars = 0, len(chart.bars)
        while first < bars or not shown:
            rest = replace(chart, bars=chart.bars[first:])
            legend, rows = bar_pieces(rest, width, text_width, size=size)
            count, height = 0, legend.height
            while count < len(rows) and (not count or height + rows[count].height <= page_height * _MOST_OF_A_PAGE):
                height += rows[count].height
                count += 1
            words = below_each_other([legend, *rows[:count]], chart.title).words
            shown.append(self._one(replace(rest, bars=rest.bars[:count]), width, height, words, size))
            first += max(1, count)
        return "".join(shown)

    def _one(self, chart: Chart, width: float, height: float, words: str, size: float) -> str:
        number = len(self.parts) + 1
        markup = _bars(chart, size) if isinstance(chart, StackedBars) else _path(chart, size)
        part = ChartPart(number, _chart(markup, size), _workbook(chart))
        self.parts.append(part)
        return paragraph(
            "HinhVe",
            "<w:r><w:drawing>"
            f'<wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"/>'
            f'<wp:docPr id="{number}" name="Biểu đồ {number}" descr="{escaped(words)}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
            f'<c:chart xmlns:c="{_C}" r:id="{part.id}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
        )


def _chart(plot: str, size: float) -> str:
    font = f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
    black = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:lang val="vi-VN"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>'
        '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}">{black}{font}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


# --- stacked bars -------------------------------------------------------------------------------------------------

_FILLS = {
    Fill.DARK: '<a:solidFill><a:srgbClr val="666666"/></a:solidFill>',
    Fill.DARK_HATCHED: '<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="666666"/></a:fgClr>'
    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>',
    Fill.LIGHT: '<a:solidFill><a:srgbClr val="D1D1D1"/></a:solidFill>',
    Fill.BLACK: '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>',
    Fill.EMPTY: '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>',
}
_LINE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'


def _bars(chart: StackedBars, size: float) -> str:
    end = len(chart.bars) + 1
    labels = _texts(f"Sheet1!$A$2:$A${end}", [bar.label for bar in chart.bars])
    series = []
    for place, one in enumerate(chart.series):
        column = chr(ord("B") + place)
        values = [bar.values[place] for bar in chart.bars]
        points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values) if value)
        series.append(
            f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
            f"<c:tx>{_texts(f'Sheet1!${column}$1', [one.name])}</c:tx>"
            f'<c:spPr>{_FILLS[one.fill]}{_LINE}</c:spPr><c:invertIfNegative val="0"/>{_numbers_shown(one.fill, size)}'
            f"<c:cat>{labels}</c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${end}</c:f><c:numCache>"
            f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
            "</c:numCache></c:numRef></c:val></c:ser>"
        )
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{"".join(series)}<c:gapWidth val="45"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        # from the top down, as a table reads
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr>'
        '<c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="t"/><c:crossAx val="1"/></c:valAx>'
    )


def _numbers_shown(fill: Fill, size: float) -> str:
    """The count inside each part; on hatching over a white ground."""
    is_dark = fill in (Fill.DARK, Fill.BLACK)
    ground = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
    colour = "FFFFFF" if is_dark else "000000"
    return (
        f'<c:dLbls><c:numFmt formatCode="#,##0;;" sourceLinked="0"/>{ground if fill is Fill.DARK_HATCHED else ""}'
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="1"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{FONT}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _texts(reference: str, texts: list[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escaped(text)}</c:v></c:pt>' for at, text in enumerate(texts))
    return (
        f'<c:strRef><c:f>{reference}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


# --- values against the path --------------------------------------------------------------------------------------


def _path(chart: PathChart, size: float) -> str:
    rows = 2
    series = []
    for place, (name, shown) in enumerate(((VALUES, chart.values), (PATH, chart.path))):
        if shown:
            series.append(_line(place, name, shown, rows, is_path=place == 1))
            rows += len(shown)
    points = (*chart.values, *chart.path)
    days = [day_number(point.on) for point in points] or [0]
    marks = marks_of(chart) if points else [Decimal(0), Decimal(1)]
    return (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{"".join(series)}<c:axId val="1"/><c:axId val="2"/></c:scatterChart>'
        f'<c:valAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/><c:max val="{max(days) + 1}"/>'
        f'<c:min val="{min(days)}"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        '<c:numFmt formatCode="yyyy" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="low"/><c:crossAx val="2"/><c:majorUnit val="365.25"/></c:valAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{marks[-1]}"/>'
        f'<c:min val="{marks[0]}"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/>'
        f"</a:solidFill></a:ln></c:spPr></c:majorGridlines>{_axis_title(chart.unit, size)}"
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
        f'<c:majorUnit val="{marks[1] - marks[0]}"/></c:valAx>'
    )


def _line(place: int, name: str, points: tuple[ChartPoint, ...], row: int, *, is_path: bool) -> str:
    dash = '<a:prstDash val="dash"/>' if is_path else ""
    ink, width = ("595959", 12_700) if is_path else ("000000", 20_320)
    paper = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if is_path else _FILLS[Fill.BLACK]
    end = row + len(points) - 1
    days = [str(day_number(point.on)) for point in points]
    values = [str(point.value) for point in points]
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>{_texts(f"Sheet1!$A${row}", [name])}</c:tx>'
        f'<c:spPr><a:ln w="{width}"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>{dash}</a:ln></c:spPr>'
        f'<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>{paper}{_LINE}</c:spPr></c:marker>'
        f"<c:xVal>{_numbers(f'Sheet1!$B${row}:$B${end}', days, 'yyyy')}</c:xVal>"
        f"<c:yVal>{_numbers(f'Sheet1!$C${row}:$C${end}', values, 'General')}</c:yVal>"
        '<c:smooth val="0"/></c:ser>'
    )


def _numbers(reference: str, values: list[str], form: str) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
    return (
        f"<c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>{form}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _axis_title(text: str, size: float) -> str:
    if not text:
        return ""
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="0"/></a:pPr>'
        f'<a:r><a:rPr lang="vi-VN" sz="{round(size * 100)}" b="0"/><a:t>{escaped(text)}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _workbook(chart: Chart) -> bytes:
    """The numbers behind the chart, where its references point; the same bytes for the same chart."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("Sheet1")
    if isinstance(chart, StackedBars):
        sheet.set_column(0, 0, 50)
        for place, one in enumerate(chart.series, 1):
            sheet.write_string(0, place, one.name)
        for row, bar in enumerate(chart.bars, 1):
            sheet.write_string(row, 0, bar.label)
            for place, value in enumerate(bar.values, 1):
                sheet.write_number(row, place, value)
    else:
        shown = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.set_column(0, 1, 20)
        for place, name in enumerate(("", "Ngày", chart.unit)):
            sheet.write_string(0, place, name)
        row = 1
        for name, points in ((VALUES, chart.values), (PATH, chart.path)):
            for point in points:
                sheet.write_string(row, 0, name)
                sheet.write_number(row, 1, day_number(point.on), shown)
                sheet.write_number(row, 2, float(point.value))
                row += 1
    book.close()
    return buffer.getvalue()
