"""The journal (nhật ký): every change of every business table, in the same transaction, chained by hashes.

It makes tampering show, it does not make it impossible: whoever can compute hashes can write a whole new chain, so
the last hash also stands in the names of backups (reliability.md section 3).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from kh57_desktop.light import dataclass
from kh57_desktop.store.codec import Row, canonical
from kh57_desktop.store.connection import Database
from kh57_desktop.store.identity import new_id, sha256_of

Clock = Callable[[], datetime]


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
    return sha256_of(canonical([entry[name] for name in _COLUMNS]).encode())


def genesis(db: Database) -> str:
    """What the first entry follows: it ties the chain to the identity of this file."""
    facts = [[str(row["key"]), str(row["value"])] for row in db.rows("select key, value from file_info order by key")]
    return sha256_of(canonical(["kh57", facts]).encode())


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
        self.action_id = new_id()
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
