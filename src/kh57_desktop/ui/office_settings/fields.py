"""What the page of settings shows: sections of fields as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto


class Kind(Enum):
    TEXT = auto()
    LINES = auto()
    """Several lines; `value`, and what is typed, parts them by "; "."""
    NUMBER = auto()
    CHOICE = auto()
    FACT = auto()
    """Told, not changed here."""
    BUTTON = auto()
    """`value` is its words."""


@dataclass(frozen=True, slots=True)
class Field:
    """`key` names it for the presenter. `choices`: (value, words) of a choice. `hint`: one small sentence below.

    `browse`: words of a button beside the text that lets a person look for it; its key is "browse." and this one.
    """

    key: str
    label: str
    value: str
    kind: Kind = Kind.TEXT
    choices: Sequence[tuple[str, str]] = ()
    hint: str = ""
    browse: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`key` stays when the title changes; `words`: as the list at the left names it, where the title is too long."""

    key: str
    title: str
    fields: tuple[Field, ...] = field(default_factory=tuple)
    words: str = ""
