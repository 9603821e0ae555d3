"""An indicator's values against its path: scale on the left, years below, the last value in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from kh57_desktop.documents.charts.drawing import SINGLE, Anchor, Dot, Drawing, Ink, Label, Measure, Shape, Stroke
from kh57_desktop.documents.content import ChartPoint, PathChart, cell_text, short_date

_HEIGHT = 9.0
"""Of the whole chart, in lines of its words."""
VALUES, PATH = "Số liệu thực hiện", "Lộ trình"


def draw_path(chart: PathChart, width: float, measure: Measure, *, size: float) -> Drawing:
    """`values` as a line with dots, `path` dashed; years below, at most six of them."""
    height = _HEIGHT * size * SINGLE
    points = [*chart.values, *chart.path]
    if not points:
        return Drawing(
            width, size * SINGLE, (Label(0, size, "Chưa có số liệu", size),), f"{chart.title}: chưa có số liệu"
        )
    legend, top = _legend(chart, measure, size)
    marks = marks_of(chart)
    left = max(measure(cell_text(mark), size, False) for mark in marks) + 6
    bottom, right = height - size * SINGLE - 3, width - measure("2000", size, False) / 2
    first, last = min(point.on for point in points), max(point.on for point in points)
    days = max(1, (last - first).days)

    def at(point: ChartPoint) -> tuple[float, float]:
        part = (point.on - first).days / days
        share = float((point.value - marks[0]) / (marks[-1] - marks[0]))
        return left + part * (right - left), bottom - share * (bottom - top)

    shapes: list[Shape] = list(legend)
    for mark in marks:
        _x, y = at(ChartPoint(first, mark))
        shapes.append(Stroke(((left, y), (right, y)), Ink.GRID, 0.5))
        shapes.append(Label(left - 4, y + size * 0.35, cell_text(mark), size, anchor=Anchor.END))
    ends = [(date(year, 12, 31), str(year), Anchor.MIDDLE) for year in years(first, last)]
    if not ends:  # all within one year: its first and last day tell when
        ends = [(first, short_date(first), Anchor.START), (last, short_date(last), Anchor.END)][: 1 + (first != last)]
    for day, words, anchor in ends:
        x, _y = at(ChartPoint(day, marks[0]))
        shapes.append(Stroke(((x, bottom), (x, bottom + 3)), Ink.WORDS, 0.5))
        shapes.append(Label(x, height - 2, words, size, anchor=anchor))
    if len(chart.path) > 1:
        shapes.append(Stroke(tuple(at(point) for point in chart.path), Ink.PATH, 1.0, is_dashed=True))
    for goal in chart.path[1:]:
        x, y = at(goal)
        shapes.append(Dot(x, y, 2.2, Ink.PAPER, Ink.PATH))
        if not chart.values or goal.on > chart.values[-1].on:
            shapes.append(_beside((x, y), goal, measure, size, (left, right, top), is_bold=False))
    if len(chart.values) > 1:
        shapes.append(Stroke(tuple(at(point) for point in chart.values), Ink.VALUES, 1.6))
    shapes += [Dot(*at(point), 2.2, Ink.VALUES, Ink.VALUES) for point in chart.values]
    if chart.values:
        end = chart.values[-1]
        shapes.append(_beside(at(end), end, measure, size, (left, right, top), is_bold=True))
    return Drawing(width, height, tuple(shapes), spoken(chart))


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
    at: tuple[float, float],
    point: ChartPoint,
    measure: Measure,
    size: float,
    within: tuple[float, float, float],
    *,
    is_bold: bool,
) -> Label:
    """The value above its point, below it where there is no room."""
    left, right, top = within
    text = cell_text(point.value)
    half = measure(text, size, is_bold) / 2
    x = min(max(at[0], left + half + 4), right - half)
    above = at[1] - 5
    level = above if above - size > top - 12 else at[1] + size + 4
    return Label(x, level, text, size, Ink.WORDS, Anchor.MIDDLE, is_bold)


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
