"""One sheet, written from the top: lines over its whole width, header and signature in two halves, a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Any

from kh57_desktop.documents.content import Align, Cell, Closing, ColumnGroup, GroupRow, Head, Row, Table, cell_text
from kh57_desktop.documents.excel.cells import Look, Looks, is_like_formula, number_form, number_of, shortened
from kh57_desktop.documents.layouts import MM, Face, Layout
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.head import printed_dateline, printed_sign
from kh57_desktop.documents.pdf.lines import filled
from kh57_desktop.documents.typography import NO_BREAK

_CENTER = Look(size=13, align=Align.CENTER)
_BOLD = replace(_CENTER, is_bold=True)
_ITALIC = replace(_CENTER, is_italic=True)
_HEADING = Look(is_bold=True, align=Align.CENTER, has_border=True, is_middle=True)
_GROUP = Look(is_bold=True, has_border=True)
_TABLE_SIZE = 12
_MOST_LINES = 25
"""What a row of 409 pt, the highest in Excel, holds; a longer paragraph goes on in the row below."""
_CELL_PADDING_MM = 2.0
_LEFT_SHARE = 0.4
_HIGHEST = 409
_SEAL_ROWS = 4


class Sheet:
    """`widths`: of the columns, in mm; the left half of header and signature gets 0.4 of them."""

    def __init__(self, sheet: Any, looks: Looks, widths: Sequence[float]) -> None:
        self._sheet = sheet
        self._looks = looks
        self._widths = tuple(widths)
        self._row = 0
        self._known: dict[tuple[str, int, bool], int] = {}
        for place, width in enumerate(widths):
            sheet.set_column_pixels(place, place, round(width / 25.4 * 96))
        self._split = self._middle()

    def _middle(self) -> int:
        total, used = sum(self._widths), 0.0
        for place, width in enumerate(self._widths[:-1], 1):
            used += width
            if used >= _LEFT_SHARE * total:
                return place
        return len(self._widths) - 1

    def skip(self) -> None:
        self._row += 1

    # --- lines ----------------------------------------------------------------------------------------------------

    def line(self, text: str, look: Look) -> None:
        """`text` over the whole width, in a row high enough for it."""
        lines = self._lines(text, look, 0, len(self._widths))
        for first in range(0, len(lines), _MOST_LINES):
            piece = text if len(lines) <= _MOST_LINES else " ".join(lines[first : first + _MOST_LINES])
            self._span(self._row, 0, len(self._widths), piece, look)
            self._height(self._row, len(lines[first : first + _MOST_LINES]), look.size)
            self._row += 1

    def pair(self, left: str, left_look: Look, right: str, right_look: Look) -> None:
        """Two texts on one level."""
        end = len(self._widths)
        if not self._split:
            self.line(left, left_look)
            self.line(right, right_look)
            return
        self._span(self._row, 0, self._split, left, left_look)
        self._span(self._row, self._split, end, right, right_look)
        most = max(
            len(self._lines(left, left_look, 0, self._split)), len(self._lines(right, right_look, self._split, end))
        )
        self._height(self._row, most, max(left_look.size, right_look.size))
        self._row += 1

    def head(self, head: Head, layout: Layout) -> None:
        left = [(text, _CENTER) for text in head.upper_lines] + [(text, _BOLD) for text in head.issuer_lines]
        right = [(text, _BOLD) for text in (layout.nation, layout.motto) if text]
        for one, other in zip_longest(left, right, fillvalue=("", _CENTER)):
            self.pair(*one, *other)
        sign = printed_sign(head.sign, layout) if head.sign is not None else ""
        day = printed_dateline(head.dateline) if head.dateline is not None else ""
        if sign or day:
            self.pair(sign, _CENTER, day, _ITALIC)
        self.skip()

    def closing(self, closing: Closing, layout: Layout) -> None:
        """Nơi nhận on the left; on the right authority, office, room for the seal, name."""
        label = Look(
            size=layout.recipients_label.size,
            is_bold=layout.recipients_label.face is Face.BOLD_ITALIC,
            is_italic=layout.recipients_label.face is Face.BOLD_ITALIC,
            is_underlined=layout.is_recipients_label_underlined,
        )
        recipient = Look(size=layout.recipient.size)
        left: list[tuple[str, Look]] = []
        if closing.recipients or closing.filing:
            left = [("Nơi nhận:", label)]
            left += [(f"- {name}{layout.recipient_end}", recipient) for name in closing.recipients]
            left += [(f"- {closing.filing}.", recipient)] if closing.filing else []
        signature = closing.signature
        position = replace(_CENTER, is_bold=layout.position.face is Face.BOLD)
        right = [(text, _BOLD) for text in signature.authority]
        right += [(signature.position, position), *[("", _CENTER)] * _SEAL_ROWS, (signature.name, _BOLD)]
        self.skip()
        for one, other in zip_longest(left, right, fillvalue=("", recipient)):
            self.pair(*one, *other)

    def _span(self, row: int, first: int, end: int, text: str, look: Look) -> None:
        look = replace(look, is_quoted=True) if is_like_formula(text) else look
        shown = self._looks.of(look)
        if end - first > 1:
            # merged empty, then filled: merging would guess a formula from the text
            self._sheet.merge_range(row, first, row, end - 1, "", shown)
        self._string(row, first, text, shown)

    def _string(self, row: int, column: int, text: str, shown: Any) -> None:
        if text:
            self._sheet.write_string(row, column, shortened(text), shown)
        else:
            self._sheet.write_blank(row, column, None, shown)

    def _lines(self, text: str, look: Look, first: int, end: int) -> list[str]:
        face = Face.BOLD if look.is_bold else Face.ITALIC if look.is_italic else Face.REGULAR
        room = (sum(self._widths[first:end]) - _CELL_PADDING_MM) * MM * 0.97
        return [line.text for line in filled(text, meter(face, look.size), room)]

    def _height(self, row: int, lines: int, size: float) -> None:
        self._sheet.set_row(row, min(_HIGHEST, lines * size * 1.2 + 3))

    # --- table ----------------------------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        """The table at this place; its heading stays in sight and is printed on every page."""
        first = self._row
        self._heading(table)
        self._sheet.freeze_panes(self._row, 0)
        self._sheet.repeat_rows(first, self._row - 1)
        aligns = [column.align for column in table.leaves]
        for row in table.rows:
            if isinstance(row, GroupRow):
                self.line_in_table(f"{row.number}. {row.title}" if row.number else row.title)
            else:
                self._cells(row, aligns)

    def line_in_table(self, text: str) -> None:
        self._span(self._row, 0, len(self._widths), text, _GROUP)
        self._height(self._row, len(self._lines(text, _GROUP, 0, len(self._widths))), _GROUP.size)
        self._row += 1

    def _cells(self, row: Row, aligns: Sequence[Align]) -> None:
        lines = 1
        for place, cell in enumerate(row.cells):
            look = Look(is_bold=row.is_total, align=aligns[place], has_border=True)
            lines = max(lines, self._cell(place, cell, look))
        self._height(self._row, min(lines, _MOST_LINES), _TABLE_SIZE)
        self._row += 1

    def _cell(self, place: int, cell: Cell, look: Look) -> int:
        """Returns how many lines the cell has."""
        form = number_form(cell)
        if not form:
            text = cell if isinstance(cell, str) else cell_text(cell)
            if is_like_formula(text):
                look = replace(look, is_quoted=True)
            self._string(self._row, place, text, self._looks.of(look))
            return self._line_count(text, look, place)
        if isinstance(cell, date):
            self._sheet.write_datetime(self._row, place, cell, self._looks.of(replace(look, form=form)))
        elif not isinstance(cell, str):
            self._sheet.write_number(self._row, place, number_of(cell), self._looks.of(replace(look, form=form)))
        return 1

    def _line_count(self, text: str, look: Look, place: int) -> int:
        """Lines of a cell; other programs than Excel do not fit a row's height to wrapped text by themselves."""
        key = (text, place, look.is_bold)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self._lines(text, look, place, place + 1)) if text else 1
        return found

    def _heading(self, table: Table) -> None:
        is_grouped = any(isinstance(column, ColumnGroup) for column in table.columns)
        upper, lower = self._row, self._row + (1 if is_grouped else 0)
        most = [1, 1]
        place = 0
        for column in table.columns:
            if isinstance(column, ColumnGroup):
                end = place + len(column.columns)
                self._span(upper, place, end, column.title, _HEADING)
                most[0] = max(most[0], len(self._lines(column.title, _HEADING, place, end)))
                for at, leaf in enumerate(column.columns, place):
                    self._span(lower, at, at + 1, leaf.title, _HEADING)
                    most[1] = max(most[1], len(self._lines(leaf.title, _HEADING, at, at + 1)))
                place = end
            else:
                self._down(upper, lower, place, column.title)
                lines = len(self._lines(column.title, _HEADING, place, place + 1))
                most[0] = max(most[0], -(-lines // 2) if is_grouped else lines)
                place += 1
        for row, lines in zip(range(upper, lower + 1), most, strict=False):
            self._height(row, lines, _HEADING.size)
        self._row = lower + 1
        if table.numbered:
            for at in range(place):
                self._span(self._row, at, at + 1, f"({at + 1})", _HEADING)
            self._row += 1

    def _down(self, upper: int, lower: int, place: int, title: str) -> None:
        shown = self._looks.of(_HEADING)
        if lower > upper:
            self._sheet.merge_range(upper, place, lower, place, "", shown)
        self._string(upper, place, title, shown)


def column_widths(table: Table, width: float) -> tuple[float, ...]:
    """In mm, to `width` together: those of the paper, none narrower than its longest word."""
    wanted = [column.width for column in table.leaves]
    scale = width / sum(wanted)
    needed = [_longest_word(column.title, Face.BOLD) for column in table.leaves]
    for row in table.rows:
        if isinstance(row, Row):
            for place, cell in enumerate(row.cells):
                if not isinstance(cell, str):
                    needed[place] = max(needed[place], _longest_word(cell_text(cell), Face.BOLD))
                elif cell:
                    needed[place] = max(needed[place], _longest_word(cell, Face.BOLD if row.is_total else Face.REGULAR))
    return tuple(max(column * scale, min(need, width / 3)) for column, need in zip(wanted, needed, strict=True))


def _longest_word(text: str, face: Face) -> float:
    measure = meter(face, _HEADING.size)
    longest = max((measure(word) for word in text.replace(NO_BREAK, " ").split()), default=0.0)
    return longest / MM * 1.05 + _CELL_PADDING_MM
