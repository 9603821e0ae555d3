"""What the first page says: next report and who still owes what, late work, standings, groups, indicators behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from kh57_desktop.domain.attainment import value_of
from kh57_desktop.domain.expected_path import ExpectedPath, day_of, expected_path
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.tasks import Task, days_late
from kh57_desktop.domain.terms import Mark, Standing
from kh57_desktop.domain.unit_short_names import short_name_of
from kh57_desktop.services.office_choices import due_soon_days
from kh57_desktop.services.session import Session
from kh57_desktop.store.task_query import TaskQuery, TaskRow, TaskSort

MOST_DUE = 20
"""Late and soon due tasks that the page is given; it shows as many as it has room for."""
_DONE = (Standing.DONE_ON_TIME, Standing.DONE_LATE)


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task that is late or soon due. `days`: late by so many, or so many left."""

    task: Task
    standing: Standing
    lead: str
    days: int


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """`percent`: mean of the group's tasks, done ones 100; None where nothing is known."""

    id: str
    number: str
    title: str
    tasks: int
    done: int
    overdue: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class WorkOverview:
    """All about the tasks of a plan on a day."""

    on: date
    horizon: int
    standings: Mapping[Standing, int] = field(default_factory=dict)
    due: tuple[DueTask, ...] = ()
    groups: tuple[GroupProgress, ...] = ()

    @property
    def total(self) -> int:
        """Tasks that count: cancelled ones do not."""
        return sum(self.standings.values()) - self.standings.get(Standing.CANCELLED, 0)

    @property
    def done(self) -> int:
        return sum(self.standings.get(standing, 0) for standing in _DONE)

    @property
    def overdue(self) -> int:
        return self.standings.get(Standing.OVERDUE, 0)

    @property
    def due_soon(self) -> int:
        return self.standings.get(Standing.DUE_SOON, 0)


@dataclass(frozen=True, slots=True)
class BehindIndicator:
    """`value` stands behind `expected` of its day; `share` and `path_share`: parts, 0 to 1, of the last milestone."""

    indicator: Indicator
    value: Decimal
    expected: Decimal
    share: float
    path_share: float


@dataclass(frozen=True, slots=True)
class OwesForReport:
    """What a unit still has to say; `unit` "" for rows that no unit answers for."""

    unit: str
    tasks: int
    indicators: int


@dataclass(frozen=True, slots=True)
class NextReport:
    """The report to be handed in next. `told` of `tasks` and `entered` of `indicators` are there already."""

    name: str
    regime: str
    period: str
    superior: str
    cut_off: date
    due_on: date
    days_left: int
    told: int
    tasks: int
    entered: int
    indicators: int
    owing: tuple[OwesForReport, ...]


def work_overview(session: Session, plan_id: str) -> WorkOverview:
    """Counted and sorted by SQL, whatever the size of the plan."""
    tasks, horizon = session.store.tasks, due_soon_days(session)
    query = TaskQuery(plan_id=plan_id, on=session.today, due_soon_days=horizon, sort=TaskSort.DUE_ON)
    by_group = tasks.group_standings(query)
    standings: Counter[Standing] = Counter()
    for counts in by_group.values():
        standings.update(counts)
    sums = tasks.group_sums(plan_id, session.today)
    titles = {group.id: group for group in session.store.plans.groups(plan_id)}
    groups = []
    for group_id, counts in by_group.items():
        group, of_group = titles.get(group_id or ""), sums.get(group_id)
        groups.append(
            GroupProgress(
                id=group_id or "",
                number=group.number if group else "",
                title=group.title if group else "",
                tasks=of_group.tasks if of_group else 0,
                done=sum(counts.get(standing, 0) for standing in _DONE),
                overdue=counts.get(Standing.OVERDUE, 0),
                percent=of_group.percent if of_group else None,
            )
        )
    return WorkOverview(
        on=session.today,
        horizon=horizon,
        standings={standing: standings.get(standing, 0) for standing in Standing},
        due=_due(session, query, standings),
        groups=tuple(groups),
    )


