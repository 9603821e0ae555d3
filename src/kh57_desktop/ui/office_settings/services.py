"""What the page of settings needs of the services, bound to the file that is open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kh57_desktop.domain.offices import IssuingBody, Office, Superior
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, System
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services import due_days, office_choices, offices, task_table
from kh57_desktop.services.frame import office_of
from kh57_desktop.services.office_choices import MOST_DAYS, MOST_MB, due_soon_days, set_due_soon_days
from kh57_desktop.services.session import Session


class OfficeSettings:
    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def user(self) -> str:
        return self._session.user

    def office(self) -> Office:
        return office_of(self._session)

    def bodies(self) -> list[IssuingBody]:
        return self._session.store.offices.bodies()

    def superiors(self) -> list[Superior]:
        return self._session.store.offices.superiors()

    def rename_office(self, words: str) -> None:
        from kh57_desktop.services.office_changes import rename_office  # with the list of communes: seldom

        rename_office(self._session, words)

    def change_code(self, words: str) -> None:
        from kh57_desktop.services.office_changes import change_code

        change_code(self._session, words)

    def edit_body(self, body_id: str, name: str, words: str) -> None:
        body = next(row for row in self.bodies() if row.id == body_id)
        offices.edit_body(self._session, body, {name: words})

    def add_body(self, system: System) -> None:
        offices.add_body_from(self._session, {"system": system.value})

    def edit_superior(self, superior_id: str, words: str) -> None:
        row = next(row for row in self.superiors() if row.id == superior_id)
        name = nfc(words).strip()
        if not name:
            raise BadValue(field=_("superior"), value="", allowed=_("a name"))
        if name != row.name:
            with self._session.store.changes(_("Edit superior “{name}”").format(name=name)):
                self._session.store.offices.put_superior(replace(row, name=name))

    def due_soon_days(self) -> int:
        return due_soon_days(self._session)

    def set_due_soon_days(self, words: str) -> None:
        set_due_soon_days(self._session, _whole(words, _("days before the due day"), most=MOST_DAYS))

    def clear_count(self) -> int:
        return len(task_table.clarity_of(self._session))

    def set_clear_count(self, count: int) -> None:
        task_table.choose_clarity(self._session, SIX_CLEAR if count == len(SIX_CLEAR) else FIVE_CLEAR)

    def is_strict_before(self) -> bool:
        return due_days.is_strict_before(self._session)

    def set_strict_before(self, strict: bool) -> int:
        """How many deadlines were counted anew."""
        return due_days.set_strict_before(self._session, strict)

    # signing, sending, receiving

    def drivers(self) -> tuple[str, Sequence[str]]:
        """The chosen driver of the token ("" for none), and those that are installed in their usual places."""
        from kh57_desktop.services import tokens  # with cryptography: seldom

        return tokens.chosen_driver(self._session), tokens.installed_drivers()

    def choose_driver(self, path: str) -> None:
        from kh57_desktop.services import tokens

        tokens.choose_driver(self._session, path)

    def mail_limits(self) -> office_choices.MailLimits:
        return office_choices.mail_limits(self._session)

    def set_mail_limit(self, name: str, words: str) -> None:
        """`name`: warn or refuse."""
        size = _whole(words, _("the size of e-mails"), most=MOST_MB)
        office_choices.set_mail_limits(self._session, replace(self.mail_limits(), **{name: size}))

    def required_roles(self) -> frozenset[SignerRole]:
        return office_choices.required_roles(self._session)

    def set_required_roles(self, roles: Collection[SignerRole]) -> None:
        office_choices.set_required_roles(self._session, roles)


def _whole(words: str, field: str, *, most: int) -> int:
    plain = words.strip()
    if not (plain.isascii() and plain.isdecimal()):
        raise BadValue(field=field, value=words, allowed=_("a whole number from 1 to {most}").format(most=most))
    return int(plain)
