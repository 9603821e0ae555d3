"""The dated instances of recurring tasks: which periods a rhythm (see `recurrences`) has opened up to a day.

A rhythm names calendar periods, not the windows of a reporting regime: "hằng quý" is done by the quarter's last day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kh57_desktop.domain.periods import PeriodKind, period_code

MOST_WEEKS_BACK = 8
"""Weekly work that began long ago is not made up for further back than this."""

_PARTS = {
    ("year", 2): "half", ("year", 4): "quarter", ("year", 12): "month", ("half", 2): "quarter", ("half", 6): "month",
    ("quarter", 3): "month",
}  # fmt: skip
"""So many times a unit, where the calendar has a name for the parts."""
_MONTHS = {"half": 6, "quarter": 3, "month": 1}
_KINDS = {"half": PeriodKind.HALF, "quarter": PeriodKind.QUARTER, "month": PeriodKind.MONTH}


@dataclass(frozen=True, slots=True, order=True)
class Instance:
    """A period that opens on `opens_on`; `due_on` is the last day for the work of it."""

    opens_on: date
    due_on: date
    period: str


def instances(recurrence: str, *, first: date, until: date, last: date | None = None) -> list[Instance]:
    """The periods that have opened up to and with day `until`, in order; none that was over before `first`.

    `last`: the end of the rhythm ("hằng năm, giai đoạn 2026-2030"). "hằng ngày" has no instances: nobody reports them.
    """
    end = min(until, last) if last else until
    if end < first:
        return []
    found: dict[str, Instance] = {}
    for part in recurrence.split("+"):
        for instance in _of_part(part, first, end):
            if instance.opens_on <= end and instance.due_on >= first:
                found.setdefault(instance.period, instance)
    return sorted(found.values())


def _of_part(part: str, first: date, end: date) -> Iterator[Instance]:
    unit, _colon, places = part.partition(":")
    unit, _star, times = unit.partition("*")
    if times.isdecimal():
        unit = _PARTS.get((unit, int(times)), unit)
    if unit == "years" and places.isdecimal():
        yield from _every_years(int(places), first, end)
    elif unit == "week":
        yield from _weeks(int(places) if places else 7, first, end)
    elif unit in _MONTHS:
        yield from _months(unit, places, first, end)
    elif unit in ("year", "nine-months"):
        for year in range(first.year, end.year + 1):
            yield from _in_year(unit, places, year)


def _weeks(weekday: int, first: date, end: date) -> Iterator[Instance]:
    start = max(first, end - timedelta(weeks=MOST_WEEKS_BACK))
    monday = start - timedelta(days=start.isoweekday() - 1)
    while monday <= end:
        year, week, _day = monday.isocalendar()
        yield Instance(monday, monday + timedelta(days=weekday - 1), period_code(PeriodKind.WEEK, year, week))
        monday += timedelta(weeks=1)


def _months(unit: str, day: str, first: date, end: date) -> Iterator[Instance]:
    span = _MONTHS[unit]
    for year in range(first.year, end.year + 1):
        for index in range(1, 12 // span + 1):
            opens, last_month = date(year, span * (index - 1) + 1, 1), span * index
            due = _day_of(year, last_month, int(day) if day else 31)
            yield Instance(opens, due, period_code(_KINDS[unit], year, index))


def _in_year(unit: str, places: str, year: int) -> Iterator[Instance]:
    if unit == "nine-months":
        yield Instance(date(year, 1, 1), date(year, 9, 30), period_code(PeriodKind.NINE_MONTHS, year))
        return
    named = places.split(",") if places else [""]
    for place in named:
        yield _at_place(place, year, is_alone=len(named) == 1)


def _at_place(place: str, year: int, *, is_alone: bool) -> Instance:
    """A quarter, half or month of the year is when it is done; a single day is by when it is done during the year."""
    opens, code = date(year, 1, 1), period_code(PeriodKind.YEAR, year)
    if not place:
        return Instance(opens, date(year, 12, 31), code)
    if place[0] in "QH" and place[1:].isdecimal():
        unit = "quarter" if place[0] == "Q" else "half"
        span, index = _MONTHS[unit], int(place[1:])
        starts = date(year, span * (index - 1) + 1, 1)
        return Instance(starts, _day_of(year, span * index, 31), period_code(_KINDS[unit], year, index))
    if place == "9M":
        return Instance(opens, date(year, 9, 30), period_code(PeriodKind.NINE_MONTHS, year))
    month, _dash, day = place.partition("-")
    due = _day_of(year, int(month), int(day) if day else 31)
    if day and is_alone:
        return Instance(opens, due, code)
    return Instance(due.replace(day=1), due, period_code(PeriodKind.MONTH, year, due.month))


def _every_years(step: int, first: date, end: date) -> Iterator[Instance]:
    for year in range(first.year, end.year + 1, step):
        last = date(year + step - 1, 12, 31)
        yield Instance(date(year, 1, 1), last, f"{year:04}0101-{last:%Y%m%d}")


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
