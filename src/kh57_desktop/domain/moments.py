"""Days, months, quarters, halves and years as folded Vietnamese text names them; part of `deadlines`.

Texts here are folded (no marks, lower case): "quy ii/2026", "6 thang dau nam 2026", "30/6/2026".
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years outside are misprints, not deadlines."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the calendar, both ends inclusive. `grain`: day, month, quarter, half, nine, year.

    `place`: its code inside a year ("06", "Q2", "H1", "9M", "12-15"). `year_given` False: the year was supplied.
    """

    grain: str
    first: date
    last: date
    place: str
    year_given: bool


class Bound(Enum):
    """What the words before a moment make of it."""

    WITHIN = "within"
    BY = "by"
    """đến, đến hết, chậm nhất, cuối …: its last day."""
    BEFORE = "before"
    FROM = "from"


_NEUTRAL = (
    r"thoi (?:han|gian|diem)(?: hoan thanh| thuc hien| trien khai| trinh)?|han(?: hoan thanh)?|hoan thanh|thuc hien|"
    r"trien khai|to chuc|ban hanh|trinh|bao cao|xong|du kien|phan dau|trong|vao|la|giai doan|thoi ky|"
    r"cac(?= nam )"
)
_BOUNDS: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r"(?:truoc|den|toi|cham nhat(?: la| vao| den)?|truoc khi)? ?(?:cuoi|het|ket thuc) "), Bound.BY),
    (re.compile(r"tu (?:nay|(?:khi|ngay) (?:ban hanh|ky))(?: cho)? (?:den|toi)(?: het)? "), Bound.BY),
    (re.compile(r"(?:bat dau )?(?:ke )?tu (?:dau )?|bat dau (?:vao |trong )?"), Bound.FROM),
    (re.compile(r"truoc "), Bound.BEFORE),
    (re.compile(r"(?:den|toi|cham nhat|muon nhat|khong qua|khong (?:muon|cham) hon)(?: la| vao| den)? "), Bound.BY),
)
_LEAD = re.compile(rf"(?:{_NEUTRAL})\s*:?,?(?: |$)")
_BARE_YEAR = "nam"
MOMENT_WORDS = frozenset({_BARE_YEAR})
"""Words that name a moment only behind a bound ("trong năm", "cuối năm")."""


def split_bound(text: str) -> tuple[Bound, str]:
    """What the leading words say, and the rest without them. "chậm nhất trước" is before, "trước cuối" is by."""
    bound = Bound.WITHIN
    rest = text
    while True:
        for pattern, found in _BOUNDS:
            match = pattern.match(rest)
            if match and match.end():
                bound = found if not (bound is Bound.BEFORE and found is Bound.BY) else Bound.BY
                rest = rest[match.end() :]
                break
        else:
            match = _LEAD.match(rest)
            if match is None:
                return bound, rest
            rest = rest[match.end() :]


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?:(?:/|-|\.|,? (?:cua )?nam )(?P<year>\d{4})|/(?P<short>\d{2}))"
_QUARTER_NUMBER = r"(?P<quarter>0?[1-4]|iii|ii|iv|i)"
_DAY = re.compile(
    r"(?:ngay )?(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?:(?P=mark)(?:(?P<year>\d{4})|(?P<short>\d{2})))?"
)
_DAY_MIXED = re.compile(r"(?:ngay )?(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:-| nam )(?P<year>\d{4})")
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_LONG_DAY = re.compile(
    r"ngay (?P<day>\d{1,2}) (?:thang )(?P<month>\d{1,2})(?:,? nam (?P<year>\d{4})|/(?P<year2>\d{4}))?"
)
_MONTH = re.compile(rf"thang (?P<month>\d{{1,2}}){_YEAR}?")
_BARE_MONTH = re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_QUARTER = re.compile(rf"(?:quy |q\.? ?){_QUARTER_NUMBER}{_YEAR}?")
_HALF = re.compile(
    r"(?:0?6 thang|nua|nua nam) (?P<half>dau|cuoi)(?: cua)?(?: nam)?(?: (?P<year>\d{4})|/(?P<year2>\d{4}))?"
)
_NINE = re.compile(r"0?9 thang(?: dau)?(?: cua)? nam(?: (?P<year>\d{4}))?")
_FULL_YEAR = re.compile(r"(?:nam |ca nam )?(?P<year>\d{4})|nam|nam nay|ca nam")


