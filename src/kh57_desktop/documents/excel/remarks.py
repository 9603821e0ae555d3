"""Rows that were read, back to whoever sent them: what is doubtful is coloured, the reason in the cell and beside it.

The headings are those that the reader of sheets knows, so that the corrected file can simply be read again.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kh57_desktop.documents.excel.cells import FONT

_TINT = "#FBF0D9"
_FORMULA_STARTS = ("=", "+", "-", "@")
_SAME_DAY = datetime(2025, 1, 1)  # noqa: DTZ001 - Excel's days have no zone
_A4 = 9
_LINE = 16.5
"""Height of a line of 12 pt in points."""
_COMMENT = {"x_scale": 1.6, "y_scale": 0.8, "font_size": 9}


@dataclass(frozen=True, slots=True)
class RemarkedRow:
    """`remarks`: by place of the cell what is doubtful there; `reason`: everything that is doubtful in the row."""

    cells: tuple[str, ...]
    remarks: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    is_head: bool = False


def render_remarks(
    title: str, hint: str, headings: Sequence[tuple[str, float]], rows: Sequence[RemarkedRow], *, author: str = ""
) -> bytes:
    """A workbook of one sheet; `headings`: words and width in characters, the last one holds the reasons."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title, "author": author, "created": _SAME_DAY})
    sheet = book.add_worksheet()
    last = len(headings) - 1
    sheet.merge_range(0, 0, 0, last, title, _format(book, {"font_size": 14, "bold": True, "border": 0}))
    sheet.merge_range(1, 0, 1, last, hint, _format(book, {"italic": True, "border": 0}))
    for column, (words, width) in enumerate(headings):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, words, _format(book, {"bold": True, "align": "center", "valign": "vcenter"}))
    widths = [width for _words, width in headings]
    sheet.set_row(0, _LINE * 1.2 * _lines(title, sum(widths) * 0.8))
    sheet.set_row(2, _LINE * max(map(_lines, (words for words, _width in headings), widths)))
    for place, row in enumerate(rows, 3):
        sheet.set_row(place, _LINE * max(map(_lines, (*row.cells, row.reason), widths)))
        _write_row(book, sheet, place, row, last)
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _lines(words: str, width: float) -> int:
    """Lines that the words take in a column so many characters wide; no program but Excel fits rows by itself."""
    lines, used = 1, 0
    for word in words.split():
        if used and used + 1 + len(word) > width * 0.95:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines


def _write_row(book: Any, sheet: Any, place: int, row: RemarkedRow, last: int) -> None:
    for column, words in enumerate((*row.cells, row.reason)):
        look: dict[str, Any] = {"bold": row.is_head or column in row.remarks or column == last}
        if row.reason:
            look["bg_color"] = _TINT
        if words.startswith(_FORMULA_STARTS):
            look["quote_prefix"] = True
        sheet.write_string(place, column, words, _format(book, look))
        if column in row.remarks:
            sheet.write_comment(place, column, row.remarks[column], _COMMENT)


def _format(book: Any, look: Mapping[str, Any]) -> Any:
    usual = {"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top", "border": 1}
    return book.add_format({**usual, **look})
