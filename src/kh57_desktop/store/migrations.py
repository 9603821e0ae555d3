"""Steps from each version's tables to the next: small, named, never edited after release.

A step imports nothing of the domain: today's classes would rewrite yesterday's files. This module loads sqlite-utils,
which costs an opening of an up-to-date file 50 ms, so `upgrade` loads it only when a step is pending.
"""

from __future__ import annotations

import re

from sqlite_utils import Database, Migrations

migrations = Migrations("kh57")

_BUSINESS = {
    "office": """name text not null, level text not null, province text not null, province_code text not null,
        code text not null, role text not null check (role in ('commune', 'superior')), organ_id text""",
    "issuing_body": """name text not null, system text not null check (system in ('party', 'government')),
        header_lines text not null, symbol text not null, locality text not null, authority text not null,
        position text not null, signer text not null, recipients text not null, filing text not null,
        position_order integer not null""",
    "superior": "name text not null, kind text not null, line text not null, organ_id text",
    "unit": """name text not null, short_name text not null, aliases text not null, side text not null,
        is_group integer not null check (is_group in (0, 1)), parent_id text references unit (id) {later},
        head text not null, phone text not null, active_from text {day}, active_to text {day},
        position integer not null, folded text not null, name_key text not null""",
    "person": """full_name text not null, post text not null, unit_id text references unit (id) {later},
        contact text not null""",
    "setting": "value text not null",
    "attachment": """sha256 text not null check (length (sha256) = 64), name text not null,
        size integer not null check (size >= 0), kind text not null, number text not null, document_on text {day},
        goes_along integer not null check (goes_along in (0, 1)), attached_at text not null""",
    "plan": """code text not null unique, kind text not null, system text not null, issuer text not null,
        locality text not null, level text not null, title text not null, number text, date_words text,
        bases text not null, preamble text not null, recipients text not null, filing text not null,
        signature text not null, closing text not null, annexes text not null,
        state text not null check (state in ('draft', 'issued')),
        issuing_body_id text references issuing_body (id) {later}, resolution text not null,
        source_attachment text references attachment (id) {later}, amended_by text, position integer not null""",
    "section": """plan_id text not null references plan (id) {later}, number text not null, title text not null,
        paragraphs text not null, position integer not null""",
    "task_group": """plan_id text not null references plan (id) {later}, number text not null, title text not null,
        position integer not null""",
    "task": """plan_id text not null references plan (id) {later}, code text not null, text text not null,
        group_id text references task_group (id) {later}, parent_id text references task (id) {later},
        number text not null, product text not null, lead_unit_id text references unit (id) {later},
        lead_person text not null, supporting_unit_ids text not null, approver text not null,
        deadline_words text not null, deadline_kind text not null, start_on text {day}, due_on text {day},
        first_due_on text {day}, extension_reason text not null, term text, priority integer not null,
        note text not null, is_ours integer not null check (is_ours in (0, 1)),
        state text not null check (state in ('open', 'submitted', 'done', 'suspended', 'cancelled')),
        finished_on text {day}, state_reason text not null, position integer not null, folded text not null,
        text_key text not null, code_number integer not null, unclear text not null, unique (plan_id, code)""",
    "duty": """plan_id text not null references plan (id) {later}, number text not null,
        unit_id text not null references unit (id) {later}, organization text not null, text text not null,
        position integer not null, deadline_words text not null, task_id text references task (id) {later}""",
    "progress_entry": """task_id text not null references task (id) {later}, day text not null {day},
        recorded_at text not null, percent integer check (percent between 0 and 100), result text not null,
        difficulty text not null, proposal text not null, author text not null""",
    "indicator": """plan_id text not null references plan (id) {later}, code text not null, text text not null,
        "group" text not null, unit text not null, per text not null, direction text not null, nature text not null,
        frequency text not null, decimals integer not null,
        responsible_unit_id text references unit (id) {later}, source text not null, method text not null,
        roll_up text not null, position integer not null, unique (plan_id, code)""",
    "target": """indicator_id text not null references indicator (id) {later}, position integer not null,
        year integer, comparator text not null, value text, value_max text, words text not null,
        text text not null""",
    "reading": """indicator_id text not null references indicator (id) {later}, period text not null,
        mark text not null check (mark in ('value', 'zero', 'missing', 'not_applicable')), value text,
        numerator text, denominator text, source text not null, remark text not null,
        follow_up integer not null check (follow_up in (0, 1)), author text not null, recorded_at text not null""",
    "committee": """name text not null, kind text not null, system text not null, decision text not null,
        decided_on text {day}, standing_body text not null, parent_id text references committee (id) {later},
        active_from text {day}, active_to text {day}, position integer not null""",
    "member": """committee_id text not null references committee (id) {later}, name text not null,
        post text not null, rank text not null, role text not null, field text not null, active_from text {day},
        active_to text {day}, decision_in text not null, decision_out text not null, position integer not null""",
    "assignment": """member_id text not null references member (id) {later},
        task_group_id text references task_group (id) {later}, task_id text references task (id) {later},
        indicator_id text references indicator (id) {later}, unit_id text references unit (id) {later},
        text text not null, position integer not null""",
    "regime": """code text not null unique check (length (code) between 2 and 12 and code not glob '*[^A-Z0-9]*'),
        name text not null, rule text not null, superior_id text references superior (id) {later},
        position integer not null""",
    "obligation": """regime text not null references regime (code) {later}, period text not null,
        data_from text {day}, data_to text {day}, cut_off text {day}, due_on text {day}, letter text not null,
        is_entered_above integer not null check (is_entered_above in (0, 1)), unique (regime, period)""",
    "report": """uid text, plan_id text not null references plan (id) {later}, regime text not null,
        period text not null, data_from text not null {day}, data_to text not null {day}, cut_off text not null {day},
        issuing_body_id text not null references issuing_body (id) {later}, system text not null,
        title text not null, addressee text not null, sections text not null, figures text not null,
        signature text not null, recipients text not null, filing text not null, locality text not null,
        header_lines text not null, symbol text not null, number integer, sign text, dated_on text {day},
        state text not null check (state in ('draft', 'issued', 'packaged', 'handed_over', 'received', 'returned',
            'accepted')), corrects text, answers text not null,
        pdf_attachment text references attachment (id) {later},
        data_attachment text references attachment (id) {later}""",
    "series": "recipient text not null, last_sequence integer not null check (last_sequence >= 0), continues text",
    "package": """series_id text not null references series (id) {later}, sequence integer not null
            check (sequence >= 1), kind text not null, package_uid text not null, name text not null,
        digest text not null, previous_digest text, report_id text references report (id) {later},
        attachment_id text references attachment (id) {later}, report_type text not null, period text not null,
        created_at text not null, state text not null, unique (series_id, sequence)""",
    "trusted_certificate": """subject text not null, office_code text not null, roles text not null,
        certificate text not null, valid_from text, valid_to text, status text not null, revoked_at text,
        added_at text, added_by text not null, checked_how text not null""",
    "received_package": """series_id text not null, sequence integer not null, digest text not null unique,
        package_uid text not null, kind text not null, office_code text not null, report_type text not null,
        period text not null, received_at text not null, superseded integer not null, withdrawn integer not null,
        previous_digest text not null,
        office_name text not null, report_title text not null, document_number text, result text not null,
        codes text not null, attachment_id text references attachment (id) {later}, state text not null""",
    "received_row": """received_package_id text not null references received_package (id) {later},
        office_code text not null, report_type text not null, period text not null, kind text not null,
        key text not null, content text not null, position integer not null""",
    "series_gap": "series_id text not null, sequence integer not null, unique (series_id, sequence)",
    "closed_series": "reason text not null",
}
"""Columns of each business table beside `row`, `id` and `deleted_at`."""

