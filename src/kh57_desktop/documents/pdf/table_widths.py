"""Where the columns of a table stand, for every renderer that draws them to the width of a page."""

from __future__ import annotations

from kh57_desktop.documents.content import Row, Table, cell_text
from kh57_desktop.documents.layouts import CELL_PAD_X, Style
from kh57_desktop.documents.pdf.fonts import meter

_LONGEST_WORD = 120.0


def column_edges(table: Table, width: float, style: Style, heading: Style) -> tuple[float, ...]:
    """The wanted widths scaled to the page; no column so narrow that one of its words would be cut."""
    wanted = [column.width for column in table.leaves]
    scale = width / sum(wanted)
    widths = [column * scale for column in wanted]
    needed = _longest_words(table, style, heading)
    spare = [max(0.0, has - needs) for has, needs in zip(widths, needed, strict=True)]
    lacking = sum(max(0.0, needs - has) for has, needs in zip(widths, needed, strict=True))
    if 0 < lacking < sum(spare):
        given = lacking / sum(spare)
        widths = [max(has, needs) - given * left for has, needs, left in zip(widths, needed, spare, strict=True)]
    edges = [0.0]
    for column in widths:
        edges.append(edges[-1] + column)
    return tuple(edges)


def _longest_words(table: Table, style: Style, heading: Style) -> list[float]:
    """Width of each column's longest word with its padding; words that no column of a page holds do not count."""
    words: list[set[str]] = [set() for _column in table.leaves]
    for row in table.rows:
        if isinstance(row, Row):
            for found, cell in zip(words, row.cells, strict=True):
                found.update(cell_text(cell).split())
    measure, measure_heading = meter(style.face, style.size), meter(heading.face, heading.size)
    needed = []
    for column, found in zip(table.leaves, words, strict=True):
        widths = [measure(word) + 2 * CELL_PAD_X for word in found]
        widths += [measure_heading(word) + CELL_PAD_X for word in column.title.split()]
        needed.append(max((width for width in widths if width <= _LONGEST_WORD), default=0.0) + 0.1)
    return needed
