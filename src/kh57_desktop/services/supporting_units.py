"""Supporting units (đơn vị phối hợp): when each was asked for its part, and when it answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.tasks import Supporting, Task
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.session import Session, new_id


@dataclass(frozen=True, slots=True)
class SupportingUnit:
    """A unit named as supporting, and what is known of its part."""

    unit: Unit
    row: Supporting


def supporting_units(session: Session, task: Task) -> list[SupportingUnit]:
    """In the order of the plan; a unit that was never asked has a row without days."""
    units = {unit.id: unit for unit in session.store.offices.units()}
    known = {row.unit_id: row for row in session.store.tasks.supporting(task.id)}
    return [
        SupportingUnit(units[id_], known.get(id_) or Supporting(new_id(), task.id, id_))
        for id_ in task.supporting_unit_ids
        if id_ in units
    ]


def ask(session: Session, task: Task, units: Sequence[Unit], *, on: date | None = None) -> None:
    """The units were asked on that day; an earlier answer no longer counts."""
    _note(session, task, units, on or session.today, is_answer=False)


def answer(session: Session, task: Task, units: Sequence[Unit], *, on: date | None = None) -> None:
    """The units answered on that day."""
    _note(session, task, units, on or session.today, is_answer=True)


def _note(session: Session, task: Task, units: Sequence[Unit], day: date, *, is_answer: bool) -> None:
    if day > session.today:
        raise BadValue(field=_("day"), value=format_date(day), allowed=_("a day up to today"))
    names = ", ".join(unit.short_name or unit.name for unit in units)
    words = _("{code}: {names} answered") if is_answer else _("{code}: asked {names}")
    with session.store.changes(words.format(code=task.code, names=names)):
        for unit in units:
            row = session.store.tasks.supporting_of(task.id, unit.id) or Supporting(new_id(), task.id, unit.id)
            noted = replace(row, answered_on=day) if is_answer else replace(row, asked_on=day, answered_on=None)
            session.store.tasks.put_supporting(noted)
