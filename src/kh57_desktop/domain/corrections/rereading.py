"""The document was read anew (its columns mean something else): a person's corrections go back to their places.

A correction is what the corrected row says otherwise than the row as first read. Its place is the paragraph or table
row of the document that the row was read from; there the new reading has a row too, as a rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from typing import Any

from kh57_desktop.domain.corrections.draft import Draft, DraftRow, RowKind
from kh57_desktop.domain.corrections.edits import HEAD_FIELDS
from kh57_desktop.domain.corrections.places import letters_of, places_of

_LINKS = ("key", "parent", "same_as")
_FIELDS = tuple(field.name for field in fields(DraftRow) if field.name not in _LINKS)
_SIGNATURE = frozenset({"authority", "on_behalf", "position", "name"})
_ENOUGH = 20
_ALIKE = 0.5

Spot = tuple[str, int]
"""The letters of a passage, and which of the passages with the same letters it is."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """`lost`: words of the rows whose corrections found no row at their place."""

    draft: Draft
    lost: tuple[str, ...] = ()


def carried_over(corrected: Draft, as_read: Draft, anew: Draft) -> CarriedOver:
    """`anew` with the corrections that made `corrected` out of `as_read`."""
    first_of = _pairs(corrected, as_read)
    new_of = _at_their_places(as_read, anew)
    keys: dict[int, int] = {}
    for row in corrected.rows:
        target = new_of.get(first_of[row.key]) if row.key in first_of else None
        if target is not None:
            keys[row.key] = target
    first = {row.key: row for row in as_read.rows}
    lost: list[str] = []
    rows = {row.key: row for row in anew.rows}
    for row in corrected.rows:
        before = first.get(first_of.get(row.key, 0))
        if before is None:
            continue
        changes = _changes(row, before, first_of, keys)
        if row.key in keys:
            rows[keys[row.key]] = replace(rows[keys[row.key]], **changes)
        elif changes:
            lost.append(row.text)
    gone = {new_of[key] for key in first.keys() - set(first_of.values()) if key in new_of}
    kept = [rows[row.key] for row in anew.rows if row.key not in gone]
    draft = replace(
        _with_head(anew, corrected, as_read),
        rows=tuple(_without_links_to(gone, kept)),
        settled=_settled(corrected, anew, keys),
        chosen_units=corrected.chosen_units,
    )
    return CarriedOver(_with_added(draft, corrected, first_of, keys), tuple(lost))


def _pairs(corrected: Draft, as_read: Draft) -> dict[int, int]:
    """Key of each corrected row to that of the row as read: by its words, else by its key while both are free."""
    found: dict[int, int] = {}
    by_words: dict[tuple[RowKind, str], list[int]] = {}
    for row in as_read.rows:
        by_words.setdefault((row.kind, letters_of(row.text)), []).append(row.key)
    said = {row.key: by_words.get((row.kind, letters_of(row.text)), []) for row in corrected.rows}
    for key, same in said.items():
        if key in same:
            found[key] = key
            same.remove(key)
    for key, same in said.items():
        if key not in found and same:
            found[key] = same.pop(0)
    free = {row.key for row in as_read.rows} - set(found.values())
    first = {row.key: row for row in as_read.rows}
    for row in corrected.rows:
        if row.key not in found and row.key in free and _is_corrected(row, first[row.key]):
            found[row.key] = row.key
    return found


def _is_corrected(row: DraftRow, before: DraftRow) -> bool:
    """Whether the row may be the other one with its words corrected: keys were given anew when an annex came later."""
    now, then = letters_of(row.text), letters_of(before.text)
    return then[:_ENOUGH] in now or now[:_ENOUGH] in then or SequenceMatcher(None, now, then).ratio() > _ALIKE


def _at_their_places(as_read: Draft, anew: Draft) -> dict[int, int]:
    """Key of each row as read to that of the row at the same place of the document, of the same kind where there are
    several."""
    there: dict[Spot, list[DraftRow]] = {}
    spots = _spots(anew)
    for row in anew.rows:
        if row.key in spots:
            there.setdefault(spots[row.key], []).append(row)
    found: dict[int, int] = {}
    for key, spot in _spots(as_read).items():
        row = as_read.row(key)
        rows = there.get(spot, [])
        alike = sorted(rows, key=lambda other: (other.kind is not row.kind, other.text != row.text))
        if alike:
            found[key] = alike[0].key
            rows.remove(alike[0])
    free = [row for row in anew.rows if row.key not in set(found.values())]
    for row in as_read.rows:
        same = [one for one in free if one.kind is row.kind and one.text == row.text]
        if row.key not in found and same:
            found[row.key] = same[0].key
            free.remove(same[0])
    return found


def _spots(draft: Draft) -> dict[int, Spot]:
    seen: Counter[str] = Counter()
    spots: list[Spot] = []
    for passage in draft.base.passages:
        letters = letters_of(passage.text)
        seen[letters] += 1
        spots.append((letters, seen[letters]))
    return {key: spots[place.first] for key, place in places_of(draft, draft.base.passages).items()}


def _changes(row: DraftRow, before: DraftRow, first_of: Mapping[int, int], keys: Mapping[int, int]) -> dict[str, Any]:
    """What a person changed in the row, links turned to the rows of the new reading."""
    differ = (name for name in _FIELDS if getattr(row, name) != getattr(before, name))
    changes: dict[str, Any] = {name: getattr(row, name) for name in differ}
    for name in ("parent", "same_as"):
        now, then = getattr(row, name), getattr(before, name)
        if (first_of.get(now, now) if now is not None else None) != then:
            changes[name] = keys.get(now) if now is not None else None
    return changes


def _without_links_to(gone: set[int], rows: Sequence[DraftRow]) -> list[DraftRow]:
    return [
        replace(
            row,
            parent=None if row.parent in gone else row.parent,
            same_as=None if row.same_as in gone else row.same_as,
        )
        for row in rows
    ]


def _with_head(anew: Draft, corrected: Draft, as_read: Draft) -> Draft:
    """The head's fields as a person typed them."""
    base = anew.base
    for name in HEAD_FIELDS:
        typed, before = (
            getattr(draft.base.signature if name in _SIGNATURE else draft.base, name) for draft in (corrected, as_read)
        )
        if typed == before:
            continue
        change: dict[str, Any] = {name: typed}
        if name in _SIGNATURE:
            base = replace(base, signature=replace(base.signature, **change))
        else:
            base = replace(base, **change)
    return replace(anew, base=base)


