"""The steering committee (Ban Chỉ đạo), its members and who answers for what (steering-committee.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kh57_desktop.domain.terms import CommitteeKind, RoleRank, System
from kh57_desktop.i18n import fold


@dataclass(frozen=True, slots=True)
class Committee:
    """Ban Chỉ đạo or Tổ giúp việc; `decision`: sign of the decision that set it up, `decided_on` its day."""

    id: str
    name: str
    kind: CommitteeKind = CommitteeKind.STEERING
    system: System = System.PARTY
    decision: str = ""
    decided_on: date | None = None
    standing_body: str = ""
    parent_id: str | None = None
    active_from: date | None = None
    active_to: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A membership row: post + present holder + role + from/to. `role`: the office's own word ("Ủy viên")."""

    id: str
    committee_id: str
    name: str
    post: str
    rank: RoleRank
    role: str
    field: str = ""
    """Lĩnh vực phụ trách."""
    active_from: date | None = None
    active_to: date | None = None
    decision_in: str = ""
    decision_out: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """Phân công: a member answers for exactly one of task group, task, indicator or unit (or village)."""

    id: str
    member_id: str
    task_group_id: str | None = None
    task_id: str | None = None
    indicator_id: str | None = None
    unit_id: str | None = None
    text: str = ""
    position: int = 0


RANK_ORDER = tuple(RoleRank)


def in_order(members: list[Member]) -> list[Member]:
    """As lists and papers print them: by rank, then by the order given in the decision."""
    return sorted(members, key=lambda member: (RANK_ORDER.index(member.rank), member.position))


def serving_on(members: list[Member], on: date) -> list[Member]:
    """Those in the committee on day `on`, in order; both end days count."""
    return in_order(
        [
            member
            for member in members
            if (member.active_from is None or member.active_from <= on)
            and (member.active_to is None or on <= member.active_to)
        ]
    )


_NO_WORD = re.compile(r"[^a-z ]")
_BODY = r"(?:ban|to|tieu ban|hoi dong|nhom|doan)"
_DEPUTY = re.compile(rf"^(?:dong chi |ong |ba )?(?:pho (?:truong )?{_BODY}|to pho|pho chu tich hoi dong)\b")
_HEAD = re.compile(rf"^(?:dong chi |ong |ba )?(?:truong {_BODY}|to truong|nhom truong|chu tich hoi dong)\b")


def rank_of(role: str) -> RoleRank:
    """The rank that the office's word for a role stands for; words that name none are a plain member.

    "Ủy viên" and "Thành viên" are one rank; the Tổ giúp việc's words rank alike (steering-committee.md section 2).
    """
    words = " ".join(_NO_WORD.sub(" ", fold(role)).split())
    is_standing = "thuong truc" in words
    if "thu ky" in words:
        return RoleRank.SECRETARY
    if _DEPUTY.search(words):
        return RoleRank.STANDING_DEPUTY if is_standing else RoleRank.DEPUTY
    if _HEAD.search(words):
        return RoleRank.HEAD
    return RoleRank.STANDING_MEMBER if is_standing else RoleRank.MEMBER
