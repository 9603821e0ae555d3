"""Numbers beside the names of pages that nobody has opened yet."""

from __future__ import annotations

from kh57_desktop.services.registers.lines import late_counts
from kh57_desktop.services.session import Session


def indicators_of(session: Session, plan_id: str) -> int:
    """As the page of the indicators counts those of the whole plan."""
    return len(session.store.indicators.of_plan(plan_id))


def late_in_registers(session: Session) -> int:
    """Rows of all registers that are overdue today, of the present year as their page shows it first."""
    return sum(late_counts(session, session.today.year).values())
