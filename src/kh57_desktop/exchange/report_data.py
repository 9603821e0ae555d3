"""From the frozen report to `data/report.json` (kh57-report 1.0.0)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kh57_desktop.domain.packages import PeriodFacts
from kh57_desktop.domain.reports import IndicatorFigure, Report, TaskFigure, TotalsRow
from kh57_desktop.domain.terms import TaskState
from kh57_desktop.exchange.envelope import PeriodData
from kh57_desktop.exchange.payloads import (
    Answer,
    Group,
    IndicatorRow,
    Proof,
    ReportData,
    ReportHead,
    ReportValues,
    Section,
    TargetRow,
    TaskRow,
    TotalRow,
    write_data,
)


def report_data(report: Report, *, office_code: str, period: PeriodFacts) -> bytes:
    """Canonical bytes of the data file of an issued report; ValueError where it has no uid yet (not issued)."""
    if report.uid is None:
        raise ValueError("the report is not issued")
    figures = report.figures
    values = ReportValues(
        report=_head(report),
        groups=tuple(Group(group.id, group.number, group.title) for group in figures.groups),
        tasks=tuple(_task(task) for task in figures.tasks),
        indicators=tuple(_indicator(indicator) for indicator in figures.indicators),
        totals=(
            *totals_of("group", figures.by_group),
            *totals_of("unit", figures.by_unit),
            *totals_of("all", (figures.overall,)),
        ),
        answers=tuple(Answer(answer.remark_id, answer.text) for answer in report.answers),
    )
    return write_data(
        ReportData(office_code=office_code, period=PeriodData.of(period), report_uid=report.uid, values=values)
    )


def quantity(value: Decimal | int | None) -> str | None:
    """A decimal string without exponent and without needless zeros: `0.65`, `100`; None stays None."""
    if value is None:
        return None
    text = f"{Decimal(value):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _head(report: Report) -> ReportHead:
    return ReportHead(
        regime=report.regime,
        number=report.sign,
        date=report.dated_on,
        cut_off=report.cut_off,
        system=report.system,
        title=report.title,
        sections=tuple(Section(section.number, section.title, section.text) for section in report.sections),
        corrects=report.corrects,
    )


def _task(task: TaskFigure) -> TaskRow:
    return TaskRow(
        id=task.id,
        code=task.code,
        number=task.number,
        group=task.group_id,
        text=task.text,
        lead=task.lead,
        supporting=task.supporting,
        start_on=task.start_on,
        due_on=task.due_on,
        due_words=task.due_words,
        state=TaskState(task.state),
        standing=task.standing,
        percent=quantity(task.percent),
        result=task.result,
        difficulty=task.difficulty,
        proposal=task.proposal,
        finished_on=task.finished_on,
        proofs=tuple(
            Proof(proof.kind, proof.number, proof.dated_on, proof.title, proof.sha256) for proof in task.proofs
        ),
    )


def _indicator(indicator: IndicatorFigure) -> IndicatorRow:
    return IndicatorRow(
        id=indicator.id,
        code=indicator.code,
        text=indicator.text,
        unit=indicator.unit,
        per=indicator.per,
        targets=tuple(
            TargetRow(
                target.year,
                target.comparator,  # type: ignore[arg-type]  # one of the stored codes
                quantity(target.value),
                quantity(target.value_max),
                target.words,
            )
            for target in indicator.targets
        ),
        value=quantity(indicator.value),
        mark=indicator.mark,
        numerator=quantity(indicator.numerator),
        denominator=quantity(indicator.denominator),
        source=indicator.source,
        remark=indicator.remark,
        follow_up=indicator.follow_up,
    )


def totals_of(of: str, rows: Iterable[TotalsRow]) -> Iterable[TotalRow]:
    """Rows of table 1 of one sort: "group", "unit" or "all"."""
    for row in rows:
        yield TotalRow(
            of=of,  # type: ignore[arg-type]
            number=row.number,
            label=row.label,
            total=str(row.total),
            done_on_time=str(row.done_on_time),
            done_late=str(row.done_late),
            in_time=str(row.in_time),
            overdue=str(row.overdue),
            not_due=str(row.not_due),
            continuous=str(row.continuous),
            suspended=str(row.suspended),
            cancelled=str(row.cancelled),
            share_done=quantity(None if row.share_done is None else round(row.share_done, 2)),
        )
