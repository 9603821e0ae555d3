"""A table without running numbers whose cells a program printed each on a line of its own.

No number tells where a row begins, but each row has as many cells as the heading, an empty one being an empty line in
some exports; what the columns hold shows whether the lines fall into rows so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Cell, Line, Source, Table, merged_row
from kh57_desktop.importing.column_pieces import pieces_of
from kh57_desktop.importing.table_lines import (
    FEWEST_COLUMNS,
    LONGEST_HEADING,
    is_outside,
    names_columns,
    plain_lines,
)
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.torn.heading import kinds_of
from kh57_desktop.importing.torn.likeness import likeness

_SUBJECTS = ("task", "indicator")
_TELLING = ("unit", "value", "deadline", "lead")
_MOST_COLUMNS = 12
_MOST_LINES = (160, 640, 2_560, 8_000)
"""Lines that a table is looked for in: more of them where it takes all."""
_FEWEST_ROWS = 2
_LIKELY = 0.8
"""What must speak on the average for the cells of a row that tell what they hold."""
_SHORTEST_SUBJECT = 8
_LONGEST_GROUP = 160


def unnumbered_table(sources: Sequence[Source], at: int) -> tuple[Table | None, int]:
    """The table whose heading begins at `at`, and where it ends; None without one."""
    names = _names(plain_lines(sources, at, _MOST_COLUMNS))
    if len(names) < FEWEST_COLUMNS or not names_columns(names):
        return None, at
    start, kinds = at + len(names), kinds_of(names)
    if not {*_SUBJECTS} & {*kinds}:
        return None, at
    for most in _MOST_LINES:
        lines = plain_lines(sources, start, most)
        rows, count = _best_rows(lines, kinds)
        if len(lines) < most or count < len(lines) - len(names) - 1:
            break
    if sum(len(row) > 1 for row in rows) < _FEWEST_ROWS:
        return None, at
    heading = tuple(Cell((name,)) for name in names)
    body = [merged_row(row[0], len(names)) if len(row) == 1 else tuple(map(_cell, row)) for row in rows]
    first = next(row for row in rows if len(row) > 1)
    return Table((heading, *body), sources[at].place, guessed=" ".join(filter(None, first))), start + count


def _best_rows(below: Sequence[Line], kinds: Sequence[str]) -> tuple[list[list[str]], int]:
    """The rows that `below` begins with, and how many lines they take."""
    lines = list(takewhile(_may_be_cell, below))
    ways = [_rows(lines, kinds, with_empty=with_empty) for with_empty in (True, False)]
    return max(ways, key=lambda found: sum(len(row) > 1 for row in found[0]))


def _names(lines: Sequence[Line]) -> list[str]:
    """The lines that name columns one after the other, the first of them what the table is about; none where one names
    the numbers of rows, below a title ("DANH MỤC NHIỆM VỤ", "TT", …)."""
    if not lines or meaning_of(lines[0].text) not in _SUBJECTS:
        return []
    texts = [line.text for line in takewhile(_is_name, lines)]
    return texts if all(meaning_of(text) != "number" for text in texts) else []


def _is_name(line: Line) -> bool:
    is_alone = len(pieces_of(line)) == 1
    return is_alone and len(line.text) <= LONGEST_HEADING and meaning_of(line.text) is not None


def _may_be_cell(line: Line) -> bool:
    return not is_outside(line) or line.text[:2] in ("I.", "A.")


def _rows(lines: Sequence[Line], kinds: Sequence[str], *, with_empty: bool) -> tuple[list[list[str]], int]:
    """The rows, each of as many cells as there are `kinds`, a group of one; and how many lines they take."""
    cells, places = _cells(lines, with_empty=with_empty)
    rows: list[list[str]] = []
    at = end = 0
    while at < len(cells):
        deadline.check()
        row = cells[at : at + len(kinds)]
        if not cells[at]:
            at += 1
        elif _is_row(row, kinds):
            rows.append(row)
            at = end = at + len(kinds)
        elif len(cells[at]) < _LONGEST_GROUP and _is_row(cells[at + 1 : at + 1 + len(kinds)], kinds):
            rows.append([cells[at]])
            at += 1
        else:
            break
    while rows and len(rows[-1]) == 1:
        rows.pop()
    return rows, places[end - 1] + 1 if end else 0


def _cells(lines: Sequence[Line], *, with_empty: bool) -> tuple[list[str], list[int]]:
    """The text of each cell and the line it stands on; empty lines between are cells where `with_empty`."""
    cells: list[str] = []
    places: list[int] = []
    for at, line in enumerate(lines):
        missing = line.place - lines[at - 1].place - 1 if at and with_empty else 0
        for text in (*[""] * min(missing, _MOST_COLUMNS), line.text):
            cells.append(text)
            places.append(at)
    return cells, places


def _is_row(row: Sequence[str], kinds: Sequence[str]) -> bool:
    if len(row) < len(kinds):
        return False
    subject = next(text for text, kind in zip(row, kinds, strict=True) if kind in _SUBJECTS)
    told = [likeness(text, kind) for text, kind in zip(row, kinds, strict=True) if text and kind in _TELLING]
    is_subject = len(subject) >= _SHORTEST_SUBJECT and likeness(subject, "value") < 0
    return is_subject and bool(told) and sum(told) >= _LIKELY * len(told)


def _cell(text: str) -> Cell:
    return Cell((text,) if text else ())
