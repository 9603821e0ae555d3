"""Phiếu đơn vị on paper: the same rows in the same order as the workbook, with large boxes to write in (feature 56)."""

from __future__ import annotations

from kh57_desktop.documents.content import (
    Align,
    AnnexTitle,
    Block,
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
from kh57_desktop.documents.kinds.parts import signatures
from kh57_desktop.domain.terms import System
from kh57_desktop.domain.unit_forms import FormRow, UnitForm

_TASKS = (
    Column("Mã", 13, Align.CENTER),
    Column("Nội dung nhiệm vụ", 66),
    Column("Thời hạn", 24, Align.CENTER),
    Column("Lần trước", 26),
    Column("Tiến độ (%)", 18, Align.CENTER),
    Column("Kết quả thực hiện", 52),
    Column("Khó khăn, đề xuất", 36),
    Column("Ngày hoàn thành", 22, Align.CENTER),
)
_INDICATORS = (
    Column("Mã", 13, Align.CENTER),
    Column("Chỉ tiêu", 90),
    Column("Đơn vị tính", 24, Align.CENTER),
    Column("Mục tiêu", 28, Align.CENTER),
    Column("Kỳ trước", 26, Align.CENTER),
    Column("Số liệu kỳ này", 34, Align.CENTER),
    Column("Nguồn, ghi chú", 42),
)
_ROOM = "\n\n"
"""Blank lines that keep a box large enough for handwriting."""


def unit_form_content(system: System, form: UnitForm) -> Content:
    """One part for each table that has rows; signed by who reports and by who types it back."""
    parts = []
    if form.tasks:
        rows = tuple(_task(row) for row in form.tasks)
        spare = tuple(Row(("", _ROOM, "", "", "", "", "", "")) for _place in range(2))
        parts.append(
            _part(
                form,
                Table(_TASKS, (*rows, *spare), dense=True),
                "NHIỆM VỤ",
                "Việc phát sinh ghi vào các dòng trống cuối bảng.",
            )
        )
    if form.indicators:
        rows = tuple(_indicator(row) for row in form.indicators)
        note = "Không phát sinh ghi 0; chưa có số liệu ghi …; không áp dụng ghi x."
        parts.append(_part(form, Table(_INDICATORS, rows), "CHỈ TIÊU", note))
    return Content(system, f"Phiếu báo cáo {form.code} của {form.unit_name}", tuple(parts), form.is_sample)


def _part(form: UnitForm, table: Table, subject: str, note: str) -> Part:
    about = f"({form.period_words}, số liệu đến hết ngày {short_date(form.cut_off)}; {form.plan_words})"
    by = f" Đề nghị gửi lại {form.office_name} trước hết ngày {short_date(form.answer_by)}." if form.answer_by else ""
    blocks: tuple[Block, ...] = (
        AnnexTitle(f"Mã phiếu: {form.code}", f"PHIẾU BÁO CÁO {subject} CỦA {form.unit_name.upper()}", about),
        table,
        Paragraph(note + by, role=Role.NOTE),
        signatures(("NGƯỜI BÁO CÁO", ""), ("NGƯỜI NHẬP PHIẾU", "")),
    )
    return Part(blocks, Orientation.LANDSCAPE)


def _task(row: FormRow) -> Row:
    deadline = row.details[0] if row.details else ""
    return Row((row.code, row.text + ("" if len(row.text) > 90 else "\n"), deadline, row.last, _ROOM, "", "", ""))


def _indicator(row: FormRow) -> Row:
    unit, target = (*row.details, "", "")[:2]
    return Row((row.code, row.text, unit, target, row.last, "\n\n", ""))
