"""Narrow indexes for what is asked of all tasks at each opening of a file, so that their wide rows are not read."""

from __future__ import annotations

from sqlite_utils import Database

from kh57_desktop.store.migrations.tables import migrations

_STATEMENTS = (
    "drop index task_alive",
    """create index task_alive on task
        (plan_id, group_id, unclear, state, finished_on, due_on, deadline_kind, id, deleted_at)
        where deleted_at is null""",
    """create index task_recurring on task (deadline_kind, plan_id)
        where deadline_kind = 'recurring' and deleted_at is null""",
    "drop index progress_entry_by_task",
    "create index progress_entry_by_task on progress_entry (task_id, deleted_at, day, recorded_at)",
)


@migrations(name="0014b_narrow")
def narrow(db: Database) -> None:
    """Where tasks stand is counted from two indexes; whether any comes back every period is asked of a third.

    `deleted_at` stands in the first although it is always null there: only then SQLite leaves the rows alone.
    """
    for statement in _STATEMENTS:
        db.execute(statement)
