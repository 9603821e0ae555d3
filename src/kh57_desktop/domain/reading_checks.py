"""Doubts about a value just typed: unit, ten- or thousandfold jumps, per cent over 100, dot and comma mixed up.

A doubt warns and never blocks (features.md N16): the typed value is kept, and either corrected or kept with a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.i18n import fold, nfc, parse_decimal

HUNDRED, TEN = Decimal(100), Decimal(10)
SLIPS = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9)
"""Factors that a slip makes: a decimal mark left out or a zero too many, nghìn, triệu, tỷ."""
MAGNITUDES = {"nghin": Decimal(10) ** 3, "ngan": Decimal(10) ** 3, "trieu": Decimal(10) ** 6, "ty": Decimal(10) ** 9}
_NUMBER = re.compile(r"\s*([+-]?[\d.,\u00a0 ]*\d)\s*(\D*)", re.DOTALL)
_ONE_MARK = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")


class Check(StrEnum):
    """What looks wrong, the gravest first."""

    UNIT = "unit"
    """The unit typed behind the number is not the indicator's."""
    OVER_HUNDRED = "over_hundred"
    """More than 100 %."""
    DECIMAL_MARK = "decimal_mark"
    """`1.234` or `1,234`, and the other reading of the mark is likelier by the last value."""
    SHARE = "share"
    """A per cent typed as a part of one (0,85 for 85 %)."""
    JUMP = "jump"
    """At least ten times the last value, or at most a tenth of it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as typed with the unit behind it, if any; `value` None: no number stands at the beginning."""

    words: str
    value: Decimal | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """`proposed`: what was probably meant, None where nothing is likelier."""

    checks: tuple[Check, ...]
    value: Decimal
    last: Decimal | None = None
    proposed: Decimal | None = None
    unit: str = ""
    """The unit as typed, where it is in doubt."""


def as_typed(words: str) -> Typed:
    """Part a number from the unit typed behind it: `12,5 %`, `3 triệu đồng`."""
    plain = nfc(words).strip()
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return Typed(plain, None)
    return Typed(plain, parse_decimal(match[1]), match[2].strip())


def doubt_of(typed: Typed, *, unit: str, last: Decimal | None) -> Doubt | None:
    """What is doubtful about a value, all of it; None where nothing is. `last`: the value of the period before."""
    value = typed.value
    if value is None:
        return None
    is_percent = _same(unit, "%")
    checks: list[Check] = []
    proposals: list[Decimal] = []
    if typed.unit and not _same(typed.unit, unit):
        checks.append(Check.UNIT)
        proposals += _converted(value, typed.unit, unit)
    if is_percent and value > HUNDRED:
        checks.append(Check.OVER_HUNDRED)
    other = _other_mark(typed.words, value)
    if other is not None and last is not None and _is_jump(value, last) and not _is_jump(other, last):
        checks.append(Check.DECIMAL_MARK)
        proposals.append(other)
    if is_percent and 0 < value <= 1 and last is not None and last >= TEN:
        checks.append(Check.SHARE)
        proposals.append(value * HUNDRED)
    elif last is not None and _is_jump(value, last):
        checks.append(Check.JUMP)
    if not checks:
        return None
    if not proposals and (Check.JUMP in checks or Check.OVER_HUNDRED in checks):
        proposals += _slip(value, last, is_percent=is_percent)
    return Doubt(tuple(checks), value, last, next(iter(proposals), None), typed.unit if Check.UNIT in checks else "")


def _same(one: str, other: str) -> bool:
    return "".join(fold(one).split()) == "".join(fold(other).split())


def _is_jump(value: Decimal, last: Decimal) -> bool:
    """From or to zero is no jump: it says nothing about a slip."""
    if value == 0 or last == 0:
        return False
    large, small = max(abs(value), abs(last)), min(abs(value), abs(last))
    return large >= TEN * small


def _other_mark(words: str, value: Decimal) -> Decimal | None:
    """The other meaning of a lone mark before three digits: `1.234` is 1234 by the rule and 1,234 by the slip."""
    number = words.split()[0] if words else ""
    if _ONE_MARK.fullmatch(number) is None:
        return None
    return value / 1000 if "." in number and value == value.to_integral_value() else value * 1000


def _slip(value: Decimal, last: Decimal | None, *, is_percent: bool) -> list[Decimal]:
    """The value without the slip that brings it nearest to the last one; per cents stay within 100."""
    if last is None or last == 0 or value == 0:
        return [value / TEN] if is_percent and value > HUNDRED and value / TEN <= HUNDRED else []
    larger = abs(value) > abs(last)
    tried = [value / factor if larger else value * factor for factor in SLIPS]
    if is_percent:
        tried = [number for number in tried if number <= HUNDRED]
    if not tried:
        return []
    nearest = min(tried, key=lambda number: _distance(number, last))
    return [nearest] if _distance(nearest, last) < _distance(value, last) and not _is_jump(nearest, last) else []


def _distance(value: Decimal, last: Decimal) -> Decimal:
    """How many times one is the other, at least 1."""
    large, small = max(abs(value), abs(last)), min(abs(value), abs(last))
    return large / small


def _converted(value: Decimal, typed: str, unit: str) -> list[Decimal]:
    """The value in the indicator's unit where both differ only by nghìn, triệu or tỷ."""
    typed_factor, typed_base = _magnitude(typed)
    factor, base = _magnitude(unit)
    if typed_base and base and typed_base != base:
        return []
    return [value * typed_factor / factor] if typed_factor != factor else []


def _magnitude(unit: str) -> tuple[Decimal, str]:
    """(factor, what is counted): "triệu đồng" → (1 000 000, "dong")."""
    words = fold(unit).split()
    factor = MAGNITUDES.get(words[0], Decimal(1)) if words else Decimal(1)
    return factor, " ".join(words[1:] if factor != 1 else words)
