"""Units put into another place: before another unit, below one, or out of the one that they stand below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kh57_desktop.domain.offices import Unit
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _
from kh57_desktop.services.session import Session
from kh57_desktop.services.unit_pages import in_tree


def move_units(session: Session, units: Sequence[Unit], before: Unit | None, *, stays: bool = False) -> None:
    """Put units before another one, below the same unit as that one; without one at the end of the list.

    `stays`: they stay below the unit that they stand below; only their place among its units changes.
    """
    parent_id = units[0].parent_id if stays else before.parent_id if before is not None else None
    _put(session, units, before, parent_id)


def put_below(session: Session, units: Sequence[Unit], parent: Unit) -> None:
    """Let units stand below another one, as the last of it."""
    _put(session, units, None, parent.id)


def put_out(session: Session, units: Sequence[Unit]) -> None:
    """One level up: after the unit that the first of them stands below; nothing where it stands below none."""
    rows = [unit for unit, _depth in in_tree(session.store.offices.units())]
    parent = next((row for row in rows if row.id == units[0].parent_id), None)
    if parent is not None:
        siblings = [row for row in rows if row.parent_id == parent.parent_id]
        after = siblings.index(parent) + 1
        _put(session, units, siblings[after] if after < len(siblings) else None, parent.parent_id)


def _put(session: Session, units: Sequence[Unit], before: Unit | None, parent_id: str | None) -> None:
    rows = [unit for unit, _depth in in_tree(session.store.offices.units())]
    moved = {unit.id for unit in units}
    _refuse_circle(rows, moved, parent_id)
    rest = [row for row in rows if row.id not in moved]
    at = next((place for place, row in enumerate(rest) if before is not None and row.id == before.id), len(rest))
    placed = [replace(unit, parent_id=parent_id) for unit in units]
    known = {row.id: row for row in rows}
    ordered = [replace(row, position=place) for place, row in enumerate([*rest[:at], *placed, *rest[at:]], 1)]
    changed = [row for row in ordered if row != known[row.id]]
    if changed:
        name = units[0].name if len(units) == 1 else _("{count} units").format(count=len(units))
        with session.store.changes(_("Move {name}").format(name=name)):
            for row in changed:
                session.store.offices.put_unit(row)


def _refuse_circle(rows: Sequence[Unit], moved: set[str], parent_id: str | None) -> None:
    above = {row.id: row.parent_id for row in rows}
    names = {row.id: row.name for row in rows}
    step = parent_id
    for _each in range(len(above) + 1):
        if step in moved:
            raise BadValue(field=_("Under"), value=names[step or ""], allowed=_("a unit that is not below this one"))
        step = above.get(step) if step is not None else None
