"""Lines become the paragraphs that their author wrote.

A text export breaks paragraphs at the page's width and may put an empty line behind every line; Word files made from
such exports have one paragraph for each line. Where the next word would still have fitted, the author ended the
paragraph. Widths are estimated from the letters of a Times face, in thousandths of the size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.importing.blocks import Block, Line, Paragraph, Source, Table, in_capitals
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.words import (
    AUTHORITY,
    CLOSING_START,
    DOCUMENT_KINDS,
    NEEDS_NUMBER,
    RECIPIENTS_HEADING,
    is_rule,
)

_NARROW = set("iljtfIJ.,;:'|!()[]/-“”\"r")
_WIDE = set("mwMWƯƠĐ%@—…≥≤&+=>")
_PAGE_NUMBER = re.compile(r"(?:(?:trang|page)\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", re.I)
_ENDED = re.compile(r"[.;:!?…](?:[”\"’)]*)$|\./\.?$")
_WRAPPED_SHARE = 0.15
"""Share of lines that begin with a small letter above which the text is taken to be broken at the page's width."""
_FULL = 0.965
"""How near to the page's width a line must come for its end to be a forced one; covers the error of the estimate."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text was broken: `width` of a full line; `blank_parts` whether an empty line parts paragraphs."""

    is_wrapped: bool
    width: float
    blank_parts: bool


def rebuild(sources: Sequence[Source]) -> tuple[Block, ...]:
    """Paragraphs and tables of `sources`; page numbers alone on a line are dropped, everything else is kept once."""
    lines = [source for source in sources if isinstance(source, Line)]
    layout = _layout_of([line for line in lines if line.text and not line.in_cell])
    blocks: list[Block] = []
    open_lines: list[Line] = []
    for source in sources:
        if isinstance(source, Table):
            _close(blocks, open_lines)
            blocks.append(source)
        elif not source.text or _is_page_number(source, open_lines, layout):
            continue
        elif open_lines and _continues(open_lines, source, layout):
            open_lines.append(source)
        else:
            _close(blocks, open_lines)
            open_lines = [source]
    _close(blocks, open_lines)
    return tuple(blocks)


def _close(blocks: list[Block], lines: list[Line]) -> None:
    if lines:
        blocks.append(Paragraph(tuple(lines)))
        lines.clear()


def width_of(text: str) -> float:
    """Estimated width of `text` in a Times face, thousandths of its size."""
    total = 0
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.combining(letter):
            continue
        if letter in _NARROW:
            total += 300
        elif letter in _WIDE:
            total += 760
        elif letter == " ":
            total += 250
        elif letter.isupper():
            total += 690
        else:
            total += 480
    return total


def _layout_of(lines: list[Line]) -> _Layout:
    if len(lines) < 4:
        return _Layout(False, 0.0, True)
    widths = sorted(width_of(line.text) for line in lines)
    full = widths[int(len(widths) * 0.9)]
    starts_small = sum(line.text[0].islower() and line.marker is None for line in lines) / len(lines)
    is_wrapped = starts_small > _WRAPPED_SHARE and widths[-1] < 1.6 * full
    blank_inside = sum(line.text[0].islower() and line.after_blank for line in lines)
    blank_parts = blank_inside < 0.3 * max(1, sum(line.text[0].islower() for line in lines))
    return _Layout(is_wrapped, full, blank_parts)


def _is_page_number(line: Line, before: Sequence[Line], layout: _Layout) -> bool:
    """A number alone on a line; kept where the line before ends with a word that needs one (wrapped text)."""
    if line.in_cell or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    last_word = before[-1].text.split()[-1].casefold() if before else ""
    return not (layout.is_wrapped and last_word in NEEDS_NUMBER and not line.after_blank)


def _continues(before: Sequence[Line], line: Line, layout: _Layout) -> bool:
    """Whether `line` goes on with the paragraph whose lines so far are `before`."""
    last = before[-1]
    if last.in_cell != line.in_cell or _stands_alone(last) or _stands_alone(line):
        return False
    if line.text.startswith(CLOSING_START):
        return False
    small = line.text[0].islower()
    if line.in_cell and not line.is_soft:
        return small and line.marker is None and last.marker is not None and not _ENDED.search(last.text)
    if line.marker is not None:
        return layout.is_wrapped and _is_false_marker(last, line, layout)
    if line.is_soft:
        return small or not (_ENDED.search(last.text) or in_capitals(last.text) or line.is_centred)
    ended = _ENDED.search(last.text) is not None
    if not layout.is_wrapped:
        return small and not ended and not last.text.endswith(",")
    if layout.blank_parts and line.after_blank:
        return small and not ended
    return _goes_on(before, line, layout, ended=ended, small=small)


def _goes_on(before: Sequence[Line], line: Line, layout: _Layout, *, ended: bool, small: bool) -> bool:
    """The case of a wrapped text without a marker: small letters go on, else the width decides."""
    last = before[-1]
    if small:
        return not ended or _is_full(last, line, layout) or last.text.endswith((";", ","))
    if in_capitals(last.text):
        heading = before[0].marker is not None or len(before) > 1
        return in_capitals(line.text) and heading
    if in_capitals(line.text) and len(line.text.split()) > 1:
        return False
    if line.columns and len(line.columns) > 1:
        return False
    return _is_full(last, line, layout)


def _is_full(last: Line, line: Line, layout: _Layout) -> bool:
    """Whether the first word of `line` had no room behind `last`."""
    room = width_of(f"{last.text} {line.text.split()[0]}")
    return room > _FULL * layout.width


def _is_false_marker(last: Line, line: Line, layout: _Layout) -> bool:
    """A dash or number that a broken line happens to begin with ("kinh tế / - xã hội", "ngày / 5. …")."""
    marker = line.marker
    assert marker is not None
    if _ENDED.search(last.text) or last.text.endswith(",") or not _is_full(last, line, layout):
        return False
    if marker.is_bullet:
        return line.text[marker.length].islower() and marker.sign in "-–"
    return marker.level is Level.NUMBER and last.text.split()[-1].casefold() in NEEDS_NUMBER


def _stands_alone(line: Line) -> bool:
    """Lines of head and foot that never join: the document's kind, rules, "Nơi nhận", the signing authority."""
    text = line.text
    return (
        is_rule(text)
        or text.rstrip(":").casefold() in DOCUMENT_KINDS
        or RECIPIENTS_HEADING.match(text) is not None
        or AUTHORITY.match(text) is not None
        or len(line.columns) > 1
    )
