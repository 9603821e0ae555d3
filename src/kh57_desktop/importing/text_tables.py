"""Tables that a text export took apart: rows of cells between tabs or bars, or one cell on each line.

Where every cell has its own line, the running numbers (TT) part the rows; an empty cell leaves no line, so the lines of
a row are placed by what they look like: a time, a body, anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kh57_desktop.importing import deadline
from kh57_desktop.importing.assignment_tables import assignment_columns
from kh57_desktop.importing.blocks import Cell, Line, Source, Table, in_capitals
from kh57_desktop.importing.characters import folded
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.members import member_columns
from kh57_desktop.importing.raster.table import table_in_raster
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.text_columns import table_in_columns
from kh57_desktop.importing.words import (
    ANNEX_HEADING,
    AUTHORITY,
    CLOSING,
    ORGANIZATION_HEADS,
    PLURAL_WORDS,
    RECIPIENTS_HEADING,
    plain,
)

_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})?[.)]?")
_LETTERED = re.compile(r"[IVX]{1,5}[.)]?|[A-H][.)]?")
_TITLED = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-H])[.)]\s+[^\W\d_]")
"""A group's number with its title: a row merged over all columns."""
_NUMBER_HEADING = re.compile(r"(?:stt|tt)\.?")
_TIME = re.compile(
    r"(?:.*\b(?:quý|tháng|năm|ngày)\b.{0,20}(?:\d|[ivx]+\b).*|.*\d{1,2}/\d{4}.*|thường xuyên.*|hằng .*|hàng .*|20\d\d|"
    r"trước .*\d.*|theo (?:chỉ đạo|kế hoạch|hướng dẫn).*|liên tục.*)"
)
_LONGEST_HEADING = 60
_FEWEST_COLUMNS = 3
_FIRST_LINES = 160
"""Lines that a table is looked for in at first."""
_MOST_GUESSES = 12
"""Tables printed column into column that are tried in one document, each of which costs much."""
_MOST_LINES = 40
"""Lines of one torn row; a longer one is no row of a table."""


def with_tables(sources: Sequence[Source]) -> tuple[Source, ...]:
    """`sources` with the runs of lines that are a table's rows or cells put together again."""
    found: list[Source] = []
    at = guesses = 0
    while at < len(sources):
        deadline.check()
        source = sources[at]
        may_guess = guesses < _MOST_GUESSES
        is_line = isinstance(source, Line) and not source.in_cell
        guesses += isinstance(source, Line) and may_guess and meaning_of(source.text) == "number"
        table, end = _table_at(sources, at, may_guess=may_guess) if is_line else (None, at)
        found.append(source if table is None else table)
        at = at + 1 if table is None else end
    return tuple(found)


def _table_at(sources: Sequence[Source], at: int, *, may_guess: bool) -> tuple[Table | None, int]:
    lines = _plain_lines(sources, at, 3)
    if not lines:
        return None, at
    cells = _cells(lines[0])
    if len(cells) >= _FEWEST_COLUMNS:
        return _ruled(sources, at) if _names_columns(cells) else (None, at)
    if may_guess and meaning_of(lines[0].text) == "number":
        table, count = table_in_raster(_until_end(sources, at), ends=_is_outside)
        if table is not None:
            return table, at + count
    if _may_head_columns(lines):
        table, count = _growing(sources, at, _in_columns)
        if table is not None:
            return table, at + count
    if len(lines[0].text) > _LONGEST_HEADING or meaning_of(lines[0].text) is None:
        return None, at
    return _torn(sources, at)


def _growing(
    sources: Sequence[Source], at: int, read: Callable[[Sequence[Line]], tuple[Table | None, int]]
) -> tuple[Table | None, int]:
    """What `read` makes of the lines from `at` on: it is given more of them as long as the table takes all."""
    count = _FIRST_LINES
    while True:
        lines = _plain_lines(sources, at, count)
        table, end = read(lines)
        if table is None or end < len(lines) or len(lines) < count:
            return table, end
        count *= 4


def _in_columns(lines: Sequence[Line]) -> tuple[Table | None, int]:
    return table_in_columns(lines, names_columns=_names_columns, ends=_ends_table)


def _may_head_columns(lines: Sequence[Line]) -> bool:
    """Whether the first lines hold words set apart by wide gaps that name a column of numbers, or three columns."""
    pieces = [re.split(r" {2,}", line.raw.strip()) for line in lines]
    if len(pieces[0]) < 2:
        return False
    named = sum(meaning_of(text) is not None for text in pieces[0])
    return named >= _FEWEST_COLUMNS or any(meaning_of(texts[0]) == "number" for texts in pieces)


