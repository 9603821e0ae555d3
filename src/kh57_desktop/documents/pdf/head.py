"""The two header cells: issuer and number on the left, Quốc hiệu (or the Party's tiêu đề) and date on the right."""

from __future__ import annotations

from kh57_desktop.documents.content import Head
from kh57_desktop.documents.layouts import PORTRAIT_TEXT_MM, RULE_SHARE, HeadSet, Layout, Style
from kh57_desktop.documents.pdf.atoms import Atom, Rule, Text
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.head_sizes import head_set, issuer_room, kept_name, printed_dateline, printed_sign
from kh57_desktop.documents.pdf.lines import balanced
from kh57_desktop.documents.pdf.paragraphs import baseline
from kh57_desktop.documents.typography import glued_title


def head_atom(head: Head, layout: Layout, width: float) -> Atom:
    """One atom: the cells' first lines level with each other, number and date on one baseline."""
    dateline = printed_dateline(head.dateline) if head.dateline else ""
    sizes = head_set(head, layout, width)
    left_width = width * sizes.left_mm / PORTRAIT_TEXT_MM
    right_width = width - left_width
    left, left_height = _issuer(head, sizes, layout, left_width, right_width)
    right, right_height = _nation(sizes, layout, left_width, right_width)
    marks, height = left + right, max(left_height, right_height)
    if head.sign is not None or dateline:
        style = sizes.dateline
        height += 4
        level = height + baseline(style)
        if head.sign is not None:
            marks.append(_centered(printed_sign(head.sign, layout), sizes.sign, 0, left_width, level))
        if dateline:
            marks.append(_centered(dateline, style, left_width, right_width, level))
        height += style.leading
    if head.subject:
        lines, below = _letter_subject(head.subject, layout.letter_subject, left_width, height)
        marks, height = marks + lines, height + below
    return Atom(height, tuple(marks), keeps_next=True)


def _issuer(head: Head, sizes: HeadSet, layout: Layout, width: float, beside: float) -> tuple[list[Text | Rule], float]:
    """`beside`: the width of the cell on the right."""
    room = issuer_room(sizes, layout, width, beside)
    marks: list[Text | Rule] = []
    height = 0.0
    last_width = 0.0
    for lines, style in ((head.upper_lines, sizes.upper), (head.issuer_lines, sizes.issuer)):
        measure = meter(style.face, style.size)
        for text in lines:
            for line in balanced(kept_name(text, style, room), measure, room):
                marks.append(_centered(line.text, style, 0, width, height + baseline(style)))
                height += style.leading
                last_width = line.width
    if layout.issuer_mark:
        marks.append(_centered(layout.issuer_mark, sizes.upper, 0, width, height + baseline(sizes.upper)))
        return marks, height + sizes.upper.leading
    if not last_width:
        return marks, height
    length = RULE_SHARE * last_width
    marks.append(Rule((width - length) / 2, (width + length) / 2, height + 2.5))
    return marks, height + 5


def _letter_subject(text: str, style: Style, width: float, top: float) -> tuple[list[Text | Rule], float]:
    """Trích yếu of a công văn under the number; the cell's edges stay free, so that it does not run into Kính gửi."""
    room = width - 6
    lines = balanced(glued_title(text), meter(style.face, style.size), room)
    marks: list[Text | Rule] = [
        _centered(line.text, style, 0, width, top + style.before + place * style.leading + baseline(style))
        for place, line in enumerate(lines)
    ]
    return marks, style.before + len(lines) * style.leading


def _nation(sizes: HeadSet, layout: Layout, left: float, width: float) -> tuple[list[Text | Rule], float]:
    """Quốc hiệu and Tiêu ngữ, or the Party's one line, and below them a line as long as the last text."""
    marks: list[Text | Rule] = []
    height = 0.0
    length = 0.0
    for text, style in ((layout.nation, sizes.nation), (layout.motto, sizes.motto)):
        if text:
            marks.append(_centered(text, style, left, width, height + baseline(style)))
            length = meter(style.face, style.size)(text)
            height += style.leading
    middle = left + width / 2
    marks.append(Rule(middle - length / 2, middle + length / 2, height + 1.5))
    return marks, height + 4


def _centered(text: str, style: Style, left: float, width: float, level: float) -> Text:
    x = left + (width - meter(style.face, style.size)(text)) / 2
    return Text(x, level, text, style.face, style.size)
