"""Tables that an export took apart into one cell on each line.

The running numbers (TT) part the rows; an empty cell leaves no line, so the lines of a row are placed by what they look
like: a time, a body, anything else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kh57_desktop.importing.assignment_tables import assignment_columns
from kh57_desktop.importing.blocks import Line, Source, Table
from kh57_desktop.importing.members import member_columns
from kh57_desktop.importing.table_lines import (
    FEWEST_COLUMNS,
    LETTERED,
    LONGEST_HEADING,
    NUMBER,
    growing,
    is_outside,
    names_columns,
    opens_part,
    plain_lines,
    table_of_texts,
    until_end,
)
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.words import (
    ORGANIZATION_HEADS,
    PLURAL_WORDS,
    plain,
)

_TITLED = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-H])[.)]\s+[^\W\d_]")
"""A group's number with its title: a row merged over all columns."""
_NUMBER_HEADING = re.compile(r"(?:stt|tt)\.?")
_TIME = re.compile(
    r"(?:.*\b(?:quý|tháng|năm|ngày)\b.{0,20}(?:\d|[ivx]+\b).*|.*\d{1,2}/\d{4}.*|thường xuyên.*|hằng .*|hàng .*|20\d\d|"
    r"trước .*\d.*|theo (?:chỉ đạo|kế hoạch|hướng dẫn).*|liên tục.*)"
)
_MOST_LINES = 40
"""Lines of one torn row; a longer one is no row of a table."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """The texts of the columns and what each means, None where no rule knows it."""

    texts: tuple[str, ...]
    meanings: tuple[str | None, ...]


def torn_table(sources: Sequence[Source], at: int) -> tuple[Table | None, int]:
    first = plain_lines(sources, at, 2)
    if len(first) > 1 and first[1].after_blank:
        table, count = growing(sources, at, _torn_cells)
        if table is not None:
            return table, at + count
    return _torn_lines(sources, at)


def _torn_cells(lines: Sequence[Line]) -> tuple[Table | None, int]:
    cells = _cells_between_blanks(lines)
    table, end = _torn_lines([line for line, _count in cells], 0)
    return table, sum(count for _line, count in cells[:end])


def _cells_between_blanks(lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """What stands between two empty lines as one line, with the number of lines that it takes: the export put an empty
    line behind every cell, none inside of one."""
    cells: list[tuple[Line, int]] = []
    for line in lines:
        is_below_title = bool(cells and NUMBER.fullmatch(line.text) and _TITLED.match(cells[-1][0].text))
        is_apart = line.after_blank or is_below_title
        if cells and not is_apart and not any(map(is_outside, (cells[-1][0], line))):
            above, count = cells[-1]
            cells[-1] = (replace(above, raw=f"{above.text} {line.text}"), count + 1)
        else:
            cells.append((line, 1))
    return cells


def _is_group_row(lines: Sequence[Line], at: int) -> bool:
    """Whether the line is a group's number and title: below it stands the number of a row."""
    return _TITLED.match(lines[at].text) is not None and bool(
        lines[at + 1 : at + 2] and NUMBER.fullmatch(lines[at + 1].text)
    )


def _torn_lines(sources: Sequence[Source], at: int) -> tuple[Table | None, int]:
    heading, start = _torn_heading(sources, at)
    if heading is None or heading.meanings[0] != "number":
        return None, at
    first = plain_lines(sources, start, 2)
    if not first or not (_is_next_number("", first[0].text.strip("() ")) or _is_group_row(first, 0)):
        return None, at
    rows: list[list[str]] = [list(heading.texts)]
    lines = until_end(sources, start)
    place = 0
    last = guessed = ""
    if lines and _is_column_numbers(lines, len(heading.texts)):
        place = len(heading.texts)
    while place < len(lines):
        if _is_group_row(lines, place):
            rows.append([lines[place].text, *[""] * (len(heading.texts) - 1)])
            place += 1
            continue
        if not _is_next_number(last, lines[place].text):
            break
        number = lines[place].text
        stop = _row_end(lines, place, number if NUMBER.fullmatch(number) else last, len(heading.texts))
        texts = [line.text for line in lines[place + 1 : stop]]
        if not texts:
            break
        is_plain = len(texts) == len(heading.texts) - 1 or (LETTERED.fullmatch(number) and len(texts) == 1)
        guessed = guessed or ("" if is_plain else " ".join([number, *texts]))
        rows.append(_placed(number, texts, heading))
        last = number if NUMBER.fullmatch(number) else last
        place = stop
    return (table_of_texts(rows, sources[at], guessed=guessed), start + place) if len(rows) > 2 else (None, at)


