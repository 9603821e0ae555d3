"""The three tables of the periodic report (document-format.md d7), from the figures frozen at the cut-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.documents.content import (
    Align,
    Cell,
    Column,
    ColumnGroup,
    GroupRow,
    Row,
    Table,
    cell_text,
    short_date,
)
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.parts import roman, sentence_start
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.money import millions
from kh57_desktop.domain.reports import (
    LATE_MARK,
    Comparison,
    Correction,
    GroupFigure,
    IndicatorFigure,
    InstanceFigure,
    ReportFigures,
    TargetFigure,
    TaskFigure,
    TotalsRow,
    YearFigures,
)
from kh57_desktop.domain.terms import MARK_SIGNS, PRINTED, Mark, Standing
from kh57_desktop.domain.totals import NO_GROUP

_NONE = "-"
"""An empty denominator is no 0 % (reporting.md section 4)."""

_DONE = (Standing.DONE_ON_TIME, Standing.DONE_LATE)
_LATE = (Standing.OVERDUE, Standing.DONE_LATE)
LATE_NOTE = f"{LATE_MARK} Nội dung thuộc kỳ báo cáo, được cập nhật sau ngày chốt số liệu."
"""Entries dated before the cut-off and recorded after it carry a visible mark (reporting.md section 1)."""
PLAN_LATE_NOTE = (
    "Kế hoạch được đưa vào theo dõi sau ngày chốt số liệu; số liệu kỳ này được tính theo ngày thực hiện ghi nhận "
    "đến hết ngày chốt."
)
"""Where every row was recorded later a mark on each would mark nothing."""


def totals_table(figures: ReportFigures) -> Table:
    """Table 1: by group with the sum, then by lead unit."""
    rows: list[Row | GroupRow] = []
    if figures.by_group:
        rows.append(GroupRow("I", "Theo nhóm nhiệm vụ"))
        rows.extend(totals_row(place, row) for place, row in enumerate(figures.by_group, 1))
    rows.append(totals_row("", figures.overall, is_total=True))
    if figures.by_unit:
        rows.append(GroupRow("II", "Theo đơn vị chủ trì"))
        rows.extend(totals_row(place, row) for place, row in enumerate(figures.by_unit, 1))
    return Table(totals_columns("Nhóm nhiệm vụ, đơn vị"), tuple(rows), dense=True)


def totals_columns(what: str) -> tuple[Column | ColumnGroup, ...]:
    """`what`: heading of the column that names the rows."""
    numbers = Align.CENTER
    return (
        Column("TT", 8, Align.CENTER),
        Column(what, 57),
        Column("Tổng số được giao", 15, numbers),
        ColumnGroup("Hoàn thành", (Column("Đúng hạn", 12, numbers), Column("Quá hạn", 12, numbers))),
        ColumnGroup("Đang thực hiện", (Column("Trong hạn", 13, numbers), Column("Quá hạn", 12, numbers))),
        Column("Chưa đến hạn, chưa triển khai", 18, numbers),
        Column("Tỷ lệ hoàn thành (%)", 18, numbers),
    )


def totals_row(place: Cell, row: TotalsRow, *, is_total: bool = False) -> Row:
    """The nine cells below `totals_columns`."""
    share = _NONE
    if row.share_done is not None:
        done = cell_text(row.done_on_time + row.done_late)
        share = f"{cell_text(_one_place(row.share_done))}\n({done}/{cell_text(row.total)})"
    cells: tuple[Cell, ...] = (
        place,
        "Tổng cộng" if is_total else row.label,
        row.total,
        row.done_on_time,
        row.done_late,
        row.in_time,
        row.overdue,
        row.not_due,
        share,
    )
    return Row(cells, is_total)


def apart_sentence(row: TotalsRow) -> str:
    """The line below table 1: what stands in no column of it; "" where there is nothing."""
    parts = (
        ("nhiệm vụ thường xuyên", row.continuous),
        ("nhiệm vụ tạm dừng", row.suspended),
        ("nhiệm vụ đã hủy", row.cancelled),
    )
    words = ", ".join(f"{count:02} {name}" for name, count in parts if count)
    return f"Ghi chú: ngoài tổng số được giao có {words}." if words else ""


def late_sentence(figures: ReportFigures) -> str:
    """The line below table 1: how many tasks hold something that came after the cut-off; "" where none does."""
    count = sum(row.late for row in figures.tasks)
    if not count:
        return ""
    return f"Số liệu đã gồm nội dung thuộc kỳ báo cáo của {count:02} nhiệm vụ được cập nhật sau ngày chốt số liệu."


def indicators_table(figures: ReportFigures) -> Table:
    """Table 2: targets and results by indicator, in the plan's groups."""
    years = {row.target_year for row in figures.indicators if row.target_year is not None}
    common = years.pop() if len(years) == 1 else None
    columns = (
        Column("TT", 9, Align.CENTER),
        Column("Chỉ tiêu", 52),
        Column("Đơn vị tính", 16, Align.CENTER),
        Column(f"Mục tiêu năm {common}" if common else "Mục tiêu (năm)", 19, Align.CENTER),
        Column("Kết quả đến kỳ báo cáo", 19, Align.CENTER),
        Column("Tỷ lệ (%)", 14, Align.CENTER),
        Column("Đánh giá", 18, Align.CENTER),
        Column("Ghi chú", 18),
    )
    rows: list[Row | GroupRow] = []
    shown_group = ""
    for place, row in enumerate(figures.indicators, 1):
        if row.group != shown_group:
            shown_group = row.group
            if shown_group:
                rows.append(GroupRow("", shown_group))
        rows.append(_indicator_row(place, row, shows_year=common is None))
    return Table(columns, tuple(rows), dense=True)


