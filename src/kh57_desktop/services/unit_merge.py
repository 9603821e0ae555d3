"""Two units found to be the same become one: everything that names the one names the other, in one undoable action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.terms import UnitSide
from kh57_desktop.domain.unit_names import normal_name
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session


class CannotMerge(UserError):
    code = "cannot-merge"
    message = N_("“{name}” cannot be merged into “{kept}”: one is a group of units and the other is not.")
    hint = N_("Nothing was changed. A group stays a group on every paper.")


def merge_units(session: Session, keep: Unit, merged: Sequence[Unit]) -> Unit:
    """`merged` go into the bin; their names stay as aliases of `keep`, what it lacks it takes from them.

    Raises CannotMerge where a group would swallow a unit or the other way round.
    """
    others = [unit for unit in merged if unit.id != keep.id]
    for unit in others:
        if unit.is_group is not keep.is_group:
            raise CannotMerge(name=unit.name, kept=keep.name)
    if not others:
        return keep
    result = keep
    for unit in others:
        result = _joined(result, unit)
    gone = {unit.id for unit in others}
    if result.parent_id in (*gone, result.id):
        result = replace(result, parent_id=None)
    names = ", ".join(unit.name for unit in others)
    with session.store.changes(_("Merge {names} into {name}").format(names=names, name=keep.name)):
        for unit in others:
            session.store.offices.move_unit_references(from_id=unit.id, to_id=keep.id)
        session.store.offices.put_unit(result)
        for unit in others:
            session.store.offices.unit_to_bin(unit.id)
        _drop_doubled_support(session, keep.id)
    return result


def _joined(keep: Unit, other: Unit) -> Unit:
    known = [keep.name, keep.short_name, *keep.aliases]
    names = [name for name in (other.name, other.short_name, *other.aliases) if name]
    added = [name for name in dict.fromkeys(names) if not any(name == one for one in known)]
    return replace(
        keep,
        aliases=(*keep.aliases, *added),
        short_name=keep.short_name or other.short_name,
        kind=keep.kind or other.kind,
        head=keep.head or other.head,
        phone=keep.phone or other.phone,
        side=keep.side if keep.side is not UnitSide.OTHER else other.side,
        parent_id=keep.parent_id or other.parent_id,
        active_from=min((day for day in (keep.active_from, other.active_from) if day), default=None),
    )


def _drop_doubled_support(session: Session, unit_id: str) -> None:
    """A unit that leads a task does not support it as well."""
    for plan in session.store.plans.all():
        for task in session.store.tasks.of_plan(plan.id):
            if task.lead_unit_id == unit_id and unit_id in task.supporting_unit_ids:
                rest = tuple(one for one in task.supporting_unit_ids if one != unit_id)
                session.store.tasks.put(replace(task, supporting_unit_ids=rest))


def likely_twins(units: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    """Pairs whose names or aliases mean the same body: offered for merging, never merged unasked."""
    met: dict[tuple[bool, str], Unit] = {}
    found: dict[tuple[str, str], tuple[Unit, Unit]] = {}
    for unit in units:
        for name in (unit.name, unit.short_name, *unit.aliases):
            key = normal_name(name) if name else ""
            first = met.setdefault((unit.is_group, key), unit) if key else unit
            if first.id != unit.id:
                found[first.id, unit.id] = (first, unit)
    return list(found.values())
