"""A plan and its annexes read together: the annex completes the plan's tasks instead of doubling them.

The annex may be a file of its own, or stand behind the signature in the plan's own file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kh57_desktop.domain.likeness import Keyed, pair_up
from kh57_desktop.domain.plan_reading import Doubt, PlanReading, ReadTask, ReadTaskGroup
from kh57_desktop.domain.unit_names import same_unit
from kh57_desktop.i18n import N_, _, fold

_WORD = re.compile(r"\w+")


def completed(plan: PlanReading, annex: PlanReading) -> PlanReading:
    """The plan's reading with what the annex adds.

    A task found again in the annex takes its lead, supporting bodies, deadline and product where the plan is
    silent; where both say different things the annex, which is the detailed list, counts, and a doubt says so.
    Tasks that only the annex has stand after those of the plan in the group of the same title, or in the annex's
    own group. Indicators of the annex are added where the plan does not state the same for the same year.
    """
    groups, moved = _groups(plan, annex)
    tasks, doubts = _tasks(plan, annex, moved)
    known = {(fold(row.text), row.horizon) for row in plan.indicators}
    added = tuple(row for row in annex.indicators if (fold(row.text), row.horizon) not in known)
    return replace(
        plan,
        task_groups=groups,
        tasks=tasks,
        indicators=(*plan.indicators, *added),
        doubts=(*plan.doubts, *annex.doubts, *doubts),
    )


def completed_by_own_annex(
    plan: PlanReading, groups: Sequence[ReadTaskGroup], tasks: Sequence[ReadTask]
) -> PlanReading:
    """The reading of a plan's sections with the groups and tasks of the annex behind its signature.

    Groups of the same title are one, and a task that stands in the sections word for word is completed as in
    `completed`; everything else follows as the annex prints it: one document may well name two tasks much alike.
    """
    titles = {fold(row.title): _key(row) for row in plan.task_groups}
    moved = {_key(row): titles[fold(row.title)] for row in groups if fold(row.title) in titles}
    places: dict[str, list[int]] = {}
    for at, task in enumerate(tasks):
        places.setdefault(_words(task.text), []).append(at)
    doubts: list[Doubt] = []
    own: list[ReadTask] = []
    again: set[int] = set()
    for task in plan.tasks:
        found = places.get(_words(task.text))
        if not found:
            own.append(task)
            continue
        at = found.pop(0)  # one row for each: a task may stand in two groups of both lists
        again.add(at)
        own.append(_completed_task(task, tasks[at], doubts))
    rest = [task for at, task in enumerate(tasks) if at not in again]
    joining = [replace(task, group=moved[task.group]) for task in rest if task.group in moved]
    return replace(
        plan,
        task_groups=(*plan.task_groups, *(row for row in groups if _key(row) not in moved)),
        tasks=(*_grouped(own, joining), *(task for task in rest if task.group not in moved)),
        doubts=(*plan.doubts, *doubts),
    )


def _key(group: ReadTaskGroup) -> str:
    return group.number or group.title


def _words(text: str) -> str:
    """The words alone, without signs, capitals and accents' spelling."""
    return " ".join(_WORD.findall(fold(text)))


def _groups(plan: PlanReading, annex: PlanReading) -> tuple[tuple[ReadTaskGroup, ...], dict[str, str]]:
    """All groups, and for each number of an annex group the number under which it stands in the plan."""
    pairs = pair_up([Keyed(row.title) for row in annex.task_groups], [Keyed(row.title) for row in plan.task_groups])
    moved = {annex.task_groups[pair.left].number or "": plan.task_groups[pair.right].number or "" for pair in pairs}
    used = {row.number for row in plan.task_groups}
    extra = []
    for row in annex.task_groups:
        number = row.number or ""
        if number in moved:
            continue
        free = number if number not in used else f"PL.{number}"
        moved[number] = free
        used.add(free)
        extra.append(ReadTaskGroup(free, row.title))
    return (*plan.task_groups, *extra), moved


def _tasks(plan: PlanReading, annex: PlanReading, moved: dict[str, str]) -> tuple[tuple[ReadTask, ...], list[Doubt]]:
    pairs = pair_up([Keyed(row.text) for row in plan.tasks], [Keyed(row.text) for row in annex.tasks])
    found = {pair.left: annex.tasks[pair.right] for pair in pairs}
    again = {pair.right for pair in pairs}
    doubts: list[Doubt] = []
    own = [_completed_task(task, found[at], doubts) if at in found else task for at, task in enumerate(plan.tasks)]
    extra = [
        replace(task, group=moved.get(task.group or "", task.group))
        for at, task in enumerate(annex.tasks)
        if at not in again
    ]
    return _grouped(own, extra), doubts


def _grouped(own: list[ReadTask], extra: list[ReadTask]) -> tuple[ReadTask, ...]:
    """Each further task after the last one of its group, in the annex's order."""
    result = list(own)
    for task in extra:
        last = max((at for at, row in enumerate(result) if row.group == task.group), default=len(result) - 1)
        result.insert(last + 1, task)
    return tuple(result)


DIFFERS = N_("The plan says “{plan}”, its annex “{annex}”; the annex was taken.")


def _completed_task(task: ReadTask, row: ReadTask, doubts: list[Doubt]) -> ReadTask:
    lead = _lead(task.lead, row.lead)
    for one, other in ((task.lead, lead), (task.deadline, row.deadline), (task.product, row.product)):
        if one and other and fold(one) != fold(other):
            doubts.append(Doubt(task.text[:80], _(DIFFERS).format(plan=one, annex=other)))
    return replace(
        task,
        lead=lead,
        supporting=row.supporting or task.supporting,
        deadline=row.deadline or task.deadline,
        product=row.product or task.product,
        start=row.start or task.start,
        note=row.note or task.note,
    )


def _lead(of_plan: str | None, of_annex: str | None) -> str | None:
    """The annex's lead; one body under two names ("P. VHXH") keeps the name that the plan writes."""
    if of_plan and of_annex and same_unit(of_plan, of_annex):
        return of_plan
    return of_annex or of_plan
