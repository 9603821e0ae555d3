"""Further rows of an import into the plan that has got the others already: nothing on file is touched."""

from __future__ import annotations

from dataclasses import replace

from kh57_desktop.domain.joining import join_indicators
from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.domain.plans import Plan, TaskGroup
from kh57_desktop.i18n import _, fold
from kh57_desktop.services.due_days import is_strict_before
from kh57_desktop.services.read_rows import Choices, UnitBook, duty_rows, group_rows, indicator_row, task_rows
from kh57_desktop.services.reading_plans import Accepted
from kh57_desktop.services.session import Session


def add_rows(session: Session, plan: Plan, reading: PlanReading, choices: Choices) -> Accepted:
    """The rows of `reading` with the next codes of the plan, in the groups of the same title; one named action."""
    store = session.store
    store.copy_before(_("import"))
    with store.changes(_("Import further rows into plan {code}").format(code=plan.code)):
        units = UnitBook(store.offices.units(), choices.units)
        groups, new_groups = _groups(session, plan, reading)
        tasks = task_rows(plan, reading, groups, units, choices, strict_before=is_strict_before(session))
        joined, doubts = join_indicators(reading.indicators, choices.same)
        known = len(store.indicators.of_plan(plan.id))
        indicators = [indicator_row(plan, row, known + place, units) for place, row in enumerate(joined, 1)]
        said = {(duty.organization, duty.text) for duty in store.plans.duties(plan.id)}
        duties = [duty for duty in duty_rows(plan, reading, units) if (duty.organization, duty.text) not in said]
        for unit in units.changed():
            store.offices.put_unit(unit)
        for group in new_groups:
            store.plans.put_group(group)
        for task in tasks:
            store.tasks.put(replace(task, code=store.tasks.next_code(plan.id)))
        for indicator in indicators:
            store.indicators.put(replace(indicator, code=store.indicators.next_code(plan.id)))
        for duty in duties:
            store.plans.put_duty(duty)
    return Accepted(
        plan=plan,
        sections=0,
        task_groups=len(new_groups),
        tasks=len(tasks),
        indicators=len(indicators),
        targets=sum(len(row.targets) for row in indicators),
        duties=len(duties),
        units=len(units.added),
        doubts=tuple(doubts),
    )


def _groups(session: Session, plan: Plan, reading: PlanReading) -> tuple[list[TaskGroup], list[TaskGroup]]:
    """The groups of the reading as they are on file, and those that are not there yet."""
    on_file = {(group.number, fold(group.title)): group for group in session.store.plans.groups(plan.id)}
    found: list[TaskGroup] = []
    new: list[TaskGroup] = []
    for group in group_rows(plan, reading):
        known = on_file.get((group.number, fold(group.title)))
        if known is None:
            known = replace(group, position=len(on_file) + len(new) + 1)
            new.append(known)
        found.append(known)
    return found, new
