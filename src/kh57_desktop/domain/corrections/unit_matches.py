"""Names of bodies as a document has them, matched to the office's units; doubtful ones wait for a person's choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from kh57_desktop.domain.corrections.draft import Draft, Fate, RowKind
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.unit_names import is_group, normal_name, same_unit

NEAR = 0.72
"""Share of like letters, or of words, from which a unit is proposed."""
_SHOWN = 3
_NEW = ""


class MatchKind(StrEnum):
    KNOWN = "known"
    """The name or an alias of a unit."""
    CHOSEN = "chosen"
    NEAR = "near"
    """Like a unit but not the same: a person chooses."""
    NEW = "new"
    GROUP = "group"
    """Several bodies in one name; it stays one row."""


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """`unit_id` "" makes a new unit. `candidates`: ids of units that are like the name, the likest first."""

    name: str
    uses: int
    kind: MatchKind
    unit_id: str = _NEW
    candidates: tuple[str, ...] = ()


def matches_of(draft: Draft, units: Sequence[Unit]) -> list[UnitMatch]:
    """Every name that leads, supports or has duties, in the order of first appearance."""
    names: dict[str, str] = {}
    uses: Counter[str] = Counter()
    for row in draft.rows:
        if row.fate is Fate.DROPPED:
            continue
        read = [row.lead, *row.supporting, row.text if row.kind is RowKind.BODY else ""]
        for name in filter(None, read):
            key = normal_name(name)
            names.setdefault(key, name)
            uses[key] += 1
    chosen = chosen_of(draft)
    return [_match(name, uses[key], units, chosen.get(key)) for key, name in names.items()]


def chosen_of(draft: Draft) -> dict[str, str]:
    """Normal name and id of the unit that a person chose."""
    return {key: unit_id for key, unit_id in draft.chosen_units}  # noqa: C416


def choose_unit(draft: Draft, name: str, unit_id: str) -> Draft:
    """The unit that a name means; "" for a new one."""
    chosen = {**chosen_of(draft), normal_name(name): unit_id}
    return replace(draft, chosen_units=tuple(chosen.items()))


def is_open(match: UnitMatch) -> bool:
    return match.kind is MatchKind.NEAR


def _match(name: str, uses: int, units: Sequence[Unit], chosen: str | None) -> UnitMatch:
    known = next((unit for unit in units if any(same_unit(name, other) for other in _names(unit))), None)
    candidates = tuple(unit.id for _share, unit in _near(name, units)[:_SHOWN])
    if chosen is not None and (chosen == _NEW or any(unit.id == chosen for unit in units)):
        return UnitMatch(name, uses, MatchKind.CHOSEN, chosen, candidates)
    if known is not None:
        return UnitMatch(name, uses, MatchKind.KNOWN, known.id)
    if is_group(name):
        return UnitMatch(name, uses, MatchKind.GROUP)
    return UnitMatch(name, uses, MatchKind.NEAR if candidates else MatchKind.NEW, _NEW, candidates)


def _names(unit: Unit) -> list[str]:
    return [name for name in (unit.name, unit.short_name, *unit.aliases) if name]


def _near(name: str, units: Sequence[Unit]) -> list[tuple[float, Unit]]:
    key = normal_name(name)
    shares = [(max(_likeness(key, normal_name(other)) for other in _names(unit)), unit) for unit in units]
    near = [(share, unit) for share, unit in shares if share >= NEAR]
    return sorted(near, key=lambda one: (-one[0], one[1].position))


def _likeness(one: str, other: str) -> float:
    """Letters in common; names where one has all the words of the other, or is its initials, are near too."""
    first, second = one.split(), other.split()
    if not first or not second:
        return 0.0
    least = min(len(first), len(second))
    short, long = sorted((first, second), key=len)
    begins = short[0] == long[0] or (len(long) == len(short) + 1 and long[1:] == short)
    if least > 1 and begins and set(short) <= set(long):
        return max(NEAR, least / max(len(first), len(second)))
    for short, long in ((first, second), (second, first)):
        if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
            return 0.9
    if first[0] != second[0]:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
