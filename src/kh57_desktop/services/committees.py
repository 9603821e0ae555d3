"""Ban Chỉ đạo and Tổ giúp việc: committees, members in order, assignments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kh57_desktop.domain.committee import Assignment, Committee, Member, in_order, rank_of
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import System
from kh57_desktop.errors import AmbiguousKey, BadValue, UnknownKey
from kh57_desktop.i18n import _, fold, nfc, parse_date
from kh57_desktop.services.indicators import indicator_by_key
from kh57_desktop.services.plans import group_by_number, unit_by_name
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.tasks import task_by_key

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
    if not (member.name or member.post):
        raise BadValue(field="name", value="", allowed=_("a full name or a post"))
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
            day = parse_date(typed, default_year=session.today.year) if typed else None
            if typed and day is None:
                raise BadValue(field=name, value=typed, allowed=_("a day such as 30/9/2026"))
            values = {name: day}
        elif name == "position" and typed.isdecimal():
            values = {"position": int(typed)}
        else:
            raise BadValue(
                field=_("committee member"), value=name, allowed=", ".join((*_TEXTS, "role", *_DAYS, "position"))
            )
        member = replace(member, **values)
    return member


def add_assignment(session: Session, plan: Plan | None, fields: Mapping[str, str]) -> Assignment:
    """member=…, and one of group=…, task=…, indicator=…, unit=…, or text=… alone."""
    typed = {name: nfc(value).strip() for name, value in fields.items()}
    unknown = set(typed) - {"member", "group", "task", "indicator", "unit", "text"}
    if unknown or "member" not in typed:
        raise BadValue(
            field=_("assignment"),
            value=", ".join(sorted(unknown)) or "member",
            allowed="member=…, group=…, task=…, indicator=…, unit=…, text=…",
        )
    member = member_by_name(session, typed["member"])
    place = len(session.store.committees.assignments(member.committee_id)) + 1
    row = Assignment(id=new_id(), member_id=member.id, text=typed.get("text", ""), position=place)
    if plan is not None:
        if "group" in typed:
            row = replace(row, task_group_id=group_by_number(session, plan, typed["group"]).id)
        elif "task" in typed:
            row = replace(row, task_id=task_by_key(session, plan, typed["task"]).id)
        elif "indicator" in typed:
            row = replace(row, indicator_id=indicator_by_key(session, plan, typed["indicator"]).id)
    if "unit" in typed:
        row = replace(row, unit_id=unit_by_name(session, typed["unit"]).id)
    with session.store.changes(_("Assign {name}").format(name=member.name or member.post)):
        session.store.committees.put_assignment(row)
    return row
