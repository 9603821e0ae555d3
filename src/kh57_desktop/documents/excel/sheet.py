"""One sheet, written from the top: lines over its whole width, header and signature in two halves, a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from kh57_desktop.documents.content import Align, Closing, Head
from kh57_desktop.documents.excel.cells import Look, Looks, is_like_formula, shortened
from kh57_desktop.documents.layouts import MM, Face, Layout
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.head_sizes import printed_dateline, printed_sign
from kh57_desktop.documents.pdf.lines import filled

_CENTER = Look(size=13, align=Align.CENTER)
_BOLD = replace(_CENTER, is_bold=True)
_ITALIC = replace(_CENTER, is_italic=True)
MOST_LINES = 25
"""What a row of 409 pt, the highest in Excel, holds; a longer paragraph goes on in the row below."""
CELL_PADDING_MM = 2.0
_LEFT_SHARE = 0.4
_HIGHEST = 409
_SEAL_ROWS = 4


class Sheet:
    """`widths`: of the columns, in mm; the left half of header and signature gets 0.4 of them."""

    def __init__(self, sheet: Any, looks: Looks, widths: Sequence[float]) -> None:
        self.target = sheet
        self.looks = looks
        self.widths = tuple(widths)
        self.row = 0
        for place, width in enumerate(widths):
            sheet.set_column_pixels(place, place, round(width / 25.4 * 96))
        self._split = self._middle()

    def _middle(self) -> int:
        total, used = sum(self.widths), 0.0
        for place, width in enumerate(self.widths[:-1], 1):
            used += width
            if used >= _LEFT_SHARE * total:
                return place
        return len(self.widths) - 1

    def skip(self) -> None:
        self.row += 1

    # --- lines ----------------------------------------------------------------------------------------------------

    def line(self, text: str, look: Look) -> None:
        """`text` over the whole width, in a row high enough for it."""
        lines = self.lines(text, look, 0, len(self.widths))
        for first in range(0, len(lines), MOST_LINES):
            piece = text if len(lines) <= MOST_LINES else " ".join(lines[first : first + MOST_LINES])
            self.span(self.row, 0, len(self.widths), piece, look)
            self.set_height(self.row, len(lines[first : first + MOST_LINES]), look.size)
            self.row += 1

    def pair(self, left: str, left_look: Look, right: str, right_look: Look) -> None:
        """Two texts on one level."""
        end = len(self.widths)
        if not self._split:
            self.line(left, left_look)
            self.line(right, right_look)
            return
        self.span(self.row, 0, self._split, left, left_look)
        self.span(self.row, self._split, end, right, right_look)
        most = max(
            len(self.lines(left, left_look, 0, self._split)), len(self.lines(right, right_look, self._split, end))
        )
        self.set_height(self.row, most, max(left_look.size, right_look.size))
        self.row += 1

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

    def span(self, row: int, first: int, end: int, text: str, look: Look) -> None:
        look = replace(look, is_quoted=True) if is_like_formula(text) else look
        shown = self.looks.of(look)
        if end - first > 1:
            # merged empty, then filled: merging would guess a formula from the text
            self.target.merge_range(row, first, row, end - 1, "", shown)
        self.string(row, first, text, shown)

    def string(self, row: int, column: int, text: str, shown: Any) -> None:
        if text:
            self.target.write_string(row, column, shortened(text), shown)
        else:
            self.target.write_blank(row, column, None, shown)

    def lines(self, text: str, look: Look, first: int, end: int) -> list[str]:
        face = Face.BOLD if look.is_bold else Face.ITALIC if look.is_italic else Face.REGULAR
        room = (sum(self.widths[first:end]) - CELL_PADDING_MM) * MM * 0.97
        return [line.text for line in filled(text, meter(face, look.size), room)]

    def line_count(self, text: str, look: Look, column: int) -> int:
        """Lines of a cell, as `lines` breaks them; only counted."""
        face = Face.BOLD if look.is_bold else Face.ITALIC if look.is_italic else Face.REGULAR
        measure = meter(face, look.size)
        room, space = (self.widths[column] - CELL_PADDING_MM) * MM * 0.97, measure(" ")
        count = 0
        for paragraph in text.split("\n"):
            used = 0.0
            count += 1
            for word in paragraph.split(" "):
                width = measure(word)
                if width > room:  # a word that no line holds is cut
                    return len(self.lines(text, look, column, column + 1))
                if used and used + space + width > room:
                    count, used = count + 1, width
                else:
                    used += space + width if used else width
        return count

    def set_height(self, row: int, lines: int, size: float) -> None:
        self.target.set_row(row, height_of(lines, size))


def height_of(lines: int, size: float) -> float:
    """Points that a row of so many lines needs."""
    return min(_HIGHEST, lines * size * 1.2 + 3)
