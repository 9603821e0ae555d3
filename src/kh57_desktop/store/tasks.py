"""Tasks and their progress in the data file; lists of them for the screen come from `task_query`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from kh57_desktop.domain.tasks import Evidence, Extension, Occurrence, ProgressEntry, Supporting, Task
from kh57_desktop.domain.terms import Standing
from kh57_desktop.store import overview_query, task_query
from kh57_desktop.store.codec import Row, Shape
from kh57_desktop.store.overview_query import GroupSums
from kh57_desktop.store.records import Records, Table, last_code
from kh57_desktop.store.standing_counts import StandingCounts
from kh57_desktop.store.task_query import TASK
from kh57_desktop.store.task_wanted import TaskQuery, TaskRow

_BY_CODE = "code_number, code, row"
_ENTRY = Shape("progress_entry", ProgressEntry, columns={"on": "day"})
_WORDS = """select id, code, number, text, product, lead_person, deadline_words, note, group_id, lead_unit_id,
    supporting_unit_ids from task where plan_id = :plan and group_id is :walked and deleted_at is null
    order by position, code_number, row"""
_OF_PLAN = "task_id in (select id from task where plan_id = ? and deleted_at is null)"


class TaskTables:
    """`store.tasks`."""

    def __init__(self, records: Records) -> None:
        self._db = records.db
        self._tasks = Table(records, TASK)
        self._entries = Table(records, _ENTRY)
        self._extensions = Table(records, Shape("extension", Extension))
        self._occurrences = Table(records, Shape("occurrence", Occurrence))
        self._supporting = Table(records, Shape("supporting", Supporting))
        self._evidence = Table(records, Shape("evidence", Evidence))
        self._counts = StandingCounts(self._db)

    def of_plan(self, plan_id: str) -> list[Task]:
        """In printed order."""
        return self._tasks.where("plan_id = ?", (plan_id,), order=f"position, {_BY_CODE}")

    def get(self, task_id: str) -> Task:
        return self._tasks.get(task_id)

    def row_of(self, task: Task) -> Row:
        """The task's cells, as the journal tells them."""
        return TASK.row(task)

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
        found: dict[str, list[ProgressEntry]] = {}
        for entry in self._entries.where(_OF_PLAN, (plan_id,), order="day, recorded_at, row"):
            found.setdefault(entry.task_id, []).append(entry)
        return found

    def put_progress(self, entry: ProgressEntry) -> None:
        self._entries.put(entry)

    def progress_to_bin(self, entry_id: str) -> None:
        self._entries.to_bin(entry_id)

    # what follows a task

    def extensions(self, task_id: str) -> list[Extension]:
        """Steps of putting the deadline off, in the order in which they were taken."""
        return self._extensions.where("task_id = ?", (task_id,), order="recorded_at, row")

    def extensions_of_plan(self, plan_id: str) -> list[Extension]:
        return self._extensions.where(_OF_PLAN, (plan_id,), order="recorded_at, row")

    def put_extension(self, extension: Extension) -> None:
        self._extensions.put(extension)

    def occurrences(self, task_id: str) -> list[Occurrence]:
        """Instances of a recurring task, by the day on which they open."""
        return self._occurrences.where("task_id = ?", (task_id,), order="opens_on, due_on, row")

    def occurrences_of_plan(self, plan_id: str) -> dict[str, list[Occurrence]]:
        """Instances by task id; tasks without any are left out."""
        found: dict[str, list[Occurrence]] = {}
        for row in self._occurrences.where(_OF_PLAN, (plan_id,), order="opens_on, due_on, row"):
            found.setdefault(row.task_id, []).append(row)
        return found

    def occurrence(self, occurrence_id: str) -> Occurrence:
        return self._occurrences.get(occurrence_id)

    def known_periods(self, task_id: str) -> set[str]:
        """Periods that ever had an instance, the binned ones too: what was thrown away is not made again."""
        rows = self._db.rows("select period from occurrence where task_id = ?", (task_id,))
        return {str(row["period"]) for row in rows}

    def put_occurrence(self, occurrence: Occurrence) -> None:
        self._occurrences.put(occurrence)

    def occurrence_to_bin(self, occurrence_id: str) -> None:
        self._occurrences.to_bin(occurrence_id)

    def has_recurring(self) -> bool:
        """Whether any task of the file comes back every period."""
        sql = "select exists (select 1 from task where deadline_kind = 'recurring' and deleted_at is null)"
        return bool(self._db.number(sql))

    def recurring(self, plan_id: str) -> list[Task]:
        """Open tasks that come back every period."""
        condition = "plan_id = ? and deadline_kind = 'recurring' and state in ('open', 'submitted')"
        return self._tasks.where(condition, (plan_id,), order=f"position, {_BY_CODE}")

    def supporting_counts(self, plan_id: str) -> dict[str, int]:
        """How many tasks of the plan each unit supports."""
        return self._counts.supported(plan_id)

    def codes(self) -> dict[str, tuple[str, str]]:
        """Plan and code of every task by its id, without reading the tasks whole."""
        sql = "select id, plan_id, code from task where deleted_at is null"
        return {str(row["id"]): (str(row["plan_id"]), str(row["code"])) for row in self._db.rows(sql)}

    def of_directives(self) -> list[Task]:
        """Tasks that name the document they come from, in printed order."""
        return self._tasks.where("directive_id is not null", order=f"position, {_BY_CODE}")

    def supporting(self, task_id: str) -> list[Supporting]:
        return self._supporting.where("task_id = ?", (task_id,))

    def supporting_of(self, task_id: str, unit_id: str) -> Supporting | None:
        return self._supporting.first("task_id = ? and unit_id = ?", (task_id, unit_id))

    def put_supporting(self, row: Supporting) -> None:
        self._supporting.put(row)

    def evidence(self, task_id: str) -> list[Evidence]:
        return self._evidence.where("task_id = ?", (task_id,), order="added_at, row")

    def evidence_of_plan(self, plan_id: str) -> dict[str, list[Evidence]]:
        """Files by task id; tasks without any are left out."""
        found: dict[str, list[Evidence]] = {}
        for row in self._evidence.where(_OF_PLAN, (plan_id,), order="added_at, row"):
            found.setdefault(row.task_id, []).append(row)
        return found

    def put_evidence(self, evidence: Evidence) -> None:
        self._evidence.put(evidence)

    def evidence_to_bin(self, evidence_id: str) -> None:
        self._evidence.to_bin(evidence_id)

    def children(self, task_id: str) -> list[Task]:
        return self._tasks.where("parent_id = ?", (task_id,), order=f"position, {_BY_CODE}")

    def in_group(self, plan_id: str, group_id: str | None) -> list[Task]:
        return self._tasks.where("plan_id = ? and group_id is ?", (plan_id, group_id), order=f"position, {_BY_CODE}")

    def values_in_use(self, plan_id: str, column: str) -> list[str]:
        return self._counts.values_in_use(plan_id, column)

    def words_of_plan(self, plan_id: str) -> Iterator[sqlite3.Row]:
        """What the search looks through of each task, group after group as printed; a group is read at a time."""
        groups = self._db.rows(
            "select id from task_group where plan_id = ? and deleted_at is null order by position", (plan_id,)
        )
        for group_id in [*(row["id"] for row in groups), None]:
            yield from self._db.rows(_WORDS, {"plan": plan_id, "walked": group_id})

    # lists

    def page(self, query: TaskQuery, *, offset: int, limit: int) -> list[TaskRow]:
        """Rows `offset` … `offset + limit` of the list that `query` asks for."""
        return task_query.page(self._db, query, offset=offset, limit=limit)

    def ids(self, query: TaskQuery) -> list[str]:
        return task_query.ids(self._db, query)

    def search_hits(self, typed: str, *, at_most: int) -> int:
        return task_query.search_hits(self._db, typed, at_most=at_most)

    def first_hits(self, query: TaskQuery, *, limit: int) -> list[TaskRow]:
        return task_query.first_hits(self._db, query, limit=limit)

    def size_of(self, plan_id: str) -> int:
        """How many tasks a plan has."""
        return self._db.number("select count(*) from task where plan_id = ? and deleted_at is null", (plan_id,))

    def count(self, query: TaskQuery) -> int:
        return task_query.count(self._db, query)

    def standing_counts(self, query: TaskQuery) -> dict[Standing, int]:
        """How many tasks stand where, whatever standing `query` filters by; all nine standings, in order."""
        found = dict.fromkeys(Standing, 0)
        for counts in self.group_standings(query).values():
            for standing, count in counts.items():
                found[standing] += count
        return found

    def group_counts(self, query: TaskQuery) -> dict[str | None, int]:
        """How many tasks each group id has, those of collapsed groups among them."""
        return task_query.group_counts(self._db, query)

    def group_standings(self, query: TaskQuery) -> dict[str | None, dict[Standing, int]]:
        """Per key of the grouping how many tasks stand where, whatever standing `query` filters by and which it folds.

        Asked for by several pages at once: kept, and mended where something was written that the counts are made of.
        """
        return self._counts.by_key(query)

    def due(self, plan_id: str, on: date, *, until: date, limit: int) -> list[TaskRow]:
        """Open tasks that are late on a day or due until another, the latest first."""
        return task_query.due(self._db, plan_id, on, until=until, limit=limit)

    def group_sums(self, plan_id: str, on: date) -> dict[str | None, GroupSums]:
        """Per group id how many tasks and their mean progress on a day."""
        return overview_query.group_sums(self._db, plan_id, on)

    def silent(self, plan_id: str, first: date, last: date) -> tuple[int, dict[str | None, int]]:
        """Tasks to be spoken of between two days; and by lead unit id those on which nothing was recorded."""
        return overview_query.silent_tasks(self._db, plan_id, first, last)
