"""The page of a unit: its tasks and what of them is late, duties, indicators, owed plans, people (feature 40)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.offices import Person, Unit
from kh57_desktop.domain.plans import Duty
from kh57_desktop.domain.registers import Finding, UnitPlan
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing
from kh57_desktop.services.lateness import days_late_now
from kh57_desktop.services.session import Session
from kh57_desktop.store.task_wanted import Grouping, TaskQuery, TaskSort

MOST_TASKS = 300
"""Tasks that the page of a unit lists."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as the list shows it. `leads`, `late`, `supports`: tasks of the plan; `depth`: below how many parents."""

    unit: Unit
    parent: str = ""
    depth: int = 0
    leads: int = 0
    late: int = 0
    supports: int = 0
    owed_late: int = 0
    people: int = 0
    is_active: bool = True

    @property
    def id(self) -> str:
        return self.unit.id


@dataclass(frozen=True, slots=True)
class UnitTask:
    task: Task
    standing: Standing
    days_late: int
    leads: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    line: UnitLine
    tasks: tuple[UnitTask, ...] = ()
    duties: tuple[Duty, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    owed: tuple[tuple[UnitPlan, Standing], ...] = ()
    findings: tuple[tuple[Finding, Standing], ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """By unit: how many tasks of a plan it leads, in which standing, and how many it supports."""

    led: Mapping[str | None, Mapping[Standing, int]]
    supported: Mapping[str, int]


def task_counts(session: Session, plan_id: str, on: date) -> TaskCounts:
    if not plan_id:
        return TaskCounts({}, {})
    query = TaskQuery(plan_id=plan_id, on=on, group_by=Grouping.UNIT)
    return TaskCounts(session.store.tasks.group_standings(query), session.store.tasks.supporting_counts(plan_id))


def unit_lines(
    session: Session, plan_id: str, on: date, *, with_former: bool = True, counts: TaskCounts | None = None
) -> list[UnitLine]:
    """Units in the office's order, each followed by those below it; `counts` where they are at hand."""
    units = session.store.offices.units()
    names = {unit.id: unit.name for unit in units}
    counts = counts or task_counts(session, plan_id, on)
    led, supported = counts.led, counts.supported
    owed: dict[str | None, int] = {}
    for row in session.store.registers.unit_plans.all():
        if row.standing(on) is Standing.OVERDUE:
            owed[row.unit_id] = owed.get(row.unit_id, 0) + 1
    people: dict[str | None, int] = {}
    for person in session.store.offices.people():
        if person.left_on is None or person.left_on >= on:
            people[person.unit_id] = people.get(person.unit_id, 0) + 1
    return [
        UnitLine(
            unit=unit,
            parent=names.get(unit.parent_id or "", ""),
            depth=depth,
            leads=sum(led.get(unit.id, {}).values()),
            late=led.get(unit.id, {}).get(Standing.OVERDUE, 0),
            supports=supported.get(unit.id, 0),
            owed_late=owed.get(unit.id, 0),
            people=people.get(unit.id, 0),
            is_active=unit.is_active(on),
        )
        for unit, depth in in_tree(units)
        if with_former or unit.is_active(on)
    ]


def in_tree(units: list[Unit]) -> list[tuple[Unit, int]]:
    """Each unit followed by those whose parent it is; a circle is cut where it was entered first."""
    known = {unit.id for unit in units}
    below: dict[str | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    found: list[tuple[Unit, int]] = []
    seen: set[str] = set()

    def add(unit: Unit, depth: int) -> None:
        if unit.id not in seen:
            seen.add(unit.id)
            found.append((unit, depth))
            for child in below.get(unit.id, ()):
                add(child, depth + 1)

    for unit in [*below.get(None, ()), *units]:
        add(unit, 0)
    return found


def unit_page(session: Session, plan_id: str, line: UnitLine, on: date) -> UnitPage:
    """Late tasks first, then by due day; what the unit supports after what it leads."""
    unit_id = line.unit.id
    tasks: list[UnitTask] = []
    if plan_id:
        query = TaskQuery(
            plan_id, on, unit_id=unit_id, with_supporting=True, sort=TaskSort.DUE_ON, group_by=Grouping.NONE
        )
        rows = session.store.tasks.page(query, offset=0, limit=MOST_TASKS)
        tasks = [
            UnitTask(row.task, row.standing, days_late_now(session, row.task, on), row.task.lead_unit_id == unit_id)
            for row in rows
        ]
    tasks.sort(key=lambda row: (not row.leads, row.standing is not Standing.OVERDUE, row.task.due_on or date.max))
    tables = session.store.registers
    return UnitPage(
        line=line,
        tasks=tuple(tasks),
        duties=tuple(duty for duty in session.store.plans.duties(plan_id) if duty.unit_id == unit_id)
        if plan_id
        else (),
        indicators=tuple(row for row in session.store.indicators.of_plan(plan_id) if row.responsible_unit_id == unit_id)
        if plan_id
        else (),
        owed=tuple((row, row.standing(on)) for row in tables.unit_plans.where("unit_id = ?", (unit_id,))),
        findings=tuple((row, row.standing(on)) for row in tables.findings.where("unit_id = ?", (unit_id,))),
        people=tuple(person for person in session.store.offices.people() if person.unit_id == unit_id),
    )
