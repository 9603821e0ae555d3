"""Which cell each line belongs to: the best way through the lines, told by what speaks for each step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from kh57_desktop.importing import deadline
from kh57_desktop.importing.paragraphs import width_of
from kh57_desktop.importing.raster.likeness import LOST, Likeness, first_widths
from kh57_desktop.importing.raster.region import Content, Region

_WAYS = 40
"""Ways that are followed side by side."""
_MOST_BEHIND = 9.0
_NEVER = -12.0
_MOST_FOR_A_CELL = 4.0
_SPLIT_COST = 1.6
_FIRST_LINES = 100
"""Lines that tell which guess of the widths is best."""
_LOOKS = 3
_MANY_LINES = 250
"""Lines of a table that are gone through once where that gives every number its task."""
_LEAST_FOR_A_LINE = 1.0
"""What speaks for each line on average where the reading is worth showing."""
_SECONDS_LEFT = 4.0
"""Seconds of the document's time that are kept for the rest."""
_NEARLY_FULL = 0.8
"""Share of its column that a cell's line fills at least where the next cell's words touch it."""
_LAST_WORDS = 16
_FEWEST_FULL = 3
_T = TypeVar("_T")


@dataclass(slots=True)
class Step:
    """Words in a column: whether they begin a cell, the row (-1 where no task stands in the block), the page, what
    speaks for it, and whether two columns of bodies were open to them."""

    column: int
    begins: bool
    row: int
    page: int
    text: str
    score: float
    open_bodies: bool = False


@dataclass(slots=True)
class _Path:
    before: _Path | None
    step: Step


@dataclass(slots=True)
class _Way:
    """Where a way through the lines stands: column, printed line of the row, row, tasks so far; for each column its
    last words, their printed line, their row, their step and how many cells it has."""

    score: float
    last: tuple[str, ...]
    lines: tuple[int, ...]
    rows: tuple[int, ...]
    seen: tuple[int, ...]
    counts: tuple[int, ...]
    at: int = -1
    line: int = -1
    row: int = -1
    tasks: int = 0
    steps: int = 0
    path: _Path | None = None

    @property
    def key(self) -> tuple[object, ...]:
        return self.at, self.line, self.row, self.counts, self.last, self.rows, self.lines


def steps_through(region: Region) -> list[Step] | None:
    """Each line's words by column; None where not every number gets its task, or little speaks for the best way."""
    guesses = []
    for guess in first_widths(region):
        way = _best(region, Likeness(region, guess), lines=_FIRST_LINES)
        if way is None:
            return None
        guesses.append((way.score, guess))
    widths = max(guesses)[1]
    bias = 0.0
    found: list[_Way] = []
    for _look in range(_LOOKS):
        way = _best(region, Likeness(region, widths, bias=bias))
        if way is None:
            break
        if way.tasks == region.rows:
            found.append(way)
            if len(found) > 1 or len(region.lines) > _MANY_LINES:
                break
        widths = _told_widths(_steps(way), widths)
        bias += (region.rows > way.tasks) - (way.tasks > region.rows)
    best = max(found, key=lambda way: way.score, default=None)
    return _steps(best) if best is not None and best.score > _LEAST_FOR_A_LINE * len(region.lines) else None


def _told_widths(steps: Sequence[Step], before: Sequence[float]) -> list[float]:
    """The widths of the lines that others go on, which are full."""
    widths = list(before)
    for at in range(len(before)):
        own = [step for step in steps if step.column == at]
        full = sorted(width_of(one.text) for one, two in pairwise(own) if not two.begins)
        if len(full) >= _FEWEST_FULL:
            told = full[int(len(full) * 0.8)] * 1.03
            widths[at] = min(max(told, 0.8 * before[at]), 1.15 * before[at])
    return widths


def _best(region: Region, likeness: Likeness, *, lines: int = 0) -> _Way | None:
    """The best way through all lines, or the first `lines`; None where the document's time does not allow it."""
    columns = len(region.meanings)
    none = (-1,) * columns
    ways = [_Way(0.0, ("",) * columns, none, none, (0,) * columns, (0,) * columns)]
    page = titles = 0
    for line in region.lines[: lines or None]:
        deadline.check()
        if deadline.left() < _SECONDS_LEFT:
            return None
        if line.titles != titles:
            titles, above = line.titles, region.rows_above(line.titles)
            ways = [replace(way, score=way.score - 2.5 * abs(way.tasks - above)) for way in ways]
        if line.page != page:
            ways = [_at_page_end(way, region.rows_by_page[page]) for way in ways]
            page = line.page
        ways = _Line(region, likeness, line).ways(ways)
    if not lines or lines >= len(region.lines):
        ways = [_at_page_end(way, region.rows) for way in ways]
    return max(ways, key=lambda way: way.score)


def _at_page_end(way: _Way, rows: int) -> _Way:
    """The way with what speaks against columns that have more or fewer cells than rows were numbered."""
    off = sum(min(abs(count - rows), 4) for count in way.counts)
    return replace(way, score=way.score - off - 2.5 * abs(way.tasks - rows))


