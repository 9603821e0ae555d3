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
            _move(records, name, column, row, to_id)
            moved += 1
    for name, column in _lists(records.db, table):
        for row in _rows(records.db, name, f"{column} like '%' || ? || '%'", from_id):
            ids = [to_id if one == from_id else one for one in json.loads(str(row[column]))]
            records.put(name, {"id": row["id"], column: canonical(list(dict.fromkeys(ids)))})
            moved += 1
    return moved


def _move(records: Records, table: str, column: str, row: Row, to_id: str) -> None:
    """Where a row may stand once only for what it refers to, the one that is there already stays."""
    twin = _twin(records.db, table, column, {**row, column: to_id})
    if twin is None:
        records.put(table, {"id": row["id"], column: to_id})
        return
    records.to_bin(table, str(row["id"]))
    if twin["deleted_at"] is not None:
        records.from_bin(table, str(twin["id"]))


def _twin(db: Database, table: str, column: str, wanted: Row) -> Row | None:
    """A row, the bin included, that has what only one row may have."""
    for index in db.rows(f"pragma index_list ({table})"):
        names = [str(part["name"]) for part in db.rows(f"pragma index_info ({index['name']})")]
        if index["unique"] and column in names:
            condition = " and ".join(f"{name} is :{name}" for name in names)
            sql = f"select * from {table} where {condition}"  # noqa: S608 - names from our schema
            found = db.row(sql, {name: wanted[name] for name in names})
            if found is not None:
                return dict(found)
    return None


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
