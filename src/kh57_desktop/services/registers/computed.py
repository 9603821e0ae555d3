"""Cells of a register that other tables say: sums of a budget, open findings, what a directive is linked to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kh57_desktop.domain.budgets import totals_of_year
from kh57_desktop.i18n import format_decimal
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.fields import CellValue, Field, FieldKind, Names, paper_value
from kh57_desktop.services.session import Session

Computed = Callable[[Any, str], CellValue]
"""(row, key of the field) to what stands there."""


def computed_of(session: Session, names: Names, kind: RegisterKind) -> Computed:
    """What the other tables say is asked once for a whole list."""
    make = _COMPUTED.get(kind)
    if make is None:
        return lambda _row, _key: None
    computed: Computed = make(session, names)
    return computed


def _of_year(session: Session, names: Names) -> Any:
    lines = session.store.registers.budget_lines.all()

    def value(row: Any, key: str) -> CellValue:
        totals = totals_of_year(row, lines)
        if key == "share":
            return None if totals.share is None else f"{format_decimal(totals.share)} %"
        money = {"asked": totals.asked, "planned": totals.planned, "spent": totals.spent}[key]
        return paper_value(_MONEY, money, names)

    return value


def _of_inspection(session: Session, _names: Names) -> Any:
    open_: dict[str | None, int] = {}
    made: set[str | None] = set()
    for row in session.store.registers.findings.all():
        made.add(row.inspection_id)
        if row.closed_on is None or row.closed_on > session.today:
            open_[row.inspection_id] = open_.get(row.inspection_id, 0) + 1
    return lambda row, _key: open_.get(row.id, 0) if row.id in made else None


def _of_directive(session: Session, names: Names) -> Any:
    store = session.store
    plans = {plan.id: plan.code for plan in store.plans.all()}
    words: dict[str, list[str]] = {}
    for link in store.registers.directive_links.all():
        name = (
            plans.get(link.plan_id or "")
            or names.tasks.get(link.task_id or "")
            or names.indicators.get(link.indicator_id or "")
        )
        if name:
            words.setdefault(link.directive_id, []).append(name)
    for task in store.tasks.of_directives():
        words.setdefault(task.directive_id or "", []).append(names.tasks[task.id])
    return lambda row, _key: ", ".join(dict.fromkeys(words.get(row.id, ()))) or None


def _of_conclusion(_session: Session, names: Names) -> Any:
    return lambda row, _key: names.tasks.get(row.task_id) if row.task_id else None


_MONEY = Field("", "", FieldKind.MONEY)
_COMPUTED: Mapping[RegisterKind, Any] = {
    RegisterKind.BUDGET_YEAR: _of_year,
    RegisterKind.INSPECTION: _of_inspection,
    RegisterKind.DIRECTIVE: _of_directive,
    RegisterKind.CONCLUSION: _of_conclusion,
}
