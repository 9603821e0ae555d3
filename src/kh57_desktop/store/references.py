"""Moving what refers to one row over to another, in whatever table it lies (merging two units)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kh57_desktop.store import schema
from kh57_desktop.store.codec import Row, canonical
from kh57_desktop.store.connection import Database
from kh57_desktop.store.records import Records


def move_references(records: Records, table: str, *, from_id: str, to_id: str) -> int:
    """Let every row outside the bin that names `from_id` of `table` name `to_id`; returns how many rows changed.

    Single references are found by the foreign keys of the schema, lists of ids by columns that end in
    `TABLE_ids`, so that tables which come later are moved as well.
    """
    moved = 0
    for name, column in _single(records.db, table):
        for row in _rows(records.db, name, f"{column} = ?", from_id):
            records.put(name, {"id": row["id"], column: to_id})
            moved += 1
    for name, column in _lists(records.db, table):
        for row in _rows(records.db, name, f"{column} like '%' || ? || '%'", from_id):
            ids = [to_id if one == from_id else one for one in json.loads(str(row[column]))]
            records.put(name, {"id": row["id"], column: canonical(list(dict.fromkeys(ids)))})
            moved += 1
    return moved


def count_references(db: Database, table: str, row_id: str) -> int:
    """Rows outside the bin, of whatever table, that name the row."""
    single = sum(len(_rows(db, name, f"{column} = ?", row_id)) for name, column in _single(db, table))
    return single + sum(
        len(_rows(db, name, f"{column} like '%' || ? || '%'", row_id)) for name, column in _lists(db, table)
    )


def _single(db: Database, table: str) -> Iterator[tuple[str, str]]:
    for name in schema.BUSINESS_TABLES:
        for key in db.rows(f"pragma foreign_key_list ({name})"):
            if key["table"] == table:
                yield name, str(key["from"])


def _lists(db: Database, table: str) -> Iterator[tuple[str, str]]:
    for name in schema.BUSINESS_TABLES:
        for column in db.rows(f"pragma table_info ({name})"):
            if str(column["name"]).endswith(f"{table}_ids"):
                yield name, str(column["name"])


def _rows(db: Database, table: str, condition: str, row_id: str) -> list[Row]:
    sql = f"select * from {table} where deleted_at is null and {condition}"  # noqa: S608 - names from our schema
    return [dict(row) for row in db.rows(sql, (row_id,))]
