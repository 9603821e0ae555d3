"""The lines of one row laid into its columns, from left to right, so that each cell looks most like its column.

A cell's line ends where the next word had no room in the column. So the widths of the columns, once known from the
rows that leave no doubt, tell most of the borders between the cells of all the others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kh57_desktop.importing.cell_words import HALF_NAME, is_left_open
from kh57_desktop.importing.paragraphs import width_of
from kh57_desktop.importing.torn.likeness import likeness

_MOST_LINES = {"deadline": 6, "start": 6, "unit": 4, "value": 4, "number": 1, "name": 4, "role": 4}
_MOST_LINES_OF_CELL = 24
_NEVER = -1e9
_FULL = 0.94
"""Share of a column's width from which a line with the next word is full."""
_TOO_WIDE = 1.04
_PAGE_NUMBER = 2.0
"""What it costs to take a number for that of a page."""
_FEWEST_WRAPPED = 3
_HOPELESS = -5.5
"""What speaks against a cell's lines, below which no further line mends it."""
_MAY_BEGIN_SMALL = ("unit", "deadline", "value", "product", "note")
_LEFT_OPEN = 2.5
"""What speaks against a cell whose words go on behind their end."""
_SUBJECTS = ("task", "indicator", "duty", "name")
_ITEM = ("-", "+", "•", "–", "*")


@dataclass(frozen=True)
class Printed:
    """A line of a row's cells; `turns_page`: a page ends above it."""

    text: str
    turns_page: bool = False

    @cached_property
    def width(self) -> float:
        return width_of(self.text)

    @cached_property
    def first_word(self) -> float:
        return width_of(self.text.split(" ", 1)[0])

    @cached_property
    def is_small(self) -> bool:
        return self.text[:1].islower()

    @cached_property
    def is_open(self) -> bool:
        return is_left_open(self.text) or HALF_NAME.search(self.text) is not None

    @cached_property
    def is_number(self) -> bool:
        return self.text.isdecimal()


@dataclass(frozen=True)
class Row:
    """`cells`: the lines of each column but the first, in order; `score`: how well they look there."""

    cells: tuple[tuple[str, ...], ...]
    score: float


class Columns:
    """What is known of the columns behind the number: kinds, widths (None while unknown), and what an empty and a filled cell
    costs."""

    def __init__(
        self,
        kinds: Sequence[str],
        widths: Sequence[float | None] = (),
        empty: Sequence[float] = (),
        filled: Sequence[float] = (),
    ) -> None:
        self.kinds = tuple(kinds)
        self.widths = tuple(widths) or (None,) * len(self.kinds)
        self.empty = tuple(empty) or tuple(map(_cost_of_empty, self.kinds))
        self.filled = tuple(filled) or (0.0,) * len(self.kinds)

    def learnt(self, rows: Sequence[Row]) -> Columns:
        """The same columns with the widths and empty cells that `rows` show."""
        widths: list[float | None] = []
        empty: list[float] = []
        full: list[float] = []
        for at, kind in enumerate(self.kinds):
            cells = [row.cells[at] for row in rows]
            filled = [cell for cell in cells if cell]
            widths.append(_width(filled))
            share = (len(filled) + 0.5) / (len(cells) + 1.0)
            empty.append(_cost_of_empty(kind) if kind in _SUBJECTS else max(-4.0, math.log(1 - share)))
            full.append(max(-2.5, math.log(share)))
        return Columns(self.kinds, widths, empty, full)

    @cached_property
    def widest(self) -> float | None:
        """The width of the widest column, None while a column's is unknown."""
        known = [width for width in self.widths if width is not None]
        return max(known) if known and any(width is not None for width in self.widths) else None

    def row_of(self, lines: Sequence[Printed]) -> Row:
        """The best places of `lines`."""
        return _Placing(self, lines).best()

    def cells_from(
        self, lines: Sequence[Printed], start: int, at: int, *, goes_on: bool
    ) -> Iterator[tuple[int, float]]:
        """The cells of column `at` that begin with the line at `start`: where each ends, and what speaks for it.

        `goes_on`: the page before may hold the cell's beginning.
        """
        kind, width = self.kinds[at], self.widths[at]
        cost = 0.0 if goes_on else self.filled[at]
        last = min(len(lines), start + _MOST_LINES.get(kind, _MOST_LINES_OF_CELL))
        first = lines[start]
        held = 0.0
        if first.is_small and not goes_on:
            held -= 0.8 if kind in _MAY_BEGIN_SMALL else 2.0
        text = ""
        widest = 0.0
        for place in range(start, last):
            line = lines[place]
            if place > start:
                if line.turns_page:
                    return
                held += _break(lines[place - 1], line, width)
            text = f"{text} {line.text}" if text else line.text
            widest = max(widest, line.width)
            too_wide = min(5.0, 25.0 * max(0.0, widest / width - _TOO_WIDE)) if width is not None else 0.0
            if held - too_wide < _HOPELESS:
                return
            is_cut = place + 1 < len(lines) and lines[place + 1].turns_page
            is_whole = is_cut or not (line.is_open or _is_unclosed(text))
            score = held - too_wide - (0.0 if is_whole else _LEFT_OPEN)
            yield place + 1, score + cost + (0.0 if goes_on else likeness(text, kind))


