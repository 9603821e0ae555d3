"""Saved views of registers, units and people: what they are narrowed to, in which order, with which columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from kh57_desktop.domain.saved_views import ViewColumn, ViewContent
from kh57_desktop.domain.terms import UnitSide
from kh57_desktop.services.registers.fields import Field
from kh57_desktop.services.registers.lines import Wanted
from kh57_desktop.services.unit_table import PEOPLE, UNITS, OfficeWanted

_NOT_FILTERS = ("search", "sort", "is_descending")
"""A search is no part of a view; the order stands by itself."""
_YES = "yes"


def subject_of(key: str) -> str:
    """The subject under which the views of a sheet are kept: "units", "people", "register:finding"."""
    return key if key in (UNITS, PEOPLE) else f"register:{key}"


def content_of(
    wanted: Wanted | OfficeWanted, columns: Sequence[ViewColumn] = (), *, is_full: bool = False
) -> ViewContent:
    chosen = {one.name: getattr(wanted, one.name) for one in fields(wanted) if one.name not in _NOT_FILTERS}
    return ViewContent(
        filters={name: _YES if value is True else str(value) for name, value in chosen.items() if value},
        grouping="",
        sort=wanted.sort,
        is_descending=wanted.is_descending,
        columns=tuple(columns),
        is_full=is_full,
    )


def wanted_of(key: str, content: ViewContent) -> Any:
    """What a saved view looks for; codes that this version does not know are left out."""
    said = content.filters
    if key in (UNITS, PEOPLE):
        side = said.get("side", "")
        chosen = UnitSide(side) if side in set(UnitSide) else None
        return OfficeWanted(
            side=chosen,
            late=said.get("late") == _YES,
            twins=said.get("twins") == _YES,
            active=said.get("active") == _YES,
            sort=content.sort,
            is_descending=content.is_descending,
        )
    year = said.get("year", "")
    return Wanted(
        year=int(year) if year.isdecimal() else None,
        unit_id=said.get("unit_id"),
        late=said.get("late") == _YES,
        sort=content.sort,
        is_descending=content.is_descending,
    )


def shown_fields(all_fields: Sequence[Field], content: ViewContent) -> list[Field]:
    """The fields that a view shows, in its order; all of them where it never said."""
    by_key = {one.key: one for one in all_fields}
    named = [by_key[column.key] for column in content.columns if column.is_shown and column.key in by_key]
    hidden = {column.key for column in content.columns if not column.is_shown}
    rest = [one for one in all_fields if one not in named and one.key not in hidden]
    return [*named, *rest] if content.columns else list(all_fields)
