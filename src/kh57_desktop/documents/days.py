"""Days as workbooks and the charts in them count."""

from __future__ import annotations

from datetime import date

_FIRST_DAY = date(1899, 12, 30)
"""Day 0; right from 1 March 1900 on."""


def day_number(day: date) -> int:
    return (day - _FIRST_DAY).days
