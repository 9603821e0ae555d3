"""Lines and tables of a Word document (.docx): body text only, with automatic numbers printed and tables as full grids.

Headers, footers, comments, deleted text and notes are left out; text boxes are read where they are anchored. Only the
parts that hold text are parsed, so pictures, macros and links are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.importing import deadline
from kh57_desktop.importing.archive import Package, open_package
from kh57_desktop.importing.blocks import Cell, Line, Source, Table
from kh57_desktop.importing.characters import clean, folded
from kh57_desktop.importing.errors import DocumentDamaged, DocumentForeign
from kh57_desktop.importing.word_numbering import Numbering, W, read_numbering
from kh57_desktop.importing.word_runs import SKIPPED, Fonts, read_fonts, runs_of
from kh57_desktop.importing.word_styles import heading_styles, level_of, numbered_styles
from kh57_desktop.importing.words import AUTHORITY, PARTY_WORDS, RECIPIENTS_HEADING, STATE_WORDS, plain

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN_TYPE = re.compile(
    r'PartName="/([^"]+)"[^>]*ContentType="[^"]*wordprocessingml\.(?:document|template)\.main\+xml"|'
    r'ContentType="[^"]*(?:wordprocessingml\.(?:document|template)|ms-word\.document\.macroEnabled)\.main\+xml"[^>]*PartName="/([^"]+)"'
)
_HEADER_FIELD = re.compile(r"^(?:số\s*:?\s*\d*\s*[-/…. ]|.*,\s*ngày\b.*\btháng\b.*\bnăm\b)", re.I)
_DELETED_ROW = f"{W}trPr/{W}del"
_DEEPEST = 20
"""Tables inside tables beyond this depth are no document."""


def sources_of(path: Path) -> tuple[Source, ...]:
    """Lines and tables of the .docx at `path` in reading order; raises the errors of `open_package`."""
    with open_package(path) as package:
        main = _main_part(package, path.name)
        folder = main.rpartition("/")[0]
        root = package.xml(main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise DocumentDamaged(name=path.name)
        numbering = read_numbering(package.xml(f"{folder}/numbering.xml"))
        styles = package.xml(f"{folder}/styles.xml")
        reader = _Reader(numbering, styles, read_fonts(styles, body), path.name)
        return tuple(reader.sources(body))


def _main_part(package: Package, name: str) -> str:
    types = package.bytes_of("[Content_Types].xml").decode("utf-8", "replace")
    match = _MAIN_TYPE.search(types)
    member = (match[1] or match[2]) if match else "word/document.xml"
    if member not in package.members:
        raise DocumentForeign(name=name)
    return member


def _has_no_mark(paragraph: _Element) -> bool:
    """Whether the paragraph's own mark was deleted or moved away by a tracked change (ECMA-376 Part 1, 17.13.5.15)."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(marks.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))


def _is_gone(paragraph: _Element) -> bool:
    """Whether an empty paragraph is not printed at all: deleted, or hidden; Word gives it no number."""
    hidden = paragraph.find(f"{W}pPr/{W}rPr/{W}vanish")
    return _has_no_mark(paragraph) or (hidden is not None and hidden.get(f"{W}val", "true") not in ("0", "false"))


