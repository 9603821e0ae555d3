"""The journal read back: what one action or one row went through, what lies in the bin, and taking it out again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kh57_desktop.store import history, journal, schema
from kh57_desktop.store.codec import Cell, Row
from kh57_desktop.store.history import Action, FieldChange
from kh57_desktop.store.records import Records

RowKey = tuple[str, str]
"""(table, id)."""


@dataclass(frozen=True, slots=True)
class BinnedRow:
    """A row in the bin with who put it there, when, and by which action."""

    table: str
    row: Row
    at: datetime
    user: str
    words: str
    action_id: str

    @property
    def key(self) -> RowKey:
        return self.table, str(self.row["id"])


class Chronicle:
    """`store.chronicle`."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def changes_of(self, action_id: str) -> list[FieldChange]:
        """Everything that one action did, in its order."""
        return self._changes("action_id = ? order by seq", action_id)

    def changes_of_row(self, row_id: str) -> list[FieldChange]:
        """Newest first."""
        return self._changes("row_id = ? order by seq desc", row_id)

    def _changes(self, condition: str, value: str) -> list[FieldChange]:
        sql = f"select * from journal where {condition}"  # noqa: S608 - conditions of this module
        return [history.change_of(row) for row in self._records.db.rows(sql, (value,))]

    def actions_on(self, row_id: str) -> list[Action]:
        """The actions that touched a row, newest first."""
        sql = "select action_id, max(seq) from journal where row_id = ? group by action_id order by 2 desc"
        found = (history.action_named(self._records.db, row[0]) for row in self._records.db.rows(sql, (row_id,)))
        return [action for action in found if action is not None]

    def row(self, table: str, row_id: str) -> Row:
        """Any row as it is now, also from the bin; empty where it is gone altogether."""
        return self._records.content(table, row_id) or {}

    # the bin

    def binned(self, tables: Sequence[str]) -> list[BinnedRow]:
        """The last thrown away first."""
        db = self._records.db
        sql = """select at, user, words, action_id from journal
            where row_id = ? and tbl = ? and (op = 'bin' or after like '%"deleted_at":"%') order by seq desc limit 1"""
        found = []
        for table in tables:
            for row in db.rows(f"select * from {table} where deleted_at is not null"):  # noqa: S608 - our schema
                told = db.row(sql, (row["id"], table))
                if told is not None:
                    at = datetime.fromisoformat(told["at"])
                    found.append(BinnedRow(table, dict(row), at, told["user"], told["words"], told["action_id"]))
        return sorted(found, key=lambda one: one.at, reverse=True)

    def take_out(self, keys: Iterable[RowKey]) -> int:
        """Rows with what was thrown away along with them, what they stand below, and links that let go of them.

        Inside `changes`; returns how many rows came back. A link is mended where nobody has set it anew since.
        """
        open_, done = list(keys), set[RowKey]()
        while open_:
            key = open_.pop()
            if key in done:
                continue
            done.add(key)
            table, row_id = key
            content = self._records.content(table, row_id)
            if content is None or content["deleted_at"] is None:
                done.discard(key)
                continue
            self._records.from_bin(table, row_id)
            open_ += [parent for parent in self._parents(table, content) if self._is_binned(parent)]
            open_ += self._along_with(table, row_id)
        return len(done)

    def _parents(self, table: str, row: Row) -> list[RowKey]:
        keys = self._records.db.rows(f"pragma foreign_key_list ({table})")
        return [(str(key["table"]), str(row[key["from"]])) for key in keys if row.get(key["from"])]

    def _is_binned(self, key: RowKey) -> bool:
        table, row_id = key
        content = self._records.content(table, row_id) if table in schema.BUSINESS_TABLES else None
        return content is not None and content["deleted_at"] is not None

    def _along_with(self, table: str, row_id: str) -> list[RowKey]:
        """Rows that the same action threw away and that name this one; its loosened links are mended at once."""
        db = self._records.db
        sql = "select action_id from journal where row_id = ? and tbl = ? and op = 'bin' order by seq desc limit 1"
        told = db.row(sql, (row_id, table))
        if told is None:
            return []
        found: list[RowKey] = []
        for entry in journal.entries_of(db, told["action_id"]):
            content = self._records.content(entry.table, entry.row_id)
            if content is None or entry.row_id == row_id:
                continue
            if entry.op == "bin":
                if row_id in content.values():
                    found.append((entry.table, entry.row_id))
            elif entry.op == "update" and entry.before and entry.after:
                self._mend(entry.table, content, json.loads(entry.before), json.loads(entry.after), row_id)
        return found

    def _mend(self, table: str, content: Row, before: dict[str, Cell], after: dict[str, Cell], row_id: str) -> None:
        loosened = {
            column: cell
            for column, cell in before.items()
            if cell == row_id and after.get(column) is None and content.get(column) is None
        }
        if loosened:
            self._records.put(table, {"id": content["id"], **loosened})
