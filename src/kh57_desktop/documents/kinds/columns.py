"""Widths of a table's columns for the text that they hold, so that long tasks do not fill page after page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kh57_desktop.documents.content import Column, GroupRow, Row, cell_text

_LETTER_MM = 2.0
"""Mean width of a letter of table text, spaces included."""
_KEPT_MM, _NARROWEST_MM = 27.0, 25.0
"""Columns up to the first width (TT, "Tháng 3/2026") keep it, wider ones do not fall below the second."""
_SHARES = (1.0, 0.94, 0.88, 0.82, 0.76)
"""What the other columns may be reduced to; below that their headings break."""
_WORTH_IT = 0.9
"""The usual widths stay unless the table gets shorter than this share."""


def fitted(columns: Sequence[Column], rows: Sequence[Row | GroupRow]) -> tuple[Column, ...]:
    """`columns`, the one with most text widened at the cost of the others where that saves paper."""
    lengths = [[len(cell_text(cell)) for cell in row.cells] for row in rows if isinstance(row, Row)]
    if not lengths:
        return tuple(columns)
    totals = [sum(column) for column in zip(*lengths, strict=True)]
    widest = totals.index(max(totals))
    candidates = [_reduced(columns, widest, share) for share in _SHARES]
    heights = [_height(candidate, lengths) for candidate in candidates]
    best = heights.index(min(heights))
    return candidates[best] if heights[best] < _WORTH_IT * heights[0] else tuple(columns)


def _reduced(columns: Sequence[Column], widest: int, share: float) -> tuple[Column, ...]:
    widths = [
        column.width if place == widest or column.width <= _KEPT_MM else max(column.width * share, _NARROWEST_MM)
        for place, column in enumerate(columns)
    ]
    widths[widest] += sum(column.width for column in columns) - sum(widths)
    return tuple(replace(column, width=round(width, 1)) for column, width in zip(columns, widths, strict=True))


def _height(columns: Sequence[Column], lengths: Sequence[Sequence[int]]) -> int:
    """Lines of the whole table, roughly: of each row, those of its longest cell.

    Words are not parted: at the end of each line half a word is lost, which narrow columns feel most.
    """
    letters = [max(1, int(column.width / _LETTER_MM) - 3) for column in columns]
    return sum(max(-(-length // room) for length, room in zip(row, letters, strict=True)) for row in lengths)
