"""The heading of an exported table: where it ends, and the columns that its lines name.

A heading takes up to six lines, its cells centred each by itself: the words of one column stand above and below each
other, and only one space may part those of two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.column_pieces import GROUP, ROW_NUMBER, Column, Piece, pieces_of
from kh57_desktop.importing.tables import meaning_of

_HEADING_LINES = 6
_LONGEST_HEADING = 24
"""Lines of a heading and of the first row's cells above its number."""
_MOST_NEIGHBOURS = 5
_MOST_WORDS = 12
"""Columns and words with a capital in one piece of a heading up to which all ways to part it are tried."""
_OFF_MIDDLE = 6.0
"""Letters by which the two lines of a centred heading may be out of line."""
_ROWS_TO_LOOK_AT = 12
_YEAR = re.compile(r"20\d\d")
_SECOND_NAMES = re.compile(r"(?:Bắt đầu|Hoàn thành|Kết thúc|Chủ trì|Phối hợp)(?: thực hiện)?|BTV|BCH")
"""What heads parts of a column, below its own name."""


def first_row(lines: Sequence[Line], names_columns: Callable[[Sequence[str]], bool]) -> int:
    """The first line below the heading: it begins with a row's number, or stands below a heading of one line that
    names every column and none of numbers; 0 where none is near."""
    for at, line in enumerate(lines[1 : _LONGEST_HEADING + 1], start=1):
        pieces = pieces_of(line)
        first = pieces[0].text
        is_number = ROW_NUMBER.fullmatch(first) is not None
        if _YEAR.fullmatch(first) or (not is_number and not (len(pieces) == 1 and GROUP.match(first))):
            continue
        start = _row_around(lines, at, names_columns)
        is_alone = is_number and len(pieces) == 1 and not first.isalpha()
        if start or not is_alone:  # a number on a line of its own counts only half-way down its row
            return start or (at if at <= _HEADING_LINES else 0)
    heading = [piece.text for piece in pieces_of(lines[0])]
    meanings = [meaning_of(text) for text in heading]
    return 1 if len(lines) > 1 and all(meanings) and "number" not in meanings and names_columns(heading) else 0


def _row_around(lines: Sequence[Line], number: int, names_columns: Callable[[Sequence[str]], bool]) -> int:
    """The first line of a row whose number stands half-way down at the line `number`; 0 where it begins there.

    The heading reaches as far below its own “TT” as above it; the row's cell begins with a capital above the number.
    """
    middle = next((at for at, line in enumerate(lines[:number]) if names_numbers(line)), None)
    first = 2 * middle + 1 if middle is not None else number
    if first >= number or not names_columns([c.text for c in columns_of([pieces_of(line) for line in lines[:first]])]):
        return 0
    if any(_YEAR.fullmatch(piece.text) for line in lines[first:number] for piece in pieces_of(line)):
        return 0  # years below "Lộ trình" are the heading's
    at_number = pieces_of(lines[number])[1:]
    for piece in pieces_of(lines[first]):
        beside = [one for one in at_number if one.start < piece.end and piece.start < one.end]
        if _SECOND_NAMES.fullmatch(piece.text):
            return 0
        if piece.text[0].isupper() and not any(one.text[0].isupper() for one in beside):
            return first
    return 0


def names_numbers(line: Line) -> bool:
    return meaning_of(pieces_of(line)[0].text) == "number"


def heading_pieces(heading: Sequence[Line], below: Sequence[Line]) -> list[list[Piece]]:
    """The pieces of the heading's lines; one that holds two headings behind a single space is cut where words of the
    first rows begin."""
    begun = Counter(piece.start for line in below[:_ROWS_TO_LOOK_AT] for piece in pieces_of(line))
    rows: list[list[Piece]] = []
    for line in heading:
        rows.append([])
        for piece in pieces_of(line):
            cut = next((at for at in range(1, len(piece.text)) if _parts_headings(piece, at, begun)), len(piece.text))
            rows[-1].append(Piece(piece.start, piece.start + cut, piece.text[:cut].strip()))
            if cut < len(piece.text):
                rows[-1].append(Piece(piece.start + cut, piece.end, piece.text[cut:]))
    return [[part for piece in row for part in _cut_over(piece, rows)] for row in rows]


