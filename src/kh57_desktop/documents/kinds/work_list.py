"""Danh mục việc of a unit or a person, landscape, with blank columns to fill in by hand (features 18, 19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.documents.content import (
    Align,
    AnnexTitle,
    Column,
    Content,
    Orientation,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
    short_date,
)
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.parts import deadline_of, plan_words, signatures
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import PRINTED, Standing

_COLUMNS = (
    Column("TT", 9, Align.CENTER),
    Column("Mã", 13, Align.CENTER),
    Column("Nội dung công việc", 66),
    Column("Vai trò", 19, Align.CENTER),
    Column("Thời hạn", 27, Align.CENTER),
    Column("Sản phẩm", 30),
    Column("Tình trạng", 28, Align.CENTER),
    Column("Tiến độ (%)", 15, Align.CENTER),
    Column("Kết quả, khó khăn (ghi tay)", 45),
)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """`part`: what the unit or person is in it ("Chủ trì", "Phối hợp")."""

    task: Task
    part: str
    standing: Standing
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class WorkList:
    """`owner`: unit or person; `receiver`: who signs for it, "" a blank."""

    owner: str
    lines: tuple[WorkLine, ...]
    receiver: str = ""


def work_list_content(form: Form, plan: Plan, lists: Sequence[WorkList], *, on: date) -> Content:
    """Each list begins a page of its own; progress and result are left blank."""
    whose = lists[0].owner if len(lists) == 1 else "các cơ quan, đơn vị"
    parts = tuple(_part(form, plan, one, on) for one in lists)
    return Content(form.system, f"Danh mục công việc của {whose}", parts, form.sample)


def _part(form: Form, plan: Plan, one: WorkList, on: date) -> Part:
    title = AnnexTitle(
        "", f"DANH MỤC CÔNG VIỆC CỦA {one.owner.upper()}", f"({plan_words(plan)}; tính đến ngày {short_date(on)})"
    )
    rows = tuple(_row(place, line) for place, line in enumerate(one.lines, 1))
    late = sum(line.standing is Standing.OVERDUE for line in one.lines)
    words = f"Tổng số: {len(one.lines):02} việc" + (f", trong đó {late:02} việc quá hạn." if late else ".")
    note = Paragraph(
        f"{words} Đề nghị ghi tiến độ, kết quả, khó khăn vào hai cột cuối và gửi lại nơi giao việc; mã việc dùng để "
        "cập nhật vào phần mềm.",
        role=Role.NOTE,
    )
    signed = signatures(("NGƯỜI GIAO VIỆC", ""), ("NGƯỜI NHẬN VIỆC", one.receiver))
    return Part((title, Table(_COLUMNS, rows), note, signed), Orientation.LANDSCAPE)


def _row(place: int, line: WorkLine) -> Row:
    standing = PRINTED[line.standing]
    if line.days_late and line.standing is Standing.OVERDUE:
        standing = f"{standing} {line.days_late} ngày"
    task = line.task
    return Row((place, task.code, task.text, line.part, deadline_of(task), task.product, standing, "", ""))
