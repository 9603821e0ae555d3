"""The lines of one row laid into its columns, from left to right, so that each cell looks most like its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.importing.torn.cells import SURE, Columns, Row, worth_of_break
from kh57_desktop.importing.torn.pieces import Printed, lines_of

_NEVER = -1e9
_FURTHER_RIGHT = 0.05
"""What it costs to go on a column further to the right: the first that may goes on first."""
_NOT_BEGUN = -2.0
"""What speaks for a cell whose beginning would have had its place on the page before."""
_PAGE_NUMBER = 1.2
"""What it costs to take a number for that of a page."""
_Cell = tuple[int, int, int]
"""Column, first line, line behind the last."""


@dataclass(frozen=True, slots=True)
class _State:
    """The best way to a place between two lines: its score, the cells so far."""

    score: float
    cells: tuple[_Cell, ...]


def row_of(columns: Columns, lines: Sequence[Printed], *, kept: int = 1) -> Row:
    """The best places of `lines`, found among the `kept` best ways to each place.

    Where every cell takes one line, as many lines as columns are their cells.
    """
    row = _Placing(columns, lines, kept=kept).best()
    if columns.is_unwrapped and len(lines) == len(columns.kinds) and not any(line.glued for line in lines):
        return Row(tuple((line.text,) for line in lines), max(row.score, 0.0), SURE)
    return row


class _Placing:
    """The lines of one row cut into cells and given to columns, by the best sum of what speaks for each.

    A state is known by the last filled column (-1: none yet) and whether a page was turned inside the row; `kept`: how
    many ways to it are followed.
    """

    def __init__(self, columns: Columns, lines: Sequence[Printed], *, kept: int = 1) -> None:
        self._kept = kept
        self._columns = columns
        self._lines = lines
        self._count = len(columns.kinds)
        self._states: list[dict[tuple[int, bool], list[_State]]] = [{} for _place in range(len(lines) + 1)]

    def best(self) -> Row:
        self._offer(0, (-1, False), _State(0.0, ()))
        for place in range(len(self._lines)):
            self._turn(place)
            for is_second in (False, True):
                self._step(place, is_second)
        ends = self._states[-1].items()
        finished = [_State(state.score + self._rest(key), state.cells) for key, states in ends for state in states]
        ranked = sorted(finished, key=lambda state: -state.score)
        best = ranked[0] if ranked else _State(_NEVER, ())
        cells = self._texts(best)
        other = next((state for state in ranked if self._texts(state) != cells), None)
        return Row(cells, best.score, best.score - other.score if other is not None else SURE)

    def _texts(self, state: _State) -> tuple[tuple[str, ...], ...]:
        cells: list[list[str]] = [[] for _kind in range(self._count)]
        for at, start, stop in state.cells:
            cells[at] += lines_of(self._lines[start:stop])
        return tuple(map(tuple, cells))

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
        known = [(key, state) for key, states in self._states[place].items() for state in states]
        for key, state in known:
            turned = state.score - 0.5 + self._rest(key)
            if line.turns_page and key[0] >= 0:
                self._offer(place, (-1, True), _State(turned, state.cells))
            if line.is_number:
                self._offer(place + 1, key, _State(state.score - _PAGE_NUMBER, state.cells))
                self._offer(place + 1, (-1, True), _State(turned - _PAGE_NUMBER, state.cells))

    def _step(self, place: int, is_second: bool) -> None:
        """The cells that begin with the line at `place`."""
        before: list[_State] = []
        for at in range(self._count):
            if not is_second:
                before = [_State(state.score + self._columns.empty[at - 1], state.cells) for state in before]
            before = self._best_of([*before, *self._states[place].get((at - 1, is_second), ())])
            if not before:
                continue
            for stop, worth in self._columns.cells_from(self._lines, place, at, goes_on=is_second):
                for state in before:
                    joined = self._joined(state, at, place) if is_second else 0.0
                    cells = (*state.cells, (at, place, stop))
                    self._offer(stop, (at, is_second), _State(state.score + worth + joined, cells))

    def _joined(self, state: _State, at: int, place: int) -> float:
        """What speaks for the line at `place` going on with what column `at` held on the page before."""
        last = next((stop - 1 for column, _start, stop in reversed(state.cells) if column == at), None)
        if last is None:
            return _NOT_BEGUN
        above = self._lines[last]
        return worth_of_break(above, self._lines[place], self._columns.widths[at], above.width) - _FURTHER_RIGHT * at

    def _offer(self, place: int, key: tuple[int, bool], state: _State) -> None:
        known = self._states[place].get(key, [])
        if len(known) < self._kept or state.score > known[-1].score:
            self._states[place][key] = self._best_of([*known, state])

    def _best_of(self, states: Sequence[_State]) -> list[_State]:
        """The best ways among `states`, the best first."""
        return sorted(states, key=lambda state: -state.score)[: self._kept] if len(states) > 1 else list(states)
