"""Is the file whole, and is its content what was saved? SQLite's own check sees structure only: 26 of 100 flipped bits
change a text unnoticed by it (reliability.md finding 5), so the journal is replayed against every table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kh57_desktop.i18n import N_, _
from kh57_desktop.store import journal, schema
from kh57_desktop.store.codec import Row
from kh57_desktop.store.connection import Database, connect
from kh57_desktop.store.derived import CODED, DERIVED, DERIVED_COLUMNS, SEARCHED, code_number
from kh57_desktop.store.errors import DataFileDamaged, DataFileTooNew, DataFileTooOld, DiskTrouble
from kh57_desktop.store.files import files_folder, is_whole, path_of
from kh57_desktop.store.records import code_scope, last_code
from kh57_desktop.store.upgrade import TABLES, tables_after


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a data file; `code` for the telephone, `fields` fill the words."""

    code: str
    words: str
    fields: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return _(self.words).format(**self.fields)


_UNREADABLE = {"damaged", "integrity", "schema"}
"""Findings after which the list of attachments says nothing either."""


def check(path: Path) -> list[Finding]:
    """Everything that is wrong with the file, its journal, its links and its attachments; empty when all is well.

    Raises for what cannot be judged: no file, a foreign file, a newer version.
    """
    try:
        db = connect(path, read_only=True)
    except (DataFileDamaged, DiskTrouble) as damage:
        return [Finding("damaged", N_("The file cannot be read: {reason}"), {"reason": damage.sentence})]
    try:
        applied = schema.applied_steps(db)
        if schema.is_newer(applied):
            raise DataFileTooNew(name=path.name)
        if schema.pending_steps(applied):
            raise DataFileTooOld(name=path.name)
        found = findings_of_file(db)
        if not _UNREADABLE & {finding.code for finding in found}:
            found += findings_of_attachments(db)
        return found
    finally:
        db.close()


def findings_of_file(db: Database) -> list[Finding]:
    """Structure, links, journal chain and content; attachments apart, since they lie outside."""
    try:
        # each judges by what the one before found whole: on a broken journal there is nothing to replay
        for part in (_structure, _schema, _chain):
            found = [*part(db)]
            if found:
                return found
        return [*_content(db), *_search(db)]
    except DataFileDamaged as damage:
        return [Finding("damaged", N_("The file cannot be read: {reason}"), {"reason": damage.sentence})]


def _structure(db: Database) -> Iterator[Finding]:
    for row in db.rows("pragma integrity_check(20)"):
        if row[0] != "ok":
            yield Finding("integrity", N_("The structure of the file is damaged ({detail})."), {"detail": row[0]})
    for row in db.rows("pragma foreign_key_check"):
        yield Finding(
            "link", N_("Row {row} of “{table}” refers to one that is not there."), {"table": row[0], "row": row[1]}
        )
    if db.number("select count(*) from open_action"):
        yield Finding("open-action", N_("An action was left open in the file."))


def _schema(db: Database) -> Iterator[Finding]:
    """Tables, checks and triggers are those that the migrations make: a missing trigger would let changes pass by."""
    expected = tables_after(schema.applied_steps(db))
    found = {(row["type"], row["name"]): row["sql"] for row in db.rows(TABLES)}
    for kind, name in sorted(expected.keys() | found.keys()):
        if expected.get((kind, name)) != found.get((kind, name)):
            yield Finding("schema", N_("The definition of “{name}” in the file was changed."), {"name": name})


def _chain(db: Database) -> Iterator[Finding]:
    previous = journal.genesis(db)
    for number, row in enumerate(db.each("select * from journal order by seq"), 1):
        if row["seq"] != number or row["prev"] != previous or journal.hash_of(row) != row["hash"]:
            yield Finding("journal", N_("The journal was changed at entry {number}."), {"number": number})
            return
        previous = row["hash"]