def _plain_lines(sources: Sequence[Source], start: int, count: int) -> list[Line]:
    lines: list[Line] = []
    for source in sources[start : start + count]:
        if not isinstance(source, Line) or source.in_cell:
            break
        lines.append(source)
    return lines


def _names_columns(texts: Sequence[str]) -> bool:
    meanings = {meaning for text in texts if len(text) <= _LONGEST_HEADING and (meaning := meaning_of(text))}
    has_subject = bool(meanings & {"task", "indicator"})
    is_plan = has_subject and bool(meanings & {"lead", "supporting", "deadline", "product", "unit", "year"})
    return is_plan or (_is_numbered(texts) and bool(member_columns(texts) or assignment_columns(texts)))


def _is_numbered(texts: Sequence[str]) -> bool:
    return meaning_of(texts[0]) == "number"


def _cells(line: Line, *, fewest: int = 2) -> list[str]:
    """Cells between at least `fewest` tabs or bars of one line."""
    raw = line.raw
    cells = [raw]
    if raw.count("|") >= fewest:
        cells = raw.strip().strip("|").split("|")
    elif raw.count("\t") >= fewest:
        cells = raw.split("\t")
    return [folded(cell) for cell in cells]


def _ruled(sources: Sequence[Source], at: int) -> tuple[Table | None, int]:
    """Rows with as many cells as the heading, or one cell or two for a group; a line without a tab goes on."""
    width = max(len(_cells(line)) for line in _plain_lines(sources, at, 2))
    rows: list[list[str]] = []
    end = at
    for place, source in enumerate(sources[at:], at):
        if not isinstance(source, Line) or source.in_cell or _ends_table(source.text):
            break
        cells = _cells(source, fewest=1)
        if all(re.fullmatch(r"[-:=_]*", cell) for cell in cells) and len(cells) == width:
            end += 1
            continue
        if len(cells) == 1 and rows and source.text[:1].islower():
            rows[-1][-1] = f"{rows[-1][-1]} {source.text}"
        elif _is_other_table(cells, rows) or not (
            len(cells) >= _FEWEST_COLUMNS or (_is_group(cells) and _is_row(sources, place + 1, width))
        ):
            break
        else:
            rows.append([*cells[:width], *[""] * (width - len(cells))])
        end += 1
    rows = _under_one_heading(rows)
    return (_table(rows, sources[at]), end) if len(rows) > 1 else (None, at)


