"""Rhythms of recurring tasks (định kỳ): their codes and how folded words name them; part of `deadlines`.

Code: a unit (`day`, `week`, `month`, `quarter`, `half`, `nine-months`, `year`), several joined by `+`
("quarter+year"), with places in it after a colon ("year:Q1", "year:Q2,Q4", "year:12", "year:11-15", "month:15",
"week:5": Friday, "quarter:15": day 15 of its last month), or `year*2` (twice a year, no day named), `years:2` (every
second year).
"""

from __future__ import annotations

import re

UNITS = ("day", "week", "month", "quarter", "half", "nine-months", "year")

_UNIT_WORDS = {
    "ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter", "3 thang": "quarter",
    "03 thang": "quarter", "6 thang": "half", "06 thang": "half", "nua nam": "half",
    "9 thang": "nine-months", "09 thang": "nine-months", "nam": "year", "1 thang": "month", "01 thang": "month",
    "1 nam": "year", "01 nam": "year", "1 quy": "quarter", "01 quy": "quarter", "1 tuan": "week", "01 tuan": "week",
    "mot nam": "year", "mot thang": "month", "mot quy": "quarter", "mot tuan": "week",
}  # fmt: skip
_UNIT = (
    r"(?:(?:(?:0?[1369]|mot) )?thang(?! (?:\d+\b(?! lan)|dau|cuoi nam|mot(?! lan)|sau))"
    r"|(?:(?:0?1|mot) )?quy(?! (?:0?[1-4](?! lan)|i|ii|iii|iv|dau)\b)|nua nam|"
    r"(?:(?:0?1|mot) )?tuan(?! \d+\b(?! lan))|ngay(?! \d)|(?:(?:0?1|mot) )?nam(?! (?:\d+\b(?! lan)|hoc)))\b"
)
_EVERY = (
    r"(?:theo (?=(?:quy|thang|tuan|nam)$)|(?:dinh ky|theo dinh ky),? (?:(?:theo|vao|cac)? ?)?(?:hang |moi )?|"
    r"hang |moi |tung |(?<=thang cuoi )|(?<=thang cuoi cua )|cua (?:hang |moi ))"
)
_AND = r"(?:,? va |, |; |/| - )"
_PHRASE = re.compile(rf"\b{_EVERY}({_UNIT})((?:{_AND}(?:{_EVERY})?{_UNIT})*)(?:[ ,/]*(?:(?:0?1|mot) )?lan)?")
_BARE_LIST = re.compile(rf"({_UNIT})((?:{_AND}{_UNIT})+)")
_PER_TIME = re.compile(rf"\b(?:(?:dinh ky|hang|moi) )*({_UNIT})(?: |/)(?:0?1 |mot )?lan")
_TIMES = re.compile(
    r"(?:it nhat |toi thieu )?0?(?P<times>\d|mot|hai|ba|bon) (?:lan|dot|cuoc|lop|buoi|hoi nghi)"
    r"(?:/| (?:mot |moi |trong (?:mot )?|hang )?|/0?1 )"
    rf"(?P<unit>{_UNIT})"
)
_MOI_TIMES = re.compile(
    r"\b(?:moi |hang |mot |0?1 )(?P<unit>ngay|tuan|thang|quy|nam)(?: it nhat| toi thieu)? "
    r"0?(?P<times>\d|mot|hai|ba|bon) lan\b"
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
