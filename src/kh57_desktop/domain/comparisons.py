"""A report beside the one of the period before and of the same period last year, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.domain.budgets import added
from kh57_desktop.domain.register_facts import Registers
from kh57_desktop.domain.reports import Comparison, IndicatorFigure, ReportFigures, YearFigures, YearValue
from kh57_desktop.domain.terms import Mark, Standing

_DONE = (Standing.DONE_ON_TIME, Standing.DONE_LATE)
_ASSIGNED = (*_DONE, Standing.UNDER_WAY, Standing.DUE_SOON, Standing.OVERDUE, Standing.NOT_DUE)
TASKS_UNIT = "nhiệm vụ"


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """What crossed a line since the report before: codes of tasks and indicators, in the plan's order."""

    finished: tuple[str, ...] = ()
    fallen_due: tuple[str, ...] = ()
    """Overdue now and not before."""
    caught_up: tuple[str, ...] = ()
    """Overdue before, finished since."""
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    dropped_words: tuple[tuple[str, str], ...] = ()
    """Code and text of the dropped ones, which the present figures do not have."""
    attained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    """Indicators that had reached their target and do not any more."""


def comparisons(
    now: ReportFigures, before: ReportFigures | None, last_year: ReportFigures | None
) -> tuple[Comparison, ...]:
    """Table 1's sums, then every indicator with a value in one of the three."""
    rows = [
        _total(label, unit, index, now, before, last_year) for index, (label, unit) in enumerate(_TOTALS) if now.tasks
    ]
    old, older = _by_id(before), _by_id(last_year)
    for row in now.indicators:
        compared = Comparison(
            label=row.text,
            unit=row.unit,
            now=value_in(row),
            before=value_in(old.get(row.id)),
            last_year=value_in(older.get(row.id)),
            row=row.code,
        )
        if not compared.now is compared.before is compared.last_year is None:
            rows.append(compared)
    return tuple(rows)


def with_late_marks(rows: Sequence[Comparison], on_the_day: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Rows that say something else than on the cut-off day itself are marked."""
    old = {(row.label, row.row): row for row in on_the_day}
    return tuple(row if old.get((row.label, row.row)) == row else replace(row, late=True) for row in rows)


_TOTALS = (
    ("Tổng số nhiệm vụ được giao", TASKS_UNIT),
    ("Nhiệm vụ hoàn thành", TASKS_UNIT),
    ("Nhiệm vụ đang thực hiện trong hạn", TASKS_UNIT),
    ("Nhiệm vụ chưa hoàn thành, quá hạn", TASKS_UNIT),
    ("Tỷ lệ hoàn thành", "%"),
)


def _sums(figures: ReportFigures | None) -> tuple[Decimal | None, ...]:
    """The share as table 1 prints it, so that its difference is that of the two printed ones."""
    if figures is None:
        return (None,) * len(_TOTALS)
    total = figures.overall
    counts = (total.total, total.done_on_time + total.done_late, total.in_time, total.overdue)
    share = total.share_done
    return (*map(Decimal, counts), share.quantize(Decimal("0.1"), ROUND_HALF_UP) if share is not None else None)


def _total(
    label: str,
    unit: str,
    index: int,
    now: ReportFigures,
    before: ReportFigures | None,
    last_year: ReportFigures | None,
) -> Comparison:
    return Comparison(label, unit, _sums(now)[index], _sums(before)[index], _sums(last_year)[index])


def value_in(row: IndicatorFigure | None) -> Decimal | None:
    """The number that a row states; zero is one, missing and not applicable are none."""
    if row is None or row.mark not in (Mark.VALUE, Mark.ZERO):
        return None
    return Decimal(0) if row.mark is Mark.ZERO else row.value


def year_figures(year: int, until: date, figures: ReportFigures, registers: Registers, cut_off: date) -> YearFigures:
    """A year of a review that ends on `cut_off`: what the year's report says (`until` its own cut-off), and its money.

    What is spent of a year's budget after the year's report is still that year's.
    """
    budget = next((row for row in registers.budget_years if row.year == year), None)
    lines = [row for row in registers.budget_lines if row.year == year and row.spent_on and row.spent_on <= cut_off]
    values = [(row.code, value_in(row)) for row in figures.indicators]
    return YearFigures(
        year=year,
        until=min(until, cut_off),
        total=figures.overall.total,
        done=figures.overall.done_on_time + figures.overall.done_late,
        overdue=figures.overall.overdue,
        rows=figures.counted(*_ASSIGNED),
        done_rows=figures.counted(*_DONE),
        values=tuple(YearValue(code, value) for code, value in values if value is not None),
        allotment=budget.allotment if budget is not None else None,
        spent=added(row.spent for row in lines),
        is_under_way=until > cut_off,
    )


def changes_since(now: ReportFigures, before: ReportFigures | None) -> ChangesSince:
    """What crossed a line between two reports; nothing where there is no report before."""
    if before is None:
        return ChangesSince()
    old = {task.id: task for task in before.tasks}
    new = {task.id for task in now.tasks}
    old_rows = _by_id(before)
    was_done = {task.id for task in before.tasks if task.standing in _DONE}
    was_late = {task.id for task in before.tasks if task.standing is Standing.OVERDUE}
    return ChangesSince(
        finished=_codes(task.code for task in now.tasks if task.standing in _DONE and task.id not in was_done),
        fallen_due=_codes(
            task.code for task in now.tasks if task.standing is Standing.OVERDUE and task.id not in was_late
        ),
        caught_up=_codes(task.code for task in now.tasks if task.standing in _DONE and task.id in was_late),
        added=_codes(task.code for task in now.tasks if task.id not in old),
        dropped=_codes(task.code for task in before.tasks if task.id not in new),
        dropped_words=tuple((task.code, task.text) for task in before.tasks if task.id not in new),
        attained=_codes(
            row.code for row in now.indicators if row.attained is True and _was(old_rows.get(row.id)) is not True
        ),
        lost=_codes(row.code for row in now.indicators if row.attained is False and _was(old_rows.get(row.id)) is True),
    )


def _was(row: IndicatorFigure | None) -> bool | None:
    return row.attained if row is not None else None


def _by_id(figures: ReportFigures | None) -> dict[str, IndicatorFigure]:
    return {row.id: row for row in figures.indicators} if figures is not None else {}


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(codes)
