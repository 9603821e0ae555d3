"""Tasks and their progress in the data file; lists of them for the screen come from `task_query`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import Standing
from kh57_desktop.store import overview_query, task_query
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.overview_query import GroupSums
from kh57_desktop.store.records import Records, Table, last_code
from kh57_desktop.store.task_query import TASK, TaskQuery, TaskRow

_BY_CODE = "code_number, code, row"
_ENTRY = Shape("progress_entry", ProgressEntry, columns={"on": "day"})


class TaskTables:
    """`store.tasks`."""

    def __init__(self, records: Records) -> None:
        self._db = records.db
        self._tasks = Table(records, TASK)
        self._entries = Table(records, _ENTRY)

    def of_plan(self, plan_id: str) -> list[Task]:
        """In printed order."""
        return self._tasks.where("plan_id = ?", (plan_id,), order=f"position, {_BY_CODE}")

    def get(self, task_id: str) -> Task:
        return self._tasks.get(task_id)

    def by_code(self, plan_id: str, code: str) -> Task | None:
        return self._tasks.first("plan_id = ? and code = ?", (plan_id, code))

    def put(self, task: Task) -> None:
        self._tasks.put(task)

    def put_many(self, tasks: Iterable[Task]) -> None:
        for task in tasks:
            self._tasks.put(task)

    def next_code(self, plan_id: str) -> str:
        """N1, N2 …; a code once given is never given again, whatever became of its task."""
        return f"N{last_code(self._db, f'task/{plan_id}') + 1}"

    def to_bin(self, task_id: str) -> None:
        self._tasks.to_bin(task_id)

    def from_bin(self, task_id: str) -> None:
        self._tasks.from_bin(task_id)

    def binned(self, plan_id: str) -> list[Task]:
        """Thùng rác of the plan, last deleted first."""
        return self._tasks.where("plan_id = ?", (plan_id,), order="deleted_at desc, row", binned=True)

    def progress(self, task_id: str) -> list[ProgressEntry]:
        """By day, then as recorded; the last is the latest."""
        return self._entries.where("task_id = ?", (task_id,), order="day, recorded_at, row")

    def progress_of_plan(self, plan_id: str) -> dict[str, list[ProgressEntry]]:
        """Entries by task id; tasks without any are left out."""
        condition = "task_id in (select id from task where plan_id = ? and deleted_at is null)"
        found: dict[str, list[ProgressEntry]] = {}
        for entry in self._entries.where(condition, (plan_id,), order="day, recorded_at, row"):
            found.setdefault(entry.task_id, []).append(entry)
        return found

    def put_progress(self, entry: ProgressEntry) -> None:
        self._entries.put(entry)

    def progress_to_bin(self, entry_id: str) -> None:
        self._entries.to_bin(entry_id)

    def page(self, query: TaskQuery, *, offset: int, limit: int) -> list[TaskRow]:
        """Rows `offset` … `offset + limit` of the list that `query` asks for."""
        return task_query.page(self._db, query, offset=offset, limit=limit)

    def count(self, query: TaskQuery) -> int:
        return task_query.count(self._db, query)

    def standing_counts(self, query: TaskQuery) -> dict[Standing, int]:
        """How many tasks stand where, whatever standing `query` filters by; all nine standings, in order."""
        return task_query.standing_counts(self._db, query)

    def group_counts(self, query: TaskQuery) -> dict[str | None, int]:
        """How many tasks each group id has, those of collapsed groups among them."""
        return task_query.group_counts(self._db, query)

    def group_standings(self, query: TaskQuery) -> dict[str | None, dict[Standing, int]]:
        """Per group id how many tasks stand where, whatever standing `query` filters by and which groups it folds."""
        return task_query.group_standings(self._db, query)

    def group_sums(self, plan_id: str, on: date) -> dict[str | None, GroupSums]:
        """Per group id how many tasks and their mean progress on a day."""
        return overview_query.group_sums(self._db, plan_id, on)

    def silent(self, plan_id: str, first: date, last: date) -> tuple[int, dict[str | None, int]]:
        """Tasks to be spoken of between two days; and by lead unit id those on which nothing was recorded."""
        return overview_query.silent_tasks(self._db, plan_id, first, last)
