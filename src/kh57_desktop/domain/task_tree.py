"""Sub-tasks (nhiệm vụ con): a parent is never shown greener than its worst open child (features.md row 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kh57_desktop.domain.tasks import DUE_SOON_DAYS, Occurrence, Task, days_late_with, standing_of
from kh57_desktop.domain.terms import Standing, TaskState

WORSE_LATER = (
    Standing.DONE_ON_TIME,
    Standing.DONE_LATE,
    Standing.CONTINUOUS,
    Standing.NOT_DUE,
    Standing.UNDER_WAY,
    Standing.DUE_SOON,
    Standing.OVERDUE,
)
"""From green to red. Suspended and cancelled stand outside: someone decided them, and they are not open."""
OPEN = (Standing.CONTINUOUS, Standing.NOT_DUE, Standing.UNDER_WAY, Standing.DUE_SOON, Standing.OVERDUE)


def with_children(own: Standing, below: Iterable[Standing]) -> Standing:
    """A parent's standing; `below`: the own standings of all tasks below it, however deep."""
    if own not in WORSE_LATER:
        return own
    open_ones = [standing for standing in below if standing in OPEN]
    return max([own, *open_ones], key=WORSE_LATER.index)


def standings_of(
    tasks: Sequence[Task],
    on: date,
    *,
    begun: Iterable[str] = (),
    occurrences: Mapping[str, Sequence[Occurrence]] | None = None,
    due_soon_days: int = DUE_SOON_DAYS,
) -> dict[str, Standing]:
    """By task id, children rolled up. `begun`: ids of tasks with a progress entry; `occurrences` by task id."""
    has_progress = frozenset(begun)
    instances = occurrences or {}
    own = {
        task.id: standing_of(
            task,
            on,
            has_progress=task.id in has_progress,
            due_soon_days=due_soon_days,
            occurrences=instances.get(task.id, ()),
        )
        for task in tasks
    }
    below = tasks_below(tasks)
    return {id_: with_children(standing, (own[child] for child in below.get(id_, ()))) for id_, standing in own.items()}


def days_late_of(
    tasks: Sequence[Task], on: date, *, occurrences: Mapping[str, Sequence[Occurrence]] | None = None
) -> dict[str, int]:
    """By task id; of a parent that is overdue only because of a task below it, the days of the latest of those."""
    instances = occurrences or {}
    own = {task.id: days_late_with(task, instances.get(task.id, ()), on) for task in tasks}
    overdue = {task.id: own[task.id] for task in tasks if own[task.id] and not _is_finished(task, on)}
    below = tasks_below(tasks)
    days = {}
    for task in tasks:
        inherited = max((overdue.get(child, 0) for child in below.get(task.id, ())), default=0)
        is_decided = task.state in (TaskState.SUSPENDED, TaskState.CANCELLED)
        if is_decided or not inherited:
            days[task.id] = own[task.id]
        else:
            days[task.id] = max(inherited, overdue.get(task.id, 0))
    return days


def _is_finished(task: Task, on: date) -> bool:
    return task.state is TaskState.DONE and (task.finished_on is None or task.finished_on <= on)


def tasks_below(tasks: Sequence[Task]) -> dict[str, list[str]]:
    """Ids of all tasks below each parent, however deep; a ring of parents, which no entry allows, ends."""
    children: dict[str, list[str]] = {}
    known = {task.id for task in tasks}
    for task in tasks:
        if task.parent_id in known and task.parent_id is not None:
            children.setdefault(task.parent_id, []).append(task.id)
    found: dict[str, list[str]] = {}
    for parent in children:
        seen: dict[str, None] = {}
        waiting = list(children[parent])
        while waiting:
            child = waiting.pop(0)
            if child not in seen and child != parent:
                seen[child] = None
                waiting.extend(children.get(child, ()))
        found[parent] = list(seen)
    return found
