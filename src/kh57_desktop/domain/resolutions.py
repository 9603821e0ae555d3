"""Resolution packs (gói dữ liệu nghị quyết): task groups, indicator catalogue and report outlines as data.

A pack is `resources/resolutions/CODE.toml`; what its fields mean is said there. Nothing else names a resolution.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from kh57_desktop import paths
from kh57_desktop.domain.terms import Direction, Nature, System
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_

ROLL_UPS = ("last", "sum", "mean", "ratio")
"""How figures of several communes or periods become one; `ratio`: sum of numerators over sum of denominators."""
CONTENTS = (
    "direction",
    "tasks",
    "indicators",
    "de-an-06",
    "unit-reporting",
    "difficulties",
    "next-tasks",
    "proposals",
    "comparison",
    "years",
    "resources",
    "commendations",
)
"""Kinds of report content that the program drafts; a section without one is typed by the officer."""


class UnknownResolution(UserError):
    """No pack with this code came with the program."""

    code = "unknown-resolution"
    message = N_("There is no data for the resolution “{code}”.")
    hint = N_("Nothing was changed. Please choose one of: {known}.")


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """Nhóm nhiệm vụ of the resolution itself; `short_title` is for tables and lists."""

    number: str
    title: str
    short_title: str


@dataclass(frozen=True, slots=True)
class CatalogueIndicator:
    """An indicator that plans under the resolution usually set; targets are each plan's own. `group`: group number."""

    key: str
    group: str
    text: str
    unit: str
    per: str
    direction: Direction
    nature: Nature
    frequency: str
    decimals: int
    roll_up: str
    source: str


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """One heading of a report; `content` is one of `CONTENTS`, or empty where the officer types."""

    number: str
    title: str
    content: str = ""
    parts: tuple[OutlinePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """Đề cương báo cáo of some regimes and systems. `title`, `closing`: with fields {period}, {place}, {issuer}.

    `name`: as people choose it. `kinds`: lengths of period that it is made for, all where empty; one `by_choice`
    (a review of several years) is taken only where a person chooses it. `is_long`: tells what was done altogether.
    `tables` False: words alone, without tables and annex.
    """

    key: str
    name: str
    regimes: tuple[str, ...]
    systems: tuple[System, ...]
    title: str
    closing: str
    sections: tuple[OutlinePart, ...]
    kinds: tuple[str, ...] = ()
    by_choice: bool = False
    is_long: bool = False
    tables: bool = True

    def tells(self, content: str) -> bool:
        """Whether some heading has this content."""
        parts = [*self.sections]
        while parts:
            part = parts.pop()
            if part.content == content:
                return True
            parts += part.parts
        return False


@dataclass(frozen=True, slots=True)
class Resolution:
    """`name`: as papers cite it first, `short_name`: as they cite it later; `number`: "57-NQ/TW"."""

    code: str
    number: str
    issued_on: date
    issuer: str
    name: str
    short_name: str
    groups: tuple[StandingGroup, ...]
    catalogue: tuple[CatalogueIndicator, ...]
    outlines: tuple[Outline, ...]

    def outline_for(self, regime: str, system: System, kind: str = "", template: str = "") -> Outline:
        """The outline chosen by its key, else the one made for this length of period, regime and system.

        A regime of the office's own takes the first that fits the length.
        """
        fitting = [outline for outline in self.outlines if system in outline.systems]
        chosen = [outline for outline in fitting if outline.key == template]
        if chosen:
            return chosen[0]
        return max(
            (outline for outline in fitting if not outline.by_choice),
            key=lambda outline: (bool(kind) and kind in outline.kinds, regime in outline.regimes),
        )


def resolution_codes() -> tuple[str, ...]:
    """Codes of the packs that came with the program, in order."""
    return tuple(sorted(path.stem.upper() for path in (paths.resources() / "resolutions").glob("*.toml")))


@cache
def load_resolution(code: str) -> Resolution:
    """The pack with this code; UnknownResolution where there is none."""
    wanted = code.strip().upper()
    if wanted not in resolution_codes():
        raise UnknownResolution(code=code, known=", ".join(resolution_codes()))
    with (paths.resources() / "resolutions" / f"{wanted.lower()}.toml").open("rb") as stream:
        return parse_resolution(tomllib.load(stream))


def parse_resolution(pack: Mapping[str, Any]) -> Resolution:
    """A pack's table as values; KeyError, TypeError or ValueError where the pack is not well formed."""
    return Resolution(
        code=pack["code"],
        number=pack["number"],
        issued_on=pack["issued_on"],
        issuer=pack["issuer"],
        name=pack["name"],
        short_name=pack["short_name"],
        groups=tuple(StandingGroup(**group) for group in pack["groups"]),
        catalogue=tuple(_indicator(entry) for entry in pack["catalogue"]),
        outlines=tuple(_outline(outline) for outline in pack["outlines"]),
    )


def _indicator(entry: Mapping[str, Any]) -> CatalogueIndicator:
    if entry["roll_up"] not in ROLL_UPS:
        raise ValueError(f"roll_up of {entry['key']}: {entry['roll_up']}")
    typed = {"direction": Direction(entry["direction"]), "nature": Nature(entry["nature"])}
    return CatalogueIndicator(**{"per": "", **entry, **typed})


def _outline(outline: Mapping[str, Any]) -> Outline:
    return Outline(
        key=outline["key"],
        name=outline["name"],
        regimes=tuple(outline["regimes"]),
        systems=tuple(System(system) for system in outline["systems"]),
        title=outline["title"],
        closing=outline["closing"],
        sections=tuple(_part(section) for section in outline["sections"]),
        kinds=tuple(outline.get("kinds", ())),
        by_choice=outline.get("by_choice", False),
        is_long=outline.get("is_long", False),
        tables=outline.get("tables", True),
    )


def _part(part: Mapping[str, Any]) -> OutlinePart:
    content = part.get("content", "")
    if content and content not in CONTENTS:
        raise ValueError(f"content of {part['title']}: {content}")
    return OutlinePart(part["number"], part["title"], content, tuple(_part(inner) for inner in part.get("parts", ())))
