"""Where an indicator should stand on a day (lộ trình): straight from the baseline over each milestone to the last.

The rule is ours and is named wherever its figure is shown: plans give milestones, none says how to get there. An
indicator whose readings count the period alone has no such path, nor has one that is wanted exactly or is yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.domain.attainment import value_of
from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.periods import CALENDAR, PeriodKind, dates_of, parse_period
from kh57_desktop.domain.terms import Comparator, Direction, Nature

_DOWNWARD = (Comparator.AT_MOST, Comparator.LESS_THAN)


class PathRule(StrEnum):
    """How the path was laid, from what it starts."""

    FROM_BASELINE = "from_baseline"
    """Straight line from the baseline (số liệu gốc) to each milestone in turn."""
    FROM_FIRST_READING = "from_first_reading"
    """No baseline is known: straight line from the first reading."""


@dataclass(frozen=True, slots=True)
class PathPoint:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class ExpectedPath:
    """`points`: the start and the milestones, each at the last day of its year, in order of days; at least two."""

    points: tuple[PathPoint, ...]
    rule: PathRule
    is_downward: bool

    def value_on(self, day: date) -> Decimal | None:
        """Where the indicator should stand; None before the start, the last milestone's value after it."""
        if day < self.points[0].on:
            return None
        for start, end in zip(self.points, self.points[1:], strict=False):
            if day <= end.on:
                part = Decimal((day - start.on).days) / Decimal((end.on - start.on).days)
                return start.value + (end.value - start.value) * part
        return self.points[-1].value

    def is_behind(self, value: Decimal, day: date) -> bool:
        """Whether `value` on `day` falls short of the path; never before the path begins."""
        expected = self.value_on(day)
        if expected is None:
            return False
        return value > expected if self.is_downward else value < expected


def expected_path(indicator: Indicator, readings: Sequence[Reading]) -> ExpectedPath | None:
    """The path of an indicator; None where it has none: no start, no later milestone in figures, or by its nature."""
    if indicator.nature is Nature.PERIOD or indicator.direction not in (Direction.UP, Direction.DOWN):
        return None
    baseline = baseline_of(readings)
    start = _point(baseline) if baseline is not None else _first_point(readings)
    if start is None:
        return None
    milestones = [target for target in indicator.targets if target.year is not None and target.value is not None]
    later = sorted((_milestone(target) for target in milestones), key=lambda point: point.on)
    later = [point for point in later if point.on > start.on]
    if not later:
        return None
    is_downward = any(target.comparator in _DOWNWARD for target in milestones) or indicator.direction is Direction.DOWN
    rule = PathRule.FROM_BASELINE if baseline is not None else PathRule.FROM_FIRST_READING
    return ExpectedPath((start, *later), rule, is_downward)


def baseline_of(readings: Sequence[Reading]) -> Reading | None:
    """The baseline (số liệu gốc): the earliest reading of a whole year that states a number."""
    yearly = [row for row in readings if parse_period(row.period).kind is PeriodKind.YEAR and value_of(row) is not None]
    return min(yearly, key=lambda row: row.period, default=None)


def day_of(period_code: str) -> date:
    """The day that the value of a period stands for: the period's last day in the calendar."""
    return dates_of(parse_period(period_code), CALENDAR).data_to


def _first_point(readings: Sequence[Reading]) -> PathPoint | None:
    stated = [point for point in (_point(row) for row in readings) if point is not None]
    return min(stated, key=lambda point: point.on, default=None)


def _point(reading: Reading) -> PathPoint | None:
    value = value_of(reading)
    return PathPoint(day_of(reading.period), value) if value is not None else None


def _milestone(target: Target) -> PathPoint:
    """A range is reached at the end that is easier: its lower one, or the upper one where less is better."""
    assert target.year is not None
    assert target.value is not None
    value = target.value
    if target.comparator in _DOWNWARD and target.value_max is not None:
        value = target.value_max
    return PathPoint(date(target.year, 12, 31), value)
