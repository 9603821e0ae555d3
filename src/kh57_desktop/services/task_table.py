"""What the task table shows: groups with their counts, and pages of lines, as filtered and folded on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.saved_views import ViewColumn, ViewContent
from kh57_desktop.domain.tasks import Task, clear_members, days_late
from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, Clarity, Standing, Term, word
from kh57_desktop.domain.unit_short_names import short_name_of
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, name_sort_key, sort_key
from kh57_desktop.services.lateness import days_late_now, days_left_now
from kh57_desktop.services.office_choices import due_soon_days
from kh57_desktop.services.session import Session
from kh57_desktop.store.task_wanted import Grouping, TaskQuery, TaskRow, TaskSort


class Only(StrEnum):
    """One mark that all rows shown have."""

    INCOMPLETE = "incomplete"
    """They lack one of the "5 rõ"."""
    WAITING = "waiting"
    """A supporting unit was asked and has not answered."""
    EXTENDED = "extended"
    """Their deadline was put off."""
    UNPROVED = "unproved"
    """They are finished, and no file, no number of a product and no proof of a period shows it."""


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What is looked for. `folded`: keys of the groups whose rows are closed ("" for tasks without one)."""

    plan_id: str
    search: str = ""
    standing: Standing | None = None
    unit_id: str | None = None
    person: str | None = None
    term: Term | None = None
    phase: str | None = None
    member: Clarity | None = None
    """Only tasks that lack this member of the "5 rõ"."""
    only: Only | None = None
    folded: frozenset[str] = frozenset()
    group_by: Grouping = Grouping.GROUP
    sort: TaskSort = TaskSort.PRINTED
    is_descending: bool = False

    @property
    def is_incomplete(self) -> bool:
        return self.only is Only.INCOMPLETE

    @property
    def narrows(self) -> bool:
        chosen = (self.standing, self.unit_id, self.person, self.term, self.phase, self.member, self.only)
        return bool(self.search.strip()) or any(choice is not None for choice in chosen)

    def without_filter(self) -> TaskFilter:
        """All rows, grouped and ordered as before."""
        return TaskFilter(
            self.plan_id, folded=self.folded, group_by=self.group_by, sort=self.sort, is_descending=self.is_descending
        )


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A task group (or whatever the rows are gathered under) with counts over the tasks that the filter leaves."""

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
    depth: int = 0
    children: int = 0
    waiting: int = 0
    """Supporting units that were asked and have not answered."""
    evidence: int = 0
    members: tuple[Clarity, ...] = FIVE_CLEAR
    """The members of "5 rõ" that this office asks for."""


_DONE = (Standing.DONE_ON_TIME, Standing.DONE_LATE)
_FILTERS = ("standing", "unit_id", "person", "term", "phase", "member", "only")


def content_of(wanted: TaskFilter, columns: tuple[ViewColumn, ...] = (), *, is_full: bool = False) -> ViewContent:
    """The filter in force as a view keeps it, with the columns of the screen; a search is no part of a view."""
    chosen = {name: getattr(wanted, name) for name in _FILTERS}
    return ViewContent(
        filters={name: str(value) for name, value in chosen.items() if value is not None},
        grouping=wanted.group_by.value,
        sort=wanted.sort.value,
        is_descending=wanted.is_descending,
        columns=columns,
        is_full=is_full,
    )


def filter_of(plan_id: str, content: ViewContent) -> TaskFilter:
    """What a saved view looks for; codes that this version does not know are left out."""
    kinds = {"standing": Standing, "term": Term, "member": Clarity, "only": Only}
    chosen: dict[str, Any] = {}
    for name in _FILTERS:
        said = content.filters.get(name)
        kind = kinds.get(name)
        if said is not None and (kind is None or said in set(kind)):
            chosen[name] = kind(said) if kind else said
    grouping = Grouping(content.grouping) if content.grouping in set(Grouping) else Grouping.GROUP
    sort = TaskSort(content.sort) if content.sort in set(TaskSort) else TaskSort.PRINTED
    return TaskFilter(plan_id, group_by=grouping, sort=sort, is_descending=content.is_descending, **chosen)


CLARITY_SETTING = "clarity"


def clarity_of(session: Session) -> tuple[Clarity, ...]:
    """The members of "5 rõ" (or 6) that the office asks for; five until it chooses."""
    chosen = session.store.settings.get(CLARITY_SETTING)
    members = tuple(member for member in SIX_CLEAR if member.value in chosen) if chosen else ()
    return members or FIVE_CLEAR


def choose_clarity(session: Session, members: Iterable[Clarity]) -> None:
    """Which members the office asks for; at least one. Raises BadValue."""
    wanted = set(members)
    chosen = [member.value for member in SIX_CLEAR if member in wanted]
    if not chosen:
        raise BadValue(field=_("5 clear"), value="", allowed=", ".join(word(member) for member in SIX_CLEAR))
    if chosen != session.store.settings.get(CLARITY_SETTING, [member.value for member in FIVE_CLEAR]):
        with session.store.changes(_("Choose the members of “5 clear”")):
            session.store.settings.put(CLARITY_SETTING, chosen)


def summary(session: Session, wanted: TaskFilter) -> TaskSummary:
    """Groups in their order with what the filter leaves in each; groups that it empties are left out."""
    tasks = session.store.tasks
    query = _query(session, wanted)
    chips = replace(query, standing=None, missing_clarity=False, waiting=False, extended=False, unproved=False)
    of_chips = tasks.group_standings(chips)
    shown = tasks.group_standings(query) if wanted.only is not None else of_chips
    titles = _titles(session, wanted, shown)
    lines = []
    for key, counts in shown.items():
        left = {wanted.standing: counts.get(wanted.standing, 0)} if wanted.standing else counts
        if count := sum(left.values()):
            lines.append(_group_line(key, titles.get(key, ("", "")), count, left))
    everything = _added_up(of_chips)
    return TaskSummary(
        total=tasks.count(TaskQuery(plan_id=wanted.plan_id, on=session.today))
        if wanted.narrows
        else everything.total(),
        standings=everything,
        incomplete=tasks.count(replace(chips, missing_clarity=True, collapsed_group_ids=frozenset())),
        groups=tuple(lines),
    )


def _titles(session: Session, wanted: TaskFilter, keys: Iterable[str | None]) -> dict[str | None, tuple[str, str]]:
    """Number and title of what the rows are gathered under, by key."""
    by = wanted.group_by
    if by is Grouping.GROUP:
        return {group.id: (group.number, group.title) for group in session.store.plans.groups(wanted.plan_id)}
    if by is Grouping.UNIT:
        return {unit.id: ("", unit.name) for unit in session.store.offices.units()}
    return {key: ("", _key_words(by, key)) for key in keys if key is not None}


def _key_words(by: Grouping, key: str) -> str:
    if by is Grouping.TERM:
        return word(Term(key))
    if by is Grouping.STANDING:
        return word(Standing(key))
    if by is Grouping.MONTH:
        year, _dash, month = key.partition("-")
        return _("Month {month}/{year}").format(month=int(month), year=year)
    return key


def _group_line(key: str | None, title: tuple[str, str], count: int, left: Mapping[Standing, int]) -> GroupLine:
    return GroupLine(
        id=key or "",
        number=title[0],
        title=title[1],
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
    """Lines of the open groups in the order shown."""
    return _looked_up(session, session.store.tasks.page(_query(session, wanted), offset=offset, limit=limit))


def lines_of_group(session: Session, wanted: TaskFilter, key: str, *, offset: int, limit: int) -> tuple[TaskLine, ...]:
    """Lines of one group alone: a page deep in a long plan costs no more than the first."""
    query = replace(_query(session, wanted), only_key=key or None, is_one_key=True)
    return _looked_up(session, session.store.tasks.page(query, offset=offset, limit=limit))


def first_lines(session: Session, wanted: TaskFilter, *, limit: int) -> tuple[TaskLine, ...] | None:
    """The first lines of a search that finds very many, without counting them; None where counting is quick."""
    alone = replace(wanted.without_filter(), search=wanted.search, folded=frozenset())
    if alone != replace(wanted, folded=frozenset()) or not wanted.search.strip():
        return None
    if wanted.group_by is not Grouping.GROUP or wanted.sort is not TaskSort.PRINTED:
        return None
    if session.store.tasks.search_hits(wanted.search, at_most=MANY_HITS) < MANY_HITS:
        return None
    return _looked_up(session, session.store.tasks.first_hits(_query(session, wanted), limit=limit))


MANY_HITS = 2000
"""From so many hits on, counting where each stands takes longer than a key may take."""


def _looked_up(session: Session, rows: Iterable[TaskRow]) -> tuple[TaskLine, ...]:
    units = {unit.id: unit for unit in session.store.offices.units()}
    members = clarity_of(session)
    return tuple(_line(session, row, units, members) for row in rows)


def task_ids(session: Session, wanted: TaskFilter) -> list[str]:
    """Ids of all tasks that the filter leaves, folded groups too, in the order shown."""
    return session.store.tasks.ids(replace(_query(session, wanted), collapsed_group_ids=frozenset()))


def line_of(session: Session, task: Task) -> TaskLine:
    """One task as the table shows it, whatever is filtered."""
    query = TaskQuery(task.plan_id, session.today, task_id=task.id, due_soon_days=due_soon_days(session))
    return _looked_up(session, session.store.tasks.page(query, offset=0, limit=1))[0]


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task on its due day, for the month grid."""

    line: TaskLine
    on: date


