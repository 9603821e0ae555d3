"""The task list as the screen and the command line show it: filtered, sorted and cut into pages by SQL."""

from __future__ import annotations

import sqlite3
from datetime import date

from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing, Term
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.connection import Database
from kh57_desktop.store.task_conditions import KEY, PLAIN_KEY, condition_of, match_of, words_of
from kh57_desktop.store.task_standing import PERCENT, STANDING
from kh57_desktop.store.task_wanted import Grouping, TaskQuery, TaskRow, TaskSort

TASK = Shape("task", Task)


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
    condition, parameters = condition_of(db, query)
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
    condition, parameters = condition_of(db, plain)
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
    condition, parameters = condition_of(db, query)
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
    condition, parameters = condition_of(db, query)
    return db.number(f"select count(*) from task t where {condition}", parameters)  # noqa: S608


def search_hits(db: Database, typed: str, *, at_most: int) -> int:
    """How many rows of the file the typed words find, counted no further than `at_most`: decides how to search."""
    words = words_of(typed)
    if not words:
        return 0
    sql = """select count(*) from (select rowid from task_search where task_search match :match limit :most)"""
    return db.number(sql, {"match": match_of(words), "most": at_most})


def first_hits(db: Database, query: TaskQuery, *, limit: int) -> list[TaskRow]:
    """The first rows of a search that finds very many: the printed order is walked until enough are found."""
    words = words_of(query.search)
    groups = db.rows(
        "select id from task_group where plan_id = ? and deleted_at is null order by position", (query.plan_id,)
    )
    rows_found: list[TaskRow] = []
    # up to three letters the index of prefixes answers row by row; a longer word is looked up once for all rows
    at_once = "exists (select 1 from task_search where task_search match :match and rowid = t.row)"
    looked_up = "t.row in (select rowid from task_search where task_search match :match)"
    found = at_once if all(len(word) <= 3 for word in words) else looked_up
    plain = TaskQuery(query.plan_id, query.on, due_soon_days=query.due_soon_days, clarity=query.clarity)
    condition, parameters = condition_of(db, plain)
    for group_id in [*(row["id"] for row in groups), None]:
        sql = f"""select t.*, {STANDING} as standing, {PERCENT} as percent, coalesce(u.name, '') as lead_name,
                g.id as g_id, g.number as g_number, g.title as g_title, g.position as g_position, {_EXTRAS}
            from (select t.row as chosen from task t where {condition} and t.group_id is :walked
                and {found}
                order by t.position limit :limit) join task t on t.row = chosen
            left join task_group g on g.id = t.group_id left join unit u on u.id = t.lead_unit_id
            order by t.position, t.code_number, t.row"""  # noqa: S608
        wanted = {**parameters, "walked": group_id, "match": match_of(words), "limit": limit - len(rows_found)}
        rows_found += [_task_row(row) for row in db.rows(sql, wanted)]
        if len(rows_found) >= limit:
            break
    return rows_found


def group_counts(db: Database, query: TaskQuery) -> dict[str | None, int]:
    condition, parameters = condition_of(db, query, with_collapsed=True)
    sql = f"""select {KEY[query.group_by]} as key, count(*) as tasks {_FROM} where {condition}
        group by 1 order by {_KEY_ORDER[query.group_by]}"""
    return {row["key"]: int(row["tasks"]) for row in db.rows(sql, parameters)}


def group_standings(db: Database, query: TaskQuery) -> dict[str | None, dict[Standing, int]]:
    """Per key of the grouping, in its order, how many tasks stand where, whatever standing and folding `query` has."""
    condition, parameters = condition_of(db, query, with_standing=False, with_collapsed=True)
    if query.group_by in PLAIN_KEY:  # groups and units are looked up after the count, not for each task
        sql = f"""select key, standing, tasks
            from (select {PLAIN_KEY[query.group_by]} as key, {STANDING} as standing, count(*) as tasks
                from task t where {condition} group by 1, 2)
            left join task_group g on g.id = key left join unit u on u.id = key
            order by {_KEY_ORDER[query.group_by]}"""  # noqa: S608 - made of the pieces above
    else:
        sql = f"""select {KEY[query.group_by]} as key, {STANDING} as standing, count(*) as tasks
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
