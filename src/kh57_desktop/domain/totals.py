"""Table 1 of the report: tasks counted by standing, per group, per lead unit and overall (document-format.md d7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.reports import TotalsRow
from kh57_desktop.domain.tasks import Occurrence, Task, standing_of_occurrence
from kh57_desktop.domain.terms import DeadlineKind, Standing, TaskState

OVERALL, NO_GROUP, NO_LEAD = "Tổng cộng", "Nhiệm vụ khác", "Chưa giao"
"""Labels as the paper prints them."""


def counted_by_instance(
    tasks: Sequence[Task],
    standings: Mapping[str, Standing],
    occurrences: Mapping[str, Sequence[Occurrence]],
    on: date,
) -> tuple[list[Task], dict[str, Standing]]:
    """What totals count: in the place of a recurring task its instances that have opened by `on` (design.md section 3).

    A recurring task that is suspended, cancelled or finished as a whole, or has no instance yet, counts once.
    """
    counted: list[Task] = []
    found: dict[str, Standing] = {}
    for task in tasks:
        opened = [row for row in occurrences.get(task.id, ()) if row.opens_on <= on]
        if task.deadline_kind is not DeadlineKind.RECURRING or task.state not in _COUNTED_BY_INSTANCE or not opened:
            counted.append(task)
            found[task.id] = standings[task.id]
            continue
        for row in opened:
            counted.append(replace(task, id=row.id, due_on=row.due_on, finished_on=row.finished_on))
            found[row.id] = standing_of_occurrence(row, on)
    return counted, found


_COUNTED_BY_INSTANCE = (TaskState.OPEN, TaskState.SUBMITTED)


def totals_of(tasks: Iterable[Task], standings: Mapping[str, Standing], *, label: str = OVERALL) -> TotalsRow:
    """All of the office's own tasks among `tasks`; `standings` by task id, as at the cut-off."""
    return _row(label, "", tasks, standings)


def totals_by_group(
    tasks: Sequence[Task], standings: Mapping[str, Standing], groups: Sequence[TaskGroup]
) -> tuple[TotalsRow, ...]:
    """One row per task group in the plan's order, empty ones too; tasks of no group in a last row where there are."""
    rows = [_row(group.title, group.number, _where(tasks, group.id), standings) for group in groups]
    known = {group.id for group in groups}
    rest = [task for task in tasks if task.group_id not in known and task.is_ours]
    return (*rows, _row(NO_GROUP, "", rest, standings)) if rest else tuple(rows)


def totals_by_unit(
    tasks: Sequence[Task], standings: Mapping[str, Standing], units: Sequence[Unit]
) -> tuple[TotalsRow, ...]:
    """One numbered row per lead unit that has tasks, in the order of `units`; tasks without lead in a last row."""
    ours = [task for task in tasks if task.is_ours]
    leading = {task.lead_unit_id for task in ours}
    rows = [
        _row(unit.name, str(number), [task for task in ours if task.lead_unit_id == unit.id], standings)
        for number, unit in enumerate((unit for unit in units if unit.id in leading), start=1)
    ]
    known = {unit.id for unit in units}
    rest = [task for task in ours if task.lead_unit_id not in known]
    return (*rows, _row(NO_LEAD, "", rest, standings)) if rest else tuple(rows)


def _where(tasks: Sequence[Task], group_id: str) -> list[Task]:
    return [task for task in tasks if task.group_id == group_id]


def _row(label: str, number: str, tasks: Iterable[Task], standings: Mapping[str, Standing]) -> TotalsRow:
    found = [standings[task.id] for task in tasks if task.is_ours]
    return TotalsRow(
        label=label,
        number=number,
        done_on_time=found.count(Standing.DONE_ON_TIME),
        done_late=found.count(Standing.DONE_LATE),
        in_time=found.count(Standing.UNDER_WAY) + found.count(Standing.DUE_SOON),
        overdue=found.count(Standing.OVERDUE),
        not_due=found.count(Standing.NOT_DUE),
        continuous=found.count(Standing.CONTINUOUS),
        suspended=found.count(Standing.SUSPENDED),
        cancelled=found.count(Standing.CANCELLED),
    )
