"""Whether an indicator's target is reached (Đạt/Chưa đạt), and how far it is.

Zero, missing and not applicable stay three values: zero is judged, the other two are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.terms import Comparator, Direction, Mark

_DOWNWARD = (Comparator.AT_MOST, Comparator.LESS_THAN)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Attainment:
    """`share`: percent of the target, None where no share makes sense; `attained` None: not judged this period."""

    target: Target | None
    value: Decimal | None
    share: Decimal | None
    attained: bool | None

    @property
    def year(self) -> int | None:
        """The year of the target that was judged."""
        return self.target.year if self.target is not None else None


def attainment_of(indicator: Indicator, reading: Reading | None, on: date) -> Attainment:
    """The indicator against the target that counts on day `on` (the cut-off); no reading equals a missing one."""
    target = target_for(indicator.targets, on.year)
    value = value_of(reading)
    if target is None or target.value is None or value is None:
        return Attainment(target, value, share=None, attained=None)
    return Attainment(target, value, _share(target, value, indicator.direction), _is_met(target, value, indicator))


def target_for(targets: Sequence[Target], year: int) -> Target | None:
    """The next milestone: the earliest target of `year` or later, else the latest, else the one without a year."""
    dated = sorted((target for target in targets if target.year is not None), key=lambda target: target.year or 0)
    for target in dated:
        if target.year is not None and target.year >= year:
            return target
    return dated[-1] if dated else next(iter(targets), None)


def value_of(reading: Reading | None) -> Decimal | None:
    """The number that a reading states; a share given only as numerator and denominator is taken in percent."""
    if reading is None or reading.mark in (Mark.MISSING, Mark.NOT_APPLICABLE):
        return None
    if reading.mark is Mark.ZERO:
        return Decimal(0)
    if reading.value is not None:
        return reading.value
    if reading.numerator is None or not reading.denominator:
        return None
    return HUNDRED * reading.numerator / reading.denominator


def _is_met(target: Target, value: Decimal, indicator: Indicator) -> bool:
    """The target's own comparator first; a bare value is met in the direction in which the indicator is good."""
    assert target.value is not None
    match target.comparator:
        case Comparator.AT_LEAST:
            return value >= target.value
        case Comparator.MORE_THAN:
            return value > target.value
        case Comparator.AT_MOST:
            return value <= _upper(target)
        case Comparator.LESS_THAN:
            return value < _upper(target)
    match indicator.direction:
        case Direction.UP:
            return value >= target.value
        case Direction.DOWN:
            return value <= _upper(target)
        case _:  # exactly, or yes (1) and no (0)
            return target.value <= value <= _upper(target)


def _upper(target: Target) -> Decimal:
    assert target.value is not None
    return target.value_max if target.value_max is not None else target.value


def _share(target: Target, value: Decimal, direction: Direction) -> Decimal | None:
    """Result over target; where less is better target over result, 100 for a result of zero."""
    assert target.value is not None
    if direction is Direction.YES_NO:
        return None
    if target.comparator in _DOWNWARD or (target.comparator is Comparator.EQUAL and direction is Direction.DOWN):
        limit = _upper(target)
        if value == 0:
            return HUNDRED
        return HUNDRED * limit / value if limit > 0 and value > 0 else None
    return HUNDRED * value / target.value if target.value > 0 else None