def due_in_month(session: Session, wanted: TaskFilter, first: date) -> list[DueTask]:
    """Tasks due in the month that begins on `first`, by day (row 20)."""
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    query = replace(
        _query(session, wanted),
        collapsed_group_ids=frozenset(),
        group_by=Grouping.NONE,
        sort=TaskSort.DUE_ON,
        due_from=first,
        due_to=last,
    )
    found = _looked_up(session, session.store.tasks.page(query, offset=0, limit=2000))
    return [DueTask(line, line.task.due_on) for line in found if line.task.due_on is not None]


def plan_code(session: Session, plan_id: str) -> str:
    return session.store.plans.get(plan_id).code


def unit_choices(session: Session) -> tuple[Unit, ...]:
    """Units that a task can be given to, in Vietnamese alphabetical order."""
    return tuple(sorted(session.store.offices.units(), key=lambda unit: sort_key(unit.name)))


def people_choices(session: Session, plan_id: str) -> tuple[str, ...]:
    """People of the office and those whom tasks already name, by given name."""
    known = {person.full_name for person in session.store.offices.people()}
    known.update(session.store.tasks.values_in_use(plan_id, "lead_person"))
    return tuple(sorted(known, key=name_sort_key))


def phases_in_use(session: Session, plan_id: str) -> tuple[str, ...]:
    return tuple(session.store.tasks.values_in_use(plan_id, "phase"))


