"""Bản tóm tắt cho lãnh đạo (features 57, N9): one A4 page in large type, five numbers, late tasks, proposals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.documents.content import (
    Align,
    Block,
    Column,
    Content,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
    Title,
    cell_text,
    short_date,
)
from kh57_desktop.documents.kinds.charts import standings_chart
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.parts import short_form, with_usual_initials
from kh57_desktop.domain.reports import TotalsRow

MOST_LATE = 5
MOST_PROPOSALS = 3
_TASK_LETTERS, _UNIT_LETTERS, _PROPOSAL_LETTERS, _SUBJECT_LETTERS = 62, 26, 118, 95
"""So long at most, so that the sheet stays one page."""
_FEWEST_WRITING_LINES = 2
"""Of a full sheet; what the other lists leave free is for writing too."""


@dataclass(frozen=True, slots=True)
class LateLine:
    """`code` is what the leader writes on the sheet and the clerk types ("N12 hạn 30/9")."""

    code: str
    text: str
    unit: str
    days: int


@dataclass(frozen=True, slots=True)
class LeaderSummary:
    """`late` worst first and `proposals`, of which the first few are printed; `late_count`: of all."""

    subject: str
    on: date
    totals: TotalsRow
    late: tuple[LateLine, ...] = ()
    proposals: tuple[str, ...] = ()


def summary_content(form: Form, summary: LeaderSummary) -> Content:
    """To be set with `layouts.in_large_type`; no header and no signature, it is no issued paper."""
    totals = summary.totals
    subject = short_form(summary.subject, _SUBJECT_LETTERS)
    title = Title("TÓM TẮT PHỤC VỤ LÃNH ĐẠO", subject, f"(Số liệu đến ngày {short_date(summary.on)})")
    blocks: list[Block] = [title, _numbers(totals), *_bar(totals), *_late(summary)]
    blocks.append(Paragraph("Đề xuất", role=Role.CAPTION))
    proposals = [short_form(text, _PROPOSAL_LETTERS) for text in summary.proposals[:MOST_PROPOSALS]]
    if not proposals:
        blocks.append(Paragraph("Chưa có đề xuất của các cơ quan, đơn vị."))
    blocks.extend(Paragraph(text, f"{place}.") for place, text in enumerate(proposals, 1))
    blocks.append(Paragraph("Ý kiến chỉ đạo (ghi mã nhiệm vụ và thời hạn, ví dụ: N12 hạn 30/9)", role=Role.CAPTION))
    room = MOST_LATE - len(summary.late[:MOST_LATE]) + MOST_PROPOSALS - len(proposals)
    blocks.extend(Paragraph("", role=Role.DOTTED) for _line in range(_FEWEST_WRITING_LINES + room))
    return Content(form.system, f"Tóm tắt {summary.subject}", (Part(tuple(blocks)),), form.sample)


def _bar(totals: TotalsRow) -> list[Block]:
    """All tasks as one bar with its words; nothing where there are none."""
    return [standings_chart("Nhiệm vụ theo tình trạng", (replace(totals, label=""),))] if totals.total else []


def _numbers(totals: TotalsRow) -> Table:
    """Five numbers: given, done, under way in time, overdue, share done."""
    share = "-"
    if totals.share_done is not None:
        share = cell_text(totals.share_done.quantize(Decimal("0.1"), ROUND_HALF_UP))
    headings = ("Được giao", "Hoàn thành", "Trong hạn", "Quá hạn", "Tỷ lệ hoàn thành (%)")
    in_time = totals.in_time + totals.not_due
    values = (totals.total, totals.done_on_time + totals.done_late, in_time, totals.overdue, share)
    return Table(tuple(Column(name, 33, Align.CENTER) for name in headings), (Row(values, is_total=True),))


def _late(summary: LeaderSummary) -> list[Block]:
    shown = summary.late[:MOST_LATE]
    if not shown:
        return [Paragraph("Không có nhiệm vụ quá hạn.", role=Role.CAPTION)]
    count = len(summary.late)
    words = (
        f"{len(shown):02} nhiệm vụ quá hạn lâu nhất trong tổng số {count:02}"
        if count > len(shown)
        else "Nhiệm vụ quá hạn"
    )
    columns = (
        Column("Mã", 16, Align.CENTER),
        Column("Nhiệm vụ", 85),
        Column("Chủ trì", 42),
        Column("Quá hạn (ngày)", 22, Align.CENTER),
    )
    rows = tuple(
        Row(
            (
                line.code,
                short_form(line.text, _TASK_LETTERS),
                short_form(with_usual_initials(line.unit), _UNIT_LETTERS) or "Chưa giao",
                line.days,
            )
        )
        for line in shown
    )
    return [Paragraph(words, role=Role.CAPTION), Table(columns, rows)]
