"""Rows as they were at an earlier moment, rebuilt from the journal: the present row with later entries taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from kh57_desktop.domain.cut_off import History, Versions
from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import Evidence, Extension, Occurrence, ProgressEntry, Task
from kh57_desktop.store.codec import Row, Shape
from kh57_desktop.store.connection import Database
from kh57_desktop.store.derived import code_number

T = TypeVar("T", TaskGroup, Unit, Task, ProgressEntry, Occurrence, Extension, Evidence, Indicator, Reading)

_TABLES = (
    *("plan", "task_group", "unit", "task", "progress_entry", "occurrence", "extension", "evidence"),
    *("indicator", "target", "reading"),
)
_TASK, _ENTRY = Shape("task", Task), Shape("progress_entry", ProgressEntry, columns={"on": "day"})
_INDICATOR, _TARGET = Shape("indicator", Indicator, without=frozenset({"targets"})), Shape("target", Target)
_OCCURRENCE, _EXTENSION = Shape("occurrence", Occurrence), Shape("extension", Extension)
_EVIDENCE = Shape("evidence", Evidence)
_READING, _GROUP, _UNIT = Shape("reading", Reading), Shape("task_group", TaskGroup), Shape("unit", Unit)

_Pair = tuple[Row | None, Row | None]
"""A row at the moment and now, binned ones among them; None where the file did not know it."""


def history_of(db: Database, plan_id: str, moment: str) -> History:
    """A plan with all that reports are made of, at `moment` (UTC as the journal writes it, exclusive) and now."""
    past = _Past(db, moment)
    plans = past.rows("plan", "id = ?", (plan_id,), lambda row: row["id"] == plan_id)
    tasks = past.rows("task", "plan_id = ?", (plan_id,), lambda row: row["plan_id"] == plan_id)
    indicators = past.rows("indicator", "plan_id = ?", (plan_id,), lambda row: row["plan_id"] == plan_id)
    groups = past.rows("task_group", "plan_id = ?", (plan_id,), lambda row: row["plan_id"] == plan_id)
    units = past.rows("unit", "1", (), lambda row: True)

    def of_tasks(table: str) -> dict[str, _Pair]:
        within = "task_id in (select id from task where plan_id = ?)"
        return past.rows(table, within, (plan_id,), lambda row: row["task_id"] in tasks)

    readings = past.rows(
        "reading",
        "indicator_id in (select id from indicator where plan_id = ?)",
        (plan_id,),
        lambda row: row["indicator_id"] in indicators,
    )
    targets = past.rows(
        "target",
        "indicator_id in (select id from indicator where plan_id = ?)",
        (plan_id,),
        lambda row: row["indicator_id"] in indicators,
    )
    return History(
        has_plan=any(then is not None and then["deleted_at"] is None for then, _now in plans.values()),
        groups=_versions(groups, _GROUP.value, _by_position),
        units=_versions(units, _UNIT.value, lambda row: (row["position"], str(row["name"]))),
        tasks=_versions(tasks, _TASK.value, _by_code),
        progress=_grouped(_versions(of_tasks("progress_entry"), _ENTRY.value, _by_day), lambda row: row.task_id),
        occurrences=_grouped(
            _versions(of_tasks("occurrence"), _OCCURRENCE.value, _by_opening), lambda row: row.task_id
        ),
        extensions=_grouped(_versions(of_tasks("extension"), _EXTENSION.value, _by_time), lambda row: row.task_id),
        evidence=_grouped(_versions(of_tasks("evidence"), _EVIDENCE.value, _by_adding), lambda row: row.task_id),
        indicators=_indicators(indicators, targets),
        readings=_grouped(_versions(readings, _READING.value, _by_period), lambda reading: reading.indicator_id),
    )


class _Past:
    """Takes the journal's later entries back, table by table."""

    def __init__(self, db: Database, moment: str) -> None:
        self._db = db
        marks = ", ".join("?" for _table in _TABLES)
        sql = f"""select tbl, op, row_id, before from journal
            where hi_time >= ? and tbl in ({marks}) order by seq desc"""  # noqa: S608 - names from our schema
        self._later: dict[str, list[Any]] = {}
        for entry in db.rows(sql, (moment, *_TABLES)):
            self._later.setdefault(entry["tbl"], []).append(entry)

    def rows(
        self, table: str, condition: str, parameters: tuple[str, ...], belongs: Callable[[Row], bool]
    ) -> dict[str, _Pair]:
        found = self._db.rows(f"select * from {table} where {condition}", parameters)  # noqa: S608
        now: dict[str, Row] = {row["id"]: {name: row[name] for name in row.keys()} for row in found}  # noqa: SIM118
        then: dict[str, Row | None] = dict(now)
        blank = self._blank(table) if table in self._later else {}
        for entry in self._later.get(table, ()):
            row_id = entry["row_id"]
            if entry["op"] == "insert":
                if row_id in then:
                    then[row_id] = None
            elif entry["op"] == "delete":
                whole = {**blank, **json.loads(entry["before"])}
                if belongs(whole):
                    then[row_id] = whole
            elif (later := then.get(row_id)) is not None:
                then[row_id] = {**later, **json.loads(entry["before"])}
        return {row_id: (row, now.get(row_id)) for row_id, row in then.items()}

    def _blank(self, table: str) -> Row:
        """What columns say that a later version added."""
        from kh57_desktop.store.check import default_of

        return {row["name"]: default_of(row["dflt_value"]) for row in self._db.rows(f"pragma table_info ({table})")}


