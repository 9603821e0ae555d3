"""Values of a period that was reported are locked; only a correction (đính chính) opens them again (features 38)."""

from __future__ import annotations

from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.reports import ReportHead
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_
from kh57_desktop.services.session import Session


class PeriodLocked(UserError):
    """Figures that were reported are not changed in passing."""

    code = "period-locked"
    message = N_("The figures of {period} were reported in {sign} and are locked.")
    hint = N_("Nothing was changed. To put them right, open a correction of that report first (Reports, Correct).")


def lock_of(session: Session, plan_id: str, period: str) -> ReportHead | None:
    """The issued report that locks the values of a period; None where there is none or a correction is open."""
    rows = session.store.reports.heads_of_period(plan_id, period)
    if any(row.corrects is not None and not row.is_issued for row in rows):
        return None
    issued = [row for row in rows if row.is_issued]
    return issued[-1] if issued else None


def refuse_locked(session: Session, plan_id: str, period: str) -> None:
    """Raises PeriodLocked; asked before a value of a period is entered, changed or cleared."""
    code = parse_period(period).code
    lock = lock_of(session, plan_id, code)
    if lock is not None:
        raise PeriodLocked(period=label(parse_period(code)), sign=lock.sign)
