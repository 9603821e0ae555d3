"""Lines of a page become the paragraphs that their author wrote, by indent, right edge, spacing and weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kh57_desktop.importing.blocks import in_capitals
from kh57_desktop.importing.markers import read_marker
from kh57_desktop.importing.pdf.text_lines import TextLine
from kh57_desktop.importing.words import NEEDS_NUMBER, RECIPIENTS_HEADING, is_rule

_SPACE = 0.25
_SLACK = 2.0
"""Points within which a line counts as full."""
_INDENT = 3.5
"""Points from which a left edge counts as another one."""
_CENTRED = 4.5
_SAME_SIZE = 1.4
_WIDEST_PITCH = 2.4
"""Sizes between lines beyond which an empty line stands between them: double spacing is 2.3."""
_BLANK = 1.8
_APART = 0.5
_ENDED = re.compile(r"[.;:!?…](?:[”\"’)]*)$")


@dataclass(frozen=True)
class Placed:
    """A line in its column of text; `page` from 1."""

    line: TextLine
    left: float
    right: float
    page: int

    @property
    def indent(self) -> float:
        return self.line.left - self.left

    @property
    def spare(self) -> float:
        """Room left behind the line."""
        return self.right - self.line.right

    @property
    def is_centred(self) -> bool:
        return abs(self.indent - self.spare) <= _CENTRED and self.indent > _INDENT

    @property
    def is_full_width(self) -> bool:
        return self.indent <= _INDENT and self.spare <= _CENTRED


def paragraphs_of(lines: Sequence[Placed], spacing: Spacing) -> list[list[Placed]]:
    """Lines grouped to paragraphs."""
    paragraphs: list[list[Placed]] = []
    for line in lines:
        if paragraphs and _continues(paragraphs[-1], line, spacing):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


@dataclass(frozen=True)
class Spacing:
    """`pitch` is the usual distance of lines within a paragraph in sizes; `is_apart` says that the lines of a text
    were pasted as paragraphs of their own, so that nothing tells whether one goes on over a page's end."""

    pitch: float
    is_apart: bool


def spacing_of(lines: Sequence[Placed]) -> Spacing:
    """The spacing told by pairs where a sentence surely goes on: the lower line begins small at the margin."""
    pitches = sorted(
        (below.line.base - above.line.base) / above.line.size
        for above, below in pairwise(lines)
        if above.page == below.page
        and below.line.text[0].islower()
        and below.indent <= _INDENT
        and read_marker(below.line.text) is None
    )
    close = [pitch for pitch in pitches if pitch < _WIDEST_PITCH]
    return Spacing(close[len(close) // 2] if close else 1.5, len(close) < _APART * len(pitches))


def is_after_blank(above: Placed, below: Placed, pitch: float) -> bool:
    """Whether an empty line stands between two lines of a page."""
    gap = below.line.base - above.line.base
    return above.page == below.page and gap > _BLANK * pitch * below.line.size


def usual_indent(lines: Sequence[Placed]) -> float:
    """The indent of most first lines, in points."""
    indents = Counter(round(line.indent) for line in lines if line.indent > _INDENT)
    return float(indents.most_common(1)[0][0]) if indents else 0.0


def _continues(before: Sequence[Placed], line: Placed, spacing: Spacing) -> bool:
    last = before[-1]
    if is_rule(line.line.text) or is_rule(last.line.text) or RECIPIENTS_HEADING.match(line.line.text):
        return False
    if abs(last.line.size - line.line.size) > _SAME_SIZE:
        return False
    if spacing.is_apart if last.page != line.page else not _is_near(before, line, spacing.pitch):
        return False
    if _in_middle(before, line):
        return _is_forced(last, line, centred=True) and last.line.is_bold == line.line.is_bold
    if last.is_centred and (len(before) > 1 or last.line.is_bold or in_capitals(last.line.text)):
        return False
    if last.line.is_bold != line.line.is_bold and line.indent > _INDENT:
        return False
    return _is_forced(last, line) and _goes_on(before, line)


def _is_near(before: Sequence[Placed], line: Placed, pitch: float) -> bool:
    """Whether the line follows at the distance of lines within a paragraph."""
    gap = line.line.base - before[-1].line.base
    usual = pitch * line.line.size
    if len(before) > 1 and before[-2].page == line.page:
        usual = max(before[-1].line.base - before[-2].line.base, 0.8 * usual)
    return 0 < gap <= 1.22 * usual + 1


def _in_middle(before: Sequence[Placed], line: Placed) -> bool:
    """Whether both belong to a centred block (title); its longest line may fill the width."""
    last = before[-1]
    if last.is_centred and line.is_centred:
        return True
    bold = last.line.is_bold and line.line.is_bold
    if last.is_centred and bold:
        return line.is_full_width
    return line.is_centred and bold and all(one.is_centred or one.is_full_width for one in before)


def _is_forced(last: Placed, line: Placed, *, centred: bool = False) -> bool:
    """Whether the first word of `line` had no room behind `last`."""
    room = last.spare + (last.indent if centred else 0.0)
    return _SPACE * last.line.size + line.line.first_width > room - _SLACK


def _goes_on(before: Sequence[Placed], line: Placed) -> bool:
    """The full line above has been broken: the left edges tell whether by the width or by the author."""
    last, first = before[-1], before[0]
    if read_marker(line.line.text) is not None:
        return _is_false_marker(before, line)
    inside = line.line.text[0].islower() and not _ENDED.search(last.line.text)
    if len(before) > 1:
        return inside or abs(line.indent - last.indent) <= _INDENT
    if line.indent < first.indent - _INDENT:
        return True
    if line.indent <= first.indent + _INDENT:
        return inside or line.indent <= _INDENT
    if inside:
        return True
    if read_marker(first.line.text) is None or len(first.line.words) < 2:
        return False
    return abs(line.line.left - first.line.words[1].left) <= 2 * _INDENT


def _is_false_marker(before: Sequence[Placed], line: Placed) -> bool:
    """A dash or number that a broken line happens to begin with ("chính trị / - xã hội", "ngày / 5. …")."""
    last = before[-1]
    marker = read_marker(line.line.text)
    if marker is None or _ENDED.search(last.line.text) or last.line.text.endswith(","):
        return False
    flush = line.indent <= _INDENT or (len(before) > 1 and abs(line.indent - last.indent) <= _INDENT)
    if marker.is_bullet:
        return flush and marker.sign in "-–" and not line.line.text[marker.length :][:1].isupper()
    return flush and last.line.text.split()[-1].casefold() in NEEDS_NUMBER
