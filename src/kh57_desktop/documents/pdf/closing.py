"""Nơi nhận on the left, level with the first authority line of the signature on the right."""

from __future__ import annotations

from dataclasses import replace

from kh57_desktop.documents.content import Closing, Signature
from kh57_desktop.documents.layouts import ABOVE_SIGNATURES, LONGEST_CLOSING, MM, RECIPIENTS_SHARE, Layout
from kh57_desktop.documents.pdf.atoms import Atom, Mark, Rule, Text, Upright
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.lines import balanced, filled
from kh57_desktop.documents.pdf.paragraphs import baseline
from kh57_desktop.documents.typography import NO_BREAK, glued

_FEWEST_LEFT = 2
"""So few lines of recipients are not left to the next page."""


def closing_atoms(closing: Closing, layout: Layout, width: float, page_height: float) -> list[Atom]:
    signature, signature_height = _signature(closing.signature, layout, width)
    recipients = _recipients(closing, layout, width * RECIPIENTS_SHARE)
    together: list[tuple[float, Atom]] = []
    height = 0.0
    beside = max(signature_height, page_height * LONGEST_CLOSING)
    if sum(atom.height for atom in recipients) > beside:
        beside = signature_height  # a long list flows on below; its block is low enough for the foot of a page
    while recipients and (height < beside or together[-1][1].keeps_next or len(recipients) <= _FEWEST_LEFT):
        together.append((height, recipients.pop(0)))
        height += together[-1][1].height
    marks = signature + [_lowered(mark, top) for top, atom in together for mark in atom.marks]
    block = Atom(max(signature_height, height), tuple(marks), before=ABOVE_SIGNATURES)
    return [block, *recipients]


def _lowered(mark: Mark, by: float) -> Mark:
    if isinstance(mark, Upright):
        return replace(mark, y=mark.y + by, y_end=mark.y_end + by)
    return replace(mark, y=mark.y + by)


def _signature(signature: Signature, layout: Layout, width: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    left, room = width * RECIPIENTS_SHARE, width * (1 - RECIPIENTS_SHARE)
    height = 0.0
    lines = [(text, layout.authority) for text in signature.authority] + [(signature.position, layout.position)]
    for text, style in lines:
        for line in balanced(glued(text), meter(style.face, style.size), room) if text else ():
            x = left + (room - line.width) / 2
            marks.append(Text(x, height + baseline(style), line.text, style.face, style.size))
            height += style.leading
    height += layout.signature_gap_mm * MM
    style = layout.signer
    if signature.name:
        line = filled(signature.name, meter(style.face, style.size), room)[0]
        x = left + (room - line.width) / 2
        marks.append(Text(x, height + baseline(style), line.text, style.face, style.size))
    return marks, height + style.leading


def _recipients(closing: Closing, layout: Layout, width: float) -> list[Atom]:
    """The label and one atom per printed line."""
    if not closing.recipients and not closing.filing:
        return []
    authority = layout.authority
    style, label_style = layout.recipient, layout.recipients_label
    label = "Nơi nhận:"
    level = baseline(authority)  # the first authority line's
    marks: list[Mark] = [Text(0, level, label, label_style.face, label_style.size)]
    if layout.is_recipients_label_underlined:
        marks.append(Rule(0, meter(label_style.face, label_style.size)(label), level + 1.6))
    atoms = [Atom(authority.leading, tuple(marks), keeps_next=True)]
    measure = meter(style.face, style.size)
    texts = [f"{name}{layout.recipient_end}" for name in closing.recipients]
    if closing.filing:
        texts.append(f"{closing.filing}.")
    for text in texts:
        lines = filled(f"-{NO_BREAK}{glued(text)}", measure, width - 6)
        for place, line in enumerate(lines):
            mark = Text(0, baseline(style), line.text, style.face, style.size)
            atoms.append(Atom(style.leading, (mark,), keeps_next=place < len(lines) - 1))
    return atoms
