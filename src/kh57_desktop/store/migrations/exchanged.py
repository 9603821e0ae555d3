"""What issue F adds: remarks, hand-overs, senders, packages set aside, approval, rows that can be summed."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import make_business_table, migrations

_ADDED = (
    ("package", "supersedes_digest text not null default ''"),
    ("package", "answers text not null default ''"),
    ("package", "signers text not null default '[]'"),
    ("package", "stamped_attachment text references attachment (id) deferrable initially deferred"),
    ("package", "answer_at text"),
    ("package", "answer_codes text not null default '[]'"),
    ("received_package", "supersedes_digest text not null default ''"),
    ("received_package", "approved_by text not null default ''"),
    ("received_package", "approved_at text"),
    ("received_package", "decided_by text not null default ''"),
    ("received_package", "decided_at text"),
    ("received_row", "matched text not null default ''"),
    ("received_row", "standing text not null default ''"),
    ("received_row", "mark text not null default ''"),
    ("received_row", "amount text not null default ''"),
)
_TABLES = {
    "package_hand_over": """package_id text not null references package (id) {later}, at text not null,
        medium text not null check (medium in ('usb', 'email', 'folder')), place text not null,
        recipient text not null, author text not null""",
    "remark": """package_digest text not null, report_uid text not null, office_code text not null,
        report_type text not null, period text not null, is_ours integer not null check (is_ours in (0, 1)),
        tbl text not null check (tbl in ('report', 'tasks', 'indicators', 'totals')), row_id text not null,
        field text not null, text text not null, author text not null, made_at text not null,
        answer text not null, answered_at text""",
    "sender": """office_code text not null unique, name text not null, level text not null, contact text not null,
        phone text not null, active_from text {day}, active_to text {day}, position integer not null""",
    "set_aside": """name text not null, size integer not null check (size >= 0), sha256 text not null, at text not null,
        result text not null, codes text not null, messages text not null, office_code text not null,
        office_name text not null, sequence integer, reply text not null, settled_at text""",
}


@migrations(name="0006_exchanged")
def exchanged(db: Database) -> None:
    """Tables and columns of sending, answering and consolidating packages."""
    for table, column in _ADDED:
        db.execute(f"alter table {table} add column {column}")
    for table, columns in _TABLES.items():
        make_business_table(db, table, columns)
    db.execute("create index package_hand_over_by_package on package_hand_over (package_id)")
    db.execute("create index remark_by_report on remark (report_uid)")
    db.execute("create index remark_by_package on remark (package_digest)")
    db.execute("create index set_aside_by_content on set_aside (sha256)")
    db.execute("create index received_package_by_place on received_package (report_type, period, office_code)")
    db.execute("create index received_row_by_package on received_row (received_package_id, kind)")
    db.execute(
        """create index received_row_by_matter on received_row
            (report_type, period, kind, matched, standing, office_code)"""
    )
