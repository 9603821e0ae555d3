"""Choices of the office that change what every page shows: the horizon of "sắp đến hạn"."""

from __future__ import annotations

from kh57_desktop.domain.tasks import DUE_SOON_DAYS
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _
from kh57_desktop.services.session import Session

HORIZON = "due_soon_days"
MOST_DAYS = 90


def due_soon_days(session: Session) -> int:
    """So many days before the due day a task is "sắp đến hạn"."""
    days = session.store.settings.get(HORIZON, DUE_SOON_DAYS)
    return days if isinstance(days, int) and 0 <= days <= 366 else DUE_SOON_DAYS


def set_due_soon_days(session: Session, days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        allowed = _("a whole number from 1 to {most}").format(most=MOST_DAYS)
        raise BadValue(field=_("days before the due day"), value=str(days), allowed=allowed)
    with session.store.changes(_("Set the horizon of what is due soon")):
        session.store.settings.put(HORIZON, days)
