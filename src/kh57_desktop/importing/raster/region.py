"""What stands in such a table: headings, printed numbers, titles in capitals, and the lines of the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.importing.blocks import Line, in_capitals
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.words import plain

_NUMBER = re.compile(r"\d{1,3}|[IVX]{1,5}")
_LETTERED = re.compile(r"[IVX]{1,5}")
_COLUMN_NUMBER = re.compile(r"\(\d{1,2}\)")
_HEADING_WORDS = frozenset((
    "số", "tt", "stt", "nhiệm", "vụ", "nội", "dung", "công", "việc", "cụ", "thể", "tên",
    "cơ", "quan", "đơn", "vị", "chủ", "trì", "phối", "hợp", "thực", "hiện", "thời", "gian",
    "hạn", "hoàn", "thành", "sản", "phẩm", "kết", "quả", "đầu", "ra", "dự", "kiến", "ghi",
    "chú", "giải", "pháp", "tham", "mưu", "chính", "và", "các",
))  # fmt: skip
"""Words that headings of task tables are made of; a line of nothing else is one, or goes on with one."""
_LONGEST_HEADING = 40
_MEANINGS = {"task", "lead", "supporting", "deadline", "product", "note"}
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Content:
    """Words of a cell, or of cells that touch: whether a block begins with them, their page, the columns that were
    headed on it so far, how many titles of groups stand above."""

    text: str
    breaks: bool
    page: int
    headed: frozenset[str]
    titles: int


@dataclass(frozen=True, slots=True)
class Region:
    """`rows_by_page`: how many rows were numbered by the end of each page; `shuffled`: pages whose numbers do not stand
    in order, so that their cells may not either."""

    headings: tuple[str, ...]
    meanings: tuple[str, ...]
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    lines: tuple[Content, ...]
    rows_by_page: tuple[int, ...]
    shuffled: frozenset[int]

    @property
    def rows(self) -> int:
        return self.rows_by_page[-1]

    @property
    def task(self) -> int:
        """The column of the tasks."""
        return self.meanings.index("task")

    def rows_above(self, titles: int) -> int:
        """How many rows stand above the group whose title is the last of so many."""
        groups = rows = 0
        for number in self.numbers:
            groups += not number.isdecimal()
            if groups == titles:
                break
            rows += number.isdecimal()
        return rows


def region_of(lines: Sequence[Line]) -> Region | None:
    """What stands in the lines; None where the numbers do not come in runs, or are not all there."""
    sorter = _Sorter()
    for line in lines:
        sorter.add(line)
    return sorter.region()


class _Sorter:
    """Takes headings, numbers, titles in capitals and page numbers out of the lines."""

    def __init__(self) -> None:
        self._headings: dict[str, str] = {}
        self._numbers: list[tuple[str, int]] = []
        self._titles: list[str] = []
        self._content: list[Content] = []
        self._page = 0
        self._kind = ""
        self._breaks = False
        self._headed: list[str] = []
        self._run = self._longest_run = 0

    def add(self, line: Line) -> None:
        self._breaks = self._breaks or line.after_blank or line.opens_page
        if line.opens_page:
            self._page += 1
            self._headed = []
        kind = self._kind_of(line)
        self._run = self._run + 1 if kind == "number" else 0
        self._longest_run = max(self._longest_run, self._run)
        if kind == "heading" and (meaning := meaning_of(line.text)) is not None:
            self._headings.setdefault(meaning, line.text)
            self._headed.append(meaning)
        elif kind == "number":
            self._numbers.append((line.text, self._page))
        elif kind == "title" and self._kind == "title":
            self._titles[-1] += f" {line.text}"
        elif kind == "title":
            self._titles.append(line.text)
        elif kind == "text":
            headed = frozenset(self._headed)
            self._content.append(Content(line.text, self._breaks, self._page, headed, len(self._titles)))
            self._breaks = False
        self._kind = kind

    def _kind_of(self, line: Line) -> str:
        text = line.text
        if _COLUMN_NUMBER.fullmatch(text) or (line.opens_page and text.isdecimal()):
            return "none"
        if in_capitals(text) and (len(text.split()) > 1 or self._kind == "title"):
            return "number" if _LETTERED.fullmatch(text) else "title"
        if _is_heading(text) and (meaning_of(text) is not None or self._kind == "heading"):
            return "heading"
        return "number" if _NUMBER.fullmatch(text) else "text"

    def region(self) -> Region | None:
        meanings = tuple(meaning for meaning in self._headings if meaning != "number")
        rows = [(int(number), page) for number, page in self._numbers if number.isdecimal()]
        is_whole = sorted(number for number, _page in rows) == list(range(1, len(rows) + 1))
        groups = len(self._numbers) - len(rows)
        if not is_whole or self._longest_run < _FEWEST_ROWS or groups != len(self._titles):
            return None
        if "task" not in meanings or len(meanings) < 2 or set(meanings) - _MEANINGS:
            return None
        by_page = [sum(page <= last for _number, page in rows) for last in range(self._page + 1)]
        shuffled = {
            last for last in range(self._page + 1) if (own := [n for n, page in rows if page == last]) != sorted(own)
        }
        return Region(
            headings=tuple(self._headings[meaning] for meaning in meanings),
            meanings=meanings,
            numbers=self._ordered(),
            titles=tuple(self._titles),
            lines=tuple(self._content),
            rows_by_page=tuple(by_page),
            shuffled=frozenset(shuffled),
        )

    def _ordered(self) -> tuple[str, ...]:
        """The numbers of rows in order, each group's before that of the row which its own number is followed by."""
        before: dict[int, list[str]] = {}
        waiting: list[str] = []
        for number, _page in self._numbers:
            if number.isdecimal():
                before[int(number)] = waiting
                waiting = []
            else:
                waiting.append(number)
        return tuple(number for row in sorted(before) for number in (*before[row], str(row)))


def _is_heading(text: str) -> bool:
    words = re.findall(r"\w+", plain(text))
    return bool(words) and len(text) < _LONGEST_HEADING and all(word in _HEADING_WORDS for word in words)
