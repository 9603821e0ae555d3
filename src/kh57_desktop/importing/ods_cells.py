"""The sheets of an .ods as text, read without LibreOffice: what a unit saves as OpenDocument comes back by itself.

Names are those of OpenDocument 1.3, part 3 (9.1 tables, 19.385 value types). Numbers are taken from their stored value
and not from the words shown, which follow the language of whoever saved the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.i18n import _
from kh57_desktop.importing.archive import Package, open_package
from kh57_desktop.importing.errors import DocumentDamaged, DocumentTooLarge
from kh57_desktop.importing.spreadsheet_cells import (
    CELLS,
    COLUMNS,
    MERGED,
    ROWS,
    SHEETS,
    Area,
    Sheet,
    WorkbookDamaged,
    elements,
)
from kh57_desktop.importing.spreadsheet_formats import shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_CONTENT = "content.xml"
_NOT_SHOWN = frozenset({f"{_OFFICE}annotation", f"{_TEXT}note"})


def ods_sheets_of(path: Path) -> list[Sheet]:
    """All sheets in order, hidden ones too, days as `2026-09-25`; raises what `spreadsheet_cells.sheets_of` raises."""
    try:
        with open_package(path, marker=_CONTENT) as package:
            return _sheets(package, path.name)
    except DocumentDamaged as cause:
        raise WorkbookDamaged(name=path.name) from cause


def _sheets(package: Package, name: str) -> list[Sheet]:
    found: dict[str, _Rows] = {}
    for row in elements(package, _CONTENT, [f"{_TABLE}table-row"], name):
        table = next(row.iterancestors(f"{_TABLE}table"), None)
        title = table.get(f"{_TABLE}name", "") if table is not None else ""
        if title in found or len(found) < SHEETS:
            found.setdefault(title, _Rows(name)).add(row)
    return [Sheet(title, rows.filled, tuple(rows.merged)) for title, rows in found.items()]


class _Rows:
    """The rows of one sheet as they come; what is repeated stands in the file once."""

    def __init__(self, name: str) -> None:
        self.filled: dict[int, dict[int, str]] = {}
        self.merged: list[Area] = []
        self._name = name
        self._place = 0
        self._count = 0

    def add(self, row: _Element) -> None:
        times = _times(row, "number-rows-repeated")
        cells = dict(self._cells(row))
        if cells:
            self._count += len(cells) * times
            if len(self.filled) + times > ROWS or self._count > CELLS:
                limit = _("more than {rows} rows or {columns} columns").format(rows=ROWS, columns=COLUMNS)
                raise DocumentTooLarge(name=self._name, limit=limit)
            for place in range(self._place, self._place + times):
                self.filled[place] = dict(cells)
        self._place += times

    def _cells(self, row: _Element) -> Iterator[tuple[int, str]]:
        column = 0
        for node in row.iterchildren(*_CELLS):
            if column >= COLUMNS:
                return
            times = min(_times(node, "number-columns-repeated"), COLUMNS - column)
            words = _words(node)
            if words.strip():
                yield from ((place, words) for place in range(column, column + times))
            self._merge(node, column)
            column += times

    def _merge(self, node: _Element, column: int) -> None:
        across, down = _times(node, "number-columns-spanned"), _times(node, "number-rows-spanned")
        if (across > 1 or down > 1) and len(self.merged) < MERGED:
            right = min(column + across, COLUMNS) - 1
            self.merged.append(Area(self._place, column, self._place + down - 1, right))


def _times(node: _Element, name: str) -> int:
    """How often a row or cell stands there, or how far it reaches; never more than a sheet has places."""
    written = node.get(f"{_TABLE}{name}", "1")
    return max(1, int(written)) if written.isdecimal() and len(written) < 8 else 1


def _words(node: _Element) -> str:
    kind = node.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        return str(node.get(f"{_OFFICE}date-value", ""))[:10]
    if kind in ("float", "currency", "percentage"):
        return _number(node.get(f"{_OFFICE}value", ""), is_percent=kind == "percentage")
    if kind == "boolean":
        return "x" if node.get(f"{_OFFICE}boolean-value") == "true" else ""
    return "\n".join(_line(part) for part in node.iterchildren(f"{_TEXT}p"))


def _number(value: str, *, is_percent: bool) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return ""
    if is_percent and number.is_finite():
        return f"{shown(str(number * 100), 'General')}%"
    return shown(value, "General")


def _line(node: _Element) -> str:
    """The words of one paragraph: blanks and breaks are elements of their own, remarks are no part of it."""
    parts = [node.text or ""]
    for child in node.iterchildren():
        if child.tag == f"{_TEXT}s":
            written = child.get(f"{_TEXT}c", "1")
            parts.append(" " * (int(written) if written.isdecimal() and len(written) < 4 else 1))
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag == f"{_TEXT}tab":
            parts.append(" ")
        elif child.tag not in _NOT_SHOWN and isinstance(child.tag, str):
            parts.append(_line(child))
        parts.append(child.tail or "")
    return "".join(parts)