def _torn_heading(sources: Sequence[Source], at: int) -> tuple[_Heading | None, int]:
    texts: list[str] = []
    for line in plain_lines(sources, at, 12):
        is_row = LETTERED.fullmatch(line.text) or NUMBER.fullmatch(line.text) or _TITLED.match(line.text)
        if is_row or len(line.text) > LONGEST_HEADING:
            break
        texts.append(line.text)
    if len(texts) < FEWEST_COLUMNS or not names_columns(texts):
        return None, at
    meanings = tuple(meaning_of(text) for text in texts)
    known = sum(meaning is not None for meaning in meanings)
    is_known = known >= len(texts) - 1 or bool(member_columns(texts) or assignment_columns(texts))
    return (_Heading(tuple(texts), meanings), at + len(texts)) if is_known else (None, at)


def _is_column_numbers(lines: Sequence[Line], width: int) -> bool:
    """A second heading row (1) (2) (3) …"""
    texts = [line.text.strip("() ") for line in lines[:width]]
    return texts == [str(number) for number in range(1, width + 1)]


def _is_next_number(last: str, text: str) -> bool:
    """Whether a line alone is the number of the next row: one on, or the first of a new group."""
    if LETTERED.fullmatch(text):
        return True
    if not NUMBER.fullmatch(text):
        return False
    value, before = _value(text), _value(last)
    return value[-1] == 1 or not last or (len(value) == len(before) and 0 < value[-1] - before[-1] <= 2)


def _value(number: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", number)] or [0]


def _row_end(lines: Sequence[Line], place: int, last: str, width: int) -> int:
    """Behind the last line of the row that begins at `place`; `last` is the plain number printed last."""
    stop = place + 1
    while stop < len(lines) and stop - place <= _MOST_LINES:
        text = lines[stop].text
        if stop > place + 1 and (opens_part(lines[stop]) or _NUMBER_HEADING.fullmatch(plain(text))):
            return stop
        if stop > place + 1 and (_is_group_row(lines, stop) or _is_next_number(last or "0", text)):
            return stop
        stop += 1
    return min(stop, place + width)


def _placed(number: str, texts: Sequence[str], heading: _Heading) -> list[str]:
    """The cells of one row; a lettered number with one line is a group's title."""
    width = len(heading.texts)
    cells = [number, *[""] * (width - 1)]
    if LETTERED.fullmatch(number) and len(texts) == 1:
        subject = next((at for at, meaning in enumerate(heading.meanings) if meaning in ("task", "indicator")), 1)
        cells[subject] = texts[0]
    elif len(texts) == width - 1:
        cells[1:] = texts
    else:
        for at, text in zip(_columns_of_lines(texts, heading.meanings), texts, strict=True):
            cells[at] = f"{cells[at]} {text}".strip()
    return cells


def _columns_of_lines(texts: Sequence[str], meanings: Sequence[str | None]) -> list[int]:
    """The column of each line, in order, so that the lines look most like what their columns hold."""
    width = len(meanings)
    best: list[tuple[float, list[int]]] = [
        (_likeness(texts[0], meanings[at]) - 1.5 * (at - 1), [at]) for at in range(1, width)
    ]
    for text, before in zip(texts[1:], texts, strict=False):
        following: list[tuple[float, list[int]]] = []
        for at in range(1, width):
            options = []
            for previous in range(1, at + 1):
                score, path = best[previous - 1]
                step = _goes_on(before, text) if previous == at else -0.6 * (at - previous - 1)
                options.append((score + step, path))
            score, path = max(options, key=lambda option: option[0])
            following.append((score + _likeness(text, meanings[at]), [*path, at]))
        best = following
    return max(best, key=lambda option: option[0])[1]


def _goes_on(before: str, text: str) -> float:
    """How likely `text` is the next line of the same cell."""
    if text[:1].islower() or before.endswith((",", "-", "và")):
        return 0.8
    return -0.2 if before.endswith(";") or text.startswith(("-", "+")) else -1.2


def _likeness(text: str, meaning: str | None) -> float:
    words = plain(text)
    is_time = len(text) < 60 and _TIME.fullmatch(words) is not None
    is_body = len(text) < 120 and (words.startswith(ORGANIZATION_HEADS) or PLURAL_WORDS.match(words) is not None)
    if meaning == "deadline":
        return 2.0 if is_time else -1.5
    if meaning in ("lead", "supporting"):
        return 1.0 if is_body else (-1.5 if is_time else -0.5)
    if meaning in ("task", "indicator"):
        return -1.0 if is_time else (0.0 if is_body else 0.8)
    return -1.0 if is_time else (-0.3 if is_body else 0.3)
