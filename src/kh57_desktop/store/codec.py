"""Dataclasses of the domain to rows and back, by their type hints alone.

Dates are ISO text, decimals text, bools 0/1, bytes base64; tuples, sets and dataclasses inside a field are JSON text.
Canonical: the same value always gives the same text, so that rows and hashes can be compared.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
Cell = str | int | None
Row = dict[str, Cell]
"""A row as the journal keeps it: column to text, whole number or null."""


class Cells(Protocol):
    """A row as SQLite or the journal gives it."""

    def __getitem__(self, column: str, /) -> Any: ...


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Shape(Generic[T]):
    """How the dataclass `kind` lies in `table`; `columns` names the fields whose column is called otherwise."""

    def __init__(
        self,
        table: str,
        kind: type[T],
        *,
        columns: Mapping[str, str] | None = None,
        without: frozenset[str] = frozenset(),
    ) -> None:
        self.table = table
        self.kind = kind
        self._columns = dict(columns or {})
        self._without = without

    @cached_property
    def _fields(self) -> list[tuple[str, str, _Write, _Read]]:
        """Found out when the table is first read or written: a start needs few of them."""
        hints = get_type_hints(self.kind)
        return [
            (field.name, self._columns.get(field.name, field.name), *_cell_codec(hints[field.name]))
            for field in dataclasses.fields(self.kind)  # type: ignore[arg-type]
            if field.name not in self._without
        ]

    @property
    def columns(self) -> list[str]:
        return [column for _name, column, _write, _read in self._fields]

    def row(self, value: T) -> Row:
        return {column: write(getattr(value, name)) for name, column, write, _read in self._fields}

    def value(self, row: Cells, **others: object) -> T:
        """`others`: fields that do not lie in the table."""
        fields = {name: read(row[column]) for name, column, _write, read in self._fields}
        return self.kind(**fields, **others)


_Write = Callable[[Any], Cell]
_Read = Callable[[Any], Any]


def plain_codec(kind: type[T]) -> tuple[Callable[[T], Any], Callable[[Any], T]]:
    """A dataclass to what JSON knows, and back."""
    return _dataclass_codec(kind)


def _cell_codec(hint: Any) -> tuple[_Write, _Read]:
    bare, optional = _without_none(hint)
    write, read = _required_codec(bare)
    if not optional:
        return write, read
    return (lambda value: None if value is None else write(value)), (lambda cell: None if cell is None else read(cell))


def _required_codec(hint: Any) -> tuple[_Write, _Read]:
    if hint is bool:
        return int, bool
    if hint is int:
        return int, int
    if hint is str:
        return str, str
    to_plain, from_plain = _plain_codec(hint)
    if _is_scalar(hint):
        return to_plain, from_plain
    return (lambda value: canonical(to_plain(value))), (lambda cell: from_plain(json.loads(cell)))


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) is types.UnionType:
        members = [member for member in get_args(hint) if member is not type(None)]
        if len(members) != 1:
            raise TypeError(f"no column for {hint}")
        return members[0], True
    return hint, False


def _is_scalar(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, (StrEnum, Decimal, date, bytes))


def _plain_codec(hint: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """To and from what JSON knows."""
    hint, optional = _without_none(hint)
    to_plain, from_plain = _plain_required(hint)
    if not optional:
        return to_plain, from_plain
    return (lambda value: None if value is None else to_plain(value)), (
        lambda plain: None if plain is None else from_plain(plain)
    )


def _plain_required(hint: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    origin = get_origin(hint)
    if origin is tuple:
        write, read = _plain_codec(get_args(hint)[0])
        return (lambda value: [write(item) for item in value]), (lambda plain: tuple(read(item) for item in plain))
    if origin is frozenset:
        write, read = _plain_codec(get_args(hint)[0])
        return (lambda value: sorted(write(item) for item in value)), (
            lambda plain: frozenset(read(item) for item in plain)
        )
    if origin is dict:
        return dict, dict
    if hint in (str, int, bool):
        return hint, hint
    if issubclass(hint, StrEnum):
        return str, hint
    if issubclass(hint, Decimal):
        return str, Decimal
    if issubclass(hint, datetime):
        return datetime.isoformat, datetime.fromisoformat
    if issubclass(hint, date):
        return date.isoformat, date.fromisoformat
    if issubclass(hint, bytes):
        return (lambda value: base64.b64encode(value).decode("ascii")), base64.b64decode
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _dataclass_codec(hint)
    raise TypeError(f"no column for {hint}")


def _dataclass_codec(kind: type[Any]) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    codecs = {field.name: _plain_codec(hints[field.name]) for field in dataclasses.fields(kind)}

    def to_plain(value: Any) -> dict[str, Any]:
        return {name: write(getattr(value, name)) for name, (write, _read) in codecs.items()}

    def from_plain(plain: Mapping[str, Any]) -> Any:
        """Fields that an older version did not write keep their default."""
        return kind(**{name: read(plain[name]) for name, (_write, read) in codecs.items() if name in plain})

    return to_plain, from_plain
