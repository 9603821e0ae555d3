"""Thông báo kết luận cuộc họp (document-format.md d10) with the table of the tasks that it assigned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.documents.content import Align, Block, Column, Content, Paragraph, Part, Role, Row, Table, Title
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.parts import deadline_of
from kh57_desktop.domain.tasks import Task
from kh57_desktop.i18n import long_date

KIND = "Thông báo"
_COLUMNS = (
    Column("TT", 9, Align.CENTER),
    Column("Mã", 12, Align.CENTER),
    Column("Nội dung nhiệm vụ", 56),
    Column("Cơ quan chủ trì", 30, Align.CENTER),
    Column("Thời gian hoàn thành", 25, Align.CENTER),
    Column("Sản phẩm, kết quả", 33),
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """`name`: "cuộc họp Ban Chỉ đạo …"; `chair`: who concluded, with post; `conclusions` without numbers."""

    name: str
    on: date
    chair: str = ""
    conclusions: tuple[str, ...] = ()


def conclusion_notice_content(
    form: Form, meeting: Meeting, tasks: Sequence[Task], unit_names: Mapping[str, str]
) -> Content:
    """What was concluded, then the assigned tasks; one of the two may be empty, not both."""
    if not (tasks or meeting.conclusions):
        raise ValueError("a notice of conclusions without any")
    day = long_date(meeting.on)
    whose = f"của {meeting.chair} " if meeting.chair else ""
    subject = f"Kết luận {whose}tại {meeting.name} {day}"
    blocks: list[Block] = [Title(KIND.upper(), subject)]
    who = meeting.chair or form.issuer
    opening = (
        f"{day[:1].upper()}{day[1:]}, {who} chủ trì {meeting.name}. Sau khi nghe báo cáo và ý kiến của các đại biểu, "
        f"{who} kết luận"
    )
    conclusions = meeting.conclusions
    if conclusions:
        blocks.append(Paragraph(f"{opening} như sau:", keeps_next=True))
        blocks.extend(Paragraph(_sentence(text), f"{place}.") for place, text in enumerate(conclusions, 1))
        if tasks:
            blocks.append(Paragraph("Các nhiệm vụ cụ thể được giao tại cuộc họp:", keeps_next=True))
    else:
        blocks.append(Paragraph(f"{opening}, giao các cơ quan, đơn vị thực hiện {len(tasks):02} nhiệm vụ sau:"))
    if tasks:
        rows = tuple(_row(place, task, unit_names) for place, task in enumerate(tasks, 1))
        blocks.append(Paragraph("Bảng giao nhiệm vụ", role=Role.CAPTION))
        blocks.append(Table(fitted(_COLUMNS, rows), rows))
    blocks.append(
        Paragraph(
            f"Trên đây là kết luận tại {meeting.name}; đề nghị các cơ quan, đơn vị, cá nhân được giao nhiệm vụ khẩn "
            "trương thực hiện, báo cáo kết quả theo quy định./."
        )
    )
    part = Part(tuple(blocks), head=form.head(KIND), closing=form.closing())
    return Content(form.system, f"{KIND} {subject}", (part,), form.sample)


def _sentence(text: str) -> str:
    return f"{text.strip().rstrip('.;,')}."


def _row(place: int, task: Task, unit_names: Mapping[str, str]) -> Row:
    lead = "\n".join(part for part in (unit_names.get(task.lead_unit_id or "", ""), task.lead_person) if part)
    return Row((place, task.code, task.text, lead, deadline_of(task), task.product))
