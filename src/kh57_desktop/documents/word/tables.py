"""Real tables: heading rows that repeat, rows that do not split, merged group rows.

A row is one string joined from cells; a cell's text that comes again (units, deadlines) is not set again.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from kh57_desktop.documents.content import Align, ColumnGroup, GroupRow, Row, Table, cell_text
from kh57_desktop.documents.layouts import ABOVE_SIGNATURES, HEADING_PAD_X, Layout, Style
from kh57_desktop.documents.pdf.fonts import Meter, meter
from kh57_desktop.documents.pdf.lines import filled
from kh57_desktop.documents.pdf.table_widths import column_edges
from kh57_desktop.documents.typography import NO_BREAK, glued, glued_cell
from kh57_desktop.documents.word.head import set_balanced
from kh57_desktop.documents.word.markup import borderless_table, paragraph, run, twips
from kh57_desktop.documents.word.styles import PAD_BOTTOM, PAD_TOP, PAD_X

_HEADING_ROW = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_WHOLE_ROW = "<w:trPr><w:cantSplit/></w:trPr>"
_STYLES = {Align.LEFT: "BangChu", Align.CENTER: "BangGiua", Align.RIGHT: "BangSo"}
_BOLD = "<w:b/><w:bCs/>"
_LONG = 600
"""Letters; only a cell with more can be taller than a page and is measured."""
_MIDDLE = '<w:vAlign w:val="center"/>'
_BELOW_SIGNER = 3.5
_NARROW = '<w:tcMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tcMar>'
"""Heading cells: "Trong hạn" over a column of figures needs the room."""


@dataclass(slots=True)
class _Grid:
    """Column edges in points; `suffix`: of the styles of the smaller size; `known`: cells already set."""

    edges: tuple[float, ...]
    suffix: str
    leading: float
    page_height: float
    heading: Style
    measure: Meter
    known: dict[tuple[int, str], str] = field(default_factory=dict)

    def width(self, first: int, end: int) -> int:
        return twips(self.edges[end]) - twips(self.edges[first])


def table(block: Table, layout: Layout, width: float, page_height: float, *, kept: int = 0) -> str:
    """`kept`: how many rows at its end are not parted from what follows (a signature, a note)."""
    style = layout.dense_table if block.dense else layout.table
    heading = layout.dense_table_heading if block.dense else layout.table_heading
    measure = meter(style.face, style.size)
    suffix = "Nho" if block.dense else ""
    grid = _Grid(column_edges(block, width, style, heading), suffix, style.leading, page_height, heading, measure)
    columns = "".join(f'<w:gridCol w:w="{grid.width(place, place + 1)}"/>' for place in range(len(block.leaves)))
    shown = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BangBieu"/><w:tblW w:w="{twips(width)}" w:type="dxa"/>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>',
        *_heading_rows(block, grid),
    ]
    styles = tuple(f"{_STYLES[column.align]}{grid.suffix}" for column in block.leaves)
    if kept > 1 and _line_count(block.rows[-1], grid) > 1:
        kept = 1
    first_kept = len(block.rows) - kept
    for place, row in enumerate(block.rows):
        if isinstance(row, GroupRow):
            shown.append(_group_row(row, grid))
        else:
            is_whole = not _is_taller_than_page(row, grid)
            shown.append(_row(row, styles, grid, is_whole=is_whole, keeps_next=place >= first_kept))
    shown.append("</w:tbl>")
    return "".join(shown)


def signatures(block: Table, layout: Layout, width: float) -> str:
    """Two signatures side by side: offices above, names below, no lines, in one piece."""
    edges = column_edges(block, width, layout.signer, layout.authority)
    widths = tuple(end - start for start, end in itertools.pairwise(edges))
    rows = [tuple(_signer("ThamQuyen", column.title, place=0) for column in block.leaves)]
    for place, row in enumerate(block.rows, 1):
        if isinstance(row, Row):
            rows.append(tuple(_signer("HoTen", cell_text(cell), place=place) for cell in row.cells))
    return borderless_table(widths, rows)


def _signer(style: str, text: str, *, place: int) -> str:
    above = PAD_TOP + (0 if place else ABOVE_SIGNATURES)
    lines = glued(text).split("\n")
    return "".join(
        paragraph(
            style,
            run(line) if line else "",
            before=above if at == 0 else None,
            after=_BELOW_SIGNER if at == len(lines) - 1 else None,
            keeps_next=True,
        )
        for at, line in enumerate(lines)
    )


def _is_taller_than_page(row: Row, grid: _Grid) -> bool:
    if all(not isinstance(cell, str) or len(cell) <= _LONG for cell in row.cells):
        return False
    return _line_count(row, grid) * grid.leading + PAD_TOP + PAD_BOTTOM > grid.page_height


def _line_count(row: Row | GroupRow, grid: _Grid) -> int:
    if isinstance(row, GroupRow):
        return 1
    rooms = (end - start - 2 * PAD_X for start, end in itertools.pairwise(grid.edges))
    cells = zip(map(cell_text, row.cells), rooms, strict=True)
    return max(len(filled(glued_cell(text, room), grid.measure, room)) for text, room in cells)


def _row(row: Row, styles: tuple[str, ...], grid: _Grid, *, is_whole: bool, keeps_next: bool) -> str:
    known = grid.known
    cells = []
    for place, cell in enumerate(row.cells):
        text = cell if isinstance(cell, str) else cell_text(cell)
        if row.is_total or keeps_next:
            cells.append(_cell(text, place, styles[place], grid, is_bold=row.is_total, keeps_next=keeps_next))
            continue
        found = known.get((place, text))
        if found is None:
            found = known[place, text] = _cell(text, place, styles[place], grid)
        cells.append(found)
    return f"<w:tr>{_WHOLE_ROW if is_whole else ''}{''.join(cells)}</w:tr>"


def _cell(text: str, place: int, style: str, grid: _Grid, *, is_bold: bool = False, keeps_next: bool = False) -> str:
    properties = _BOLD if is_bold else ""
    paragraphs = "".join(
        paragraph(style, run(line, properties) if line else "", keeps_next=keeps_next)
        for line in _held(text, grid, place).split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{grid.width(place, place + 1)}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _held(text: str, grid: _Grid, place: int) -> str:
    """`text` with the no-break spaces for which the column has room; for others Word would cut a word instead."""
    room = grid.edges[place + 1] - grid.edges[place] - 2 * PAD_X
    text = glued_cell(text, room)
    if NO_BREAK not in text:
        return text
    return "\n".join(
        " ".join(word if grid.measure(word) <= room - 1 else word.replace(NO_BREAK, " ") for word in line.split(" "))
        for line in text.split("\n")
    )


def _group_row(row: GroupRow, grid: _Grid) -> str:
    count = len(grid.edges) - 1
    title = f"{row.number}. {row.title}" if row.number else row.title
    return (
        f'<w:tr>{_WHOLE_ROW}<w:tc><w:tcPr><w:tcW w:w="{grid.width(0, count)}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{count}"/></w:tcPr>{paragraph(f"BangNhom{grid.suffix}", run(glued(title)))}</w:tc></w:tr>'
    )


# --- heading rows -------------------------------------------------------------------------------------------------


def _heading_rows(block: Table, grid: _Grid) -> list[str]:
    """One row, or two where columns are grouped (the others merged down), and (1) (2) (3) … below."""
    upper, lower = [], []
    is_grouped = any(isinstance(column, ColumnGroup) for column in block.columns)
    place = 0
    for column in block.columns:
        if isinstance(column, ColumnGroup):
            end = place + len(column.columns)
            upper.append(_heading_cell(column.title, grid, place, end))
            lower += [_heading_cell(leaf.title, grid, at, at + 1) for at, leaf in enumerate(column.columns, place)]
            place = end
        else:
            merged = '<w:vMerge w:val="restart"/>' if is_grouped else ""
            upper.append(_heading_cell(column.title, grid, place, place + 1, merged))
            lower.append(_heading_cell("", grid, place, place + 1, "<w:vMerge/>"))
            place += 1
    rows = [upper, lower] if is_grouped else [upper]
    if block.numbered:
        rows.append([_heading_cell(f"({at + 1})", grid, at, at + 1) for at in range(place)])
    return [f"<w:tr>{_HEADING_ROW}{''.join(row)}</w:tr>" for row in rows]


def _heading_cell(title: str, grid: _Grid, first: int, end: int, merged: str = "") -> str:
    span = f'<w:gridSpan w:val="{end - first}"/>' if end - first > 1 else ""
    text, indent = glued(title), 0.0
    if title:
        room = grid.edges[end] - grid.edges[first] - 2 * HEADING_PAD_X
        indent = set_balanced(text, grid.heading, room).indent
    shown = paragraph(f"BangTieuDe{grid.suffix}", run(text) if title else "", left=indent, right=indent)
    size = f'<w:tcW w:w="{grid.width(first, end)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{span}{merged}{_NARROW}{_MIDDLE}</w:tcPr>{shown}</w:tc>"
