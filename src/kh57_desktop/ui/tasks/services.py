"""The task services bound to the file that the window has open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.tasks import Task
from kh57_desktop.services import task_details, task_table, tasks, units
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_table import TaskFilter, TaskLine, TaskSummary


class OfficeTasks:
    """`TaskServices` of the presenter over one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def summary(self, wanted: TaskFilter) -> TaskSummary:
        return task_table.summary(self._session, wanted)

    def lines(self, wanted: TaskFilter, offset: int, limit: int) -> Sequence[TaskLine]:
        return task_table.lines(self._session, wanted, offset=offset, limit=limit)

    def details(self, line: TaskLine) -> task_details.TaskDetails:
        return task_details.details(self._session, line)

    def units(self) -> Sequence[Unit]:
        return task_table.unit_choices(self._session)

    def edit(self, changed: Sequence[Task], fields: Mapping[str, str]) -> None:
        tasks.edit_tasks(self._session, changed, fields)

    def record(self, task: Task, *, percent: int | None, result: str, difficulty: str, proposal: str) -> None:
        tasks.record_progress(
            self._session, task, percent=percent, result=result, difficulty=difficulty, proposal=proposal
        )

    def add(self, plan_id: str, fields: Mapping[str, str]) -> Task:
        return tasks.add_task(self._session, fields, plan_code=task_table.plan_code(self._session, plan_id))

    def bin(self, removed: Sequence[Task]) -> None:
        tasks.bin_tasks(self._session, removed)

    def add_unit(self, name: str) -> None:
        units.add_unit(self._session, {"name": name})
