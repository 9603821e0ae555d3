"""Where a row stands in the document: its words found again in the passages, in reading order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kh57_desktop.domain.corrections.draft import Draft, RowKind
from kh57_desktop.domain.plan_reading import Passage
from kh57_desktop.i18n import fold

_ENOUGH = 60
"""Letters of a row's beginning that find its place where not all of it is found."""
_LEAST = 4
_OTHERS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Place:
    """Passages from `first` to `last`, both included."""

    first: int
    last: int


def places_of(draft: Draft, passages: Sequence[Passage]) -> dict[int, Place]:
    """Row key to place; rows whose words are nowhere are not in it.

    Rows of one kind follow the document, so each is looked for behind the one before, then from the beginning.
    """
    starts: list[int] = []
    letters: list[str] = []
    length = 0
    for passage in passages:
        starts.append(length)
        letters.append(letters_of(passage.text))
        length += len(letters[-1])
    whole = "".join(letters)
    found: dict[int, Place] = {}
    cursors: dict[RowKind, int] = {}
    for row in draft.rows:
        words = letters_of(row.text)
        at, size = _find(whole, words, cursors.get(row.kind, 0))
        if at >= 0:
            cursors[row.kind] = at + 1
            first = bisect_right(starts, at) - 1
            found[row.key] = Place(first, max(first, bisect_right(starts, at + size - 1) - 1))
    return found


def passage_of(words: str, passages: Sequence[Passage]) -> int | None:
    """The first passage that holds the longest part of `words` (its parts set apart by "…")."""
    wanted = max((letters_of(part) for part in words.split("…")), key=len)[:_ENOUGH]
    if len(wanted) < _LEAST:
        return None
    return next((place for place, passage in enumerate(passages) if wanted in letters_of(passage.text)), None)


def rows_at(places: Mapping[int, Place], passage: int) -> list[int]:
    """Keys of the rows that stand in a passage."""
    return [key for key, place in places.items() if place.first <= passage <= place.last]


def _find(whole: str, words: str, start: int) -> tuple[int, int]:
    """Where the words begin and how many letters of them were found; -1 where nowhere."""
    if len(words) < _LEAST:
        return -1, 0
    for wanted in dict.fromkeys((words, words[:_ENOUGH])):
        for begin in dict.fromkeys((start, 0)):
            at = whole.find(wanted, begin)
            if at >= 0:
                return at, len(wanted)
    return -1, 0


@lru_cache(maxsize=8192)
def letters_of(text: str) -> str:
    """What two texts are compared by: letters and digits without marks, case and spaces."""
    return _OTHERS.sub("", fold(text))
