"""Which lines begin the rows of such a table: the numbers of rows and of groups in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kh57_desktop.importing import deadline
from kh57_desktop.importing.table_lines import LETTERED, TITLED
from kh57_desktop.importing.torn.cells import Columns
from kh57_desktop.importing.torn.numbers import GROUP_AND_ROW, NUMBER_OF_ROW, SMALLER_GROUP, begins_group
from kh57_desktop.importing.torn.pieces import Printed
from kh57_desktop.importing.torn.placing import row_of
from kh57_desktop.importing.words import plain

MOST_LINES_OF_ROW = 60
"""Lines of one row; a longer one is no row of a table."""
_PIECES_OF_TITLE = 30
_FEWEST_LINES = 3
_MOST_STARTS = 50
"""Starts beside one in three lines; a row has at least three."""
_MOST_LOOKS = 40
"""Times that each line is looked at in a row, on the average; lines that need more are no table."""
_MOST_PATHS = 4
_GOES_ON = 2.0
"""What speaks against a table's end above a line that begins small."""
_OTHER_STOP = 3.0
"""What speaks against "9." among numbers without a stop, where it is the next one."""
_ROW = 5.0
"""What speaks for one row more."""
_BELOW_TABLE = re.compile(r"(?:tổng số|tổng cộng|cộng)\b(?:.*\d|\s*:?$)|(?:ghi chú|chú thích|nguồn)\s*:")
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Start:
    """A line that may begin a row: a number alone, a group's letter alone, or a group's number with its title."""

    at: int
    text: str
    kind: str
    """ "row", "group", "titled"."""
    heads_own: bool = False
    """Whether the number of the row below goes on with the group's ("6. …" above "6.1")."""

    @cached_property
    def value(self) -> tuple[int, ...]:
        parts = re.findall(r"\d+|[IVX]+|[A-H]", self.text.split()[0])
        return tuple(int(part) if part.isdecimal() else _order(part) for part in parts) or (0,)

    @cached_property
    def mark(self) -> str:
        return re.split(r"[.)\s]", self.text.lstrip("("))[0]


@dataclass(frozen=True)
class _Path:
    """The rows so far; `number`: that of the last row, `group`: the mark of the last group."""

    score: float
    starts: tuple[Start, ...]
    number: tuple[int, ...] | None = None
    group: str = ""


class Rows:
    """Finds the starts in `lines`, which stand below the heading."""

    def __init__(self, lines: Sequence[Printed]) -> None:
        self.lines = lines
        self._starts = [start for at in range(len(lines)) for start in _starts(lines, at)]

    def best(self, columns: Columns) -> tuple[tuple[Start, ...], int]:
        """The starts that make the best table, and where its last row ends."""
        rows: dict[tuple[Start, int], float] = {}
        paths: list[list[_Path]] = [[] for _start in self._starts]
        best = _Path(-1.0, ())
        if len(self._starts) > _MOST_STARTS + len(self.lines) // _FEWEST_LINES:
            return (), 0
        looks = _MOST_LOOKS * (len(self.lines) + MOST_LINES_OF_ROW)
        for place, start in enumerate(self._starts):
            deadline.check()
            if place == 0 or start.at == 0:
                first = _follows(_Path(0.0, ()), start)
                paths[place] = [first] if first is not None and start.at == 0 else []
            for near in range(place - 1, -1, -1):
                before, earlier = self._starts[near], paths[near]
                if start.at - before.at > MOST_LINES_OF_ROW:
                    break
                options = [path for one in earlier if (path := _follows(one, start)) is not None]
                if not options:
                    continue
                worth = self._worth(rows, columns, before, start.at)
                looks -= start.at - before.at
                if looks < 0:
                    return (), 0
                paths[place] += [_Path(path.score + worth, path.starts, path.number, path.group) for path in options]
            paths[place] = sorted(paths[place], key=lambda path: -path.score)[:_MOST_PATHS]
            if paths[place] and start.kind == "row" and paths[place][0].score > best.score:
                best = paths[place][0]
        return best.starts, self._end_of(best.starts[-1], columns) if best.starts else 0

    def _worth(self, rows: dict[tuple[Start, int], float], columns: Columns, start: Start, stop: int) -> float:
        key = (start, stop)
        if key not in rows:
            lines = self.lines[start.at + 1 : stop]
            if start.kind == "row":
                rows[key] = _ROW + row_of(columns, lines).score
            else:
                rows[key] = _ROW + _worth_of_title(lines if start.kind == "group" else self.lines[start.at : stop])
        return rows[key]

    def _end_of(self, start: Start, columns: Columns) -> int:
        """Where the row of `start` ends, if it is the last: where its cells look best, above a line too wide for any
        column, or numbered as no cell is."""
        widest = columns.widest
        first = start.at + 1
        last = min(len(self.lines), first + MOST_LINES_OF_ROW)
        for place in range(first + 1, last):
            line = self.lines[place]
            is_wide = widest is not None and line.width > 1.15 * widest
            if is_wide or TITLED.match(line.text) or _BELOW_TABLE.match(plain(line.text)):
                last = place
                break
        stops = [stop for stop in range(first + 1, last + 1) if stop == len(self.lines) or not self.lines[stop].glued]
        return max(stops, key=lambda stop: self._worth_of_end(columns, first, stop), default=last)

    def _worth_of_end(self, columns: Columns, first: int, stop: int) -> float:
        """What speaks for the last row's ending there: how its cells look, and that no line behind it goes on with
        them."""
        goes_on = stop < len(self.lines) and self.lines[stop].is_small
        return row_of(columns, self.lines[first:stop]).score - _GOES_ON * goes_on


