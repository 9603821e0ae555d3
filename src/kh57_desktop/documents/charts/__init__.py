"""Charts drawn once into plain shapes, which paper and screen both paint."""

from kh57_desktop.documents.charts.bars import draw_bars
from kh57_desktop.documents.charts.drawing import Drawing, Measure
from kh57_desktop.documents.charts.paths import Manner, draw_path
from kh57_desktop.documents.content import Chart, StackedBars

__all__ = ["Drawing", "Manner", "Measure", "draw", "draw_path"]


def draw(chart: Chart, width: float, measure: Measure, *, size: float, most_height: float) -> list[Drawing]:
    """The chart `width` points wide with words of `size`, as pieces none of which is higher than `most_height`."""
    if isinstance(chart, StackedBars):
        return draw_bars(chart, width, measure, size=size, most_height=most_height)
    return [draw_path(chart, width, measure, size=size)]
