"""Choices of the office beside its rows: the horizon of "sắp đến hạn", sizes of e-mail, signatures it asks for."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kh57_desktop.domain.tasks import DUE_SOON_DAYS
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _
from kh57_desktop.light import dataclass
from kh57_desktop.services.session import Session

if TYPE_CHECKING:
    from kh57_desktop.domain.packages import SignerRole

HORIZON = "due_soon_days"
MOST_DAYS = 90
WARN_ABOVE_MB, REFUSE_ABOVE_MB = "mail_warn_mb", "mail_refuse_mb"
MOST_MB = 100
REQUIRED_ROLES = "required_roles"


@dataclass(frozen=True, slots=True)
class MailLimits:
    """Megabytes (2^20) of a package: above `warn` its size is pointed out, above `refuse` no draft is made.

    The usual ones are those of package-format.md 6: mail adds a third, and many servers take 25 MB.
    """

    warn: int = 7
    refuse: int = 18


def due_soon_days(session: Session) -> int:
    """So many days before the due day a task is "sắp đến hạn"."""
    return _horizon(session.store.settings.get(HORIZON, DUE_SOON_DAYS))


def due_soon_days_at(session: Session, moment: str) -> int:
    """What it was before `moment`, UTC as the journal writes it."""
    return _horizon(session.store.earlier.setting(HORIZON, moment, DUE_SOON_DAYS))


def _horizon(days: object) -> int:
    return days if isinstance(days, int) and 0 <= days <= 366 else DUE_SOON_DAYS


def set_due_soon_days(session: Session, days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        allowed = _("a whole number from 1 to {most}").format(most=MOST_DAYS)
        raise BadValue(field=_("days before the due day"), value=str(days), allowed=allowed)
    with session.store.changes(_("Set the horizon of what is due soon")):
        session.store.settings.put(HORIZON, days)


def mail_limits(session: Session) -> MailLimits:
    """What cannot be understood in the file counts as never chosen."""
    usual = MailLimits()
    warn, refuse = session.store.settings.get(WARN_ABOVE_MB), session.store.settings.get(REFUSE_ABOVE_MB)
    return MailLimits(
        warn if isinstance(warn, int) and 0 < warn <= MOST_MB else usual.warn,
        refuse if isinstance(refuse, int) and 0 < refuse <= MOST_MB else usual.refuse,
    )


def set_mail_limits(session: Session, limits: MailLimits) -> None:
    """Refused where a limit is no size, or the warning would come after the refusal."""
    known = mail_limits(session)
    if limits == known:
        return
    for value, old, least, most in (
        (limits.warn, known.warn, 1, limits.refuse),
        (limits.refuse, known.refuse, limits.warn, MOST_MB),
    ):
        if value != old and not least <= value <= most:
            allowed = _("a whole number from {least} to {most}").format(least=least, most=most)
            raise BadValue(field=_("the size of e-mails"), value=str(value), allowed=allowed)
    with session.store.changes(_("Set the sizes of e-mails")):
        session.store.settings.put(WARN_ABOVE_MB, limits.warn)
        session.store.settings.put(REFUSE_ABOVE_MB, limits.refuse)


def required_roles(session: Session) -> frozenset[SignerRole]:
    """Signatures that every package received here must bear (TRU-06 where one lacks)."""
    from kh57_desktop.domain.packages import SignerRole  # with all that packages are made of: seldom needed

    return frozenset(SignerRole(role) for role in session.store.settings.get(REQUIRED_ROLES, []))


def set_required_roles(session: Session, roles: Collection[SignerRole]) -> None:
    if frozenset(roles) == required_roles(session):
        return
    with session.store.changes(_("Set which signatures are required")):
        session.store.settings.put(REQUIRED_ROLES, sorted(role.value for role in roles))
