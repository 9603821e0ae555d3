"""What the page of settings shows: sections of fields as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto


class Kind(Enum):
    TEXT = auto()
    NUMBER = auto()
    CHOICE = auto()
    FACT = auto()
    """Told, not changed here."""
    BUTTON = auto()
    """`value` is its words."""


@dataclass(frozen=True, slots=True)
class Field:
    """`key` names it for the presenter. `choices`: (value, words) of a choice. `hint`: one small sentence below."""

    key: str
    label: str
    value: str
    kind: Kind = Kind.TEXT
    choices: Sequence[tuple[str, str]] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    fields: tuple[Field, ...] = field(default_factory=tuple)
