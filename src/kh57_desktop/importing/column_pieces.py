"""Words of an exported line by their places, and what a row or the title of a group begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.importing.blocks import Line

_PIECE = re.compile(r"\S+(?: \S+)*")
ROW_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}(?:\.\d{1,2})*|[A-HĐ](?:\.\d{1,2})*)[.)]?")
GROUP = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ])[.)/-]\s+\S")
_SINGLE_SPACE = 0.2
FEWEST_COLUMNS = 3
FEWEST_TO_TELL = 6
"""Lines of a page from which its own words tell where its columns begin."""


@dataclass(frozen=True, slots=True)
class Piece:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    start: int
    end: int
    text: str


def pieces_of(line: Line) -> list[Piece]:
    return [Piece(found.start(), found.end(), found[0]) for found in _PIECE.finditer(line.raw.expandtabs())]


def letters_at(rows: Sequence[Sequence[Piece]], reach: int) -> list[float]:
    """How many letters stand at each place up to `reach`; a single space inside a piece is nearly empty, for a long
    cell may leave no more before the next one."""
    filled = [0.0] * reach
    for piece in (piece for row in rows for piece in row):
        for at, letter in enumerate(piece.text, start=piece.start):
            filled[at] += _SINGLE_SPACE if letter == " " else 1.0
    return filled


def is_across(line: Line, heading: Sequence[Column], second: int | None = None) -> bool:
    """Whether the line is one text that begins in the first column and runs on over the second, whose words begin at
    `second`."""
    begins = heading[1].start if second is None else second
    pieces = pieces_of(line)
    return len(pieces) == 1 and pieces[0].start < min(heading[0].end, begins) and pieces[0].end > heading[1].start + 2
