"""The computed sentences of a report, content by content (document-format.md d7), always Vietnamese as on paper.

Each number and name carries the codes of the rows it came from, so that every figure of the draft opens its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kh57_desktop.domain.comparisons import value_in
from kh57_desktop.domain.report_comparing import comparison_sentences, year_sentences
from kh57_desktop.domain.report_facts import (
    ASSIGNED,
    DONE,
    IN_TIME,
    LONG_LIST,
    SHORT_LIST,
    UNIT_ROW,
    ReportFacts,
    brief,
    closed,
    decimal,
    number,
    sentence,
    share_words,
)
from kh57_desktop.domain.reports import (
    IndicatorFigure,
    ParagraphKind,
    Piece,
    ReportFigures,
    ReportParagraph,
    TaskFigure,
)
from kh57_desktop.domain.terms import Mark, Standing
from kh57_desktop.i18n import fold, long_date

Maker = Callable[[ReportFacts, ReportFigures], Iterable[ReportParagraph]]


def paragraphs_of(content: str, facts: ReportFacts, figures: ReportFigures) -> tuple[ReportParagraph, ...]:
    """The sentences of one content of `resolutions.CONTENTS`; none where the officer types."""
    maker = _MAKERS.get(content)
    return tuple(maker(facts, figures)) if maker is not None else ()


# --- lãnh đạo, chỉ đạo ------------------------------------------------------------------------------------------------


def _direction(facts: ReportFacts, _figures: ReportFigures) -> Iterable[ReportParagraph]:
    yield sentence(
        "direction.plan", f"Trong kỳ báo cáo, việc chỉ đạo, điều hành được thực hiện theo {facts.plan_words}."
    )
    if facts.committee_words:
        yield sentence("direction.committee", facts.committee_words)
    yield from _registers(facts, ("directives", "conclusions", "sessions", "inspections", "findings", "owed", "chases"))


def _resources(facts: ReportFacts, _figures: ReportFigures) -> Iterable[ReportParagraph]:
    yield from _registers(facts, ("money",))


def _commendations(facts: ReportFacts, _figures: ReportFigures) -> Iterable[ReportParagraph]:
    yield from _registers(facts, ("commendations",))


def _registers(facts: ReportFacts, keys: Sequence[str]) -> Iterable[ReportParagraph]:
    for key in keys:
        for row in facts.registers:
            if row.key == key:
                yield sentence(f"register.{key}", *row.pieces)


# --- kết quả ----------------------------------------------------------------------------------------------------------


def _tasks(facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    total = figures.overall
    on_time, late = figures.counted(Standing.DONE_ON_TIME), figures.counted(Standing.DONE_LATE)
    done, assigned = figures.counted(*DONE), figures.counted(*ASSIGNED)
    in_time = figures.counted(*IN_TIME)
    overdue, not_due = figures.counted(Standing.OVERDUE), figures.counted(Standing.NOT_DUE)
    yield sentence(
        "tasks.totals",
        f"Số liệu tính từ {long_date(facts.data_from)} đến hết {long_date(facts.data_to)}. "
        "Tổng số nhiệm vụ được giao là ",
        Piece(number(total.total), assigned),
        ", trong đó hoàn thành ",
        Piece(number(total.done_on_time + total.done_late), done),
        " (đúng hạn ",
        Piece(number(total.done_on_time), on_time),
        ", quá hạn ",
        Piece(number(total.done_late), late),
        "), đang thực hiện trong hạn ",
        Piece(number(total.in_time), in_time),
        ", chưa hoàn thành và quá hạn ",
        Piece(number(total.overdue), overdue),
        ", chưa đến hạn ",
        Piece(number(total.not_due), not_due),
        "; tỷ lệ hoàn thành ",
        *share_words(total, done, assigned),
        " (Bảng 1)." if facts.has_tables else ".",
    )
    yield from _apart(figures)
    yield ReportParagraph("tasks.table", "", ParagraphKind.TOTALS)
    told = [task for task in figures.tasks if task.result]
    fresh = [task for task in told if task.is_new_to_period]
    if facts.is_long:
        finished = [task for task in told if task.standing in DONE]
        fresh = [*finished, *(task for task in fresh if task not in finished)]
    if figures.tasks:
        yield from _results(facts, fresh)


def _results(facts: ReportFacts, told: Sequence[TaskFigure]) -> Iterable[ReportParagraph]:
    """What was done, task by task; results of other periods are none of this one's."""
    if not told:
        yield sentence("results.none", "Trong kỳ chưa ghi nhận kết quả mới của các nhiệm vụ.")
        return
    most = LONG_LIST if facts.is_long else SHORT_LIST
    yield sentence("results.head", "Một số kết quả cụ thể:" if len(told) > most else "Kết quả cụ thể:")
    for task in told[:most]:
        yield sentence(f"result.{task.code}", "- ", Piece(brief(task.text), (task.code,)), f": {closed(task.result)}")
    if len(told) > most and facts.has_tables:
        yield sentence("results.rest", "Kết quả của các nhiệm vụ khác nêu tại Bảng 3.")


