"""What a reorganisation (kiện toàn) changes in a committee, for the meeting that decides (document-format.md d5).

The decision itself prints the whole new list; who comes, who leaves and who changes role is for those who vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
)
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.committee import Committee, Member, in_order
from kh57_desktop.i18n import fold

ADDED, LEFT, CHANGED, MOVED = "Bổ sung", "Thôi tham gia", "Thay chức danh", "Thay chức vụ"

_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Họ và tên", 42),
    Column("Chức vụ, đơn vị công tác", 56),
    Column("Chức danh hiện nay", 37, Align.CENTER),
    Column("Chức danh đề nghị", 37, Align.CENTER),
    Column("Thay đổi", 30, Align.CENTER),
    Column("Lý do (ghi tay)", 40),
)


@dataclass(frozen=True, slots=True)
class Change:
    """`before` or `after` None: comes new, or leaves. With both, role or post differ."""

    before: Member | None
    after: Member | None

    @property
    def words(self) -> str:
        if self.before is None:
            return ADDED
        if self.after is None:
            return LEFT
        return CHANGED if self.before.role != self.after.role else MOVED


def changes_between(before: Sequence[Member], after: Sequence[Member]) -> tuple[Change, ...]:
    """Who is in one list and not in the other, or in both with another role or post; by the new order, leavers last.

    One person is known by the name; a seat without a holder by its post.
    """
    old = {_key(member): member for member in before}
    new = {_key(member): member for member in after}
    found = [
        Change(old.get(_key(member)), member)
        for member in in_order(list(after))
        if (known := old.get(_key(member))) is None or (known.role, known.post) != (member.role, member.post)
    ]
    return (*found, *(Change(member, None) for member in in_order(list(before)) if _key(member) not in new))


def _key(member: Member) -> str:
    return fold(member.name or member.post)


def committee_changes_content(
    form: Form, committee: Committee, changes: Sequence[Change], *, replaces: str, count: int
) -> Content:
    """`replaces`: the decision in force with its day; `count`: how many members there are afterwards."""
    title = AnnexTitle(
        "",
        f"DANH SÁCH THAY ĐỔI THÀNH VIÊN {committee.name.upper()}",
        f"(Phục vụ xem xét kiện toàn; so với {replaces})",
    )
    rows = tuple(_row(place, change) for place, change in enumerate(changes, 1))
    kinds = [change.words for change in changes]
    parts = [f"{name.lower()} {kinds.count(name):02}" for name in (ADDED, CHANGED, MOVED, LEFT) if name in kinds]
    note = Paragraph(
        f"Tổng hợp: {', '.join(parts)} đồng chí; sau kiện toàn có {count:02} thành viên. Danh sách đầy đủ tại dự thảo "
        "Quyết định.",
        role=Role.NOTE,
    )
    part = Part((title, Table(fitted(_COLUMNS, rows), rows), note), Orientation.LANDSCAPE)
    return Content(form.system, f"Danh sách thay đổi thành viên {committee.name}", (part,), form.sample)


def _row(place: int, change: Change) -> Row:
    shown = change.after or change.before
    assert shown is not None
    return Row(
        (
            place,
            shown.name.replace(" ", NO_BREAK),
            shown.post,
            change.before.role if change.before else "-",
            change.after.role if change.after else "-",
            change.words,
            "",
        )
    )