def _indicator_row(place: int, row: IndicatorFigure, *, shows_year: bool) -> Row:
    unit = f"{row.unit}/{row.per}" if row.per else row.unit
    target = next((target for target in row.targets if target.year == row.target_year), None)
    wanted = target_text(target) if target is not None else _NONE
    wanted = wanted if target is None or target.value is None else wanted.replace(" ", NO_BREAK)
    if shows_year and row.target_year is not None and target is not None:
        wanted = f"{wanted}\n({row.target_year})"
    result: Cell = MARK_SIGNS.get(row.mark, "")
    if row.mark is Mark.VALUE:
        result = row.value if row.value is not None else _NONE
        if row.numerator is not None and row.denominator is not None:
            result = f"{cell_text(result)} ({cell_text(row.numerator)}/{cell_text(row.denominator)})"
    share: Cell = _one_place(row.share) if row.share is not None else _NONE
    remark = f"{row.remark} {LATE_MARK}".strip() if row.late else row.remark
    return Row((place, sentence_start(row.text), unit, wanted, result, share, evaluation(row), remark))


def target_text(target: TargetFigure) -> str:
    """`≥ 85`, `> 80`, `1-2`, `100`, or the plan's words."""
    if target.value is None:
        return target.words or _NONE
    if target.value_max is not None:
        return f"{cell_text(target.value)}-{cell_text(target.value_max)}"
    sign = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}.get(target.comparator, "")
    return f"{sign}{cell_text(target.value)}"


def evaluation(row: IndicatorFigure) -> str:
    """Đánh giá in words; what cannot be judged says why."""
    if row.attained is not None:
        return "Đạt" if row.attained else "Chưa đạt" if row.is_due else "Đang thực hiện"
    if row.mark is Mark.MISSING:
        return "Chưa có số liệu"
    return "Không áp dụng" if row.mark is Mark.NOT_APPLICABLE else "Không đánh giá kỳ này"


