"""The registers (sổ theo dõi) and hand-overs of work in the data file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kh57_desktop.domain.budgets import BudgetLine, BudgetYear
from kh57_desktop.domain.directives import Directive, DirectiveLink
from kh57_desktop.domain.registers import Commendation, Conclusion, Finding, Inspection, PublicSession, UnitPlan
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.records import Records, Table


@dataclass(frozen=True, slots=True)
class HandOver:
    """Bàn giao of one who left: `items` in words as they stood then; the record (biên bản) as it was made."""

    id: str
    leaving: str
    receiver: str
    handed_on: date
    reason: str = ""
    items: tuple[str, ...] = ()
    record_attachment: str | None = None


class RegisterTables:
    """`store.registers`: a table for each register, in the order in which the office keeps it."""

    def __init__(self, records: Records) -> None:
        self._records = records

    @cached_property
    def budget_years(self) -> Table[BudgetYear]:
        return Table(self._records, Shape("budget_year", BudgetYear))

    @cached_property
    def budget_lines(self) -> Table[BudgetLine]:
        return Table(self._records, Shape("budget_line", BudgetLine))

    @cached_property
    def inspections(self) -> Table[Inspection]:
        return Table(self._records, Shape("inspection", Inspection))

    @cached_property
    def findings(self) -> Table[Finding]:
        return Table(self._records, Shape("finding", Finding))

    @cached_property
    def commendations(self) -> Table[Commendation]:
        return Table(self._records, Shape("commendation", Commendation))

    @cached_property
    def sessions(self) -> Table[PublicSession]:
        return Table(self._records, Shape("session", PublicSession))

    @cached_property
    def unit_plans(self) -> Table[UnitPlan]:
        return Table(self._records, Shape("unit_plan", UnitPlan))

    @cached_property
    def directives(self) -> Table[Directive]:
        return Table(self._records, Shape("directive", Directive))

    @cached_property
    def directive_links(self) -> Table[DirectiveLink]:
        return Table(self._records, Shape("directive_link", DirectiveLink))

    @cached_property
    def conclusions(self) -> Table[Conclusion]:
        return Table(self._records, Shape("conclusion", Conclusion))

    @cached_property
    def hand_overs(self) -> Table[HandOver]:
        return Table(self._records, Shape("hand_over", HandOver))
