"""Tables of a plan: which columns they have, told by the words of their heading rows, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kh57_desktop.importing.blocks import Cell, Table
from kh57_desktop.importing.markers import read_marker
from kh57_desktop.importing.words import plain

_NUMBER = re.compile(r"(?:s ?t ?t|t ?t|số tt|số thứ tự|thứ tự|no|#)\.?")
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", _NUMBER),
    ("unit", re.compile(r"(?:đơn vị tính|đvt|đơn vị đo|đơn vị)\.?(?: tính)?")),
    ("lead", re.compile(r"(?!.*nội dung).*chủ trì.*phối hợp.*")),
    ("supporting", re.compile(r".*phối hợp.*")),
    (
        "lead",
        re.compile(
            r".*(?:chủ trì|đầu mối|(?:cơ quan|đơn vị|bộ phận|người)[^|]*(?:thực hiện|theo dõi|phụ trách|"
            r"chịu trách nhiệm)|phân công|rõ người|rõ trách nhiệm).*|tổ chức thực hiện"
        ),
    ),
    ("product", re.compile(r"(?:hình thức|loại|tên loại)(?: hình)? (?:văn bản|ban hành)(?: ban hành)?")),
    ("start", re.compile(r".*(?:bắt đầu|khởi công|triển khai từ).*")),
    ("deadline", re.compile(r".*(?:thời gian|thời hạn|hoàn thành|tiến độ|hạn\b|lộ trình|kết thúc).*")),
    ("product", re.compile(r".*(?:sản phẩm|kết quả|đầu ra).*")),
    ("note", re.compile(r".*(?:ghi chú|kinh phí|nguồn lực|nguồn vốn|thẩm quyền).*")),
    ("indicator", re.compile(r".*(?:chỉ tiêu|mục tiêu|chỉ số).*")),
    (
        "task",
        re.compile(r".*(?:nhiệm vụ|nội dung|công việc|giải pháp|hoạt động|tên việc|đề án|dự án|văn bản|rõ việc).*"),
    ),
)
_GROUP = re.compile(r"(?:tên )?(?:lĩnh vực|nhóm|mảng)(?: (?:nhiệm vụ|công việc|lĩnh vực|công tác))?(?:, giải pháp)?")
"""A column of its own for the groups, where another one holds the tasks."""
_PROGRESS = re.compile(
    r"[^%]*%[^%]*(?:hoàn thành|tiến độ|thực hiện)[^%]*|[^%]*(?:hoàn thành|tiến độ|thực hiện)[^%]*%[^%]*|"
    r"kết quả (?:tính )?(?:đến|tháng|quý|\d+ tháng).*"
)
"""How far the tasks are, which is no part of a plan."""
_VALUE = re.compile(r"mục tiêu|giá trị|kế hoạch|chỉ tiêu giao|kết quả|phấn đấu|mức (?:đạt|giao)")
_LOOKS_BACK = re.compile(
    r"(?:(?:điểm )?tự (?:chấm|đánh giá)|hiện trạng|thực trạng|(?:ước |số )?(?:thực hiện|th)\b|ước|kết quả|đã đạt|"
    r"số liệu)"
)
"""Headings of a year's column that says what was reached, no goal ("Thực hiện năm 2025")."""
_LONGEST_SHORT_NAME = 4
_LONGEST_KEPT = 200
_YEAR = re.compile(r"20\d\d")
DASHES = ("-", "–", "+", "•")
_STEPS = "tiến độ"
"""Beside a column of times this one says how far the tasks are."""
_SUM = re.compile(r"[\d.,\s]+")
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[a-z])\s*\)?", re.I)
_LETTERED = re.compile(r"[IVX]+(?=\b)|[A-H](?=\b)")
TOTAL = re.compile(
    r"(?:tổng cộng|tổng|cộng|tổng số(?: (?:chỉ tiêu|nhiệm vụ|công việc|đề án))?|tổng điểm)"
    r"(?: (?:mục|phần|nhóm) [ivx\d]+)?\s*(?:[:(\d].*)?"
)
"""The words of a row that adds up; "Tổng kết năm" and "Tổng hợp, báo cáo" are tasks."""
_WRAPPED_NUMBER = re.compile(r"(?<=[\dIVX]\.) +(?=\d)")
""" "III. ⏎ 1" in a narrow column is III.1."""
_REMARK = re.compile(r"\(?(?:ghi chú|chú thích)\s*:")