def tasks_table(figures: ReportFigures) -> Table:
    """Table 3, the landscape annex: every task as at the cut-off."""
    columns = (
        Column("TT", 10, Align.CENTER),
        Column("Nhiệm vụ", 72),
        Column("Cơ quan chủ trì", 33, Align.CENTER),
        Column("Thời hạn", 27, Align.CENTER),
        Column("Kết quả, sản phẩm (số, ngày văn bản)", 46),
        Column("Trạng thái", 28, Align.CENTER),
        Column("Khó khăn, vướng mắc", 36),
    )
    instances: dict[str, list[InstanceFigure]] = {}
    for instance in figures.instances:
        instances.setdefault(instance.task, []).append(instance)
    rows: list[Row | GroupRow] = []
    number = 0
    shown = 0
    for group, members in _by_group(figures.groups, figures.tasks):
        if group is not None or shown:
            shown += 1
            rows.append(GroupRow(roman(shown), group.title if group is not None else NO_GROUP))
        for task in members:
            number += 1
            rows.append(_task_row(number, task, instances.get(task.code, ())))
    return Table(fitted(columns, rows), tuple(rows))


def _by_group(
    groups: Sequence[GroupFigure], tasks: Sequence[TaskFigure]
) -> list[tuple[GroupFigure | None, list[TaskFigure]]]:
    """The groups that have tasks; tasks in none last, or first where the plan begins with them."""
    known = {group.id for group in groups}
    parts: list[tuple[GroupFigure | None, list[TaskFigure]]] = [
        (group, [task for task in tasks if task.group_id == group.id]) for group in groups
    ]
    begins = bool(tasks) and tasks[0].group_id not in known
    parts.insert(0 if begins else len(parts), (None, [task for task in tasks if task.group_id not in known]))
    return [(group, members) for group, members in parts if members]


def _task_row(number: int, task: TaskFigure, instances: Sequence[InstanceFigure]) -> Row:
    """Of a recurring task how many of its periods are done, in the place of a percentage that only means the last."""
    deadline = task.due_words or (short_date(task.due_on) if task.due_on is not None else _NONE)
    standing = PRINTED[task.standing]
    if task.standing in _LATE and task.days_late:
        standing = f"{standing} {task.days_late} ngày"
    result = task.result
    if task.finished_on is not None:
        result = "\n".join(part for part in (result, f"Hoàn thành ngày {short_date(task.finished_on)}") if part)
    elif instances:
        done = sum(row.standing in _DONE for row in instances)
        result = "\n".join(part for part in (result, f"Hoàn thành {done:02}/{len(instances):02} kỳ") if part)
    elif task.percent is not None:
        result = "\n".join(part for part in (result, f"Tiến độ {task.percent}%") if part)
    if task.late:
        standing = f"{standing} {LATE_MARK}"
    return Row((number, task.text, task.lead or _NONE, deadline, result or _NONE, standing, task.difficulty or _NONE))


def comparison_table(comparisons: Sequence[Comparison]) -> Table:
    """Each figure beside the period before and the same one last year; `-` where it is not known."""
    numbers = Align.CENTER
    columns = (
        Column("TT", 9, Align.CENTER),
        Column("Nội dung", 58),
        Column("Đơn vị tính", 18, Align.CENTER),
        Column("Kỳ này", 16, numbers),
        ColumnGroup("Kỳ trước", (Column("Kết quả", 16, numbers), Column("Tăng, giảm", 16, numbers))),
        ColumnGroup("Cùng kỳ năm trước", (Column("Kết quả", 16, numbers), Column("Tăng, giảm", 16, numbers))),
    )
    rows = tuple(
        Row(
            (
                place,
                f"{sentence_start(row.label)} {LATE_MARK}" if row.late else sentence_start(row.label),
                row.unit,
                _figure(row.now),
                _figure(row.before),
                _signed(row.difference),
                _figure(row.last_year),
                _signed(row.difference_to_last_year),
            )
        )
        for place, row in enumerate(comparisons, 1)
    )
    return Table(columns, rows, dense=True)


