"""The task list as the screen and the command line show it: filtered, sorted and cut into pages by SQL."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, timedelta
from enum import StrEnum

from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import DUE_SOON_DAYS, Task
from kh57_desktop.domain.terms import SIX_CLEAR, Clarity, Standing, Term
from kh57_desktop.i18n import fold
from kh57_desktop.light import dataclass
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.connection import Database, Value
from kh57_desktop.store.task_standing import PERCENT, STANDING

TASK = Shape("task", Task)


class TaskSort(StrEnum):
    """Column that the list is ordered by; equal rows keep the printed order."""

    PRINTED = "printed"
    CODE = "code"
    NUMBER = "number"
    TEXT = "text"
    LEAD = "lead"
    PERSON = "person"
    DUE_ON = "due_on"
    STANDING = "standing"
    PERCENT = "percent"
    PRIORITY = "priority"


class Grouping(StrEnum):
    """What the rows are gathered under."""

    GROUP = "group"
    UNIT = "unit"
    PERSON = "person"
    TERM = "term"
    PHASE = "phase"
    MONTH = "month"
    STANDING = "standing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Which tasks of a plan, as they stand on day `on`.

    `search`: words in any order, each the beginning of a word of the task, marks and case ignored, or a part of the
    name of its lead unit. `unit_id`: the lead unit; with `with_supporting` also those it supports.
    `missing_clarity`: tasks that do not state all of `clarity` (5 rõ / 6 rõ). `missing_member`: one that they lack.
    `collapsed_group_ids`: keys of the grouping whose rows the screen has folded away (None is the rows without one);
    `group_counts` still counts them. `only_key`: the rows of one key alone, where `is_one_key`.
    `waiting`: a supporting unit was asked and has not answered. `extended`: the deadline was put off.
    `due_from`/`due_to`: due within these days. `unproved`: finished, and no file proves it.
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
    group_by: Grouping = Grouping.GROUP
    only_key: str | None = None
    is_one_key: bool = False
    person: str | None = None
    term: Term | None = None
    phase: str | None = None
    missing_member: Clarity | None = None
    waiting: bool = False
    extended: bool = False
    unproved: bool = False
    due_from: date | None = None
    due_to: date | None = None
    indicator_id: str | None = None
    parent_id: str | None = None
    task_id: str | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as listed. `percent`: of the latest progress entry up to the day, None where none says any.

    `depth`: how many parents it has above it; `children`: sub-tasks directly below.
    """

    task: Task
    standing: Standing
    percent: int | None
    lead_name: str
    group: TaskGroup | None
    depth: int = 0
    children: int = 0
    waiting: int = 0
    evidence: int = 0


_PRINTED = "g.position is null, g.position, t.position, t.code_number, t.row"
_STANDING_RANK = " ".join(f"when '{standing}' then {rank}" for rank, standing in enumerate(Standing))
_TERM_RANK = " ".join(f"when '{term}' then {rank}" for rank, term in enumerate(Term))
_ORDER = {
    TaskSort.PRINTED: "",
    TaskSort.CODE: "t.code_number {way}, t.code {way},",
    TaskSort.NUMBER: "t.number_key = '', t.number_key {way},",
    TaskSort.TEXT: "t.text_key {way},",
    TaskSort.LEAD: "u.name_key is null, u.name_key {way},",
    TaskSort.PERSON: "t.person_key = '', t.person_key {way},",
    TaskSort.DUE_ON: "t.due_on is null, t.due_on {way},",
    TaskSort.STANDING: f"case {STANDING} {_STANDING_RANK} end {{way}},",
    TaskSort.PERCENT: f"{PERCENT} is null, {PERCENT} {{way}},",
    TaskSort.PRIORITY: "t.priority = 0, t.priority {way},",
}
_KEY = {
    Grouping.GROUP: "g.id",
    Grouping.UNIT: "u.id",
    Grouping.PERSON: "nullif(t.lead_person, '')",
    Grouping.TERM: "t.term",
    Grouping.PHASE: "nullif(t.phase, '')",
    Grouping.MONTH: "substr(t.due_on, 1, 7)",
    Grouping.STANDING: f"({STANDING})",
    Grouping.NONE: "null",
}
"""What a row is gathered under; null is the rows that have none."""
_KEY_ORDER = {
    Grouping.GROUP: "g.position is null, g.position",
    Grouping.UNIT: "u.name_key is null, u.name_key",
    Grouping.PERSON: "t.person_key = '', t.person_key",
    Grouping.TERM: f"t.term is null, case t.term {_TERM_RANK} end",
    Grouping.PHASE: "t.phase = '', t.phase",
    Grouping.MONTH: "t.due_on is null, substr(t.due_on, 1, 7)",
    Grouping.STANDING: f"case ({STANDING}) {_STANDING_RANK} end",
    Grouping.NONE: "1",
}
_PLAIN_KEY = {Grouping.GROUP: "t.group_id", Grouping.UNIT: "t.lead_unit_id"}
"""The same without a join, for conditions."""
_FROM = """from task t
    left join task_group g on g.id = t.group_id
    left join unit u on u.id = t.lead_unit_id"""

