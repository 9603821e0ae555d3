"""What the header says and how much room each cell has, for every renderer: sizes, kept names, the gap between."""

from __future__ import annotations

import re

from kh57_desktop.documents.content import Dateline, Head, Sign
from kh57_desktop.documents.layouts import MM, PORTRAIT_TEXT_MM, HeadSet, Layout, Style
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.lines import filled
from kh57_desktop.documents.typography import NO_BREAK, glued_title

_LEVEL_AND_NAME = re.compile(r"\b(?:XÃ|PHƯỜNG|ĐẶC KHU|TỈNH|THÀNH PHỐ) .*")
_GAP = 6 * MM
"""Between issuer and Quốc hiệu, so that the two lines do not read as one (practice)."""

_MOST_ISSUER_LINES = 4
"""More of them stand beside two lines of the nation like a column of words (practice)."""


def printed_sign(sign: Sign, layout: Layout) -> str:
    """`Số: 05/KH-UBND`; a blank of seven spaces where the number is written by hand."""
    return f"{layout.sign_prefix}{sign.number or NO_BREAK * 7}{sign.symbol}"


def printed_dateline(dateline: Dateline) -> str:
    return f"{dateline.place}, {dateline.day_words}"


def head_set(head: Head, layout: Layout, width: float) -> HeadSet:
    """The first set in which nation, motto and date stand on one line each; else the last (the date may then wrap).

    Of those the one with the fewest lines of issuer, where the first would stack a long name line by line.
    """
    dateline = printed_dateline(head.dateline) if head.dateline is not None else ""
    fitting = [sizes for sizes in layout.head_sets if _fits(sizes, layout, dateline, width)]
    if not fitting:
        return layout.head_sets[-1]
    if _issuer_lines(head, fitting[0], layout, width) <= _MOST_ISSUER_LINES:
        return fitting[0]
    return min(fitting, key=lambda sizes: _issuer_lines(head, sizes, layout, width))


def _fits(sizes: HeadSet, layout: Layout, dateline: str, width: float) -> bool:
    room = width * (1 - sizes.left_mm / PORTRAIT_TEXT_MM)
    lines = ((layout.nation, sizes.nation), (layout.motto, sizes.motto), (dateline, sizes.dateline))
    return max(meter(style.face, style.size)(text) for text, style in lines) <= room


def _issuer_lines(head: Head, sizes: HeadSet, layout: Layout, width: float) -> int:
    left = width * sizes.left_mm / PORTRAIT_TEXT_MM
    room = issuer_room(sizes, layout, left, width - left)
    return sum(
        len(filled(kept_name(text, style, room), meter(style.face, style.size), room))
        for names, style in ((head.upper_lines, sizes.upper), (head.issuer_lines, sizes.issuer))
        for text in names
    )


def issuer_room(sizes: HeadSet, layout: Layout, left: float, right: float) -> float:
    """How long a line of the issuer may be, in cells `left` and `right` wide, to stay clear of the nation's line."""
    nation = max(
        meter(style.face, style.size)(text)
        for text, style in ((layout.nation, sizes.nation), (layout.motto, sizes.motto))
    )
    return min(left, left + right - nation - 2 * _GAP)


def kept_name(text: str, style: Style, width: float) -> str:
    """`XÃ TAM DƯƠNG` on a line of its own where the body's name wraps, not `DÂN XÃ TAM` / `DƯƠNG`."""
    measure = meter(style.face, style.size)
    match = _LEVEL_AND_NAME.search(text)
    if measure(text) <= width:
        return text
    if match is None or measure(match.group()) > width:
        return glued_title(text)
    name = match.group().replace(" ", NO_BREAK)
    before = text[: match.start()].rstrip()
    if before and measure(before) <= width:
        before = before.replace(" ", NO_BREAK)
    return f"{before} {name}".strip()
