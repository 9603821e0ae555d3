"""The reading in correction: every row found, one kind beside the other, and the way back to a `PlanReading`.

Values only: each correction makes a new `Draft`, so that undoing one is going back to the value before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.domain.plan_reading import (
    Doubt,
    PlanReading,
    ReadAssignment,
    ReadIndicator,
    ReadMember,
    ReadTask,
    ReadTaskGroup,
)
from kh57_desktop.domain.terms import Comparator


class RowKind(StrEnum):
    GROUP = "group"
    """Nhóm nhiệm vụ."""
    TASK = "task"
    INDICATOR = "indicator"
    BODY = "body"
    """A body with duties in "tổ chức thực hiện"."""
    DUTY = "duty"
    MEMBER = "member"


class Fate(StrEnum):
    """What becomes of a row when the reading is accepted."""

    TAKEN = "taken"
    DROPPED = "dropped"
    NOT_OURS = "not_ours"
    """Taken, but marked "không thuộc trách nhiệm xã"."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row found; which fields count depends on its kind, the others stay empty.

    `key` names the row as long as the draft lives. `parent`: key of the group of a task, of the body of a duty.
    `same_as`: key of the indicator that this one is a further year of. `group` of an indicator is its heading's words.
    """

    key: int
    kind: RowKind
    text: str
    number: str = ""
    parent: int | None = None
    lead: str = ""
    supporting: tuple[str, ...] = ()
    deadline: str = ""
    product: str = ""
    start: str = ""
    note: str = ""
    group: str = ""
    horizon: int | None = None
    comparator: Comparator = Comparator.EQUAL
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    per: str = ""
    post: str = ""
    role: str = ""
    fate: Fate = Fate.TAKEN
    is_checked: bool = False
    """A person said that the row is right as it stands."""
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """`base`: the reading without its rows (head, sections, foot). `doubts`: what the reader doubted.

    `settled`: keys of the doubts that were answered. `chosen_units`: name as read and id of the unit that a person
    chose for it ("" makes a new one).
    """

    base: PlanReading = field(default_factory=PlanReading)
    rows: tuple[DraftRow, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    settled: frozenset[str] = frozenset()
    chosen_units: tuple[tuple[str, ...], ...] = ()
    next_key: int = 1

    def row(self, key: int) -> DraftRow:
        return next(row for row in self.rows if row.key == key)

    def place(self, key: int) -> int:
        return next(place for place, row in enumerate(self.rows) if row.key == key)

    def of_kind(self, *kinds: RowKind) -> list[DraftRow]:
        """Rows that are to be accepted."""
        return [row for row in self.rows if row.kind in kinds and row.fate is not Fate.DROPPED]

    def children(self, key: int) -> list[DraftRow]:
        return [row for row in self.rows if row.parent == key]

    @property
    def is_decision(self) -> bool:
        return self.base.committee is not None


def draft_of(reading: PlanReading) -> Draft:
    """The rows of a reading in the order of the document, groups before their tasks."""
    keyed = _keyed((*_tasks(reading), *_indicators(reading), *_duties(reading), *_members(reading)))
    committee = replace(reading.committee, members=()) if reading.committee else None
    base = replace(reading, indicators=(), task_groups=(), tasks=(), assignments=(), doubts=(), committee=committee)
    return Draft(base, tuple(keyed), reading.doubts, next_key=len(keyed) + 1)


def _keyed(rows: Sequence[DraftRow]) -> list[DraftRow]:
    """Keys from 1; a parent given as the place in `rows` becomes its key."""
    return [
        replace(row, key=place + 1, parent=None if row.parent is None else row.parent + 1)
        for place, row in enumerate(rows)
    ]


def _tasks(reading: PlanReading) -> list[DraftRow]:
    """Groups and tasks as the document has them: each task behind the last group that is its own or comes before."""
    rows: list[DraftRow] = []
    places: list[int] = []
    groups = reading.task_groups

    def open_groups(until: int) -> None:
        for group in groups[len(places) : until]:
            places.append(len(rows))
            rows.append(DraftRow(0, RowKind.GROUP, group.title, group.number or ""))

    for task, at in zip(reading.tasks, group_places(reading), strict=True):
        open_groups(0 if at is None else at + 1)
        rows.append(
            DraftRow(
                0,
                RowKind.TASK,
                task.text,
                task.number or "",
                parent=None if at is None else places[at],
                lead=task.lead or "",
                supporting=task.supporting,
                deadline=task.deadline or "",
                product=task.product or "",
                start=task.start or "",
                note=task.note or "",
                group="" if at is not None else task.group or "",
            )
        )
    open_groups(len(groups))
    return rows


def group_places(reading: PlanReading) -> list[int | None]:
    """The place of every task's group; where a printed number stands twice, the tasks follow the groups' order."""
    found: list[int | None] = []
    groups = reading.task_groups
    at = 0
    for task in reading.tasks:
        wanted = task.group
        if not groups or (wanted or "") not in {group.number or "" for group in groups}:
            found.append(None)
            continue
        if (groups[at].number or "") != (wanted or ""):
            later = [place for place in range(at + 1, len(groups)) if (groups[place].number or "") == (wanted or "")]
            earlier = [place for place in range(at) if (groups[place].number or "") == (wanted or "")]
            at = next(iter((*later, *reversed(earlier))))
        found.append(at)
    return found


def _indicators(reading: PlanReading) -> Iterator[DraftRow]:
    for row in reading.indicators:
        yield DraftRow(
            0,
            RowKind.INDICATOR,
            row.text,
            lead=row.lead or "",
            supporting=row.supporting,
            note=row.note or "",
            group=row.group or "",
            horizon=row.horizon,
            comparator=row.comparator,
            value=row.value,
            value_max=row.value_max,
            unit=row.unit or "",
            per=row.per or "",
        )


def _duties(reading: PlanReading) -> list[DraftRow]:
    """Bodies and their duties; parents are places behind tasks and indicators."""
    before = len(reading.task_groups) + len(reading.tasks) + len(reading.indicators)
    rows: list[DraftRow] = []
    for entry in reading.assignments:
        place = before + len(rows)
        rows.append(DraftRow(0, RowKind.BODY, entry.organization, entry.number or ""))
        rows.extend(DraftRow(0, RowKind.DUTY, duty, parent=place) for duty in entry.duties)
    return rows


def _members(reading: PlanReading) -> Iterator[DraftRow]:
    for member in reading.committee.members if reading.committee else ():
        yield DraftRow(
            0,
            RowKind.MEMBER,
            member.name or "",
            str(member.order),
            post=member.post or "",
            role=member.role or "",
        )


# --- back to a reading ---------------------------------------------------------------------------------------------


def reading_of(draft: Draft, *, only: Collection[int] | None = None) -> PlanReading:
    """What the corrected rows say; dropped ones are left out. `only`: keys of the rows to take, None for all."""
    taken = [
        row for row in draft.rows if row.fate is not Fate.DROPPED and (only is None or _is_wanted(draft, row, only))
    ]
    groups = {row.key: row for row in taken if row.kind is RowKind.GROUP}
    committee = draft.base.committee
    return replace(
        draft.base,
        task_groups=tuple(ReadTaskGroup(row.number or None, row.text) for row in groups.values()),
        tasks=tuple(_task(row, groups.get(row.parent or 0)) for row in taken if row.kind is RowKind.TASK),
        indicators=tuple(_indicator(row) for row in taken if row.kind is RowKind.INDICATOR),
        assignments=tuple(_assignment(row, taken) for row in taken if row.kind is RowKind.BODY),
        committee=replace(committee, members=_read_members(taken)) if committee else None,
        doubts=draft.doubts,
    )


def _is_wanted(draft: Draft, row: DraftRow, only: Collection[int]) -> bool:
    """A group or body comes along with any of its rows."""
    if row.key in only:
        return True
    return row.kind in (RowKind.GROUP, RowKind.BODY) and any(child.key in only for child in draft.children(row.key))


def _task(row: DraftRow, group: DraftRow | None) -> ReadTask:
    return ReadTask(
        group=(group.number or None) if group else row.group or None,
        number=row.number or None,
        text=row.text,
        lead=row.lead or None,
        supporting=row.supporting,
        deadline=row.deadline or None,
        product=row.product or None,
        start=row.start or None,
        note=row.note or None,
    )


def _indicator(row: DraftRow) -> ReadIndicator:
    return ReadIndicator(
        text=row.text,
        horizon=row.horizon,
        group=row.group or None,
        comparator=row.comparator,
        value=row.value,
        value_max=row.value_max,
        unit=row.unit or None,
        per=row.per or None,
        lead=row.lead or None,
        supporting=row.supporting,
        note=row.note or None,
    )


def _assignment(body: DraftRow, taken: Sequence[DraftRow]) -> ReadAssignment:
    duties = tuple(row.text for row in taken if row.kind is RowKind.DUTY and row.parent == body.key)
    return ReadAssignment(body.number or None, body.text, duties)


def _read_members(taken: Sequence[DraftRow]) -> tuple[ReadMember, ...]:
    rows = [row for row in taken if row.kind is RowKind.MEMBER]
    return tuple(
        ReadMember(
            int(row.number) if row.number.isdecimal() else place,
            row.text or None,
            row.post or None,
            row.role or None,
        )
        for place, row in enumerate(rows, 1)
    )


def task_parents(draft: Draft, *, only: Collection[int] | None = None) -> list[int | None]:
    """For each task of `reading_of` the place of its group among the groups there: printed numbers may repeat."""
    taken = [
        row for row in draft.rows if row.fate is not Fate.DROPPED and (only is None or _is_wanted(draft, row, only))
    ]
    places = {row.key: place for place, row in enumerate(row for row in taken if row.kind is RowKind.GROUP)}
    return [places.get(row.parent or 0) for row in taken if row.kind is RowKind.TASK]


def same_pairs(draft: Draft, *, only: Collection[int] | None = None) -> dict[int, int]:
    """Places of indicators of `reading_of` that a person joined: a later one and the one that it belongs to."""
    rows = [row for row in draft.of_kind(RowKind.INDICATOR) if only is None or row.key in only]
    places = {row.key: place for place, row in enumerate(rows)}
    return {places[row.key]: places[row.same_as] for row in rows if row.same_as in places}
