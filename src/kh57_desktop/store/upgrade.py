"""Bringing a data file to the tables of this version: a copy first, then all steps in one transaction or none."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kh57_desktop.store.connection import Database, schema_sum
from kh57_desktop.store.errors import DataFileDamaged


def upgrade(db: Database) -> None:
    """Carry out every pending step; the caller has made a copy. On any error the file is as before."""
    import sqlite_utils

    from kh57_desktop.store.migrations import migrations

    connection = db.connection
    connection.execute("pragma foreign_keys = 0")  # a step may rebuild a table that others refer to
    try:
        connection.execute("begin immediate")
        try:
            migrations.apply(sqlite_utils.Database(connection, execute_plugins=False))
            connection.execute(f"pragma user_version = {schema_sum(connection)}")
            if connection.execute("pragma foreign_key_check").fetchone() is not None:
                raise DataFileDamaged(name=db.path.name)
            connection.execute("commit")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise
    finally:
        connection.row_factory = sqlite3.Row
        connection.execute("pragma foreign_keys = 1")


TABLES = "select type, name, sql from sqlite_master"


def tables_after(steps: list[str]) -> dict[tuple[str, str], str | None]:
    """Definitions of everything in a file that has had exactly `steps`, by kind and name."""
    import sqlite_utils

    from kh57_desktop.store.migrations import migrations

    with sqlite_utils.Database(memory=True, execute_plugins=False) as fresh:
        later = [step.name for step in migrations.pending(fresh) if step.name not in steps]
        migrations.apply(fresh, stop_before=later)
        return {(row["type"], row["name"]): row["sql"] for row in fresh.query(TABLES)}


def copy_to(db: Database, target: Path) -> None:
    """The whole file as at this moment, by SQLite's backup: a file copy of an open database is no backup."""
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        db.connection.backup(copy)
    finally:
        copy.close()