class _Line:
    """One line, which may go on with a cell, begin one, or hold the words of two or three."""

    def __init__(self, region: Region, likeness: Likeness, line: Content) -> None:
        self._likeness = likeness
        self._line = line
        self._least = LOST * 1000
        """The score below which a way is given up."""
        self._task = region.task
        self._rows = region.rows_by_page[line.page]
        meanings = region.meanings
        self._open = [at for at, meaning in enumerate(meanings) if not line.headed or meaning in line.headed]
        bodies = [at for at in self._open if meanings[at] in ("lead", "supporting")]
        self._bodies = bodies if len(bodies) > 1 else []

    def ways(self, ways: Sequence[_Way]) -> list[_Way]:
        least = _NEARLY_FULL * min(self._likeness.widths)
        parts = [pieces for pieces in _parts(self._line.text) if all(width_of(one) > least for one in pieces[:-1])]
        found: dict[tuple[object, ...], _Way] = {}
        self._least = LOST * 1000
        for way in ways:
            start = replace(way, at=-1, line=-1, row=-1) if self._line.breaks else way
            for pieces in parts:
                for new in self._placed(start, pieces):
                    self._least = max(self._least, new.score - _MOST_BEHIND)
                    key = new.key
                    if key not in found or found[key].score < new.score:
                        found[key] = new
        kept = sorted(found.values(), key=lambda way: -way.score)[:_WAYS]
        return [way for way in kept if way.score > self._least] or list(ways)

    def _placed(self, way: _Way, pieces: Sequence[str]) -> list[_Way]:
        found = [way]
        for number, piece in enumerate(pieces):
            is_last = number == len(pieces) - 1
            missing = [0.0 if is_last else 1.0 - width_of(piece) / width for width in self._likeness.widths]
            found = [
                new
                for one in found
                for at in self._open
                if (not number or at > one.at) and missing[at] <= 1.0 - _NEARLY_FULL
                for new in self._options(
                    one, at, piece, cost=_SPLIT_COST * (number > 0) + 6.0 * max(missing[at], 0.0), is_last=is_last
                )
            ]
        return found

    def _options(self, way: _Way, at: int, piece: str, *, cost: float, is_last: bool) -> Iterator[_Way]:
        """The way with `piece` in column `at`: as a new cell, and as more of the one before."""
        is_next_line = at <= way.at
        if way.row >= 0:
            cost += 0.3 * is_next_line
        elif way.at not in (-1, at):
            cost += 0.7 if is_next_line else 0.2
        line = way.line + is_next_line if way.row >= 0 else -1
        begins = self._beginning(way, at, piece, line) - cost
        least = max(_NEVER, self._least - way.score - (0.0 if is_last else _MOST_FOR_A_CELL))
        if begins > least:
            row = way.tasks if at == self._task else way.row
            yield self._with(way, at, piece, row, 0 if at == self._task else line, begins, begins_cell=True)
        goes_on = self._going_on(way, at, piece, line) - cost
        if goes_on > least:
            yield self._with(way, at, piece, way.rows[at], line, goes_on, begins_cell=False)

    def _beginning(self, way: _Way, at: int, piece: str, line: int) -> float:
        """A new cell stands in its row's first line, to the right of the last one, once in a row."""
        score = self._likeness.begins(at, piece)
        if way.last[at] and self._likeness.is_full(at, way.last[at], piece):
            score -= 0.8
        if way.counts[at] >= self._rows:
            score -= 4.0
        if at == self._task:
            return score - 1.5 * (way.row < 0 and way.at > self._task)
        if way.row < 0:
            return score - 1.0 * (way.counts[at] >= way.tasks)
        score -= 2.5 if line > 0 else 0.5 * (at - max(way.at, self._task) - 1)
        return score - 3.0 * (way.rows[at] == way.row)

    def _going_on(self, way: _Way, at: int, piece: str, line: int) -> float:
        """A cell's lines stand one below the other, with nothing long between."""
        score = self._likeness.goes_on(at, way.last[at], piece) - 0.8 * self._line.breaks
        if way.row < 0:
            return score - 0.4 * min(max(way.steps - way.seen[at] - 1, 0), 4)
        if way.rows[at] != way.row:
            return score - 2.5
        return score - 1.5 * (way.lines[at] != line - 1)

    def _with(self, way: _Way, at: int, piece: str, row: int, line: int, score: float, *, begins_cell: bool) -> _Way:
        is_task = begins_cell and at == self._task
        open_bodies = at in self._bodies and way.row < 0
        step = Step(at, begins_cell, row, self._line.page, piece, score, open_bodies)
        return _Way(
            score=way.score + score,
            last=_put(way.last, at, piece),
            lines=_put(way.lines, at, line),
            rows=_put(way.rows, at, row),
            seen=_put(way.seen, at, way.steps + 1),
            counts=_put(way.counts, at, way.counts[at] + begins_cell),
            at=at,
            line=line,
            row=row if is_task else way.row,
            tasks=way.tasks + is_task,
            steps=way.steps + 1,
            path=_Path(way.path, step),
        )


def _put(values: tuple[_T, ...], at: int, value: _T) -> tuple[_T, ...]:
    return (*values[:at], value, *values[at + 1 :])


def _parts(text: str) -> list[tuple[str, ...]]:
    """The line as the words of one cell, of two, or of three: the next one begins with a capital or a number, or is
    the last words."""
    places = [found.start() for found in re.finditer(r"(?<= )\S", text)]
    cuts = [
        at
        for at in places
        if (text[at].isupper() or text[at].isdecimal() or len(text) - at < _LAST_WORDS) and text[at - 2] != "-"
    ]
    return [
        (text,),
        *((text[:cut].rstrip(), text[cut:]) for cut in cuts),
        *((text[:one].rstrip(), text[one:two].rstrip(), text[two:]) for one in cuts for two in cuts if two > one + 3),
    ]


def _steps(way: _Way) -> list[Step]:
    steps: list[Step] = []
    path = way.path
    while path is not None:
        steps.append(path.step)
        path = path.before
    return steps[::-1]
