"""Nơi nhận and signature: a table of two cells without lines, its first lines on one baseline."""

from __future__ import annotations

from kh57_desktop.documents.content import Closing, Signature
from kh57_desktop.documents.layouts import ABOVE_SIGNATURES, LONGEST_CLOSING, MM, RECIPIENTS_SHARE, Layout, Style
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.lines import filled
from kh57_desktop.documents.typography import NO_BREAK, glued
from kh57_desktop.documents.word.head import set_balanced
from kh57_desktop.documents.word.markup import borderless_table, paragraph, run

_ASCENT = 0.891
"""Of the size, above the baseline, in the Times metrics."""
_GAP_BETWEEN = 6.0


def closing_block(closing: Closing, layout: Layout, width: float, page_height: float, *, above: float) -> str:
    """`above`: further points between the content (a table) and the block."""
    left = width * RECIPIENTS_SHARE
    beside, below = _parted(closing, layout, left - _GAP_BETWEEN, page_height)
    cells = (
        _recipients(beside, layout, above),
        _signature(closing.signature, layout, width - left, above),
    )
    following = "".join(paragraph("NoiNhan", run(text), right=width - left + _GAP_BETWEEN) for text in below)
    return borderless_table((left, width - left), [cells]) + following


def recipient_lines(closing: Closing, layout: Layout) -> list[str]:
    """`- Như trên;` … `- Lưu: VT.`"""
    texts = [f"{name}{layout.recipient_end}" for name in closing.recipients]
    if closing.filing:
        texts.append(f"{closing.filing}.")
    return [f"-{NO_BREAK}{glued(text)}" for text in texts]


def _parted(closing: Closing, layout: Layout, room: float, page_height: float) -> tuple[list[str], list[str]]:
    """Recipients beside the signature and those below it: of a list over 0.6 page as many as the signature is high."""
    style = layout.recipient
    measure = meter(style.face, style.size)
    signature = layout.signature_gap_mm * MM + 5 * layout.authority.leading
    limit = max(signature, page_height * LONGEST_CLOSING)
    beside: list[str] = []
    texts = recipient_lines(closing, layout)
    heights = [len(filled(text, measure, room)) * style.leading for text in texts]
    height = layout.authority.leading
    if height + sum(heights) > limit:
        limit = signature
    for place, text in enumerate(texts):
        if height >= limit and place:
            return beside, texts[place:]
        height += heights[place]
        beside.append(text)
    return beside, []


def _recipients(texts: list[str], layout: Layout, above: float) -> str:
    if not texts:
        return paragraph("NoiNhan")
    drop = _ASCENT * (layout.authority.size - layout.recipients_label.size)
    label = paragraph("NoiNhanNhan", run("Nơi nhận:"), before=ABOVE_SIGNATURES + above + drop, right=_GAP_BETWEEN)
    return label + "".join(paragraph("NoiNhan", run(text), right=_GAP_BETWEEN) for text in texts)


def _signature(signature: Signature, layout: Layout, room: float, above: float) -> str:
    lines: list[tuple[str, str, Style]] = [(text, "ThamQuyen", layout.authority) for text in signature.authority]
    if signature.position:
        lines.append((signature.position, "ChucVu", layout.position))
    shown = []
    for place, (text, name, style) in enumerate(lines):
        kept = glued(text)
        line = set_balanced(kept, style, room)
        before = ABOVE_SIGNATURES + above if place == 0 else None
        shown.append(paragraph(name, run(line.text), before=before, left=line.indent, right=line.indent))
    gap = layout.signature_gap_mm * MM + (0 if lines else ABOVE_SIGNATURES + above)
    shown.append(paragraph("HoTen", run(signature.name) if signature.name else "", before=gap))
    return "".join(shown)