def years_table(figures: ReportFigures) -> Table:
    """A review's years side by side: tasks, money, then every indicator that stated a value in one of them."""
    years = figures.years
    width = min(20.0, 82 / len(years))
    columns = (
        Column("TT", 9, Align.CENTER),
        Column("Nội dung", 56),
        Column("Đơn vị tính", 18, Align.CENTER),
        *(Column(_year_heading(row), width, Align.CENTER) for row in years),
    )
    lines: list[tuple[str, str, list[Decimal | None]]] = [
        ("Tổng số nhiệm vụ được giao", "nhiệm vụ", [Decimal(row.total) for row in years]),
        ("Nhiệm vụ hoàn thành", "nhiệm vụ", [Decimal(row.done) for row in years]),
        ("Nhiệm vụ chưa hoàn thành, quá hạn", "nhiệm vụ", [Decimal(row.overdue) for row in years]),
        ("Tỷ lệ hoàn thành", "%", [_one_place(row.share) if row.share is not None else None for row in years]),
        ("Kinh phí bố trí", "triệu đồng", [_million(row.allotment) for row in years]),
        ("Kinh phí đã chi", "triệu đồng", [_million(row.spent) for row in years]),
    ]
    lines = [line for line in lines if any(value is not None for value in line[2])]
    stated = [{value.row: value.value for value in row.values} for row in years]
    for indicator in figures.indicators:
        values = [of_year.get(indicator.code) for of_year in stated]
        if any(value is not None for value in values):
            unit = f"{indicator.unit}/{indicator.per}" if indicator.per else indicator.unit
            lines.append((sentence_start(indicator.text), unit, values))
    rows = [
        Row((place, label, unit, *(_figure(value) for value in values)))
        for place, (label, unit, values) in enumerate(lines, 1)
    ]
    return Table(columns, tuple(rows), dense=True)


def _year_heading(row: YearFigures) -> str:
    words = f"Đến {row.until.day:02}/{row.until.month}/{row.until.year}" if row.is_under_way else f"Năm {row.year}"
    return f"{words} {LATE_MARK}" if row.late else words


def _million(dong: int | None) -> Decimal | None:
    return millions(dong) if dong is not None else None


def _figure(value: Decimal | None) -> Cell:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0 if value is not None else _NONE


def _signed(value: Decimal | None) -> Cell:
    if value is None:
        return _NONE
    rounded = _figure(value)
    return f"+{cell_text(rounded)}" if value > 0 else rounded


def corrections_table(corrections: Sequence[Correction], tasks: Mapping[str, str]) -> Table:
    """The lines of a numbered supplement: old, new, reason (features N15). `tasks`: their words by code."""
    columns = (
        Column("TT", 9, Align.CENTER),
        Column("Nội dung", 50),
        Column("Đã báo cáo", 36),
        Column("Nay đính chính", 36),
        Column("Lý do", 34),
    )
    rows: list[Row | GroupRow] = []
    shown = ""
    for place, row in enumerate(corrections, 1):
        about = _about(row, tasks)
        if about != shown:
            shown = about
            rows.append(GroupRow("", about))
        rows.append(Row((place, row.what, _corrected(row.old), _corrected(row.new), row.reason)))
    return Table(columns, tuple(rows))


def _about(row: Correction, tasks: Mapping[str, str]) -> str:
    """What the following lines correct, in words: whoever reads the supplement has no list of our codes."""
    if not row.row:
        return "Số liệu tổng hợp"
    if row.what.startswith(("Nhiệm vụ bổ sung", "Chỉ tiêu bổ sung", "Nhiệm vụ đưa ra", "Chỉ tiêu đưa ra")):
        return "Nội dung bổ sung, đưa ra khỏi báo cáo"
    return f"Nhiệm vụ: {tasks[row.row]}" if row.row in tasks else "Chỉ tiêu"


def _corrected(words: str) -> str:
    return words.replace(" %", "%") or _NONE


def _one_place(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