_EXTRAS = """
    (t.parent_id is not null) + coalesce((select p.parent_id is not null from task p where p.id = t.parent_id), 0)
        as depth,
    (select count(*) from task c where c.parent_id = t.id and c.deleted_at is null) as children,
    (select count(*) from supporting s where s.task_id = t.id and s.asked_on is not null and s.answered_on is null
        and s.deleted_at is null) as waiting,
    (select count(*) from evidence e where e.task_id = t.id and e.deleted_at is null) as proofs"""


def latest_percent() -> str:
    """SQL of the newest per cent recorded on task `t` up to the day `:on`."""
    return PERCENT


def page(db: Database, query: TaskQuery, *, offset: int, limit: int) -> list[TaskRow]:
    """The rows are chosen first and only those are looked up whole: a sort over whole rows reads the file through."""
    condition, parameters = _condition(db, query)
    order = f"{_groups_first(query)}{_order(query)}"
    sql = f"""
        select t.*, {STANDING} as standing, {PERCENT} as percent, coalesce(u.name, '') as lead_name,
            g.id as g_id, g.number as g_number, g.title as g_title, g.position as g_position, {_EXTRAS}
        from (select t.row as chosen {_FROM} where {condition} order by {order} limit :limit offset :offset)
        join task t on t.row = chosen
        left join task_group g on g.id = t.group_id left join unit u on u.id = t.lead_unit_id
        order by {order}"""  # noqa: S608 - made of the pieces above
    rows = db.rows(sql, {**parameters, "limit": limit, "offset": offset})
    return [_task_row(row) for row in rows]


def due(db: Database, plan_id: str, on: date, *, until: date, limit: int) -> list[TaskRow]:
    """Tasks that are late or due until a day, the latest first: most by their own day, some by that of a sub-task or
    of an instance.
    """
    plain = TaskQuery(plan_id, on, due_soon_days=(until - on).days)
    condition, parameters = _condition(db, plain)
    may_be = """t.row in (
        select row from task where plan_id = :plan_id and due_on <= :soon
        union select w.row from occurrence o join task w on w.id = o.task_id where o.deleted_at is null
        union select w.row from task c join task w on w.id = c.parent_id where c.parent_id is not null)"""
    sql = f"""
        select t.*, {STANDING} as standing, {PERCENT} as percent, coalesce(u.name, '') as lead_name,
            g.id as g_id, g.number as g_number, g.title as g_title, g.position as g_position, {_EXTRAS}
        from (select t.row as chosen from task t where {condition} and {may_be}
                and ({STANDING}) in ('overdue', 'due_soon')
            order by t.due_on is null, t.due_on, t.code_number limit :limit)
        join task t on t.row = chosen
        left join task_group g on g.id = t.group_id left join unit u on u.id = t.lead_unit_id
        order by t.due_on is null, t.due_on, t.code_number"""  # noqa: S608 - made of the pieces above
    return [_task_row(row) for row in db.rows(sql, {**parameters, "limit": limit})]


def ids(db: Database, query: TaskQuery) -> list[str]:
    """Ids of all rows in the order shown."""
    condition, parameters = _condition(db, query)
    sql = f"select t.id {_FROM} where {condition} order by {_groups_first(query)}{_order(query)}"
    return [str(row["id"]) for row in db.rows(sql, parameters)]


def _groups_first(query: TaskQuery) -> str:
    """Under a grouping the groups keep their order whatever the rows are sorted by; of one key no order is needed."""
    if query.is_one_key or query.group_by is Grouping.NONE:
        return ""
    if query.group_by is Grouping.GROUP and query.sort is TaskSort.PRINTED and query.descending:
        return ""
    return f"{_KEY_ORDER[query.group_by]}, "


