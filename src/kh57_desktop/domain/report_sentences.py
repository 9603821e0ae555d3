"""The computed sentences of a report, content by content (document-format.md d7), always Vietnamese as on paper.

Each number and name carries the codes of the rows it came from, so that every figure of the draft opens its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.domain.comparisons import ChangesSince, value_in
from kh57_desktop.domain.reports import (
    Comparison,
    IndicatorFigure,
    ParagraphKind,
    Piece,
    ReportFigures,
    ReportParagraph,
    TaskFigure,
    TotalsRow,
)
from kh57_desktop.domain.terms import Mark, Standing
from kh57_desktop.i18n import fold, format_decimal, long_date

SHORT_LIST = 12
"""So many tasks are named in a section; the rest is in the detailed table."""
LONG_LIST = 40
"""In reports of a year and reviews."""


@dataclass(frozen=True, slots=True)
class RegisterSentence:
    """What a register (documents, inspections, sessions, money …) says, in pieces with their rows."""

    key: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What sections are computed from beside the figures. `label`: the period in words ("quý III năm 2026").

    `units_silent`: lead units without any progress entry in the period, `units_leading`: how many lead units there are.
    """

    label: str
    next_label: str
    data_from: date
    data_to: date
    plan_words: str
    committee_words: str
    previous_label: str = ""
    last_year_label: str = ""
    comparisons: tuple[Comparison, ...] = ()
    changes: ChangesSince = field(default_factory=ChangesSince)
    registers: tuple[RegisterSentence, ...] = ()
    units_silent: tuple[str, ...] = ()
    units_leading: int = 0
    has_tables: bool = True
    is_long: bool = False
    """A year or more: finished tasks are told, not only those of the period."""


UNIT_ROW = "unit/"
"""Before the name of a unit where a figure counts units."""
_DONE = (Standing.DONE_ON_TIME, Standing.DONE_LATE)
_IN_TIME = (Standing.UNDER_WAY, Standing.DUE_SOON)
_ASSIGNED = (*_DONE, *_IN_TIME, Standing.OVERDUE, Standing.NOT_DUE)
"""Tổng số được giao: without thường xuyên, tạm dừng, hủy (reporting.md section 4)."""
Maker = Callable[[ReportFacts, ReportFigures], Iterable[ReportParagraph]]


def sentence(key: str, *parts: str | Piece) -> ReportParagraph:
    pieces = tuple(Piece(part) if isinstance(part, str) else part for part in parts)
    return ReportParagraph(key, "".join(piece.text for piece in pieces), pieces=pieces)


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
    done, assigned = figures.counted(*_DONE), figures.counted(*_ASSIGNED)
    in_time = figures.counted(*_IN_TIME)
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
        *_share(total, done, assigned),
        " (Bảng 1)." if facts.has_tables else ".",
    )
    yield from _apart(figures)
    yield ReportParagraph("tasks.table", "", ParagraphKind.TOTALS)
    told = [task for task in figures.tasks if task.result]
    fresh = [task for task in told if task.is_new_to_period]
    if facts.is_long:
        finished = [task for task in told if task.standing in _DONE]
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


