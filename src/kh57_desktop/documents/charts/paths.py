"""An indicator's values against its path: scale on the left, years below, the last value in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from kh57_desktop.documents.charts.drawing import SINGLE, Anchor, Dot, Drawing, Ink, Label, Measure, Shape, Stroke
from kh57_desktop.documents.content import ChartPoint, PathChart, cell_text, short_date

_HEIGHT = 9.0
"""Of the whole chart, in lines of its words."""
VALUES, PATH = "Số liệu thực hiện", "Lộ trình"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a chart is drawn. Paper: a legend above, nine lines high. A narrow pane: `path_word` beside the path instead.

    `number`: values in words; `height` 0 for the usual one.
    """

    has_legend: bool = True
    path_word: str = ""
    height: float = 0
    number: Callable[[Decimal], str] = cell_text
    nothing: str = "Chưa có số liệu"


ON_PAPER = Manner()


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and values stand."""

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    marks: Sequence[Decimal]

    def at(self, point: ChartPoint) -> tuple[float, float]:
        part = (point.on - self.first).days / max(1, (self.last - self.first).days)
        value = min(max(point.value, self.marks[0]), self.marks[-1])
        share = float((value - self.marks[0]) / (self.marks[-1] - self.marks[0]))
        return self.left + part * (self.right - self.left), self.bottom - share * (self.bottom - self.top)


def draw_path(chart: PathChart, width: float, measure: Measure, *, size: float, manner: Manner = ON_PAPER) -> Drawing:
    """`values` as a line with dots, `path` dashed to its milestones; years below, at most six of them."""
    height = manner.height or _HEIGHT * size * SINGLE
    points = [*chart.values, *chart.path]
    if not points:
        label = Label(0, size, manner.nothing, size)
        return Drawing(width, size * SINGLE, (label,), f"{chart.title}: {manner.nothing}")
    legend, top = _legend(chart, measure, size) if manner.has_legend else ([], size * SINGLE)
    marks = marks_of(chart)
    frame = _Frame(
        left=max(measure(manner.number(mark), size, False) for mark in marks) + 6,
        right=width - measure("2000", size, False) / 2,
        top=top,
        bottom=height - size * SINGLE - 3,
        first=min(point.on for point in points),
        last=max(point.on for point in points),
        marks=marks,
    )
    shapes = [*legend, *_scale(frame, height, size, manner), *_path(chart, frame, measure, size, manner)]
    shapes += _values(chart, frame, measure, size, manner)
    return Drawing(width, height, tuple(shapes), spoken(chart))


def _scale(frame: _Frame, height: float, size: float, manner: Manner) -> list[Shape]:
    shapes: list[Shape] = []
    for mark in frame.marks:
        _x, y = frame.at(ChartPoint(frame.first, mark))
        shapes.append(Stroke(((frame.left, y), (frame.right, y)), Ink.GRID, 0.5))
        shapes.append(Label(frame.left - 4, y + size * 0.35, manner.number(mark), size, anchor=Anchor.END))
    ends = [(date(year, 12, 31), str(year), Anchor.MIDDLE) for year in years(frame.first, frame.last)]
    if not ends:  # all within one year: its first and last day tell when
        ends = [(frame.first, short_date(frame.first), Anchor.START), (frame.last, short_date(frame.last), Anchor.END)]
        ends = ends[: 1 + (frame.first != frame.last)]
    for day, words, anchor in ends:
        x, _y = frame.at(ChartPoint(day, frame.marks[0]))
        shapes.append(Stroke(((x, frame.bottom), (x, frame.bottom + 3)), Ink.WORDS, 0.5))
        shapes.append(Label(x, height - 2, words, size, anchor=anchor))
    return shapes


def _path(chart: PathChart, frame: _Frame, measure: Measure, size: float, manner: Manner) -> list[Shape]:
    shapes: list[Shape] = []
    if len(chart.path) > 1:
        shapes.append(Stroke(tuple(frame.at(point) for point in chart.path), Ink.PATH, 1.0, is_dashed=True))
    for goal in chart.path[1:]:
        x, y = frame.at(goal)
        shapes.append(Dot(x, y, 2.2, Ink.PAPER, Ink.PATH))
        if not chart.values or goal.on > chart.values[-1].on:
            words = manner.number(goal.value)
            if manner.path_word and goal is chart.path[-1]:
                words = f"{manner.path_word} {words}"
            shapes.append(_beside((x, y), words, frame, measure, size, is_bold=False))
    return shapes


def _values(chart: PathChart, frame: _Frame, measure: Measure, size: float, manner: Manner) -> list[Shape]:
    shapes: list[Shape] = []
    if len(chart.values) > 1:
        shapes.append(Stroke(tuple(frame.at(point) for point in chart.values), Ink.VALUES, 1.6))
    shapes += [Dot(*frame.at(point), 2.2, Ink.VALUES, Ink.VALUES) for point in chart.values]
    end = chart.current or (chart.values[-1] if chart.values else None)
    if end is None:
        return shapes
    ink = Ink.DOUBT if chart.is_current_doubtful else Ink.VALUES
    if chart.current is not None:
        shapes.append(Dot(*frame.at(end), 4, Ink.PAPER, ink))
    words = manner.number(end.value) + (" ?" if chart.is_current_doubtful else "")
    label = _beside(frame.at(end), words, frame, measure, size, is_bold=True)
    return [*shapes, replace(label, ink=ink) if chart.is_current_doubtful else label]


def spoken(chart: PathChart) -> str:
    values = "; ".join(f"{short_date(point.on)}: {cell_text(point.value)}" for point in chart.values) or "chưa có"
    goals = "; ".join(f"{point.on.year}: {cell_text(point.value)}" for point in chart.path)
    unit = f" ({chart.unit})" if chart.unit else ""
    return f"{chart.title}{unit}. {VALUES}: {values}." + (f" {PATH}: {goals}." if goals else "")


def _legend(chart: PathChart, measure: Measure, size: float) -> tuple[list[Shape], float]:
    """What is drawn in which manner, on the left; the unit on the scale."""
    shapes: list[Shape] = []
    x, level = 0.0, size * 0.65
    for name, ink, is_dashed, shown in ((VALUES, Ink.VALUES, False, chart.values), (PATH, Ink.PATH, True, chart.path)):
        if shown:
            shapes.append(Stroke(((x, level), (x + 22, level)), ink, 1.0 if is_dashed else 1.6, is_dashed))
            shapes.append(Label(x + 27, size, name, size))
            x += 27 + measure(name, size, False) + 16
    if chart.unit:
        shapes.append(Label(x, size, f"Đơn vị tính: {chart.unit}", size))
    return shapes, size * SINGLE + 14


def _beside(
    at: tuple[float, float], words: str, frame: _Frame, measure: Measure, size: float, *, is_bold: bool
) -> Label:
    """Words above a point, below it where there is no room."""
    half = measure(words, size, is_bold) / 2
    x = min(max(at[0], frame.left + half + 4), frame.right + size - half)
    above = at[1] - 6
    level = above if above - size > frame.top - 14 else at[1] + size + 5
    return Label(x, level, words, size, Ink.WORDS, Anchor.MIDDLE, is_bold)


def marks_of(chart: PathChart) -> list[Decimal]:
    """The round numbers at its scale; the chart has a point."""
    values = [point.value for point in (*chart.values, *chart.path)]
    return ticks(min(Decimal(0), *values), max(values))


def ticks(low: Decimal, high: Decimal, most: int = 4) -> list[Decimal]:
    """Round numbers from at most `low` to at least `high`, at most `most` steps apart."""
    reach = max(high - low, abs(high) / 1000, Decimal("0.01"))
    step = Decimal(1).scaleb((reach / most).adjusted())
    step = next(size for factor in ("1", "2", "2.5", "5", "10") if (size := step * Decimal(factor)) * most >= reach)
    found = [(low / step).to_integral_value(rounding=ROUND_FLOOR) * step]
    while found[-1] < high:
        found.append(found[-1] + step)
    return [_plain(mark) for mark in found] if len(found) > 1 else [_plain(found[0]), _plain(found[0] + step)]


def _plain(value: Decimal) -> Decimal:
    """Without zeros after the mark, and never as 1E+2."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain


def years(first: date, last: date, most: int = 6) -> Sequence[int]:
    """Years whose ends lie between the two days, thinned out from the last back."""
    found = [year for year in range(first.year, last.year + 1) if first <= date(year, 12, 31) <= last]
    step = -(-len(found) // most) or 1
    return found[::-1][::step][::-1]
