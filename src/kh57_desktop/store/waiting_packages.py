"""Packages that were built and not handed over: the window's frame tells of them before anything else of packages is
loaded.
"""

from __future__ import annotations

from datetime import datetime

from kh57_desktop.store.connection import Database


def waiting_since(db: Database) -> list[datetime]:
    """When each package was built that has not been handed over and that nothing replaced."""
    sql = """select created_at from package where deleted_at is null and state = 'built' and answers = ''
        and id not in (select package_id from package_hand_over where deleted_at is null)"""
    return [datetime.fromisoformat(row["created_at"]) for row in db.rows(sql)]
