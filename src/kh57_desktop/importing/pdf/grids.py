"""Ruled tables: ruling lines that cross make a grid; places without a wall between them are one merged cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kh57_desktop.importing.pdf.cells import cell_texts
from kh57_desktop.importing.pdf.letters import Letter
from kh57_desktop.importing.pdf.rulings import Drawings, Ruling
from kh57_desktop.importing.pdf.text_lines import TextLine, text_lines

_REACH = 3.0
"""Rulings that come as near as this meet; borders nearer than this are one (double lines)."""
_CROSSINGS = 4_000_000
"""Pairs of rulings beyond which a page is a drawing, no table."""
_WIDEST = 64
_LONGEST = 2_000
_OPEN_SIDE = 8.0
"""A level ruling that goes on so far beyond the outermost upright one belongs to a table open at that side."""


@dataclass(frozen=True)
class Grid:
    """One page's part of a table: borders, for each place the number of its (merged) cell, and the lines of cells."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    places: tuple[tuple[int, ...], ...]
    lines: dict[int, tuple[TextLine, ...]]

    @property
    def top(self) -> float:
        return self.down[0]

    @property
    def bottom(self) -> float:
        return self.down[-1]

    def texts(self, cell: int, padding: float) -> tuple[str, ...]:
        """Paragraphs of a cell."""
        columns = [at for row in self.places for at, place in enumerate(row) if place == cell]
        room = self.across[max(columns) + 1] - self.across[min(columns)] - 2 * padding
        return cell_texts(self.lines.get(cell, ()), room)

    @property
    def padding(self) -> float:
        """The room between border and text, as the lines at the left of their cells show it."""
        rooms = [
            line.left - self.across[at]
            for row in self.places
            for at, cell in enumerate(row)
            if at == 0 or row[at - 1] != cell
            for line in self.lines.get(cell, ())
        ]
        return min(8.0, max(0.0, min(rooms, default=0.0)))


def grids_of(drawings: Drawings, letters: Sequence[Letter]) -> tuple[list[Grid], list[Letter]]:
    """The ruled tables of a page from top to bottom, and the letters outside them."""
    if len(drawings.level) * len(drawings.upright) > _CROSSINGS:
        return [], list(letters)
    frames = [frame for group in _groups(drawings) if (frame := _frame(*group)) is not None]
    outside = list(letters)
    grids: list[Grid] = []
    for across, down, places in _outermost(frames):
        inside, outside = _parted(outside, across, down)
        if not any(letter.text.strip() for letter in inside):
            continue
        grids.append(Grid(across, down, places, _cell_lines(inside, across, down, places)))
    return sorted(grids, key=lambda grid: grid.top), outside


_Frame = tuple[tuple[float, ...], tuple[float, ...], tuple[tuple[int, ...], ...]]


def _outermost(frames: Iterable[_Frame]) -> list[_Frame]:
    """Tables from large to small; one that lies inside another belongs to its cell."""
    kept: list[_Frame] = []
    for frame in sorted(frames, key=lambda one: (one[0][0] - one[0][-1]) * (one[1][-1] - one[1][0])):
        across, down, _places = frame
        if not any(
            outer[0] - _REACH <= across[0]
            and across[-1] <= outer[-1] + _REACH
            and top[0] - _REACH <= down[0]
            and down[-1] <= top[-1] + _REACH
            for outer, top, _inner in kept
        ):
            kept.append(frame)
    return kept


def _groups(drawings: Drawings) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Level and upright rulings that hang together."""
    level, upright = drawings.level, drawings.upright
    parent = list(range(len(level) + len(upright)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, line in enumerate(level):
        for two, post in enumerate(upright, start=len(level)):
            if (
                line.start - _REACH <= post.at <= line.end + _REACH
                and post.start - _REACH <= line.at <= post.end + _REACH
            ):
                parent[root(one)] = root(two)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for node, ruling in enumerate((*level, *upright)):
        groups[root(node)][node >= len(level)].append(ruling)
    return [group for group in groups.values() if group[0] and group[1]]


def _frame(level: list[Ruling], upright: list[Ruling]) -> _Frame | None:
    """Borders and merged places of one table; None for a frame of one cell and for what is no table."""
    xs, ys = _borders(ruling.at for ruling in upright), _borders(ruling.at for ruling in level)
    starts, ends = min(line.start for line in level), max(line.end for line in level)
    if starts < xs[0] - _OPEN_SIDE:
        xs.insert(0, starts)
    if ends > xs[-1] + _OPEN_SIDE:
        xs.append(ends)
    top, bottom = min(post.start for post in upright), max(post.end for post in upright)
    if top < ys[0] - _OPEN_SIDE:
        ys.insert(0, top)
    if bottom > ys[-1] + _OPEN_SIDE:
        ys.append(bottom)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns > _WIDEST or rows > _LONGEST or columns * rows < 2:
        return None
    places = _places(xs, ys, level, upright)
    if len({cell for row in places for cell in row}) < 2:
        return None
    return tuple(xs), tuple(ys), places


def _borders(values: Iterable[float]) -> list[float]:
    borders: list[float] = []
    for value in sorted(values):
        if not borders or value - borders[-1] > _REACH:
            borders.append(value)
    return borders


def _places(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Ruling], upright: Sequence[Ruling]
) -> tuple[tuple[int, ...], ...]:
    """For each place of the grid the number of its cell, the place of the cell's first corner."""
    columns, rows = len(xs) - 1, len(ys) - 1
    posts, lines = _by_border(xs, upright), _by_border(ys, level)
    cells = [[row * columns + at for at in range(columns)] for row in range(rows)]
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for at in range(columns):
            if at and not _walls(posts[at], middle):
                cells[row][at] = cells[row][at - 1]
            across = (xs[at] + xs[at + 1]) / 2
            if row and not _walls(lines[row], across):
                above = cells[row - 1][at]
                mine = cells[row][at]
                cells[row] = [above if cell == mine else cell for cell in cells[row]]
    return tuple(map(tuple, cells))


def _by_border(borders: Sequence[float], rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    found: list[list[Ruling]] = [[] for _border in borders]
    for ruling in rulings:
        nearest = min(range(len(borders)), key=lambda at: abs(borders[at] - ruling.at))
        found[nearest].append(ruling)
    return found


def _walls(rulings: Sequence[Ruling], middle: float) -> bool:
    return any(ruling.start - _REACH <= middle <= ruling.end + _REACH for ruling in rulings)


def _parted(
    letters: Iterable[Letter], across: Sequence[float], down: Sequence[float]
) -> tuple[list[Letter], list[Letter]]:
    inside: list[Letter] = []
    outside: list[Letter] = []
    for letter in letters:
        x, y = _point(letter)
        is_in = across[0] - _REACH <= x <= across[-1] + _REACH and down[0] - _REACH <= y <= down[-1] + _REACH
        (inside if is_in else outside).append(letter)
    return inside, outside


def _point(letter: Letter) -> tuple[float, float]:
    return (letter.left + letter.right) / 2, letter.base - 0.3 * letter.size


def _cell_lines(
    letters: Iterable[Letter], across: Sequence[float], down: Sequence[float], places: Sequence[Sequence[int]]
) -> dict[int, tuple[TextLine, ...]]:
    cells: dict[int, list[Letter]] = defaultdict(list)
    for letter in letters:
        x, y = _point(letter)
        row = min(max(bisect_right(down, y) - 1, 0), len(down) - 2)
        at = min(max(bisect_right(across, x) - 1, 0), len(across) - 2)
        cells[places[row][at]].append(letter)
    return {cell: tuple(text_lines(found, parted=False)) for cell, found in cells.items()}
