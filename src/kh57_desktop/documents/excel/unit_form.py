"""Phiếu đơn vị as a workbook: only the columns to fill in are open, a hidden column and sheet keep the keys (N2).

The same workbook goes back to the unit with what it typed and remarks in the cells that need another look (row 63).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from kh57_desktop.documents.content import SAMPLE_MARK, Align, short_date
from kh57_desktop.documents.excel.cells import FONT, Look, Looks, is_like_formula, shortened
from kh57_desktop.documents.excel.sheet import MOST_LINES, Sheet
from kh57_desktop.domain.unit_forms import TASK_ENTRIES, Entry, FormRow, FormTable, UnitForm

KEYS_SHEET = "kh57"
_A4 = 9
_SAME_DAY = datetime(2025, 1, 1, tzinfo=UTC)
_TITLE = Look(size=14, is_bold=True, align=Align.CENTER)
_LINE = Look(size=12)
_HINT = Look(size=11, is_italic=True)
_HEADING = Look(size=11, is_bold=True, align=Align.CENTER, has_border=True, is_middle=True)
_FIXED = Look(size=11, has_border=True)
_MARGINS = (0.6, 0.6, 0.6, 0.6)
_SPARE_ROWS = 5
"""Empty rows in which a unit may write work that its form does not have."""


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: float
    align: Align = Align.LEFT
    entry: Entry | None = None


_TASK_COLUMNS = (
    _Column("Khóa", 5),
    _Column("Mã", 13, Align.CENTER),
    _Column("Nội dung nhiệm vụ", 66),
    _Column("Thời hạn", 24, Align.CENTER),
    _Column("Sản phẩm", 26),
    _Column("Lần trước", 26),
    _Column("Tiến độ (%)", 16, Align.CENTER, Entry.PERCENT),
    _Column("Kết quả thực hiện", 46, entry=Entry.RESULT),
    _Column("Khó khăn, vướng mắc", 32, entry=Entry.DIFFICULTY),
    _Column("Đề xuất, kiến nghị", 32, entry=Entry.PROPOSAL),
    _Column("Ngày hoàn thành", 24, Align.CENTER, Entry.FINISHED_ON),
)
_INDICATOR_COLUMNS = (
    _Column("Khóa", 5),
    _Column("Mã", 13, Align.CENTER),
    _Column("Chỉ tiêu", 90),
    _Column("Đơn vị tính", 22, Align.CENTER),
    _Column("Mục tiêu", 28, Align.CENTER),
    _Column("Kỳ trước", 26, Align.CENTER),
    _Column("Số liệu kỳ này", 28, Align.CENTER, Entry.VALUE),
    _Column("Nguồn số liệu", 44, entry=Entry.SOURCE),
    _Column("Ghi chú", 44, entry=Entry.REMARK),
)
_NAMES = {FormTable.TASKS: "Nhiệm vụ", FormTable.INDICATORS: "Chỉ tiêu"}
_HINTS = {
    FormTable.TASKS: (
        "Chỉ điền các ô nền vàng; việc chưa làm thì để trống. Tiến độ ghi 85 hoặc 85%. Việc đã xong thì ghi ngày hoàn "
        "thành (ngày/tháng/năm). Việc phát sinh ghi vào các dòng trống cuối bảng."
    ),
    FormTable.INDICATORS: (
        "Chỉ điền các ô nền vàng. Không phát sinh thì ghi 0; chưa có số liệu thì ghi …; không áp dụng thì ghi x; "
        "chưa báo cáo thì để trống."
    ),
}


@dataclass(frozen=True, slots=True)
class FilledRow:
    """What a unit typed, to be sent back: `key` "" for a row that it added; `remarks` by column, None the whole row."""

    table: FormTable
    key: str
    text: str
    cells: Mapping[Entry, str]
    remarks: Mapping[Entry | None, str]


def unit_form_workbook(form: UnitForm, *, filled: Sequence[FilledRow] = ()) -> bytes:
    """The form of one unit; with `filled` it is the form sent back for correction."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": f"Phiếu báo cáo {form.code} - {form.unit_name}", "created": _SAME_DAY})
        looks = Looks(book)
        tables = [table for table in FormTable if form.rows(table)]
        for table in tables:
            rows = [one for one in filled if one.table is table]
            _Writer(book, looks, form, table, is_first=table is tables[0]).write(rows)
        keys = book.add_worksheet(KEYS_SHEET)
        for place, pair in enumerate((("form", form.code), ("office", form.office_code), ("period", form.period))):
            keys.write_string(place, 0, pair[0])
            keys.write_string(place, 1, pair[1])
        keys.hide()
    return target.getvalue()


