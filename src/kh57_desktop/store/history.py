"""The history: the journal's entries as the actions that people did, and which of them undo and redo mean."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from kh57_desktop.i18n import _
from kh57_desktop.light import dataclass
from kh57_desktop.store.codec import Row
from kh57_desktop.store.connection import Database


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a person did: all journal entries that were saved together.

    `words`: msgid or finished sentence; `kind`: "undo" or "redo" of the action `refers_to`, else "do", also where an
    older action was taken back by its name: that is undone like any other.
    `is_undone`: it does not count at present.
    """

    id: str
    words: str
    at: datetime
    user: str
    device: str
    kind: str
    refers_to: str | None
    is_irrevocable: bool
    first_entry: int
    entries: int
    is_undone: bool = False

    @property
    def sentence(self) -> str:
        """As the history shows it."""
        return _step_words(self.kind, self.words)


def _step_words(kind: str, words: str) -> str:
    """What was done; where it took something back or did it again, so named."""
    if kind == "undo":
        return _("Undo: {words}").format(words=_(words))
    if kind == "redo":
        return _("Redo: {words}").format(words=_(words))
    return _(words)


_LAST_OF = """
    select action_id, words, at, user, device, kind, refers_to, is_irrevocable,
        (select min(seq) from journal f where f.action_id = j.action_id) as first_entry,
        (select count(*) from journal c where c.action_id = j.action_id) as entries,
        (select max(r.seq) from journal r where r.refers_to = j.action_id) as last_revert
    from journal j where seq = ?"""


def newest_first(db: Database) -> Iterator[Action]:
    """One action after the other from the last: its entries stand together, since only one is open at a time."""
    seq = db.number("select max(seq) from journal")
    while seq:
        action = _action_ending_at(db, seq)
        yield action
        seq = action.first_entry - 1


def actions(db: Database, limit: int = -1) -> list[Action]:
    """Newest first; `limit` -1 for all."""
    return list(islice(newest_first(db), limit if limit >= 0 else None))


def action_named(db: Database, action_id: str) -> Action | None:
    last = db.number("select max(seq) from journal where action_id = ?", (action_id,))
    return _action_ending_at(db, last) if last else None


def actions_on_task(db: Database, task_id: str, limit: int) -> list[Action]:
    """The actions that touched a task or its progress log, newest first; the words are those of the whole action."""
    sql = """select max(seq) from journal where row_id = :task_id
            or row_id in (select id from progress_entry where task_id = :task_id)
        group by action_id order by 1 desc limit :limit"""
    rows = db.rows(sql, {"task_id": task_id, "limit": limit})
    last = "select max(seq) from journal where action_id = (select action_id from journal where seq = ?)"
    return [_action_ending_at(db, db.number(last, (int(row[0]),))) for row in rows]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One row that one action changed: the columns' cells before and after, those that changed only."""

    at: datetime
    user: str
    words: str
    kind: str
    op: str
    table: str
    row_id: str
    before: Row
    after: Row

    @property
    def sentence(self) -> str:
        """The action, as the history shows it."""
        return _step_words(self.kind, self.words)


_TASK_TABLES = ("progress_entry", "extension", "occurrence", "supporting", "evidence")


def changes_of_task(db: Database, task_id: str) -> list[FieldChange]:
    """The journal's rows of a task and of everything that hangs on it, newest first."""
    followers = " union all ".join(f"select id from {table} where task_id = :task_id" for table in _TASK_TABLES)  # noqa: S608
    sql = f"""select at, user, words, kind, op, tbl, row_id, before, after from journal
        where row_id = :task_id or row_id in ({followers}) order by seq desc"""  # noqa: S608 - names from our schema
    return [change_of(row) for row in db.rows(sql, {"task_id": task_id})]


def change_of(row: sqlite3.Row) -> FieldChange:
    """A row of the journal as what one action did to one row."""
    return FieldChange(
        at=datetime.fromisoformat(row["at"]),
        user=row["user"],
        words=row["words"],
        kind=row["kind"],
        op=row["op"],
        table=row["tbl"],
        row_id=row["row_id"],
        before=json.loads(row["before"]) if row["before"] else {},
        after=json.loads(row["after"]) if row["after"] else {},
    )


def tasks_as_issued(db: Database, plan_id: str) -> dict[str, Row]:
    """Replays the tasks' journal up to the end of the action in which the plan became issued.

    Of a plan that is still a draft up to the end of the action that brought it into the file.
    """
    began = db.row(
        """select action_id from journal where row_id = ? and tbl = 'plan'
            order by json_extract(after, '$.state') is not 'issued', seq limit 1""",
        (plan_id,),
    )
    if began is None:
        return {}
    last = db.number("select max(seq) from journal where action_id = ?", (began["action_id"],))
    sql = """select row_id, after from journal where tbl = 'task' and seq <= :last
        and row_id in (select id from task where plan_id = :plan_id) order by seq"""
    found: dict[str, Row] = {}
    for row in db.rows(sql, {"last": last, "plan_id": plan_id}):
        if row["after"] is None:
            found.pop(row["row_id"], None)
        else:
            found[row["row_id"]] = {**found.get(row["row_id"], {}), **json.loads(row["after"])}
    return found


def _action_ending_at(db: Database, seq: int) -> Action:
    row = db.rows(_LAST_OF, (seq,))[0]
    return Action(
        id=row["action_id"],
        words=row["words"],
        at=datetime.fromisoformat(row["at"]),
        user=row["user"],
        device=row["device"],
        kind=row["kind"],
        refers_to=row["refers_to"],
        is_irrevocable=bool(row["is_irrevocable"]),
        first_entry=row["first_entry"],
        entries=row["entries"],
        is_undone=row["last_revert"] is not None and _takes_back(_action_ending_at(db, row["last_revert"])),
    )


def _takes_back(revert: Action) -> bool:
    return revert.kind == "undo" or (revert.kind == "do" and not revert.is_undone)


def to_undo(db: Database) -> Action | None:
    """The last action that still counts; a redone one counts as of its redoing."""
    undone: set[str | None] = set()
    for action in newest_first(db):
        if action.kind == "undo":
            undone.add(action.refers_to)
        elif action.kind == "redo" and action.refers_to not in undone:
            return action_named(db, action.refers_to or "")
        elif action.kind == "do" and action.id not in undone:
            return action
    return None


def to_redo(db: Database) -> Action | None:
    """The last undone action, unless something new was done since."""
    taken_back: list[str | None] = []  # undos that a later redo took back
    for action in newest_first(db):
        if action.kind == "redo":
            taken_back.append(action.refers_to)
        elif action.kind == "do":
            return None
        elif action.refers_to in taken_back:
            taken_back.remove(action.refers_to)
        else:
            return action_named(db, action.refers_to or "")
    return None
