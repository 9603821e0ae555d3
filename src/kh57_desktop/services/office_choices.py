"""Choices of the office that change what every page shows: the horizon of "sắp đến hạn", five or six "rõ"."""

from __future__ import annotations

from kh57_desktop.domain.tasks import DUE_SOON_DAYS
from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, Clarity
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _
from kh57_desktop.services.session import Session

HORIZON, CLEAR_MEMBERS = "due_soon_days", "clear_members"
MOST_DAYS = 90


def due_soon_days(session: Session) -> int:
    """So many days before the due day a task is "sắp đến hạn"."""
    return int(session.store.settings.get(HORIZON, DUE_SOON_DAYS))


def clear_members(session: Session) -> tuple[Clarity, ...]:
    """The members of "rõ" that the office counts: five, or six with "rõ thẩm quyền"."""
    return SIX_CLEAR if session.store.settings.get(CLEAR_MEMBERS, len(FIVE_CLEAR)) == len(SIX_CLEAR) else FIVE_CLEAR


def set_due_soon_days(session: Session, days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        allowed = _("a whole number from 1 to {most}").format(most=MOST_DAYS)
        raise BadValue(field=_("days before the due day"), value=str(days), allowed=allowed)
    with session.store.changes(_("Set the horizon of what is due soon")):
        session.store.settings.put(HORIZON, days)


def set_clear_members(session: Session, count: int) -> None:
    with session.store.changes(_("Choose five or six “rõ”")):
        session.store.settings.put(CLEAR_MEMBERS, len(SIX_CLEAR) if count == len(SIX_CLEAR) else len(FIVE_CLEAR))
