"""A chart on a sheet: its numbers as a table, and below it Excel's own chart of those cells."""

from __future__ import annotations

from datetime import date
from typing import Any

from kh57_desktop.documents.charts.paths import PATH, VALUES, marks_of
from kh57_desktop.documents.content import Align, Chart, Column, Fill, PathChart, Row, StackedBars, Table
from kh57_desktop.documents.days import day_number
from kh57_desktop.documents.excel.cells import FONT

_SIZE = 11
_FILLS: dict[Fill, dict[str, Any]] = {
    Fill.DARK: {"fill": {"color": "#666666"}},
    Fill.DARK_HATCHED: {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#666666", "bg_color": "#FFFFFF"}},
    Fill.LIGHT: {"fill": {"color": "#D1D1D1"}},
    Fill.BLACK: {"fill": {"color": "#000000"}},
    Fill.EMPTY: {"fill": {"color": "#FFFFFF"}},
}
_LINE = {"color": "#000000", "width": 0.5}
_WIDTH, _ROW, _ABOVE = 900, 34, 120
"""Pixels."""


def numbers_of(chart: Chart) -> Table:
    """What the chart is drawn from."""
    if isinstance(chart, StackedBars):
        columns = (Column("", 60), *(Column(one.name, 24, Align.CENTER) for one in chart.series))
        return Table(columns, tuple(Row((bar.label, *bar.values)) for bar in chart.bars))
    unit = f"Giá trị ({chart.unit})" if chart.unit else "Giá trị"
    columns = (Column("", 60), Column("Ngày", 40, Align.CENTER), Column(unit, 40, Align.CENTER))
    named = ((VALUES, chart.values), (PATH, chart.path))
    return Table(columns, tuple(Row((name, point.on, point.value)) for name, points in named for point in points))


def insert_chart(book: Any, target: Any, chart: Chart, *, first: int, below: int) -> None:
    """`first`: row of the first number on the sheet `target`; `below`: row at which the chart is put, if it has any."""
    if not (chart.bars if isinstance(chart, StackedBars) else (*chart.values, *chart.path)):
        return
    if isinstance(chart, StackedBars):
        made, height = _bars(book, target.get_name(), chart, first), _ABOVE + _ROW * len(chart.bars)
    else:
        made, height = _path(book, target.get_name(), chart, first), 360
    made.set_legend({"position": "top", "font": {"name": FONT, "size": _SIZE}})
    made.set_title({"name": chart.title, "name_font": {"name": FONT, "size": 13, "bold": True}})
    made.set_size({"width": _WIDTH, "height": height})
    target.insert_chart(below, 0, made, {"object_position": 2, "description": chart.title})


def _bars(book: Any, sheet: str, chart: StackedBars, first: int) -> Any:
    made = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = first + len(chart.bars) - 1
    for place, one in enumerate(chart.series, 1):
        colour = "#FFFFFF" if one.fill in (Fill.DARK, Fill.BLACK) else "#000000"
        labels: dict[str, Any] = {"value": True, "num_format": "#,##0;;", "font": {"name": FONT, "color": colour}}
        if one.fill is Fill.DARK_HATCHED:
            labels["fill"] = {"color": "#FFFFFF"}
        made.add_series(
            {
                "name": [sheet, first - 1, place],
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, place, last, place],
                "border": _LINE,
                "gap": 45,
                "data_labels": labels,
                **_FILLS[one.fill],
            }
        )
    made.set_y_axis(
        {"reverse": True, "interval_unit": 1, "num_font": {"name": FONT, "size": _SIZE}, "major_tick_mark": "none"}
    )
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    return made


def _path(book: Any, sheet: str, chart: PathChart, first: int) -> Any:
    made = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    row = first
    for points, name, dash, colour in (
        (chart.values, VALUES, "solid", "#000000"),
        (chart.path, PATH, "dash", "#595959"),
    ):
        if points:
            last = row + len(points) - 1
            made.add_series(
                {
                    "name": name,
                    "categories": [sheet, row, 1, last, 1],
                    "values": [sheet, row, 2, last, 2],
                    "line": {"color": colour, "width": 1.5, "dash_type": dash},
                    "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
                }
            )
            row = last + 1
    font = {"name": FONT, "size": _SIZE}
    days = [point.on for point in (*chart.values, *chart.path)]
    if days:
        marks = marks_of(chart)
        first_year, last_year = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
        years = {
            "min": day_number(first_year),
            "max": day_number(last_year),
            "major_unit": 365.25,
            "num_format": "yyyy",
        }
        made.set_x_axis({**years, "num_font": font, "major_gridlines": {"visible": False}})
        scale = {"min": float(marks[0]), "max": float(marks[-1]), "major_unit": float(marks[1] - marks[0])}
        made.set_y_axis({**scale, "num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF"}}})
    return made
