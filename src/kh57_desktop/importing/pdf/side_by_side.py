"""Two blocks beside each other, as "issuing body | Quốc hiệu" at the head and "Nơi nhận | authority" at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.importing.blocks import in_capitals
from kh57_desktop.importing.markers import Level, read_marker
from kh57_desktop.importing.pdf.text_lines import TextLine
from kh57_desktop.importing.words import DOCUMENT_KINDS, RECIPIENTS_HEADING, plain

_ROW = 0.9
"""Share of the size within which two pieces stand beside each other: the two blocks have different line spacing."""
_RIGHT_FROM = 0.3
"""Share of the text width from which a right block may begin."""
_NEXT = 3.2
"""Sizes down to the next line of a block; a signer's name may follow after more (`_NAME_BELOW` points)."""
_NAME_BELOW = 150.0
_CENTRED = 14.0
_EDGE = 6.0
_TYPED = 30.0
"""Points by which a right block set with typed spaces wavers."""
_ENDED = re.compile(r"[.;:]$")
_MOST_PIECES = 6
"""Pieces of a row that are looked at on either side."""
_FILING = re.compile(r"[-–]?\s*lưu\b", re.I)


@dataclass(frozen=True)
class SideBySide:
    """The lines of both blocks, each from top to bottom."""

    left: tuple[TextLine, ...]
    right: tuple[TextLine, ...]

    @property
    def lines(self) -> tuple[TextLine, ...]:
        return (*self.left, *self.right)

    @property
    def top(self) -> float:
        return min(line.base for line in self.lines)


def find_blocks(lines: Sequence[TextLine], margins: tuple[float, float]) -> tuple[list[SideBySide], list[TextLine]]:
    """Side-by-side blocks of a page, and the lines that belong to none."""
    rest = sorted(lines, key=lambda line: (line.base, line.left))
    found: list[SideBySide] = []
    start = 0
    while (pair := _first_pair(rest, margins, start)) is not None:
        block = _grown(rest, *pair)
        words = {word for line in block.lines for word in line.words}
        found.append(block)
        last = max(line.base for line in block.lines)
        rest = [line for line in rest if line.words[0] not in words]
        start = next((at for at, line in enumerate(rest) if line.base > last), len(rest))
    return found, rest


def _first_pair(
    lines: Sequence[TextLine], margins: tuple[float, float], start: int
) -> tuple[TextLine, TextLine] | None:
    """The first two pieces that stand beside each other, left and right."""
    begin, end = margins
    for at in range(start, len(lines)):
        for other in lines[at + 1 : at + 6]:
            if other.base - lines[at].base > _ROW * lines[at].size:
                break
            left, right = sorted((lines[at], other), key=lambda line: line.left)
            if _is_in_list(left, lines[max(0, at - _MOST_PIECES) : at + _MOST_PIECES]):
                continue
            if left.right + 8 < right.left and right.left > begin + _RIGHT_FROM * (end - begin):
                return left, right
    return None


def _is_in_list(line: TextLine, near: Sequence[TextLine]) -> bool:
    """Whether the row of `line` begins with a number: the columns of a list that only tabs part."""
    row = [piece for piece in (line, *near) if abs(piece.base - line.base) <= 1]
    marker = read_marker(min(row, key=lambda piece: piece.left).text)
    return marker is not None and marker.level is Level.NUMBER


def _grown(lines: Sequence[TextLine], first: TextLine, second: TextLine) -> SideBySide:
    """The blocks that the pair opens: rows below as long as they fit one of them, and those right above."""
    left, right = [first], [second]
    top = min(first.base, second.base)
    others = [line for line in lines if line is not first and line is not second]
    for row in _by_base([line for line in others if line.base >= top - 1]):
        if not _take(row, left, right):
            break
    for row in reversed(_by_base([line for line in others if line.base < top - 1])):
        if not _take(row, left, right, upwards=True):
            break
    return SideBySide(_rows(left), _rows(right))


