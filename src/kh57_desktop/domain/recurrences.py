"""Rhythms of recurring tasks (định kỳ): their codes, how words name them, and the days they fall due.

Code: a unit (`day`, `week`, `month`, `quarter`, `half`, `nine-months`, `year`), several joined by `+`
("quarter+year"), with places in it after a colon ("year:Q1", "year:Q2,Q4", "year:12", "year:11-15", "month:15"),
or `year*2` (twice a year, no day named) or `years:2` (every second year).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

UNITS = ("day", "week", "month", "quarter", "half", "nine-months", "year")

_UNIT_WORDS = {
    "ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter", "quy i": "quarter", "3 thang": "quarter",
    "03 thang": "quarter", "6 thang": "half", "06 thang": "half", "sau thang": "half", "nua nam": "half",
    "9 thang": "nine-months", "09 thang": "nine-months", "nam": "year", "1 thang": "month", "01 thang": "month",
    "1 nam": "year", "01 nam": "year", "1 quy": "quarter", "01 quy": "quarter", "1 tuan": "week", "01 tuan": "week",
    "mot nam": "year", "mot thang": "month", "mot quy": "quarter", "mot tuan": "week",
}  # fmt: skip
_UNIT = (
    r"(?:(?:(?:0?[1369]|sau|mot) )?thang(?! (?:\d|dau|cuoi nam|gieng|mot|hai|ba|tu|bon|sau|bay|tam|chin|muoi|chap))"
    r"|(?:(?:0?1|mot) )?quy(?! (?:[1-4]|0[1-4]|i|ii|iii|iv|dau|mot|hai|ba|tu|bon)\b)|nua nam|"
    r"(?:(?:0?1|mot) )?tuan(?! \d)|ngay(?! \d)|(?:(?:0?1|mot) )?nam(?! (?:\d|hoc)))\b"
)
_EVERY = r"(?:(?:dinh ky|theo dinh ky),? (?:(?:theo|vao|cac)? ?)?(?:hang |moi )?|hang |moi |tung |cua (?:hang |moi ))"
_AND = r"(?:,? va |, |; |/| - )"
_PHRASE = re.compile(rf"\b{_EVERY}({_UNIT})((?:{_AND}(?:{_EVERY})?{_UNIT})*)(?:[ ,/]*(?:0?1|mot) lan)?")
_BARE_LIST = re.compile(rf"({_UNIT})((?:{_AND}{_UNIT})+)")
_PER_TIME = re.compile(rf"\b(?:dinh ky )?({_UNIT})(?: |/)(?:0?1 |mot )?lan")
_TIMES = re.compile(
    r"(?:it nhat |toi thieu )?0?(?P<times>\d|mot|hai|ba|bon) lan(?:/| (?:mot |moi |trong (?:mot )?|hang )?|/0?1 )"
    rf"(?P<unit>{_UNIT})"
)
_MOI_TIMES = re.compile(
    rf"(?:moi |hang |mot )(?P<unit>{_UNIT})(?: it nhat| toi thieu)? 0?(?P<times>\d|mot|hai|ba|bon) lan"
)
_YEARS = re.compile(r"(?:dinh ky )?(?:moi )?0?(?P<years>[2-9]) nam(?: |/)(?:0?1 |mot )?lan")
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4}


def every(text: str) -> tuple[str | None, str]:
    """The rhythm that the folded text names and the text around it; (None, text) where it names none."""
    years = _YEARS.search(text)
    if years:
        return f"years:{years['years']}", _around(text, years)
    times = _TIMES.search(text) or _MOI_TIMES.search(text)
    if times:
        count = _COUNTS.get(times["times"]) or int(times["times"])
        unit = _UNIT_WORDS.get(times["unit"])
        if unit is None or not count:
            return None, text
        return unit if count == 1 else f"{unit}*{count}", _around(text, times)
    once = _PER_TIME.search(text)
    if once and once[1] in _UNIT_WORDS:
        return _UNIT_WORDS[once[1]], _around(text, once)
    phrase = _PHRASE.search(text) or _BARE_LIST.fullmatch(text)
    if phrase is None:
        return None, text
    more = [re.sub(rf"^{_EVERY}", "", part) for part in re.split(_AND, phrase[2]) if part]
    units = [_UNIT_WORDS.get(word.strip()) for word in [phrase[1], *more]]
    known = [unit for unit in units if unit is not None]
    if len(known) < len(units):
        return None, text
    return "+".join(dict.fromkeys(known)), _around(text, phrase)


def _around(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}".strip()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One turn of a recurring task: the place in the year it belongs to, and its first and due day."""

    code: str
    start_on: date
    due_on: date


def occurrences(recurrence: str, year: int) -> tuple[Occurrence, ...]:
    """The turns of `recurrence` that fall due in `year`, earliest first.

    None for rhythms that name no day: `day`, `year*2`, `years:2`. A week belongs to the year of its Thursday.
    """
    found = {occurrence for part in recurrence.split("+") for occurrence in _turns(part.partition(":")[0], part, year)}
    return tuple(sorted(found, key=lambda turn: (turn.due_on, turn.start_on)))


def _turns(unit: str, part: str, year: int) -> list[Occurrence]:
    places = [place for place in part.partition(":")[2].split(",") if place]
    if unit == "year" and places:
        return [_in_year(place, year) for place in places]
    if unit == "month" and places:
        return [_in_month(int(places[0]), month, year) for month in range(1, 13)]
    if unit == "week":
        monday = date.fromisocalendar(year, 1, 1)
        weeks = date(year, 12, 28).isocalendar().week
        starts = [monday + timedelta(weeks=count) for count in range(weeks)]
        return [
            Occurrence(f"{year}-W{count:02}", start, start + timedelta(days=6)) for count, start in enumerate(starts, 1)
        ]
    codes = {
        "month": [f"{month:02}" for month in range(1, 13)],
        "quarter": ["Q1", "Q2", "Q3", "Q4"],
        "half": ["H1", "H2"],
        "nine-months": ["9M"],
        "year": [""],
    }.get(unit, [])
    return [_in_year(code, year) for code in codes]


def _in_year(place: str, year: int) -> Occurrence:
    day = re.fullmatch(r"(\d\d)-(\d\d)", place)
    if day:
        month = int(day[1])
        due_on = date(year, month, min(int(day[2]), monthrange(year, month)[1]))  # 29/2 is 28/2 in a common year
        return Occurrence(f"{year}-{place}", date(year, 1, 1), due_on)
    first, last = 1, 12
    if place.startswith("Q"):
        first, last = 3 * int(place[1]) - 2, 3 * int(place[1])
    elif place.startswith("H"):
        first, last = 6 * int(place[1]) - 5, 6 * int(place[1])
    elif place == "9M":
        last = 9
    elif place:
        first = last = int(place)
    code = f"{year}-{place}" if place else f"{year}"
    return Occurrence(code, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _in_month(day: int, month: int, year: int) -> Occurrence:
    due_on = date(year, month, min(day, monthrange(year, month)[1]))
    return Occurrence(f"{year}-{month:02}", due_on.replace(day=1), due_on)
