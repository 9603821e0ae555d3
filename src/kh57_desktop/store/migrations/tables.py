"""The list that the steps register in, and the form of a business table, alike in every step."""

from __future__ import annotations

import re

from sqlite_utils import Database, Migrations

migrations = Migrations("kh57")

_DAY = r"check (\1 glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')"


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