def _comparison(facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    before = [(row, row.before) for row in facts.comparisons]
    last_year = [(row, row.last_year) for row in facts.comparisons]
    sides = (
        ("before", facts.previous_label, before),
        ("last-year", f"cùng kỳ năm trước ({facts.last_year_label})", last_year),
    )
    for key, words, side in sides:
        parts = [part for row, old in side for part in _difference(row, old, figures)]
        if parts:
            yield sentence(f"comparison.{key}", f"So với {words}: ", *_joined(parts), ".")
    yield from _changes(facts, figures)
    if any(row.before is not None or row.last_year is not None for row in facts.comparisons):
        yield ReportParagraph("comparison.table", "", ParagraphKind.COMPARISON)


def _difference(row: Comparison, old: Decimal | None, figures: ReportFigures) -> Iterable[list[str | Piece]]:
    """ "nhiệm vụ hoàn thành tăng 03 (từ 07 lên 10)"; what did not change is in the table alone."""
    if row.now is None or old is None or row.now == old:
        return
    is_up = row.now > old
    rows = (row.row,) if row.row else _rows_of_total(row.label, figures)
    is_share = row.unit == "%"
    words = _percent if is_share else decimal
    amount = f"{words(abs(row.now - old)).rstrip('%')} điểm phần trăm" if is_share else decimal(abs(row.now - old))
    yield [
        f"{row.label[:1].lower()}{row.label[1:]} {'tăng' if is_up else 'giảm'} ",
        f"{amount} (từ {words(old)} {'lên' if is_up else 'xuống'} ",
        Piece(words(row.now), rows),
        ")",
    ]


def _rows_of_total(label: str, figures: ReportFigures) -> tuple[str, ...]:
    if "quá hạn" in label:
        return figures.counted(Standing.OVERDUE)
    if "trong hạn" in label:
        return figures.counted(*_IN_TIME)
    if "hoàn thành" in label:
        return figures.counted(*_DONE)
    return figures.counted(*_ASSIGNED)


def _joined(parts: Sequence[list[str | Piece]]) -> Iterable[str | Piece]:
    for place, part in enumerate(parts[:SHORT_LIST]):
        if place:
            yield "; "
        yield from part


def _changes(facts: ReportFacts, figures: ReportFigures) -> Iterable[ReportParagraph]:
    texts = dict(facts.changes.dropped_words) | {task.code: task.text for task in figures.tasks}
    texts |= {row.code: row.text for row in figures.indicators}
    lists = (
        ("finished", "nhiệm vụ mới hoàn thành", facts.changes.finished),
        ("fallen-due", "nhiệm vụ mới quá hạn", facts.changes.fallen_due),
        ("added", "nhiệm vụ mới được giao", facts.changes.added),
        ("dropped", "nhiệm vụ không còn theo dõi", facts.changes.dropped),
        ("attained", "chỉ tiêu mới đạt mục tiêu", facts.changes.attained),
        ("lost", "chỉ tiêu không còn đạt mục tiêu", facts.changes.lost),
    )
    for key, words, codes in lists:
        if not codes:
            continue
        names: list[str | Piece] = []
        for code in codes[:SHORT_LIST]:
            names += ["; " if names else "", Piece(brief(texts.get(code, code)), (code,))]
        rest = "; …" if len(codes) > SHORT_LIST else ""
        yield sentence(
            f"changes.{key}",
            "So với kỳ báo cáo trước, có ",
            Piece(number(len(codes)), codes),
            f" {words}: ",
            *names,
            f"{rest}.",
        )


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
    "comparison": _comparison,
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


def brief(text: str) -> str:
    """The first clause of a task's words, at most 160 letters, ending at a word."""
    clause = " ".join(text.split(";")[0].split()).rstrip(".,:")
    if len(clause) <= 160:
        return clause
    return clause[:160].rsplit(" ", 1)[0].rstrip(" ,") + "…"


def closed(words: str) -> str:
    """One line, ending like a sentence."""
    plain = " ".join(words.split())
    return plain if plain.endswith((".", "…", "!", "?")) else plain + "."


def number(value: int) -> str:
    """Numbers from 1 to 9 with a leading zero, as reports write them; thousands with a dot."""
    return f"{value:02}" if 0 < value < 10 else f"{value:,}".replace(",", ".")


def decimal(value: Decimal) -> str:
    """`72,4`, `10`; whole numbers below ten with a leading zero."""
    if value == value.to_integral_value():
        return number(int(value)) if value >= 0 else f"-{number(-int(value))}"
    return format_decimal(value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize())


def _percent(value: Decimal) -> str:
    """`5%`, `72,4%`: a share has no leading zero."""
    return format_decimal(value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0) + "%"


def _share(row: TotalsRow, done: tuple[str, ...], assigned: tuple[str, ...]) -> Iterable[str | Piece]:
    """The fraction beside the percentage; `-` where nothing was assigned."""
    share = row.share_done
    if share is None:
        return ("-",)
    percent = f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP):f}".replace(".", ",").removesuffix(",0")
    counted = (Piece(str(row.done_on_time + row.done_late), done), "/", Piece(str(row.total), assigned))
    return (*counted, f" = {percent}%")