def _starts(lines: Sequence[Printed], at: int) -> list[Start]:
    """What the line may begin; "II.1" is the number of a row or of a smaller group."""
    text = lines[at].text
    if lines[at].glued:
        return []
    has_title = at + 1 < len(lines) and not lines[at + 1].is_small
    heads_own = _heads_own(lines, at)
    if NUMBER_OF_ROW.fullmatch(text):
        is_whole = "." not in text.rstrip(".")
        may_head = has_title and (SMALLER_GROUP.fullmatch(text) is not None or (is_whole and heads_own))
        group = [Start(at, text, "group", heads_own=is_whole and heads_own)] if may_head else []
        return [Start(at, text, "row"), *group]
    if has_title and LETTERED.fullmatch(text):
        return [Start(at, text, "group")]
    if begins_group([line.text for line in lines[at : at + GROUP_AND_ROW]], NUMBER_OF_ROW):
        return [Start(at, text, "titled", heads_own=heads_own)]
    return []


def _heads_own(lines: Sequence[Printed], at: int) -> bool:
    """Whether "1" or "1. …" stands above "1.1", or "3" above "3.3" where the rows before that are left out."""
    near = [line.text for line in lines[at + 1 : at + _PIECES_OF_TITLE] if not line.glued][:GROUP_AND_ROW]
    mark = Start(at, lines[at].text, "group").mark
    return next(filter(NUMBER_OF_ROW.fullmatch, near), "").lstrip("(").startswith(f"{mark}.")


def _worth_of_title(lines: Sequence[Printed]) -> float:
    if not lines:
        return -20.0
    more = sum(not line.glued for line in lines[1:])
    return 0.5 - 0.3 * more - 3.0 * max(0, more - 2) - 2.0 * lines[0].is_small


def _follows(path: _Path, start: Start) -> _Path | None:
    """`path` with `start` behind it, None where its number cannot follow."""
    cost = _cost(path, start)
    if cost is None:
        return None
    starts = (*path.starts, start)
    if start.kind == "row":
        return _Path(path.score - cost, starts, start.value, path.group)
    return _Path(path.score - cost, starts, path.number, start.mark)


def _cost(path: _Path, start: Start) -> float | None:
    if start.kind != "row":
        return _cost_of_group(path, start)
    value, last = start.value, path.number
    if value == (0,):
        return None
    alike = next((one for one in path.starts if one.kind == "row" and len(one.value) == len(value)), None)
    if alike is not None and alike.text[-1].isdecimal() != start.text[-1].isdecimal():
        is_next = last is not None and len(value) == len(last) and (*last[:-1], last[-1] + 1) == value
        return _OTHER_STOP if is_next else None
    is_below_group = bool(path.starts) and path.starts[-1].kind != "row"
    if last is None:
        return 0.0 if value[-1] == 1 else None
    if is_below_group and path.starts[-1].heads_own:
        return 0.0 if value[-1] == 1 else 1.0  # rows that the plan's own text names are left out: "3." above "3.3"
    if len(value) == len(last):
        step = value[-1] - last[-1]
        if value[:-1] == last[:-1] and step in (1, 2):
            return 0.0 if step == 1 else 3.0
        if value[-1] == 1:
            is_next = len(value) > 1 and value[-2] - last[-2] == 1
            return 0.0 if is_below_group or is_next else 4.0
        return None
    if len(value) > len(last):
        return 0.0 if value[-1] == 1 and (value[:-1] == last or is_below_group) else None
    return 0.0 if value[-1] - last[len(value) - 1] == 1 else (0.0 if is_below_group and value[-1] == 1 else None)


def _cost_of_group(path: _Path, start: Start) -> float | None:
    mark = start.mark
    if SMALLER_GROUP.match(start.text):
        return 0.0 if mark == path.group else None
    if not path.group:
        return 0.0 if _order(mark) == 1 else 3.0
    if mark.isdecimal() != path.group.isdecimal():
        return 0.0 if _order(mark) == 1 else 4.0
    step = _order(mark) - _order(path.group)
    if step > 0 and start.heads_own:
        return 0.0 if step == 1 else 1.0
    if step == 1 or _letter(mark) - _letter(path.group) == 1:
        return 0.0
    return 1.0 if _order(mark) == 1 else 3.0 if step == 2 else None


def _order(mark: str) -> int:
    """The place of a group's mark in its series: "III" and "C" are the third."""
    if mark.isdecimal():
        return int(mark)
    if all(letter in _ROMAN for letter in mark):
        values = [_ROMAN[letter] for letter in mark]
        return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))
    return _letter(mark)


def _letter(mark: str) -> int:
    return ord(mark[0]) - ord("A") + 1 if len(mark) == 1 else -9
