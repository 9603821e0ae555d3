"""Everything that follows a task: extensions, instances of recurring ones, evidence, supporting units; saved views."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import make_business_table, migrations

_DAY = "glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'"

_BUSINESS = {
    "extension": """task_id text not null references task (id) {later}, recorded_at text not null,
        due_from text {day}, due_to text {day}, words_from text not null, words_to text not null,
        reason text not null, document text not null, document_on text {day}, author text not null""",
    "occurrence": """task_id text not null references task (id) {later}, period text not null,
        opens_on text not null {day}, due_on text not null {day}, finished_on text {day}, proof text not null,
        unique (task_id, period)""",
    "supporting": """task_id text not null references task (id) {later},
        unit_id text not null references unit (id) {later}, asked_on text {day}, answered_on text {day},
        note text not null, unique (task_id, unit_id)""",
    "evidence": """task_id text not null references task (id) {later},
        attachment_id text not null references attachment (id) {later},
        entry_id text references progress_entry (id) {later}, added_at text not null, author text not null""",
    "saved_view": "subject text not null, name text not null, content text not null, position integer not null",
}

_OTHERS = (
    "alter table task add column phase text not null default ''",
    "alter table task add column budget integer",
    "alter table task add column indicator_ids text not null default '[]'",
    "alter table task add column directive_id text",
    "alter table task add column product_number text not null default ''",
    f"alter table task add column product_on text check (product_on {_DAY})",
    "alter table task add column number_key text not null default ''",
    "alter table task add column person_key text not null default ''",
    "create index task_alive on task (plan_id, group_id, unclear) where deleted_at is null",
    "create index task_by_person on task (plan_id, person_key, lead_person) where lead_person <> ''",
    "create index task_by_phase on task (plan_id, phase) where phase <> ''",
    "create index task_by_parent on task (parent_id) where parent_id is not null",
    "create index extension_by_task on extension (task_id, recorded_at)",
    "create index evidence_by_task on evidence (task_id)",
)


@migrations(name="0002_tasks")
def tasks(db: Database) -> None:
    for table, columns in _BUSINESS.items():
        make_business_table(db, table, columns)
    for statement in _OTHERS:
        db.execute(statement)
    _sort_keys(db)


def _sort_keys(db: Database) -> None:
    """Keys of the rows that are there: of the printed number, and of the person by given name."""
    from kh57_desktop.i18n import name_sort_key, sort_key

    rows = db.execute("select row, number, lead_person from task").fetchall()
    db.execute("insert into open_action values ('0002_tasks')")
    for row, number, person in rows:
        keys = (sort_key(number[:60]), name_sort_key(person[:60]) if person else "", row)
        db.execute("update task set number_key = ?, person_key = ? where row = ?", keys)
    db.execute("delete from open_action")
