"""What the page of the committee changes: members of any committee, their order, their end, their assignments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kh57_desktop.domain.committee import RANK_ORDER, Assignment, Committee, Member, in_order, rank_of
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import CommitteeKind, System
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.i18n import N_, _, nfc, parse_date
from kh57_desktop.services.committee_page import has_left
from kh57_desktop.services.committees import STANDARD_NAME, put_committee
from kh57_desktop.services.indicators import indicator_by_key
from kh57_desktop.services.plans import group_by_number, unit_by_name
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.task_fields import task_by_key

HELPER_NAME = "Tổ giúp việc Ban Chỉ đạo"
_TASK_CODE, _INDICATOR_CODE = re.compile(r"[Nn]\d+"), re.compile(r"[Cc]\d+")
_GROUP = re.compile(r"[IVXLC]+|\d+")


class RankFirst(UserError):
    """A member was moved among those of another rank."""

    code = "rank-first"
    message = N_("Lists and papers order members by role first: {name} stays among those of the same role.")
    hint = N_("Nothing was changed. To move further, change the role of the member.")


class AlreadyAssigned(UserError):
    """The same assignment again."""

    code = "already-assigned"
    message = N_("{name} answers for “{words}” already.")
    hint = N_("Nothing was changed.")


def found_committee(session: Session, *, kind: CommitteeKind, system: System) -> Committee:
    """A further committee, named as papers name it; the name is edited afterwards."""
    name = HELPER_NAME if kind is CommitteeKind.HELPER_GROUP else STANDARD_NAME
    place = len(session.store.committees.all()) + 1
    return put_committee(session, Committee(id=new_id(), name=name, kind=kind, system=system, position=place))


def add_to(session: Session, committee: Committee, fields: Mapping[str, str]) -> Member:
    """A new member (name, role, post, field) after those of the same role, from today."""
    typed = {key: nfc(words).strip() for key, words in fields.items()}
    if not (typed.get("name") or typed.get("post")):
        raise BadValue(field=_("member"), value="", allowed=_("a full name or a post"))
    rows = session.store.committees.members(committee.id)
    member = Member(
        id=new_id(),
        committee_id=committee.id,
        name=typed.get("name", ""),
        post=typed.get("post", ""),
        rank=rank_of(typed.get("role", "")),
        role=typed.get("role", "") or "Ủy viên",
        field=typed.get("field", ""),
        active_from=session.today,
        position=max((row.position for row in rows), default=0) + 1,
    )
    with session.store.changes(_("Add member {name}").format(name=_known_as(member))):
        session.store.committees.put_member(member)
    return member


def move(session: Session, member: Member, to: int) -> None:
    """Put a member at place `to` (from 0) among those serving; raises RankFirst across roles."""
    rows = [
        row
        for row in in_order(session.store.committees.members(member.committee_id))
        if not has_left(row, session.today)
    ]
    order = [row for row in rows if row.id != member.id]
    order.insert(min(max(to, 0), len(order)), member)
    ranks = [RANK_ORDER.index(row.rank) for row in order]
    if ranks != sorted(ranks):
        raise RankFirst(name=_known_as(member))
    if [row.id for row in order] == [row.id for row in rows]:
        return
    with session.store.changes(_("Reorder members: {name}").format(name=_known_as(member))):
        for place, row in enumerate(order, 1):
            if row.position != place:
                session.store.committees.put_member(replace(row, position=place))


def end_membership(session: Session, member: Member, *, day: str, decision: str) -> Member:
    """The member leaves on a day by a decision; assignments and history stay."""
    on = parse_date(nfc(day), default_year=session.today.year) if day.strip() else session.today
    if on is None or (member.active_from is not None and on < member.active_from):
        raise BadValue(field=_("last day"), value=day, allowed=_("a day such as 30/9/2026"))
    changed = replace(member, active_to=on, decision_out=nfc(decision).strip())
    with session.store.changes(_("End of membership: {name}").format(name=_known_as(member))):
        session.store.committees.put_member(changed)
    return changed


def toggle_group(session: Session, member: Member, group_id: str) -> None:
    """Give a whole task group to a member, or take it back."""
    rows = session.store.committees.assignments(member.committee_id)
    found = [row for row in rows if row.member_id == member.id and row.task_group_id == group_id]
    if found:
        for row in found:
            unassign(session, member, row.id)
        return
    _put(session, member, Assignment(id=new_id(), member_id=member.id, task_group_id=group_id), rows)


def assign(session: Session, plan: Plan | None, member: Member, words: str) -> Assignment:
    """What a member answers for, as typed: N3, C2, the number of a group (II) or the name of a unit.

    Raises UnknownKey and AmbiguousKey, and AlreadyAssigned.
    """
    typed = nfc(words).strip()
    if not typed:
        raise BadValue(field=_("assignment"), value="", allowed=_("N3, C2, the number of a group, or a unit"))
    row = Assignment(id=new_id(), member_id=member.id)
    if plan is not None and _TASK_CODE.fullmatch(typed):
        row = replace(row, task_id=task_by_key(session, plan, typed.upper()).id)
    elif plan is not None and _INDICATOR_CODE.fullmatch(typed):
        row = replace(row, indicator_id=indicator_by_key(session, plan, typed.upper()).id)
    elif plan is not None and _GROUP.fullmatch(typed):
        row = replace(row, task_group_id=group_by_number(session, plan, typed).id)
    else:
        row = replace(row, unit_id=unit_by_name(session, typed).id)
    rows = session.store.committees.assignments(member.committee_id)
    if any(_covers(one) == _covers(row) and one.member_id == member.id for one in rows):
        raise AlreadyAssigned(name=_known_as(member), words=typed)
    return _put(session, member, row, rows)


def unassign(session: Session, member: Member, assignment_id: str) -> None:
    with session.store.changes(_("Take an assignment from {name}").format(name=_known_as(member))):
        session.store.committees.assignment_to_bin(assignment_id)


def edit_committee(session: Session, committee: Committee, *, name: str, decision: str, day: str) -> Committee:
    """Set name, decision and its day as typed; a new decision is that of every change that waited for one."""
    on = parse_date(nfc(day), default_year=session.today.year) if day.strip() else None
    if day.strip() and on is None:
        raise BadValue(field=_("day of the decision"), value=day, allowed=_("a day such as 30/9/2026"))
    plain = nfc(name).strip()
    if not plain:
        raise BadValue(field=_("name"), value="", allowed=_("the name of the committee"))
    changed = replace(committee, name=plain, decision=nfc(decision).strip(), decided_on=on)
    with session.store.changes(_("Committee “{name}”").format(name=plain)):
        take_decision(session, changed)
    return changed


def take_decision(session: Session, committee: Committee) -> None:
    """Inside an open change: who came or left without a decision came or left by this one.

    Where nobody waited for one, another number is a correction of the one on record.
    """
    tables = session.store.committees
    before = next((row.decision for row in tables.all() if row.id == committee.id), "")
    tables.put_committee(committee)
    if not committee.decision or committee.decision == before:
        return
    rows = tables.members(committee.id)
    waiting = [row for row in rows if not row.decision_in or (row.active_to is not None and not row.decision_out)]
    replaced = "" if waiting or not before else before
    for row in rows:
        now = row
        if row.decision_in == replaced:
            now = replace(now, decision_in=committee.decision)
        if row.active_to is not None and row.decision_out == replaced:
            now = replace(now, decision_out=committee.decision)
        if now != row:
            tables.put_member(now)


def _put(session: Session, member: Member, row: Assignment, rows: list[Assignment]) -> Assignment:
    placed = replace(row, position=max((one.position for one in rows), default=0) + 1)
    with session.store.changes(_("Assign {name}").format(name=_known_as(member))):
        session.store.committees.put_assignment(placed)
    return placed


def _covers(row: Assignment) -> tuple[str | None, ...]:
    return row.task_group_id, row.task_id, row.indicator_id, row.unit_id


def _known_as(member: Member) -> str:
    return member.name or member.post