def _style_of(paragraph: _Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


class _Reader:
    """Walks the body once; holds the counters of the lists and of the paragraphs."""

    def __init__(self, numbering: Numbering, styles: _Element | None, fonts: Fonts, name: str) -> None:
        self._numbering = numbering
        self._styles = numbered_styles(styles)
        self._headings = heading_styles(styles)
        self._fonts = fonts
        self._name = name
        self._place = 0
        self._blank = False
        self._carried = ""
        """What is left of paragraphs whose mark was deleted: it stands before the next one's words."""

    def sources(self, parent: _Element, *, in_cell: bool = False, depth: int = 0) -> Iterator[Source]:
        """Paragraphs and tables below `parent`, content controls and insertions seen through."""
        if depth > _DEEPEST:
            raise DocumentDamaged(name=self._name)
        for node in parent.iterchildren("*"):
            if node.tag == f"{W}p":
                yield from self._paragraph(node, in_cell=in_cell, depth=depth)
            elif node.tag == f"{W}tbl":
                yield from self._table(node, in_cell=in_cell, depth=depth)
            elif node.tag not in SKIPPED:
                yield from self.sources(node, in_cell=in_cell, depth=depth + 1)

    def _paragraph(self, node: _Element, *, in_cell: bool, depth: int) -> Iterator[Source]:
        deadline.check()
        self._place += 1
        runs = runs_of(node, self._fonts)
        text = self._carried + runs.text
        self._carried = ""
        if _has_no_mark(node) and node.getnext() is not None and node.getnext().tag == node.tag:
            self._carried = text
            return
        if _is_gone(node) and not text.strip() and not runs.boxes:
            return
        label = self._label(node)  # Word counts empty paragraphs, too
        lines = clean(text).split("\n")
        shown = [line for line in lines if line.strip()]
        if not shown and in_cell and any(letter.isalnum() for letter in label):
            shown = [""]  # the number alone is the cell: a column of numbers that Word gives
        if not shown:
            self._blank = True
        centred = node.find(f"{W}pPr/{W}jc")
        is_centred = centred is not None and centred.get(f"{W}val") == "center"
        bold = [is_bold for line, is_bold in zip(lines, runs.bold, strict=False) if line.strip()]
        for at, text in enumerate(shown):
            raw = f"{label} {text.strip()}".strip() if label and at == 0 else text
            yield Line(
                raw, self._place, is_bold=at < len(bold) and bold[at], is_centred=is_centred, is_soft=at > 0,
                after_blank=self._blank and at == 0, in_cell=in_cell, encoding=runs.encoding,
                heading_level=self._headings.get(_style_of(node), 0),
            )  # fmt: skip
            self._blank = False
        for box in runs.boxes:
            yield from self.sources(box, in_cell=in_cell, depth=depth + 1)

    def _label(self, node: _Element) -> str:
        properties = node.find(f"{W}pPr/{W}numPr")
        inherited = self._styles.get(_style_of(node))
        number = properties.find(f"{W}numId") if properties is not None else None
        if properties is not None and number is not None:
            return self._numbering.label(number.get(f"{W}val", "0"), level_of(properties)).strip()
        if inherited is None:
            return ""
        return self._numbering.label(*inherited).strip()

    def _table(self, node: _Element, *, in_cell: bool, depth: int) -> Iterator[Source]:
        self._place += 1
        place = self._place
        rows = (row for row in node.iterfind(f".//{W}tr") if _owner(row) is node and row.find(_DELETED_ROW) is None)
        grid = [self._row(row, depth=depth) for row in rows]
        if not grid:
            return
        if _is_layout(grid) and not (in_cell and len(grid) > 1):
            yield from _layout_lines(grid)
            return
        self._blank = False
        yield _data_table(grid, place)

    def _row(self, row: _Element, *, depth: int) -> list[_RawCell]:
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells = [_RawCell(_count(before), (), goes_on=False)] if before is not None else []
        for cell in row.iterfind(f".//{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            properties = cell.find(f"{W}tcPr")
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            content = tuple(self.sources(cell, in_cell=True, depth=depth + 2))
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            cells.append(_RawCell(_count(span), content, goes_on=goes_on))
        return cells


class _RawCell:
    """A cell as the file has it; `goes_on` continues the cell above."""

    __slots__ = ("content", "goes_on", "span")

    def __init__(self, span: int, content: tuple[Source, ...], *, goes_on: bool) -> None:
        self.span = span
        self.content = content
        self.goes_on = goes_on

    def lines(self) -> list[Line]:
        found: list[Line] = []
        for source in self.content:
            if isinstance(source, Line):
                found.append(source)
            else:
                found.extend(Line(text, source.place, in_cell=True) for text in _nested(source))
        return found


def _nested(table: Table) -> list[str]:
    """The rows of a table inside a cell, as they are read from left to right."""
    return [" ".join(cell.text for cell in row if cell.is_first and cell.text) for row in table.rows]


_WIDEST = 64
"""Columns beyond this belong to no table of a plan; the rest of such a row is kept as one cell."""


def _count(node: _Element | None) -> int:
    text = node.get(f"{W}val", "1") if node is not None else "1"
    return min(int(text), _WIDEST) if text.isdecimal() and len(text) < 6 and int(text) > 0 else 1


def _owner(row: _Element) -> _Element:
    return next(row.iterancestors(f"{W}tbl"))


def _is_layout(grid: list[list[_RawCell]]) -> bool:
    """A borderless table that only places the head or foot side by side, or one that frames a text."""
    if max(len(row) for row in grid) == 1:
        return True
    if len(grid) > 12 or max(len(row) for row in grid) > 3:
        return False
    texts = [line.text for row in grid for cell in row for line in cell.lines()]
    return any(
        plain(text).startswith((*STATE_WORDS, *PARTY_WORDS))
        or RECIPIENTS_HEADING.match(text)
        or AUTHORITY.match(text)
        or _HEADER_FIELD.match(text)
        for text in texts
    )


def _layout_lines(grid: list[list[_RawCell]]) -> Iterator[Line]:
    """The left column from top to bottom, then the next: each reads as one block; a row of one cell parts them."""
    for is_whole, rows in groupby(grid, key=lambda row: len(row) == 1):
        block = list(rows)
        for column in range(1 if is_whole else max(len(row) for row in block)):
            for row in block:
                if column < len(row):
                    yield from row[column].lines()


def _data_table(grid: list[list[_RawCell]], place: int) -> Table:
    width = min(max(sum(cell.span for cell in row) for row in grid), _WIDEST)
    rows: list[tuple[Cell, ...]] = []
    for row in grid:
        cells: list[Cell] = []
        for raw in row:
            above = rows[-1][len(cells)] if raw.goes_on and rows and len(cells) < width else None
            lines = above.lines if above is not None else tuple(folded(line.text) for line in raw.lines())
            covered = range(raw.span)
            cells.extend(Cell(lines, is_first=at == 0 and above is None, width=raw.span) for at in covered)
        cells.extend(Cell(()) for _missing in range(width - len(cells)))
        rows.append(tuple(cells[:width]))
    return Table(tuple(rows), place)
