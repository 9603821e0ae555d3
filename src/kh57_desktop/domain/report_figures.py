"""The figures of a report as at its cut-off day: a row per task and indicator, and table 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kh57_desktop.domain.attainment import attainment_of
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.periods import PeriodDates
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.report_readings import reading_for
from kh57_desktop.domain.reports import (
    GroupFigure,
    IndicatorFigure,
    InstanceFigure,
    ProofFigure,
    ReportFigures,
    TargetFigure,
    TaskFigure,
)
from kh57_desktop.domain.task_tree import days_late_of, standings_of
from kh57_desktop.domain.tasks import DUE_SOON_DAYS, Occurrence, ProgressEntry, Task
from kh57_desktop.domain.terms import Mark, Standing, TaskState
from kh57_desktop.domain.totals import counted_by_instance, totals_by_group, totals_by_unit, totals_of

CLOSING_MONTH = 12
"""The year's report closes its data on 14 December (Nghị định 09/2019/NĐ-CP, Điều 12 khoản 4) or on 31 December."""


def figures_at(
    dates: PeriodDates,
    *,
    groups: Sequence[TaskGroup],
    tasks: Sequence[Task],
    progress: Mapping[str, Sequence[ProgressEntry]],
    indicators: Sequence[Indicator],
    readings: Mapping[str, Sequence[Reading]],
    units: Sequence[Unit],
    occurrences: Mapping[str, Sequence[Occurrence]] | None = None,
    late: frozenset[str] = frozenset(),
    proofs: Mapping[str, Sequence[ProofFigure]] | None = None,
    due_soon_days: int = DUE_SOON_DAYS,
) -> ReportFigures:
    """Everything the report says in numbers; entries dated after the cut-off are left out.

    `progress`, `occurrences` and `readings` are by task and indicator id; totals count the instances of a recurring
    task, not the task. Tasks marked as not the commune's are no part of a report.
    `late`: ids of tasks and indicators with something that was recorded after the cut-off. `proofs`: by task id.
    """
    names = {unit.id: unit.name for unit in units}
    ours = [as_at(task, dates.cut_off) for task in tasks if task.is_ours]
    until = {task.id: _until(progress.get(task.id, ()), dates.cut_off) for task in ours}
    instances = occurrences or {}
    begun = [id_ for id_, entries in until.items() if entries]
    standings = standings_of(ours, dates.cut_off, begun=begun, occurrences=instances, due_soon_days=due_soon_days)
    counted, counted_standings = counted_by_instance(ours, standings, instances, dates.cut_off)
    days = days_late_of(ours, dates.cut_off, occurrences=instances)
    proved = proofs or {}
    rows = tuple(
        replace(
            _task_figure(task, standings[task.id], until[task.id], names, dates),
            days_late=days[task.id],
            late=task.id in late,
            proofs=tuple(proved.get(task.id, ())),
        )
        for task in ours
    )
    return ReportFigures(
        groups=tuple(GroupFigure(group.id, group.number, group.title) for group in groups),
        tasks=rows,
        indicators=tuple(
            _indicator_figure(indicator, readings.get(indicator.id, ()), dates, late) for indicator in indicators
        ),
        by_group=tuple(totals_by_group(counted, counted_standings, groups)),
        by_unit=tuple(totals_by_unit(counted, counted_standings, units)),
        overall=totals_of(counted, counted_standings),
        instances=tuple(
            InstanceFigure(task.code, row.period, row.due_on, row.finished_on, counted_standings[row.id])
            for task in ours
            for row in sorted(instances.get(task.id, ()), key=lambda row: (row.opens_on, row.due_on))
            if row.id in counted_standings
        ),
    )


def as_at(task: Task, day: date) -> Task:
    """The task as it stood on `day`: finished later means still open then."""
    if task.state is TaskState.DONE and task.finished_on is not None and task.finished_on > day:
        return replace(task, state=TaskState.OPEN, finished_on=None)
    return task


def _until(entries: Sequence[ProgressEntry], day: date) -> list[ProgressEntry]:
    """Entries dated on or before `day`, newest first; of one day the one recorded last comes first."""
    return sorted(
        (entry for entry in entries if entry.on <= day), key=lambda entry: (entry.on, entry.recorded_at), reverse=True
    )


def _task_figure(
    task: Task,
    standing: Standing,
    entries: list[ProgressEntry],
    names: Mapping[str, str],
    dates: PeriodDates,
) -> TaskFigure:
    latest = entries[0] if entries else None
    percent = next((entry.percent for entry in entries if entry.percent is not None), None)
    return TaskFigure(
        id=task.id,
        code=task.code,
        number=task.number,
        group_id=task.group_id,
        text=task.text,
        lead=names.get(task.lead_unit_id or "", ""),
        supporting=tuple(names[id_] for id_ in task.supporting_unit_ids if id_ in names),
        start_on=task.start_on,
        due_on=task.due_on,
        due_words=task.deadline_words,
        state=task.state.value,
        standing=standing,
        percent=percent,
        result=latest.result if latest else "",
        difficulty=latest.difficulty if latest else "",
        proposal=latest.proposal if latest else "",
        finished_on=task.finished_on,
        is_new_to_period=latest is not None and latest.on >= dates.data_from,
    )


def _indicator_figure(
    indicator: Indicator, readings: Sequence[Reading], dates: PeriodDates, late: frozenset[str]
) -> IndicatorFigure:
    reading = reading_for(indicator, readings, dates.period)
    judged = attainment_of(indicator, reading, dates.cut_off)
    return IndicatorFigure(
        id=indicator.id,
        code=indicator.code,
        text=indicator.text,
        group=indicator.group,
        unit=indicator.unit,
        per=indicator.per,
        targets=tuple(
            TargetFigure(target.year, target.comparator.value, target.value, target.value_max, target.words)
            for target in indicator.targets
        ),
        target_year=judged.target.year if judged.target else None,
        mark=reading.mark if reading else Mark.MISSING,
        value=reading.value if reading else None,
        numerator=reading.numerator if reading else None,
        denominator=reading.denominator if reading else None,
        source=reading.source if reading else "",
        remark=reading.remark if reading else "",
        follow_up=reading.follow_up if reading else False,
        share=judged.share,
        attained=judged.attained,
        is_due=judged.year is None or dates.cut_off >= date(judged.year, CLOSING_MONTH, 1),
        late=indicator.id in late,
    )
