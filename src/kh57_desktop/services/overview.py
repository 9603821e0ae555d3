"""What the first page says of the tasks: standings, late and soon due work, groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta

from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing
from kh57_desktop.domain.unit_short_names import short_name_of
from kh57_desktop.light import dataclass
from kh57_desktop.services.lateness import days_late_now, days_left_now
from kh57_desktop.services.office_choices import due_soon_days
from kh57_desktop.services.session import Session
from kh57_desktop.store.task_wanted import TaskQuery

MOST_DUE = 20
"""Late and soon due tasks that the page is given; it shows as many as it has room for."""
_DONE = (Standing.DONE_ON_TIME, Standing.DONE_LATE)


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task that is late or soon due. `days`: late by so many, or so many left; None where only a sub-task says it."""

    task: Task
    standing: Standing
    lead: str
    days: int | None


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
    """Standings of the tasks of a plan on a day, and the urgent ones."""

    on: date
    horizon: int
    standings: Mapping[Standing, int] = field(default_factory=dict)
    due: tuple[DueTask, ...] = ()

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


def work_overview(session: Session, plan_id: str) -> WorkOverview:
    """Counted and sorted by SQL, whatever the size of the plan."""
    horizon = due_soon_days(session)
    query = TaskQuery(plan_id=plan_id, on=session.today, due_soon_days=horizon)
    standings = session.store.tasks.standing_counts(query)
    is_urgent = standings[Standing.OVERDUE] or standings[Standing.DUE_SOON]
    return WorkOverview(
        on=session.today,
        horizon=horizon,
        standings=standings,
        due=_due(session, plan_id, horizon) if is_urgent else (),
    )


def group_progress(session: Session, plan_id: str) -> tuple[GroupProgress, ...]:
    """The task groups in printed order with how far each is."""
    query = TaskQuery(plan_id=plan_id, on=session.today, due_soon_days=due_soon_days(session))
    sums = session.store.tasks.group_sums(plan_id, session.today)
    titles = {group.id: group for group in session.store.plans.groups(plan_id)}
    groups = []
    for group_id, counts in session.store.tasks.group_standings(query).items():
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
    return tuple(groups)


def _due(session: Session, plan_id: str, horizon: int) -> tuple[DueTask, ...]:
    """The latest first, then what is due soonest."""
    today = session.today
    units = {unit.id: unit for unit in session.store.offices.units()}
    found = []
    for row in session.store.tasks.due(plan_id, today, until=today + timedelta(days=horizon), limit=MOST_DUE):
        unit = units.get(row.task.lead_unit_id or "")
        lead = (unit.short_name if unit else "") or short_name_of(row.lead_name)
        days_of = days_late_now if row.standing is Standing.OVERDUE else days_left_now
        found.append(DueTask(row.task, row.standing, lead, days_of(session, row.task, today)))
    return tuple(found)
