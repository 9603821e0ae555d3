"""What speaks for lines as a cell of a column: what the column holds, how wide it is, how often it is empty.

A cell's line ends where the next word had no room in the column. So the widths of the columns, once known from the
rows that leave no doubt, tell most of the borders between the cells of all the others.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kh57_desktop.importing.cell_words import HALF_NAME, is_left_open
from kh57_desktop.importing.paragraphs import width_of
from kh57_desktop.importing.torn.likeness import likeness
from kh57_desktop.importing.torn.pieces import Printed

_MOST_LINES = {"deadline": 8, "start": 8, "unit": 4, "value": 4, "number": 1, "name": 6, "role": 4}
_MOST_LINES_OF_CELL = 40
SURE = 9.0
"""The margin of a row that can be placed in one way alone."""
FULL = 0.94
"""Share of a column's width from which a line with the next word is full."""
_TOO_WIDE = 1.04
_UNWRAPPED = 0.93
"""Share of the cells with one line from which an export wraps none."""
_FEWEST_WRAPPED = 3
_DIGITS_OF_YEAR = 4
_HOPELESS = -5.5
"""What speaks against a cell's lines, below which no further line mends it."""
_MAY_BEGIN_SMALL = ("unit", "deadline", "value", "note")
_INSIDE_LINE = 0.5
"""What it costs to end a cell inside a line."""
_LEFT_OPEN = 2.5
"""What speaks against a cell whose words go on behind their end."""
_LEFT_HALF = 4.0
_HEAD_OF_NAME = re.compile(r"\b(?:Hội|Đoàn|Văn phòng|Mặt trận|Ủy ban (?:Kiểm tra|Mặt trận)|Bảo hiểm|phối hợp)$")
"""The first words of a name that may stand for the whole elsewhere, but not where the rest is on the next line."""
_SUBJECTS = ("task", "indicator", "duty")
_ITEM = ("-", "+", "•", "–", "*")


@dataclass(frozen=True)
class Row:
    """`cells`: the lines of each column but the first, in order; `score`: how well they look there; `margin`: how much
    worse the next best way looks."""

    cells: tuple[tuple[str, ...], ...]
    score: float
    margin: float = SURE


class Columns:
    """What is known of the columns behind the number: kinds, widths (None while unknown), what a cell empty or filled
    costs; `is_unwrapped`: every cell takes one line."""

    def __init__(
        self,
        kinds: Sequence[str],
        widths: Sequence[float | None] = (),
        empty: Sequence[float] = (),
        filled: Sequence[float] = (),
        *,
        is_unwrapped: bool = False,
    ) -> None:
        self.kinds = tuple(kinds)
        self.widths = tuple(widths) or (None,) * len(self.kinds)
        self.empty = tuple(empty) or tuple(map(_cost_of_empty, self.kinds))
        self.filled = tuple(filled) or (0.0,) * len(self.kinds)
        self.is_unwrapped = is_unwrapped

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
        cells = [cell for row in rows for cell in row.cells if cell]
        single = sum(len(cell) == 1 for cell in cells)
        return Columns(self.kinds, widths, empty, full, is_unwrapped=single >= _UNWRAPPED * len(cells))

    @cached_property
    def widest(self) -> float | None:
        """The width of the widest column whose width is known."""
        return max((width for width in self.widths if width is not None), default=None)

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
        widest = held_by_line = 0.0
        is_first_line = True
        for place in range(start, last):
            line = lines[place]
            if place > start and line.glued:
                held_by_line += 250 + line.width
            else:
                if place > start:
                    if line.turns_page:
                        return
                    is_first_line = False
                    held += worth_of_break(lines[place - 1], line, width, held_by_line)
                held_by_line = line.width
            text = f"{text} {line.text}" if text else line.text
            widest = max(widest, held_by_line)
            too_wide = min(5.0, 25.0 * max(0.0, widest / width - _TOO_WIDE)) if width is not None else 0.0
            if held - too_wide < _HOPELESS:
                return
            is_inside = place + 1 < len(lines) and lines[place + 1].glued
            if is_inside and not is_first_line:
                continue
            is_cut = place + 1 < len(lines) and lines[place + 1].turns_page
            left_open = 0.0 if is_cut else _left_open(text)
            score = held - too_wide - left_open - _INSIDE_LINE * is_inside
            yield place + 1, score + cost + (0.0 if goes_on else likeness(text, kind))


@lru_cache(maxsize=20_000)
def _left_open(text: str) -> float:
    """What speaks against a cell that ends with `text`: half of a name, an "and", an open bracket or quotation."""
    if text == "-":
        return 0.0
    if HALF_NAME.search(text) or _HEAD_OF_NAME.search(text):
        return _LEFT_HALF
    is_unclosed = text.count("“") > text.count("”") or text.count("(") > text.count(")")
    return _LEFT_OPEN if is_unclosed or is_left_open(text) else 0.0


def _cost_of_empty(kind: str) -> float:
    if kind in _SUBJECTS:
        return -6.0
    return {"name": -2.0, "lead": -1.4, "deadline": -1.0, "note": -0.1, "other": -0.4}.get(kind, -0.8)


def _width(cells: Sequence[Sequence[str]]) -> float | None:
    """The width that the wrapped lines of a column have filled, else that of its longest line."""
    wrapped = sorted(width_of(line) for cell in cells for line in cell[:-1])
    every = [width_of(line) for cell in cells for line in cell]
    if len(wrapped) >= _FEWEST_WRAPPED:
        return max(wrapped[int(0.93 * len(wrapped))], sorted(every)[int(0.9 * len(every))])
    return max(every) * 1.05 if len(every) >= _FEWEST_WRAPPED else None


def worth_of_break(above: Printed, below: Printed, width: float | None, filled: float) -> float:
    """What speaks for a cell's going on in the next line; `filled`: the width of the line above."""
    is_item = below.text.startswith(_ITEM) or above.text.endswith((";", "."))
    is_left = below.is_small or is_left_open(above.text)
    if below.is_number and len(below.text) != _DIGITS_OF_YEAR:
        return -1.5
    if width is None:
        if is_left:
            return 0.5
        return -0.2 if is_item else -1.0
    if filled + 250 + below.first_word > FULL * width:
        return 0.5 if is_left else 0.1
    if is_item:
        return -0.4
    return -1.0 if is_left else -2.2
