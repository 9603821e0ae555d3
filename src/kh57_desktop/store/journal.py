"""The journal (nhật ký): every change of every business table, in the same transaction, chained by hashes.

It makes tampering show, it does not make it impossible: whoever can compute hashes can write a whole new chain, so
the last hash also stands in the names of backups (reliability.md section 3).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from kh57_desktop.i18n import _
from kh57_desktop.store.codec import Row, canonical
from kh57_desktop.store.connection import Database

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a person did: all journal entries that were saved together.

    `words`: msgid or finished sentence; `kind`: "do", "undo" or "redo" of the action `refers_to`.
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
        words = _(self.words)
        if self.kind == "undo":
            return _("Undo: {words}").format(words=words)
        if self.kind == "redo":
            return _("Redo: {words}").format(words=words)
        return words


@dataclass(frozen=True, slots=True)
class Entry:
    """One changed row. Of an update `before` and `after` hold the changed columns only, else the whole row."""

    seq: int
    op: str
    table: str
    row_id: str
    before: str | None
    after: str | None


_COLUMNS = (
    "seq", "at", "hi_time", "device", "user", "action_id", "words", "kind", "refers_to", "is_irrevocable", "op", "tbl",
    "row_id", "before", "after", "prev",
)  # fmt: skip


def hash_of(entry: Mapping[str, object] | sqlite3.Row) -> str:
    """SHA-256 over all columns of a journal row but the hash itself, the previous hash among them."""
    return hashlib.sha256(canonical([entry[name] for name in _COLUMNS]).encode()).hexdigest()


def genesis(db: Database) -> str:
    """What the first entry follows: it ties the chain to the identity of this file."""
    facts = [[str(row["key"]), str(row["value"])] for row in db.rows("select key, value from file_info order by key")]
    return hashlib.sha256(canonical(["kh57", facts]).encode()).hexdigest()


def head(db: Database) -> tuple[int, str, str]:
    """Number, hash and high time of the last entry; of an empty journal 0, the genesis, no time."""
    last = db.row("select seq, hash, hi_time from journal order by seq desc limit 1")
    return (int(last["seq"]), str(last["hash"]), str(last["hi_time"])) if last else (0, genesis(db), "")


class Journal:
    """Adds entries under the open action; made anew for each action."""

    def __init__(
        self,
        db: Database,
        words: str,
        *,
        user: str,
        device: str,
        clock: Clock,
        is_irrevocable: bool = False,
        kind: str = "do",
        refers_to: str | None = None,
    ) -> None:
        self._db = db
        self.action_id = str(uuid4())
        self._clock = clock
        self._seq, self._hash, self._hi_time = head(db)
        self._same: Row = {
            "device": device,
            "user": user,
            "action_id": self.action_id,
            "words": words,
            "kind": kind,
            "refers_to": refers_to,
            "is_irrevocable": int(is_irrevocable),
        }
        db.run("insert into open_action values (?)", (self.action_id,))

    def now(self) -> str:
        """UTC to the millisecond, as text that sorts."""
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def add(self, op: str, table: str, row_id: str, before: Row | None, after: Row | None) -> None:
        now = self.now()
        # a clock that was set back must not put later entries before earlier ones
        self._hi_time = max(now, self._hi_time)
        self._seq += 1
        entry: Row = {
            "seq": self._seq,
            "at": now,
            "hi_time": self._hi_time,
            **self._same,
            "op": op,
            "tbl": table,
            "row_id": row_id,
            "before": canonical(before) if before is not None else None,
            "after": canonical(after) if after is not None else None,
            "prev": self._hash,
        }
        entry["hash"] = self._hash = hash_of(entry)
        self._db.run(
            "insert into journal values (:seq, :at, :hi_time, :device, :user, :action_id, :words, :kind, :refers_to,"
            " :is_irrevocable, :op, :tbl, :row_id, :before, :after, :prev, :hash)",
            entry,
        )

    def close(self) -> None:
        """The last statement before the commit: a saved file never has an open action."""
        self._db.run("delete from open_action")


def entries_of(db: Database, action_id: str) -> list[Entry]:
    sql = "select seq, op, tbl, row_id, before, after from journal where action_id = ? order by seq"
    return [
        Entry(row["seq"], row["op"], row["tbl"], row["row_id"], row["before"], row["after"])
        for row in db.rows(sql, (action_id,))
    ]


_ACTIONS = """
    select action_id, words, min(at) as at, user, device, kind, refers_to, is_irrevocable, min(seq) as first_entry,
        count(*) as entries
    from journal {condition} group by action_id order by first_entry desc limit :limit"""


def actions(db: Database, limit: int = -1) -> list[Action]:
    """Newest first; `limit` -1 for all."""
    return _actions(db, db.rows(_ACTIONS.format(condition=""), {"limit": limit}))


def actions_on_task(db: Database, task_id: str, limit: int) -> list[Action]:
    """The actions that touched a task or its progress log, newest first; the words are those of the whole action."""
    condition = """where action_id in (select action_id from journal where row_id = :task_id or (
        tbl = 'progress_entry' and row_id in (select id from progress_entry where task_id = :task_id)))"""
    return _actions(db, db.rows(_ACTIONS.format(condition=condition), {"limit": limit, "task_id": task_id}))


def _actions(db: Database, rows: Iterable[sqlite3.Row]) -> list[Action]:
    undone = _undone(db)
    return [
        Action(
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
            is_undone=row["action_id"] in undone,
        )
        for row in rows
    ]


def _undone(db: Database) -> set[str]:
    """Ids of the actions whose last word is an undo."""
    sql = "select distinct kind, refers_to, action_id from journal where kind <> 'do' order by seq"
    last = {str(row["refers_to"]): str(row["kind"]) for row in db.rows(sql)}
    return {action_id for action_id, kind in last.items() if kind == "undo"}


def to_undo(newest_first: list[Action]) -> Action | None:
    """The last action that still counts; a redone one counts as of its redoing."""
    by_id = {action.id: action for action in newest_first}
    settled: dict[str, str] = {}
    for action in newest_first:
        if action.kind == "undo":
            settled.setdefault(action.refers_to or "", "undone")
        elif settled.get(action.refers_to or action.id) != "undone":
            return by_id[action.refers_to or action.id]
    return None


def to_redo(newest_first: list[Action]) -> Action | None:
    """The last undone action, unless something new was done since."""
    by_id = {action.id: action for action in newest_first}
    for action in _unpaired(newest_first):
        return by_id[action.refers_to or ""] if action.kind == "undo" else None
    return None


def _unpaired(newest_first: list[Action]) -> Iterator[Action]:
    """Without each redo and the undo that it took back."""
    taken_back: list[str | None] = []
    for action in newest_first:
        if action.kind == "redo":
            taken_back.append(action.refers_to)
        elif action.kind == "undo" and action.refers_to in taken_back:
            taken_back.remove(action.refers_to)
        else:
            yield action
