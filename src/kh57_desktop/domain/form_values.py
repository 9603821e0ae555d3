"""What a unit typed into a form, understood: per cents and days in every habit, never a value that nobody meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.domain.unit_forms import Doubtful
from kh57_desktop.i18n import fold, nfc, parse_date, parse_decimal

_PERCENT_WORDS = re.compile(r"(?:dat|dat duoc|khoang|uoc|uoc dat)?\s*([+-]?[\d.,]+)\s*(%|phan tram)?")
_ALL = frozenset({"xong", "hoan thanh", "da xong", "da hoan thanh", "het"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDED_DAY = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*(?:thang|[/.\-])\s*(\d{1,2})\s*(?:nam|[/.\-])\s*(\d{2,4})")
_SERIAL = re.compile(r"[34567]\d{4}(?:[.,]\d+)?")
_FIRST_SERIAL = date(1899, 12, 30).toordinal()
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Percent:
    """`value` 0-100, None with a doubt where it cannot be told."""

    value: int | None
    doubt: Doubtful | None = None


def percent_as_typed(words: str) -> Percent:
    """`85`, `85%`, `85 %`, `85,0`, `0,85`, `0.85` and "hoàn thành"; half a per cent is rounded up.

    A part of one below 1 is a share of the whole (an unmarked cell holds 0.85 for 85 %); a lone `1` stays in doubt.
    """
    plain = " ".join(fold(nfc(words)).split())
    if plain in _ALL:
        return Percent(100)
    match = _PERCENT_WORDS.fullmatch(plain)
    number = parse_decimal(match[1]) if match else None
    if match is None or number is None:
        return Percent(None, Doubtful.UNREADABLE)
    has_sign = bool(match[2])
    if not has_sign and number == 1:
        return Percent(None, Doubtful.ONE_OR_HUNDRED)
    if not has_sign and 0 < number < 1:
        number *= HUNDRED
    if not 0 <= number <= HUNDRED:
        return Percent(None, Doubtful.OUT_OF_RANGE)
    return Percent(int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP)))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of finishing; `doubt` where it cannot be told or cannot be."""

    value: date | None
    doubt: Doubtful | None = None


def day_as_typed(words: str, *, today: date) -> Day:
    """`2026-09-25` (how a true date cell is read), `25/9/2026`, `25.9.26`, "ngày 25 tháng 9 năm 2026", `25/9`, or the
    serial number that a sheet shows for a day in a cell without a format. Day before month, always."""
    day = _day(nfc(words).strip(), today)
    if day is None:
        return Day(None, Doubtful.UNREADABLE)
    return Day(day, Doubtful.FUTURE if day > today else None)


def _day(words: str, today: date) -> date | None:
    if match := _ISO.fullmatch(words):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if _SERIAL.fullmatch(words):
        return date.fromordinal(_FIRST_SERIAL + int(words[:5]))
    if match := _WORDED_DAY.fullmatch(" ".join(fold(words).split())):
        year = int(match[3])
        return _date(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
    return parse_date(words, default_year=today.year)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
