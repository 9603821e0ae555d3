"""Working days: Monday to Friday without the public holidays that the caller names."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta


def is_working_day(day: date, holidays: Container[date] = ()) -> bool:
    """Monday to Friday, not a public holiday."""
    return day.weekday() < 5 and day not in holidays


def working_day_from(day: date, holidays: Container[date] = ()) -> date:
    """`day` itself, or the next working day."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int, holidays: Container[date] = ()) -> date:
    """The working day that comes `count` working days after `day`."""
    for _step in range(count):
        day = working_day_from(day + timedelta(days=1), holidays)
    return day
