"""Adding up what many offices reported (tổng hợp): how complete it is, sums, and the rule for each indicator.

An office that has not reported is named and never counted as zero; every result says of how many offices it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.domain.reports import TotalsRow
from kh57_desktop.domain.terms import Mark


@dataclass(frozen=True, slots=True)
class Completeness:
    """The five measures: received, expected, rate, on time, rate on time."""

    received: int
    expected: int
    on_time: int

    @property
    def rate(self) -> Decimal | None:
        """Percent of the expected; None where none is expected."""
        return _percent(self.received, self.expected)

    @property
    def rate_on_time(self) -> Decimal | None:
        return _percent(self.on_time, self.expected)


def _percent(part: int, whole: int) -> Decimal | None:
    return None if not whole else Decimal(100 * part) / Decimal(whole)


COUNTS = tuple(field.name for field in fields(TotalsRow) if field.name not in ("label", "number"))


def sum_of(rows: Iterable[TotalsRow], *, label: str, number: str = "") -> TotalsRow:
    """One row of table 1 over many offices."""
    counts = dict.fromkeys(COUNTS, 0)
    for row in rows:
        for name in COUNTS:
            counts[name] += getattr(row, name)
    return TotalsRow(label=label, number=number, **counts)


class RollUp(StrEnum):
    """How one figure comes of many."""

    SUM = "sum"
    RATIO = "ratio"
    """Sum of numerators over sum of denominators: the only right way for a rate where every office gives both."""
    MEAN = "mean"
    """Of the offices that reported, unweighted: all that can be said of rates without their denominators."""


@dataclass(frozen=True, slots=True)
class Reported:
    """An indicator as one office reported it."""

    office_code: str
    mark: Mark
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def counts(self) -> bool:
        """A value, or a true zero; missing and not applicable are neither."""
        return self.mark in (Mark.VALUE, Mark.ZERO)


@dataclass(frozen=True, slots=True)
class RolledUp:
    """`result` None where nothing can be said; `reported`: how many offices gave a value, zero included."""

    rule: RollUp
    result: Decimal | None
    reported: int
    missing: int
    not_applicable: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    """The two sums of a RATIO, so that the next level can divide again instead of taking means of means."""


RATE_UNITS = frozenset({"%", "‰", "phần trăm", "tỷ lệ"})


def rule_for(unit: str, per: str, rows: Sequence[Reported]) -> RollUp:
    """Rates are never added; what is counted is."""
    is_rate = unit.strip().casefold() in RATE_UNITS or bool(per.strip())
    counted = [row for row in rows if row.counts]
    if not is_rate:
        return RollUp.SUM
    has_parts = bool(counted) and all(
        row.numerator is not None and row.denominator is not None and row.denominator > 0 for row in counted
    )
    return RollUp.RATIO if has_parts else RollUp.MEAN


def roll_up(unit: str, per: str, rows: Sequence[Reported]) -> RolledUp:
    """One figure of all offices' figures by the rule of its unit."""
    rule = rule_for(unit, per, rows)
    counted = [row for row in rows if row.counts]
    result: Decimal | None = None
    if counted:
        values = [Decimal(0) if row.mark is Mark.ZERO else row.value or Decimal(0) for row in counted]
        if rule is RollUp.SUM:
            result = sum(values, Decimal(0))
        elif rule is RollUp.RATIO:
            result = _ratio(unit, counted)
        else:
            result = sum(values, Decimal(0)) / len(values)
    return RolledUp(
        rule=rule,
        result=result,
        reported=len(counted),
        missing=sum(row.mark is Mark.MISSING for row in rows),
        not_applicable=sum(row.mark is Mark.NOT_APPLICABLE for row in rows),
        numerator=_sum_of(row.numerator for row in counted) if rule is RollUp.RATIO else None,
        denominator=_sum_of(row.denominator for row in counted) if rule is RollUp.RATIO else None,
    )


def _sum_of(parts: Iterable[Decimal | None]) -> Decimal:
    return sum((one or Decimal(0) for one in parts), Decimal(0))


def _ratio(unit: str, rows: Sequence[Reported]) -> Decimal:
    scale = {"%": 100, "phần trăm": 100, "‰": 1000}.get(unit.strip().casefold(), 1)
    return _sum_of(row.numerator for row in rows) * scale / _sum_of(row.denominator for row in rows)
