"""Finding a plan and its rows by the codes that people type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import Plan, TaskGroup
from kh57_desktop.domain.unit_names import same_unit
from kh57_desktop.errors import AmbiguousKey, UnknownKey, UserError
from kh57_desktop.i18n import N_, _, fold, nfc
from kh57_desktop.services.session import Session


class _Coded(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def code(self) -> str: ...


Row = TypeVar("Row", bound=_Coded)


class NoPlan(UserError):
    """The file holds no plan yet."""

    code = "no-plan"
    message = N_("There is no plan in this data file yet.")
    hint = N_("Nothing was changed. Please read a plan document in first (import).")


def plan_of(session: Session, code: str | None) -> Plan:
    """The plan with this code, default the newest one in force."""
    if code is None:
        newest = session.store.plans.newest()
        if newest is None:
            raise NoPlan
        return newest
    plan = session.store.plans.by_code(code.strip().upper())
    if plan is None:
        raise UnknownKey(kind=_("plan"), key=code)
    return plan


def row_by_key(rows: Iterable[Row], key: str, *, kind: str, other: Callable[[Row], tuple[str, ...]]) -> Row:
    """The row of this code, or the only row whose printed number or name (`other`) is `key`.

    Raises UnknownKey or AmbiguousKey.
    """
    wanted = nfc(key).strip()
    candidates = list(rows)
    exact = [row for row in candidates if row.code == wanted.upper()]
    if exact:
        return exact[0]
    named = [row for row in candidates if fold(wanted) in (fold(word) for word in other(row) if word)]
    if not named:
        raise UnknownKey(kind=kind, key=key)
    if len(named) > 1:
        raise AmbiguousKey(key=key, choices=", ".join(row.code for row in named[:8]))
    return named[0]


def unit_by_name(session: Session, name: str) -> Unit:
    """The unit of this name, short name or alias."""
    for unit in session.store.offices.units():
        if any(same_unit(name, known) for known in (unit.name, unit.short_name, *unit.aliases) if known):
            return unit
    raise UnknownKey(kind=_("unit"), key=name)


def group_by_number(session: Session, plan: Plan, number: str) -> TaskGroup:
    """The task group with this printed number (or title)."""
    wanted = fold(number.strip().rstrip("."))
    for group in session.store.plans.groups(plan.id):
        if wanted in (fold(group.number), fold(group.title)):
            return group
    raise UnknownKey(kind=_("task group"), key=number)