def _settled(corrected: Draft, anew: Draft, keys: Mapping[int, int]) -> frozenset[str]:
    """Keys of the doubts that were answered: of the reader's by the same doubt, of a row's by the row it became."""
    places = {(doubt.where, doubt.reason): number for number, doubt in enumerate(anew.doubts)}
    found: set[str] = set()
    for key in corrected.settled:
        name, _colon, rest = key.partition(":")
        if name == "read":
            number, dot, part = rest.partition(".")
            doubt = corrected.doubts[int(number)]
            at = places.get((doubt.where, doubt.reason))
            if at is not None:
                found.add(f"read:{at}{dot}{part}")
            continue
        first, colon, words = rest.partition(":")
        rows = [first, words] if name == "near" else [first]
        if all(int(number) in keys for number in rows):
            new = [str(keys[int(number)]) for number in rows]
            found.add(f"{name}:{':'.join(new)}" if name == "near" else f"{name}:{new[0]}{colon}{words}")
    return frozenset(found)


def _with_added(draft: Draft, corrected: Draft, first_of: Mapping[int, int], keys: dict[int, int]) -> Draft:
    """Rows that a person added, or split off, behind the row that they stand behind."""
    rows = list(draft.rows)
    next_key = draft.next_key
    above: int | None = None
    for row in corrected.rows:
        if row.key in first_of:
            above = keys.get(row.key, above)
            continue
        place = next((at for at, one in enumerate(rows) if one.key == above), len(rows) - 1)
        rows.insert(place + 1, replace(row, key=next_key, parent=keys.get(row.parent or 0), same_as=None))
        keys[row.key] = above = next_key
        next_key += 1
    return replace(draft, rows=tuple(rows), next_key=next_key)
