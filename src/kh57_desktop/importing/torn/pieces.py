"""Lines cut where another cell may begin: some exports print on one line the cells of a row that begin side by side.

"1 Kiện toàn Ban Chỉ đạo và các Tổ" holds a number and the first line of a task; "Thông báo kết luận Văn phòng HĐND" the
whole of a product and the first line of a body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kh57_desktop.importing.cell_words import is_left_open
from kh57_desktop.importing.paragraphs import width_of
from kh57_desktop.importing.torn.numbers import NUMBER_OF_ROW

_FIRST = re.compile(rf"(?P<number>{NUMBER_OF_ROW.pattern}|[IVX]{{1,5}}[.)]?|[A-H][.)]?)\s+(?=[^\W\d_]|[“\"(])")
_BORDER = re.compile(r"(?<=[^\s<>≥≤=(“]) (?=[A-ZĐÀ-ỸƠƯ%≥≤<>=]|\d|[-–](?:$|\s))")
_SIGN = re.compile(r"[<>≥≤=~]+$")


@dataclass(frozen=True)
class Printed:
    """A line of a row's cells, or a piece of one; `turns_page`: a page ends above it; `glued`: it stands on the line
    of the piece before it."""

    text: str
    turns_page: bool = False
    glued: bool = False

    @cached_property
    def width(self) -> float:
        return width_of(self.text)

    @cached_property
    def first_word(self) -> float:
        return width_of(self.text.split(" ", 1)[0])

    @cached_property
    def is_small(self) -> bool:
        return self.text[:1].islower()

    @cached_property
    def is_number(self) -> bool:
        return self.text.isdecimal()


def pieces_of(line: Printed) -> list[Printed]:
    """The line cut behind the number of a row and before each word that may begin a cell."""
    first = _FIRST.match(line.text)
    start = first.end() if first else 0
    texts = [first["number"]] if first else []
    for border in [*_BORDER.finditer(line.text, start), None]:
        stop = border.start() if border else len(line.text)
        text = line.text[start:stop]
        if border is not None and text != "-" and (is_left_open(text) or _SIGN.search(text)):
            continue
        texts.append(text.strip())
        start = stop
    pieces = [Printed(text, glued=at > 0) for at, text in enumerate(texts) if text]
    return [replace(pieces[0], turns_page=line.turns_page), *pieces[1:]] if pieces else [line]


def lines_of(pieces: Sequence[Printed]) -> list[str]:
    """The lines that the pieces of one cell make."""
    lines: list[str] = []
    for piece in pieces:
        if piece.glued and lines:
            lines[-1] = f"{lines[-1]} {piece.text}"
        else:
            lines.append(piece.text)
    return lines
