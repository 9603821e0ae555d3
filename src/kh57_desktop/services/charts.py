"""Charts of the present data, for paper and screen alike."""

from __future__ import annotations

from kh57_desktop.documents.charts import Drawing, Manner, Measure, draw, draw_path
from kh57_desktop.documents.content import Chart, ChartPoint, Content, PathChart, StackedBars
from kh57_desktop.documents.kinds.charts import PlanCharts, charts_content
from kh57_desktop.documents.kinds.parts import sentence_start, short_form
from kh57_desktop.domain.attainment import value_of
from kh57_desktop.domain.expected_path import day_of, expected_path
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.totals import totals_by_group, totals_by_unit, totals_of
from kh57_desktop.i18n import _
from kh57_desktop.services.paper_forms import NothingToPrint, Request, body_form, plan_and_body
from kh57_desktop.services.paper_tasks import subject_of, tasks_at
from kh57_desktop.services.session import Session

__all__ = [
    "Chart",
    "ChartPoint",
    "Drawing",
    "Manner",
    "Measure",
    "PathChart",
    "StackedBars",
    "draw",
    "draw_path",
    "path_chart",
    "plan_charts",
]

_TITLE_LETTERS = 110


def plan_charts(session: Session, request: Request) -> Content:
    """The paper with all of them."""
    plan, body = plan_and_body(session, request)
    rows = tasks_at(session, plan, request.on)
    tasks, standings = [row.task for row in rows], {row.task.id: row.standing for row in rows}
    paths = []
    readings = session.store.indicators.readings_of_plan(plan.id)
    for indicator in session.store.indicators.of_plan(plan.id):
        stated = [row for row in readings.get(indicator.id, ()) if day_of(row.period) <= request.on]
        chart = path_chart(indicator, stated)
        if chart.values or chart.path:
            paths.append(chart)
    if not (rows or paths):
        raise NothingToPrint(what=_("the plan has neither tasks nor values of indicators"))
    charts = PlanCharts(
        subject=subject_of(plan),
        on=request.on,
        overall=totals_of(tasks, standings),
        by_group=totals_by_group(tasks, standings, session.store.plans.groups(plan.id)) if rows else (),
        by_unit=totals_by_unit(tasks, standings, session.store.offices.units()) if rows else (),
        paths=tuple(paths),
    )
    return charts_content(body_form(session, body, request.on), charts)


def path_chart(indicator: Indicator, readings: list[Reading]) -> PathChart:
    """All values of an indicator and the path to its milestones."""
    path = expected_path(indicator, readings)
    points = sorted((day_of(row.period), value) for row in readings if (value := value_of(row)) is not None)
    unit = f"{indicator.unit}/{indicator.per}" if indicator.per else indicator.unit
    return PathChart(
        f"{indicator.code}. {short_form(sentence_start(indicator.text), _TITLE_LETTERS)}",
        unit,
        tuple(ChartPoint(on, value) for on, value in points),
        tuple(ChartPoint(point.on, point.value) for point in path.points) if path is not None else (),
    )