def _query(session: Session, wanted: TaskFilter) -> TaskQuery:
    return TaskQuery(
        plan_id=wanted.plan_id,
        on=session.today,
        search=wanted.search,
        standing=wanted.standing,
        unit_id=wanted.unit_id,
        person=wanted.person,
        term=wanted.term,
        phase=wanted.phase,
        missing_member=wanted.member,
        missing_clarity=wanted.only is Only.INCOMPLETE,
        waiting=wanted.only is Only.WAITING,
        extended=wanted.only is Only.EXTENDED,
        unproved=wanted.only is Only.UNPROVED,
        clarity=clarity_of(session),
        due_soon_days=due_soon_days(session),
        collapsed_group_ids=frozenset(id_ or None for id_ in wanted.folded),
        group_by=wanted.group_by,
        sort=wanted.sort,
        descending=wanted.is_descending,
    )


def _line(session: Session, row: TaskRow, units: Mapping[str, Unit], members: tuple[Clarity, ...]) -> TaskLine:
    task = row.task
    lead, is_late = units.get(task.lead_unit_id or ""), row.standing is Standing.OVERDUE
    return TaskLine(
        task=task,
        standing=row.standing,
        lead=row.lead_name,
        lead_short=(lead.short_name if lead else "") or short_name_of(row.lead_name),
        supporting=tuple(units[id_].name for id_ in task.supporting_unit_ids if id_ in units),
        percent=row.percent,
        clear=clear_members(task, members),
        days_late=days_late_now(session, task, session.today) if is_late else days_late(task, session.today),
        days_left=days_left_now(session, task, session.today) if row.standing is Standing.DUE_SOON else None,
        depth=row.depth,
        children=row.children,
        waiting=row.waiting,
        evidence=row.evidence,
        members=members,
    )
