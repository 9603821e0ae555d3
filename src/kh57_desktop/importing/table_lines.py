"""What exported tables share: their lines, headings that name columns, and lines behind which no table goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from kh57_desktop.importing.assignment_tables import assignment_columns
from kh57_desktop.importing.blocks import Cell, Line, Source, Table, in_capitals
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.member_tables import member_columns
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.words import (
    ANNEX_HEADING,
    AUTHORITY,
    CLOSING,
    RECIPIENTS_HEADING,
    plain,
)

NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})?[.)]?")
LETTERED = re.compile(r"[IVX]{1,5}[.)]?|[A-H][.)]?")
_VALUE = re.compile(r"(?:mục tiêu|giá trị|kế hoạch|chỉ tiêu giao|mức phấn đấu|phấn đấu)(?: [^\W\d]+){0,4}")
TITLED = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-H])[.)]\s+[^\W\d_]")
"""A group's number with its title: a row merged over all columns."""
_COUNTED = re.compile(r"\(?(?:danh sách|danh mục|phụ lục|biểu)(?: này| trên)? (?:gồm|có)(?: có)? \d")
LONGEST_HEADING = 60
FEWEST_COLUMNS = 3
_FIRST_LINES = 160
"""Lines that a table is looked for in at first."""


_Read = TypeVar("_Read")


def growing(
    sources: Sequence[Source],
    at: int,
    read: Callable[[Sequence[Line]], tuple[_Read | None, int]],
    *,
    most: int | None = None,
) -> tuple[_Read | None, int]:
    """What `read` makes of the lines from `at` on: it is given more of them as long as the table takes all, up to
    about `most`."""
    count = _FIRST_LINES
    while True:
        lines = plain_lines(sources, at, count)
        found, end = read(lines)
        if found is None or end < len(lines) or len(lines) < count or (most is not None and count >= most):
            return found, end
        count *= 4


def plain_lines(sources: Sequence[Source], start: int, count: int) -> list[Line]:
    lines: list[Line] = []
    for source in sources[start : start + count]:
        if not isinstance(source, Line) or source.in_cell:
            break
        lines.append(source)
    return lines


def until_end(sources: Sequence[Source], start: int) -> list[Line]:
    lines: list[Line] = []
    for source in sources[start:]:
        if not isinstance(source, Line) or source.in_cell or ends_table(source.text):
            break
        lines.append(source)
    return lines


def names_columns(texts: Sequence[str]) -> bool:
    meanings = {meaning for text in texts if len(text) <= LONGEST_HEADING and (meaning := meaning_of(text))}
    has_subject = bool(meanings & {"task", "indicator"})
    is_plan = has_subject and bool(meanings & {"lead", "supporting", "deadline", "product", "unit", "year"})
    is_plan = is_plan or (_is_numbered(texts) and "indicator" in meanings and any(map(_is_value, texts[2:])))
    return is_plan or (_is_numbered(texts) and bool(member_columns(texts) or assignment_columns(texts)))


def _is_value(text: str) -> bool:
    """Whether a column is headed as what is to be reached ("Mục tiêu", "Kế hoạch giao")."""
    return _VALUE.fullmatch(plain(text).strip(" .:")) is not None


def _is_numbered(texts: Sequence[str]) -> bool:
    return meaning_of(texts[0]) == "number"


def ends_table(text: str) -> bool:
    return bool(
        ANNEX_HEADING.match(text)
        or RECIPIENTS_HEADING.match(text)
        or AUTHORITY.match(text)
        or (len(text) > LONGEST_HEADING and CLOSING.match(plain(text)))
        or _COUNTED.match(plain(text))
    )


def is_outside(line: Line) -> bool:
    return ends_table(line.text) or opens_part(line)


def opens_part(line: Line) -> bool:
    """A section heading behind the table: a Roman number or letter with words in capitals."""
    marker = line.marker
    if marker is None or marker.level not in (Level.PART, Level.CAPITAL, Level.ROMAN, Level.ARTICLE):
        return False
    return in_capitals(line.text[marker.length :])


def table_of_texts(rows: Sequence[Sequence[str]], source: Source, *, guessed: str = "") -> Table:
    cells = tuple(tuple(Cell((" ".join(text.split()),) if text.strip() else ()) for text in row) for row in rows)
    return Table(cells, source.place, guessed=guessed)
