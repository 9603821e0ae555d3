"""Lines become the paragraphs that their author wrote.

A text export breaks paragraphs at the page's width and may put an empty line behind every line; Word files made from
such exports have one paragraph for each line. Where the next word would still have fitted, the author ended the
paragraph. Widths are estimated from the letters of a Times face, in thousandths of the size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Block, Line, Paragraph, Source, Table, continues_heading, in_capitals
from kh57_desktop.importing.markers import MARKER_ALONE, Level
from kh57_desktop.importing.words import (
    ANNEX_HEADING,
    AUTHORITY,
    BASIS_DOCUMENTS,
    BASIS_WORDS,
    CLOSING,
    CLOSING_START,
    DETAIL_LABELS,
    DOCUMENT_KINDS,
    ISSUERS,
    ISSUING_VERBS,
    LEFT_OPEN_BY,
    NAME_FIELDS,
    NEEDS_NUMBER,
    RECIPIENTS_HEADING,
    is_rule,
    plain,
)

_NARROW = set("iljtfIJ.,;:'|!()[]/-“”\"r")
_WIDE = set("mwMWƯƠĐ%@—…≥≤&+=>")
_PAGE_NUMBER = re.compile(r"(?:(?:trang|page)\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", re.I)
_WANTS_MORE = re.compile(rf"\s(?:{'|'.join(LEFT_OPEN_BY)}|giai đoạn|ngày|tháng|Bộ|Thủ tướng)$")
"""An end that no paragraph has; "số" is none, since "chuyển đổi số" ends with it."""
_ROMAN_WORD = re.compile(r"[IVX]{1,4}\b(?![.)]\s)")
_SHARE = re.compile(r"\d[\d.,]*\s*%")
"""Begins a clause of its own below "1. Về hạ tầng số"; a document has no such number."""
_ENDED = re.compile(r"[.;:!?…](?:[”\"’)]*)$|\./\.?$")
_CONSISTENT = 0.85
"""Share of the full width that most forced breaks reach when a text is broken at the page's width."""
_NARROW_LINE = 0.6
_FEWEST_WIDE = 8
"""Breaks of wide lines from which those of narrow ones are left out of account."""
_LONG_LINE = 0.85
"""Share of the room from which a first line, which is indented, may be full."""
_ISSUES = re.compile(rf"(?<!thành )\b(?:{'|'.join(ISSUING_VERBS)})\b")
_LEAST_INDENT = 3
"""Letters by which the first line of an item is indented in an export that keeps the look of the page."""
_NEAR_BRACKET = 40
_FEWEST = 3
"""Forced breaks below which nothing is said about the width."""

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text was broken: where line and next word together are wider than `room` (in `measure`) the break was
    forced; `blank_parts` says whether an empty line parts paragraphs; `margin`: letters that lines which go on are set
    from the left."""

    is_wrapped: bool
    blank_parts: bool
    room: float = 0.0
    measure: Measure = len
    margin: int = 0


def rebuild(sources: Sequence[Source]) -> tuple[Block, ...]:
    """Paragraphs and tables of `sources`; page numbers alone on a line are dropped, everything else is kept once."""
    sources = _with_markers(sources)
    lines = [source for source in sources if isinstance(source, Line)]
    layout = _layout_of(_before_annexes([line for line in lines if line.text and not line.in_cell]))
    blocks: list[Block] = []
    open_lines: list[Line] = []
    for source in sources:
        deadline.check()
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


def _with_markers(sources: Sequence[Source]) -> list[Source]:
    """`sources` with markers that an export set on lines of their own before the words that they number."""
    found: list[Source] = []
    for source in sources:
        above = found[-1] if found else None
        if (
            isinstance(source, Line)
            and isinstance(above, Line)
            and MARKER_ALONE.fullmatch(above.text)
            and source.text
            and source.marker is None
            and not (source.in_cell or above.in_cell)
        ):
            found[-1] = replace(source, raw=f"{above.text} {source.text}", after_blank=above.after_blank)
        else:
            found.append(source)
    return found


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
    """The layout told by forced breaks: places where a line ends without a stop and the next begins small.

    A text of fixed letters and one of proportional letters break differently: the measure that explains the forced
    breaks better is taken.
    """
    forced = _in_full_lines([pair for pair in pairwise(lines) if _is_forced(*pair)], lines)
    if not forced:
        return _Layout(is_wrapped=False, blank_parts=True)
    blank_parts = sum(line.after_blank for _last, line in forced) < 0.3 * len(forced)
    fits = [_fit(measure, lines, forced) for measure in (width_of, len)]
    consistency, room, measure = max(fits, key=lambda fit: fit[0])
    margins = sorted(_indent(line) for _last, line in forced)
    is_wrapped = consistency > (_CONSISTENT if len(forced) >= _FEWEST else 1.0)
    return _Layout(is_wrapped, blank_parts, room, measure, margins[len(margins) // 2])


def _before_annexes(lines: list[Line]) -> list[Line]:
    """`lines` without those of the annexes, whose pages may lie on their side, where enough others tell the width."""
    end = next((at for at, line in enumerate(lines) if ANNEX_HEADING.match(line.text)), len(lines))
    forced = sum(_is_forced(*pair) for pair in pairwise(lines[:end]))
    return lines[:end] if forced >= _FEWEST else lines


def _in_full_lines(forced: list[tuple[Line, Line]], lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """`forced` without the narrow lines of tables that an export tore, where enough others tell the page's width."""
    if not forced:
        return forced
    widths = sorted(len(line.text) for line in lines)
    full = widths[-1 - len(widths) // 50]
    wide = [pair for pair in forced if len(pair[0].text) > _NARROW_LINE * full]
    return wide if len(wide) >= max(_FEWEST_WIDE, len(forced) // 5) else forced


def _is_forced(last: Line, line: Line) -> bool:
    if _ENDED.search(last.text) or in_capitals(last.text) or last.text.endswith(","):
        return False
    return _is_small(last, line) and line.marker is None


def _is_small(last: Line, line: Line) -> bool:
    """Whether `line` begins in the middle of a sentence: a small letter, or a number that the word before asks for."""
    if last.is_bold is not line.is_bold:
        return False
    if line.text[0].isdecimal() or _ROMAN_WORD.match(line.text):
        asks = last.text.split()[-1].casefold()
        return asks in NEEDS_NUMBER and not (asks == "số" and _SHARE.match(line.text))
    return line.text[0].islower()


def _fit(measure: Measure, lines: Sequence[Line], forced: Sequence[tuple[Line, Line]]) -> tuple[float, float, Measure]:
    """How near forced breaks come to the full width, the room above which a break is forced, and the measure.

    First lines are indented and bold ones wide, so the smaller rooms are taken as they are found; a few odd ones are
    breaks of another kind. What is wider than every line was certainly broken.
    """
    widths = sorted(measure(line.text) for line in lines)
    full = widths[-1 - len(widths) // 50]
    rooms = sorted(_room(measure, last, line) for last, line in forced)
    least, typical = rooms[len(rooms) // 20], rooms[len(rooms) // 5]
    return typical / full, max(min(least - 1, full), 0.9 * full), measure


def _room(measure: Measure, last: Line, line: Line) -> float:
    """The width that `last` would have had with the next word."""
    return measure(f"{last.text} {line.text.split()[0]}")


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
    if _opens_clause(last, line):
        return False
    if _is_open_basis(before, line, layout) or (layout.is_wrapped and _closes_bracket(before, line)):
        return True
    small = _is_small(last, line)
    if line.marker is None and not line.in_cell and _is_left_open(last, line):
        return True
    if line.in_cell and not line.is_soft:
        return small and line.marker is None and last.marker is not None and not _ENDED.search(last.text)
    if line.marker is not None:
        return layout.is_wrapped and _is_false_marker(last, line, layout)
    if line.is_soft:
        is_heading = last.is_bold and not line.is_bold
        return small or not (_ENDED.search(last.text) or in_capitals(last.text) or line.is_centred or is_heading)
    ended = _ENDED.search(last.text) is not None
    if not layout.is_wrapped:
        return small and not ended and not last.text.endswith(",")
    if layout.blank_parts and line.after_blank:
        return small and not ended
    return _goes_on(before, line, layout, ended=ended, small=small)


def _is_left_open(last: Line, line: Line) -> bool:
    """Whether the last words want more: "của", "giai đoạn", "ngày" end no paragraph."""
    if in_capitals(line.text) or line.after_blank:
        return False
    return _WANTS_MORE.search(last.text) is not None


def _opens_clause(last: Line, line: Line) -> bool:
    """Words that begin a paragraph wherever they stand at a line's start: the closing one, a basis, who and when."""
    words = plain(line.text)
    if line.text.startswith(CLOSING_START) or (_ENDED.search(last.text) and CLOSING.match(words)):
        return True
    begins = line.text[0].isupper() and last.text.endswith(".")
    if begins and any(label.match(words) for _field, label in DETAIL_LABELS):
        return True
    basis = BASIS_WORDS.match(words) if line.text[0].isupper() else None
    if basis is None or last.text.endswith("."):
        return False
    return words.startswith(BASIS_DOCUMENTS, basis.end())


def _goes_on(before: Sequence[Line], line: Line, layout: _Layout, *, ended: bool, small: bool) -> bool:
    """The case of a wrapped text without a marker: small letters go on, else the width decides."""
    last = before[-1]
    if small:
        return not ended or _is_full(last, line, layout) or last.text.endswith((";", ","))
    if in_capitals(last.text):
        heading = before[0].marker is not None or len(before) > 1
        return heading and continues_heading(line.text)
    if in_capitals(line.text) and len(line.text.split()) > 1:
        return False
    if line.columns and len(line.columns) > 1:
        return False
    return _is_full(last, line, layout) or (not ended and _hangs_below(before[0], line, layout))


def _hangs_below(first: Line, line: Line, layout: _Layout) -> bool:
    """Whether an export that keeps the look of the page shows `line` left of the item's indented first line, where
    lines that go on stand."""
    is_left = _indent(first) - _indent(line) >= _LEAST_INDENT and _indent(line) <= layout.margin + 1
    return first.marker is not None and not line.after_blank and is_left


def _indent(line: Line) -> int:
    return len(line.raw) - len(line.raw.lstrip())


def _is_full(last: Line, line: Line, layout: _Layout) -> bool:
    """Whether the first word of `line` had no room behind `last`."""
    return _room(layout.measure, last, line) > layout.room


def _is_open_basis(before: Sequence[Line], line: Line, layout: _Layout) -> bool:
    """Whether a basis ("Căn cứ …") that always ends with a stop has none yet; of other words ("Thực hiện …"), which
    may be a title's too, only a long line goes on."""
    first, last = before[0].text, before[-1]
    words = plain(line.text)
    if line.marker is not None or not (plain(first).startswith("căn cứ") or _is_long_basis(before, layout)):
        return False
    if BASIS_WORDS.match(words) or in_capitals(line.text):
        return False
    if words.startswith(ISSUERS) and (not _is_long(last, layout) or _ISSUES.search(words.partition(";")[0])):
        return False
    return not _ENDED.search(last.text) and not last.text.endswith(",") and len(line.columns) < 2


def _is_long_basis(before: Sequence[Line], layout: _Layout) -> bool:
    words = plain(before[0].text)
    basis = BASIS_WORDS.match(words)
    return _is_long(before[-1], layout) and basis is not None and words.startswith(BASIS_DOCUMENTS, basis.end())


def _is_long(line: Line, layout: _Layout) -> bool:
    return layout.is_wrapped and layout.measure(line.text) > _LONG_LINE * layout.room


def _closes_bracket(before: Sequence[Line], line: Line) -> bool:
    """Whether `line` soon closes a bracket that is open above ("(gọi tắt là Nghị quyết / 57); …")."""
    head, closing, _rest = line.text[:_NEAR_BRACKET].partition(")")
    if not closing or "(" in head or line.after_blank:
        return False
    above = " ".join(one.text for one in before)
    return above.rfind("(") > above.rfind(")")


def _is_false_marker(last: Line, line: Line, layout: _Layout) -> bool:
    """A dash or number that a broken line happens to begin with ("kinh tế / - xã hội", "ngày / 5. …")."""
    marker = line.marker
    assert marker is not None
    if _ENDED.search(last.text) or last.text.endswith(",") or not _is_full(last, line, layout):
        return False
    if marker.is_bullet:
        rest = line.text[marker.length :]
        return marker.sign in "-–" and (not rest[0].isupper() or plain(rest).startswith(NAME_FIELDS))
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
