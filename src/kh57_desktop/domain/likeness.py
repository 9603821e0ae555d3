"""How alike two texts are, and pairing two lists of texts one to one; quick enough for plans of hundreds of rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.i18n import fold

SURE = 0.85
"""Two texts with so much in common are the same row, reworded."""
WITH_NUMBER = 0.5
"""Enough where the printed number and the group are the same as well."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A text with what else speaks for its identity: `place` is group and printed number, "" where there is none."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Places in both lists; `likeness` 1.0 for the same words (marks, case and punctuation left aside)."""

    left: int
    right: int
    likeness: float


def likeness(one: str, other: str) -> float:
    """Share of common words, 0 to 1: twice the common words over all words (Dice), order left aside."""
    return _dice(_words(one), _words(other))


def pair_up(left: Sequence[Keyed], right: Sequence[Keyed]) -> list[Pair]:
    """The best one-to-one pairs, in the order of `left`; what finds no partner is left out.

    The likest pairs are taken first, so that a row that was moved or slightly reworded keeps its own partner; of
    equal ones the pair whose places in the lists are nearest.
    """
    left_words = [_words(row.text) for row in left]
    right_words = [_words(row.text) for row in right]
    candidates = []
    for at_left, one in enumerate(left_words):
        for at_right, other in enumerate(right_words):
            same_place = left[at_left].place != "" and left[at_left].place == right[at_right].place
            least = WITH_NUMBER if same_place else SURE
            if _bound(one, other) < least:
                continue
            value = _dice(one, other)
            if value >= least:
                candidates.append((-value, not same_place, abs(at_left - at_right), at_left, at_right))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for negative, _apart, _distance, at_left, at_right in sorted(candidates):
        if at_left not in taken_left and at_right not in taken_right:
            taken_left.add(at_left)
            taken_right.add(at_right)
            pairs.append(Pair(at_left, at_right, -negative))
    return sorted(pairs, key=lambda pair: pair.left)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(fold(text)))


def _bound(one: Counter[str], other: Counter[str]) -> float:
    """The most that the two can have in common, by their lengths alone."""
    first, second = one.total(), other.total()
    return 2 * min(first, second) / (first + second) if first + second else 1.0


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
