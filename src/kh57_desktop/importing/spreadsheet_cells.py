"""The sheets of an .xlsx as text: values as shown, merged areas; macros, links and drawings are never touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.importing import deadline
from kh57_desktop.importing.archive import Package, open_package
from kh57_desktop.importing.errors import DocumentDamaged, DocumentTooLarge, DocumentUnsafe
from kh57_desktop.importing.spreadsheet_formats import BUILT_IN, plain_day, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ROWS = 20_000
COLUMNS = 64
CELLS = 400_000
SHEETS = 60
MERGED = 20_000
ELEMENTS = 3_000_000
"""Of one part: a sheet of 400,000 cells has under a million."""
_ROW_ELEMENTS = 200_000
"""Of one row or string, which stands in memory as a whole; Excel knows 16,384 columns."""
_LONGEST_FORMAT = 255
"""Letters; Excel takes no longer one."""
_CHUNK = 1 << 16
_BEYOND = 500
"""Filled cells right of the last column that is read, beyond which the sheet is no table of a plan."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class WorkbookDamaged(UserError):
    code = "workbook-damaged"
    message = N_("The workbook “{name}” is damaged and cannot be read.")
    hint = N_("Nothing was changed. Please open it in Excel, save it again under a new name, then import that copy.")


@dataclass(frozen=True)
class Area:
    """A merged area, places from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """Filled rows by their place from 0, each a dict of column to text; line breaks inside a cell are kept."""

    name: str
    rows: dict[int, dict[int, str]]
    merged: tuple[Area, ...] = ()


@dataclass(frozen=True)
class _Workbook:
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool
    name: str
    has_plain_days: bool = False


def sheets_of(path: Path, *, with_hidden: bool = False, has_plain_days: bool = False) -> list[Sheet]:
    """The visible sheets in order; raises WorkbookDamaged, the other errors of `open_package`, and DocumentTooLarge for
    huge sheets.

    `with_hidden`: hidden ones too. `has_plain_days`: a day as `2026-09-25`, whatever order its cell shows it in.
    """
    try:
        return _sheets(path, with_hidden, has_plain_days)
    except DocumentDamaged as cause:
        raise WorkbookDamaged(name=path.name) from cause


def _sheets(path: Path, with_hidden: bool, has_plain_days: bool) -> list[Sheet]:
    with open_package(path) as package:
        book = package.xml("xl/workbook.xml")
        links = package.xml("xl/_rels/workbook.xml.rels")
        if book is None or links is None:
            raise DocumentDamaged(name=path.name)
        targets = {link.get("Id", ""): link.get("Target", "") for link in links.iterfind(f"{_P}Relationship")}
        properties = book.find(f"{_S}workbookPr")
        workbook = _Workbook(
            tuple(_strings(package, path.name)),
            _formats(package.xml("xl/styles.xml")),
            properties is not None and properties.get("date1904") in ("1", "true"),
            path.name,
            has_plain_days,
        )
        sheets: list[Sheet] = []
        for node in book.iterfind(f"{_S}sheets/{_S}sheet"):
            member = _member(targets.get(node.get(f"{_R}id", ""), ""))
            is_visible = node.get("state", "visible") == "visible"
            if (is_visible or with_hidden) and member in package.members and len(sheets) < SHEETS:
                sheets.append(_sheet(package, member, node.get("name", ""), workbook))
        return sheets


def _member(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def elements(package: Package, member: str, tags: Sequence[str], name: str) -> Iterator[_Element]:
    """Elements of a large part one by one, so that the part never stands in memory as a whole tree."""
    from lxml import etree

    data = package.bytes_of(member)
    if b"<!doctype" in data.replace(b"\x00", b"").lower():
        raise DocumentUnsafe(name=name)
    if data.count(b"<") - data.count(b"</") > ELEMENTS:
        raise DocumentTooLarge(name=name, limit=_("more than {count} parts").format(count=ELEMENTS))
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    parser = etree.XMLPullParser(events=("end",), tag=tags, **options)
    since = 0
    try:
        for start in range(0, len(data), _CHUNK):
            deadline.check()
            chunk = data[start : start + _CHUNK]
            since += chunk.count(b"<")
            parser.feed(chunk)
            for _event, node in parser.read_events():
                since = 0
                yield node
                node.clear()
                while node.getprevious() is not None:
                    del node.getparent()[0]
            if since > _ROW_ELEMENTS:
                raise DocumentTooLarge(name=name, limit=_("more than {count} parts").format(count=_ROW_ELEMENTS))
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as cause:
        raise DocumentDamaged(name=name) from cause


def _whole(text: str, otherwise: int) -> int:
    """A place or number of a style; no digits are none, and so are more than any workbook has."""
    return int(text) if text.isdecimal() and len(text) < 8 else otherwise


def _strings(package: Package, name: str) -> Iterator[str]:
    if "xl/sharedStrings.xml" in package.members:
        for node in elements(package, "xl/sharedStrings.xml", [f"{_S}si"], name):
            deadline.check()
            yield _text(node)


def _text(node: _Element) -> str:
    """Text of a string with its runs; readings for pronunciation are left out."""
    return "".join(part.text or "" for part in node.iter(f"{_S}t") if part.getparent().tag != f"{_S}rPh")


def _formats(styles: _Element | None) -> tuple[str, ...]:
    """The number format of each cell style."""
    if styles is None:
        return ()
    own = {
        node.get("numFmtId", ""): node.get("formatCode", "General")
        for node in styles.iterfind(f"{_S}numFmts/{_S}numFmt")
    }
    own = {number: code for number, code in own.items() if len(code) <= _LONGEST_FORMAT}
    numbers = [node.get("numFmtId", "0") for node in styles.iterfind(f"{_S}cellXfs/{_S}xf")]
    return tuple(own.get(number) or BUILT_IN.get(_whole(number, 0), "General") for number in numbers)


def _sheet(package: Package, member: str, name: str, workbook: _Workbook) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    count = beyond = 0
    place = -1
    merged: list[Area] = []
    for row in elements(package, member, [f"{_S}row", f"{_S}mergeCell"], workbook.name):
        if row.tag != f"{_S}row":
            merged += _area(row) if len(merged) < MERGED else ()
            continue
        place = _whole(row.get("r", ""), place + 2) - 1
        cells: dict[int, str] = {}
        column = -1
        for node in row.iterfind(f"{_S}c"):
            match = _REFERENCE.fullmatch(node.get("r", ""))
            column = _column(match[1]) if match else column + 1
            text = _value(node, workbook)
            if not text.strip():
                continue
            if column < COLUMNS:
                cells[column] = text
            else:
                beyond += 1
        count += len(cells)
        if cells:
            rows[place] = cells
        if len(rows) > ROWS or count > CELLS or beyond > _BEYOND:
            limit = _("more than {rows} rows or {columns} columns").format(rows=ROWS, columns=COLUMNS)
            raise DocumentTooLarge(name=workbook.name, limit=limit)
    return Sheet(name, rows, tuple(merged))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(node: _Element, workbook: _Workbook) -> str:
    kind = node.get("t", "n")
    if kind == "inlineStr":
        return _text(node)
    value = node.findtext(f"{_S}v") or ""
    if kind == "s":
        at = _whole(value, len(workbook.strings))
        return workbook.strings[at] if at < len(workbook.strings) else ""
    if kind == "b":
        return "x" if value == "1" else ""
    if kind == "e" or not value:
        return ""
    if kind == "str":
        return value
    at = _whole(node.get("s", "0"), 0)
    code = workbook.formats[at] if at < len(workbook.formats) else "General"
    day = plain_day(value, code, from_1904=workbook.from_1904) if workbook.has_plain_days else None
    return day or shown(value, code, from_1904=workbook.from_1904)


def _area(node: _Element) -> list[Area]:
    """The merged area of a `mergeCell`, none where it names none inside the columns that are read."""
    corners = [_REFERENCE.fullmatch(part) for part in node.get("ref", "").split(":")]
    if len(corners) == 2 and corners[0] and corners[1]:
        left, right = _column(corners[0][1]), _column(corners[1][1])
        top, bottom = int(corners[0][2]) - 1, int(corners[1][2]) - 1
        if left < COLUMNS and left <= right and top <= bottom:
            return [Area(top, left, bottom, min(right, COLUMNS - 1))]
    return []
