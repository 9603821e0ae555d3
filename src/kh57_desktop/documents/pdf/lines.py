"""Words into lines. A line breaks only at an ordinary space: nothing is hyphenated, no-break spaces hold.

Only a word wider than the whole column is cut, first at its no-break spaces, then between letters.
"""

from __future__ import annotations

from dataclasses import dataclass

from kh57_desktop.documents.pdf.fonts import Meter
from kh57_desktop.documents.typography import NO_BREAK, loosened

_SHRINK = 0.12
"""By how much of its width a space may be narrowed: less than the eye notices, and it saves torn lines."""

MOST_STRETCH = 1.7
"""Widths of a space (a quarter of an em) by which one may be widened; beyond it a line reads as torn apart."""

_LONELY_WORD = 3.0
"""What a last line of a single word costs, beside 1 a line plus the cube of how far its spaces are stretched."""


@dataclass(frozen=True, slots=True)
class Line:
    """`width`: natural width of `text`; `gaps`: its spaces, the places where a justified line may be stretched."""

    text: str
    width: float
    gaps: int


def _line(words: list[str], meter: Meter) -> Line:
    text = " ".join(words)
    gaps = text.count(" ") + text.count(NO_BREAK)
    return Line(text, sum(map(meter, words)) + (len(words) - 1) * meter(" "), gaps)


def _words(text: str, meter: Meter, width: float) -> list[str]:
    words: list[str] = []
    for word in text.split(" "):
        if not word:
            continue
        if meter(word) <= width:
            words.append(word)
        elif NO_BREAK in word.strip(NO_BREAK):
            words.extend(_words(word.replace(NO_BREAK, " "), meter, width))
        else:
            words.extend(_cut(word, meter, width))
    return words or [""]


def _cut(word: str, meter: Meter, width: float) -> list[str]:
    """Pieces of a word that no column holds (a web address in a narrow cell)."""
    pieces, piece, used = [], "", 0.0
    for letter in word:
        step = meter(letter)
        if piece and used + step > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + letter, used + step
    return [*pieces, piece]


def filled(text: str, meter: Meter, width: float) -> list[Line]:
    """Lines filled one after the other (ragged cells); a line feed in `text` starts a new one."""
    lines = []
    for paragraph in text.split("\n"):
        lines.extend(_fill(_words(paragraph, meter, width), meter, width))
    return lines


def dotted(meter: Meter, width: float) -> str:
    """As many dots as a line of `width` holds in every renderer, whatever their rounding."""
    return "." * int((width - 2) / meter("."))


def _fill(words: list[str], meter: Meter, width: float) -> list[Line]:
    lines, space = [], meter(" ")
    current, used = words[:1], meter(words[0])
    for word in words[1:]:
        step = meter(word)
        if used + space + step > width:
            lines.append(Line(" ".join(current), used, 0))
            current, used = [word], step
        else:
            used += step + space
            current.append(word)
    lines.append(Line(" ".join(current), used, 0))
    return lines


def balanced(text: str, meter: Meter, width: float) -> list[Line]:
    """As few lines as possible, of about the same length (centred titles)."""
    words = _words(text, meter, width)
    best = _fill(words, meter, width)
    narrow, wide = max(map(meter, words)), width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        attempt = _fill(words, meter, middle)
        if len(attempt) == len(best):
            best, wide = attempt, middle
        else:
            narrow = middle
    return best


def justified(text: str, meter: Meter, width: float, indent: float) -> list[Line]:
    """Lines whose stretched spaces are as even as the paragraph allows; the first is shorter by `indent`.

    The best breaks of the whole paragraph, by cost of each line (no rivers from one bad line to the next). Where
    they still tear a line, "Nghị quyết" may part from its "số 57-NQ/TW".
    """
    lines = _best_breaks(text, meter, width, indent)
    looser = loosened(text)
    if looser == text or not _has_torn_line(lines, meter, width, indent):
        return lines
    return _best_breaks(looser, meter, width, indent)


def is_torn(line: Line, meter: Meter, room: float) -> bool:
    """Whether `line`, brought to the width of `room`, would show holes."""
    return room - line.width > MOST_STRETCH * meter(" ") * line.gaps


def _has_torn_line(lines: list[Line], meter: Meter, width: float, indent: float) -> bool:
    rooms = [width - indent] + [width] * len(lines)
    return any(is_torn(line, meter, room) for line, room in zip(lines[:-1], rooms, strict=False))


def _best_breaks(text: str, meter: Meter, width: float, indent: float) -> list[Line]:
    words = _words(text, meter, width - indent)
    space = meter(" ")
    ends, gaps = [0.0], [0]
    for word in words:
        ends.append(ends[-1] + meter(word) + space)
        gaps.append(gaps[-1] + 1 + word.count(NO_BREAK))
    count = len(words)
    cost = [0.0] + [float("inf")] * count
    start = [0] * (count + 1)
    most_shrunk = -_SHRINK * space
    for end in range(1, count + 1):
        end_at, end_gaps, best, best_begin = ends[end] - space, gaps[end] - 1, cost[end], 0
        for begin in range(end - 1, -1, -1):
            slack = (width if begin else width - indent) - end_at + ends[begin]
            between = end_gaps - gaps[begin]
            if slack < most_shrunk * between - 0.001 and begin < end - 1:
                break
            if end == count:
                line_cost = _LONELY_WORD if end - begin == 1 and count > 1 else 1.0
            elif slack > 0:
                stretch = slack / ((between or 0.2) * space)
                line_cost = 1.0 + stretch * stretch * stretch
            else:
                shrunk = slack / ((between or 0.2) * space * _SHRINK)
                line_cost = 1.0 + shrunk * shrunk
            line_cost += cost[begin]
            if line_cost < best:
                best, best_begin = line_cost, begin
        cost[end], start[end] = best, best_begin
    lines = []
    end = count
    while end:
        lines.append(_line(words[start[end] : end], meter))
        end = start[end]
    return lines[::-1]
