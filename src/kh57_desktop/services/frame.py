"""What the frame of the window says about the open file: which office, which plans, how much is late."""

from __future__ import annotations

from pathlib import Path

from kh57_desktop.domain.offices import Office
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import Standing
from kh57_desktop.services.office_choices import due_soon_days
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.store import connection
from kh57_desktop.store.opening import open_store
from kh57_desktop.store.task_wanted import TaskQuery

LARGE_BYTES = 16_000_000


def begin_session(path: Path, *, user: str) -> Session:
    """Open a data file for as long as the window has it; the caller closes the session.

    Periods of recurring tasks that have opened since get their instances. Raises what the store raises: missing,
    foreign, newer, damaged, locked.
    """
    session = Session(open_store(path, user=user, is_checked=not is_large(path)), user)
    try:
        if session.store.tasks.has_recurring():
            from kh57_desktop.services.occurrences import open_periods  # with the reading of deadlines: seldom needed

            open_periods(session)
    except BaseException:
        session.close()
        raise
    return session


def is_large(path: Path) -> bool:
    """A file whose pages take longer to look through than a window may take to open; `look_through` follows then."""
    return path.is_file() and path.stat().st_size > LARGE_BYTES


def look_through(path: Path) -> None:
    """What opening a smaller file does at once; raises DataFileDamaged."""
    connection.look_through(path)


def office_of(session: Session) -> Office:
    return session.store.offices.office()


def plans_newest_first(session: Session) -> tuple[Plan, ...]:
    """The plan that commands mean when they name none comes first, then the others as they were entered, backwards."""
    rows = session.store.plans.all()
    newest = session.store.plans.newest()
    first = [row for row in rows if newest is not None and row.id == newest.id]
    return (*first, *(row for row in reversed(rows) if row not in first))


def unsent_packages(session: Session) -> tuple[int, int]:
    """How many packages were built and not handed over, and for how many days the oldest waits."""
    today = session.today
    days = [(today - at.astimezone(VIETNAM).date()).days for at in session.store.packages_waiting_since()]
    return len(days), max(days, default=0)


def task_counts(session: Session, plan_id: str) -> tuple[int, int]:
    """Tasks of a plan, and how many of them are overdue today."""
    query = TaskQuery(plan_id=plan_id, on=session.today, due_soon_days=due_soon_days(session))
    standings = session.store.tasks.standing_counts(query)
    return sum(standings.values()), standings[Standing.OVERDUE]
