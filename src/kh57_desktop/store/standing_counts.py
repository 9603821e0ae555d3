"""Counts of where tasks stand, kept while nothing is written that they are made of, and mended where something is.

Pages, window and navigation ask for the same counts after every edit. Counting ten thousand tasks takes longer than an
edit may, so that only the groups are counted again that the journal names since the last time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from kh57_desktop.domain.terms import Standing
from kh57_desktop.store import task_query
from kh57_desktop.store.connection import Database
from kh57_desktop.store.task_wanted import Grouping, TaskQuery, TaskSort

Counts = dict[str | None, dict[Standing, int]]
MOST_KEPT = 8
"""Counts kept at once: pages, window and navigation ask for some each."""
MOST_MENDED = 100
"""From so many journal rows on everything is counted again: an import, a paste."""
_STANDS = frozenset(
    ("state", "finished_on", "due_on", "deadline_kind", "parent_id", "group_id", "plan_id", "deleted_at")
)
"""Columns of a task that say where it and its parents stand, and in which group."""
_WRITTEN = """select tbl, op, row_id, before, after from journal where seq > :seen and (
    tbl in ('task', 'progress_entry', 'occurrence', 'supporting', 'evidence', 'task_group')
    or (tbl = 'unit' and (op <> 'update' or after like '%name%' or after like '%alias%'))) limit :most"""
_GROUPS_ABOVE = """with recursive up (id, parent_id, group_id) as (
        select id, parent_id, group_id from task where id in (select value from json_each(:ids))
        union select t.id, t.parent_id, t.group_id from task t join up on t.id = up.parent_id)
    select distinct group_id from up"""


class StandingCounts:
    """`store.tasks` asks here; what is not committed may yet be taken back and is counted afresh."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: dict[TaskQuery, Counts] = {}
        self._supported: dict[str, dict[str, int]] = {}
        self._values: dict[tuple[str, str], list[str]] = {}
        self._seen = 0

    def by_key(self, query: TaskQuery) -> Counts:
        """Per key of the grouping, whatever standing `query` filters by and which it folds."""
        wanted = replace(query, standing=None, sort=TaskSort.PRINTED, descending=False, collapsed_group_ids=frozenset())
        if not query.missing_clarity:
            wanted = replace(wanted, clarity=())
        if self._db.connection.in_transaction:
            return task_query.group_standings(self._db, wanted)
        self._follow()
        if wanted not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[wanted] = task_query.group_standings(self._db, wanted)
        return {key: dict(counts) for key, counts in self._kept[wanted].items()}

    def supported(self, plan_id: str) -> dict[str, int]:
        """How many tasks of the plan each unit supports."""
        if self._db.connection.in_transaction:
            return self._count_supported(plan_id)
        self._follow()
        if plan_id not in self._supported:
            self._supported[plan_id] = self._count_supported(plan_id)
        return dict(self._supported[plan_id])

    def _count_supported(self, plan_id: str) -> dict[str, int]:
        sql = """select unit.value as unit_id, count(*) as tasks from task, json_each(task.supporting_unit_ids) as unit
            where task.plan_id = ? and task.deleted_at is null group by 1"""
        return {str(row["unit_id"]): int(row["tasks"]) for row in self._db.rows(sql, (plan_id,))}

    def values_in_use(self, plan_id: str, column: str) -> list[str]:
        """What the rows of a plan say in `column` ("lead_person", "phase"), people by given name."""
        if self._db.connection.in_transaction:
            return task_query.values_in_use(self._db, plan_id, column)
        self._follow()
        if (plan_id, column) not in self._values:
            self._values[plan_id, column] = task_query.values_in_use(self._db, plan_id, column)
        return list(self._values[plan_id, column])

    def _follow(self) -> None:
        """Make the kept counts those of the file as the journal now says it is."""
        last = self._db.number("select max(seq) from journal")
        if last == self._seen:
            return
        if self._kept or self._supported or self._values:
            written = self._db.rows(_WRITTEN, {"seen": self._seen, "most": MOST_MENDED})
            if last < self._seen or len(written) >= MOST_MENDED:
                self._forget()
            elif written:
                self._mend(written)
        self._seen = last

    def _forget(self) -> None:
        self._kept.clear()
        self._supported.clear()
        self._values.clear()

    def _mend(self, written: list[sqlite3.Row]) -> None:
        self._kept = {query: counts for query, counts in self._kept.items() if _is_plain(query)}
        if any(row["tbl"] in ("task_group", "unit") for row in written):
            self._forget()
            return
        of_tasks = [row for row in written if row["tbl"] == "task"]
        if of_tasks:
            self._supported.clear()
        if any(row["op"] != "update" for row in of_tasks):
            self._values.clear()
        told = " ".join(row["after"] for row in of_tasks if row["op"] == "update")
        self._values = {key: values for key, values in self._values.items() if f'"{key[1]}"' not in told}
        touched, groups = self._touched(written)
        if not touched:
            return
        found = self._db.rows(_GROUPS_ABOVE, {"ids": json.dumps(sorted(touched))})
        groups.update(row["group_id"] for row in found)
        for query, counts in list(self._kept.items()):
            if not self._count_again(query, counts, groups):
                del self._kept[query]

    def _touched(self, written: Iterable[sqlite3.Row]) -> tuple[set[str], set[str | None]]:
        """Tasks whose standing or group may be another one now, and the groups that they were in."""
        touched: set[str] = set()
        groups: set[str | None] = set()
        for row in written:
            before, after = (json.loads(row[side]) if row[side] else {} for side in ("before", "after"))
            if row["tbl"] == "task":
                if row["op"] != "update" or not _STANDS.isdisjoint(after):
                    touched.add(row["row_id"])
                    groups.update(cells["group_id"] for cells in (before, after) if "group_id" in cells)
                    touched.update(cells["parent_id"] for cells in (before, after) if cells.get("parent_id"))
            elif row["tbl"] in ("progress_entry", "occurrence"):
                task_id = before.get("task_id") or after.get("task_id") or self._task_of(row["tbl"], row["row_id"])
                touched.add(task_id)
        return touched, groups

    def _task_of(self, table: str, row_id: str) -> str:
        found = self._db.row(f"select task_id from {table} where id = ?", (row_id,))  # noqa: S608 - one of two names
        return str(found["task_id"]) if found else ""

    def _count_again(self, query: TaskQuery, counts: Counts, groups: Iterable[str | None]) -> bool:
        """The counts of these groups; False where a group came that has no place among them yet."""
        for group_id in groups:
            of_group = task_query.group_standings(self._db, replace(query, only_key=group_id, is_one_key=True))
            now = of_group.get(group_id)
            if now is None:
                counts.pop(group_id, None)
            elif group_id in counts:
                counts[group_id] = now
            else:
                return False
        return True


def _is_plain(query: TaskQuery) -> bool:
    """All tasks of a plan by their groups, nothing filtered."""
    plain = TaskQuery(query.plan_id, query.on, due_soon_days=query.due_soon_days, clarity=query.clarity)
    return query == plain and query.group_by is Grouping.GROUP
