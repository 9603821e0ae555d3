"""People (cán bộ) of the office: post, unit, contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kh57_desktop.domain.offices import Person
from kh57_desktop.errors import AmbiguousKey, BadValue, UnknownField, UnknownKey
from kh57_desktop.i18n import _, fold, nfc
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.task_fields import day_as_typed

_TEXTS = ("full_name", "post", "contact")


def person_by_name(session: Session, name: str) -> Person:
    """The only person of this full name (accents and case left aside)."""
    wanted = fold(nfc(name).strip())
    found = [person for person in session.store.offices.people() if wanted in (fold(person.full_name), person.id)]
    if not found:
        raise UnknownKey(kind=_("person"), key=name)
    if len(found) > 1:
        raise AmbiguousKey(key=name, choices=", ".join(f"{person.full_name} ({person.post})" for person in found))
    return found[0]


def add_person(session: Session, fields: Mapping[str, str]) -> Person:
    person = _changed(session, Person(id=new_id(), full_name=""), fields)
    with session.store.changes(_("Add {name}").format(name=person.full_name)):
        session.store.offices.put_person(person)
    return person


def edit_person(session: Session, person: Person, fields: Mapping[str, str]) -> Person:
    """Set fields as typed: full_name, post, unit, contact, left_on."""
    changed = _changed(session, person, fields)
    if changed != person:
        with session.store.changes(_("Edit {name}").format(name=changed.full_name)):
            session.store.offices.put_person(changed)
    return changed


def with_fields(session: Session, person: Person | None, fields: Mapping[str, str]) -> Person:
    """A person with fields as typed, None for a new one; saves nothing."""
    return _changed(session, person or Person(id=new_id(), full_name=""), fields)


def put_people(
    session: Session, changes: Sequence[tuple[Person | None, Mapping[str, str]]], *, words: str = ""
) -> list[Person]:
    """Change people, and add one for each None, in one action; nothing is saved where one field is refused."""
    saved = [with_fields(session, person, fields) for person, fields in changes]
    different = [made for made, (person, _fields) in zip(saved, changes, strict=True) if made != person]
    if different:
        with session.store.changes(words or _("Enter {count} people").format(count=len(different))):
            for person in different:
                session.store.offices.put_person(person)
    return saved


def bin_people(session: Session, rows: Sequence[Person]) -> None:
    names = ", ".join(person.full_name for person in rows[:3]) + (" …" if len(rows) > 3 else "")
    with session.store.changes(_("Delete {name}").format(name=names)):
        for person in rows:
            session.store.offices.person_to_bin(person.id)


def _changed(session: Session, person: Person, fields: Mapping[str, str]) -> Person:
    for name, raw in fields.items():
        typed = nfc(raw).strip()
        values: dict[str, Any]
        if name in _TEXTS:
            values = {name: " ".join(typed.split())}
        elif name == "unit":
            values = {"unit_id": unit_by_name(session, typed).id if typed else None}
        elif name == "left_on":
            values = {"left_on": day_as_typed(session, name, typed)}
        else:
            raise UnknownField(kind=_("person"), name=name, allowed=", ".join((*_TEXTS, "unit", "left_on")))
        person = replace(person, **values)
    if not person.full_name:
        raise BadValue(field=_("full name"), value="", allowed=_("the full name"))
    return person
