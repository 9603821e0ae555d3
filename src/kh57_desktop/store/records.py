"""The one way a row of a business table is written: row, derived columns, search text and journal entry together."""

from __future__ import annotations

import json
from typing import Generic, TypeVar

from kh57_desktop.store.codec import Cell, Row, Shape
from kh57_desktop.store.connection import Database, Parameters
from kh57_desktop.store.derived import CODED, DERIVED, DERIVED_COLUMNS, SEARCHED, code_number
from kh57_desktop.store.journal import Entry, Journal

T = TypeVar("T")


class Changed(Exception):
    """The row is not as the journal left it, so an undo or redo would overwrite something later."""


class Records:
    """Writes rows under the open action; `journal` is None between actions."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.journal: Journal | None = None

    @property
    def _open_journal(self) -> Journal:
        if self.journal is None:
            raise RuntimeError("a row is written only inside store.changes(...)")
        return self.journal

    def put(self, table: str, row: Row, *, alive: bool = False) -> None:
        """Insert or update by `id`; an equal row leaves no trace. `alive` also takes it out of the bin."""
        journal, row_id = self._open_journal, str(row["id"])
        before = self.content(table, row_id)
        if before is None:
            after = {**row, "deleted_at": None}
            self._write(table, row_id, None, after)
            journal.add("insert", table, row_id, None, after)
            return
        wanted = {**row, "deleted_at": None} if alive else row
        self._update("update", table, row_id, before, wanted)

    def to_bin(self, table: str, row_id: str) -> None:
        """The row stays in the file with the time of its deletion (thùng rác)."""
        before = self.content(table, row_id)
        if before is None:
            raise KeyError(row_id)
        if before["deleted_at"] is None:
            self._update("bin", table, row_id, before, {"deleted_at": self._open_journal.now()})

    def from_bin(self, table: str, row_id: str) -> None:
        before = self.content(table, row_id)
        if before is None:
            raise KeyError(row_id)
        self._update("restore", table, row_id, before, {"deleted_at": None})

    def take_back(self, entry: Entry) -> None:
        """Bring the row back to what it was before `entry`; raises Changed if it is not as `entry` left it."""
        self._swap(entry, expected=_cells(entry.after), wanted=_cells(entry.before))

    def do_again(self, entry: Entry) -> None:
        self._swap(entry, expected=_cells(entry.before), wanted=_cells(entry.after))

    def content(self, table: str, row_id: str) -> Row | None:
        """The row as the journal knows it: without numbering and derived columns."""
        found = self.db.row(f"select * from {table} where id = ?", (row_id,))  # noqa: S608 - names from our schema
        if found is None:
            return None
        left_out = DERIVED_COLUMNS.get(table, frozenset())
        return {key: found[key] for key in found.keys() if key != "row" and key not in left_out}  # noqa: SIM118

    def _swap(self, entry: Entry, *, expected: Row | None, wanted: Row | None) -> None:
        journal, table, row_id = self._open_journal, entry.table, entry.row_id
        present = self.content(table, row_id)
        if expected is None:
            if present is not None or wanted is None:
                raise Changed
            self._write(table, row_id, None, wanted)
            journal.add("insert", table, row_id, None, wanted)
        elif present is None or any(present[column] != cell for column, cell in expected.items()):
            raise Changed
        elif wanted is None:
            if present != expected:
                raise Changed
            self._write(table, row_id, present, None)
            journal.add("delete", table, row_id, present, None)
        else:
            self._update("update", table, row_id, present, wanted)

    def _update(self, op: str, table: str, row_id: str, before: Row, wanted: Row) -> None:
        """Only the columns that change go into the table and the journal."""
        journal = self._open_journal
        changed = {column: cell for column, cell in wanted.items() if before[column] != cell}
        if changed:
            self._write(table, row_id, before, {**before, **changed})
            journal.add(op, table, row_id, {column: before[column] for column in changed}, changed)

    def _write(self, table: str, row_id: str, before: Row | None, after: Row | None) -> None:
        searched = SEARCHED.get(table)
        if searched and before is not None:  # an FTS5 row is taken out by the text that it was put in with
            self.db.run(
                f"insert into {searched} ({searched}, rowid, folded)"  # noqa: S608
                f" select 'delete', row, folded from {table} where id = ?",
                (row_id,),
            )
        if after is None:
            self.db.run(f"delete from {table} where id = ?", (row_id,))  # noqa: S608
            return
        stored = _stored(table, before, after)
        if before is None:
            names = ", ".join(f'"{name}"' for name in stored)
            marks = ", ".join(f":{name}" for name in stored)
            self.db.run(f"insert into {table} ({names}) values ({marks})", stored)  # noqa: S608
        else:
            pairs = ", ".join(f'"{name}" = :{name}' for name in stored)
            self.db.run(f"update {table} set {pairs} where id = :id", {**stored, "id": row_id})  # noqa: S608
        if searched:
            self.db.run(
                f"insert into {searched} (rowid, folded) select row, folded from {table} where id = ?",  # noqa: S608
                (row_id,),
            )
        if table in CODED:
            self._note_code(table, after)

    def _note_code(self, table: str, after: Row) -> None:
        """A code once given is never given again, not even after an undo or a deletion."""
        sql = """insert into code_given values (:scope, :number)
            on conflict (scope) do update set last = max(last, excluded.last)"""
        self.db.run(sql, {"scope": code_scope(table, after), "number": code_number(str(after["code"]))})


def _stored(table: str, before: Row | None, after: Row) -> Row:
    """The columns to write: all of a new row, else those that differ, and what derives from them."""
    derive = DERIVED.get(table)
    derived = derive(after) if derive else {}
    if before is None:
        return {**after, **derived}
    return {**{column: cell for column, cell in after.items() if before[column] != cell}, **derived}


def code_scope(table: str, row: Row) -> str:
    """Within what a code is given once: the file for plans, the plan for tasks and indicators."""
    column = CODED[table]
    return f"{table}/{row[column]}" if column else table


def last_code(db: Database, scope: str) -> int:
    return db.number("select last from code_given where scope = ?", (scope,))


def _cells(text: str | None) -> Row | None:
    cells: dict[str, Cell] | None = json.loads(text) if text is not None else None
    return cells


class Table(Generic[T]):
    """The rows of one dataclass: read those not in the bin, put, bin and take back by id."""

    def __init__(self, records: Records, shape: Shape[T]) -> None:
        self._records = records
        self._shape = shape

    def all(self, *, order: str = "row") -> list[T]:
        return self.where("1", order=order)

    def where(
        self, condition: str, parameters: Parameters = (), *, order: str = "row", binned: bool = False
    ) -> list[T]:
        state = "is not null" if binned else "is null"
        sql = f"select * from {self._shape.table} where deleted_at {state} and {condition} order by {order}"  # noqa: S608
        return [self._shape.value(row) for row in self._records.db.rows(sql, parameters)]

    def first(self, condition: str, parameters: Parameters = (), *, order: str = "row") -> T | None:
        return next(iter(self.where(condition, parameters, order=f"{order} limit 1")), None)

    def get(self, row_id: str) -> T:
        """Also from the bin; KeyError for an id that no row has (ids are made by the program: a bug)."""
        row = self._records.db.row(f"select * from {self._shape.table} where id = ?", (row_id,))  # noqa: S608
        if row is None:
            raise KeyError(row_id)
        return self._shape.value(row)

    def put(self, value: T) -> None:
        self._records.put(self._shape.table, self._shape.row(value))

    def to_bin(self, row_id: str) -> None:
        self._records.to_bin(self._shape.table, row_id)

    def from_bin(self, row_id: str) -> None:
        self._records.from_bin(self._shape.table, row_id)
