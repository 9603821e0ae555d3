"""What the task table shows: groups with their counts, and pages of lines, as filtered and folded on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import Task, clear_members, days_late
from kh57_desktop.domain.terms import FIVE_CLEAR, Clarity, Standing
from kh57_desktop.domain.unit_short_names import short_name_of
from kh57_desktop.i18n import sort_key
from kh57_desktop.services.session import Session
from kh57_desktop.store.task_query import TaskQuery, TaskRow


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What is looked for. `folded`: ids of the groups whose rows are closed ("" for tasks without a group)."""

    plan_id: str
    search: str = ""
    standing: Standing | None = None
    unit_id: str | None = None
    is_incomplete: bool = False
    """Only tasks that lack one of the "5 rõ"."""
    folded: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        return bool(self.search.strip() or self.standing or self.unit_id or self.is_incomplete)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A task group with counts over the tasks that the filter leaves."""

    id: str
    number: str
    title: str
    count: int
    overdue: int
    due_soon: int
    done: int

    @property
    def heading(self) -> str:
        number = self.number.rstrip(".")
        return f"{number}. {self.title}" if number else self.title


@dataclass(frozen=True, slots=True)
class TaskSummary:
    """`groups`: what the filter leaves. `standings` and `incomplete`: what each chip would leave of the search and
    unit in force, whatever chip is on. `total`: tasks of the whole plan."""

    total: int = 0
    standings: Mapping[Standing, int] = field(default_factory=dict)
    incomplete: int = 0
    groups: tuple[GroupLine, ...] = ()

    @property
    def shown(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task with all that its row says, names already looked up. `percent` None: nothing recorded."""

    task: Task
    standing: Standing
    lead: str = ""
    lead_short: str = ""
    supporting: tuple[str, ...] = ()
    percent: int | None = None
    clear: frozenset[Clarity] = frozenset()
    days_late: int = 0
    days_left: int | None = None


_DONE = (Standing.DONE_ON_TIME, Standing.DONE_LATE)


def summary(session: Session, wanted: TaskFilter) -> TaskSummary:
    """Groups in printed order with what the filter leaves in each; groups that it empties are left out."""
    tasks = session.store.tasks
    query = _query(session, wanted)
    chips = replace(query, standing=None, missing_clarity=False)
    of_chips = tasks.group_standings(chips)
    shown = tasks.group_standings(query) if wanted.is_incomplete else of_chips
    titles = {group.id: group for group in session.store.plans.groups(wanted.plan_id)}
    lines = []
    for group_id, counts in shown.items():
        left = {wanted.standing: counts.get(wanted.standing, 0)} if wanted.standing else counts
        if count := sum(left.values()):
            lines.append(_group_line(titles.get(group_id or ""), count, left))
    everything = _added_up(of_chips)
    return TaskSummary(
        total=tasks.count(TaskQuery(plan_id=wanted.plan_id, on=session.today))
        if wanted.narrows
        else everything.total(),
        standings=everything,
        incomplete=tasks.count(replace(chips, missing_clarity=True, collapsed_group_ids=frozenset())),
        groups=tuple(lines),
    )


def _group_line(group: TaskGroup | None, count: int, left: Mapping[Standing, int]) -> GroupLine:
    return GroupLine(
        id=group.id if group else "",
        number=group.number if group else "",
        title=group.title if group else "",
        count=count,
        overdue=left.get(Standing.OVERDUE, 0),
        due_soon=left.get(Standing.DUE_SOON, 0),
        done=sum(left.get(standing, 0) for standing in _DONE),
    )


def _added_up(groups: Mapping[str | None, Mapping[Standing, int]]) -> Counter[Standing]:
    total: Counter[Standing] = Counter()
    for counts in groups.values():
        total.update(counts)
    return total


def lines(session: Session, wanted: TaskFilter, *, offset: int, limit: int) -> tuple[TaskLine, ...]:
    """Lines of the open groups in printed order."""
    units = {unit.id: unit for unit in session.store.offices.units()}
    found = session.store.tasks.page(_query(session, wanted), offset=offset, limit=limit)
    return tuple(_line(session, row, units) for row in found)


def plan_code(session: Session, plan_id: str) -> str:
    return session.store.plans.get(plan_id).code


def unit_choices(session: Session) -> tuple[Unit, ...]:
    """Units that a task can be given to, in Vietnamese alphabetical order."""
    return tuple(sorted(session.store.offices.units(), key=lambda unit: sort_key(unit.name)))


def _query(session: Session, wanted: TaskFilter) -> TaskQuery:
    return TaskQuery(
        plan_id=wanted.plan_id,
        on=session.today,
        search=wanted.search,
        standing=wanted.standing,
        unit_id=wanted.unit_id,
        missing_clarity=wanted.is_incomplete,
        clarity=FIVE_CLEAR,
        collapsed_group_ids=frozenset(id_ or None for id_ in wanted.folded),
    )


def _line(session: Session, row: TaskRow, units: Mapping[str, Unit]) -> TaskLine:
    task = row.task
    lead = units.get(task.lead_unit_id or "")
    return TaskLine(
        task=task,
        standing=row.standing,
        lead=row.lead_name,
        lead_short=(lead.short_name if lead else "") or short_name_of(row.lead_name),
        supporting=tuple(units[id_].name for id_ in task.supporting_unit_ids if id_ in units),
        percent=row.percent,
        clear=clear_members(task, FIVE_CLEAR),
        days_late=days_late(task, session.today),
        days_left=(task.due_on - session.today).days if task.due_on else None,
    )
