"""Charts as pictures of print quality with their words beside them: the same shapes as in the PDF, whatever opens them.

Word's own charts were tried: office programs lay out labels and legends anew, drop every second label and squeeze
flat ones. The numbers themselves stand in the paper's tables, and in Excel's own charts of the workbook.
"""

from __future__ import annotations

import io
import itertools
import math
from dataclasses import dataclass, field
from typing import Any

from kh57_desktop import paths
from kh57_desktop.documents.charts.bars import bar_pieces
from kh57_desktop.documents.charts.drawing import Anchor, Box, Dot, Drawing, Label, Stroke, below_each_other
from kh57_desktop.documents.charts.paths import draw_path
from kh57_desktop.documents.content import Chart, PathChart
from kh57_desktop.documents.layouts import Face, Layout
from kh57_desktop.documents.pdf.figures import DASHES, GREYS, text_width
from kh57_desktop.documents.pdf.fonts import FAMILY
from kh57_desktop.documents.word.markup import escaped, paragraph

_EMU = 12_700
"""Word measures drawings in so many units a point."""
_DOTS = 300 / 72
"""Pixels a point."""
_MOST_OF_A_PAGE = 0.88
"""Of its height, for one picture: its caption stands above it."""
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@dataclass(frozen=True, slots=True)
class Picture:
    """`number` from 1; `data`: a PNG."""

    number: int
    data: bytes

    @property
    def id(self) -> str:
        return f"rIdPicture{self.number}"

    @property
    def name(self) -> str:
        return f"media/chart{self.number}.png"


@dataclass(slots=True)
class Pictures:
    """The pictures of one document, numbered as they come."""

    layout: Layout
    made: list[Picture] = field(default_factory=list)

    def block(self, chart: Chart, width: float, page_height: float) -> str:
        """The paragraphs that show it; more bars than fit a page make several, the legend on each."""
        size = self.layout.dense_table.size
        if isinstance(chart, PathChart):
            return self._one(draw_path(chart, width, text_width, size=size))
        legend, rows = bar_pieces(chart, width, text_width, size=size)
        shown: list[str] = []
        run, height = [legend], legend.height
        for row in rows:
            if height + row.height > page_height * _MOST_OF_A_PAGE and len(run) > 1:
                shown.append(self._one(below_each_other(run, chart.title)))
                run, height = [legend], legend.height
            run.append(row)
            height += row.height
        return "".join([*shown, self._one(below_each_other(run, chart.title))])

    def _one(self, drawing: Drawing) -> str:
        picture = Picture(len(self.made) + 1, png(drawing))
        self.made.append(picture)
        extent = f'cx="{round(drawing.width * _EMU)}" cy="{round(drawing.height * _EMU)}"'
        return paragraph(
            "HinhVe",
            "<w:r><w:drawing>"
            f'<wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
            f'<wp:docPr id="{picture.number}" name="Biểu đồ {picture.number}" descr="{escaped(drawing.words)}"/>'
            f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
            f'<pic:nvPicPr><pic:cNvPr id="{picture.number}" name="{picture.name}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{picture.id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>",
        )


# --- pixels -------------------------------------------------------------------------------------------------------


def png(drawing: Drawing) -> bytes:
    """The drawing in greys, 300 dots an inch."""
    from PIL import Image, ImageDraw

    size = (math.ceil(drawing.width * _DOTS), math.ceil(drawing.height * _DOTS))
    image = Image.new("L", size, 255)
    painter = ImageDraw.Draw(image)
    fonts: dict[tuple[float, bool], Any] = {}
    for shape in drawing.shapes:
        match shape:
            case Box():
                corners = [_dot(shape.x, shape.y), _dot(shape.x + shape.width, shape.y + shape.height)]
                edge = None if shape.edge is None else _grey(shape.edge)
                painter.rectangle(corners, fill=_grey(shape.fill), outline=edge, width=_thick(0.5))
            case Stroke():
                for start, end in _lines(shape):
                    painter.line([_dot(*start), _dot(*end)], fill=_grey(shape.ink), width=_thick(shape.width))
            case Dot():
                corners = [
                    _dot(shape.x - shape.radius, shape.y - shape.radius),
                    _dot(shape.x + shape.radius, shape.y + shape.radius),
                ]
                painter.ellipse(corners, fill=_grey(shape.fill), outline=_grey(shape.edge), width=_thick(1))
            case Label():
                key = (shape.size, shape.is_bold)
                if key not in fonts:
                    fonts[key] = _font(*key)
                width = text_width(shape.text, shape.size, shape.is_bold)
                shift = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[shape.anchor]
                place = _dot(shape.x - shift, shape.y)
                painter.text(place, shape.text, fill=_grey(shape.ink), font=fonts[key], anchor="ls")
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(300, 300), optimize=True)
    return buffer.getvalue()


def _font(size: float, is_bold: bool) -> Any:
    from PIL import ImageFont

    face = Face.BOLD if is_bold else Face.REGULAR
    path = paths.fonts() / f"{FAMILY}-{face.value}.ttf"
    return ImageFont.truetype(str(path), round(size * _DOTS), layout_engine=ImageFont.Layout.BASIC)


def _dot(x: float, y: float) -> tuple[float, float]:
    return x * _DOTS, y * _DOTS


def _grey(ink: Any) -> int:
    return round(255 * GREYS[ink])


def _thick(points: float) -> int:
    return max(1, round(points * _DOTS))


def _lines(stroke: Stroke) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The stroke's straight pieces; of a dashed one the dashes, which run on over its corners."""
    pieces = list(itertools.pairwise(stroke.points))
    if not stroke.is_dashed:
        return pieces
    dash, gap = DASHES
    found, along = [], 0.0
    for (x, y), (x_end, y_end) in pieces:
        length = math.hypot(x_end - x, y_end - y)
        done = 0.0
        while done < length:
            phase = along % (dash + gap)
            step = min((dash if phase < dash else dash + gap) - phase, length - done)
            if phase < dash:
                start, end = done / length, (done + step) / length
                found.append(
                    (
                        (x + (x_end - x) * start, y + (y_end - y) * start),
                        (x + (x_end - x) * end, y + (y_end - y) * end),
                    )
                )
            done += max(step, 1e-6)
            along += max(step, 1e-6)
    return found
