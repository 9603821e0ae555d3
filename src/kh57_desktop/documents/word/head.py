"""The header that every clerk knows: a table of two columns without lines, issuer and nation, number and date."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from kh57_desktop.documents.content import Head
from kh57_desktop.documents.layouts import PORTRAIT_TEXT_MM, RULE_SHARE, Face, HeadSet, Layout, Style
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.head_sizes import head_set, issuer_room, kept_name, printed_dateline, printed_sign
from kh57_desktop.documents.pdf.lines import balanced
from kh57_desktop.documents.typography import NO_BREAK, glued_title
from kh57_desktop.documents.word.markup import borderless_table, paragraph, rule, run
from kh57_desktop.documents.word.styles import size_markup

_DATE_SLACK = 3.0
"""Points by which the cell is wider than a date that just fits it, for other rounding than ours."""
_MOST_SLACK = 24.0
_ITALIC_EXCESS = 0.13
_UNBROKEN = re.compile(f"{NO_BREAK}|(?<=[^\\s-])-(?=[^\\s-])")
_LETTER_EDGE = 3.0
"""Points left free on either side of a công văn's trích yếu, so that it does not run into Kính gửi."""


def head_table(head: Head, layout: Layout, styled: HeadSet, width: float) -> str:
    """`styled`: the sizes that the document's styles have; a header that needs others says so at its runs."""
    sizes = head_set(head, layout, width)
    dateline = printed_dateline(head.dateline).replace(NO_BREAK, " ") if head.dateline is not None else ""
    date_width = meter(sizes.dateline.face, sizes.dateline.size)(dateline)
    left = min(width * sizes.left_mm / PORTRAIT_TEXT_MM, width - date_width - _DATE_SLACK)
    cells = _Cells(layout, sizes, styled)
    rows = [(cells.issuer(head, left, width - left), cells.nation(width - left))]
    if head.sign is not None or head.dateline is not None or head.subject:
        sign = printed_sign(head.sign, layout) if head.sign is not None else ""
        drop = 0.86 * (sizes.dateline.size - sizes.sign.size)  # puts the smaller number on the date's baseline
        rows.append(
            (
                cells.line("SoKyHieu", sign, sizes.sign, styled.sign, before=4 + drop)
                + _letter_subject(head.subject, layout, left),
                cells.line("DiaDanhThoiGian", dateline, sizes.dateline, styled.dateline, before=4),
            )
        )
    return borderless_table((left, width - left), rows)


def _letter_subject(text: str, layout: Layout, room: float) -> str:
    """Trích yếu of a công văn, under the number; "" where there is none."""
    if not text:
        return ""
    kept = glued_title(text)
    shown = set_balanced(kept, layout.letter_subject, room - 2 * _LETTER_EDGE)
    both = shown.indent + _LETTER_EDGE
    return paragraph("TrichYeuCongVan", run(shown.text), left=both, right=both, keeps_next=True)


@dataclass(frozen=True, slots=True)
class Balanced:
    """A text to be centred; `indent` on either side makes its lines about as long; `last`: width of the last."""

    text: str
    indent: float
    last: float


def set_balanced(text: str, style: Style, room: float) -> Balanced:
    """The same lines as in the PDF, by indents: halfway between what the longest line needs and a word more.

    LibreOffice sets no-break spaces and hyphens in italics wider than the font has them. Where that would make
    one line more, the lines are broken by hand.
    """
    measure = meter(style.face, style.size)
    lines = balanced(text, measure, room)
    if len(lines) == 1:
        return Balanced(text, 0.0, lines[-1].width)
    longest = max(line.width for line in lines)
    too_wide = min(
        line.width + measure(" ") + measure(following.text.split(" ", 1)[0])
        for line, following in itertools.pairwise(lines)
    )
    wanted = longest + min(_MOST_SLACK, max(0.0, too_wide - longest) / 2)
    if style.face in (Face.ITALIC, Face.BOLD_ITALIC):
        needed = max(line.width + _ITALIC_EXCESS * style.size * len(_UNBROKEN.findall(line.text)) for line in lines)
        if needed > min(room, too_wide - 0.5):
            broken = "\n".join(line.text.replace(NO_BREAK, " ") for line in lines)
            return Balanced(broken, 0.0, lines[-1].width)
        wanted = max(wanted, needed)
    return Balanced(text, max(0.0, (room - wanted) / 2), lines[-1].width)


class _Cells:
    def __init__(self, layout: Layout, sizes: HeadSet, styled: HeadSet) -> None:
        self._layout = layout
        self._sizes = sizes
        self._styled = styled

    def line(
        self, name: str, text: str, style: Style, styled: Style, *, before: float | None = None, indent: float = 0
    ) -> str:
        properties = size_markup(style) if style.size != styled.size else ""
        shown = run(text, properties) if text else ""
        return paragraph(name, shown, before=before, left=indent, right=indent, keeps_next=True)

    def issuer(self, head: Head, width: float, beside: float) -> str:
        """`beside`: the width of the cell on the right."""
        layout, sizes = self._layout, self._sizes
        room = issuer_room(sizes, layout, width, beside)
        edge = (width - room) / 2
        shown, last = [], 0.0
        for lines, name, style, styled in (
            (head.upper_lines, "CoQuanCapTren", sizes.upper, self._styled.upper),
            (head.issuer_lines, "CoQuanBanHanh", sizes.issuer, self._styled.issuer),
        ):
            for text in lines:
                kept = kept_name(text, style, room)
                name_lines = set_balanced(kept, style, room)
                last = name_lines.last
                shown.append(self.line(name, name_lines.text, style, styled, indent=edge + name_lines.indent))
        if layout.issuer_mark:
            shown.append(self.line("CoQuanCapTren", layout.issuer_mark, sizes.upper, self._styled.upper))
        else:
            shown.append(rule(RULE_SHARE * last, width, before=2.2, line=2.5, width=layout.line_width))
        return "".join(shown)

    def nation(self, room: float) -> str:
        """Quốc hiệu and Tiêu ngữ, or the Party's one line; the drawn line is as long as the last text."""
        layout, sizes = self._layout, self._sizes
        shown = [self.line("QuocHieu", layout.nation, sizes.nation, self._styled.nation)]
        text, style = layout.nation, sizes.nation
        if layout.motto:
            text, style = layout.motto, sizes.motto
            shown.append(self.line("TieuNgu", text, style, self._styled.motto))
        length = meter(style.face, style.size)(text)
        shown.append(rule(length, room, before=1.2, line=2.5, width=layout.line_width))
        return "".join(shown)
