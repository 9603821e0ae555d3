"""Regimes with rules of the office's own, obligations with ad-hoc requests, waivers, and corrections of reports."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import make_business_table, migrations

_DAY = "check ({0} glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')"

_ADDED = (
    ("regime", "own_rules text"),
    ("regime", "kinds text not null default '[]'"),
    ("regime", "longest_only integer not null default 1 check (longest_only in (0, 1))"),
    ("regime", "template text not null default ''"),
    ("regime", "issuing_body_id text references issuing_body (id) deferrable initially deferred"),
    ("regime", "is_owed integer check (is_owed in (0, 1))"),
    ("regime", "active_from text " + _DAY.format("active_from")),
    ("regime", "active_to text " + _DAY.format("active_to")),
    ("obligation", "entered_above_on text " + _DAY.format("entered_above_on")),
    ("obligation", "title text not null default ''"),
    ("obligation", "template text not null default ''"),
    ("obligation", "superior_id text references superior (id) deferrable initially deferred"),
    ("report", "template text not null default ''"),
    ("report", "due_on text " + _DAY.format("due_on")),
    ("report", "comparisons text not null default '[]'"),
    ("report", "counted text not null default '[]'"),
    ("report", "corrections text not null default '[]'"),
    ("report", "drafted_at text not null default ''"),
    ("report", "closing text not null default ''"),
    ("report", "has_annex integer not null default 1 check (has_annex in (0, 1))"),
)
_TABLES = {
    "waiver": """plan_id text not null references plan (id) {later}, regime text not null, period text not null,
        finding text not null, reason text not null, author text not null, recorded_at text not null""",
}


@migrations(name="0004_reporting")
def reporting(db: Database) -> None:
    """What issue E adds to regimes, obligations and reports."""
    for table, column in _ADDED:
        db.execute(f"alter table {table} add column {column}")
    for table, columns in _TABLES.items():
        make_business_table(db, table, columns)
    db.execute("create index waiver_by_period on waiver (plan_id, regime, period)")
    db.execute("create index journal_by_time on journal (hi_time)")
