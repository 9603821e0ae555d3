"""Công văn đôn đốc nhiệm vụ quá hạn (document-format.md d8), to one late unit or to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kh57_desktop.documents.content import Addressees, Align, Column, Content, Paragraph, Part, Row, Sign, Table
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.parts import (
    AS_ABOVE,
    closing_of,
    deadline_of,
    head_of,
    in_sentence,
    plan_words,
    sign_of,
)
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import Task
from kh57_desktop.i18n import long_date

_KIND = "Công văn"
_COLUMNS = (
    Column("TT", 9, Align.CENTER),
    Column("Nhiệm vụ", 50),
    Column("Đơn vị chủ trì", 29, Align.CENTER),
    Column("Thời hạn", 27, Align.CENTER),
    Column("Số ngày quá hạn", 18, Align.CENTER),
    Column("Tình hình thực hiện", 32),
)


@dataclass(frozen=True, slots=True)
class LateTask:
    """`days`: past the due day; `situation`: what was reported last.

    A task without a code is a plan or report that the unit owes.
    """

    task: Task
    unit: str
    days: int
    situation: str = ""


def reminder_content(
    form: Form,
    plan: Plan,
    late: Sequence[LateTask],
    *,
    on: date,
    report_to: str,
    answer_by: date,
    field: str = "",
) -> Content:
    """`field`: the drafting unit or field that a government letter carries in its sign ("VX", `12/UBND-VX`).

    Kính gửi names every unit of `late` once, in its order; the letter goes to nobody else, whatever the body's usual
    recipients are.
    """
    units = tuple(dict.fromkeys(row.unit for row in late))
    basis = f"{plan_words(plan)} về {in_sentence(plan.title)}" if plan.title else plan_words(plan)
    subject = f"V/v đôn đốc thực hiện nhiệm vụ quá hạn theo {_short(plan)}"
    rows = tuple(_row(place, row) for place, row in enumerate(late, 1))
    whose = "cơ quan, đơn vị" if len(units) == 1 else "các cơ quan, đơn vị có tên trên"
    blocks = (
        Addressees(units),
        Paragraph(f"Thực hiện {basis};"),
        Paragraph(
            f"Qua theo dõi, tổng hợp đến {long_date(on)}, còn {_counted(late)} quá hạn, cụ thể như sau:",
            keeps_next=True,
        ),
        Table(fitted(_COLUMNS, rows), rows),
        Paragraph(f"Để bảo đảm tiến độ chung, {form.issuer} đề nghị {whose}:", keeps_next=True),
        Paragraph("Tập trung chỉ đạo, hoàn thành dứt điểm các nhiệm vụ quá hạn nêu trên.", "1."),
        Paragraph(
            "Làm rõ nguyên nhân chậm, trách nhiệm của tập thể, cá nhân có liên quan; nêu khó khăn, vướng mắc và đề "
            "xuất (nếu có).",
            "2.",
        ),
        Paragraph(f"Báo cáo kết quả về {report_to} trước {long_date(answer_by)} để tổng hợp.", "3."),
        Paragraph(f"{form.issuer} đề nghị {whose} nghiêm túc thực hiện./."),
    )
    head = replace(head_of(form.header_lines, _sign(form, field), form.day), subject=subject)
    part = Part(blocks, head=head, closing=closing_of(form.signature, (AS_ABOVE,), form.filing))
    return Content(form.system, f"Công văn {subject}", (part,), form.sample)


def _sign(form: Form, field: str) -> Sign:
    """The Party's công văn carries CV; the government's the drafting unit or field instead (a4, b3)."""
    if form.number:
        return sign_of(form.number, kind=_KIND, symbol=form.symbol, system=form.system)
    if form.is_party:
        return Sign("", f"-CV/{form.symbol}")
    return Sign("", f"/{form.symbol}-{field}" if field else f"/{form.symbol}")


def _counted(late: Sequence[LateTask]) -> str:
    """ "03 nhiệm vụ và 02 kế hoạch, báo cáo"."""
    tasks = sum(1 for row in late if row.task.code)
    parts = [
        f"{count:02} {words}"
        for count, words in ((tasks, "nhiệm vụ"), (len(late) - tasks, "kế hoạch, báo cáo"))
        if count
    ]
    return " và ".join(parts)


def _short(plan: Plan) -> str:
    return f"{plan.kind} số {plan.number}" if plan.number else plan.kind


def _row(place: int, late: LateTask) -> Row:
    situation = late.situation or "Chưa có báo cáo"
    text = f"{late.task.code}. {late.task.text}" if late.task.code else late.task.text
    return Row((place, text, late.unit, deadline_of(late.task), late.days, situation))
