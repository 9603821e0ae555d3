"""A gap in a sender's numbers is one row however long it is."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import migrations


@migrations(name="0013_gap_ranges")
def gap_ranges(db: Database) -> None:
    """`last` 0: the number `sequence` alone, as every row of the versions before."""
    db.execute("alter table series_gap add column last integer not null default 0")
