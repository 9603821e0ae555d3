"""Charts of a plan's standings and of its indicators' paths: for a meeting, and the bar on the leaders' sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.documents.content import (
    Bar,
    Block,
    Content,
    Fill,
    Paragraph,
    Part,
    PathChart,
    Role,
    Series,
    StackedBars,
    Title,
    short_date,
)
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.report_tables import apart_sentence
from kh57_desktop.domain.reports import TotalsRow

SERIES = (
    Series("Hoàn thành đúng hạn", Fill.DARK),
    Series("Hoàn thành quá hạn", Fill.DARK_HATCHED),
    Series("Đang thực hiện trong hạn", Fill.LIGHT),
    Series("Đang thực hiện quá hạn", Fill.BLACK),
    Series("Chưa đến hạn, chưa triển khai", Fill.EMPTY),
)
"""The columns of the report's table 1, in its order."""


def standings_chart(title: str, rows: Sequence[TotalsRow]) -> StackedBars:
    """One bar a row, labelled as the row is."""
    return StackedBars(
        title,
        SERIES,
        tuple(Bar(row.label, (row.done_on_time, row.done_late, row.in_time, row.overdue, row.not_due)) for row in rows),
    )


@dataclass(frozen=True, slots=True)
class PlanCharts:
    """`paths`: of the indicators that have a value or a path."""

    subject: str
    on: date
    overall: TotalsRow
    by_group: tuple[TotalsRow, ...] = ()
    by_unit: tuple[TotalsRow, ...] = ()
    paths: tuple[PathChart, ...] = ()


def charts_content(form: Form, plan: PlanCharts) -> Content:
    """No header and no signature: it lies on the table of a meeting and is no issued paper."""
    blocks: list[Block] = [
        Title("BIỂU ĐỒ TÌNH HÌNH THỰC HIỆN", plan.subject, f"(Số liệu đến ngày {short_date(plan.on)})")
    ]
    shown: list[tuple[str, StackedBars | PathChart]] = []
    if plan.by_group:
        name = "Tình hình thực hiện nhiệm vụ theo nhóm"
        shown.append((name, standings_chart(name, plan.by_group)))
    if plan.by_unit:
        name = "Tình hình thực hiện nhiệm vụ theo đơn vị chủ trì"
        shown.append((name, standings_chart(name, plan.by_unit)))
    shown += [(path.title, path) for path in plan.paths]
    for number, (name, chart) in enumerate(shown, 1):
        blocks += [Paragraph(f"Biểu đồ {number}. {name}", role=Role.CAPTION), chart]
        if number == 1 and plan.by_group and apart_sentence(plan.overall):
            blocks.append(Paragraph(apart_sentence(plan.overall), role=Role.NOTE))
    if plan.paths:
        rule = "Lộ trình: đường thẳng nối số liệu gốc với mục tiêu từng mốc; kế hoạch chỉ quy định các mốc."
        blocks.append(Paragraph(rule, role=Role.NOTE))
    return Content(form.system, f"Biểu đồ tình hình thực hiện {plan.subject}", (Part(tuple(blocks)),), form.sample)
