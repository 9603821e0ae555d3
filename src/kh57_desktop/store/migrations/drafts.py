"""Unfinished imports and the meaning of sheet columns: what waits on a screen, outside the journal and its undo."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import migrations

_TABLES = (
    """create table draft (id text primary key, kind text not null, changed_at text not null, content text not null)
        strict""",
    """create table import_mapping (headings text primary key, meanings text not null, used_at text not null)
        strict""",
)


@migrations(name="0009_drafts")
def drafts(db: Database) -> None:
    for sql in _TABLES:
        db.execute(sql)
