"""Rows as they were at an earlier moment, rebuilt from the journal: the present row with later entries taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from kh57_desktop.domain.versions import Versions
from kh57_desktop.store.codec import Row
from kh57_desktop.store.connection import Database

T = TypeVar("T", bound=Any)

Pair = tuple[Row | None, Row | None]
"""A row at the moment and at the later one, binned ones among them; None where the file did not know it."""


class Past:
    """Takes the journal's entries from `moment` on back, table by table.

    Moments are UTC as the journal writes them, exclusive. `until`: what counts as now; "" for the present.
    """

    def __init__(self, db: Database, tables: Sequence[str], moment: str, until: str = "") -> None:
        self._db = db
        self._until = until
        marks = ", ".join("?" for _table in tables)
        sql = f"""select tbl, op, row_id, before, hi_time from journal
            where hi_time >= ? and tbl in ({marks}) order by seq desc"""  # noqa: S608 - names from our schema
        self._later: dict[str, list[Any]] = {}
        for entry in db.rows(sql, (moment, *tables)):
            self._later.setdefault(entry["tbl"], []).append(entry)

    def rows(
        self,
        table: str,
        condition: str = "1",
        parameters: tuple[str, ...] = (),
        belongs: Callable[[Row], bool] = lambda _row: True,
    ) -> dict[str, Pair]:
        """By id; `condition` finds those that are in the file, `belongs` those that were taken out of it since."""
        found = self._db.rows(f"select * from {table} where {condition}", parameters)  # noqa: S608
        now: dict[str, Row | None] = {row["id"]: {name: row[name] for name in row.keys()} for row in found}  # noqa: SIM118
        entries = self._later.get(table, ())
        if self._until and entries:
            self._take_back(now, table, (entry for entry in entries if entry["hi_time"] >= self._until), belongs)
        then = dict(now)
        if entries:
            earlier = (entry for entry in entries if not self._until or entry["hi_time"] < self._until)
            self._take_back(then, table, earlier, belongs)
        return {row_id: (row, now.get(row_id)) for row_id, row in then.items()}

    def _take_back(
        self, rows: dict[str, Row | None], table: str, entries: Iterable[Any], belongs: Callable[[Row], bool]
    ) -> None:
        blank = self._blank(table)
        for entry in entries:
            row_id = entry["row_id"]
            if entry["op"] == "insert":
                if row_id in rows:
                    rows[row_id] = None
            elif entry["op"] == "delete":
                whole = {**blank, **json.loads(entry["before"])}
                if belongs(whole):
                    rows[row_id] = whole
            elif (later := rows.get(row_id)) is not None:
                rows[row_id] = {**later, **json.loads(entry["before"])}

    def _blank(self, table: str) -> Row:
        """What columns say that a later version added."""
        from kh57_desktop.store.check import default_of

        return {row["name"]: default_of(row["dflt_value"]) for row in self._db.rows(f"pragma table_info ({table})")}


def versions(rows: dict[str, Pair], value: Callable[[Any], T], order: Callable[[Row], Any]) -> list[Versions[T]]:
    """In the order of the rows as they were, of later ones as they are."""
    known = [(then, now) for then, now in rows.values() if then is not None or now is not None]
    known.sort(key=lambda pair: order(pair[0] if pair[0] is not None else pair[1] or {}))
    return [Versions(alive(then, value), alive(now, value), then is not None) for then, now in known]


def alive(row: Row | None, value: Callable[[Any], T]) -> T | None:
    """None for what is in the bin."""
    return value(row) if row is not None and row["deleted_at"] is None else None