def _content(db: Database) -> Iterator[Finding]:
    """Replays the journal and compares: every row of every table must be what the journal says, and nothing else."""
    there = {row["name"] for row in db.rows("select name from sqlite_master where type = 'table'")}
    # a file of an earlier version, checked before its upgrade, has no table that a later step makes
    replayed: dict[str, dict[str, Row]] = {table: {} for table in schema.BUSINESS_TABLES if table in there}
    codes: dict[str, int] = {}
    for entry in db.each("select tbl, row_id, after from journal order by seq"):
        table, row_id, after = entry["tbl"], entry["row_id"], entry["after"]
        rows = replayed.setdefault(table, {})
        if after is None:
            rows.pop(row_id, None)
        else:
            rows[row_id] = {**rows.get(row_id, {}), **json.loads(after)}
            if table in CODED:
                scope = code_scope(table, rows[row_id])
                codes[scope] = max(codes.get(scope, 0), code_number(str(rows[row_id]["code"])))
    # sort keys of an earlier version are judged by that version: its upgrade makes them anew
    is_current = not schema.pending_steps(schema.applied_steps(db))
    for table, rows in replayed.items():
        yield from _compare(db, table, rows, DERIVED.get(table) if is_current else None)
    for scope, number in codes.items():
        if last_code(db, scope) != number:
            yield Finding("code", N_("The counter of the codes of “{scope}” was changed."), {"scope": scope})


def _compare(
    db: Database, table: str, replayed: dict[str, Row], derive: Callable[[Row], Row] | None
) -> Iterator[Finding]:
    added = {row["name"]: default_of(row["dflt_value"]) for row in db.rows(f"pragma table_info ({table})")}
    derived_names = DERIVED_COLUMNS.get(table, frozenset())
    for row in db.rows(f"select * from {table}"):  # noqa: S608 - names from our schema
        stored: Row = {name: row[name] for name in added if name != "row" and name not in derived_names}
        told = replayed.pop(row["id"], None)
        if told is None:
            yield Finding("unknown-row", N_("Row “{row}” of “{table}” is not in the journal."), _at(table, row["id"]))
            continue
        # a column that a later version added says what its default says until someone fills it
        if stored != {name: told.get(name, added[name]) for name in stored}:
            yield Finding("content", N_("Row “{row}” of “{table}” is not what was saved."), _at(table, row["id"]))
        elif derive and any(row[name] != cell for name, cell in derive(stored).items()):
            yield Finding("derived", N_("The sort keys of row “{row}” of “{table}” are wrong."), _at(table, row["id"]))
    for row_id in replayed:
        yield Finding("lost-row", N_("Row “{row}” of “{table}” is missing."), _at(table, row_id))


def default_of(text: str | None) -> str | int | None:
    if text is None or text.lower() == "null":
        return None
    return text[1:-1].replace("''", "'") if text.startswith("'") else int(text)


def _at(table: str, row_id: str) -> dict[str, object]:
    return {"table": table, "row": row_id}


def _search(db: Database) -> Iterator[Finding]:
    for table, searched in SEARCHED.items():
        if _search_is_whole(db, searched):
            continue
        yield Finding("search", N_("The search index of “{table}” does not match its rows."), {"table": table})


def _search_is_whole(db: Database, searched: str) -> bool:
    """FTS5 checks itself only through a write; it is made on a copy in memory, since readers may not write."""
    import sqlite3

    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.connection.backup(copy)
        copy.execute(f"insert into {searched} ({searched}, rank) values ('integrity-check', 1)")  # noqa: S608
    except sqlite3.DatabaseError:
        return False
    finally:
        copy.close()
    return True


def findings_of_attachments(db: Database) -> list[Finding]:
    """Every content that a row names, also one in the bin, is there and has its hash."""
    folder = files_folder(db.path)
    found = []
    for row in db.rows("select sha256, name, size from attachment order by row"):
        path = path_of(folder, row["sha256"])
        if not path.is_file():
            found.append(
                Finding("attachment-missing", N_("The attached file “{name}” is missing."), {"name": row["name"]})
            )
        elif not is_whole(path, row["sha256"]):
            found.append(
                Finding("attachment-altered", N_("The attached file “{name}” was changed."), {"name": row["name"]})
            )
    return found
