"""Rows on the clipboard as Excel and Word take them and give them: tab-separated text and an HTML table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

from kh57_desktop.i18n import nfc

LARGEST = 8_000_000
"""Letters of the clipboard that are looked at; a sheet of 5,000 tasks has two million."""
MOST_ROWS, MOST_COLUMNS = 5000, 100
_TAB_STOP = 4
"""Leading spaces that count as one step of an indent."""


@dataclass(frozen=True, slots=True)
class PastedRow:
    """Cells of one row; `indent`: steps by which its first words are set in (0 none)."""

    cells: tuple[str, ...]
    indent: int = 0


def as_mime(cells: Sequence[Sequence[str]]) -> QMimeData:
    mime = QMimeData()
    mime.setText("\n".join("\t".join(_flat(cell) for cell in row) for row in cells))
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in cells)
    mime.setHtml(f'<meta charset="utf-8"><table>{rows}</table>')
    return mime


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def rows_of(mime: QMimeData | None) -> list[PastedRow]:
    """What Excel, Word or a text editor put there, whole empty rows left out; empty where it is no text at all.

    A table in HTML tells cells from line breaks inside them, so it goes before the text; a list of Word tells its
    levels only in HTML.
    """
    if mime is None:  # another program has just let go of the clipboard
        return []
    html = mime.html() if mime.hasHtml() else ""
    rows: list[PastedRow] = []
    if html and len(html) <= LARGEST:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        rows = reader.table_rows() or reader.list_rows()
    if not rows and mime.hasText():
        rows = _of_text(mime.text()[:LARGEST])
    return [row for row in rows if any(row.cells)][:MOST_ROWS]


def _of_text(text: str) -> list[PastedRow]:
    """Tab-separated lines; a cell with a line break stands in quotes, as Excel writes it."""
    plain = nfc(text).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    rows = []
    for line in _joined_quotes(plain):
        body = line.lstrip(" \t\u00a0")
        lead = line[: len(line) - len(body)]
        # a leading tab is an empty first cell in a table, a step of an indent in a list
        if "\t" in body:
            indent, cells = 0, line.split("\t")
        else:
            indent, cells = lead.count("\t") + sum(lead.count(space) for space in " \u00a0") // _TAB_STOP, [body]
        rows.append(PastedRow(tuple(_cell(cell) for cell in cells[:MOST_COLUMNS]), indent))
    return rows


def _joined_quotes(text: str) -> list[str]:
    """Lines, those inside a quoted cell joined again."""
    lines: list[str] = []
    held = ""
    for line in text.split("\n"):
        held = f"{held} {line}" if held else line
        if held.count('"') % 2 == 0 or not re.search(r'(?:^|\t)"', held):
            lines.append(held)
            held = ""
    return [*lines, held] if held else lines


def _cell(cell: str) -> str:
    words = cell.strip()
    if len(words) > 1 and words[0] == words[-1] == '"':
        words = words[1:-1].replace('""', '"')
    return " ".join(words.split())


class _Reader(HTMLParser):
    """Cells of the first table, or paragraphs with the level that Word gives them; everything else is passed over."""

    _BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "br"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[list[tuple[str, int]]] = []
        self._cell: list[str] | None = None
        self._across = self._down = 1
        self._spans: dict[int, int] = {}
        self._indent = 0
        self._tables = 0
        self._paragraphs: list[tuple[int, list[str]]] = []
        self._lists = 0
        self._silent = 0

    def table_rows(self) -> list[PastedRow]:
        found = []
        for row in self._rows:
            cells = tuple(" ".join(text.split()) for text, _indent in row)
            filled = [indent for text, indent in row if text.strip()]
            found.append(PastedRow(cells, filled[0] if filled else 0))
        return found

    def list_rows(self) -> list[PastedRow]:
        """Paragraphs of a Word list; nothing where none of them is set in, since the text says the same then."""
        rows = [PastedRow((" ".join(nfc("".join(words)).split()),), level) for level, words in self._paragraphs]
        return [row for row in rows if row.cells[0]] if any(row.indent for row in rows) else []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in ("style", "script", "title", "head"):
            self._silent += 1
        elif tag == "body":
            self._silent = 0
        elif tag == "table":
            self._tables += 1
        elif tag in ("ul", "ol"):
            self._lists += 1
        elif self._tables and tag == "tr" and len(self._rows) < MOST_ROWS:
            self._end_cell()
            self._spans = {place: left - 1 for place, left in self._spans.items() if left > 1}
            self._rows.append([])
        elif self._tables and tag in ("td", "th") and self._rows:
            self._end_cell()
            self._cell, self._indent = [], _indent_of(given)
            self._across, self._down = _span(given.get("colspan")), _span(given.get("rowspan"))
            self._skip_spans()
        elif tag in self._BLOCKS:
            self._block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "title", "head"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()
            if tag == "table":
                self._tables = max(0, self._tables - 1)
        elif tag in ("ul", "ol"):
            self._lists = max(0, self._lists - 1)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cell is not None:
            self._cell.append(data)
        elif not self._tables and self._paragraphs:
            self._paragraphs[-1][1].append(data)

    def _block(self, tag: str, given: dict[str, str]) -> None:
        if self._cell is not None:
            self._cell.append("\n")
            self._indent = max(self._indent, _indent_of(given))
        elif tag != "br" and not self._tables and len(self._paragraphs) < MOST_ROWS:
            level = _indent_of(given) or (self._lists - 1 if tag == "li" and self._lists else 0)
            self._paragraphs.append((level, []))

    def _skip_spans(self) -> None:
        """A cell that goes on downwards says its words once; below it the place stays empty."""
        row = self._rows[-1]
        while self._spans.get(len(row), 0) > 0 and len(row) < MOST_COLUMNS:
            row.append(("", 0))

    def _end_cell(self) -> None:
        if self._cell is None or not self._rows:
            return
        row = self._rows[-1]
        text = nfc("".join(self._cell))
        leading = len(text) - len(text.lstrip("\u00a0 "))
        if self._down > 1:
            self._spans.update({len(row) + place: self._down for place in range(self._across)})
        row.append((text, self._indent or leading // _TAB_STOP))
        row.extend([("", 0)] * (min(self._across, MOST_COLUMNS) - 1))
        del row[MOST_COLUMNS:]
        self._cell = None


_LEVEL = re.compile(r"mso-list:[^;]*level(\d)")
_SET_IN = re.compile(r"(?:margin|padding|mso-char-indent)-left:\s*([\d.]+)(pt|cm|in|px)|mso-char-indent-count:\s*(\d+)")
_POINTS = {"pt": 1.0, "cm": 28.35, "in": 72.0, "px": 0.75}
_STEP = 18.0
"""Points of one step of an indent: Word's half inch is two, Excel's indent of 9 px less than one."""


def _indent_of(given: dict[str, str]) -> int:
    style = given.get("style", "")
    level = _LEVEL.search(style)
    if level:
        return int(level[1]) - 1
    set_in = _SET_IN.search(style)
    if not set_in:
        return 0
    if set_in[3]:
        return min(9, int(set_in[3]))
    try:
        return min(9, round(float(set_in[1]) * _POINTS[set_in[2]] / (2 * _STEP)))
    except ValueError:
        return 0


def _span(typed: str | None) -> int:
    return min(MOST_COLUMNS, max(1, int(typed))) if typed and typed.isdecimal() else 1
