"""Budget (kinh phí): the commune's total of a year, the plan's allotment, what is planned and spent per task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kh57_desktop.domain.terms import BudgetSource

HUNDRED = Decimal(100)
ASKED_SHARE = Decimal(3)
"""Nghị quyết 57-NQ/TW asks for at least 3 % of the yearly budget; plans of communes ask for 2 % or 3 %."""


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """One year. `total`: the commune's whole spending (tổng chi ngân sách); `allotment`: for this plan; in đồng.

    None is "not known yet", 0 is zero. `asked_share`: per cent of the total that the plan asks for.
    """

    id: str
    year: int
    total: int | None = None
    allotment: int | None = None
    asked_share: Decimal | None = ASKED_SHARE
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money of a year for a task or for something named in words; `spent_on`: the day up to which `spent` counts."""

    id: str
    year: int
    text: str = ""
    task_id: str | None = None
    unit_id: str | None = None
    source: BudgetSource = BudgetSource.COMMUNE
    planned: int | None = None
    spent: int | None = None
    spent_on: date | None = None
    document: str = ""
    note: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class YearTotals:
    """A year added up; money None where no line and no entry says anything. `share`: allotment over total, in %."""

    year: int
    total: int | None
    allotment: int | None
    asked_share: Decimal | None
    share: Decimal | None
    planned: int | None
    spent: int | None

    @property
    def asked(self) -> int | None:
        """What the asked share of the total comes to, rounded down to whole đồng."""
        if self.total is None or self.asked_share is None:
            return None
        return int(self.total * self.asked_share / HUNDRED)

    @property
    def is_reached(self) -> bool | None:
        """Whether the share is at least the asked one; None where either is not known."""
        if self.share is None or self.asked_share is None or self.total is None or self.allotment is None:
            return None
        return HUNDRED * self.allotment >= self.asked_share * self.total


def share_of(part: int | None, total: int | None) -> Decimal | None:
    """Per cent with two places; None where either is missing or the total is zero."""
    if part is None or not total:
        return None
    return (HUNDRED * part / total).quantize(Decimal("0.01"))


def added(amounts: Iterable[int | None]) -> int | None:
    """The sum of what is known; None where nothing is known: missing never becomes zero."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def totals_of_year(entry: BudgetYear, lines: Sequence[BudgetLine]) -> YearTotals:
    own = [line for line in lines if line.year == entry.year]
    return YearTotals(
        year=entry.year,
        total=entry.total,
        allotment=entry.allotment,
        asked_share=entry.asked_share,
        share=share_of(entry.allotment, entry.total),
        planned=added(line.planned for line in own),
        spent=added(line.spent for line in own),
    )


def spent_between(lines: Iterable[BudgetLine], first: date, last: date) -> int | None:
    """What was spent on days from `first` to `last`, both included; lines without a day count in no period."""
    return added(line.spent for line in lines if line.spent_on is not None and first <= line.spent_on <= last)
