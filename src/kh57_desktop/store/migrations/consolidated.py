"""Consolidated reports that were issued, and their packages."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import make_business_table, migrations


@migrations(name="0013b_consolidated")
def consolidated(db: Database) -> None:
    """One row per issued báo cáo tổng hợp; a package names it as others name a report."""
    make_business_table(
        db,
        "consolidated_report",
        """uid text not null unique, source text not null, period text not null, data_from text not null {day},
        data_to text not null {day}, issuing_body_id text not null references issuing_body (id) {later},
        title text not null, number integer not null, sign text not null, dated_on text not null {day},
        data_attachment text not null references attachment (id) {later},
        pdf_attachment text not null references attachment (id) {later}, corrects text""",
    )
    db.execute("alter table package add column consolidated_id text references consolidated_report (id)")
