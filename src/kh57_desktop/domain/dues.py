"""Where something owed by a day stands: a remedy, a unit's plan, a conclusion; the same rule as for tasks."""

from __future__ import annotations

from datetime import date, timedelta

from kh57_desktop.domain.tasks import DUE_SOON_DAYS
from kh57_desktop.domain.terms import Standing


def owed_standing(
    due_on: date | None, settled_on: date | None, on: date, *, due_soon_days: int = DUE_SOON_DAYS
) -> Standing:
    """As `tasks.standing_of`: the due day still counts as in time; settled after `on` is still open on that day."""
    if settled_on is not None and settled_on <= on:
        return Standing.DONE_LATE if due_on is not None and settled_on > due_on else Standing.DONE_ON_TIME
    if due_on is None:
        return Standing.UNDER_WAY
    if on > due_on:
        return Standing.OVERDUE
    return Standing.DUE_SOON if due_on - on <= timedelta(days=due_soon_days) else Standing.UNDER_WAY


def owed_days_late(due_on: date | None, settled_on: date | None, on: date) -> int:
    """Whole days past the due day, until settled; 0 where nothing is late."""
    if due_on is None:
        return 0
    until = min(settled_on, on) if settled_on is not None else on
    return max(0, (until - due_on).days)