class _Writer:
    """One table of the form on its sheet."""

    def __init__(self, book: Any, looks: Looks, form: UnitForm, table: FormTable, *, is_first: bool) -> None:
        self._form, self._table = form, table
        self._columns = _TASK_COLUMNS if table is FormTable.TASKS else _INDICATOR_COLUMNS
        self._target = book.add_worksheet(_NAMES[table])
        self._sheet = Sheet(self._target, looks, [column.width for column in self._columns])
        self._looks = looks
        open_cell = {
            "font_name": FONT,
            "font_size": 11,
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "locked": False,
        }
        self._open = {
            (align, marked): book.add_format(
                {**open_cell, "align": "center" if align is Align.CENTER else "left", "bg_color": colour}
            )
            for align in (Align.LEFT, Align.CENTER)
            for marked, colour in ((False, "#FFF9DB"), (True, "#FBD5CF"))
        }
        if is_first:
            self._target.activate()

    def write(self, filled: Sequence[FilledRow]) -> None:
        self._set_up()
        self._top(has_remarks=bool(filled))
        first = self._sheet.row
        for place, column in enumerate(self._columns):
            self._sheet.string(first, place, column.title, self._looks.of(_HEADING))
        self._sheet.set_height(first, 2, _HEADING.size)
        self._target.freeze_panes(first + 1, 3)
        self._target.repeat_rows(first)
        self._sheet.row += 1
        typed = {one.key: one for one in filled if one.key}
        for row in self._form.rows(self._table):
            self._row(row, typed.get(row.key))
        if self._table is FormTable.TASKS:
            added = [one for one in filled if not one.key]
            for place in range(max(_SPARE_ROWS, len(added) + 2)):
                self._spare(added[place] if place < len(added) else None)
        self._validate(first + 1, self._sheet.row - 1)
        self._foot()

    def _set_up(self) -> None:
        target = self._target
        target.set_landscape()
        target.set_paper(_A4)
        target.fit_to_pages(1, 0)
        target.set_margins(*_MARGINS)
        mark = f'&L&"{FONT},Regular"&10{SAMPLE_MARK}' if self._form.is_sample else ""
        target.set_header(f'{mark}&C&"{FONT},Regular"&12&P')
        target.hide_gridlines(1)
        target.set_column(0, 0, None, None, {"hidden": True})
        # no password: a unit that must change the sheet can, and reading does not rely on the lock
        target.protect("", {"format_rows": True, "format_columns": True, "insert_rows": True, "sort": False})

    def _top(self, *, has_remarks: bool) -> None:
        form, sheet = self._form, self._sheet
        sheet.line(f"PHIẾU BÁO CÁO CỦA {form.unit_name.upper()}", _TITLE)
        sheet.line(
            f"{form.period_words}, số liệu đến hết ngày {short_date(form.cut_off)}", replace(_LINE, align=Align.CENTER)
        )
        sheet.line(form.plan_words, _LINE)
        by = f" Đề nghị gửi lại trước hết ngày {short_date(form.answer_by)}." if form.answer_by else ""
        sheet.line(f"Nơi nhận phiếu: {form.office_name}.{by}", _LINE)
        sheet.line(f"Mã phiếu: {form.code}   Mã cơ quan: {form.office_code}", replace(_LINE, is_bold=True))
        sheet.line(_HINTS[self._table], _HINT)
        if has_remarks:
            words = "Phiếu gửi lại để bổ sung: các ô nền hồng có lời nhắc kèm theo; đề nghị sửa rồi gửi lại phiếu này."
            sheet.line(words, replace(_LINE, is_bold=True))
        sheet.skip()

    def _row(self, row: FormRow, typed: FilledRow | None) -> None:
        fixed = (row.key, row.code, row.text, *row.details, row.last)
        self._write_row(fixed, typed)

    def _spare(self, typed: FilledRow | None) -> None:
        """An open row: the unit writes words of its own into it."""
        row = self._sheet.row
        self._target.write_blank(row, 0, None, self._looks.of(_FIXED))
        count = len(self._columns) - len(TASK_ENTRIES)
        for place in range(1, count):
            text = typed.text if typed is not None and place == 2 else ""
            look = self._open[self._columns[place].align, bool(typed and place == 2)]
            self._string(place, text, look)
        self._entries(typed, count)
        if typed is not None:
            self._note(2, typed.remarks.get(None, ""))
        self._sheet.set_height(row, 2, _FIXED.size)
        self._sheet.row += 1

    def _write_row(self, fixed: Sequence[str], typed: FilledRow | None) -> None:
        sheet, most = self._sheet, 1
        for place, text in enumerate(fixed):
            look = replace(_FIXED, align=self._columns[place].align, is_quoted=is_like_formula(text))
            sheet.string(sheet.row, place, text, self._looks.of(look))
            if place:
                most = max(most, len(sheet.lines(text, look, place, place + 1)) if text else 1)
        most = max(most, self._entries(typed, len(fixed)))
        if typed is not None:
            self._note(2, typed.remarks.get(None, ""))
        sheet.set_height(sheet.row, min(max(most, 2), MOST_LINES), _FIXED.size)
        sheet.row += 1

    def _entries(self, typed: FilledRow | None, first: int) -> int:
        """The columns to fill in; returns the lines that what stands in them takes."""
        most = 1
        for place, column in enumerate(self._columns[first:], first):
            text = typed.cells.get(column.entry, "") if typed is not None and column.entry else ""
            remark = typed.remarks.get(column.entry, "") if typed is not None and column.entry else ""
            self._string(place, text, self._open[column.align, bool(remark)])
            self._note(place, remark)
            if text:
                most = max(most, len(self._sheet.lines(text, _FIXED, place, place + 1)))
        return most

    def _string(self, place: int, text: str, shown: Any) -> None:
        if text:
            self._target.write_string(self._sheet.row, place, shortened(text), shown)
        else:
            self._target.write_blank(self._sheet.row, place, None, shown)

    def _note(self, place: int, remark: str) -> None:
        if remark:
            size = {"width": 300, "height": 90, "font_size": 10, "visible": False}
            self._target.write_comment(self._sheet.row, place, remark, {"author": self._form.office_name, **size})

    def _validate(self, first: int, last: int) -> None:
        """What the cells to fill in accept; a warning only, so that nothing that a unit wants to say is kept out."""
        for place, column in enumerate(self._columns):
            if column.entry is Entry.PERCENT:
                rule: dict[str, Any] = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
                words = ("Tiến độ", "Ghi số từ 0 đến 100, ví dụ 85 hoặc 85%.")
            elif column.entry is Entry.FINISHED_ON:
                rule = {"validate": "date", "criteria": ">", "value": date(2020, 1, 1)}
                words = ("Ngày hoàn thành", "Ghi ngày/tháng/năm, ví dụ 25/9/2026.")
            else:
                continue
            rule |= {"error_type": "information", "ignore_blank": True}
            titles = {"input_title": words[0], "error_title": words[0]}
            messages = {"input_message": words[1], "error_message": words[1]}
            self._target.data_validation(first, place, last, place, {**rule, **titles, **messages})

    def _foot(self) -> None:
        self._sheet.skip()
        self._sheet.pair("", _LINE, "Ngày ...... tháng ...... năm ..........", replace(_LINE, align=Align.CENTER))
        self._sheet.pair("", _LINE, "NGƯỜI BÁO CÁO", replace(_LINE, is_bold=True, align=Align.CENTER))
