"""Phân công nhiệm vụ thành viên Ban Chỉ đạo (document-format.md d6): a notice, and the table as its landscape annex."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kh57_desktop.documents.content import (
    Align,
    AnnexTitle,
    Block,
    Column,
    Content,
    Dateline,
    Orientation,
    Paragraph,
    Part,
    Role,
    Row,
    Sign,
    Table,
    Title,
)
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.parts import attached_to, closing_of, head_of, sign_of, without_as_above
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.committee import Assignment, Committee, Member, in_order
from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.offices import SignatureBlock, Unit
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import System
from kh57_desktop.i18n import long_date

_KIND = "Thông báo"

_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Họ và tên", 36),
    Column("Chức vụ, đơn vị công tác", 42),
    Column("Chức danh trong Ban Chỉ đạo", 32, Align.CENTER),
    Column("Lĩnh vực, nhiệm vụ phụ trách", 74),
    Column("Đơn vị, địa bàn theo dõi", 38),
    Column("Ghi chú", 20),
)


def committee_assignments_content(
    committee: Committee,
    members: Sequence[Member],
    assignments: Sequence[Assignment],
    *,
    groups: Sequence[TaskGroup] = (),
    tasks: Sequence[Task] = (),
    indicators: Sequence[Indicator] = (),
    units: Sequence[Unit] = (),
    header_lines: Sequence[str],
    symbol: str,
    dateline: Dateline,
    signature: SignatureBlock,
    recipients: Sequence[str] = (),
    filing: str = "",
    number: str | None = None,
    sample: bool = False,
) -> Content:
    """Members in order of rank, each with field, assigned work and units; the sequences name what is assigned.

    `number`: the sign as printed or None (a blank); `symbol`: body part of the sign ("BCĐ"). `header_lines`,
    `signature`: of the committee or of the body that it belongs to.
    """
    sign = sign_of(number, kind=_KIND, symbol=symbol, system=committee.system)
    subject = f"Phân công nhiệm vụ các thành viên {committee.name}"
    work = _names_of_work(groups, tasks, indicators)
    unit_names = {unit.id: unit.name for unit in units}
    rows = tuple(
        _row(place, member, [one for one in assignments if one.member_id == member.id], work, unit_names)
        for place, member in enumerate(in_order(list(members)), 1)
    )
    notice = Part(
        (Title(_KIND.upper(), subject), *_running_text(committee)),
        head=head_of(header_lines, sign, dateline),
        closing=closing_of(signature, without_as_above(recipients), filing),
    )
    table = _annex(committee, rows, sign, dateline, header_lines, signature)
    return Content(committee.system, f"{_KIND} {subject}", (notice, table), sample)


def _running_text(committee: Committee) -> tuple[Block, ...]:
    """Base, the sentence that points to the table, standing body, and the closing sentence."""
    blocks: list[Block] = []
    if committee.decision:
        day = f" {long_date(committee.decided_on)}" if committee.decided_on is not None else ""
        is_party = committee.system is System.PARTY
        basis = f"Căn cứ Quyết định số {committee.decision}{day} về việc thành lập {committee.name}"
        blocks.append(Paragraph(basis + ("," if is_party else "."), "-" if is_party else "", Role.BASIS))
    blocks.append(
        Paragraph(f"{committee.name} phân công nhiệm vụ các thành viên như bảng tại Phụ lục kèm theo Thông báo này.")
    )
    if committee.standing_body:
        blocks.append(
            Paragraph(f"Cơ quan thường trực giúp việc {committee.name}: {_sentence(committee.standing_body)}.")
        )
    blocks.append(
        Paragraph(
            "Trên đây là Thông báo phân công nhiệm vụ; các thành viên căn cứ lĩnh vực, nhiệm vụ và địa bàn được giao "
            "tổ chức thực hiện, định kỳ báo cáo kết quả theo quy chế làm việc./."
        )
    )
    return tuple(blocks)


def _sentence(text: str) -> str:
    return text.strip().rstrip(".;,")


def _annex(
    committee: Committee,
    rows: tuple[Row, ...],
    sign: Sign,
    day: Dateline,
    header_lines: Sequence[str],
    signature: SignatureBlock,
) -> Part:
    is_party = committee.system is System.PARTY
    title = f"BẢNG PHÂN CÔNG NHIỆM VỤ THÀNH VIÊN {committee.name.upper()}"
    return Part(
        (
            AnnexTitle("Phụ lục", title, attached_to(_KIND, sign, day, committee.name)),
            Table(fitted(_COLUMNS, rows), rows),
        ),
        Orientation.LANDSCAPE,
        head=head_of(header_lines) if is_party else None,
        closing=closing_of(signature) if is_party else None,
    )


def _names_of_work(
    groups: Sequence[TaskGroup], tasks: Sequence[Task], indicators: Sequence[Indicator]
) -> dict[str, str]:
    names = {group.id: f"Nhóm nhiệm vụ {group.number}: {group.title}" for group in groups}
    names.update((task.id, f"Nhiệm vụ {task.code}: {task.text}") for task in tasks)
    names.update((indicator.id, f"Chỉ tiêu {indicator.code}: {indicator.text}") for indicator in indicators)
    return names


def _row(
    place: int,
    member: Member,
    assigned: Sequence[Assignment],
    work: Mapping[str, str],
    unit_names: Mapping[str, str],
) -> Row:
    fields = [member.field] if member.field else []
    followed: list[str] = []
    for one in sorted(assigned, key=lambda assignment: assignment.position):
        target = one.task_group_id or one.task_id or one.indicator_id
        if target is not None:
            fields.append("; ".join(text for text in (work.get(target, ""), one.text) if text))
        elif one.unit_id is not None:
            followed.append(unit_names.get(one.unit_id, "") or one.text)
        elif one.text:
            fields.append(one.text)
    return Row(
        (
            place,
            member.name.replace(" ", NO_BREAK),
            member.post,
            member.role,
            "\n".join(f"- {_sentence(text)}." for text in fields if text),
            "\n".join(f"- {name}" for name in followed if name),
            "",
        )
    )
