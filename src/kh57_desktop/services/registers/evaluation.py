"""The yearly evaluation of units and their heads by facts, as page and paper show it (features 89, 123)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction

from kh57_desktop.domain.attainment import attainment_of
from kh57_desktop.domain.evaluation import RULE, Evaluated, UnitFacts, Weights, evaluate, facts_of
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _
from kh57_desktop.services.paper_tasks import tasks_at
from kh57_desktop.services.session import Session

WEIGHTS_SETTING = "evaluation.weights"


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    unit: Unit
    evaluated: Evaluated

    @property
    def facts(self) -> UnitFacts:
        return self.evaluated.facts


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """`rule`: the lines that are printed under the table, in the language of the window."""

    first: date
    last: date
    lines: tuple[EvaluationLine, ...]
    rule: tuple[str, ...]
    weights: Weights


def evaluation(session: Session, first: date, last: date, plan_id: str | None = None) -> EvaluationView:
    """Units that led a task or owed something from `first` to `last`, as it stood on `last`.

    Tasks count that were due or finished in the time, or are still open at its end; those finished before it do not.
    """
    plan = session.store.plans.get(plan_id) if plan_id else session.store.plans.newest()
    units = [unit for unit in session.store.offices.units() if not unit.is_group]
    weights = evaluation_weights(session)
    if plan is None:
        return EvaluationView(first, last, (), rule_words(weights), weights)
    rows = [row for row in tasks_at(session, plan, last) if not _finished_before(row.task, first)]
    tasks = [row.task for row in rows]
    standings = {row.task.id: row.standing for row in rows}
    owed = _owed(session, first, last)
    attained = _attained(session, plan, last)
    counted = [
        facts_of(unit.id, tasks, standings, owed=owed.get(unit.id, ()), attained=attained.get(unit.id, ()))
        for unit in units
    ]
    by_id = {unit.id: unit for unit in units}
    found = evaluate([row for row in counted if row.given or row.owed or row.indicators], weights)
    lines = tuple(EvaluationLine(by_id[row.facts.unit_id], row) for row in found)
    return EvaluationView(first, last, lines, rule_words(weights), weights)


def _finished_before(task: Task, first: date) -> bool:
    return task.finished_on is not None and task.finished_on < first


def _owed(session: Session, first: date, last: date) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {}
    for row in session.store.registers.unit_plans.all():
        if row.unit_id and row.due_on is not None and first <= row.due_on <= last:
            found.setdefault(row.unit_id, []).append(row.standing(last))
    return found


def _attained(session: Session, plan: Plan, last: date) -> dict[str, list[bool]]:
    """The newest reading of each indicator that can be judged at the end of the time."""
    readings = session.store.indicators.readings_of_plan(plan.id)
    found: dict[str, list[bool]] = {}
    for indicator in session.store.indicators.of_plan(plan.id):
        rows = sorted(readings.get(indicator.id, ()), key=lambda row: row.recorded_at)
        judged = attainment_of(indicator, rows[-1] if rows else None, last).attained
        if indicator.responsible_unit_id and judged is not None:
            found.setdefault(indicator.responsible_unit_id, []).append(judged)
    return found


def rule_words(weights: Weights) -> tuple[str, ...]:
    """The rule as printed; with the office's own weights where it has set some."""
    lines = tuple(_(line) for line in RULE)
    if not weights.is_used:
        return lines
    own = _("Points of the office's own rule: on time {on_time}, reports {reports}, 6 clear {clear}, indicators "
            "{indicators}; weighted mean of the shares that are known, out of 100.")  # fmt: skip
    return (*lines, own.format(**asdict(weights)))


def evaluation_weights(session: Session) -> Weights:
    kept: Mapping[str, int] = session.store.settings.get(WEIGHTS_SETTING, {})
    return Weights(**{name: int(value) for name, value in kept.items() if name in asdict(Weights())})


def set_weights(session: Session, weights: Weights) -> None:
    """The office's own weights, whole numbers from 0 to 100; all zero takes the points away again."""
    for name, value in asdict(weights).items():
        if not 0 <= value <= 100:
            raise BadValue(field=name, value=value, allowed="0-100")
    if weights != evaluation_weights(session):
        with session.store.changes(_("Set the weights of the evaluation")):
            session.store.settings.put(WEIGHTS_SETTING, asdict(weights))


def percent(share: Fraction | None) -> str:
    """ "75%" or "-" where nothing is judged; one place, as reports print shares."""
    if share is None:
        return "-"
    tenths = round(1000 * share)
    whole, tenth = divmod(tenths, 10)
    return f"{whole},{tenth}%" if tenth else f"{whole}%"
