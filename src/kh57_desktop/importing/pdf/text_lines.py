"""Letters become words and pieces of lines: what stands on one baseline, parted where a wide gap parts two blocks."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kh57_desktop.importing.characters import clean, folded
from kh57_desktop.importing.legacy_fonts import repair_legacy
from kh57_desktop.importing.pdf.letters import Letter

_SAME_ROW = 0.45
"""Share of the size by which baselines on one row may differ; a raised note sign stays on its row."""
_SEEN_SPACE = 0.07
"""Share of the size from which a typed space parts words: less is a space that the writer moved back over."""
_GAP = 0.22
"""Share of the size from which a gap without a typed space parts words."""
_LOST_SPACE = 0.085
"""The same where the row's letters otherwise stand close: a space whose sign the writer left out behind a letter of a
substitute face."""
_CLOSE = 0.02
_FEWEST_GAPS = 8
_BLOCK_GAP = 1.5
_FILLED_BLOCK_GAP = 5.0
"""Sizes from which a gap parts two blocks: an empty one, and one filled with typed spaces (a blank to write in)."""
_TWICE = 0.12
"""Share of the size within which the same letter again is a bold look made by printing twice."""
_LONE_MARKER = re.compile(r"[-–—+•*▪■◆❖➢✓○●]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,4}|[A-HĐ])[.)/]")
_BLANK_IN_DATE = {("ngày", "tháng"), ("tháng", "năm")}
"""Words of a date between which room is left for a number to be written in."""
_MARKER_GAP = 60.0
_FEWEST_ENDS = 3
_AT_EDGE = 2.0
_EQUAL = 0.2
"""Share of the size within which the gaps of a justified line are equal."""
_RAISED = 0.8
"""Letters smaller than this share of the word's size are raised or lowered signs."""
_NOTE_SIGN = re.compile(r"(\w*[^\W\d]{2,}[.,;:”)]*(?<!km)(?<!cm)(?<!mm)(?<!dm))\(?\d{1,2}\)?")
"""A word with the raised number of a footnote; units of area and volume keep theirs."""


class Word(NamedTuple):
    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    clear: float
    """Room before the word that no typed space fills; 0 for the first of a row."""


