"""A unit's form as it came back: any file name, columns moved, rows added, cells merged, keys lost.

Columns are told by what their headings mean, rows by hidden key, code or words (`domain.unit_forms.match_rows`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kh57_desktop.domain.unit_forms import (
    INDICATOR_ENTRIES,
    TASK_ENTRIES,
    Entry,
    FormTable,
    ReturnedForm,
    ReturnedRow,
)
from kh57_desktop.errors import CannotRead, UserError, reason_of
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.importing import deadline
from kh57_desktop.importing.characters import folded
from kh57_desktop.importing.converters import TARGETS, converted
from kh57_desktop.importing.errors import DocumentTooLarge
from kh57_desktop.importing.ods_cells import ods_sheets_of
from kh57_desktop.importing.spreadsheet_cells import CELLS, Sheet, sheets_of
from kh57_desktop.importing.spreadsheet_columns import heading_key

FORM_SUFFIXES = (".xlsx", ".xlsm", ".ods", ".xls")
KEYS_SHEET = "kh57"
"""Name of the hidden sheet with form code and office code."""
_FORM_CODE = re.compile(r"\bmã phiếu\s*:?\s*(PH\d{1,9})\b", re.IGNORECASE)
_OFFICE_CODE = re.compile(r"\bmã cơ quan\s*:?\s*(\d{2}|\d{5})\b", re.IGNORECASE)
_KEY, _CODE, _TASK, _INDICATOR = "key", "code", "task", "indicator"
_MEANINGS: Sequence[tuple[str, re.Pattern[str]]] = (
    (_KEY, re.compile(r"khoa(?: dong)?|key")),
    (_CODE, re.compile(r"ma(?: so| viec| nv| nhiem vu| chi tieu)?|ky hieu")),
    ("last", re.compile(r".*(?:lan truoc|ky truoc|da bao cao).*")),
    (Entry.PERCENT, re.compile(r".*(?:tien do|ty le hoan thanh|phan tram|% ?hoan thanh|hoan thanh ?%).*")),
    (Entry.FINISHED_ON, re.compile(r".*ngay (?:hoan thanh|xong|ket thuc).*")),
    (Entry.DIFFICULTY, re.compile(r".*(?:kho khan|vuong mac|ton tai|nguyen nhan).*")),
    (Entry.PROPOSAL, re.compile(r".*(?:de xuat|kien nghi).*")),
    (Entry.VALUE, re.compile(r".*(?:so lieu|gia tri|ket qua|thuc hien).*(?:ky nay|ky bao cao|trong ky).*|so lieu")),
    (Entry.SOURCE, re.compile(r".*nguon.*")),
    (Entry.REMARK, re.compile(r".*(?:ghi chu|giai trinh).*")),
    ("unit", re.compile(r"don vi(?: tinh| do)?|dvt")),
    ("target", re.compile(r".*muc tieu.*")),
    ("deadline", re.compile(r".*(?:thoi han|thoi gian|\bhan\b).*")),
    ("product", re.compile(r".*san pham.*")),
    (_TASK, re.compile(r".*(?:nhiem vu|noi dung|cong viec).*")),
    (_INDICATOR, re.compile(r".*chi tieu.*")),
    (Entry.RESULT, re.compile(r".*ket qua.*")),
)
"""Meaning of a heading without marks, the first that fits; "Kết quả kỳ này" of an indicator is its value."""
_NEEDED = 3
MERGED_ROWS = 500
"""Of one merged area: more are a frame around the whole form."""


class FormUnknown(UserError):
    """A file that is no form of this office, or lost what it is told by."""

    code = "form-unknown"
    message = N_("“{name}” was not recognised as a unit form of this office.")
    hint = N_(
        "Nothing was changed. Please check that it is the form which was sent out (it carries “Mã phiếu”), or send the"
        " unit its form again."
    )


@dataclass(frozen=True)
class _Columns:
    table: FormTable
    places: Mapping[str, int]


def read_form(path: Path) -> ReturnedForm:
    """What the file says; raises FormUnknown, and the errors of reading a workbook from outside."""
    if not path.is_file():
        raise CannotRead(name=path.name, reason=reason_of(FileNotFoundError(2, "")))
    try:
        with deadline.limited(path.name):
            return _read(path)
    except OSError as cause:
        raise CannotRead(name=path.name, reason=reason_of(cause)) from cause


def _read(path: Path) -> ReturnedForm:
    if path.suffix.lower() == ".ods":
        sheets = ods_sheets_of(path)
    elif path.suffix.lower() in TARGETS:
        with converted(path) as copy:
            sheets = sheets_of(copy, with_hidden=True, has_plain_days=True)
    else:
        sheets = sheets_of(path, with_hidden=True, has_plain_days=True)
    hidden = _hidden_words(sheets)
    words = "\n".join(_words_of(sheets))
    code, office = _FORM_CODE.search(words), _OFFICE_CODE.search(words)
    rows = tuple(chain.from_iterable(_rows(sheet, path.name) for sheet in sheets if sheet.name != KEYS_SHEET))
    form_code = hidden.get("form") or (code[1].upper() if code else "")
    if not form_code:
        raise FormUnknown(name=path.name)
    return ReturnedForm(path.name, form_code, hidden.get("office") or (office[1] if office else ""), rows)


def _hidden_words(sheets: Sequence[Sheet]) -> dict[str, str]:
    keys = next((sheet for sheet in sheets if sheet.name == KEYS_SHEET), None)
    if keys is None:
        return {}
    return {row[0].strip(): row[1].strip() for row in keys.rows.values() if 0 in row and 1 in row}


def _words_of(sheets: Sequence[Sheet]) -> list[str]:
    """What stands outside the long tables: the first and last rows of each sheet."""
    found = []
    for sheet in sheets:
        places = sorted(sheet.rows)
        for place in (*places[:12], *places[-4:]):
            found += [nfc(text) for text in sheet.rows[place].values()]
    return found


def _rows(sheet: Sheet, name: str) -> list[ReturnedRow]:
    found: list[ReturnedRow] = []
    columns: _Columns | None = None
    merged = _merged_places(sheet, name)
    for place in sorted(sheet.rows):
        cells = sheet.rows[place]
        heading = _columns(cells)
        if heading is not None:
            columns = heading
        elif columns is not None:
            joined = merged.get(place, {})
            filled = {column: joined.get(column, cells.get(column, "")) for column in _width(columns)}
            row = _row(sheet.name, place, filled, columns, set(joined))
            if row is not None:
                found.append(row)
    return found


def _width(columns: _Columns) -> range:
    return range(max(columns.places.values()) + 1)


def _merged_places(sheet: Sheet, name: str) -> dict[int, dict[int, str]]:
    """Row below the first one of a merged area → column → words of the area."""
    found: dict[int, dict[int, str]] = {}
    count = 0
    for area in sheet.merged:
        if area.bottom - area.top > MERGED_ROWS:
            continue
        count += (area.bottom - area.top) * (area.right - area.left + 1)
        if count > CELLS:
            raise DocumentTooLarge(name=name, limit=_("more than {count} parts").format(count=CELLS))
        words = sheet.rows.get(area.top, {}).get(area.left, "")
        for place in range(area.top + 1, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                found.setdefault(place, {})[column] = words
    return found


def _columns(cells: Mapping[int, str]) -> _Columns | None:
    """The columns that a heading row names; None where the row is none."""
    places: dict[str, int] = {}
    for column, text in sorted(cells.items()):
        meaning = _meaning(text)
        if meaning is not None:
            places.setdefault(meaning, column)
    if len(places) < _NEEDED:
        return None
    if _INDICATOR in places and (Entry.VALUE in places or (Entry.RESULT in places and _TASK not in places)):
        if Entry.VALUE not in places:
            places[Entry.VALUE] = places.pop(Entry.RESULT)
        return _Columns(FormTable.INDICATORS, places)
    if _TASK in places and (Entry.PERCENT in places or Entry.RESULT in places):
        return _Columns(FormTable.TASKS, places)
    return None


def _meaning(text: str) -> str | None:
    key = heading_key(text.replace("\n", " "))
    if not key or len(key) > 80:
        return None
    bare = re.sub(r"\s*\([^)]*\)", "", key).strip() or key
    return next((meaning for meaning, pattern in _MEANINGS if pattern.fullmatch(key) or pattern.fullmatch(bare)), None)


def _row(sheet: str, place: int, cells: Mapping[int, str], columns: _Columns, merged: set[int]) -> ReturnedRow | None:
    def at(meaning: str) -> str:
        return folded(nfc(cells.get(columns.places.get(meaning, -1), "")).replace("\n", " "))

    entries = TASK_ENTRIES if columns.table is FormTable.TASKS else INDICATOR_ENTRIES
    typed = {entry: nfc(cells.get(columns.places[entry], "")).strip() for entry in entries if entry in columns.places}
    text = at(_TASK if columns.table is FormTable.TASKS else _INDICATOR)
    key, code = at(_KEY), at(_CODE)
    if not (key or code or text):
        return None
    return ReturnedRow(
        columns.table,
        _("{sheet}, row {row}").format(sheet=sheet, row=place + 1),
        key,
        code,
        text,
        {entry: words for entry, words in typed.items() if words},
        frozenset(entry for entry in typed if columns.places[entry] in merged),
    )
