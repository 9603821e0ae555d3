"""A corrected version of a plan on file: what it changes, and taking it over with codes and progress kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.joining import JoinedIndicator, join_indicators
from kh57_desktop.domain.plan_changes import ChangeKind, RowChange, indicator_changes, task_changes
from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.domain.plans import Plan, TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import TaskState
from kh57_desktop.i18n import N_, _, fold
from kh57_desktop.services.due_days import is_strict_before
from kh57_desktop.services.read_rows import (
    AS_READ,
    Choices,
    UnitBook,
    duty_rows,
    group_of_each,
    group_rows,
    indicator_row,
    plan_row,
    section_rows,
    task_row,
)
from kh57_desktop.services.session import Session

DROPPED = N_("Not in the corrected version {number}")
"""Why a task that vanished is cancelled; its code and progress stay."""


@dataclass(frozen=True, slots=True)
class PlanUpdate:
    """What the new version does to the rows on file, in its order, vanished rows last."""

    plan: Plan
    tasks: tuple[RowChange, ...]
    indicators: tuple[RowChange, ...]

    def count(self, kind: ChangeKind) -> int:
        return sum(row.kind is kind for row in (*self.tasks, *self.indicators))


def compare_with(
    session: Session, plan: Plan, reading: PlanReading, *, same: Mapping[int, int] | None = None
) -> PlanUpdate:
    """New, changed, same and vanished tasks and indicators; nothing is stored. `same`: see `Choices`."""
    store = session.store
    joined, _doubts = join_indicators(reading.indicators, same)
    groups = {group.id: group.number for group in store.plans.groups(plan.id)}
    leads = {unit.id: unit.name for unit in store.offices.units()}
    return PlanUpdate(
        plan,
        tuple(task_changes(store.tasks.of_plan(plan.id), groups, leads, reading)),
        tuple(indicator_changes(store.indicators.of_plan(plan.id), joined)),
    )


def take_over(
    session: Session,
    plan: Plan,
    reading: PlanReading,
    *,
    source: Path | None = None,
    documents: Sequence[tuple[str, bytes]] = (),
    choices: Choices = AS_READ,
    kept_rows: frozenset[str] = frozenset(),
) -> PlanUpdate:
    """Make the plan say what the new version says, as one named action; a copy of the file is made before.

    Codes, progress and what the office entered where the document is silent stay. Vanished tasks are cancelled with
    the reason, vanished indicators go to the bin; rows on file named in `kept_rows` stay as they are in both cases.
    """
    update = compare_with(session, plan, reading, same=choices.same)
    if source is not None:
        documents = [(source.name, source.read_bytes()), *documents]
    store = session.store
    store.copy_before(_("import"))
    with store.changes(_("Update plan {code} from a corrected version").format(code=plan.code)):
        kept = next(iter([store.files.put_bytes(content, name, "source").id for name, content in documents]), None)
        fresh = plan_row(session, reading, plan.code, kept or plan.source_attachment, None)
        store.plans.put(
            replace(fresh, id=plan.id, position=plan.position, issuing_body_id=plan.issuing_body_id, state=plan.state)
        )
        for section in store.plans.sections(plan.id):
            store.plans.section_to_bin(section.id)
        for section in section_rows(plan, reading):
            store.plans.put_section(section)
        units = UnitBook(store.offices.units(), choices.units)
        groups = _groups(session, plan, reading)
        wanted = [change for change in update.tasks if change.old_id not in kept_rows]
        _tasks(session, plan, reading, wanted, groups, units, choices)
        joined = join_indicators(reading.indicators, choices.same)[0]
        _indicators(session, plan, joined, [row for row in update.indicators if row.old_id not in kept_rows], units)
        for duty in store.plans.duties(plan.id):
            store.plans.duty_to_bin(duty.id)
        duties = duty_rows(plan, reading, units)
        for unit in units.changed():
            store.offices.put_unit(unit)
        for duty in duties:
            store.plans.put_duty(duty)
    return update


def _groups(session: Session, plan: Plan, reading: PlanReading) -> list[TaskGroup]:
    """The groups of the new version; one with the title (else the number) of an old one keeps its id."""
    old = session.store.plans.groups(plan.id)
    by_title = {fold(group.title): group for group in old}
    by_number = {group.number: group for group in old if group.number}
    taken: set[str] = set()
    result = []
    for group in group_rows(plan, reading):
        known = by_title.get(fold(group.title)) or by_number.get(group.number)
        if known is not None and known.id not in taken:
            group = replace(group, id=known.id)
            taken.add(known.id)
        session.store.plans.put_group(group)
        result.append(group)
    still_used = {task.group_id for task in session.store.tasks.of_plan(plan.id)}
    for group in old:
        if group.id not in taken and group.id not in still_used:
            session.store.plans.group_to_bin(group.id)
    return result


def _tasks(
    session: Session,
    plan: Plan,
    reading: PlanReading,
    changes: Sequence[RowChange],
    groups: list[TaskGroup],
    units: UnitBook,
    choices: Choices,
) -> None:
    tables = session.store.tasks
    old = {task.id: task for task in tables.of_plan(plan.id)}
    group_of = group_of_each(reading, groups, choices)
    for change in changes:
        if change.place is None:
            tables.put(_dropped(old[change.old_id or ""], reading))
            continue
        read, group = reading.tasks[change.place], group_of[change.place]
        fresh = task_row(plan, read, change.place + 1, group, units, strict_before=is_strict_before(session))
        fresh = replace(fresh, is_ours=change.place not in choices.not_ours)
        if change.old_id is None:
            tables.put(replace(fresh, code=tables.next_code(plan.id)))
        else:
            tables.put(_updated(old[change.old_id], fresh, says_deadline=read.deadline is not None))


def _updated(task: Task, fresh: Task, *, says_deadline: bool) -> Task:
    """The words of the new version; where it is silent, what is on file stays. The first due day is never moved."""
    task = replace(
        task,
        text=fresh.text,
        number=fresh.number,
        group_id=fresh.group_id,
        position=fresh.position,
        lead_unit_id=fresh.lead_unit_id or task.lead_unit_id,
        supporting_unit_ids=fresh.supporting_unit_ids or task.supporting_unit_ids,
        product=fresh.product or task.product,
        note=fresh.note or task.note,
        is_ours=task.is_ours and fresh.is_ours,
    )
    if not says_deadline:
        return task
    return replace(
        task,
        deadline_words=fresh.deadline_words,
        deadline_kind=fresh.deadline_kind,
        start_on=fresh.start_on,
        due_on=fresh.due_on,
        first_due_on=task.first_due_on or fresh.due_on,
    )


def _dropped(task: Task, reading: PlanReading) -> Task:
    if task.state in (TaskState.CANCELLED, TaskState.DONE):
        return task
    return replace(task, state=TaskState.CANCELLED, state_reason=_(DROPPED).format(number=reading.number or "").strip())


def _indicators(
    session: Session, plan: Plan, joined: Sequence[JoinedIndicator], changes: Sequence[RowChange], units: UnitBook
) -> None:
    tables = session.store.indicators
    old: dict[str, Indicator] = {row.id: row for row in tables.of_plan(plan.id)}
    for change in changes:
        if change.place is None:
            tables.to_bin(change.old_id or "")
            continue
        fresh = indicator_row(plan, joined[change.place], change.place + 1, units)
        if change.old_id is None:
            tables.put(replace(fresh, code=tables.next_code(plan.id)))
            continue
        known = old[change.old_id]
        tables.put(
            replace(
                known,
                text=fresh.text,
                group=fresh.group,
                unit=fresh.unit,
                per=fresh.per,
                direction=fresh.direction,
                targets=fresh.targets,
                position=fresh.position,
                responsible_unit_id=fresh.responsible_unit_id or known.responsible_unit_id,
            )
        )
