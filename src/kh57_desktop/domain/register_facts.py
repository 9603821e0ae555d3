"""What the registers say of a data period [from, to], counted so that a report can cite it (features 121-125, 129)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from kh57_desktop.domain.budgets import BudgetLine, BudgetYear, added, share_of, spent_between, totals_of_year
from kh57_desktop.domain.directives import Directive
from kh57_desktop.domain.registers import Commendation, Conclusion, Finding, Inspection, PublicSession, UnitPlan
from kh57_desktop.domain.terms import DirectiveLevel, InspectionKind, SessionKind, Standing


@dataclass(frozen=True, slots=True)
class Registers:
    """The rows of every register of an office, as they are on record."""

    budget_years: Sequence[BudgetYear] = ()
    budget_lines: Sequence[BudgetLine] = ()
    inspections: Sequence[Inspection] = ()
    findings: Sequence[Finding] = ()
    commendations: Sequence[Commendation] = ()
    sessions: Sequence[PublicSession] = ()
    unit_plans: Sequence[UnitPlan] = ()
    directives: Sequence[Directive] = ()
    conclusions: Sequence[Conclusion] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Sessions of one kind held in the period. `participants` adds those known, `unknown` sessions say no number."""

    kind: SessionKind
    ids: tuple[str, ...]
    participants: int
    unknown: int

    @property
    def count(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """The year in which the period ends, and what was spent inside the period; đồng, None is not known.

    `share` and `asked_share` in per cent. `lines`: ids of the lines spent in the period, `lines_this_year`:
    of those spent since the year began.
    """

    year: int
    total: int | None
    allotment: int | None
    share: Decimal | None
    asked_share: Decimal | None
    is_reached: bool | None
    planned: int | None
    spent_in_period: int | None
    spent_this_year: int | None
    spent_share: Decimal | None
    lines: tuple[str, ...] = ()
    lines_this_year: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Every tuple holds the ids of the rows that were counted; both days of the period count.

    `findings_open`, `findings_overdue`, `owed_late`: as at the last day. `owed_due`: due in the period.
    """

    first: date
    last: date
    inspections: tuple[str, ...]
    supervisions: tuple[str, ...]
    findings_made: tuple[str, ...]
    findings_closed: tuple[str, ...]
    findings_open: tuple[str, ...]
    findings_overdue: tuple[str, ...]
    sessions: tuple[Held, ...]
    proposed: tuple[str, ...]
    granted: tuple[str, ...]
    directives: tuple[tuple[DirectiveLevel, tuple[str, ...]], ...]
    owed_due: tuple[str, ...]
    owed_received: tuple[str, ...]
    owed_late: tuple[str, ...]
    conclusions: tuple[str, ...]
    money: MoneyFacts


def facts_between(rows: Registers, first: date, last: date) -> RegisterFacts:
    """Counts what happened from `first` to `last`; rows without the day in question count in no period."""

    def within(day: date | None) -> bool:
        return day is not None and first <= day <= last

    held = [row for row in rows.inspections if within(row.held_on)]
    open_findings = [
        row
        for row in rows.findings
        if (row.closed_on is None or row.closed_on > last) and not (row.found_on is not None and row.found_on > last)
    ]
    due = [row for row in rows.unit_plans if within(row.due_on)]
    return RegisterFacts(
        first=first,
        last=last,
        inspections=_ids(row for row in held if row.kind is InspectionKind.INSPECTION),
        supervisions=_ids(row for row in held if row.kind is InspectionKind.SUPERVISION),
        findings_made=_ids(row for row in rows.findings if within(row.found_on)),
        findings_closed=_ids(row for row in rows.findings if within(row.closed_on)),
        findings_open=_ids(open_findings),
        findings_overdue=_ids(row for row in open_findings if row.standing(last) is Standing.OVERDUE),
        sessions=tuple(_held(rows.sessions, kind, within) for kind in SessionKind),
        proposed=_ids(row for row in rows.commendations if within(row.proposed_on)),
        granted=_ids(row for row in rows.commendations if within(row.granted_on)),
        directives=tuple(
            (level, _ids(row for row in rows.directives if row.level is level and within(row.dated_on)))
            for level in DirectiveLevel
        ),
        owed_due=_ids(due),
        owed_received=_ids(row for row in due if row.received_on is not None and row.received_on <= last),
        owed_late=_ids(row for row in rows.unit_plans if row.standing(last) is Standing.OVERDUE),
        conclusions=_ids(row for row in rows.conclusions if within(row.held_on)),
        money=_money(rows, first, last),
    )


def _held(sessions: Sequence[PublicSession], kind: SessionKind, within: Callable[[date | None], bool]) -> Held:
    found = [row for row in sessions if row.kind is kind and within(row.held_on)]
    return Held(
        kind=kind,
        ids=_ids(found),
        participants=sum(row.participants or 0 for row in found),
        unknown=sum(1 for row in found if row.participants is None),
    )


def _money(rows: Registers, first: date, last: date) -> MoneyFacts:
    entry = next((row for row in rows.budget_years if row.year == last.year), BudgetYear("", last.year))
    totals = totals_of_year(entry, rows.budget_lines)
    own = [row for row in rows.budget_lines if row.year == last.year]
    spent = [row for row in own if row.spent_on is not None and row.spent_on <= last]
    until = added(row.spent for row in spent)
    return MoneyFacts(
        year=last.year,
        total=totals.total,
        allotment=totals.allotment,
        share=totals.share,
        asked_share=totals.asked_share,
        is_reached=totals.is_reached,
        planned=totals.planned,
        spent_in_period=spent_between(rows.budget_lines, first, last),
        spent_this_year=until,
        spent_share=share_of(until, totals.planned),
        lines=_ids(row for row in rows.budget_lines if row.spent_on is not None and first <= row.spent_on <= last),
        lines_this_year=_ids(spent),
    )


class _Row(Protocol):
    @property
    def id(self) -> str: ...


def _ids(rows: Iterable[_Row]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def counted_sessions(
    sessions: Iterable[PublicSession], indicator_id: str, first: date, last: date
) -> tuple[list[PublicSession], int | None]:
    """The sessions linked to an indicator in a period, and their participants; None where one does not say."""
    found = [
        row
        for row in sessions
        if row.indicator_id == indicator_id and row.held_on is not None and first <= row.held_on <= last
    ]
    if not found or any(row.participants is None for row in found):
        return found, None
    return found, sum(row.participants or 0 for row in found)
