"""Registers: budget, inspections, commendations, sessions, unit plans, directives, conclusions, hand-overs of work."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import make_business_table, migrations

_BUSINESS = {
    "budget_year": """year integer not null, total integer check (total >= 0),
        allotment integer check (allotment >= 0), asked_share text, document text not null, note text not null""",
    "budget_line": """year integer not null, text text not null, task_id text references task (id) {later},
        unit_id text references unit (id) {later}, source text not null, planned integer check (planned >= 0),
        spent integer check (spent >= 0), spent_on text {day}, document text not null, note text not null,
        position integer not null""",
    "inspection": """year integer not null, kind text not null, text text not null,
        unit_id text references unit (id) {later}, programme text not null, leader text not null,
        planned_words text not null, planned_on text {day}, held_on text {day}, minutes text not null,
        minutes_attachment text references attachment (id) {later}, result text not null, position integer not null""",
    "finding": """text text not null, inspection_id text references inspection (id) {later},
        unit_id text references unit (id) {later}, remedy text not null, found_on text {day}, due_on text {day},
        closed_on text {day}, proof text not null, note text not null, position integer not null""",
    "commendation": """text text not null, unit_id text references unit (id) {later}, person text not null,
        form text not null, proposed_on text {day}, decision text not null, granted_on text {day}, note text not null,
        position integer not null""",
    "session": """kind text not null, text text not null, held_on text {day}, place text not null,
        unit_id text references unit (id) {later}, participants integer check (participants >= 0),
        audience text not null, indicator_id text references indicator (id) {later}, document text not null,
        note text not null, position integer not null""",
    "unit_plan": """unit_id text references unit (id) {later}, kind text not null, text text not null,
        asked_by text not null, due_on text {day}, received_on text {day}, number text not null,
        attachment_id text references attachment (id) {later}, note text not null, position integer not null""",
    "directive": """level text not null, kind text not null, number text not null, issuer text not null,
        dated_on text {day}, text text not null, parent_id text references directive (id) {later},
        is_basis integer not null check (is_basis in (0, 1)), attachment_id text references attachment (id) {later},
        note text not null, position integer not null""",
    "directive_link": """directive_id text not null references directive (id) {later},
        plan_id text references plan (id) {later}, task_id text references task (id) {later},
        indicator_id text references indicator (id) {later}""",
    "conclusion": """text text not null, held_on text {day}, meeting text not null, document text not null,
        unit_id text references unit (id) {later}, deadline_words text not null, due_on text {day},
        committee_id text references committee (id) {later}, task_id text references task (id) {later},
        settled_on text {day}, note text not null, position integer not null""",
    "hand_over": """leaving text not null, receiver text not null, handed_on text not null {day},
        reason text not null, items text not null, record_attachment text references attachment (id) {later}""",
}
"""Columns of each business table beside `row`, `id` and `deleted_at`."""

_OTHERS = (
    "alter table unit add column kind text not null default ''",
    "alter table person add column left_on text",
    "create index budget_line_by_year on budget_line (year, position)",
    "create index budget_line_by_task on budget_line (task_id)",
    "create index finding_by_inspection on finding (inspection_id)",
    "create index directive_link_by_directive on directive_link (directive_id)",
    "create index directive_link_by_task on directive_link (task_id)",
    "create index unit_plan_by_unit on unit_plan (unit_id)",
)


@migrations(name="0003_registers")
def registers(db: Database) -> None:
    """Tables of the registers; what kind a unit is and when a person left."""
    for table, columns in _BUSINESS.items():
        make_business_table(db, table, columns)
    for statement in _OTHERS:
        db.execute(statement)
