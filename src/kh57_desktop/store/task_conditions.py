"""Conditions of the task list in SQL: filters, marks, the key of a grouping, and words searched for."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kh57_desktop.domain.terms import Clarity
from kh57_desktop.i18n import fold
from kh57_desktop.store.connection import Database, Value
from kh57_desktop.store.task_standing import STANDING
from kh57_desktop.store.task_wanted import Grouping, TaskQuery

KEY = {
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
PLAIN_KEY = {Grouping.GROUP: "t.group_id", Grouping.UNIT: "t.lead_unit_id"}
"""The same without a join, for conditions."""


def condition_of(
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
            key_sql = PLAIN_KEY.get(query.group_by) or KEY[query.group_by]
            parts.append(f"{key_sql} is not :collapsed_{number}")
            parameters[f"collapsed_{number}"] = key
    return " and ".join(parts), parameters


def _one_key(query: TaskQuery, parameters: dict[str, Value]) -> str:
    parameters["only_key"] = query.only_key
    column = PLAIN_KEY.get(query.group_by)
    if query.group_by is Grouping.NONE:
        return "1"
    return f"{column or KEY[query.group_by]} is :only_key"  # the column itself, so that its index serves


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


def words_of(typed: str) -> list[str]:
    return _WORD.findall(fold(typed).replace("_", " "))


def match_of(words: list[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _search(db: Database, typed: str, parameters: dict[str, Value]) -> str:
    """Words match beginnings of words in the task's folded text; or all of them the folded name of its lead unit."""
    words = words_of(typed)
    if not words:
        return "0"
    parameters["match"] = match_of(words)
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
