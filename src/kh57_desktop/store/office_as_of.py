"""What reports tell beside tasks and indicators as it was at an earlier moment: registers, committee, chases, files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from kh57_desktop.domain.budgets import BudgetLine, BudgetYear
from kh57_desktop.domain.chases import Chase
from kh57_desktop.domain.committee import Committee, Member
from kh57_desktop.domain.directives import Directive
from kh57_desktop.domain.office_cut_off import OfficeHistory, PlanFacts
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.registers import Commendation, Conclusion, Finding, Inspection, PublicSession, UnitPlan
from kh57_desktop.domain.versions import Versions
from kh57_desktop.store.codec import Row, Shape
from kh57_desktop.store.connection import Database
from kh57_desktop.store.files import Attachment
from kh57_desktop.store.past import Past, alive, versions

T = TypeVar("T", bound=Any)

_TABLES = (
    *("plan", "budget_year", "budget_line", "inspection", "finding", "commendation", "session", "unit_plan"),
    *("directive", "conclusion", "committee", "member", "chase"),
)


def office_history_of(db: Database, plan_id: str, moment: str) -> OfficeHistory:
    """In both versions: at `moment` (UTC as the journal writes it, exclusive) and now."""
    past = Past(db, _TABLES, moment)

    def kept(table: str, kind: type[T], order: Callable[[Row], Any] = _by_position) -> list[Versions[T]]:
        return versions(past.rows(table), Shape(table, kind).value, order)

    plan = past.rows("plan", "id = ?", (plan_id,), lambda row: row["id"] == plan_id)[plan_id]
    chases = past.rows("chase", "plan_id = ?", (plan_id,), lambda row: row["plan_id"] == plan_id)
    chase = Shape("chase", Chase, columns={"on": "on_day"})
    return OfficeHistory(
        plan=Versions(alive(plan[0], _plan_facts), alive(plan[1], _plan_facts), plan[0] is not None),
        budget_years=kept("budget_year", BudgetYear, lambda row: (row["year"], row["id"])),
        budget_lines=kept("budget_line", BudgetLine),
        inspections=kept("inspection", Inspection),
        findings=kept("finding", Finding),
        commendations=kept("commendation", Commendation),
        sessions=kept("session", PublicSession),
        unit_plans=kept("unit_plan", UnitPlan),
        directives=kept("directive", Directive),
        conclusions=kept("conclusion", Conclusion),
        committees=kept("committee", Committee),
        members=kept("member", Member),
        chases=versions(chases, chase.value, lambda row: (row["on_day"], row["id"])),
    )


def files_of(db: Database, moment: str, until: str = "") -> dict[str, Versions[Attachment]]:
    """Every attachment by id, as named and numbered at `moment` and at `until` (see `Past`)."""
    rows = Past(db, ("attachment",), moment, until).rows("attachment")
    found = versions(rows, Shape("attachment", Attachment).value, lambda row: row["id"])
    return {one.id: row for row in found if (one := row.then if row.then is not None else row.now) is not None}


def _plan_facts(row: Row) -> PlanFacts:
    plan = Shape("plan", Plan).value(row)
    return PlanFacts(plan.id, plan.kind, plan.number or "", plan.issuer, plan.dated_on)


def _by_position(row: Row) -> Any:
    return row["position"], row["id"]
