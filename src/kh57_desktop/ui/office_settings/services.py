"""What the page of settings needs of the services, bound to the file that is open."""

from __future__ import annotations

from dataclasses import replace

from kh57_desktop.domain.offices import IssuingBody, Office, Superior
from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, System
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services import offices, task_table
from kh57_desktop.services.frame import office_of
from kh57_desktop.services.office_choices import MOST_DAYS, due_soon_days, set_due_soon_days
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
        plain = words.strip()
        if not plain.isdecimal():
            allowed = _("a whole number from 1 to {most}").format(most=MOST_DAYS)
            raise BadValue(field=_("days before the due day"), value=words, allowed=allowed)
        set_due_soon_days(self._session, int(plain))

    def clear_count(self) -> int:
        return len(task_table.clarity_of(self._session))

    def set_clear_count(self, count: int) -> None:
        task_table.choose_clarity(self._session, SIX_CLEAR if count == len(SIX_CLEAR) else FIVE_CLEAR)
