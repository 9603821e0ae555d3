"""Tổng hợp kỳ: a quarter from its months, a year from its quarters, by the rule of the indicator (feature 30).

A missing part never counts as zero: the result says of how many parts it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.domain.attainment import value_of
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.periods import Period, PeriodKind, period_code
from kh57_desktop.domain.terms import Mark


class RollUp(StrEnum):
    """How the values of shorter periods make that of a longer one; the indicator's `roll_up`."""

    SUM = "sum"
    LAST = "last"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Rolled:
    """`present` of `expected` parts of this `kind` have a value."""

    value: Decimal
    rule: RollUp
    kind: PeriodKind
    present: int
    expected: int

    @property
    def is_whole(self) -> bool:
        return self.present == self.expected


def rolled(indicator: Indicator, readings: Mapping[str, Reading], period: Period) -> Rolled | None:
    """The value of `period` from the longest shorter periods that have any; None where nothing is known.

    Parts marked as not applicable are neither counted nor expected.
    """
    rule = RollUp(indicator.roll_up) if indicator.roll_up in tuple(RollUp) else RollUp.LAST
    for kind, codes in parts_of(period):
        known = [readings.get(code) for code in codes]
        applicable = [row for row in known if row is None or row.mark is not Mark.NOT_APPLICABLE]
        values = [value for row in applicable if (value := value_of(row)) is not None]
        if values:
            return Rolled(_made(rule, values), rule, kind, len(values), len(applicable))
    return None


def _made(rule: RollUp, values: list[Decimal]) -> Decimal:
    match rule:
        case RollUp.SUM:
            return sum(values, Decimal(0))
        case RollUp.AVERAGE:
            return sum(values, Decimal(0)) / len(values)
        case RollUp.LAST:
            return values[-1]


def parts_of(period: Period) -> list[tuple[PeriodKind, tuple[str, ...]]]:
    """The ways in which a period is tiled by shorter ones of one kind, the longest first."""
    halves, quarters, months = PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH
    index = period.index
    tiles: dict[PeriodKind, list[tuple[PeriodKind, range]]] = {
        PeriodKind.YEAR: [(halves, range(1, 3)), (quarters, range(1, 5)), (months, range(1, 13))],
        PeriodKind.NINE_MONTHS: [(quarters, range(1, 4)), (months, range(1, 10))],
        halves: [(quarters, range(2 * index - 1, 2 * index + 1)), (months, range(6 * index - 5, 6 * index + 1))],
        quarters: [(months, range(3 * index - 2, 3 * index + 1))],
    }
    return [
        (kind, tuple(period_code(kind, period.year, at) for at in numbers))
        for kind, numbers in tiles.get(period.kind, ())
    ]
