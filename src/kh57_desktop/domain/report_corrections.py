"""What a correction (đính chính) changes in an issued report: line by line old and new, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kh57_desktop.domain.reports import Correction, IndicatorFigure, ReportFigures, TaskFigure, TotalsRow
from kh57_desktop.domain.terms import MARK_SIGNS, PRINTED, Mark
from kh57_desktop.i18n import format_date, format_decimal

_NONE = "không có"


def corrections_between(
    issued: ReportFigures, now: ReportFigures, known: Sequence[Correction] = ()
) -> tuple[Correction, ...]:
    """Everything that differs: sums first, then tasks and indicators; reasons of `known` lines are kept."""
    reasons = {(row.row, row.what): row.reason for row in known}
    lines = [*_totals(issued.overall, now.overall), *_tasks(issued, now), *_indicators(issued, now)]
    return tuple(replace(row, reason=reasons.get((row.row, row.what), "")) for row in lines)


def _totals(old: TotalsRow, new: TotalsRow) -> Iterable[Correction]:
    names = (
        ("Tổng số nhiệm vụ được giao", "total"),
        ("Số nhiệm vụ hoàn thành đúng hạn", "done_on_time"),
        ("Số nhiệm vụ hoàn thành quá hạn", "done_late"),
        ("Số nhiệm vụ đang thực hiện trong hạn", "in_time"),
        ("Số nhiệm vụ quá hạn", "overdue"),
        ("Số nhiệm vụ chưa đến hạn", "not_due"),
        ("Số nhiệm vụ thường xuyên", "continuous"),
        ("Số nhiệm vụ tạm dừng", "suspended"),
        ("Số nhiệm vụ đã hủy", "cancelled"),
    )
    for what, name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Correction("", what, str(before), str(after))


def _tasks(issued: ReportFigures, now: ReportFigures) -> Iterable[Correction]:
    old, new = {row.id: row for row in issued.tasks}, {row.id: row for row in now.tasks}
    for row in now.tasks:
        before = old.get(row.id)
        if before is None:
            yield Correction(row.code, "Nhiệm vụ bổ sung", _NONE, row.text)
            continue
        for (what, was), (_what, is_) in zip(_task_lines(before), _task_lines(row), strict=True):
            if was != is_:
                yield Correction(row.code, what, was, is_)
    for row in issued.tasks:
        if row.id not in new:
            yield Correction(row.code, "Nhiệm vụ đưa ra khỏi báo cáo", row.text, _NONE)


def _task_lines(row: TaskFigure) -> tuple[tuple[str, str], ...]:
    return (
        ("Nội dung nhiệm vụ", row.text),
        ("Cơ quan chủ trì", row.lead),
        ("Thời hạn", row.due_words or _day(row.due_on)),
        ("Ngày đến hạn", _day(row.due_on)),
        ("Trạng thái", PRINTED[row.standing]),
        ("Ngày hoàn thành", _day(row.finished_on)),
        ("Tiến độ", f"{row.percent} %" if row.percent is not None else ""),
        ("Kết quả", row.result),
        ("Khó khăn, vướng mắc", row.difficulty),
        ("Đề xuất, kiến nghị", row.proposal),
    )


def _indicators(issued: ReportFigures, now: ReportFigures) -> Iterable[Correction]:
    old, new = {row.id: row for row in issued.indicators}, {row.id: row for row in now.indicators}
    for row in now.indicators:
        before = old.get(row.id)
        if before is None:
            yield Correction(row.code, "Chỉ tiêu bổ sung", _NONE, row.text)
        elif _value(before) != _value(row):
            yield Correction(row.code, row.text, _value(before), _value(row))
    for row in issued.indicators:
        if row.id not in new:
            yield Correction(row.code, "Chỉ tiêu đưa ra khỏi báo cáo", row.text, _NONE)


def _value(row: IndicatorFigure) -> str:
    if row.mark is not Mark.VALUE:
        return {Mark.MISSING: "chưa có số liệu", Mark.NOT_APPLICABLE: "không áp dụng"}.get(
            row.mark, MARK_SIGNS[Mark.ZERO]
        )
    parts = [_number(row.value), row.unit]
    if row.numerator is not None and row.denominator is not None:
        parts.append(f"({_number(row.numerator)}/{_number(row.denominator)})")
    return " ".join(part for part in parts if part)


def _number(value: Decimal | None) -> str:
    return format_decimal(value) if value is not None else ""


def _day(day: date | None) -> str:
    return format_date(day) if day is not None else ""