def _order(query: TaskQuery) -> str:
    order = _ORDER[query.sort].format(way="desc" if query.descending else "asc")
    if query.is_one_key and query.group_by is Grouping.GROUP and query.sort is TaskSort.PRINTED:
        way = " desc" if query.descending else ""
        return f"t.position{way}, t.code_number{way}, t.row{way}"
    if query.sort is TaskSort.PRINTED and query.descending:
        return "g.position is null, g.position desc, t.position desc, t.code_number desc, t.row desc"
    return f"{order} {_PRINTED}"


def count(db: Database, query: TaskQuery) -> int:
    condition, parameters = _condition(db, query)
    return db.number(f"select count(*) from task t where {condition}", parameters)  # noqa: S608


def search_hits(db: Database, typed: str, *, at_most: int) -> int:
    """How many rows of the file the typed words find, counted no further than `at_most`: decides how to search."""
    words = _words(typed)
    if not words:
        return 0
    sql = """select count(*) from (select rowid from task_search where task_search match :match limit :most)"""
    return db.number(sql, {"match": _match(words), "most": at_most})


def first_hits(db: Database, query: TaskQuery, *, limit: int) -> list[TaskRow]:
    """The first rows of a search that finds very many: the printed order is walked until enough are found."""
    words = _words(query.search)
    groups = db.rows(
        "select id from task_group where plan_id = ? and deleted_at is null order by position", (query.plan_id,)
    )
    rows_found: list[TaskRow] = []
    # up to three letters the index of prefixes answers row by row; a longer word is looked up once for all rows
    at_once = "exists (select 1 from task_search where task_search match :match and rowid = t.row)"
    looked_up = "t.row in (select rowid from task_search where task_search match :match)"
    found = at_once if all(len(word) <= 3 for word in words) else looked_up
    plain = TaskQuery(query.plan_id, query.on, due_soon_days=query.due_soon_days, clarity=query.clarity)
    condition, parameters = _condition(db, plain)
    for group_id in [*(row["id"] for row in groups), None]:
        sql = f"""select t.*, {STANDING} as standing, {PERCENT} as percent, coalesce(u.name, '') as lead_name,
                g.id as g_id, g.number as g_number, g.title as g_title, g.position as g_position, {_EXTRAS}
            from (select t.row as chosen from task t where {condition} and t.group_id is :walked
                and {found}
                order by t.position limit :limit) join task t on t.row = chosen
            left join task_group g on g.id = t.group_id left join unit u on u.id = t.lead_unit_id
            order by t.position, t.code_number, t.row"""  # noqa: S608
        wanted = {**parameters, "walked": group_id, "match": _match(words), "limit": limit - len(rows_found)}
        rows_found += [_task_row(row) for row in db.rows(sql, wanted)]
        if len(rows_found) >= limit:
            break
    return rows_found


def group_counts(db: Database, query: TaskQuery) -> dict[str | None, int]:
    condition, parameters = _condition(db, query, with_collapsed=True)
    sql = f"""select {_KEY[query.group_by]} as key, count(*) as tasks {_FROM} where {condition}
        group by 1 order by {_KEY_ORDER[query.group_by]}"""
    return {row["key"]: int(row["tasks"]) for row in db.rows(sql, parameters)}


def group_standings(db: Database, query: TaskQuery) -> dict[str | None, dict[Standing, int]]:
    """Per key of the grouping, in its order, how many tasks stand where, whatever standing and folding `query` has."""
    condition, parameters = _condition(db, query, with_standing=False, with_collapsed=True)
    if query.group_by in _PLAIN_KEY:  # groups and units are looked up after the count, not for each task
        sql = f"""select key, standing, tasks
            from (select {_PLAIN_KEY[query.group_by]} as key, {STANDING} as standing, count(*) as tasks
                from task t where {condition} group by 1, 2)
            left join task_group g on g.id = key left join unit u on u.id = key
            order by {_KEY_ORDER[query.group_by]}"""  # noqa: S608 - made of the pieces above
    else:
        sql = f"""select {_KEY[query.group_by]} as key, {STANDING} as standing, count(*) as tasks
            {_FROM} where {condition} group by 1, 2 order by {_KEY_ORDER[query.group_by]}"""
    found: dict[str | None, dict[Standing, int]] = {}
    for row in db.rows(sql, parameters):
        counts = found.setdefault(row["key"], {})
        counts[Standing(row["standing"])] = counts.get(Standing(row["standing"]), 0) + int(row["tasks"])
    return found


