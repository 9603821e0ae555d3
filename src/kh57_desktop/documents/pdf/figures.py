"""Charts on the page: each piece one atom, painted from plain shapes in greys that every copier keeps apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kh57_desktop.documents.charts import Drawing
from kh57_desktop.documents.charts.bars import bar_pieces
from kh57_desktop.documents.charts.drawing import Anchor, Box, Dot, Ink, Label, Stroke
from kh57_desktop.documents.charts.paths import draw_path
from kh57_desktop.documents.content import Chart, PathChart
from kh57_desktop.documents.layouts import BELOW_TABLE, Face, Layout
from kh57_desktop.documents.pdf.atoms import Atom, Figure
from kh57_desktop.documents.pdf.fonts import font_name, meter

GREYS = {
    Ink.WORDS: 0.0,
    Ink.GRID: 0.75,
    Ink.PAPER: 1.0,
    Ink.DARK: 0.4,
    Ink.LIGHT: 0.82,
    Ink.BLACK: 0.0,
    Ink.ON_DARK: 1.0,
    Ink.VALUES: 0.0,
    Ink.PATH: 0.35,
    Ink.DOUBT: 0.35,
}
"""0 black, 1 white."""
_ABOVE = 4.0
DASHES = (4, 3)


def chart_atoms(chart: Chart, layout: Layout, width: float) -> list[Atom]:
    """In the size of the layout's dense tables; a chart of many bars may go on, its legend again on every page."""
    size = layout.dense_table.size
    if isinstance(chart, PathChart):
        return [_atom(draw_path(chart, width, text_width, size=size), before=_ABOVE, after=BELOW_TABLE)]
    legend, bars = bar_pieces(chart, width, text_width, size=size)
    running = _atom(legend, keeps_next=True)
    last = len(bars) - 1
    rows = [
        # two bars at least stay together at either end
        _atom(bar, keeps_next=last > 0 and place in (0, last - 1), running=running)
        for place, bar in enumerate(bars)
    ]
    atoms = [replace(running, before=_ABOVE), *rows]
    return [*atoms[:-1], replace(atoms[-1], after=BELOW_TABLE)]


def _atom(drawing: Drawing, **more: Any) -> Atom:
    return Atom(drawing.height, (Figure(0, 0, drawing),), **more)


def text_width(text: str, size: float, is_bold: bool) -> float:
    """As paper sets it, in Word too."""
    words = meter(_face(is_bold), size)
    return words(" ") * text.count(" ") + sum(map(words, text.split(" ")))


def _face(is_bold: bool) -> Face:
    return Face.BOLD if is_bold else Face.REGULAR


def paint(canvas: Any, drawing: Drawing, left: float, top: float) -> None:
    """`left`, `top`: of the drawing's upper left corner on the page, from its lower left."""
    canvas.saveState()
    for shape in drawing.shapes:
        match shape:
            case Box():
                canvas.setFillGray(GREYS[shape.fill])
                canvas.setStrokeGray(GREYS[shape.edge or Ink.WORDS])
                canvas.setLineWidth(0.5)
                edged = 1 if shape.edge is not None else 0
                lower = top - shape.y - shape.height
                canvas.rect(left + shape.x, lower, shape.width, shape.height, stroke=edged, fill=1)
            case Stroke():
                canvas.setStrokeGray(GREYS[shape.ink])
                canvas.setLineWidth(shape.width)
                canvas.setDash(*(DASHES if shape.is_dashed else ()))
                path = canvas.beginPath()
                (x, y), *rest = shape.points
                path.moveTo(left + x, top - y)
                for x, y in rest:
                    path.lineTo(left + x, top - y)
                canvas.drawPath(path, stroke=1, fill=0)
                canvas.setDash()
            case Dot():
                canvas.setFillGray(GREYS[shape.fill])
                canvas.setStrokeGray(GREYS[shape.edge])
                canvas.setLineWidth(1)
                canvas.circle(left + shape.x, top - shape.y, shape.radius, stroke=1, fill=1)
            case Label():
                _paint_label(canvas, shape, left, top)
    canvas.restoreState()


def _paint_label(canvas: Any, label: Label, left: float, top: float) -> None:
    width = text_width(label.text, label.size, label.is_bold)
    shift = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[label.anchor]
    canvas.setFillGray(GREYS[label.ink])
    canvas.setFont(font_name(_face(label.is_bold)), label.size)
    canvas.drawString(left + label.x - shift, top - label.y, label.text)
