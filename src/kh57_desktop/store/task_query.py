"""The task list as the screen and the command line show it: filtered, sorted and cut into pages by SQL."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import DUE_SOON_DAYS, Task
from kh57_desktop.domain.terms import SIX_CLEAR, Clarity, Standing
from kh57_desktop.i18n import fold
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.connection import Database, Value

TASK = Shape("task", Task)


class TaskSort(StrEnum):
    """Column that the list is ordered by; equal rows keep the printed order."""

    PRINTED = "printed"
    CODE = "code"
    TEXT = "text"
    LEAD = "lead"
    DUE_ON = "due_on"
    STANDING = "standing"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Which tasks of a plan, as they stand on day `on`.

    `search`: words in any order, each the beginning of a word of the task, marks and case ignored, or a part of the
    name of its lead unit. `unit_id`: the lead unit; with `with_supporting` also those it supports.
    `missing_clarity`: tasks that do not state all of `clarity` (5 rõ / 6 rõ). `collapsed_group_ids`: groups whose
    rows the screen has folded away (None is the rows without group); `group_counts` still counts them.
    """

    plan_id: str
    on: date
    search: str = ""
    standing: Standing | None = None
    unit_id: str | None = None
    group_id: str | None = None
    missing_clarity: bool = False
    sort: TaskSort = TaskSort.PRINTED
    descending: bool = False
    collapsed_group_ids: frozenset[str | None] = frozenset()
    with_supporting: bool = False
    clarity: tuple[Clarity, ...] = SIX_CLEAR
    due_soon_days: int = DUE_SOON_DAYS


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as listed. `percent`: of the latest progress entry up to the day, None where none says any."""

    task: Task
    standing: Standing
    percent: int | None
    lead_name: str
    group: TaskGroup | None


# the rules of domain.tasks.standing_of, word for word; a property test holds both equal
_STANDING = """case
    when t.state = 'cancelled' then 'cancelled'
    when t.state = 'suspended' then 'suspended'
    when t.state = 'done' and t.finished_on <= :on
        then case when t.finished_on > t.due_on then 'done_late' else 'done_on_time' end
    when t.deadline_kind = 'continuous' then 'continuous'
    when t.due_on < :on then 'overdue'
    when t.due_on <= :soon then 'due_soon'
    when t.state = 'submitted' then 'under_way'
    when exists (select 1 from progress_entry p where p.task_id = t.id and p.day <= :on and p.deleted_at is null)
        then 'under_way'
    else 'not_due' end"""

_PERCENT = """(select p.percent from progress_entry p
    where p.task_id = t.id and p.day <= :on and p.deleted_at is null and p.percent is not null
    order by p.day desc, p.recorded_at desc, p.row desc limit 1)"""

_PRINTED = "g.position is null, g.position, t.position, t.code_number, t.row"
_STANDING_RANK = " ".join(f"when '{standing}' then {rank}" for rank, standing in enumerate(Standing))
_ORDER = {
    TaskSort.PRINTED: "",
    TaskSort.CODE: "t.code_number {way}, t.code {way},",
    TaskSort.TEXT: "t.text_key {way},",
    TaskSort.LEAD: "u.name_key is null, u.name_key {way},",
    TaskSort.DUE_ON: "t.due_on is null, t.due_on {way},",
    TaskSort.STANDING: f"case {_STANDING} {_STANDING_RANK} end {{way}},",
    TaskSort.PERCENT: f"{_PERCENT} is null, {_PERCENT} {{way}},",
}
_FROM = """from task t
    left join task_group g on g.id = t.group_id
    left join unit u on u.id = t.lead_unit_id"""


def latest_percent() -> str:
    """SQL of the newest per cent recorded on task `t` up to the day `:on`."""
    return _PERCENT


def page(db: Database, query: TaskQuery, *, offset: int, limit: int) -> list[TaskRow]:
    condition, parameters = _condition(db, query)
    order = _ORDER[query.sort].format(way="desc" if query.descending else "asc")
    printed = _PRINTED
    if query.sort is TaskSort.PRINTED and query.descending:
        printed = "g.position is null, g.position desc, t.position desc, t.code_number desc, t.row desc"
    sql = f"""
        select t.*, {_STANDING} as standing, {_PERCENT} as percent, coalesce(u.name, '') as lead_name,
            g.id as g_id, g.number as g_number, g.title as g_title, g.position as g_position
        {_FROM} where {condition} order by {order} {printed} limit :limit offset :offset"""
    rows = db.rows(sql, {**parameters, "limit": limit, "offset": offset})
    return [_task_row(row) for row in rows]


def count(db: Database, query: TaskQuery) -> int:
    condition, parameters = _condition(db, query)
    return db.number(f"select count(*) from task t where {condition}", parameters)  # noqa: S608


def standing_counts(db: Database, query: TaskQuery) -> dict[Standing, int]:
    condition, parameters = _condition(db, query, with_standing=False, with_collapsed=True)
    sql = f"select {_STANDING} as standing, count(*) as tasks from task t where {condition} group by 1"  # noqa: S608
    found = {row["standing"]: int(row["tasks"]) for row in db.rows(sql, parameters)}
    return {standing: found.get(standing.value, 0) for standing in Standing}


def group_counts(db: Database, query: TaskQuery) -> dict[str | None, int]:
    condition, parameters = _condition(db, query, with_collapsed=True)
    sql = f"""select g.id as group_id, count(*) as tasks {_FROM} where {condition}
        group by t.group_id order by g.position is null, g.position"""
    return {row["group_id"]: int(row["tasks"]) for row in db.rows(sql, parameters)}


def group_standings(db: Database, query: TaskQuery) -> dict[str | None, dict[Standing, int]]:
    """Per group id in printed order how many tasks stand where, whatever standing and folding `query` has."""
    condition, parameters = _condition(db, query, with_standing=False, with_collapsed=True)
    sql = f"""select g.id as group_id, standing, tasks from (
            select t.group_id, {_STANDING} as standing, count(*) as tasks from task t where {condition} group by 1, 2
        ) c left join task_group g on g.id = c.group_id order by g.position is null, g.position"""  # noqa: S608
    found: dict[str | None, dict[Standing, int]] = {}
    for row in db.rows(sql, parameters):
        counts = found.setdefault(row["group_id"], {})
        counts[Standing(row["standing"])] = counts.get(Standing(row["standing"]), 0) + int(row["tasks"])
    return found


def _task_row(row: sqlite3.Row) -> TaskRow:
    task = TASK.value(row)
    group = None
    if row["g_id"] is not None:
        group = TaskGroup(row["g_id"], task.plan_id, row["g_number"], row["g_title"], row["g_position"])
    return TaskRow(task, Standing(row["standing"]), row["percent"], row["lead_name"], group)


def _condition(
    db: Database, query: TaskQuery, *, with_standing: bool = True, with_collapsed: bool = False
) -> tuple[str, dict[str, Value]]:
    days_left = (date.max - query.on).days
    soon = query.on + timedelta(days=min(query.due_soon_days, days_left))
    parts = ["t.plan_id = :plan_id", "t.deleted_at is null"]
    parameters: dict[str, Value] = {
        "plan_id": query.plan_id,
        "on": query.on.isoformat(),
        "soon": soon.isoformat(),
    }
    if query.search.strip():
        parts.append(_search(db, query.search, parameters))
    if query.standing is not None and with_standing:
        parts.append(f"({_STANDING}) = :standing")
        parameters["standing"] = query.standing.value
    if query.unit_id is not None:
        supports = " or instr(t.supporting_unit_ids, :unit_id) > 0" if query.with_supporting else ""
        parts.append(f"(t.lead_unit_id = :unit_id{supports})")
        parameters["unit_id"] = query.unit_id
    if query.group_id is not None:
        parts.append("t.group_id = :group_id")
        parameters["group_id"] = query.group_id
    if query.missing_clarity:
        parts.append(f"({' or '.join(f'instr(t.unclear, {_text(member)}) > 0' for member in query.clarity)})")
    if not with_collapsed:
        for number, group_id in enumerate(sorted(query.collapsed_group_ids, key=str)):
            parts.append(f"t.group_id is not :collapsed_{number}")
            parameters[f"collapsed_{number}"] = group_id
    return " and ".join(parts), parameters


def _text(member: Clarity) -> str:
    return f"'{member.value}'"


_WORD = re.compile(r"\w+")


def _search(db: Database, typed: str, parameters: dict[str, Value]) -> str:
    """Words match beginnings of words in the task's folded text; or all of them the folded name of its lead unit."""
    folded = fold(typed)
    words = _WORD.findall(folded.replace("_", " "))
    if not words:
        return "0"
    parameters["match"] = " ".join(f'"{word}"*' for word in words)
    found = "t.row in (select rowid from task_search where task_search match :match)"
    in_name = " and ".join(f"instr(folded, :word_{number}) > 0" for number in range(len(words)))
    named = {f"word_{number}": word for number, word in enumerate(words)}
    units = db.rows(f"select id from unit where deleted_at is null and {in_name}", named)  # noqa: S608
    if not units:
        return found
    for number, unit in enumerate(units):
        parameters[f"named_{number}"] = unit["id"]
    marks = ", ".join(f":named_{number}" for number in range(len(units)))
    return f"({found} or t.lead_unit_id in ({marks}))"
