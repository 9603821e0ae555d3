"""Where the columns of an exported table begin: behind the stripes of the page that hold the fewest letters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.column_moves import moved_borders
from kh57_desktop.importing.column_pieces import FEWEST_TO_TELL, Column, is_across, letters_at, pieces_of

_NEARLY_EMPTY = 0.7
_FAR = 0.03
"""What speaks against a place for each letter between it and the room between its headings, and each line."""


def borders_of_page(
    page: Sequence[Line], heading: Sequence[Column], first: Sequence[Line], *, is_headed: bool
) -> tuple[int, ...]:
    """The borders of the page where its words leave exactly as many columns as the heading has, each below its own
    where the page has the heading on it (`is_headed`); else those told by the heading, with the words of the `first`
    page where the page has few."""
    reach = max(piece.end for line in page for piece in pieces_of(line))
    covered = [False] * reach
    for line in page:
        for piece in pieces_of(line):
            covered[piece.start : piece.end] = [True] * (piece.end - piece.start)
    blocks = runs_of([at for at in range(reach) if covered[at] or (at and all(covered[at - 1 : at + 2 : 2]))])
    if len(page) > 1 and len(blocks) == len(heading) and (not is_headed or _stand_below(blocks, heading)):
        return tuple(block[0] for block in blocks[1:])
    told = _borders(page if len(page) >= FEWEST_TO_TELL else first, heading)
    return told if is_headed or len(page) < FEWEST_TO_TELL else moved_borders(page, told)


def _stand_below(blocks: Sequence[Sequence[int]], heading: Sequence[Column]) -> bool:
    """Whether each block of words, with the room up to the next one, has its own heading above it."""
    ends = [*(block[0] for block in blocks[1:]), max(blocks[-1][-1] + 1, heading[-1].end)]
    return all(
        column.start < end and block[0] < column.end for block, end, column in zip(blocks, ends, heading, strict=True)
    )


def _borders(lines: Sequence[Line], heading: Sequence[Column]) -> tuple[int, ...]:
    """Where each column but the first begins: behind the stripe between it and its neighbour that least speaks against.

    Against it speak the letters in the stripe (a single space inside a piece is nearly empty: a long cell may leave no
    more before the next one), and lines of which two pieces would come into one column.
    """
    rows = [pieces_of(line) for line in lines if not is_across(line, heading)]
    filled = letters_at(rows, max([column.end for column in heading] + [row[-1].end for row in rows]) + 2)
    beside = sorted((one.start, two.start) for row in rows for one, two in pairwise(row))
    borders: list[int] = []
    for left, right in pairwise(heading):
        first = borders[-1] if borders else 0
        places = range(max(left.start + 1, first + 1 if borders else 0), max(right.end - 1, left.start + 2))
        near = beside[bisect_left(beside, (first, 0)) : bisect_left(beside, (places[-1] + 1, 0))]
        seconds = sorted(two for _one, two in near)
        firsts = sorted(one for one, two in near if two <= right.start)
        against = [filled[at] + bisect_right(seconds, at) + len(firsts) - bisect_right(firsts, at) for at in places]
        far = [_FAR * len(rows) * max(left.end - at, at - right.start, 0) for at in places]
        against = [one + two for one, two in zip(against, far, strict=True)]
        least = max(min(against), _NEARLY_EMPTY)
        stripes = runs_of([at for at, cost in zip(places, against, strict=True) if cost <= least])
        borders.append(min(stripes, key=lambda run: _distance(run, left.end, right.start))[-1] + 1)
    return tuple(borders)


def _distance(run: Sequence[int], start: int, end: int) -> int:
    """How far the stripe is from the gap between two headings; below 0 the more it lies inside."""
    inside = min(run[-1] + 1, end) - max(run[0], start)
    return -inside if inside > 0 else min(abs(run[0] - end), abs(start - run[-1]))


def runs_of(places: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
