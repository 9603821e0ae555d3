"""Reading a plan document and accepting what was read as a plan of the file, in one named, undoable action."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kh57_desktop.domain.deadlines import compute_deadline
from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.joining import join_indicators
from kh57_desktop.domain.offices import IssuingBody, SignatureBlock, Unit
from kh57_desktop.domain.plan_reading import Doubt, PlanReading, ReadTask
from kh57_desktop.domain.plans import Duty, Plan, Section, TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import PlanState, System
from kh57_desktop.domain.unit_names import is_group, same_unit, side_of
from kh57_desktop.i18n import _
from kh57_desktop.importing.reader import read_document
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.session import Session, new_id


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an import brought: the plan and how many rows of each kind."""

    plan: Plan
    sections: int
    task_groups: int
    tasks: int
    indicators: int
    targets: int
    duties: int
    units: int
    doubts: tuple[Doubt, ...]


def read_plan(document: Path, *, progress: Progress = SILENT) -> PlanReading:
    """Read a document without touching any data file."""
    return read_document(document, progress=progress)


def import_plan(session: Session, document: Path, *, progress: Progress = SILENT) -> Accepted:
    """Read and accept a document; a copy of the data file is made before."""
    reading = read_plan(document, progress=progress)
    return accept_reading(session, reading, source=document)


def accept_reading(session: Session, reading: PlanReading, *, source: Path | None = None) -> Accepted:
    """Everything of a reading becomes a plan with the next code; one action in the journal.

    Raises nothing for doubtful places: they come back in `doubts` for a person to look at.
    """
    store = session.store
    store.copy_before(_("import"))
    code = store.plans.next_code()
    with store.changes(_("Import plan {code}").format(code=code)):
        attachment = None
        if source is not None:
            attachment = store.files.put_bytes(source.read_bytes(), source.name, "source").id
        plan = _plan(session, reading, code, attachment)
        store.plans.put(plan)
        for place, section in enumerate(reading.sections, 1):
            store.plans.put_section(
                Section(new_id(), plan.id, section.number, section.title, section.paragraphs, place)
            )
        units = _Units(store.offices.units())
        groups = _groups(plan, reading)
        for group in groups:
            store.plans.put_group(group)
        tasks = _tasks(plan, reading, groups, units)
        indicators, joining_doubts = _indicators(plan, reading, units)
        duties = _duties(plan, reading, units)
        for unit in units.added:
            store.offices.put_unit(unit)
        store.tasks.put_many(tasks)
        for indicator in indicators:
            store.indicators.put(indicator)
        for duty in duties:
            store.plans.put_duty(duty)
    return Accepted(
        plan=plan,
        sections=len(reading.sections),
        task_groups=len(groups),
        tasks=len(tasks),
        indicators=len(indicators),
        targets=sum(len(indicator.targets) for indicator in indicators),
        duties=len(duties),
        units=len(units.added),
        doubts=(*reading.doubts, *joining_doubts),
    )


def _plan(session: Session, reading: PlanReading, code: str, attachment: str | None) -> Plan:
    system = System(reading.system) if reading.system in set(System) else System.PARTY
    signature = reading.signature
    body = _body_of(session.store.offices.bodies(), system)
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
        state=PlanState.ISSUED if reading.number else PlanState.DRAFT,
        issuing_body_id=body.id if body else None,
        source_attachment=attachment,
        position=int(code[1:]),
    )


def _body_of(bodies: list[IssuingBody], system: System) -> IssuingBody | None:
    return next((body for body in bodies if body.system is system), None)


@dataclass(slots=True)
class _Units:
    """Units of the file as they are found or added while a plan is accepted."""

    known: list[Unit]
    added: list[Unit] = field(default_factory=list)

    def id_of(self, name: str) -> str:
        """The unit of this name or alias; a new one is added in the order of first appearance."""
        plain = " ".join(name.split()).strip(" .;,")
        for unit in self.known:
            if any(same_unit(plain, other) for other in (unit.name, unit.short_name, *unit.aliases) if other):
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


def _groups(plan: Plan, reading: PlanReading) -> list[TaskGroup]:
    return [
        TaskGroup(new_id(), plan.id, group.number or "", group.title, place)
        for place, group in enumerate(reading.task_groups, 1)
    ]


def _tasks(plan: Plan, reading: PlanReading, groups: list[TaskGroup], units: _Units) -> list[Task]:
    return [
        _task(plan, read, place, group, units)
        for place, (read, group) in enumerate(zip(reading.tasks, _group_of_each(reading, groups), strict=True), 1)
    ]


def _group_of_each(reading: PlanReading, groups: list[TaskGroup]) -> list[TaskGroup | None]:
    """The group of every task; where a printed number stands twice, the tasks follow the groups' order."""
    found: list[TaskGroup | None] = []
    at = 0
    for task in reading.tasks:
        wanted = task.group or ""
        if not (groups and groups[at].number == wanted):
            later = [place for place in range(at + 1, len(groups)) if groups[place].number == wanted]
            earlier = [place for place in range(at) if groups[place].number == wanted]
            place = next(iter((*later, *reversed(earlier))), None)
            if place is None:
                found.append(None)
                continue
            at = place
        found.append(groups[at])
    return found


def _task(plan: Plan, read: ReadTask, place: int, group: TaskGroup | None, units: _Units) -> Task:
    deadline = compute_deadline(read.deadline or "", issued_on=plan.dated_on)
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


def _indicators(plan: Plan, reading: PlanReading, units: _Units) -> tuple[list[Indicator], list[Doubt]]:
    joined, doubts = join_indicators(reading.indicators)
    indicators = [
        Indicator(
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
        for place, row in enumerate(joined, 1)
    ]
    return indicators, doubts


def _duties(plan: Plan, reading: PlanReading, units: _Units) -> list[Duty]:
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
