"""The value that stands for an indicator in a period: the one entered for it, else what its parts add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.domain.attainment import HUNDRED, value_of
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.periods import (
    CALENDAR,
    ND09,
    Period,
    PeriodDates,
    PeriodKind,
    dates_of,
    label,
    parse_period,
)
from kh57_desktop.domain.terms import Mark, Nature

_DAY = timedelta(days=1)


def reading_for(indicator: Indicator, readings: Sequence[Reading], period: Period) -> Reading | None:
    """The reading of exactly this period; else of a part of it.

    A figure so far (lũy kế) or at a moment is that of the longest part ending with the period, of a range (a review, an
    ad-hoc report) the newest in it; a figure of the period alone is rolled up from parts that tile it, by the
    indicator's own rule, and is not known while one is missing.
    """
    exact = next((row for row in readings if row.period == period.code), None)
    if exact is not None or period.kind is PeriodKind.WEEK:
        return exact
    whole = dates_of(period, CALENDAR)
    parts = [(dates_of(parse_period(row.period), CALENDAR), row) for row in readings]
    parts = [
        (days, row)
        for days, row in parts
        if days.period.kind not in (PeriodKind.RANGE, PeriodKind.WEEK)
        and days.data_from >= whole.data_from
        and _ends(days, period) <= whole.data_to
    ]
    if indicator.nature is Nature.PERIOD and indicator.roll_up != "last":
        return _rolled_up(indicator, parts, whole)
    if period.kind is PeriodKind.RANGE:
        return _newest_in(parts, period)
    ending = [pair for pair in parts if pair[0].data_to == whole.data_to]
    longest = min(ending, key=lambda pair: pair[0].data_from, default=None)
    return replace(longest[1], period=period.code) if longest is not None else None


def _ends(days: PeriodDates, within: Period) -> date:
    """A range is chosen by the days of reports: "năm 2026", closed on 14/12, lies in one that ends on that day."""
    return dates_of(days.period, ND09).data_to if within.kind is PeriodKind.RANGE else days.data_to


def _newest_in(parts: Sequence[tuple[PeriodDates, Reading]], period: Period) -> Reading | None:
    """Of a review or an ad-hoc range the newest value in it, whose remark says of when it is."""
    known = [pair for pair in parts if pair[1].mark is not Mark.MISSING]
    if not known:
        return None
    days, reading = max(known, key=lambda pair: (pair[0].data_to, -pair[0].data_from.toordinal()))
    ends = dates_of(period, CALENDAR).data_to
    if ends in (days.data_to, _ends(days, period)):
        return replace(reading, period=period.code)
    words = label(days.period)
    remark = "; ".join(part for part in (f"Số liệu {words}", reading.remark) if part)
    return replace(reading, period=period.code, remark=remark)


def _rolled_up(
    indicator: Indicator, parts: Sequence[tuple[PeriodDates, Reading]], whole: PeriodDates
) -> Reading | None:
    tiles: list[Reading] = []
    begins = whole.data_from
    while begins <= whole.data_to:
        here = [pair for pair in parts if pair[0].data_from == begins and value_of(pair[1]) is not None]
        if not here:
            return None
        days, reading = max(here, key=lambda pair: pair[0].data_to)
        tiles.append(reading)
        begins = days.data_to + _DAY
    value, numerator, denominator = _combined(indicator.roll_up, tiles)
    if value is None:
        return None
    if indicator.roll_up in ("mean", "ratio"):
        value = value.quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP)
    mark = Mark.ZERO if value == 0 else Mark.VALUE
    return replace(
        tiles[-1], period=whole.period.code, mark=mark, value=value, numerator=numerator, denominator=denominator
    )


def _combined(roll_up: str, tiles: Sequence[Reading]) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    values = [value for value in (value_of(tile) for tile in tiles) if value is not None]
    if roll_up == "sum":
        return sum(values, Decimal(0)), None, None
    if roll_up == "mean":
        return sum(values, Decimal(0)) / len(values), None, None
    numerators = [tile.numerator for tile in tiles if tile.numerator is not None]
    denominators = [tile.denominator for tile in tiles if tile.denominator is not None]
    if len(numerators) < len(tiles) or len(denominators) < len(tiles) or not sum(denominators, Decimal(0)):
        return None, None, None
    above, below = sum(numerators, Decimal(0)), sum(denominators, Decimal(0))
    return HUNDRED * above / below, above, below
