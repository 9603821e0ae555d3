"""A table on its sheet: heading in sight and on every printed page, rows as high as their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kh57_desktop.documents.content import Align, Cell, Column, ColumnGroup, GroupRow, Row, Table, cell_text
from kh57_desktop.documents.excel.cells import Look, is_like_formula, number_form, shortened
from kh57_desktop.documents.excel.rows import TableSheet
from kh57_desktop.documents.excel.sheet import CELL_PADDING_MM, MOST_LINES, Sheet, height_of
from kh57_desktop.documents.layouts import MM, Face
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.typography import NO_BREAK

_HEADING = Look(is_bold=True, align=Align.CENTER, has_border=True, is_middle=True)
_GROUP = Look(is_bold=True, has_border=True)
_CELL = Look(has_border=True)
_ALIKE = 0.7
"""Words with fewer letters than this share of the longest are not the widest."""


def write_table(sheet: Sheet, table: Table) -> int:
    """Returns the sheet's row of the table's first row."""
    first = sheet.row
    _heading(sheet, table.columns)
    if table.numbered:
        for place in range(len(table.leaves)):
            sheet.span(sheet.row, place, place + 1, f"({place + 1})", _HEADING)
        sheet.row += 1
    sheet.target.freeze_panes(sheet.row, 0)
    sheet.target.repeat_rows(first, sheet.row - 1)
    usual = _Rows(sheet, table.leaves, is_bold=False)
    bold = _Rows(sheet, table.leaves, is_bold=True)
    below_heading = sheet.row
    for row in table.rows:
        if isinstance(row, Row):
            (bold if row.is_total else usual).write(row.cells)
        else:
            _group_row(sheet, row)
    return below_heading


def write_signatures(sheet: Sheet, table: Table) -> None:
    """Two signatures side by side, without lines."""
    look = Look(size=13, is_bold=True, align=Align.CENTER)
    rows = [tuple(column.title for column in table.leaves)]
    rows += [tuple(map(cell_text, row.cells)) for row in table.rows if isinstance(row, Row)]
    sheet.skip()
    for left, *others in rows:
        sheet.pair(left, look, "\n".join(others), look)


def _group_row(sheet: Sheet, row: GroupRow) -> None:
    text = f"{row.number}. {row.title}" if row.number else row.title
    end = len(sheet.widths)
    sheet.span(sheet.row, 0, end, text, _GROUP)
    sheet.set_height(sheet.row, len(sheet.lines(text, _GROUP, 0, end)), _GROUP.size)
    sheet.row += 1


class _Rows:
    """Rows of one weight; remembers how a text that comes again (a unit, a deadline) is set."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], *, is_bold: bool) -> None:
        self._sheet = sheet
        self._looks = [replace(_CELL, is_bold=is_bold, align=column.align) for column in columns]
        self._known: dict[tuple[int, str], tuple[str, int]] = {}
        self._numbers: dict[tuple[int, str], Any] = {}

    def write(self, cells: Sequence[Cell]) -> None:
        sheet, known = self._sheet, self._known
        target: TableSheet = sheet.target
        shown = []
        most = 1
        for place, cell in enumerate(cells):
            form = "" if isinstance(cell, str) else number_form(cell)
            if form:
                shown.append(target.number_cell(cell, self._number_look(place, form)))
                continue
            text = cell if isinstance(cell, str) else cell_text(cell)
            found = known.get((place, text))
            if found is None:
                found = known[place, text] = self._set(place, text)
            elif text:
                target.text_again()
            shown.append(found[0])
            most = max(most, found[1])
        target.put_row(sheet.row, shown, height_of(min(most, MOST_LINES), _CELL.size))
        sheet.row += 1

    def _set(self, place: int, text: str) -> tuple[str, int]:
        """The cell as written, and its lines: only Excel itself fits a row's height to wrapped text."""
        look = self._looks[place]
        if not text:
            return self._sheet.target.blank_cell(self._sheet.looks.of(look)), 1
        if is_like_formula(text):
            look = replace(look, is_quoted=True)
        lines = self._sheet.line_count(text, look, place)
        return self._sheet.target.text_cell(shortened(text), self._sheet.looks.of(look)), lines

    def _number_look(self, place: int, form: str) -> Any:
        look = self._numbers.get((place, form))
        if look is None:
            look = self._numbers[place, form] = self._sheet.looks.of(replace(self._looks[place], form=form))
        return look


def _heading(sheet: Sheet, columns: Sequence[Column | ColumnGroup]) -> None:
    """One row, or two where columns are grouped; the others then reach over both."""
    is_grouped = any(isinstance(column, ColumnGroup) for column in columns)
    upper, lower = sheet.row, sheet.row + (1 if is_grouped else 0)
    most = [1, 1]
    place = 0
    for column in columns:
        if isinstance(column, ColumnGroup):
            end = place + len(column.columns)
            sheet.span(upper, place, end, column.title, _HEADING)
            most[0] = max(most[0], len(sheet.lines(column.title, _HEADING, place, end)))
            for at, leaf in enumerate(column.columns, place):
                sheet.span(lower, at, at + 1, leaf.title, _HEADING)
                most[1] = max(most[1], len(sheet.lines(leaf.title, _HEADING, at, at + 1)))
            place = end
        else:
            shown = sheet.looks.of(_HEADING)
            if is_grouped:
                sheet.target.merge_range(upper, place, lower, place, "", shown)
            sheet.string(upper, place, column.title, shown)
            lines = len(sheet.lines(column.title, _HEADING, place, place + 1))
            most[0] = max(most[0], -(-lines // 2) if is_grouped else lines)
            place += 1
    for row, lines in zip(range(upper, lower + 1), most, strict=False):
        sheet.set_height(row, lines, _HEADING.size)
    sheet.row = lower + 1


def column_widths(table: Table, width: float) -> tuple[float, ...]:
    """In mm, to `width` together: those of the paper, none narrower than its longest word."""
    wanted = [column.width for column in table.leaves]
    scale = width / sum(wanted)
    texts: list[set[str]] = [set() for _column in wanted]
    for row in table.rows:
        if isinstance(row, Row):
            for seen, cell in zip(texts, row.cells, strict=True):
                seen.add(cell if isinstance(cell, str) else cell_text(cell))
    needed = [_longest_word(column.title, Face.BOLD) for column in table.leaves]
    return tuple(
        max(column * scale, min(max(need, _longest_word(" ".join(seen), Face.REGULAR)), width / 3))
        for column, need, seen in zip(wanted, needed, texts, strict=True)
    )


def _longest_word(text: str, face: Face) -> float:
    measure = meter(face, _HEADING.size)
    words = set(text.replace(NO_BREAK, " ").split())
    letters = max(map(len, words), default=0)
    longest = max((measure(word) for word in words if len(word) >= _ALIKE * letters), default=0.0)
    return longest / MM * 1.05 + CELL_PADDING_MM
