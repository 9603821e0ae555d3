"""Repair of words that a PDF ran together or tore apart, by the structure of Vietnamese syllables.

Only spaces are added or taken away; letters, tone placement (hoà/hòa), misprints, signs and hyphens stay as printed. A
word that is well formed is never split, and is joined to another only where that other is no word ("t rong").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kh57_desktop.importing import deadline
from kh57_desktop.importing.text_repair.places import lost_before_signs, torn_signs, words_of
from kh57_desktop.importing.text_repair.search import read_window, twofold, windows_of

__all__ = ["Ambiguity", "Change", "Kind", "Repaired", "repair"]

Kind = Literal["joined", "torn", "both"]


@dataclass(frozen=True, slots=True)
class Change:
    """One repaired place: `before` at `offset` of the damaged text; `kind` says how it had been damaged."""

    before: str
    after: str
    offset: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A damaged place with two well-formed readings, left as it is; the likelier reading comes first."""

    text: str
    offset: int
    readings: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text and, in order of their places in the text before, what was changed and what was left."""

    text: str
    changes: tuple[Change, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()


def repair(text: str) -> Repaired:
    """`text` (NFC) with joined and torn words put right, line by line; the time grows with the length alone."""
    words = words_of(text)
    inserts: set[int] = set()
    removals: set[int] = set()
    spans: list[tuple[int, int]] = []
    ambiguous = [
        Ambiguity(f"{left.text} {right.text}", left.start, (left.text + right.text, f"{left.text} {right.text}"))
        for left, right in twofold(words)
    ]
    for window in windows_of(words):
        deadline.check()
        for found in read_window(window):
            if found.rival is not None:
                readings = (" ".join(found.words), " ".join(found.rival))
                ambiguous.append(Ambiguity(text[found.start : found.end], found.start, readings))
                continue
            inserts |= found.inserts
            removals |= found.removals
            spans.append((found.start, found.end))
    for word, place in lost_before_signs(text, words, removals):
        inserts.add(place)
        spans.append((word.start, place + 1))
    for start, joint, end in torn_signs(text):
        removals.add(joint)
        spans.append((start, end))
    ambiguous.sort(key=lambda place: place.offset)
    changes = tuple(_change(text, low, high, inserts, removals) for low, high in _merged(spans))
    return Repaired(_rewritten(text, changes), changes, tuple(ambiguous))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """`spans` in order, overlapping ones made one."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _change(text: str, low: int, high: int, inserts: set[int], removals: set[int]) -> Change:
    parts: list[str] = []
    put_in = taken_out = False
    for place in range(low, high):
        if place in inserts:
            parts.append(" ")
            put_in = True
        if place in removals:
            taken_out = True
        else:
            parts.append(text[place])
    kind: Kind = "both" if put_in and taken_out else "joined" if put_in else "torn"
    return Change(text[low:high], "".join(parts), low, kind)


def _rewritten(text: str, changes: Iterable[Change]) -> str:
    parts: list[str] = []
    place = 0
    for change in changes:
        parts += (text[place : change.offset], change.after)
        place = change.offset + len(change.before)
    return "".join((*parts, text[place:]))
