"""Ratios of two, breakdowns and the words of a formula."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import make_business_table, migrations

_LATER = "deferrable initially deferred"
_ADDED = (
    f"numerator_id text references indicator (id) {_LATER}",
    f"denominator_id text references indicator (id) {_LATER}",
    "formula text not null default ''",
    "parts text not null default '[]'",
)


@migrations(name="0007_indicators")
def indicators(db: Database) -> None:
    for column in _ADDED:
        db.execute(f"alter table indicator add column {column}")
    make_business_table(
        db,
        "part_value",
        """indicator_id text not null references indicator (id) {later}, period text not null, part text not null,
        value text, position integer not null""",
    )
    db.execute("create index part_value_by_indicator on part_value (indicator_id, period)")
