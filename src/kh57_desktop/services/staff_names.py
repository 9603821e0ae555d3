"""The names that can be chosen at the top of the window: the office's staff and who entered something lately."""

from __future__ import annotations

from kh57_desktop.i18n import name_sort_key
from kh57_desktop.services.session import Session

RECENT = 200
"""Actions of the history whose persons are offered as well."""


def staff_names(session: Session) -> list[str]:
    """By given name, as people are sorted; who has left is not offered."""
    today = session.today
    people = session.store.offices.people()
    gone = {person.full_name for person in people if person.left_on is not None and person.left_on < today}
    names = {person.full_name for person in people} | {action.user for action in session.store.actions(RECENT)}
    names.add(session.user)
    return sorted((name for name in names - gone if name), key=name_sort_key)
