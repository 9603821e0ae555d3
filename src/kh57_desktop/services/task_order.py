"""Where tasks stand: their order, group and parent. Codes and printed numbers never change by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kh57_desktop.domain.task_tree import tasks_below
from kh57_desktop.domain.tasks import Task
from kh57_desktop.i18n import _
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_fields import refuse_ring


def move_tasks(session: Session, tasks: Sequence[Task], *, group_id: str | None, before: Task | None) -> list[Task]:
    """Put tasks, with all below them, before `before` or at the end of the group; one action.

    Returns every task that changed. A task moved away from its parent's group stands alone there.
    """
    moved = _with_below(session, tasks)
    ids = {task.id for task in moved}
    if before is not None and before.id in ids:
        return []
    rest = [task for task in session.store.tasks.in_group(tasks[0].plan_id, group_id) if task.id not in ids]
    place = next((place for place, task in enumerate(rest) if before and task.id == before.id), len(rest))
    regrouped = [_in_group(task, group_id, ids) for task in moved]
    wanted = _in_order(rest[:place], regrouped, rest[place:])
    present = {task.id: task for task in (*moved, *rest)}
    changed = [task for task in wanted if task != present[task.id]]
    if changed:
        with session.store.changes(_move_words(tasks)):
            session.store.tasks.put_many(changed)
    return changed


def _with_below(session: Session, tasks: Sequence[Task]) -> list[Task]:
    rows = {row.id: row for row in session.store.tasks.of_plan(tasks[0].plan_id)}
    below = tasks_below(list(rows.values()))
    wanted = {id_ for task in tasks for id_ in (task.id, *below.get(task.id, ()))}
    return [row for row in rows.values() if row.id in wanted]


def _in_group(task: Task, group_id: str | None, moving: set[str]) -> Task:
    keeps_parent = task.parent_id in moving or task.group_id == group_id
    return replace(task, group_id=group_id, parent_id=task.parent_id if keeps_parent else None)


def _in_order(before: Sequence[Task], moved: Sequence[Task], after: Sequence[Task]) -> list[Task]:
    """Positions that rise: what stands before keeps its own, what follows moves only as far as it must."""
    found = list(before)
    last = before[-1].position if before else min((row.position for row in (*moved, *after)), default=1) - 1
    for task in moved:
        last += 1
        found.append(replace(task, position=last))
    for task in after:
        last = max(task.position, last + 1)
        found.append(replace(task, position=last))
    return found


def _move_words(tasks: Sequence[Task]) -> str:
    if len(tasks) == 1:
        return _("Move {code}").format(code=tasks[0].code)
    return _("Move {count} tasks").format(count=len(tasks))


def put_under(session: Session, tasks: Sequence[Task], parent: Task | None) -> list[Task]:
    """Make tasks sub-tasks of `parent`, right below it, or tasks of their own. Raises BadValue for a ring."""
    if parent is None:
        changed = [replace(task, parent_id=None) for task in tasks if task.parent_id is not None]
    else:
        for task in tasks:
            refuse_ring(session, task, parent, parent.code)
        changed = _below_parent(session, tasks, parent)
    if changed:
        words = (
            _("Put {count} tasks under {code}").format(count=len(tasks), code=parent.code)
            if parent is not None
            else _("Take {count} tasks out of their parent").format(count=len(tasks))
        )
        with session.store.changes(words):
            session.store.tasks.put_many(changed)
    return changed


def _below_parent(session: Session, tasks: Sequence[Task], parent: Task) -> list[Task]:
    ids = {task.id for task in tasks}
    moved = [
        replace(task, parent_id=parent.id if task.id in ids else task.parent_id, group_id=parent.group_id)
        for task in _with_below(session, tasks)
    ]
    moving = {task.id for task in moved}
    rest = [row for row in session.store.tasks.in_group(parent.plan_id, parent.group_id) if row.id not in moving]
    family = {parent.id, *tasks_below(rest).get(parent.id, ())}
    place = max((place for place, row in enumerate(rest) if row.id in family), default=len(rest) - 1) + 1
    wanted = _in_order(rest[:place], moved, rest[place:])
    present = {row.id: row for row in (*_with_below(session, tasks), *rest)}
    return [row for row in wanted if row != present[row.id]]