@dataclass(frozen=True)
class TextLine:
    """Words on one baseline without a gap as wide as that between two blocks."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return folded(clean(" ".join(word.text for word in self.words)))

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @cached_property
    def base(self) -> float:
        return median(word.base for word in self.words)

    @cached_property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @cached_property
    def is_bold(self) -> bool:
        words = [word.is_bold for word in self.words if any(map(str.isalnum, word.text))]
        return bool(words) and all(words)

    @property
    def first_width(self) -> float:
        """The room that the first word takes; a dash goes with the word behind it."""
        last = self.words[1] if self.words[0].text in ("-", "–") and len(self.words) > 1 else self.words[0]
        return last.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def text_lines(letters: Iterable[Letter], *, parted: bool = True) -> list[TextLine]:
    """Lines from top to bottom, pieces of one row from left to right; with `parted` off a row is one line."""
    rows = [words for row in _rows(letters) if (words := _words(row))]
    edge = _right_edge(rows)
    lines: list[TextLine] = []
    for words in rows:
        is_whole = not parted or _is_stretched(words, edge)
        lines.extend([TextLine(tuple(words))] if is_whole else _pieces(words))
    return [line for line in lines if line.text]


def _right_edge(rows: Sequence[Sequence[Word]]) -> float:
    """Where most rows of the page end; a page of few rows has none."""
    ends = Counter(round(words[-1].right) for words in rows)
    edge, count = ends.most_common(1)[0] if ends else (0, 0)
    return float(edge) if count >= _FEWEST_ENDS else math.inf


def _is_stretched(words: Sequence[Word], edge: float) -> bool:
    """Whether the row is the beginning of a heading that a manual break ends in justified text ("II.  Mục   tiêu   cụ
    thể ⏎ đến năm 2030"): single words set over the whole width with equal room between."""
    names = words[1:]
    if len(names) < 2 or not _LONE_MARKER.fullmatch(words[0].text) or abs(words[-1].right - edge) > _AT_EDGE:
        return False
    if not all(any(map(str.isalpha, word.text)) for word in names):
        return False
    gaps = [after.left - before.right for before, after in pairwise(names)]
    return max(gaps) - min(gaps) <= _EQUAL * words[0].size


def _rows(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Letters on about one baseline, each row from left to right."""
    rows: list[list[Letter]] = []
    base = size = 0.0
    for letter in sorted(letters, key=lambda one: one.base):
        if letter.text.isspace() and not rows:
            continue
        if not rows or letter.base - base > _SAME_ROW * max(size, letter.size):
            rows.append([])
            base, size = letter.base, letter.size
        rows[-1].append(letter)
        size = max(size, letter.size)
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _words(row: Sequence[Letter]) -> list[Word]:
    words: list[list[Letter]] = []
    clear: list[float] = []
    last: Letter | None = None
    typed: Letter | None = None
    parting = _LOST_SPACE if _stands_close(row) else _GAP
    for letter in row:
        if letter.text.isspace():
            typed = letter
            continue
        if last is not None and _is_printed_twice(last, letter):
            words[-1][-1] = last = last._replace(is_bold=True)
            continue
        gap = letter.left - last.right if last is not None else 0.0
        if last is None or gap > (_SEEN_SPACE if typed else parting) * min(letter.size, last.size):
            words.append([])
            clear.append(min(gap, letter.left - typed.right) if typed and last else gap)
        words[-1].append(letter)
        last, typed = letter, None
    return [_word(word, room) for word, room in zip(words, clear, strict=True)]


def _stands_close(row: Sequence[Letter]) -> bool:
    """Whether three in four letters of the row follow each other without room between (no spaced-out print)."""
    gaps = sorted(
        (after.left - before.right) / max(before.size, after.size)
        for before, after in pairwise(row)
        if not (before.text.isspace() or after.text.isspace()) and after.size > 0
    )
    return len(gaps) >= _FEWEST_GAPS and gaps[3 * len(gaps) // 4] < _CLOSE


def _is_printed_twice(last: Letter, letter: Letter) -> bool:
    return letter.text == last.text and abs(letter.left - last.left) < _TWICE * letter.size


def _word(letters: Sequence[Letter], clear: float) -> Word:
    size = max(letter.size for letter in letters)
    full = [letter for letter in letters if letter.size > _RAISED * size]
    text = "".join(letter.text for letter in letters)
    note = _NOTE_SIGN.fullmatch(text)
    if note and len(full) == len(note[1]) and letters[-1].base < full[0].base:
        text = note[1]
    font = next((letter.font for letter in letters if letter.font), "")
    if font:
        text = repair_legacy(text, font).text
    return Word(
        text,
        letters[0].left,
        max(letter.right for letter in letters),
        full[0].base,
        size,
        all(letter.is_bold for letter in letters),
        clear,
    )


def _pieces(words: Sequence[Word]) -> list[TextLine]:
    gaps = [after.left - before.right for before, after in pairwise(words)]
    usual = median(gaps) if len(gaps) > 3 else 0.0
    pieces: list[list[Word]] = [[words[0]]]
    for gap, (before, after) in zip(gaps, pairwise(words), strict=True):
        size = max(before.size, after.size)
        wide = gap > 2.5 * usual and (after.clear > _BLOCK_GAP * size or gap > _FILLED_BLOCK_GAP * size)
        blank = (before.text.lower(), after.text.lower()) in _BLANK_IN_DATE
        lone = len(pieces[-1]) == 1 and _LONE_MARKER.fullmatch(before.text) and gap < _MARKER_GAP
        if wide and not (lone or blank):
            pieces.append([])
        pieces[-1].append(after)
    return [TextLine(tuple(piece)) for piece in pieces]
