"""Where the rows of an exported table begin whose cells are set in the middle of their row, number and all.

The number then stands half-way down its row, and the words of two rows follow each other without a sign between. What
tells the rows apart: a row reaches as far above its number as below it, a cell begins with a capital, and a cell that
was left open ("… và") goes on. The boundaries that agree best with all of it are looked for over the whole table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kh57_desktop.importing import deadline
from kh57_desktop.importing.words import LEFT_OPEN_BY

_OFF_CENTRE = 1.0
_OFF_PLACE = 0.3
"""For each line by which a cell is not where it should be beside the row's number."""
_NO_ROW = 2.0
_TORN = 1.5
"""For a cell with room between its lines: there are two of them."""
_HALF_LINE = 2
"""Lines from one line of a cell to its next where another cell's lines stand half-way between."""
_CUT_BY_PAGE = 1.0
"""For a row over a page's end, whose parts are each set by themselves."""
_BEGINS_SMALL = 2.5
_LEFT_OPEN = 1.5
_LONGEST = 60
"""Lines of a row; the longest cell of a real plan takes 40 on a narrow page."""
_OPEN_WORDS = (*LEFT_OPEN_BY, "số", "quý", "tháng", "ngày", "giai đoạn", "mức độ")
_OPEN_ENDS = (*(f" {word}" for word in _OPEN_WORDS), ",", "-", "(")


@dataclass(frozen=True, slots=True)
class BandLine:
    """Words of a line by the columns they stand in.

    `opens`: it has a row's number, `is_lettered`: that of a group; `is_title`: a group's title begins with it, across
    the columns unless it `opens` a row; `is_more`: it goes on with one; `opens_page`: the page before ends above it.
    """

    words: Mapping[int, str]
    opens: bool = False
    is_lettered: bool = False
    is_title: bool = False
    is_more: bool = False
    opens_page: bool = False


def centred_starts(lines: Sequence[BandLine]) -> list[int] | None:
    """The lines with which rows begin, one for each line that `opens`; None where more speaks for numbers on top."""
    numbered = [at for at, line in enumerate(lines) if line.opens]
    if any(two - one > 2 * _LONGEST for one, two in pairwise(numbered)):
        return None
    starts = [at for at, line in enumerate(lines) if line.opens and line.is_title]
    middle = top = 0.0
    for run in _runs(lines):
        anchors = [at for at in run if lines[at].opens]
        if anchors:
            cost, found = _starts_of_run(lines, run, anchors)
            starts.extend(found)
            middle += cost
            top += _cost_on_top(lines, run, anchors)
    return starts if middle < top else None


def _runs(lines: Sequence[BandLine]) -> list[list[int]]:
    """Lines without a title between; those of titles belong to no row."""
    runs: list[list[int]] = [[]]
    for at, line in enumerate(lines):
        if line.is_title or line.is_more:
            runs.append([])
        else:
            runs[-1].append(at)
    return [run for run in runs if run]


def _cost_on_top(lines: Sequence[BandLine], run: Sequence[int], anchors: Sequence[int]) -> float:
    """What speaks against rows that begin with their number; words above the first one would belong to no row."""
    cost = _NO_ROW * len(_columns(lines[run[0] : anchors[0]]))
    for start, end in pairwise((*anchors, run[-1] + 1)):
        cost += _begins(lines, start, end)
        for column in _columns(lines[start:end]):
            first = next(at for at in range(start, end) if lines[at].words.get(column))
            cost += _OFF_PLACE * (first - start)
    return cost


def _starts_of_run(lines: Sequence[BandLine], run: Sequence[int], anchors: Sequence[int]) -> tuple[float, list[int]]:
    """The best beginnings of the rows among lines without a title between, and what still speaks against them."""
    first, last = run[0], run[-1]
    cuts = {first: (0.0, [first])}
    for number, anchor in enumerate(anchors, start=1):
        deadline.check()
        ends = range(anchor + 1, anchors[number] + 1) if number < len(anchors) else [last + 1]
        best: dict[int, tuple[float, list[int]]] = {}
        for end in ends:
            for start, (cost, path) in cuts.items():
                if end - start > _LONGEST and len(cuts) > 1:
                    continue
                total = cost + _cost(lines, start, end, anchor)
                if end not in best or total < best[end][0]:
                    best[end] = (total, [*path, end])
        cuts = best
    total, path = min(cuts.values(), key=lambda one: one[0])
    return total, path[:-1]


def _cost(lines: Sequence[BandLine], start: int, end: int, anchor: int) -> float:
    """What speaks against a row of the lines `start` to `end` (behind the last) with its number at `anchor`."""
    cost = _begins(lines, start, end)
    if start == anchor and lines[anchor].is_lettered:
        return cost
    if any(line.opens_page for line in lines[start + 1 : end]):
        return cost + _CUT_BY_PAGE
    cost += _OFF_CENTRE * abs((start + end - 1) / 2 - anchor)
    for column in _columns(lines[start:end]):
        filled = [at for at in range(start, end) if lines[at].words.get(column)]
        cost += _OFF_PLACE * abs((filled[0] + filled[-1]) / 2 - anchor)
        cost += _TORN * any(two - one > _HALF_LINE for one, two in pairwise(filled))
    return cost


def _begins(lines: Sequence[BandLine], start: int, end: int) -> float:
    """What speaks against cells that begin and end so."""
    cost = 0.0
    for column in _columns(lines[start:end]):
        texts = [text for line in lines[start:end] if (text := line.words.get(column))]
        cost += _BEGINS_SMALL * texts[0][0].islower()
        cost += _LEFT_OPEN * texts[-1].rstrip().endswith(_OPEN_ENDS)
    return cost


def _columns(lines: Sequence[BandLine]) -> list[int]:
    return sorted({column for line in lines for column in line.words if column})
