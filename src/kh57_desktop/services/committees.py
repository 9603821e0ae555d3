"""Ban Chỉ đạo and Tổ giúp việc: committees, members in order, assignments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kh57_desktop.domain.committee import Assignment, Committee, Member, in_order, rank_of
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import System
from kh57_desktop.errors import AmbiguousKey, BadValue, UnknownField, UnknownKey
from kh57_desktop.i18n import _, fold, nfc
from kh57_desktop.services.indicators import indicator_by_key
from kh57_desktop.services.plans import group_by_number, unit_by_name
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.task_fields import day_as_typed, task_by_key

STANDARD_NAME = "Ban Chỉ đạo về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số"


def first_committee(session: Session) -> Committee | None:
    return next(iter(session.store.committees.all()), None)


def put_committee(session: Session, committee: Committee) -> Committee:
    with session.store.changes(_("Committee “{name}”").format(name=committee.name)):
        session.store.committees.put_committee(committee)
    return committee


def new_committee(session: Session, *, name: str = STANDARD_NAME, system: System = System.PARTY) -> Committee:
    rows = session.store.committees.all()
    return put_committee(session, Committee(id=new_id(), name=name, system=system, position=len(rows) + 1))


def members_in_order(session: Session, committee: Committee | None = None) -> list[Member]:
    chosen = committee or first_committee(session)
    return in_order(session.store.committees.members(chosen.id)) if chosen else []


def member_by_name(session: Session, name: str) -> Member:
    """A member by full name or post, over all committees."""
    wanted = fold(nfc(name).strip())
    members = [row for committee in session.store.committees.all() for row in members_in_order(session, committee)]
    found = [row for row in members if wanted in (fold(row.name), fold(row.post))]
    if not found:
        raise UnknownKey(kind=_("committee member"), key=name)
    if len(found) > 1:
        raise AmbiguousKey(key=name, choices=", ".join(f"{row.name} ({row.role})" for row in found))
    return found[0]


def add_member(session: Session, fields: Mapping[str, str]) -> Member:
    """A new member at the end of the (first) committee, which is made if there is none."""
    committee = first_committee(session) or new_committee(session)
    place = max((row.position for row in session.store.committees.members(committee.id)), default=0) + 1
    blank = Member(id=new_id(), committee_id=committee.id, name="", post="", rank=rank_of(""), role="", position=place)
    member = _changed(session, blank, fields)
    with session.store.changes(_("Add member {name}").format(name=member.name or member.post)):
        session.store.committees.put_member(member)
    return member


def edit_member(session: Session, member: Member, fields: Mapping[str, str]) -> Member:
    """Set fields as typed: name, post, role, field, active_from, active_to, decision_in, decision_out, position."""
    changed = _changed(session, member, fields)
    if changed != member:
        with session.store.changes(_("Edit member {name}").format(name=changed.name or changed.post)):
            session.store.committees.put_member(changed)
    return changed


_TEXTS = ("name", "post", "field", "decision_in", "decision_out")
_DAYS = ("active_from", "active_to")


def _changed(session: Session, member: Member, fields: Mapping[str, str]) -> Member:
    for name, raw in fields.items():
        typed = nfc(raw).strip()
        values: dict[str, Any]
        if name in _TEXTS:
            values = {name: typed}
        elif name == "role":
            values = {"role": typed, "rank": rank_of(typed)}
        elif name in _DAYS:
            values = {name: day_as_typed(session, name, typed)}
        elif name == "position" and typed.isdecimal():
            values = {"position": int(typed)}
        else:
            allowed = ", ".join((*_TEXTS, "role", *_DAYS, "position"))
            raise UnknownField(kind=_("committee member"), name=name, allowed=allowed)
        member = replace(member, **values)
    if not (member.name or member.post):
        raise BadValue(field="name", value="", allowed=_("a full name or a post"))
    return member


_ASSIGNMENT_FIELDS = ("member", "group", "task", "indicator", "unit", "text")


def add_assignment(session: Session, plan: Plan | None, fields: Mapping[str, str]) -> Assignment:
    """member=…, and one of group=…, task=…, indicator=…, unit=…, or text=… alone."""
    if "member" not in fields:
        raise BadValue(field="member", value="", allowed=_("the name of a member"))
    member = member_by_name(session, fields["member"])
    place = len(session.store.committees.assignments(member.committee_id)) + 1
    row = _assigned(session, plan, Assignment(id=new_id(), member_id=member.id, position=place), fields)
    with session.store.changes(_("Assign {name}").format(name=member.name or member.post)):
        session.store.committees.put_assignment(row)
    return row


def edit_assignment(session: Session, key: str, plan: Plan | None, fields: Mapping[str, str]) -> Assignment:
    """Change the assignment of this id, or the only one of the member of this name."""
    row = _assignment_by_key(session, key)
    changed = _assigned(session, plan, row, fields)
    if changed != row:
        with session.store.changes(_("Change an assignment")):
            session.store.committees.put_assignment(changed)
    return changed


def _assignment_by_key(session: Session, key: str) -> Assignment:
    rows = [
        row
        for committee in session.store.committees.all()
        for row in session.store.committees.assignments(committee.id)
    ]
    found = [row for row in rows if row.id == key]
    if not found:
        member = member_by_name(session, key)
        found = [row for row in rows if row.member_id == member.id]
    if not found:
        raise UnknownKey(kind=_("assignment"), key=key)
    if len(found) > 1:
        raise AmbiguousKey(key=key, choices=", ".join(row.id for row in found))
    return found[0]


def _assigned(session: Session, plan: Plan | None, row: Assignment, fields: Mapping[str, str]) -> Assignment:
    for name, raw in fields.items():
        typed = nfc(raw).strip()
        if name not in _ASSIGNMENT_FIELDS:
            raise UnknownField(kind=_("assignment"), name=name, allowed=", ".join(_ASSIGNMENT_FIELDS))
        if name == "member":
            row = replace(row, member_id=member_by_name(session, typed).id)
        elif name == "text":
            row = replace(row, text=typed)
        elif name == "unit":
            row = replace(row, unit_id=unit_by_name(session, typed).id if typed else None)
        elif plan is not None:
            row = _work_assigned(session, plan, row, name, typed)
    return row


def _work_assigned(session: Session, plan: Plan, row: Assignment, name: str, typed: str) -> Assignment:
    """One kind of work at a time: a new one takes the place of the old."""
    row = replace(row, task_group_id=None, task_id=None, indicator_id=None)
    if not typed:
        return row
    if name == "group":
        return replace(row, task_group_id=group_by_number(session, plan, typed).id)
    if name == "task":
        return replace(row, task_id=task_by_key(session, plan, typed).id)
    return replace(row, indicator_id=indicator_by_key(session, plan, typed).id)
