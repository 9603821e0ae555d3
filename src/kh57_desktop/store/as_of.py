"""A plan with its tasks and indicators as it was at an earlier moment (`store.past`), for reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import Evidence, Extension, Occurrence, ProgressEntry, Task
from kh57_desktop.domain.versions import History, Versions, of_one_period
from kh57_desktop.store.codec import Row, Shape
from kh57_desktop.store.connection import Database
from kh57_desktop.store.derived import code_number
from kh57_desktop.store.past import Pair, Past, alive, versions

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


def history_of(db: Database, plan_id: str, moment: str, until: str = "") -> History:
    """A plan with all that tables of reports are made of, at `moment` and at `until` (see `Past`)."""
    past = Past(db, _TABLES, moment, until)
    plans = past.rows("plan", "id = ?", (plan_id,), lambda row: row["id"] == plan_id)
    tasks = past.rows("task", "plan_id = ?", (plan_id,), lambda row: row["plan_id"] == plan_id)
    indicators = past.rows("indicator", "plan_id = ?", (plan_id,), lambda row: row["plan_id"] == plan_id)
    groups = past.rows("task_group", "plan_id = ?", (plan_id,), lambda row: row["plan_id"] == plan_id)
    units = past.rows("unit")

    def of_tasks(table: str) -> dict[str, Pair]:
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
    instances = _grouped(versions(of_tasks("occurrence"), _OCCURRENCE.value, _by_opening), lambda row: row.task_id)
    return History(
        has_plan=any(then is not None and then["deleted_at"] is None for then, _now in plans.values()),
        groups=versions(groups, _GROUP.value, _by_position),
        units=versions(units, _UNIT.value, lambda row: (row["position"], str(row["name"]))),
        tasks=versions(tasks, _TASK.value, _by_code),
        progress=_grouped(versions(of_tasks("progress_entry"), _ENTRY.value, _by_day), lambda row: row.task_id),
        occurrences={task_id: of_one_period(rows) for task_id, rows in instances.items()},
        extensions=_grouped(versions(of_tasks("extension"), _EXTENSION.value, _by_time), lambda row: row.task_id),
        evidence=_grouped(versions(of_tasks("evidence"), _EVIDENCE.value, _by_adding), lambda row: row.task_id),
        indicators=_indicators(indicators, targets),
        readings=_grouped(versions(readings, _READING.value, _by_period), lambda reading: reading.indicator_id),
    )


def _indicators(rows: dict[str, Pair], targets: dict[str, Pair]) -> list[Versions[Indicator]]:
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
    return [Versions(alive(then, old), alive(now, new), then is not None) for then, now in known]


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