def _due(session: Session, query: TaskQuery, standings: Mapping[Standing, int]) -> tuple[DueTask, ...]:
    """The latest first, then what is due soonest."""
    rows: list[TaskRow] = []
    for standing in (Standing.OVERDUE, Standing.DUE_SOON):
        if standings.get(standing) and len(rows) < MOST_DUE:
            wanted = TaskQuery(
                plan_id=query.plan_id,
                on=query.on,
                due_soon_days=query.due_soon_days,
                sort=TaskSort.DUE_ON,
                standing=standing,
            )
            rows += session.store.tasks.page(wanted, offset=0, limit=MOST_DUE - len(rows))
    units = {unit.id: unit for unit in session.store.offices.units()} if rows else {}
    found = []
    for row in rows:
        unit = units.get(row.task.lead_unit_id or "")
        lead = (unit.short_name if unit else "") or short_name_of(row.lead_name)
        days = days_late(row.task, query.on)
        if row.standing is Standing.DUE_SOON and row.task.due_on is not None:
            days = (row.task.due_on - query.on).days
        found.append(DueTask(row.task, row.standing, lead, days))
    return tuple(found)


def behind_indicators(session: Session, plan_id: str) -> tuple[BehindIndicator, ...]:
    """Indicators whose newest value is behind the path, those that lack most of it first."""
    readings = session.store.indicators.readings_of_plan(plan_id)
    found = []
    for indicator in session.store.indicators.of_plan(plan_id):
        own = readings.get(indicator.id, ())
        stated = [row for row in own if value_of(row) is not None and day_of(row.period) <= _end_of(session.today)]
        newest = max(stated, key=lambda row: day_of(row.period), default=None)
        path = expected_path(indicator, own) if newest is not None else None
        if newest is not None and path is not None:
            behind = _behind(indicator, newest, path, session.today)
            found += [behind] if behind is not None else []
    return tuple(sorted(found, key=lambda row: (row.share - row.path_share, row.indicator.code)))


def _end_of(today: date) -> date:
    """A value of the period under way counts as well."""
    return today + timedelta(days=366)


def _behind(indicator: Indicator, newest: Reading, path: ExpectedPath, today: date) -> BehindIndicator | None:
    value, day = value_of(newest), min(day_of(newest.period), today)
    expected = path.value_on(day)
    if value is None or expected is None or not path.is_behind(value, day):
        return None
    whole = max(abs(path.points[-1].value), abs(path.points[0].value), abs(value)) or Decimal(1)
    return BehindIndicator(
        indicator, value, expected, share=float(abs(value) / whole), path_share=float(abs(expected) / whole)
    )


def next_report(session: Session, plan_id: str) -> NextReport | None:
    """What is to be handed in next, with what is missing from whom; None where nothing is owed."""
    from kh57_desktop.services.obligations import is_asked_for, next_reports  # with the holidays: not at the start

    plan = session.store.plans.get(plan_id)
    owed = next(iter(next_reports(session, count=1, plan=plan.code)), None)
    if owed is None:
        return None
    tasks, silent = session.store.tasks.silent(plan_id, owed.dates.data_from, owed.dates.data_to)
    readings = session.store.indicators.readings_of_plan(plan_id)
    asked = [row for row in session.store.indicators.of_plan(plan_id) if is_asked_for(row.frequency, owed.period)]
    empty: Counter[str | None] = Counter()
    for row in asked:
        if not any(
            reading.period == owed.period.code and reading.mark is not Mark.MISSING
            for reading in readings.get(row.id, ())
        ):
            empty[row.responsible_unit_id] += 1
    units = {unit.id: unit.short_name or short_name_of(unit.name) for unit in session.store.offices.units()}
    owing: dict[str, list[int]] = {}
    for place, counts in enumerate((silent, empty)):
        for unit_id, count in counts.items():
            owing.setdefault(units.get(unit_id or "", ""), [0, 0])[place] += count
    return NextReport(
        name=owed.name,
        regime=owed.regime.code,
        period=owed.period.code,
        superior=owed.superior,
        cut_off=owed.dates.cut_off,
        due_on=owed.dates.due_on,
        days_left=owed.days_left(session.today),
        told=tasks - sum(silent.values()),
        tasks=tasks,
        entered=len(asked) - empty.total(),
        indicators=len(asked),
        owing=tuple(
            OwesForReport(unit, *counts)
            for unit, counts in sorted(owing.items(), key=lambda row: (not row[0], -sum(row[1]), row[0]))
        ),
    )
