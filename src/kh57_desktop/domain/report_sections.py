"""The computed words of a report, section by section (document-format.md d7), always Vietnamese as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kh57_desktop.domain.reports import ReportFigures, ReportSection, TaskFigure, TotalsRow
from kh57_desktop.domain.terms import Mark, Standing
from kh57_desktop.i18n import long_date

SHORT_LIST = 12
"""So many tasks are named in a section; the rest is in the detailed table."""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What sections are computed from beside the figures. `label`: the period in words ("quý III năm 2026")."""

    label: str
    next_label: str
    data_from: date
    data_to: date
    plan_words: str
    committee_words: str


def compute_sections(facts: ReportFacts, figures: ReportFigures) -> tuple[ReportSection, ...]:
    """The five parts of the outline; paragraphs of one part are parted by line breaks."""
    return (
        ReportSection("I", "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", _leading(facts)),
        ReportSection("II", "KẾT QUẢ THỰC HIỆN", _results(facts, figures)),
        ReportSection("III", "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", _shortcomings(figures)),
        ReportSection("IV", "PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI", _next_steps(facts, figures)),
        ReportSection("V", "ĐỀ XUẤT, KIẾN NGHỊ", _proposals(figures)),
    )


def refreshed(old: Sequence[ReportSection], new: Sequence[ReportSection]) -> tuple[ReportSection, ...]:
    """Sections computed again: what was edited by hand stays as it is."""
    kept = {section.number: section for section in old if section.edited}
    return tuple(kept.get(section.number, section) for section in new)


def _leading(facts: ReportFacts) -> str:
    lines = [f"Trong kỳ báo cáo, việc chỉ đạo, điều hành được thực hiện theo {facts.plan_words}."]
    if facts.committee_words:
        lines.append(facts.committee_words)
    return "\n".join(lines)


def _results(facts: ReportFacts, figures: ReportFigures) -> str:
    total = figures.overall
    lines = [
        "1. Tình hình thực hiện nhiệm vụ",
        f"Số liệu tính từ {long_date(facts.data_from)} đến hết {long_date(facts.data_to)}. "
        f"Tổng số nhiệm vụ được giao là {_number(total.total)}, trong đó hoàn thành "
        f"{_number(total.done_on_time + total.done_late)} (đúng hạn {_number(total.done_on_time)}, "
        f"quá hạn {_number(total.done_late)}), đang thực hiện trong hạn {_number(total.in_time)}, "
        f"chưa hoàn thành và quá hạn {_number(total.overdue)}, chưa đến hạn {_number(total.not_due)}; "
        f"tỷ lệ hoàn thành {_share(total)} (Bảng 1).",
    ]
    if total.continuous:
        lines.append(f"Ngoài ra có {_number(total.continuous)} nhiệm vụ thường xuyên.")
    lines.extend(_results_of_tasks(figures))
    lines.append("2. Kết quả thực hiện chỉ tiêu")
    lines.append(_results_of_indicators(figures))
    return "\n".join(lines)


def _results_of_tasks(figures: ReportFigures) -> list[str]:
    told = [task for task in figures.tasks if task.result][:SHORT_LIST]
    return [f"- {_brief(task.text)}: {_sentence(task.result)}" for task in told]


def _results_of_indicators(figures: ReportFigures) -> str:
    rows = figures.indicators
    valued = [row for row in rows if row.mark in (Mark.VALUE, Mark.ZERO)]
    attained = sum(row.attained is True for row in rows)
    behind = sum(row.attained is False for row in rows)
    missing = sum(row.mark is Mark.MISSING for row in rows)
    return (
        f"Trong {_number(len(rows))} chỉ tiêu theo dõi, {_number(len(valued))} chỉ tiêu có số liệu đến kỳ báo cáo: "
        f"{_number(attained)} đạt, {_number(behind)} chưa đạt mục tiêu của mốc gần nhất; "
        f"{_number(missing)} chỉ tiêu chưa có số liệu (Bảng 2)."
    )


def _shortcomings(figures: ReportFigures) -> str:
    late = [task for task in figures.tasks if task.standing is Standing.OVERDUE]
    lines = []
    if late:
        lines.append(f"Còn {_number(len(late))} nhiệm vụ quá hạn chưa hoàn thành:")
        lines.extend(
            f"- {_brief(task.text)}{_by(task)}, quá hạn {_number(task.days_late)} ngày."
            for task in sorted(late, key=lambda row: -row.days_late)[:SHORT_LIST]
        )
        if len(late) > SHORT_LIST:
            lines.append("Các nhiệm vụ quá hạn còn lại nêu tại Bảng 3.")
    difficulties = list(dict.fromkeys(task.difficulty for task in figures.tasks if task.difficulty))
    if difficulties:
        lines.append("Khó khăn, vướng mắc:")
        lines.extend(f"- {_sentence(words)}" for words in difficulties[:SHORT_LIST])
    return "\n".join(lines) or "Trong kỳ không có nhiệm vụ quá hạn; không có khó khăn, vướng mắc phát sinh."


def _next_steps(facts: ReportFacts, figures: ReportFigures) -> str:
    near = [task for task in figures.tasks if task.standing is Standing.DUE_SOON]
    unfinished = [task for task in figures.tasks if task.standing in (Standing.OVERDUE, Standing.UNDER_WAY)]
    lines = [f"Trong {facts.next_label}, tập trung thực hiện các nhiệm vụ sau:"]
    lines.extend(f"- {_brief(task.text)}{_by(task)}." for task in (*near, *unfinished)[:SHORT_LIST])
    if len(lines) == 1:
        return f"Trong {facts.next_label}, tiếp tục thực hiện các nhiệm vụ theo kế hoạch."
    return "\n".join(lines)


def _proposals(figures: ReportFigures) -> str:
    proposals = list(dict.fromkeys(task.proposal for task in figures.tasks if task.proposal))
    if not proposals:
        return "Không có đề xuất, kiến nghị."
    return "\n".join(f"- {_sentence(words)}" for words in proposals)


def _by(task: TaskFigure) -> str:
    return f" (chủ trì: {task.lead})" if task.lead else ""


def _brief(text: str) -> str:
    """The first clause of a task's words, at most 160 letters, ending at a word."""
    clause = text.split(";")[0].strip().rstrip(".,:")
    if len(clause) <= 160:
        return clause
    return clause[:160].rsplit(" ", 1)[0].rstrip(" ,") + "…"


def _sentence(words: str) -> str:
    plain = words.strip()
    return plain if plain.endswith((".", "…", "!", "?")) else plain + "."


def _number(value: int) -> str:
    """Numbers from 1 to 9 with a leading zero, as reports write them; thousands with a dot."""
    return f"{value:02}" if 0 < value < 10 else f"{value:,}".replace(",", ".")


def _share(row: TotalsRow) -> str:
    """The fraction beside the percentage; `-` where nothing was assigned."""
    share = row.share_done
    if share is None:
        return "-"
    percent = f"{share.quantize(Decimal('0.1')):f}".replace(".", ",").removesuffix(",0")
    return f"{row.done_on_time + row.done_late}/{row.total} = {percent} %"
