"""What was typed into a row of a register: turned into values, and refused where it contradicts the rest of the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kh57_desktop.errors import BadValue, UnknownField
from kh57_desktop.i18n import _
from kh57_desktop.services.due_days import deadline_of
from kh57_desktop.services.registers.definitions import Definition, RegisterKind
from kh57_desktop.services.registers.fields import Names, as_typed, shown
from kh57_desktop.services.session import Session


def with_fields(session: Session, definition: Definition, row: Any, fields: Mapping[str, str]) -> Any:
    """The row with fields as typed. Raises UnknownField, BadValue, UnknownKey, AmbiguousKey."""
    for key, words in fields.items():
        one = definition.field(key)
        if one is None or not one.is_editable:
            allowed = ", ".join(field.key for field in definition.fields if field.is_editable)
            raise UnknownField(kind=_(definition.title), name=key, allowed=allowed)
        row = replace(row, **{one.column: as_typed(session, one, words)})
        if one.column in ("planned_words", "deadline_words") or key in ("year", "held_on"):
            row = _with_day(session, definition, row)
    _refuse_contradictions(session, definition, row)
    return row


def _with_day(session: Session, definition: Definition, row: Any) -> Any:
    """The words stay as typed; the day is computed from them, none is invented."""
    if definition.kind is RegisterKind.INSPECTION:
        issued = date(row.year, 1, 1)
        return replace(row, planned_on=deadline_of(session, row.planned_words, issued_on=issued).due_on)
    if definition.kind is RegisterKind.CONCLUSION:
        issued = row.held_on or session.today
        return replace(row, due_on=deadline_of(session, row.deadline_words, issued_on=issued).due_on)
    return row


_NOT_BEFORE = (("found_on", "closed_on"), ("proposed_on", "granted_on"))
_NOT_AFTER_TODAY = ("closed_on", "received_on", "granted_on", "spent_on", "settled_on")


def _refuse_contradictions(session: Session, definition: Definition, row: Any) -> None:
    """What no row may say; checked on the whole row, so that fields can be given in any order."""
    for one in definition.fields:
        day = getattr(row, one.column, None) if one.is_editable else None
        if one.column in _NOT_AFTER_TODAY and day is not None and day > session.today:
            raise BadValue(field=one.title, value=shown(one, day, Names(session)), allowed=_("a day up to today"))
    for first, second in _NOT_BEFORE:
        earlier, later = getattr(row, first, None), getattr(row, second, None)
        if earlier is not None and later is not None and later < earlier:
            one = next(field for field in definition.fields if field.column == second)
            raise BadValue(
                field=one.title, value=shown(one, later, Names(session)), allowed=_("a day not before the first one")
            )
    if definition.kind is RegisterKind.DIRECTIVE and row.parent_id is not None:
        _refuse_circle(session, row)


def _refuse_circle(session: Session, row: Any) -> None:
    uppers = {one.id: one.parent_id for one in session.store.registers.directives.all()} | {row.id: row.parent_id}
    above: str | None = row.parent_id
    for _step in range(len(uppers)):
        if above == row.id:
            raise BadValue(field=_("Carries out"), value=row.name, allowed=_("a document that is not below this one"))
        above = uppers.get(above) if above is not None else None


def refuse_doubles(session: Session, definition: Definition) -> None:
    """A year has one budget."""
    if definition.kind is not RegisterKind.BUDGET_YEAR:
        return
    years = [row.year for row in session.store.registers.budget_years.all()]
    double = next((year for year in years if years.count(year) > 1), None)
    if double is not None:
        raise BadValue(field=_("Year"), value=double, allowed=_("a year that has no row yet"))
