"""Amounts of money: whole đồng inside, triệu đồng on screen and paper (features 121)."""

from __future__ import annotations

import re
from decimal import Decimal

from kh57_desktop.i18n import fold, parse_decimal

MILLION = 1_000_000
LARGEST = 10**15
"""A million billion đồng: more than the state's whole budget is a slip of the finger."""
_UNITS = {
    "": MILLION, "trieu": MILLION, "trieu dong": MILLION, "tr": MILLION, "trd": MILLION,
    "dong": 1, "d": 1, "vnd": 1, "nghin": 1_000, "nghin dong": 1_000, "ngan dong": 1_000,
    "ty": 1_000 * MILLION, "ti": 1_000 * MILLION, "ty dong": 1_000 * MILLION, "ti dong": 1_000 * MILLION,
}  # fmt: skip
_AMOUNT = re.compile(r"\s*([\d.,\s\u00a0]*\d)\s*([^\W\d]*(?:\s+[^\W\d]+)?)\.?\s*")


def dong_as_typed(text: str) -> int | None:
    """Đồng of an amount as an officer types it: `1.250,5` (triệu đồng), `2 tỷ`, `350 nghìn`, `1250500000 đồng`.

    None where it is no amount, is less than one đồng exactly, is negative or beyond all budgets.
    """
    match = _AMOUNT.fullmatch(text)
    factor = _UNITS.get(" ".join(fold(match[2]).split())) if match else None
    number = parse_decimal(match[1]) if match else None
    if factor is None or number is None:
        return None
    dong = number * factor
    if dong != dong.to_integral_value() or not 0 <= dong <= LARGEST:
        return None
    return int(dong)


def millions(dong: int) -> Decimal:
    """The amount in triệu đồng, exact: 1 250 500 000 → 1250.5."""
    return (Decimal(dong) / MILLION).normalize() + 0