def _cut_over(piece: Piece, rows: Sequence[Sequence[Piece]]) -> list[Piece]:
    """The headings of neighbours that only one space parts, told by the words that each has above or below its own."""
    begins = [at for at in range(1, len(piece.text)) if piece.text[at - 1] == " " and piece.text[at].isupper()]
    below = [over for row in rows if len(over := _beside(piece, row)) > 1]
    below = [spans for spans in below if len(spans) <= _MOST_NEIGHBOURS]
    if len(begins) > _MOST_WORDS:
        return [piece]
    divided = [
        parts for spans in below for cuts in combinations(begins, len(spans) - 1) if (parts := _cut_at(piece, cuts))
    ]
    best = min(divided, key=lambda parts: _off_middle(parts, below), default=[piece])
    return best if _off_middle(best, below) <= _OFF_MIDDLE else [piece]


def _cut_at(piece: Piece, cuts: Sequence[int]) -> list[Piece]:
    ends = [0, *cuts, len(piece.text)]
    texts = [(start, piece.text[start:end].strip()) for start, end in pairwise(ends)]
    return [Piece(piece.start + start, piece.start + start + len(text), text) for start, text in texts]


def _off_middle(parts: Sequence[Piece], below: Sequence[Sequence[Piece]]) -> float:
    """Letters by which the words are farthest out of line with those below; infinite where their count differs."""
    offs = [
        max(abs(_middle(part) - _middle(span)) for part, span in zip(parts, spans, strict=True))
        for spans in below
        if len(spans) == len(parts) > 1
    ]
    return min(offs, default=float("inf"))


def _middle(piece: Piece) -> float:
    return (piece.start + piece.end) / 2


def _parts_headings(piece: Piece, at: int, begun: Counter[int]) -> bool:
    left, right = piece.text[:at], piece.text[at:]
    if not left.endswith(" ") or not right[0].isupper():
        return False
    is_begun = sum(begun[piece.start + at + by] for by in (-1, 0, 1)) > 1
    meanings = meaning_of(left), meaning_of(right)
    is_second = bool(_SECOND_NAMES.fullmatch(left.strip()) and _SECOND_NAMES.fullmatch(right))
    return (is_begun or is_second) and None not in meanings and meanings[0] != meanings[1]


def columns_of(rows: Sequence[Sequence[Piece]]) -> list[Column]:
    """The columns that the heading's lines name; words above several of them ("Lộ trình") go before each."""
    wide = {piece for row in rows for piece in row if any(len(_beside(piece, other)) > 1 for other in rows)}
    spans: list[tuple[int, int]] = []
    for piece in sorted({piece for row in rows for piece in row} - wide, key=lambda one: one.start):
        if spans and piece.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], piece.end))
        else:
            spans.append((piece.start, piece.end))
    texts = [""] * len(spans)
    for piece in (piece for row in rows for piece in row):
        for at, span in enumerate(spans):
            if piece.start < span[1] and span[0] < piece.end:
                texts[at] = f"{texts[at]} {piece.text}".strip()
    return [Column(*span, text) for span, text in zip(spans, texts, strict=True)]


def _beside(piece: Piece, row: Sequence[Piece]) -> list[Piece]:
    """The pieces of another line above or below this one."""
    return [one for one in row if one.start < piece.end and piece.start < one.end]


def moved_pieces(pieces: Sequence[Sequence[Piece]], heading: Sequence[Line]) -> list[list[Piece]]:
    """The pieces of the first heading where the same words stand in another printing of it."""
    rows: list[list[Piece]] = []
    for known, line in zip(pieces, heading, strict=True):
        raw, end = line.raw.expandtabs(), 0
        rows.append([])
        for piece in known:
            found = re.compile(r"\s+".join(map(re.escape, piece.text.split()))).search(raw, end)
            if found is not None:
                end = found.end()
                rows[-1].append(Piece(found.start(), end, piece.text))
    return rows