def _is_unclosed(text: str) -> bool:
    """Whether a quotation or a bracket is still open at the end."""
    return text.count("“") > text.count("”") or text.count("(") > text.count(")")


def _cost_of_empty(kind: str) -> float:
    if kind in _SUBJECTS:
        return -6.0
    return {"lead": -1.4, "deadline": -1.0, "note": -0.1, "other": -0.4}.get(kind, -0.8)


def _width(cells: Sequence[Sequence[str]]) -> float | None:
    """The width that the wrapped lines of a column have filled, else that of its longest line."""
    wrapped = sorted(width_of(line) for cell in cells for line in cell[:-1])
    every = [width_of(line) for cell in cells for line in cell]
    if len(wrapped) >= _FEWEST_WRAPPED:
        return max(wrapped[int(0.93 * len(wrapped))], sorted(every)[int(0.9 * len(every))])
    return max(every) * 1.05 if len(every) >= _FEWEST_WRAPPED else None


def _break(above: Printed, below: Printed, width: float | None) -> float:
    """What speaks for a cell's going on in the next line."""
    is_item = below.text.startswith(_ITEM) or above.text.endswith((";", "."))
    if width is None:
        if below.is_small or above.is_open:
            return 0.5
        return -0.2 if is_item else -1.0
    if above.width + 250 + below.first_word > _FULL * width:
        return 0.5 if below.is_small or above.is_open else 0.1
    if is_item:
        return -0.4
    return -1.0 if below.is_small or above.is_open else -2.2


_Cell = tuple[int, int, int]
"""Column, first line, line behind the last."""


@dataclass(frozen=True, slots=True)
class _State:
    """The best way to a place between two lines: its score, the cells so far."""

    score: float
    cells: tuple[_Cell, ...]


class _Placing:
    """The lines of one row cut into cells and given to columns, by the best sum of what speaks for each.

    A state is known by the last filled column (-1: none yet) and whether a page was turned inside the row.
    """

    def __init__(self, columns: Columns, lines: Sequence[Printed]) -> None:
        self._columns = columns
        self._lines = lines
        self._count = len(columns.kinds)
        self._states: list[dict[tuple[int, bool], _State]] = [{} for _place in range(len(lines) + 1)]

    def best(self) -> Row:
        self._offer(0, (-1, False), _State(0.0, ()))
        for place in range(len(self._lines)):
            self._turn(place)
            for is_second in (False, True):
                self._step(place, is_second)
        ends = self._states[-1].items()
        finished = [_State(state.score + self._rest(key), state.cells) for key, state in ends]
        best = max(finished, key=lambda state: state.score, default=_State(_NEVER, ()))
        cells: list[list[str]] = [[] for _kind in range(self._count)]
        for at, start, stop in best.cells:
            cells[at] += [line.text for line in self._lines[start:stop]]
        return Row(tuple(map(tuple, cells)), best.score)

    def _rest(self, key: tuple[int, bool]) -> float:
        """What the columns behind the last filled one cost, left empty; none where the page before may have filled
        them."""
        last, is_second = key
        return 0.0 if is_second else sum(self._columns.empty[last + 1 :])

    def _turn(self, place: int) -> None:
        """A page that ends inside the row, its number between the lines or not: the columns go on from the first."""
        if not place:
            return
        line = self._lines[place]
        for key, state in list(self._states[place].items()):
            turned = state.score - 0.5 + self._rest(key)
            if line.turns_page and key[0] >= 0:
                self._offer(place, (-1, True), _State(turned, state.cells))
            if line.is_number:
                self._offer(place + 1, key, _State(state.score - _PAGE_NUMBER, state.cells))
                self._offer(place + 1, (-1, True), _State(turned - _PAGE_NUMBER, state.cells))

    def _step(self, place: int, is_second: bool) -> None:
        """The cells that begin with the line at `place`."""
        before: _State | None = None
        for at in range(self._count):
            if before is not None and not is_second:
                before = _State(before.score + self._columns.empty[at - 1], before.cells)
            state = self._states[place].get((at - 1, is_second))
            if state is not None and (before is None or state.score > before.score):
                before = state
            if before is None:
                continue
            for stop, worth in self._columns.cells_from(self._lines, place, at, goes_on=is_second):
                cells = (*before.cells, (at, place, stop))
                self._offer(stop, (at, is_second), _State(before.score + worth, cells))

    def _offer(self, place: int, key: tuple[int, bool], state: _State) -> None:
        known = self._states[place].get(key)
        if known is None or state.score > known.score:
            self._states[place][key] = state
