"""The report to be handed in next: what is there already, and who still owes what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from kh57_desktop.domain.terms import Mark
from kh57_desktop.domain.unit_short_names import short_name_of
from kh57_desktop.services.obligations import is_asked_for, next_reports
from kh57_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class OwesForReport:
    """What a unit still has to say; `unit` "" for rows that no unit answers for."""

    unit: str
    tasks: int
    indicators: int


@dataclass(frozen=True, slots=True)
class NextReport:
    """The report to be handed in next. `told` of `tasks` and `entered` of `indicators` are there already."""

    name: str
    regime: str
    period: str
    superior: str
    cut_off: date
    due_on: date
    days_left: int
    told: int
    tasks: int
    entered: int
    indicators: int
    owing: tuple[OwesForReport, ...]


def next_report(session: Session, plan_id: str) -> NextReport | None:
    """What is to be handed in next, with what is missing from whom; None where nothing is owed."""
    plan = session.store.plans.get(plan_id)
    owed = next(iter(next_reports(session, count=1, plan=plan.code)), None)
    if owed is None:
        return None
    tasks, silent = session.store.tasks.silent(plan_id, owed.dates.data_from, owed.dates.data_to)
    readings = session.store.indicators.readings_of_plan(plan_id)
    asked = [row for row in session.store.indicators.of_plan(plan_id) if is_asked_for(row.frequency, owed.period)]
    empty: Counter[str | None] = Counter()
    for row in asked:
        if not any(
            reading.period == owed.period.code and reading.mark is not Mark.MISSING
            for reading in readings.get(row.id, ())
        ):
            empty[row.responsible_unit_id] += 1
    units = {unit.id: unit.short_name or short_name_of(unit.name) for unit in session.store.offices.units()}
    owing: dict[str, list[int]] = {}
    for place, counts in enumerate((silent, empty)):
        for unit_id, count in counts.items():
            owing.setdefault(units.get(unit_id or "", ""), [0, 0])[place] += count
    return NextReport(
        name=owed.name,
        regime=owed.regime.code,
        period=owed.period.code,
        superior=owed.superior,
        cut_off=owed.dates.cut_off,
        due_on=owed.dates.due_on,
        days_left=owed.days_left(session.today),
        told=tasks - sum(silent.values()),
        tasks=tasks,
        entered=len(asked) - empty.total(),
        indicators=len(asked),
        owing=tuple(
            OwesForReport(unit, *counts)
            for unit, counts in sorted(owing.items(), key=lambda row: (not row[0], -sum(row[1]), row[0]))
        ),
    )