def moment_of(text: str, *, year: int | None) -> Moment | None:
    """The one moment that the whole text names; `year` serves where the text has none. None: not understood."""
    for pattern, grain in (
        (_DAY, "day"),
        (_DAY_MIXED, "day"),
        (_LONG_DAY, "day"),
        (_ISO_DAY, "day"),
        (_MONTH, "month"),
        (_BARE_MONTH, "month"),
        (_QUARTER, "quarter"),
        (_HALF, "half"),
        (_NINE, "nine"),
        (_FULL_YEAR, "year"),
    ):
        match = pattern.fullmatch(text)
        if match is not None:
            return _moment(grain, match.groupdict(), year)
    return None


def _moment(grain: str, found: dict[str, str | None], year: int | None) -> Moment | None:
    stated = found.get("year") or found.get("year2")
    if stated is None and found.get("short"):
        stated = f"20{found['short']}"
    value = int(stated) if stated else year
    if value is None or not FIRST_YEAR <= value <= LAST_YEAR:
        return None
    ends = _ends(grain, found, value)
    if ends is None:
        return None
    first, last, place = ends
    return Moment(grain, first, last, place, stated is not None)


def _ends(grain: str, found: dict[str, str | None], year: int) -> tuple[date, date, str] | None:
    if grain == "day":
        try:
            day = date(year, int(found["month"] or 0), int(found["day"] or 0))
        except ValueError:
            return None
        return day, day, f"{day.month:02}-{day.day:02}"
    if grain == "month":
        month = _number(found["month"])
        return (*_months(year, month, month), f"{month:02}") if 1 <= month <= 12 else None
    if grain == "quarter":
        quarter = _number(found["quarter"])
        return *_months(year, 3 * quarter - 2, 3 * quarter), f"Q{quarter}"
    if grain == "half":
        return (*_months(year, 1, 6), "H1") if found["half"] == "dau" else (*_months(year, 7, 12), "H2")
    return (*_months(year, 1, 9), "9M") if grain == "nine" else (*_months(year, 1, 12), "12")


def _number(words: str | None) -> int:
    words = words or ""
    return int(words) if words.isdigit() else _ROMAN[words]


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


_AND = re.compile(r",? va |, | & |; ")
_TO = re.compile(r",? (?:cho )?(?:den het|den|toi) |\s*-\s*")
_WORD = re.compile(r"(?:thang|quy|ngay|nam) ")


def span_of(text: str, *, year: int | None) -> tuple[Moment, Moment] | None:
    """ "A - B", "A đến B": the first moment may leave out the year, the second the word (quý, tháng) of the other."""
    for separator in _TO.finditer(text):
        ends = _pair(text[: separator.start()].strip(), text[separator.end() :].strip(), year)
        if ends is not None:
            return ends
    return None


def moments_of(text: str, *, year: int | None) -> list[Moment]:
    """The moments of a list ("tháng 6 và tháng 12", "quý II, IV/2026"), [] where any part is not understood."""
    parts = [part.strip() for part in _AND.split(text) if part.strip()]
    if not parts:
        return []
    word = _WORD.match(parts[0])
    parts = parts[:1] + [_with_word(part, word[0] if word else "") for part in parts[1:]]
    last = moment_of(parts[-1], year=year)
    if last is None:
        return []
    found = [moment_of(part, year=last.last.year) for part in parts[:-1]]
    moments = [moment for moment in [*found, last] if moment is not None]
    if len(moments) < len(parts) or any(a.last >= b.last for a, b in pairwise(moments)):
        return []
    return moments


def _pair(left: str, right: str, year: int | None) -> tuple[Moment, Moment] | None:
    word = _WORD.match(left)
    last = moment_of(_with_word(right, word[0] if word else ""), year=year)
    if last is None:
        return None
    first = moment_of(left, year=last.last.year)
    if first is None and last.grain == "day" and re.fullmatch(r"(?:ngay )?\d{1,2}", left):
        first = moment_of(f"{left}/{last.last.month}", year=last.last.year)
    if first is None or (first.grain == "day") != (last.grain == "day"):
        return None
    return first, last


def _with_word(part: str, word: str) -> str:
    """`part` with the word of the first part where it has none: "quý I - II/2026" means "quý II/2026"."""
    if _WORD.match(part) or not word or word == "ngay ":
        return part
    return word + part
