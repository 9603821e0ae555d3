"""What was read of a plan document as rows of the data file: plan, groups, tasks, indicators, duties, units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kh57_desktop.domain.corrections.draft import group_places
from kh57_desktop.domain.deadlines import compute_deadline
from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.joining import JoinedIndicator
from kh57_desktop.domain.offices import IssuingBody, SignatureBlock, Unit
from kh57_desktop.domain.plan_reading import PlanReading, ReadTask
from kh57_desktop.domain.plans import Duty, Plan, PlanAnnex, Section, TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import PlanState, System
from kh57_desktop.domain.unit_names import is_group, normal_name, same_unit, side_of
from kh57_desktop.services.session import Session, new_id


def section_rows(plan: Plan, reading: PlanReading) -> list[Section]:
    return [
        Section(new_id(), plan.id, section.number, section.title, section.paragraphs, place)
        for place, section in enumerate(reading.sections, 1)
    ]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided about a reading beyond its words, by the places of its rows.

    `parents`: place of each task's group (None: as printed). `same`: an indicator and the one that it states a further
    year of. `units`: normal name as read and id of the unit chosen. `positions`: where each task stands in the whole
    plan, from 1, when only a part of it is taken.
    """

    parents: Sequence[int | None] | None = None
    not_ours: frozenset[int] = frozenset()
    same: Mapping[int, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    positions: Sequence[int] | None = None


AS_READ = Choices()


def plan_row(
    session: Session, reading: PlanReading, code: str, attachment: str | None, body: IssuingBody | None
) -> Plan:
    """`body`: the office's body that issues it."""
    system = System(reading.system) if reading.system in set(System) else (body.system if body else System.PARTY)
    signature = reading.signature
    return Plan(
        id=new_id(),
        code=code,
        kind=reading.kind or "Kế hoạch",
        system=system,
        issuer=reading.issuer or (body.name if body else ""),
        locality=reading.locality or session.store.offices.office().name,
        level=reading.level or session.store.offices.office().level,
        title=reading.title or "",
        number=reading.number,
        date_words=reading.date,
        bases=reading.bases,
        preamble=reading.preamble,
        recipients=reading.recipients,
        filing=reading.filing or "",
        signature=SignatureBlock(
            authority=signature.authority or "",
            on_behalf=signature.on_behalf or "",
            position=signature.position or "",
            name=signature.name or "",
        ),
        annexes=tuple(PlanAnnex(annex.heading, annex.paragraphs) for annex in reading.annexes),
        state=PlanState.ISSUED if reading.number else PlanState.DRAFT,
        issuing_body_id=body.id if body else None,
        source_attachment=attachment,
        position=int(code[1:]),
    )


@dataclass(slots=True)
class UnitBook:
    """Units of the file as they are found or added while a plan is accepted.

    `chosen`: id of the unit that a person chose for a name as read; the name becomes an alias (`learned`), so that
    the next document needs no choice.
    """

    known: list[Unit]
    chosen: Mapping[str, str] = field(default_factory=dict)
    added: list[Unit] = field(default_factory=list)
    learned: dict[str, Unit] = field(default_factory=dict)

    def id_of(self, name: str) -> str:
        """The unit of this name or alias; a new one is added in the order of first appearance."""
        plain = " ".join(name.split()).strip(" .;,")
        found = next((unit for unit in self.known if unit.id == self.chosen.get(normal_name(plain))), None)
        if found is not None:
            self._learn(found, plain)
            return found.id
        for unit in self.known:
            if any(same_unit(plain, other) for other in (unit.name, unit.short_name, *unit.aliases) if other):
                self._written_out(unit, plain)
                return unit.id
        first_capital = plain[:1].upper() + plain[1:]
        unit = Unit(
            id=new_id(),
            name=first_capital,
            side=side_of(plain),
            is_group=is_group(plain),
            position=len(self.known) + 1,
        )
        self.known.append(unit)
        self.added.append(unit)
        return unit.id

    def _written_out(self, unit: Unit, name: str) -> None:
        """A unit that this document named first in short ("P. VHXH") takes the name as soon as it stands whole."""
        if unit not in self.added or not _is_short(unit.name) or _is_short(name):
            return
        whole = replace(unit, name=name[:1].upper() + name[1:], aliases=(*unit.aliases, unit.name))
        self.known[self.known.index(unit)] = whole
        self.added[self.added.index(unit)] = whole

    def _learn(self, unit: Unit, name: str) -> None:
        if any(same_unit(name, other) for other in (unit.name, unit.short_name, *unit.aliases) if other):
            return
        taught = replace(unit, aliases=(*unit.aliases, name))
        self.known[self.known.index(unit)] = taught
        self.learned[unit.id] = taught

    def changed(self) -> list[Unit]:
        """Units to save: new ones, and those that learned a name."""
        return [*self.learned.values(), *self.added]


def _is_short(name: str) -> bool:
    """Whether a name has words in short: capitals alone ("VHXH", "UBND") or a letter and a full stop ("P.")."""
    return any(len(word) > 1 and word.strip(".-&").isupper() for word in re.findall(r"[^\s,;()]+", name))


def group_rows(plan: Plan, reading: PlanReading) -> list[TaskGroup]:
    return [
        TaskGroup(new_id(), plan.id, group.number or "", group.title, place)
        for place, group in enumerate(reading.task_groups, 1)
    ]


def task_rows(
    plan: Plan,
    reading: PlanReading,
    groups: list[TaskGroup],
    units: UnitBook,
    choices: Choices,
    *,
    strict_before: bool,
) -> list[Task]:
    """`strict_before`: the office's habit with "trước ngày" (`due_days`)."""
    of_each = group_of_each(reading, groups, choices)
    positions = choices.positions or range(1, len(of_each) + 1)
    return [
        replace(
            task_row(plan, read, place, group, units, strict_before=strict_before),
            position=position,
            is_ours=place - 1 not in choices.not_ours,
        )
        for place, (read, group, position) in enumerate(zip(reading.tasks, of_each, positions, strict=True), 1)
    ]


def group_of_each(reading: PlanReading, groups: list[TaskGroup], choices: Choices) -> list[TaskGroup | None]:
    """The group of every task."""
    places = group_places(reading) if choices.parents is None else choices.parents
    return [None if place is None else groups[place] for place in places]


def task_row(
    plan: Plan, read: ReadTask, place: int, group: TaskGroup | None, units: UnitBook, *, strict_before: bool
) -> Task:
    deadline = compute_deadline(read.deadline or "", issued_on=plan.dated_on, strict_before=strict_before)
    return Task(
        id=new_id(),
        plan_id=plan.id,
        code=f"N{place}",
        text=read.text,
        group_id=group.id if group else None,
        number=read.number or "",
        product=read.product or "",
        lead_unit_id=units.id_of(read.lead) if read.lead else None,
        supporting_unit_ids=tuple(dict.fromkeys(units.id_of(name) for name in read.supporting)),
        deadline_words=read.deadline or "",
        deadline_kind=deadline.kind,
        start_on=deadline.start_on,
        due_on=deadline.due_on,
        first_due_on=deadline.due_on,
        note=read.note or "",
        position=place,
    )


def indicator_row(plan: Plan, row: JoinedIndicator, place: int, units: UnitBook) -> Indicator:
    return Indicator(
        id=new_id(),
        plan_id=plan.id,
        code=f"C{place}",
        text=row.text,
        group=row.group or "",
        unit=row.unit or "",
        per=row.per or "",
        direction=row.direction,
        responsible_unit_id=units.id_of(row.lead) if row.lead else None,
        targets=row.targets,
        position=place,
    )


def duty_rows(plan: Plan, reading: PlanReading, units: UnitBook) -> list[Duty]:
    rows = [(assignment, duty) for assignment in reading.assignments for duty in (assignment.duties or ("",)) if duty]
    return [
        Duty(
            id=new_id(),
            plan_id=plan.id,
            number=assignment.number or "",
            unit_id=units.id_of(assignment.organization),
            organization=assignment.organization,
            text=duty,
            position=place,
        )
        for place, (assignment, duty) in enumerate(rows, 1)
    ]