def _take(row: Sequence[TextLine], left: list[TextLine], right: list[TextLine], *, upwards: bool = False) -> bool:
    """Put the pieces of a row into the blocks; False when one of them belongs to neither."""
    end, begin = max(piece.right for piece in left), min(piece.left for piece in right)
    mine = [piece for piece in row if piece.left < end and (piece.right < begin - 4 or _is_entry(piece, left))]
    theirs = [piece for piece in row if piece not in mine]
    if not mine and len(theirs) > 1 and abs(theirs[0].left - min(piece.left for piece in left)) <= _TYPED:
        mine.append(theirs.pop(0))
    if theirs and mine:
        end = max(piece.right for piece in mine)
    if any(piece.left <= end + 4 for piece in theirs):
        return False
    if mine and not theirs and not upwards and any(_FILING.match(piece.text) for piece in left):
        return False
    both = bool(mine and theirs) and not upwards
    for pieces, block, is_right in ((mine, left, False), (theirs, right, True)):
        near = both and min(abs(pieces[0].base - piece.base) for piece in block) <= _NEXT * pieces[0].size
        if pieces and not near and not _fits(_joined(pieces), block, is_right=is_right, upwards=upwards):
            return False
    left.extend(mine)
    right.extend(theirs)
    return True


def _is_entry(piece: TextLine, left: Sequence[TextLine]) -> bool:
    """Whether a piece of the left block that reaches under the right one is an entry of the list of recipients."""
    marker = read_marker(piece.text)
    return marker is not None and marker.is_bullet and any(RECIPIENTS_HEADING.match(line.text) for line in left)


def _fits(line: TextLine, block: Sequence[TextLine], *, is_right: bool, upwards: bool) -> bool:
    """Whether `line` stands where the next line of the block would: on its axis or its left edge, and near."""
    if plain(line.text).rstrip(": ") in DOCUMENT_KINDS:
        return False
    widest = max(block, key=lambda piece: piece.right - piece.left)
    on_axis = abs(line.middle - widest.middle) <= _CENTRED
    edges = sum(abs(line.left - piece.left) <= _EDGE for piece in block)
    apart = min(abs(line.base - piece.base) for piece in block)
    if upwards:
        return on_axis and apart <= 2.2 * line.size
    if apart <= _NEXT * line.size:
        beside = is_right and line.left > min(piece.left for piece in block) - _TYPED
        return on_axis or beside or edges > is_right or apart <= 1 or (not is_right and line.left < widest.middle)
    typed = line.left > min(piece.left for piece in block) - _TYPED
    return is_right and apart <= _NAME_BELOW and (typed or abs(line.middle - widest.middle) <= 2 * _CENTRED)


def _joined(pieces: Sequence[TextLine]) -> TextLine:
    return TextLine(tuple(word for piece in sorted(pieces, key=lambda one: one.left) for word in piece.words))


def _by_base(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Pieces on one baseline together, from top to bottom."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda one: one.base):
        if rows and line.base - rows[-1][0].base <= 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _rows(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Pieces of one row of a block made one line ("Số", a blank to write in, "/KH-UBND")."""
    return tuple(_joined(row) for row in _by_base(lines))


def block_texts(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The paragraphs of a block: entries of a dashed list with their wrapped lines, else one line each."""
    has_list = any((marker := read_marker(line.text)) is not None and marker.is_bullet for line in lines)
    texts: list[list[TextLine]] = []
    for line in lines:
        last = texts[-1][-1] if texts else None
        if last is not None and _wraps(last, line, texts[-1][0], has_list=has_list):
            texts[-1].append(line)
        else:
            texts.append([line])
    return texts


def _wraps(last: TextLine, line: TextLine, first: TextLine, *, has_list: bool) -> bool:
    if read_marker(line.text) is not None or _ENDED.search(last.text) or _FILING.match(line.text):
        return False
    if line.base - last.base > 2.2 * line.size or in_capitals(last.text):
        return False
    if has_list and read_marker(first.text) is not None and abs(line.size - first.size) < 1:
        return True
    return line.text[0].islower() or (line.text[0].isdecimal() and last.text[-1].isalpha() and last.text[-1].islower())