def _is_other_table(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells are a heading, and not that of this table again."""
    return len(rows) > 1 and _names_columns(cells) and list(cells) != list(rows[0][: len(cells)])


def _is_group(cells: Sequence[str]) -> bool:
    """A number and a title, or both in one cell."""
    first = cells[0].split()[0] if cells[0] else ""
    return bool(_LETTERED.fullmatch(first) or (len(cells) > 1 and _NUMBER.fullmatch(first)))


def _is_row(sources: Sequence[Source], at: int, width: int) -> bool:
    """Whether the line at `at` is a row of the same table, no heading of another."""
    lines = _plain_lines(sources, at, 1)
    cells = _cells(lines[0]) if lines else []
    return _FEWEST_COLUMNS <= len(cells) <= width and not _names_columns(cells)


def _under_one_heading(rows: list[list[str]]) -> list[list[str]]:
    """A second heading row, which stands below empty cells of the first ("Lộ trình" over 2026, 2028, 2030), joined."""
    if len(rows) < 2 or rows[1][0] or not any(rows[1]) or all(rows[0]):
        return rows
    first = rows[0]
    wide = next((at for at, text in enumerate(first) if not text), len(first))
    if any(rows[1][: wide - 1]):
        return rows
    joined: list[str] = []
    above = ""
    for at, text in enumerate(first):
        above = text or (above if at >= wide - 1 else "")
        below = rows[1][at] if at < len(rows[1]) else ""
        joined.append(f"{above} {below}".strip() if below else text)
    return [joined, *rows[2:]]


def _ends_table(text: str) -> bool:
    return bool(
        ANNEX_HEADING.match(text)
        or RECIPIENTS_HEADING.match(text)
        or AUTHORITY.match(text)
        or (len(text) > _LONGEST_HEADING and CLOSING.match(plain(text)))
    )


def _table(rows: Sequence[Sequence[str]], source: Source, *, guessed: str = "") -> Table:
    cells = tuple(tuple(Cell((" ".join(text.split()),) if text.strip() else ()) for text in row) for row in rows)
    return Table(cells, source.place, guessed=guessed)


# --- one cell on each line ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Heading:
    """The texts of the columns and what each means, None where no rule knows it."""

    texts: tuple[str, ...]
    meanings: tuple[str | None, ...]


def _torn(sources: Sequence[Source], at: int) -> tuple[Table | None, int]:
    first = _plain_lines(sources, at, 2)
    if len(first) > 1 and first[1].after_blank:
        table, count = _growing(sources, at, _torn_cells)
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
        is_below_title = bool(cells and _NUMBER.fullmatch(line.text) and _TITLED.match(cells[-1][0].text))
        is_apart = line.after_blank or is_below_title
        if cells and not is_apart and not any(map(_is_outside, (cells[-1][0], line))):
            above, count = cells[-1]
            cells[-1] = (replace(above, raw=f"{above.text} {line.text}"), count + 1)
        else:
            cells.append((line, 1))
    return cells


def _is_outside(line: Line) -> bool:
    return _ends_table(line.text) or _opens_part(line)


def _is_group_row(lines: Sequence[Line], at: int) -> bool:
    """Whether the line is a group's number and title: below it stands the number of a row."""
    return _TITLED.match(lines[at].text) is not None and bool(
        lines[at + 1 : at + 2] and _NUMBER.fullmatch(lines[at + 1].text)
    )


def _torn_lines(sources: Sequence[Source], at: int) -> tuple[Table | None, int]:
    heading, start = _torn_heading(sources, at)
    if heading is None or heading.meanings[0] != "number":
        return None, at
    first = _plain_lines(sources, start, 2)
    if not first or not (_is_next_number("", first[0].text.strip("() ")) or _is_group_row(first, 0)):
        return None, at
    rows: list[list[str]] = [list(heading.texts)]
    lines = _until_end(sources, start)
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
        stop = _row_end(lines, place, number if _NUMBER.fullmatch(number) else last, len(heading.texts))
        texts = [line.text for line in lines[place + 1 : stop]]
        if not texts:
            break
        is_plain = len(texts) == len(heading.texts) - 1 or (_LETTERED.fullmatch(number) and len(texts) == 1)
        guessed = guessed or ("" if is_plain else " ".join([number, *texts]))
        rows.append(_placed(number, texts, heading))
        last = number if _NUMBER.fullmatch(number) else last
        place = stop
    return (_table(rows, sources[at], guessed=guessed), start + place) if len(rows) > 2 else (None, at)


def _torn_heading(sources: Sequence[Source], at: int) -> tuple[_Heading | None, int]:
    texts: list[str] = []
    for line in _plain_lines(sources, at, 12):
        is_row = _LETTERED.fullmatch(line.text) or _NUMBER.fullmatch(line.text) or _TITLED.match(line.text)
        if is_row or len(line.text) > _LONGEST_HEADING:
            break
        texts.append(line.text)
    if len(texts) < _FEWEST_COLUMNS or not _names_columns(texts):
        return None, at
    meanings = tuple(meaning_of(text) for text in texts)
    known = sum(meaning is not None for meaning in meanings)
    is_known = known >= len(texts) - 1 or bool(member_columns(texts) or assignment_columns(texts))
    return (_Heading(tuple(texts), meanings), at + len(texts)) if is_known else (None, at)


def _until_end(sources: Sequence[Source], start: int) -> list[Line]:
    lines: list[Line] = []
    for source in sources[start:]:
        if not isinstance(source, Line) or source.in_cell or _ends_table(source.text):
            break
        lines.append(source)
    return lines


def _is_column_numbers(lines: Sequence[Line], width: int) -> bool:
    """A second heading row (1) (2) (3) …"""
    texts = [line.text.strip("() ") for line in lines[:width]]
    return texts == [str(number) for number in range(1, width + 1)]


def _is_next_number(last: str, text: str) -> bool:
    """Whether a line alone is the number of the next row: one on, or the first of a new group."""
    if _LETTERED.fullmatch(text):
        return True
    if not _NUMBER.fullmatch(text):
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
        if stop > place + 1 and (_opens_part(lines[stop]) or _NUMBER_HEADING.fullmatch(plain(text))):
            return stop
        if stop > place + 1 and (_is_group_row(lines, stop) or _is_next_number(last or "0", text)):
            return stop
        stop += 1
    return min(stop, place + width)


def _opens_part(line: Line) -> bool:
    """A section heading behind the table: a Roman number or letter with words in capitals."""
    marker = line.marker
    if marker is None or marker.level not in (Level.PART, Level.CAPITAL, Level.ROMAN, Level.ARTICLE):
        return False
    return in_capitals(line.text[marker.length :])


def _placed(number: str, texts: Sequence[str], heading: _Heading) -> list[str]:
    """The cells of one row; a lettered number with one line is a group's title."""
    width = len(heading.texts)
    cells = [number, *[""] * (width - 1)]
    if _LETTERED.fullmatch(number) and len(texts) == 1:
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