@dataclass(frozen=True)
class Columns:
    """Place of each meaning, and the columns of years; `heading` are the texts of the heading row, for repeats.

    `further_deadlines`: other columns of times beside the first ("Thời gian trình" parted into BTV and BCH).
    """

    places: dict[str, int]
    years: dict[int, int] = field(default_factory=dict)
    heading: tuple[str, ...] = ()
    width: int = 0
    further_deadlines: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    """Where the cells of most rows begin: a place of the grid between two of them parts other rows' cells only."""

    def heading_word(self, at: int) -> str:
        """The last word of a column's heading, its sub-heading: "thời gian trình bch" gives "BCH"."""
        words = self.heading[at].split()
        last = words[-1] if words else ""
        return last.upper() if len(last) <= _LONGEST_SHORT_NAME else last

    @property
    def is_indicators(self) -> bool:
        return "indicator" in self.places and (bool(self.years) or "unit" in self.places or self.value_at is not None)

    @property
    def value_at(self) -> int | None:
        """The column of what is to be reached where no year heads it ("Mục tiêu", "Giá trị phấn đấu")."""
        free = (at for at, words in enumerate(self.heading) if at not in self.places.values() and _VALUE.search(words))
        return next(free, None)

    @property
    def is_tasks(self) -> bool:
        return "task" in self.places and bool({"lead", "deadline", "product", "supporting"} & self.places.keys())


def columns_of(table: Table) -> tuple[Columns | None, int]:
    """The columns that the first rows name, and how many rows the heading takes (0: the table has none)."""
    best: tuple[Columns | None, int] = (None, 0)
    texts = [""] * len(table.rows[0]) if table.rows else []
    for count, row in enumerate(table.rows[:3], start=1):
        if count > 1 and not _is_second_heading(row, table.rows[0]):
            break
        texts = [_joined(above, cell.text) for above, cell in zip(texts, row, strict=True)]
        columns = _columns(texts, table.rows[0])
        if columns is not None:
            best = (columns, count)
    return best


def _is_second_heading(row: Sequence[Cell], first: Sequence[Cell]) -> bool:
    """A further heading row stands below merged cells of the first: some cells go on, others divide one."""
    goes_on = any(not cell.is_first and cell.text for cell in row if cell.width == 1)
    divides = any(cell.width > 1 for cell in first)
    return goes_on and divides and not all(_COLUMN_NUMBER.fullmatch(cell.text) for cell in row if cell.text)


def _joined(above: str, text: str) -> str:
    return above if not text or text == above else f"{above} {text}".strip()


def _columns(texts: Sequence[str], first: Sequence[Cell]) -> Columns | None:
    if first and first[0].width == len(first) > 1:
        return None
    places: dict[str, int] = {}
    years: dict[int, int] = {}
    deadlines: list[int] = []
    group_at: int | None = None
    for at, text in enumerate(texts):
        words = plain(text).strip(" .:")
        if not words or _PROGRESS.fullmatch(words):
            continue
        if group_at is None and _GROUP.fullmatch(words):
            group_at = at
            continue
        year = _year_of(words)
        if year is not None:
            years[at] = year
            continue
        for meaning, pattern in _MEANINGS:
            if pattern.fullmatch(words):
                if meaning not in places or (meaning == "note" and words.startswith("ghi chú")):
                    places[meaning] = at
                    break
                if meaning == "deadline" and words.startswith(_STEPS):
                    break
                if meaning == "deadline" and plain(texts[places[meaning]]).startswith(_STEPS):
                    places[meaning] = at
                    break
                if meaning == "deadline" and plain(texts[places[meaning]]) != plain(text):
                    deadlines.append(at)
                    break
    if group_at is not None:
        places["group" if {"task", "indicator"} & places.keys() else "task"] = group_at
    goals = {at: year for at, year in years.items() if not _LOOKS_BACK.match(plain(texts[at]).strip())}
    columns = Columns(places, goals or years, tuple(map(plain, texts)), len(texts), tuple(deadlines))
    return columns if columns.is_indicators or columns.is_tasks else None


def _year_of(words: str) -> int | None:
    found = _YEAR.findall(words)
    is_year = bool(found) and len(words) < 60 and not any(key in words for key in ("nhiệm vụ", "ghi chú", "chủ trì"))
    return int(found[-1]) if is_year else None


def meaning_of(heading: str) -> str | None:
    """What a column with that heading holds ("task", "lead", "year" …), None where no rule knows it."""
    return _known_meaning(heading) if len(heading) <= _LONGEST_KEPT else _meaning_of(heading)


def _meaning_of(heading: str) -> str | None:
    words = plain(heading).strip(" .:")
    if not words or _year_of(words) is not None:
        return "year" if words else None
    return next((meaning for meaning, pattern in _MEANINGS if pattern.fullmatch(words)), None)


_known_meaning = lru_cache(maxsize=4096)(_meaning_of)
"""The same lines are asked for again wherever a torn table may begin."""


