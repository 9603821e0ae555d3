"""Units (đơn vị): add, change, bin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.terms import UnitSide
from kh57_desktop.domain.unit_names import is_group, same_unit, side_of
from kh57_desktop.errors import BadValue, UnknownField, UserError
from kh57_desktop.i18n import N_, _, format_date, nfc
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.task_fields import day_as_typed, one_of


class StillNamed(UserError):
    """A unit that other rows refer to."""

    code = "still-named"
    message = N_("“{name}” is still named in {count} places (tasks, duties, members, registers).")
    hint = N_("Nothing was changed. Please merge it with another unit, or give it a last day instead.")


_TEXTS = ("name", "short_name", "kind", "head", "phone")
_DAYS = ("active_from", "active_to")


def add_unit(session: Session, fields: Mapping[str, str]) -> Unit:
    """A new unit at the end of the list; side and group are taken from the name unless given."""
    unit = _new(session, session.store.offices.units(), fields)
    with session.store.changes(_("Add unit {name}").format(name=unit.name)):
        session.store.offices.put_unit(unit)
    return unit


def _new(session: Session, rows: Sequence[Unit], fields: Mapping[str, str]) -> Unit:
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
    return _changed(session, blank, fields)


def with_fields(session: Session, unit: Unit | None, fields: Mapping[str, str], *, among: Sequence[Unit]) -> Unit:
    """A unit with fields as typed, None for a new one `among` the others; saves nothing."""
    return _changed(session, unit, fields) if unit is not None else _new(session, among, fields)


def put_units(
    session: Session, changes: Sequence[tuple[Unit | None, Mapping[str, str]]], *, words: str = ""
) -> list[Unit]:
    """Change units, and add one for each None, in one action; nothing is saved where one field is refused."""
    rows = session.store.offices.units()
    saved: list[Unit] = []
    for unit, fields in changes:
        saved.append(with_fields(session, unit, fields, among=[*rows, *saved]))
    known = {row.id: row for row in rows}
    different = [unit for unit in saved if known.get(unit.id) != unit]
    if different:
        with session.store.changes(words or _("Enter {count} units").format(count=len(different))):
            for unit in different:
                session.store.offices.put_unit(unit)
    return saved


def edit_unit(session: Session, unit: Unit, fields: Mapping[str, str]) -> Unit:
    """Set fields as typed: name, short_name, aliases (parted by “;”), kind, side, parent, head, phone, days, group."""
    changed = _changed(session, unit, fields)
    if changed != unit:
        with session.store.changes(_("Edit unit {name}").format(name=changed.name)):
            session.store.offices.put_unit(changed)
    return changed


def bin_units(session: Session, units: Sequence[Unit]) -> None:
    """Put units that nothing names into the bin; raises StillNamed for one that tasks, members or registers name."""
    for unit in units:
        count = session.store.offices.unit_references(unit.id)
        if count:
            raise StillNamed(name=unit.name, count=count)
    names = ", ".join(unit.name for unit in units[:3]) + (" …" if len(units) > 3 else "")
    with session.store.changes(_("Delete {name}").format(name=names)):
        for unit in units:
            session.store.offices.unit_to_bin(unit.id)


def _parent(session: Session, unit: Unit, typed: str) -> str | None:
    """Raises BadValue where the unit would stand below itself."""
    if not typed:
        return None
    parent = unit_by_name(session, typed)
    above = {row.id: row.parent_id for row in session.store.offices.units()}
    step: str | None = parent.id
    for _each in range(len(above) + 1):
        if step == unit.id:
            raise BadValue(field="parent", value=typed, allowed=_("a unit that is not below this one"))
        step = above.get(step) if step is not None else None
    return parent.id


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
            values = {"parent_id": _parent(session, unit, typed)}
        elif name in _DAYS:
            values = {name: day_as_typed(session, name, typed)}
        elif name == "is_group" and typed in ("yes", "no"):
            values = {"is_group": typed == "yes"}
        else:
            allowed = ", ".join((*_TEXTS, "aliases", "side", "parent", *_DAYS, "is_group=yes|no"))
            raise UnknownField(kind=_("unit"), name=name, allowed=allowed)
        unit = replace(unit, **values)
    if unit.active_from and unit.active_to and unit.active_to < unit.active_from:
        allowed = _("a day not before the first one")
        raise BadValue(field="active_to", value=format_date(unit.active_to), allowed=allowed)
    if not unit.name:
        raise BadValue(field="name", value="", allowed=_("the name of the unit"))
    return unit
