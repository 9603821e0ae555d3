"""The only place that opens a data file: refusals before, settings read back, errors in the office's words."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kh57_desktop.store.errors import (
    DataFileDamaged,
    DataFileIsALink,
    DataFileMissing,
    DiskTrouble,
    NotADataFile,
    StoreError,
    as_user_error,
    in_our_words,
)

APPLICATION_ID = 0x4B483537
"""“KH57”: tells our files from other SQLite files."""

BUSY_SECONDS = 10.0
_HEADER = b"SQLite format 3\0"
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 20_000_000,  # blobs stay outside, in NAME.kh57-files
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 2_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
}

Value = str | int | float | bytes | None
Parameters = Sequence[Value] | Mapping[str, Value]


class Database:
    """A connection to one data file; every statement of the store goes through `rows`, `row` and `run`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        with in_our_words(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def each(self, sql: str) -> Iterator[sqlite3.Row]:
        """Row by row, for tables that may be long."""
        with in_our_words(self.path):
            yield from self.connection.execute(sql)

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """The one whole number that `sql` gives; 0 for null."""
        found = self.row(sql, parameters)
        return int(found[0] or 0) if found else 0

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Carry out a change; gives the number of rows it touched."""
        with in_our_words(self.path):
            return self.connection.execute(sql, parameters).rowcount

    def close(self) -> None:
        self.connection.close()


def refuse_foreign(path: Path) -> None:
    """Raise unless `path` looks like a SQLite file of its own (no link to another name)."""
    with in_our_words(path):
        if not path.exists():
            raise DataFileMissing(name=path.name)
        if path.is_symlink() or (path.stat().st_nlink > 1 and path.is_file()):
            raise DataFileIsALink(name=path.name)
        if not path.is_file():
            raise NotADataFile(name=path.name)
        with path.open("rb") as stream:
            head = stream.read(100)
    if len(head) < 100 or not head.startswith(_HEADER):
        raise NotADataFile(name=path.name)


def connect(path: Path, *, read_only: bool, is_checked: bool = True) -> Database:
    """Open an existing data file with the decided settings, checked; a damage is confirmed by a second try.

    `is_checked` False leaves the look at all pages to `look_through`, for a window that must not wait for it.

    A disk that fails to read once looks like a damaged file (reliability.md finding 6), so the first such answer
    closes and opens again.
    """
    refuse_foreign(path)
    try:
        return _opened(path, read_only=read_only, is_checked=is_checked)
    except (DataFileDamaged, DiskTrouble):
        return _opened(path, read_only=read_only, is_checked=is_checked)


def look_through(path: Path) -> None:
    """All pages of the file, as at opening; raises DataFileDamaged."""
    connect(path, read_only=True).close()


def connect_new(path: Path) -> Database:
    """Make an empty file and open it; the caller gives it its tables."""
    with in_our_words(path):
        connection = _raw(path, "rwc")
        try:
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            _set_up(connection, read_only=False)
        except BaseException:
            connection.close()
            raise
    return Database(connection, path)


def _opened(path: Path, *, read_only: bool, is_checked: bool) -> Database:
    with in_our_words(path):
        # "rw" also for readers: only so can what a crashed writer left be rolled back
        connection = _raw(path, "rw")
        try:
            if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
                raise NotADataFile(name=path.name)
            _set_up(connection, read_only=read_only)
            if is_checked and connection.execute("pragma quick_check(1)").fetchone()[0] != "ok":
                raise DataFileDamaged(name=path.name)
            if connection.execute("pragma user_version").fetchone()[0] != schema_sum(connection):
                raise DataFileDamaged(name=path.name)
        except sqlite3.DatabaseError as cause:
            connection.close()
            # behind a good header "not a database" is damage
            error = as_user_error(cause, path)
            if error is None or isinstance(error, NotADataFile):
                raise DataFileDamaged(name=path.name) from cause
            raise error from cause
        except BaseException:
            connection.close()
            raise
    return Database(connection, path)


def schema_sum(connection: sqlite3.Connection) -> int:
    """Check sum over all definitions of the file, kept as its user_version: a flipped bit there would otherwise
    come up later as a wrong name in some statement.
    """
    rows = connection.execute("select type, name, tbl_name, sql from sqlite_master order by type, name")
    return zlib.crc32(repr([tuple(row) for row in rows]).encode()) & 0x7FFFFFFF


def _raw(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    connection.row_factory = sqlite3.Row
    return connection


def _set_up(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """Settings of reliability.md 2.2; each answer is read back, since SQLite ignores what it cannot do."""
    for name, value in (
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),  # else INSERT OR REPLACE slips past the triggers that guard the journal
        ("secure_delete", 1),
        ("synchronous", 3),
    ):
        connection.execute(f"pragma {name} = {value}")
        answer = connection.execute(f"pragma {name}").fetchone()
        if answer is not None and answer[0] != value:
            raise sqlite3.NotSupportedError(f"SQLite does not take {name}")
    if connection.execute("pragma journal_mode = truncate").fetchone()[0] != "truncate":
        raise sqlite3.NotSupportedError("SQLite does not take journal_mode")
    if read_only:
        connection.execute("pragma query_only = 1")
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_authorizer(_authorize)


_FIXED = {"writable_schema", "journal_mode", "synchronous", "trusted_schema"}


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    """Python 3.11 cannot set SQLite's defensive mode: this denies what that mode denies, and attaching."""
    if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH):
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and first in _FIXED and second is not None:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


__all__ = ["APPLICATION_ID", "Database", "Parameters", "StoreError", "Value", "connect", "connect_new"]