_DAY = r"check (\1 glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')"

_OTHERS = (
    """create table open_action (id text not null primary key) strict""",
    """create table file_info (key text not null primary key, value text not null) strict""",
    """create table code_given (scope text not null primary key, last integer not null) strict""",
    """create table journal (
        seq integer primary key, at text not null, hi_time text not null, device text not null, user text not null,
        action_id text not null, words text not null, kind text not null check (kind in ('do', 'undo', 'redo')),
        refers_to text, is_irrevocable integer not null check (is_irrevocable in (0, 1)),
        op text not null check (op in ('insert', 'update', 'bin', 'restore', 'delete')),
        tbl text not null, row_id text not null, before text, after text, prev text not null, hash text not null
    ) strict""",
    """create virtual table task_search using fts5
        (folded, content='task', content_rowid='row', prefix='1 2 3', detail=none, tokenize='unicode61')""",
    """create trigger journal_no_update before update on journal
        begin select raise (abort, 'the journal is only added to'); end""",
    """create trigger journal_no_delete before delete on journal
        begin select raise (abort, 'the journal is only added to'); end""",
    """create trigger journal_in_action before insert on journal
        when not exists (select 1 from open_action where id = new.action_id)
        begin select raise (abort, 'no open action'); end""",
    "create index journal_by_action on journal (action_id)",
    "create index journal_by_row on journal (row_id)",
    "create index journal_of_reverts on journal (refers_to) where refers_to is not null",
    "create index section_by_plan on section (plan_id, position)",
    "create index task_group_by_plan on task_group (plan_id, position)",
    "create index duty_by_plan on duty (plan_id, position)",
    "create index task_by_group on task (plan_id, group_id, position)",
    "create index task_by_due_on on task (plan_id, due_on)",
    "create index task_by_lead on task (lead_unit_id)",
    "create index progress_entry_by_task on progress_entry (task_id, day, recorded_at)",
    "create index target_by_indicator on target (indicator_id, position)",
    "create index reading_by_indicator on reading (indicator_id, period)",
    "create index member_by_committee on member (committee_id)",
    "create index assignment_by_member on assignment (member_id)",
    "create index report_by_period on report (regime, period)",
    "create index package_by_report on package (report_id)",
    "create index received_row_by_office on received_row (office_code, period)",
    "create index attachment_by_content on attachment (sha256)",
)


@migrations(name="0001_main_job")
def main_job(db: Database) -> None:
    """The tables of the first release: from the plan to the package."""
    for table, columns in _BUSINESS.items():
        make_business_table(db, table, columns)
    for statement in _OTHERS:
        db.execute(statement)


def make_business_table(db: Database, table: str, columns: str) -> None:
    """A table whose every write needs an open action.

    `{day}` after a column checks for an ISO date; `{later}` puts the check of a reference off to the commit, so that
    an import may save rows in any order.
    """
    sql = re.sub(r"(\w+) text( not null)? {day}", rf"\1 text\2 {_DAY}", columns)
    sql = sql.replace("{later}", "deferrable initially deferred")
    # `row` numbers the rows for the search table; a VACUUM may renumber a hidden rowid
    db.execute(
        f"create table {table} (row integer primary key, id text not null unique, deleted_at text, {sql}) strict"
    )
    for verb in ("insert", "update", "delete"):
        trigger = f"create trigger {table}_{verb}_in_action before {verb} on {table}"
        condition = "when not exists (select 1 from open_action)"
        db.execute(f"{trigger} {condition} begin select raise (abort, 'no open action'); end")
