"""Words of attachments, to be searched: taken from their content, so neither journalled nor backed by an action."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import migrations


@migrations(name="0008_search")
def search(db: Database) -> None:
    db.execute("create table attachment_text (sha256 text primary key, words text not null) strict")
