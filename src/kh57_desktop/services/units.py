"""Units (đơn vị): add and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.terms import UnitSide
from kh57_desktop.domain.unit_names import is_group, same_unit, side_of
from kh57_desktop.errors import BadValue, UnknownField
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.tasks import day_as_typed, one_of

_TEXTS = ("name", "short_name", "head", "phone")
_DAYS = ("active_from", "active_to")


def add_unit(session: Session, fields: Mapping[str, str]) -> Unit:
    """A new unit at the end of the list; side and group are taken from the name unless given."""
    rows = session.store.offices.units()
    name = nfc(fields.get("name", "")).strip()
    twin = next((row for row in rows if name and same_unit(row.name, name)), None)
    if twin is not None:
        raise BadValue(
            field="name", value=name, allowed=_("a unit that is not on the list yet ({name} is)").format(name=twin.name)
        )
    blank = Unit(
        id=new_id(),
        name=name,
        side=side_of(name),
        is_group=is_group(name),
        position=max((row.position for row in rows), default=0) + 1,
    )
    unit = _changed(session, blank, fields)
    with session.store.changes(_("Add unit {name}").format(name=unit.name)):
        session.store.offices.put_unit(unit)
    return unit


def edit_unit(session: Session, unit: Unit, fields: Mapping[str, str]) -> Unit:
    """Set fields as typed: name, short_name, aliases (parted by “;”), side, parent, days, is_group."""
    changed = _changed(session, unit, fields)
    if changed != unit:
        with session.store.changes(_("Edit unit {name}").format(name=changed.name)):
            session.store.offices.put_unit(changed)
    return changed


def _changed(session: Session, unit: Unit, fields: Mapping[str, str]) -> Unit:
    for name, raw in fields.items():
        typed = nfc(raw).strip()
        values: dict[str, Any]
        if name in _TEXTS:
            values = {name: typed}
        elif name == "aliases":
            values = {"aliases": tuple(word.strip() for word in typed.split(";") if word.strip())}
        elif name == "side":
            values = {"side": UnitSide(one_of(UnitSide, "side", typed))}
        elif name == "parent":
            values = {"parent_id": unit_by_name(session, typed).id if typed else None}
        elif name in _DAYS:
            values = {name: day_as_typed(session, name, typed)}
        elif name == "is_group" and typed in ("yes", "no"):
            values = {"is_group": typed == "yes"}
        else:
            allowed = ", ".join((*_TEXTS, "aliases", "side", "parent", *_DAYS, "is_group=yes|no"))
            raise UnknownField(kind=_("unit"), name=name, allowed=allowed)
        unit = replace(unit, **values)
    if not unit.name:
        raise BadValue(field="name", value="", allowed=_("the name of the unit"))
    return unit