def data_rows(table: Table, columns: Columns, start: int) -> list[tuple[Cell, ...]]:
    """Rows below the heading, without column numbers, repeated headings, totals and empty rows."""
    rows = []
    for row in table.rows[start:]:
        shown = [cell.text for cell in row if cell.text]
        if not shown or (len(shown) > 2 and all(_COLUMN_NUMBER.fullmatch(text) for text in shown)):
            continue
        if is_repeated_heading(row, columns) or TOTAL.fullmatch(plain(shown[0])):
            continue
        if len({*shown}) == 1 and _REMARK.match(plain(shown[0])):
            continue
        if len(shown) > 1 and TOTAL.fullmatch(plain(shown[1])) and len(shown[1]) < 40:
            continue
        rows.append(row)
    return rows


def is_repeated_heading(row: Sequence[Cell], columns: Columns) -> bool:
    named = [at for at, text in enumerate(columns.heading) if text]
    return sum(plain(row[at].text) == columns.heading[at] for at in named if at < len(row)) >= max(2, len(named) - 2)


def has_lettered_groups(rows: Sequence[Sequence[Cell]], columns: Columns) -> bool:
    """Whether groups are numbered I, II or A, B: a line with a plain number is then no group, however empty."""
    at = columns.places.get("number")
    texts = [row[at].text.strip(" .)") for row in rows] if at is not None else []
    merged = [row[0].text for row in rows if row and row[0].width > 1]
    return any(_LETTERED.fullmatch(text) for text in texts) or any(_LETTERED.match(text) for text in merged)


def group_title(
    row: Sequence[Cell],
    columns: Columns,
    text_at: int,
    *,
    lettered: bool = False,
    following: Sequence[Cell] | None = None,
) -> tuple[str | None, str] | None:
    """Number and title of a group row: one merged cell, or a number and a title with every other cell empty.

    Sums may stand beside them in columns that mean nothing ("I | Hạ tầng | 45,5"); behind a plain number only above a
    row numbered below it ("1.1").
    """
    number_at = columns.places.get("number")
    texts = {at: cell.text for at, cell in enumerate(row) if cell.text and (cell.is_first or cell.width == 1)}
    if len(texts) > 2 and number_at in texts:
        number = texts[number_at].strip(" .)")
        heads = following is not None and following[number_at].text.strip().startswith(f"{number}.")
        if _LETTERED.fullmatch(number) or (heads and number.isdecimal()):
            known = {*columns.places.values(), *columns.further_deadlines, *columns.years, columns.value_at}
            texts = {at: text for at, text in texts.items() if at in known or not _SUM.fullmatch(text)}
    if not texts:
        return None
    merged = max(cell.width for cell in row)
    if len(texts) == 1:
        at, text = next(iter(texts.items()))
        is_group = merged > 1 or at in (text_at, number_at)
        return numbered(text) if is_group else None
    if len(texts) == 2 and number_at in texts:
        at = next(place for place in texts if place != number_at)
        is_plain = re.fullmatch(r"\d+\.?" if lettered else r"\d+(?:\.\d+)+\.?", texts[number_at])
        is_lettered = _LETTERED.fullmatch(texts[number_at].strip(" .)")) is not None
        if merged > 1 or is_lettered or (at == text_at and not is_plain):
            return _WRAPPED_NUMBER.sub("", texts[number_at]).strip(" ."), texts[at]
    return None


def has_rows_below(row: Sequence[Cell], following: Sequence[Cell] | None, columns: Columns, text_at: int) -> bool:
    """Whether a numbered row only heads those below it: only a title, and the next row's number begins with its.

    "1 | Hạ tầng" above "1.1 | …" or "- | …" is a heading inside the group, no task.
    """
    at = columns.places.get("number")
    if (
        at is None
        or following is None
        or any(cell.text for place, cell in enumerate(row) if place not in (at, text_at))
    ):
        return False
    number = row[at].text.strip(" .)")
    below = following[at].text.strip()
    return bool(number) and (below.startswith(f"{number}.") or (below in DASHES and number not in DASHES))


def numbered(text: str) -> tuple[str | None, str]:
    """Number and title of a group's words ("I. Hạ tầng số")."""
    marker = read_marker(text)
    if marker is None or marker.is_bullet:
        return None, text
    return marker.number, text[marker.length :]


def cell_text(row: Sequence[Cell], columns: Columns, meaning: str) -> str | None:
    """The cell's words without its own closing full stop; None when it is empty or there is no such column."""
    at = columns.places.get(meaning)
    text = row[at].text.strip() if at is not None and at < len(row) else ""
    if meaning == "number":
        text = _WRAPPED_NUMBER.sub("", text)
    return re.sub(r"(?<!\.)[.;,]$", "", text) or None
