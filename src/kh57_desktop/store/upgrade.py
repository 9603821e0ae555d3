"""Bringing a data file to the tables of this version: a copy first, then all steps in one transaction or none."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kh57_desktop.store.connection import Database
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


def copy_to(db: Database, target: Path) -> None:
    """The whole file as at this moment, by SQLite's backup: a file copy of an open database is no backup."""
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        db.connection.backup(copy)
    finally:
        copy.close()
