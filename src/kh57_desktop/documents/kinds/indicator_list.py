"""Phụ lục chỉ tiêu (document-format.md d4): landscape, one column per year that has a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kh57_desktop.documents.content import Align, Cell, Column, Content, GroupRow, Row, Table
from kh57_desktop.documents.kinds.annex import plan_annex
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.parts import sentence_start
from kh57_desktop.documents.kinds.report_tables import target_text
from kh57_desktop.domain.indicators import Indicator, Target
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.reports import TargetFigure

_YEARS_MM = 88.0
"""All year columns together take at most this of the 252 mm."""
_YEAR_MM = 26.0


def indicator_list_content(
    plan: Plan,
    indicators: Sequence[Indicator],
    units: Sequence[Unit],
    *,
    header_lines: Sequence[str],
    symbol: str,
    label: str = "Phụ lục",
    sample: bool = False,
) -> Content:
    """Values keep their operator; years without any target have no column."""
    rows, years = indicator_rows(indicators, {unit.id: unit.name for unit in units})
    return plan_annex(
        plan,
        "DANH MỤC CHỈ TIÊU THỰC HIỆN",
        Table(fitted(_columns(years), rows), rows),
        header_lines=header_lines,
        symbol=symbol,
        label=label,
        sample=sample,
    )


def _columns(years: Sequence[int | None]) -> tuple[Column, ...]:
    width = min(_YEAR_MM, _YEARS_MM / max(1, len(years)))
    return (
        Column("TT", 10, Align.CENTER),
        Column("Chỉ tiêu", 84),
        Column("Đơn vị tính", 22, Align.CENTER),
        *(Column(str(year) if year is not None else "Mục tiêu", width, Align.CENTER) for year in years),
        Column("Cơ quan chủ trì", 36, Align.CENTER),
        Column("Ghi chú", 22),
    )


def indicator_rows(
    indicators: Sequence[Indicator], unit_names: Mapping[str, str]
) -> tuple[tuple[Row | GroupRow, ...], tuple[int | None, ...]]:
    """The rows with the plan's groups between them, and the years of their columns; None: no year is named."""
    named = {target.year for row in indicators for target in row.targets if _wanted(target)}
    years = (*([None] if None in named else []), *sorted(year for year in named if year is not None))
    rows: list[Row | GroupRow] = []
    shown_group = ""
    for number, indicator in enumerate(sorted(indicators, key=lambda row: row.position), 1):
        if indicator.group != shown_group:
            shown_group = indicator.group
            if shown_group:
                rows.append(GroupRow("", shown_group))
        rows.append(_row(number, indicator, years, unit_names))
    return tuple(rows), years


def _row(number: int, indicator: Indicator, years: Sequence[int | None], unit_names: Mapping[str, str]) -> Row:
    by_year: dict[int | None, str] = {}
    for target in indicator.targets:
        if wanted := _wanted(target):
            by_year[target.year] = "; ".join(part for part in (by_year.get(target.year, ""), wanted) if part)
    cells: tuple[Cell, ...] = (
        number,
        sentence_start(indicator.text),
        f"{indicator.unit}/{indicator.per}" if indicator.per else indicator.unit,
        *(by_year.get(year, "") for year in years),
        unit_names.get(indicator.responsible_unit_id or "", ""),
        "",
    )
    return Row(cells)


def _wanted(target: Target) -> str:
    if target.value is None and not target.words:
        return ""
    figure = TargetFigure(target.year, target.comparator.value, target.value, target.value_max, target.words)
    return target_text(figure)
