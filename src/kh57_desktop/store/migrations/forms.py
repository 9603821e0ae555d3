"""Unit forms that went out and came back, and each chase of a unit."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import make_business_table, migrations

_TABLES = {
    "unit_form": """code text not null unique, plan_id text not null references plan (id) {later},
        unit_id text not null references unit (id) {later}, regime text not null, period text not null,
        since text not null {day}, cut_off text not null {day}, made_on text not null {day},
        task_ids text not null, indicator_ids text not null,
        returned_on text {day}, returned_name text not null""",
    "chase": """plan_id text not null references plan (id) {later},
        unit_id text not null references unit (id) {later}, on_day text not null {day},
        kind text not null check (kind in ('letter', 'message', 'telephone')), regime text not null,
        period text not null, number text not null, words text not null, task_ids text not null,
        indicator_ids text not null, author text not null""",
}


@migrations(name="0005_forms")
def forms(db: Database) -> None:
    """What issue E adds for the ways between the office and its units."""
    for table, columns in _TABLES.items():
        make_business_table(db, table, columns)
    db.execute("create index unit_form_by_period on unit_form (plan_id, period)")
    db.execute("create index chase_by_day on chase (plan_id, on_day)")
