"""Tables: each cell wrapped once, one atom per row, the heading rows ready to stand again on every page."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kh57_desktop.documents.content import Align, ColumnGroup, GroupRow, Row, Table, cell_text
from kh57_desktop.documents.layouts import ABOVE_SIGNATURES, BELOW_TABLE, CELL_PAD_TOP, CELL_PAD_X, Face, Layout, Style
from kh57_desktop.documents.pdf.atoms import Atom, Mark, Rule, Text, Upright, text_levels
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.lines import Line, balanced, filled
from kh57_desktop.documents.pdf.paragraphs import baseline
from kh57_desktop.documents.pdf.table_widths import column_edges
from kh57_desktop.documents.typography import glued, glued_cell

_PAD_BOTTOM = 3.5
_FEWEST_ATOMS = 3
"""Heading and two rows."""
_MOST_KEPT = 0.4
"""Of a page, what two rows may take to be kept together."""


@dataclass(slots=True)
class _Grid:
    """Where the columns stand and in what faces their cells are set; remembers the lines of a repeated text."""

    edges: tuple[float, ...]
    style: Style
    heading: Style
    known: dict[tuple[str, int, Face], list[Line]]

    def lines(self, text: str, column: int, face: Face) -> list[Line]:
        key = (text, column, face)
        found = self.known.get(key)
        if found is None:
            room = self.edges[column + 1] - self.edges[column] - 2 * CELL_PAD_X
            found = self.known[key] = filled(glued_cell(text, room), meter(face, self.style.size), room)
        return found


def table_atoms(table: Table, layout: Layout, width: float, page_height: float, *, below: float = 0) -> list[Atom]:
    """Only a row that is taller than `page_height` (less the heading) is divided.

    `below`: height of what may not be parted from the last row (the signature); where both do not fit one page,
    the row's last two lines go with it.
    """
    if not table.ruled:
        return _signature_atoms(table, layout, width)
    style = layout.dense_table if table.dense else layout.table
    heading_style = layout.dense_table_heading if table.dense else layout.table_heading
    grid = _Grid(column_edges(table, width, style, heading_style), style, heading_style, {})
    heading = _heading(table, grid)
    room = page_height - heading.height
    atoms = [heading]
    aligns = tuple(column.align for column in table.leaves)
    last = len(table.rows) - 1
    kept_above = 0.0  # group rows that must stand on the page of the row below them
    for place, row in enumerate(table.rows):
        if isinstance(row, GroupRow):
            atoms.append(_group_atom(row, grid, heading))
            kept_above += atoms[-1].height
        else:
            kept_below = below + BELOW_TABLE if below and place == last else 0.0
            rooms = (room - kept_above, room - kept_above - kept_below)
            atoms.extend(_row_atoms(row, aligns, grid, heading, rooms))
            kept_above = 0.0
    is_alone_enough = below and len(text_levels(atoms[-1])) > 1  # with the signature below it
    two = sum(atom.height for atom in atoms[-2:])
    if len(atoms) > _FEWEST_ATOMS and not is_alone_enough and two <= room * _MOST_KEPT:
        atoms[-2] = replace(atoms[-2], keeps_next=True)  # no page holds the last row alone
    atoms[-1] = replace(atoms[-1], after=BELOW_TABLE)
    return atoms


def _signature_atoms(table: Table, layout: Layout, width: float) -> list[Atom]:
    """Offices and names of those who sign, all in one atom."""
    grid = _Grid(column_edges(table, width, layout.signer, layout.authority), layout.signer, layout.authority, {})
    heading = _heading(table, grid)
    marks = [mark for mark in heading.marks if isinstance(mark, Text)]
    height = heading.height
    aligns = tuple(column.align for column in table.leaves)
    for row in table.rows:
        if isinstance(row, Row):
            (atom,) = _row_atoms(row, aligns, grid, heading, (math.inf, math.inf))
            marks += [replace(mark, y=mark.y + height) for mark in atom.marks if isinstance(mark, Text)]
            height += atom.height
    return [Atom(height, tuple(marks), before=ABOVE_SIGNATURES)]


def _row_atoms(
    row: Row, aligns: tuple[Align, ...], grid: _Grid, heading: Atom, rooms: tuple[float, float]
) -> Iterator[Atom]:
    """`rooms`: the height that any piece of the row may have, and the one that its last piece may have."""
    style = grid.style
    face = Face.BOLD if row.is_total else style.face
    cells = [grid.lines(cell_text(cell), place, face) for place, cell in enumerate(row.cells)]
    most = max(map(len, cells))
    first = 0
    for shown in _pieces(most, *(_line_room(room, style) for room in rooms)):
        marks: list[Mark] = []
        for place, lines in enumerate(cells):
            level = baseline(style) + CELL_PAD_TOP
            left, right = grid.edges[place], grid.edges[place + 1]
            for line in lines[first : first + shown]:
                if line.text:
                    marks.append(Text(_x(line, aligns[place], left, right), level, line.text, face, style.size))
                level += style.leading
        height = shown * style.leading + CELL_PAD_TOP + _PAD_BOTTOM
        yield Atom(height, tuple(marks), verticals=grid.edges, running=heading)
        first += shown


def _line_room(room: float, style: Style) -> int:
    """How many lines of a row fit into `room`."""
    return sys.maxsize if math.isinf(room) else max(1, int((room - CELL_PAD_TOP - _PAD_BOTTOM) / style.leading))


def _pieces(lines: int, most: int, most_of_last: int) -> list[int]:
    """How many lines each piece of a row gets: one piece, unless it is too tall; then two at least in the last."""
    if lines <= most_of_last:
        return [lines]
    kept = min(2, most_of_last)
    whole, rest = divmod(lines - kept, most)
    return [*[most] * whole, *([rest] if rest else []), kept]


def _x(line: Line, align: Align, left: float, right: float) -> float:
    if align is Align.CENTER:
        return (left + right - line.width) / 2
    if align is Align.RIGHT:
        return right - CELL_PAD_X - line.width
    return left + CELL_PAD_X


def _group_atom(row: GroupRow, grid: _Grid, heading: Atom) -> Atom:
    """The merged row, `I. …` bold from the left edge; never the last of a page."""
    style = grid.style
    title = f"{row.number}. {row.title}" if row.number else row.title
    lines = filled(glued(title), meter(Face.BOLD, style.size), grid.edges[-1] - 2 * CELL_PAD_X)
    level = baseline(style) + CELL_PAD_TOP
    marks: list[Mark] = []
    for line in lines:
        marks.append(Text(CELL_PAD_X, level, line.text, Face.BOLD, style.size))
        level += style.leading
    height = len(lines) * style.leading + CELL_PAD_TOP + _PAD_BOTTOM
    return Atom(height, tuple(marks), keeps_next=True, verticals=(0.0, grid.edges[-1]), running=heading)


# --- heading rows -------------------------------------------------------------------------------------------------


def _heading(table: Table, grid: _Grid) -> Atom:
    """All heading rows as one atom, its lines included; kept with the first row below it."""
    style = grid.heading
    heights = _heading_heights(table, grid)
    upper, total = heights[0], sum(heights)
    marks: list[Mark] = [Rule(0, grid.edges[-1], 0), Rule(0, grid.edges[-1], total), Upright(0, 0, total)]
    place = 0
    for column in table.columns:
        if isinstance(column, ColumnGroup):
            first = place
            for leaf in column.columns:
                marks += _heading_cell(leaf.title, grid, (place, place + 1), upper, total)
                place += 1
            marks += _heading_cell(column.title, grid, (first, place), 0, upper)
            marks.append(Rule(grid.edges[first], grid.edges[place], upper))
        else:
            marks += _heading_cell(column.title, grid, (place, place + 1), 0, total)
            place += 1
    if not table.numbered:
        return Atom(total, tuple(marks), keeps_next=True)
    bottom = total + style.leading + CELL_PAD_TOP + _PAD_BOTTOM
    marks += [Rule(0, grid.edges[-1], bottom), Upright(0, total, bottom)]
    for leaf_place in range(len(table.leaves)):
        marks += _heading_cell(f"({leaf_place + 1})", grid, (leaf_place, leaf_place + 1), total, bottom)
    return Atom(bottom, tuple(marks), keeps_next=True)


def _heading_heights(table: Table, grid: _Grid) -> tuple[float, ...]:
    """Heights of the upper row and, where columns are grouped, the lower one."""
    upper = lower = whole = 1
    place = 0
    for column in table.columns:
        if isinstance(column, ColumnGroup):
            end = place + len(column.columns)
            upper = max(upper, len(_heading_lines(column.title, grid, (place, end))))
            for leaf_place, leaf in enumerate(column.columns, place):
                lower = max(lower, len(_heading_lines(leaf.title, grid, (leaf_place, leaf_place + 1))))
            place = end
        else:
            whole = max(whole, len(_heading_lines(column.title, grid, (place, place + 1))))
            place += 1
    leading, padding = grid.heading.leading, CELL_PAD_TOP + _PAD_BOTTOM
    if not any(isinstance(column, ColumnGroup) for column in table.columns):
        return (whole * leading + padding,)
    upper_height, lower_height = upper * leading + padding, lower * leading + padding
    lower_height = max(lower_height, whole * leading + padding - upper_height)
    return upper_height, lower_height


def _heading_lines(title: str, grid: _Grid, span: tuple[int, int]) -> list[Line]:
    room = grid.edges[span[1]] - grid.edges[span[0]] - CELL_PAD_X
    return balanced(glued(title), meter(grid.heading.face, grid.heading.size), room)


def _heading_cell(title: str, grid: _Grid, span: tuple[int, int], top: float, bottom: float) -> list[Mark]:
    """The title in the middle of its cell, and the line on the cell's right."""
    style = grid.heading
    left, right = grid.edges[span[0]], grid.edges[span[1]]
    lines = _heading_lines(title, grid, span)
    level = (top + bottom - len(lines) * style.leading) / 2 + baseline(style)
    marks: list[Mark] = [Upright(right, top, bottom)]
    for line in lines:
        marks.append(Text((left + right - line.width) / 2, level, line.text, style.face, style.size))
        level += style.leading
    return marks