def _apart(figures: ReportFigures) -> Iterable[ReportParagraph]:
    kinds = (
        (Standing.CONTINUOUS, "thường xuyên"),
        (Standing.SUSPENDED, "tạm dừng"),
        (Standing.CANCELLED, "đã hủy"),
    )
    found = [(words, figures.counted(standing)) for standing, words in kinds]
    parts: list[str | Piece] = []
    for words, codes in found:
        if codes:
            parts += [", " if parts else "Ngoài ra có ", Piece(number(len(codes)), codes), f" nhiệm vụ {words}"]
    if parts:
        yield sentence("tasks.apart", *parts, ".")


def _indicators(facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    rows = figures.indicators
    if not rows:
        return
    valued = [row for row in rows if row.mark in (Mark.VALUE, Mark.ZERO)]
    attained = [row for row in rows if row.attained is True]
    behind = [row for row in rows if row.attained is False and row.is_due]
    under_way = [row for row in rows if row.attained is False and not row.is_due]
    unjudged = [row for row in valued if row.attained is None]
    missing = [row for row in rows if row.mark is Mark.MISSING]
    without = [row for row in rows if row.mark is Mark.NOT_APPLICABLE]
    yield sentence(
        "indicators.totals",
        "Trong ",
        _count(rows),
        " chỉ tiêu theo dõi, ",
        _count(valued),
        " chỉ tiêu có số liệu đến kỳ báo cáo: ",
        _count(attained),
        " đạt mục tiêu của mốc gần nhất, ",
        *((_count(under_way), " đang thực hiện (chưa đến mốc), ") if under_way else ()),
        _count(behind),
        " chưa đạt",
        *((", ", _count(unjudged), " không đánh giá kỳ này") if unjudged else ()),
        "; ",
        _count(missing),
        " chỉ tiêu chưa có số liệu",
        *(("; ", _count(without), " chỉ tiêu không áp dụng") if without else ()),
        " (Bảng 2)." if facts.has_tables else ".",
    )
    yield ReportParagraph("indicators.table", "", ParagraphKind.INDICATORS)


_PROJECT_06 = ("de an 06", "dinh danh dien tu", "vneid", "du lieu dan cu", "du lieu quoc gia ve dan cu")


def _project_06(_facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    """What the plan itself says about Đề án 06: its tasks and indicators that name it."""
    tasks = [task for task in figures.tasks if _is_of_project_06(task.text)]
    if tasks:
        done = [task for task in tasks if task.standing in (Standing.DONE_ON_TIME, Standing.DONE_LATE)]
        late = [task for task in tasks if task.standing is Standing.OVERDUE]
        yield sentence(
            "project06.tasks",
            "Có ",
            Piece(number(len(tasks)), tuple(task.code for task in tasks)),
            " nhiệm vụ liên quan Đề án 06: hoàn thành ",
            Piece(number(len(done)), tuple(task.code for task in done)),
            ", quá hạn ",
            Piece(number(len(late)), tuple(task.code for task in late)),
            ".",
        )
    for row in figures.indicators:
        value = value_in(row)
        if _is_of_project_06(row.text) and value is not None:
            unit = "%" if row.unit == "%" else f" {row.unit}" if row.unit else ""
            yield sentence(
                f"project06.{row.code}", f"- {row.text}: ", Piece(f"{decimal(value)}{unit}", (row.code,)), "."
            )


def _is_of_project_06(text: str) -> bool:
    folded = fold(text)
    return any(words in folded for words in _PROJECT_06)


def _unit_reporting(facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    if not facts.units_leading:
        return
    leading = tuple(dict.fromkeys(task.lead for task in figures.tasks if task.lead))
    told = tuple(name for name in leading if name not in facts.units_silent)
    parts: list[str | Piece] = [
        "Trong kỳ có ",
        Piece(str(facts.units_leading - len(facts.units_silent)), tuple(f"{UNIT_ROW}{name}" for name in told)),
        "/",
        Piece(str(facts.units_leading), tuple(f"{UNIT_ROW}{name}" for name in leading)),
        " đơn vị chủ trì cập nhật tiến độ nhiệm vụ được giao",
    ]
    for place, name in enumerate(facts.units_silent):
        codes = tuple(task.code for task in figures.tasks if task.lead == name)
        parts += [", " if place else "; chưa cập nhật: ", Piece(name, codes)]
    yield sentence("units.reporting", *parts, ".")


# --- tồn tại, kỳ tới, kiến nghị ---------------------------------------------------------------------------------------


def _difficulties(facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    late = sorted((task for task in figures.tasks if task.standing is Standing.OVERDUE), key=lambda row: -row.days_late)
    told = 0
    if late:
        yield sentence(
            "late.totals",
            "Còn ",
            Piece(number(figures.overall.overdue), figures.counted(Standing.OVERDUE)),
            " nhiệm vụ quá hạn chưa hoàn thành:",
        )
        for task in late[:SHORT_LIST]:
            told += 1
            yield sentence(
                f"late.{task.code}",
                "- ",
                Piece(brief(task.text), (task.code,)),
                *_overdue_words(task, figures),
            )
        if len(late) > SHORT_LIST and facts.has_tables:
            yield sentence("late.rest", "Các nhiệm vụ quá hạn còn lại nêu tại Bảng 3.")
    difficulties = _collected(figures.tasks, lambda task: task.difficulty)
    if difficulties:
        yield sentence("difficulty.head", "Khó khăn, vướng mắc:")
        for words, codes in difficulties[:SHORT_LIST]:
            yield sentence(f"difficulty.{codes[0]}", "- ", Piece(closed(words), codes))
    if not late and not difficulties:
        yield sentence("difficulty.none", "Trong kỳ không có nhiệm vụ quá hạn; không có khó khăn, vướng mắc phát sinh.")


def _overdue_words(task: TaskFigure, figures: ReportFigures) -> Iterable[str | Piece]:
    """A task that is late only by one below it has no days of its own; of a recurring one late periods are told."""
    if not task.days_late:
        return (f"{_by(task)}, quá hạn.",)
    late = tuple(row.key for row in figures.instances if row.task == task.code and row.standing is Standing.OVERDUE)
    days = (f"{_by(task)}, quá hạn ", Piece(number(task.days_late), (task.code,)), " ngày")
    return (*days, ", ", Piece(number(len(late)), late), " kỳ.") if len(late) > 1 else (*days, ".")


def _next_tasks(facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    near = [task for task in figures.tasks if task.standing is Standing.DUE_SOON]
    overdue = [task for task in figures.tasks if task.standing is Standing.OVERDUE]
    under_way = [task for task in figures.tasks if task.standing is Standing.UNDER_WAY]
    rows = (*overdue, *near, *under_way)[:SHORT_LIST]
    if not rows:
        yield sentence("next.none", f"Trong {facts.next_label}, tiếp tục thực hiện các nhiệm vụ theo kế hoạch.")
        return
    yield sentence("next.head", f"Trong {facts.next_label}, tập trung thực hiện các nhiệm vụ sau:")
    for task in rows:
        yield sentence(f"next.{task.code}", "- ", Piece(brief(task.text), (task.code,)), f"{_by(task)}.")


def _proposals(_facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    proposals = _collected(figures.tasks, lambda task: task.proposal)
    if not proposals:
        yield sentence("proposal.none", "Không có đề xuất, kiến nghị.")
    for words, codes in proposals:
        yield sentence(f"proposal.{codes[0]}", "- ", Piece(closed(words), codes))


def _collected(tasks: Sequence[TaskFigure], words_of: Callable[[TaskFigure], str]) -> list[tuple[str, tuple[str, ...]]]:
    """The same words of several tasks once, with all their codes."""
    found: dict[str, list[str]] = {}
    for task in tasks:
        words = words_of(task).strip()
        if words:
            found.setdefault(words, []).append(task.code)
    return [(words, tuple(codes)) for words, codes in found.items()]


_MAKERS: dict[str, Maker] = {
    "direction": _direction,
    "tasks": _tasks,
    "indicators": _indicators,
    "comparison": comparison_sentences,
    "years": year_sentences,
    "de-an-06": _project_06,
    "unit-reporting": _unit_reporting,
    "resources": _resources,
    "commendations": _commendations,
    "difficulties": _difficulties,
    "next-tasks": _next_tasks,
    "proposals": _proposals,
}


# --- words ------------------------------------------------------------------------------------------------------------


def _count(rows: Sequence[IndicatorFigure]) -> Piece:
    return Piece(number(len(rows)), tuple(row.code for row in rows))


def _by(task: TaskFigure) -> str:
    return f" (chủ trì: {task.lead})" if task.lead else ""
