"""Phiếu giao việc (document-format.md d9): the "6 rõ" of one task, signed by who gives and who takes the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.documents.content import Align, Column, Content, Paragraph, Part, Row, Table, Title, short_date
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.parts import WRITTEN_BY_HAND, deadline_of, plan_words, signatures
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import Task

_COLUMNS = (Column("TT", 10, Align.CENTER), Column("Yêu cầu", 35), Column("Nội dung giao", 120))


_RESPONSIBLE = "Chủ trì chịu trách nhiệm về tiến độ, chất lượng và kết quả thực hiện"
_SUPPORTS = "; phối hợp chịu trách nhiệm về phần việc được phân công."


@dataclass(frozen=True, slots=True)
class Order:
    """A task with the names of its units; `receiver`: who takes it on, "" a blank."""

    task: Task
    lead: str = ""
    supporting: tuple[str, ...] = ()
    receiver: str = ""


def work_order_content(
    form: Form, plan: Plan, orders: Sequence[Order], *, on: date, reporting: str = "hằng tháng"
) -> Content:
    """One form on its own page for each order; `reporting`: how often its receiver reports."""
    parts = tuple(_part(form, plan, order, on, reporting) for order in orders)
    codes = ", ".join(order.task.code for order in orders[:3])
    return Content(form.system, f"Phiếu giao việc {codes}", parts, form.sample)


def _part(form: Form, plan: Plan, order: Order, on: date, reporting: str) -> Part:
    task = order.task
    rows = tuple(Row((place, *row)) for place, row in enumerate(_six(form, plan, order, on), 1))
    report = Paragraph(
        f"Chế độ báo cáo: {reporting}; báo cáo ngay khi hoàn thành hoặc có khó khăn, vướng mắc vượt thẩm quyền. Phiếu "
        "lập thành 02 bản, người giao việc và người nhận việc mỗi bên giữ 01 bản.",
        keeps_next=True,
    )
    signed = signatures(("NGƯỜI GIAO VIỆC", form.signature.name), ("NGƯỜI NHẬN VIỆC", order.receiver))
    title = Title("PHIẾU GIAO VIỆC", f"Nhiệm vụ {task.code}")
    return Part((title, Table(_COLUMNS, rows), report, signed), head=form.inner_head())


def _six(form: Form, plan: Plan, order: Order, on: date) -> tuple[tuple[str, str], ...]:
    """Rõ việc, người, thời gian, trách nhiệm, sản phẩm, thẩm quyền; what the plan leaves open is written by hand."""
    task = order.task
    given = f"Ngày giao: {short_date(on)}"
    lead = "\n".join(
        part for part in (order.lead, f"Người phụ trách: {task.lead_person}" if task.lead_person else "") if part
    )
    supporting = "; ".join(order.supporting)
    return (
        ("Rõ việc", f"{task.text}\nCăn cứ: {plan_words(plan)}; mã nhiệm vụ: {task.code}"),
        ("Rõ người", f"Chủ trì: {lead or WRITTEN_BY_HAND}\nPhối hợp: {supporting or WRITTEN_BY_HAND}"),
        ("Rõ thời gian", f"{given}\nThời hạn: {_day(task) or WRITTEN_BY_HAND}"),
        ("Rõ trách nhiệm", _RESPONSIBLE + (_SUPPORTS if supporting else ".")),
        ("Rõ sản phẩm", task.product or WRITTEN_BY_HAND),
        ("Rõ thẩm quyền", f"Cấp phê duyệt kết quả: {task.approver or form.issuer}"),
    )


def _day(task: Task) -> str:
    words = deadline_of(task)
    if task.due_on is not None and words and words != short_date(task.due_on):
        return f"{words} (ngày {short_date(task.due_on)})"
    return words
