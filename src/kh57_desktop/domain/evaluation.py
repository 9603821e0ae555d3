"""Yearly evaluation of units and their heads by facts (reporting.md section 8; features 89, 123).

Units are put in order by facts alone, with a rule that is printed under the table. Weights are the office's own affair:
all are zero until it sets some, and then they are printed as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kh57_desktop.domain.tasks import Task, clear_members
from kh57_desktop.domain.terms import SIX_CLEAR, Clarity, Standing
from kh57_desktop.i18n import N_

RULE = (
    N_("Counted are the tasks that the unit leads, as they stood at the end of the time."),
    N_("Share on time: finished on time ÷ (finished on time + finished late + overdue)."),
    N_("Tasks not yet due, continuous, suspended and cancelled ones are not judged."),
    N_("Owed plans and reports count as on time if received by their day; those not yet due are not judged."),
    N_("Units with nothing to judge get no place; equal facts give equal places."),
    N_("Order: larger share on time; fewer overdue; larger share of reports on time; larger share of 6 clear points."),
)
"""The rule as screen and paper print it; nothing else decides."""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is counted of one unit in a time; `given` leaves out nothing, the other counts say what became of it."""

    unit_id: str
    given: int = 0
    done_on_time: int = 0
    done_late: int = 0
    overdue: int = 0
    not_judged: int = 0
    six_clear: int = 0
    owed: int = 0
    owed_on_time: int = 0
    indicators: int = 0
    indicators_attained: int = 0

    @property
    def judged(self) -> int:
        return self.done_on_time + self.done_late + self.overdue

    @property
    def share_on_time(self) -> Fraction | None:
        return _share(self.done_on_time, self.judged)

    @property
    def share_owed(self) -> Fraction | None:
        return _share(self.owed_on_time, self.owed)

    @property
    def share_clear(self) -> Fraction | None:
        return _share(self.six_clear, self.given)

    @property
    def share_attained(self) -> Fraction | None:
        return _share(self.indicators_attained, self.indicators)


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of the office's own rule for each share (0 to 100 %); all zero: no points are given."""

    on_time: int = 0
    reports: int = 0
    clear: int = 0
    indicators: int = 0

    @property
    def is_used(self) -> bool:
        return any((self.on_time, self.reports, self.clear, self.indicators))


@dataclass(frozen=True, slots=True)
class Evaluated:
    """`place` from 1, None for a unit with nothing to judge; `points` None where no weights are used or known."""

    facts: UnitFacts
    place: int | None
    points: Decimal | None = None


def facts_of(
    unit_id: str,
    tasks: Sequence[Task],
    standings: Mapping[str, Standing],
    *,
    owed: Sequence[Standing] = (),
    attained: Sequence[bool] = (),
    members: tuple[Clarity, ...] = SIX_CLEAR,
) -> UnitFacts:
    """Counts of the tasks that `unit_id` leads; `owed`: standings of its plans and reports due in the time;
    `attained`: whether each judged indicator of the unit is reached."""
    own = [task for task in tasks if task.lead_unit_id == unit_id and task.is_ours]
    found = [standings[task.id] for task in own]
    on_time, late, overdue = (found.count(one) for one in (Standing.DONE_ON_TIME, Standing.DONE_LATE, Standing.OVERDUE))
    settled = [one for one in owed if one in (Standing.DONE_ON_TIME, Standing.DONE_LATE, Standing.OVERDUE)]
    return UnitFacts(
        unit_id=unit_id,
        given=len(own),
        done_on_time=on_time,
        done_late=late,
        overdue=overdue,
        not_judged=len(own) - on_time - late - overdue,
        six_clear=sum(1 for task in own if len(clear_members(task, members)) == len(members)),
        owed=len(settled),
        owed_on_time=settled.count(Standing.DONE_ON_TIME),
        indicators=len(attained),
        indicators_attained=sum(attained),
    )


def evaluate(facts: Sequence[UnitFacts], weights: Weights = Weights()) -> list[Evaluated]:
    """In the order of `RULE`; units without a place last, in the order given."""
    judged = sorted((row for row in facts if row.judged), key=_key)
    found: list[Evaluated] = []
    for number, row in enumerate(judged, 1):
        last = found[-1] if found else None
        place = last.place if last is not None and _key(last.facts) == _key(row) else number
        found.append(Evaluated(row, place, _points(row, weights)))
    return [*found, *(Evaluated(row, None, _points(row, weights)) for row in facts if not row.judged)]


def _key(row: UnitFacts) -> tuple[Fraction, int, Fraction, Fraction]:
    return (
        -(row.share_on_time or Fraction(0)),
        row.overdue,
        -(row.share_owed if row.share_owed is not None else Fraction(1)),
        -(row.share_clear or Fraction(0)),
    )


def _points(row: UnitFacts, weights: Weights) -> Decimal | None:
    """Weighted mean of the shares that are known, out of 100; None where there is none to weigh."""
    pairs = (
        (weights.on_time, row.share_on_time),
        (weights.reports, row.share_owed),
        (weights.clear, row.share_clear),
        (weights.indicators, row.share_attained),
    )
    known = [(weight, share) for weight, share in pairs if weight and share is not None]
    if not known:
        return None
    mean = 100 * sum((weight * share for weight, share in known), Fraction(0)) / sum(weight for weight, _share in known)
    return (Decimal(mean.numerator) / Decimal(mean.denominator)).quantize(Decimal("0.1"))


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