def _versions(rows: dict[str, _Pair], value: Callable[[Any], T], order: Callable[[Row], Any]) -> list[Versions[T]]:
    """In the order of the rows as they were, of later ones as they are."""
    known = [(then, now) for then, now in rows.values() if then is not None or now is not None]
    known.sort(key=lambda pair: order(pair[0] if pair[0] is not None else pair[1] or {}))
    return [Versions(_alive(then, value), _alive(now, value), then is not None) for then, now in known]


def _alive(row: Row | None, value: Callable[[Any], T]) -> T | None:
    return value(row) if row is not None and row["deleted_at"] is None else None


def _indicators(rows: dict[str, _Pair], targets: dict[str, _Pair]) -> list[Versions[Indicator]]:
    def with_targets(side: int) -> Callable[[Any], Indicator]:
        of: dict[str, list[Row]] = {}
        for pair in targets.values():
            row = pair[side]
            if row is not None and row["deleted_at"] is None:
                of.setdefault(str(row["indicator_id"]), []).append(row)

        def value(row: Row) -> Indicator:
            own = sorted(of.get(str(row["id"]), ()), key=lambda target: target["position"] or 0)
            return _INDICATOR.value(row, targets=tuple(_TARGET.value(target) for target in own))

        return value

    known = [pair for pair in rows.values() if pair[0] is not None or pair[1] is not None]
    known.sort(key=lambda pair: _by_code(pair[0] if pair[0] is not None else pair[1] or {}))
    old, new = with_targets(0), with_targets(1)
    return [Versions(_alive(then, old), _alive(now, new), then is not None) for then, now in known]


def _grouped(rows: Iterable[Versions[T]], key: Callable[[T], str]) -> dict[str, list[Versions[T]]]:
    found: dict[str, list[Versions[T]]] = {}
    for row in rows:
        version = row.now if row.now is not None else row.then
        if version is not None:
            found.setdefault(key(version), []).append(row)
    return found


def _by_position(row: Row) -> Any:
    return row["position"], row["id"]


def _by_code(row: Row) -> Any:
    return row["position"], code_number(str(row["code"])), row["code"], row["id"]


def _by_day(row: Row) -> Any:
    return row["day"], row["recorded_at"], row["id"]


def _by_opening(row: Row) -> Any:
    return row["opens_on"], row["due_on"], row["id"]


def _by_time(row: Row) -> Any:
    return row["recorded_at"], row["id"]


def _by_adding(row: Row) -> Any:
    return row["added_at"], row["id"]


def _by_period(row: Row) -> Any:
    return row["period"], row["recorded_at"], row["id"]
