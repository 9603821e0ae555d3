"""Rows of a sheet in the order of one of their columns: Vietnamese alphabet, people by given name, numbers by value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import name_sort_key, parse_date, parse_decimal, sort_key
from kh57_desktop.services.registers.fields import Field, FieldKind

PEOPLE = frozenset({"full_name", "head", "leader", "person"})
"""Fields that hold names of people: sorted by given name (tên)."""
_URGENCY = (Standing.OVERDUE, Standing.DUE_SOON, Standing.UNDER_WAY, Standing.NOT_DUE, Standing.CONTINUOUS)


class Ordered(Protocol):
    """A line of a sheet."""

    @property
    def cells(self) -> Any: ...
    @property
    def standing(self) -> Standing | None: ...
    @property
    def days_late(self) -> int: ...
    @property
    def depth(self) -> int: ...


T = TypeVar("T", bound=Ordered)


def in_order(lines: Sequence[T], by: Field, *, is_descending: bool = False) -> list[T]:
    """Rows that say nothing there come last in both directions; rows of one value keep the order they had.

    What stood below another row stands by itself.
    """
    key = _key(by)
    said = [line for line in lines if _words(line, by)]
    silent = [line for line in lines if not _words(line, by)]
    ordered = sorted(said, key=key, reverse=is_descending)
    return [replace(line, depth=0) if line.depth else line for line in (*ordered, *silent)]  # type: ignore[type-var]


def _words(line: Ordered, by: Field) -> str:
    return "" if by.kind is FieldKind.STATE and line.standing is None else str(line.cells.get(by.key, ""))


def _key(by: Field) -> Callable[[Any], Any]:
    if by.kind is FieldKind.STATE:
        return _urgency
    if by.kind is FieldKind.DAY:
        return lambda line: str(parse_date(line.cells[by.key], default_year=1) or line.cells[by.key])
    if by.key in PEOPLE:
        return lambda line: name_sort_key(line.cells[by.key])
    if by.is_right:
        return lambda line: _number(line.cells[by.key])
    return lambda line: sort_key(line.cells[by.key])


def _number(words: str) -> tuple[int, Any]:
    number = parse_decimal(words.rstrip("% "))
    return (1, words) if number is None else (0, number)


def _urgency(line: Ordered) -> tuple[int, int]:
    """What is late comes first, the latest of it before the others."""
    place = _URGENCY.index(line.standing) if line.standing in _URGENCY else len(_URGENCY)
    return place, -line.days_late