def values_in_use(db: Database, plan_id: str, column: str) -> list[str]:
    """What the rows of a plan say in `column` ("lead_person", "phase"), people by given name."""
    order = "person_key" if column == "lead_person" else column
    sql = f"""select {column} as value from task where plan_id = ? and deleted_at is null and {column} <> ''
        group by 1 order by min({order})"""  # noqa: S608 - names from our own code
    return [str(row["value"]) for row in db.rows(sql, (plan_id,))]


def _task_row(row: sqlite3.Row) -> TaskRow:
    task = TASK.value(row)
    group = None
    if row["g_id"] is not None:
        group = TaskGroup(row["g_id"], task.plan_id, row["g_number"], row["g_title"], row["g_position"])
    return TaskRow(
        task,
        Standing(row["standing"]),
        row["percent"],
        row["lead_name"],
        group,
        depth=row["depth"],
        children=row["children"],
        waiting=row["waiting"],
        evidence=row["proofs"],
    )


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
        parts.append(f"({STANDING}) = :standing")
        parameters["standing"] = query.standing.value
    if query.unit_id is not None:
        supports = " or instr(t.supporting_unit_ids, :unit_id) > 0" if query.with_supporting else ""
        parts.append(f"(t.lead_unit_id = :unit_id{supports})")
        parameters["unit_id"] = query.unit_id
    for name in ("group_id", "person", "term", "phase", "parent_id"):
        value = getattr(query, name)
        if value is not None:
            column = "lead_person" if name == "person" else name
            parts.append(f"t.{column} = :{name}")
            parameters[name] = str(value)
    parts += _of_marks(query, parameters)
    if query.is_one_key:
        parts.append(_one_key(query, parameters))
    elif not with_collapsed:
        for number, key in enumerate(sorted(query.collapsed_group_ids, key=str)):
            key_sql = _PLAIN_KEY.get(query.group_by) or _KEY[query.group_by]
            parts.append(f"{key_sql} is not :collapsed_{number}")
            parameters[f"collapsed_{number}"] = key
    return " and ".join(parts), parameters


def _one_key(query: TaskQuery, parameters: dict[str, Value]) -> str:
    parameters["only_key"] = query.only_key
    column = _PLAIN_KEY.get(query.group_by)
    if query.group_by is Grouping.NONE:
        return "1"
    return f"{column or _KEY[query.group_by]} is :only_key"  # the column itself, so that its index serves


def _of_marks(query: TaskQuery, parameters: dict[str, Value]) -> list[str]:
    """What a row lacks or waits for, and within which days it is due."""
    parts = []
    if query.missing_clarity:
        parts.append(f"({' or '.join(f'instr(t.unclear, {_text(member)}) > 0' for member in query.clarity)})")
    if query.missing_member is not None:
        parts.append(f"instr(t.unclear, {_text(query.missing_member)}) > 0")
    if query.waiting:
        parts.append(
            "exists (select 1 from supporting s where s.task_id = t.id and s.asked_on is not null"
            " and s.answered_on is null and s.deleted_at is null)"
        )
    if query.extended:
        parts.append("t.first_due_on is not t.due_on and t.first_due_on is not null")
    if query.unproved:
        parts.append(
            "t.state = 'done' and t.finished_on <= :on and t.product_number = '' and not exists"
            " (select 1 from evidence e where e.task_id = t.id and e.deleted_at is null) and not exists"
            " (select 1 from occurrence o where o.task_id = t.id and o.proof <> '' and o.deleted_at is null)"
        )
    for name, sign in (("due_from", ">="), ("due_to", "<=")):
        day: date | None = getattr(query, name)
        if day is not None:
            parts.append(f"t.due_on {sign} :{name}")
            parameters[name] = day.isoformat()
    if query.task_id is not None:
        parts.append("t.id = :task_id")
        parameters["task_id"] = query.task_id
    if query.indicator_id is not None:
        parts.append("instr(t.indicator_ids, :indicator_id) > 0")
        parameters["indicator_id"] = query.indicator_id
    return parts


def _text(member: Clarity) -> str:
    return f"'{member.value}'"


_WORD = re.compile(r"\w+")


def _words(typed: str) -> list[str]:
    return _WORD.findall(fold(typed).replace("_", " "))


def _match(words: list[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _search(db: Database, typed: str, parameters: dict[str, Value]) -> str:
    """Words match beginnings of words in the task's folded text; or all of them the folded name of its lead unit."""
    words = _words(typed)
    if not words:
        return "0"
    parameters["match"] = _match(words)
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
