"""Columns of a page without the heading, which an export set elsewhere than those of the page before.

An export that keeps the look of the page does so page by page: below a page's end every column may begin further to the
left or right, where the heading above it tells nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.column_pieces import Piece, letters_at, pieces_of

_BEGUN = 0.01
"""What speaks for a border, for each piece that begins at it."""
_FAR_BETTER = 0.1
"""For each line of the page: by how much less must speak against the borders found than against those told."""
_MOST_PLACES = 160


class _Page:
    """What speaks against borders on a page: letters before them, and lines of which two pieces share a column."""

    def __init__(self, rows: Sequence[Sequence[Piece]]) -> None:
        self.reach = max(row[-1].end for row in rows) + 1
        self.letters = letters_at(rows, self.reach)
        self.begun = Counter(piece.start for row in rows for piece in row)
        self._pairs = sorted((one.start, two.start) for row in rows for one, two in pairwise(row))

    def against_border(self, at: int) -> float:
        return self.letters[at - 1] - _BEGUN * self.begun[at]

    def against_column(self, start: int) -> list[int]:
        """For each end of a column that begins at `start`, the pieces that stand in it behind another of their line."""
        ends = [0] * (self.reach + 1)
        for one, two in self._pairs:
            if one >= start:
                ends[two + 1] += 1
        for end in range(1, len(ends)):
            ends[end] += ends[end - 1]
        return ends

    def against(self, borders: Sequence[int]) -> float:
        places = [min(at, self.reach) for at in borders]
        columns = pairwise((0, *places, self.reach))
        shared = sum(self.against_column(start)[end] for start, end in columns)
        return shared + sum(map(self.against_border, places))


def moved_borders(lines: Sequence[Line], told: tuple[int, ...]) -> tuple[int, ...]:
    """As many borders as `told`, wherever on the page far less speaks against them; else `told`."""
    page = _Page([pieces_of(line) for line in lines])
    places = sorted(at for at in page.begun if at)
    if not len(told) <= len(places) <= _MOST_PLACES:
        return told
    shared = {start: page.against_column(start) for start in (0, *places)}
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _border in told:
        best = {
            at: min((cost + shared[start][at], path) for start, (cost, path) in best.items() if start < at)
            for at in places
            if min(best) < at
        }
        best = {at: (cost + page.against_border(at), (*path, at)) for at, (cost, path) in best.items()}
        if not best:
            return told
    cost, found = min((cost + shared[start][page.reach], path) for start, (cost, path) in best.items())
    return found if cost + _FAR_BETTER * len(lines) < page.against(told) else told
