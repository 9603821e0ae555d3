"""Cell values as their number format shows them in a Vietnamese office: "30/4/2026", "80%", "1.200", "0,65".

Formats are those of SpreadsheetML (ECMA-376 part 1, 18.8.30-31); what only pads or colours is left out.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d/m/yyyy", 16: "d/m",
    17: "m/yyyy", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 49: "@",
}  # fmt: skip
"""Numbered formats; the days follow Vietnamese Windows (14 is its short date)."""
_NOISE = re.compile(r"\[(?:\$[^\]]*|[a-z]+\s?\d*|[<>=]+[^\]]*)\]|_.|\*.", re.I)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DATE_PART = re.compile(r"y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|am/pm|\"[^\"]*\"|\\.|.", re.I | re.S)
_NUMBER_PART = re.compile(r"[#0?][#0?,.]*")
_LAST_DAY = 2_958_465
"""Serial number of 31/12/9999, the last day that a sheet knows."""
_LONGEST = 40
"""Digits behind which a number is no quantity of a plan."""


def shown(value: str, code: str, *, from_1904: bool = False) -> str:
    """The number `value` (as the file stores it) under the format `code`; unreadable values come back as they are."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return value
    section = _section(code, number)
    try:
        if is_date(section):
            return _date(number, section, from_1904=from_1904) or _general(number)
        return _number(number, section, has_sign=section is code.split(";")[0] or ";" not in code)
    except InvalidOperation:  # more digits than a number can be shown with
        return value


def plain_day(value: str, code: str, *, from_1904: bool = False) -> str | None:
    """`2026-09-25` for a number that `code` shows as a day; None for anything else."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite() or not is_date(_section(code, number)):
        return None
    return _date(number, "yyyy-mm-dd", from_1904=from_1904)


def is_date(code: str) -> bool:
    """Whether a format shows days or hours."""
    bare = _LITERAL.sub("", _NOISE.sub("", code)).lower()
    return bare not in ("general", "@", "standard") and re.search(r"[dyhs]|m(?![a-z])", bare) is not None


def _section(code: str, number: Decimal) -> str:
    """The part of a format for positive numbers, negative ones or zero."""
    parts = code.split(";")
    if number < 0 and len(parts) > 1:
        return parts[1]
    if number == 0 and len(parts) > 2:
        return parts[2]
    return parts[0]


def _date(number: Decimal, code: str, *, from_1904: bool) -> str | None:
    if not 0 <= number <= _LAST_DAY:
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's clock has no zone
    moment = start + timedelta(seconds=round(float(number) * 86_400))
    parts: list[str] = []
    after_hour = False
    for part in _DATE_PART.findall(_NOISE.sub("", code)):
        small = part.lower()
        if small[0] == "m" and set(small) == {"m"}:
            text = str(moment.minute if after_hour else moment.month)
            parts.append(text.zfill(2) if len(part) == 2 else text)
        elif set(small) <= {"y"}:
            parts.append(f"{moment.year % 100:02}" if len(part) < 3 else str(moment.year))
        elif set(small) <= {"d"}:
            parts.append(str(moment.day).zfill(2) if len(part) == 2 else str(moment.day))
        elif set(small) <= {"h"}:
            parts.append(str(moment.hour).zfill(len(part)))
        elif set(small) <= {"s"}:
            parts.append(str(moment.second).zfill(len(part)))
        elif small != "am/pm":
            parts.append(_LITERAL.sub(lambda match: match[1] or match[2] or "", part))
        if small[0] in "hdmys":
            after_hour = small[0] == "h"
    return "".join(parts).strip()


def _general(number: Decimal) -> str:
    text = f"{round(number, 10):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _number(number: Decimal, code: str, *, has_sign: bool) -> str:
    bare = _NOISE.sub("", code)
    pattern = _NUMBER_PART.search(_LITERAL.sub(lambda match: "\x00" * len(match[0]), bare))
    if bare.strip().lower() in ("general", "standard", "@", "") or "/" in bare or "E" in bare:
        return _general(number)
    if pattern is None:
        return _words(bare) or _general(number)
    digits = pattern[0]
    whole, _point, fraction = digits.partition(".")
    places = len(re.sub(r"[^#0?]", "", fraction))
    least = fraction.count("0")
    scale = 2 * bare.count("%") - 3 * (len(digits) - len(digits.rstrip(",")))
    step = Decimal(1).scaleb(-places)
    rounded = abs(number).scaleb(scale).quantize(step, rounding=ROUND_HALF_UP)
    text = f"{rounded:,.{places}f}" if "," in whole.rstrip(",") else f"{rounded:.{places}f}"
    while places > least and text.endswith("0"):
        text, places = text[:-1], places - 1
    text = text.rstrip(".").replace(",", "\x00").replace(".", ",").replace("\x00", ".")
    text = text.zfill(whole.count("0")) if "," not in whole else text
    sign = "-" if number < 0 and has_sign else ""
    return f"{_words(bare[: pattern.start()])}{sign}{text}{_words(bare[pattern.end() :])}".strip()


def _words(text: str) -> str:
    """The words and signs that a format prints beside the digits."""
    return _LITERAL.sub(lambda match: match[1] or match[2] or "", text)
