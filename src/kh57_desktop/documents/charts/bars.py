"""Stacked bars: the legend, one bar a line with its label on the left and its total at its end."""

from __future__ import annotations

from kh57_desktop.documents.bar_lengths import bar_parts
from kh57_desktop.documents.charts.drawing import (
    SINGLE,
    Anchor,
    Box,
    Drawing,
    Ink,
    Label,
    Measure,
    Shape,
    Stroke,
    below_each_other,
)
from kh57_desktop.documents.content import Bar, Fill, StackedBars

_MOST_FOR_LABELS = 0.36
_GAP = 6.0
_HATCH = 5.0
"""Points from line to line."""

_INKS = {
    Fill.DARK: Ink.DARK,
    Fill.DARK_HATCHED: Ink.PAPER,
    Fill.LIGHT: Ink.LIGHT,
    Fill.BLACK: Ink.BLACK,
    Fill.EMPTY: Ink.PAPER,
}
_ON = {Fill.DARK: Ink.ON_DARK, Fill.BLACK: Ink.ON_DARK}


def draw_bars(chart: StackedBars, width: float, measure: Measure, *, size: float, most_height: float) -> list[Drawing]:
    """More bars than fit `most_height` go on in a further piece, its legend on top again."""
    legend, bars = bar_pieces(chart, width, measure, size=size)
    runs: list[list[Drawing]] = [[]]
    height = legend.height
    for bar in bars:
        if height + bar.height > most_height and runs[-1]:
            runs.append([])
            height = legend.height
        runs[-1].append(bar)
        height += bar.height
    return [below_each_other([legend, *run], chart.title) for run in runs]


def bar_pieces(chart: StackedBars, width: float, measure: Measure, *, size: float) -> tuple[Drawing, list[Drawing]]:
    """The legend, and one piece per bar.

    Parts keep their true lengths; one too short for its number goes without (the table has it).
    """
    shapes, top = _legend(chart, width, measure, size)
    left, rows = _labels(chart, width, measure, size)
    most = max((sum(bar.values) for bar in chart.bars), default=0) or 1
    numbers = measure(str(most), size, True) + _GAP
    scale = (width - left - numbers) / most
    bars = []
    for bar, lines in zip(chart.bars, rows, strict=True):
        height = max(len(lines), 1.2) * size * SINGLE + _GAP
        row = _row(chart, bar, lines, left, scale, height, measure, size)
        bars.append(Drawing(width, height, tuple(row), _bar_words(chart, bar)))
    return Drawing(width, top, tuple(shapes), ""), bars


def _bar_words(chart: StackedBars, bar: Bar) -> str:
    parts = ", ".join(f"{one.name} {value}" for one, value in zip(chart.series, bar.values, strict=True) if value)
    return f"{bar.label}: {parts or 0}" if bar.label else parts or "0"


def _legend(chart: StackedBars, width: float, measure: Measure, size: float) -> tuple[list[Shape], float]:
    """A swatch and a name each, on as many lines as they need; with the height taken."""
    shapes: list[Shape] = []
    side, line = size * 0.85, size * SINGLE + 3
    x = y = 0.0
    for one in chart.series:
        needed = side + 4 + measure(one.name, size, False)
        if x and x + needed > width:
            x, y = 0.0, y + line
        shapes += _filled(x, y + 2, side, side, one.fill)
        shapes.append(Label(x + side + 4, y + size, one.name, size))
        x += needed + 14
    return shapes, y + line + _GAP


def _labels(chart: StackedBars, width: float, measure: Measure, size: float) -> tuple[float, list[list[str]]]:
    """Width of the labels' column, and each label's lines; no column where no bar has a label."""
    longest = max((measure(bar.label, size, False) for bar in chart.bars), default=0.0)
    if not longest:
        return 0.0, [[] for _bar in chart.bars]
    room = min(longest + 0.5, width * _MOST_FOR_LABELS)
    return room + _GAP, [_wrapped(bar.label, room, measure, size) for bar in chart.bars]


def _wrapped(text: str, room: float, measure: Measure, size: float) -> list[str]:
    """Lines of at most `room`, broken at spaces."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, False) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _row(
    chart: StackedBars,
    bar: Bar,
    lines: list[str],
    left: float,
    scale: float,
    row: float,
    measure: Measure,
    size: float,
) -> list[Shape]:
    high = size * SINGLE * 1.2
    upper = (row - high) / 2
    level = upper + high / 2 + size * 0.35
    first = (row - len(lines) * size * SINGLE) / 2 + size
    shapes: list[Shape] = [
        Label(left - _GAP, first + place * size * SINGLE, text, size, anchor=Anchor.END)
        for place, text in enumerate(lines)
    ]
    x = left
    lengths = bar_parts(bar.values, sum(bar.values) * scale)
    for one, value, long in zip(chart.series, bar.values, lengths, strict=True):
        if not value:
            continue
        shapes += _filled(x, upper, long, high, one.fill)
        number = str(value)
        needed = measure(number, size, True)
        if needed + 4 <= long:
            middle = x + long / 2
            if one.fill is Fill.DARK_HATCHED:  # a clear ground below the number
                shapes.append(Box(middle - needed / 2 - 2, level - size * 0.8, needed + 4, size, Ink.PAPER))
            ink = _ON.get(one.fill, Ink.WORDS)
            shapes.append(Label(middle, level, number, size, ink, Anchor.MIDDLE, is_bold=True))
        x += long
    shapes.append(Label(x + 4, level, str(sum(bar.values)), size, is_bold=True))
    return shapes


def _filled(x: float, y: float, width: float, height: float, fill: Fill) -> list[Shape]:
    shapes: list[Shape] = [Box(x, y, width, height, _INKS[fill], Ink.WORDS)]
    if fill is Fill.DARK_HATCHED:
        shapes += _hatching(x, y, width, height)
    return shapes


def _hatching(x: float, y: float, width: float, height: float) -> list[Shape]:
    """Lines rising to the right, cut at the box's edges."""
    lines: list[Shape] = []
    offset = _HATCH / 2
    while offset < width + height:
        start = (x + max(0.0, offset - height), y + min(offset, height))
        end = (x + min(offset, width), y + max(0.0, offset - width))
        lines.append(Stroke((start, end), Ink.DARK, 1.4))
        offset += _HATCH
    return lines
