"""What the page of the committee shows: members in order, who answers for which group, what of it is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.domain.committee import Assignment, Committee, Member, in_order
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing
from kh57_desktop.services.lateness import days_late_now
from kh57_desktop.services.session import Session
from kh57_desktop.store.task_wanted import TaskQuery

Counts = Mapping[str | None, Mapping[Standing, int]]
"""Tasks by group id and standing."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A member and a task group. `assignment_id`: answers for the whole group; else for `count` single tasks of it."""

    group_id: str
    assignment_id: str = ""
    count: int = 0
    late: int = 0

    @property
    def is_whole(self) -> bool:
        return bool(self.assignment_id)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """`count` and `late`: tasks of all that the member answers for."""

    member: Member
    cells: tuple[MatrixCell, ...] = ()
    count: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class CommitteeView:
    """`committee` None: the office has none yet. `former`: those whose membership has ended, newest first."""

    committees: tuple[Committee, ...] = ()
    committee: Committee | None = None
    groups: tuple[TaskGroup, ...] = ()
    members: tuple[MemberLine, ...] = ()
    former: tuple[MemberLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """`words`: what is answered for; `text`: how the decision puts it, where it says more."""

    id: str
    words: str
    count: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class LateTask:
    code: str
    text: str
    days: int


@dataclass(frozen=True, slots=True)
class MemberDetails:
    line: MemberLine
    assignments: tuple[AssignmentLine, ...] = ()
    late: tuple[LateTask, ...] = ()


def view(session: Session, plan_id: str, committee_id: str | None) -> CommitteeView:
    """The committee asked for, else the first."""
    committees = tuple(session.store.committees.all())
    if not committees:
        return CommitteeView()
    committee = next((row for row in committees if row.id == committee_id), committees[0])
    groups = tuple(session.store.plans.groups(plan_id)) if plan_id else ()
    by_member: dict[str, list[Assignment]] = {}
    for row in session.store.committees.assignments(committee.id):
        by_member.setdefault(row.member_id, []).append(row)
    counts = _Counts(session, plan_id)
    members = in_order(session.store.committees.members(committee.id))
    lines = [_line(row, by_member.get(row.id, ()), groups, counts) for row in members]
    gone = [line for line in lines if has_left(line.member, session.today)]
    return CommitteeView(
        committees=committees,
        committee=committee,
        groups=groups,
        members=tuple(line for line in lines if line not in gone),
        former=tuple(sorted(gone, key=lambda line: line.member.active_to or date.min, reverse=True)),
    )


def has_left(member: Member, on: date) -> bool:
    """The last day of a membership still counts on papers; on the screen who leaves today has left."""
    return member.active_to is not None and member.active_to <= on


def details(session: Session, plan_id: str, line: MemberLine) -> MemberDetails:
    """The member's page: what is theirs, what of it is late."""
    rows = session.store.committees.assignments(line.member.committee_id)
    mine = [row for row in rows if row.member_id == line.member.id]
    counts = _Counts(session, plan_id)
    late = {task.id: task for row in mine for task in counts.late_tasks(row)}
    return MemberDetails(
        line=line,
        assignments=tuple(_assignment_line(session, row, counts) for row in mine),
        late=tuple(sorted((_late(session, task) for task in late.values()), key=lambda one: -one.days)),
    )


def _late(session: Session, task: Task) -> LateTask:
    return LateTask(task.code, task.text, days_late_now(session, task, session.today))


class _Counts:
    """Tasks of a plan counted by group and standing, for a group, a unit or single tasks; asked of the store once."""

    def __init__(self, session: Session, plan_id: str) -> None:
        self._session = session
        self._query = TaskQuery(plan_id=plan_id, on=session.today)
        self._by_unit: dict[str | None, Counts] = {}

    def of_unit(self, unit_id: str | None) -> Counts:
        """Of the tasks that a unit leads; of all tasks for None."""
        if unit_id not in self._by_unit:
            query = TaskQuery(plan_id=self._query.plan_id, on=self._query.on, unit_id=unit_id)
            self._by_unit[unit_id] = self._session.store.tasks.group_standings(query)
        return self._by_unit[unit_id]

    def of(self, row: Assignment) -> Counts:
        """What an assignment covers, by group."""
        if row.task_group_id is not None:
            return {row.task_group_id: self.of_unit(None).get(row.task_group_id, {})}
        if row.unit_id is not None:
            return self.of_unit(row.unit_id)
        if row.task_id is not None:
            task = self._task(row.task_id)
            return {task.group_id: {self._standing(task): 1}} if task is not None else {}
        return {}

    def late_tasks(self, row: Assignment) -> Sequence[Task]:
        """Overdue tasks that an assignment covers."""
        if row.task_id is not None:
            task = self._task(row.task_id)
            return [task] if task is not None and self._standing(task) is Standing.OVERDUE else []
        if row.task_group_id is None and row.unit_id is None:
            return []
        query = TaskQuery(
            plan_id=self._query.plan_id,
            on=self._query.on,
            standing=Standing.OVERDUE,
            group_id=row.task_group_id,
            unit_id=row.unit_id,
        )
        found = self._session.store.tasks.page(query, offset=0, limit=self._session.store.tasks.count(query))
        return [one.task for one in found]

    def _task(self, task_id: str) -> Task | None:
        """A single task of this plan; None for one of another plan or in the bin."""
        tasks = self._session.store.tasks
        alive = tasks.by_code(self._query.plan_id, tasks.get(task_id).code)
        return alive if alive is not None and alive.id == task_id else None

    def _standing(self, task: Task) -> Standing:
        query = TaskQuery(self._query.plan_id, self._query.on, task_id=task.id)
        return self._session.store.tasks.page(query, offset=0, limit=1)[0].standing


def _line(member: Member, rows: Sequence[Assignment], groups: Sequence[TaskGroup], counts: _Counts) -> MemberLine:
    whole = {row.task_group_id: row.id for row in rows if row.task_group_id is not None}
    single = [counts.of(row) for row in rows if row.task_group_id is None]
    cells = [_cell(group.id, whole.get(group.id, ""), single, counts) for group in groups]
    outside = [standings for part in single for key, standings in part.items() if key is None]
    return MemberLine(
        member=member,
        cells=tuple(cells),
        count=sum(cell.count for cell in cells) + sum(sum(part.values()) for part in outside),
        late=sum(cell.late for cell in cells) + sum(part.get(Standing.OVERDUE, 0) for part in outside),
    )


def _cell(group_id: str, assignment_id: str, single: Sequence[Counts], counts: _Counts) -> MatrixCell:
    parts = [counts.of_unit(None).get(group_id, {})] if assignment_id else [part.get(group_id, {}) for part in single]
    return MatrixCell(
        group_id=group_id,
        assignment_id=assignment_id,
        count=sum(sum(part.values()) for part in parts),
        late=sum(part.get(Standing.OVERDUE, 0) for part in parts),
    )


def _assignment_line(session: Session, row: Assignment, counts: _Counts) -> AssignmentLine:
    covered = counts.of(row).values()
    return AssignmentLine(
        id=row.id,
        words=" – ".join(words for words in (_named(session, row), row.text) if words),
        count=sum(sum(part.values()) for part in covered),
        late=sum(part.get(Standing.OVERDUE, 0) for part in covered),
    )


def _named(session: Session, row: Assignment) -> str:
    if row.task_group_id is not None:
        plans = session.store.plans
        groups = [group for plan in plans.all() for group in plans.groups(plan.id) if group.id == row.task_group_id]
        return f"{groups[0].number.rstrip('.')}. {groups[0].title}" if groups else ""
    if row.task_id is not None:
        task = session.store.tasks.get(row.task_id)
        return f"{task.code}. {task.text}"
    if row.indicator_id is not None:
        indicator = session.store.indicators.get(row.indicator_id)
        return f"{indicator.code}. {indicator.text}"
    if row.unit_id is not None:
        return next((unit.name for unit in session.store.offices.units() if unit.id == row.unit_id), "")
    return ""
