"""A decision on the Ban Chỉ đạo or Tổ giúp việc, read in as a committee; earlier members are kept as history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from kh57_desktop.domain.committee import Committee, Member, rank_of
from kh57_desktop.domain.plan_reading import PlanReading, ReadCommittee, ReadMember
from kh57_desktop.domain.terms import CommitteeKind, System
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _, fold
from kh57_desktop.services.session import Session, new_id


class NoCommittee(UserError):
    """The document is not a decision on a committee."""

    code = "no-committee"
    message = N_("No decision on a committee was found in this document.")
    hint = N_("Nothing was changed. Please check that it is the decision with the list of members.")


@dataclass(frozen=True, slots=True)
class AcceptedCommittee:
    """`joined`, `stayed`, `left`: how many members the decision brings in, keeps and lets go."""

    committee: Committee
    members: int
    joined: int
    stayed: int
    left: int


def accept_decision(
    session: Session,
    reading: PlanReading,
    *,
    source: Path | None = None,
    documents: Sequence[tuple[str, bytes]] = (),
) -> AcceptedCommittee:
    """Store the committee of a decision as one named action.

    Kiện toàn (`action` "reorganise"), or a decision on a committee of the same name, ends the memberships that the
    new list lacks on the day before the decision and begins the new ones; a member who stays keeps the row, with a
    new role as a new membership, so that a report of last year shows last year's list.
    """
    read = reading.committee
    if read is None:
        raise NoCommittee
    if source is not None:
        documents = [(source.name, source.read_bytes()), *documents]
    day = _day(reading.date) or session.today
    store = session.store
    known = _known(store.committees.all(), read)
    store.copy_before(_("import"))
    with store.changes(_("Committee by decision {number}").format(number=reading.number or "").strip()):
        for name, content in documents:
            store.files.put_bytes(content, name, "decision", number=reading.number or "")
        committee = _committee(reading, read, known, day, position=len(store.committees.all()) + 1)
        store.committees.put_committee(committee)
        before = [row for row in store.committees.members(committee.id) if row.active_to is None] if known else []
        joined, stayed, left = _members(session, committee, read.members, before, reading.number or "", day)
    return AcceptedCommittee(committee, len(read.members), joined, stayed, left)


def members_before(session: Session, reading: PlanReading) -> tuple[Committee | None, list[Member]]:
    """The committee on file that a decision is about, and those of its members that the new list lacks."""
    read = reading.committee
    if read is None:
        raise NoCommittee
    store = session.store
    known = _known(store.committees.all(), read)
    if known is None:
        return None, []
    stay = {_key(row.name or "", row.post or "") for row in read.members}
    before = [row for row in store.committees.members(known.id) if row.active_to is None]
    return known, [row for row in before if _key(row.name, row.post) not in stay]


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None


def _known(committees: list[Committee], read: ReadCommittee) -> Committee | None:
    for committee in committees:
        if fold(committee.name) == fold(read.name):
            return committee
        if read.replaces_number and committee.decision == read.replaces_number:
            return committee
    kind = _kind(read.name)
    same_kind = [row for row in committees if row.kind is kind]
    return same_kind[0] if read.action == "reorganise" and len(same_kind) == 1 else None


def _kind(name: str) -> CommitteeKind:
    return CommitteeKind.HELPER_GROUP if fold(name).startswith("to ") else CommitteeKind.STEERING


def _committee(
    reading: PlanReading, read: ReadCommittee, known: Committee | None, day: date, *, position: int
) -> Committee:
    if known is not None:
        return replace(
            known,
            name=read.name,
            decision=reading.number or known.decision,
            decided_on=day,
            standing_body=read.standing_body or known.standing_body,
        )
    return Committee(
        id=new_id(),
        name=read.name,
        kind=_kind(read.name),
        system=System(reading.system) if reading.system in set(System) else System.PARTY,
        decision=reading.number or "",
        decided_on=day,
        standing_body=read.standing_body or "",
        active_from=day,
        position=position,
    )


def _members(
    session: Session,
    committee: Committee,
    read: tuple[ReadMember, ...],
    before: list[Member],
    decision: str,
    day: date,
) -> tuple[int, int, int]:
    tables = session.store.committees
    old = {_key(member.name, member.post): member for member in before}
    joined = stayed = 0
    for row in read:
        name, post, role = row.name or "", row.post or "", row.role or ""
        known = old.pop(_key(name, post), None)
        if known is not None and fold(known.role) == fold(role):
            tables.put_member(replace(known, post=post, position=row.order))
            stayed += 1
            continue
        if known is not None:
            _end(session, known, decision, day)
        tables.put_member(
            Member(
                id=new_id(),
                committee_id=committee.id,
                name=name,
                post=post,
                rank=rank_of(role),
                role=role,
                field=known.field if known else "",
                active_from=day,
                decision_in=decision,
                position=row.order,
            )
        )
        joined += known is None
        stayed += known is not None
    for gone in old.values():
        _end(session, gone, decision, day)
    return joined, stayed, len(old)


def _end(session: Session, member: Member, decision: str, day: date) -> None:
    session.store.committees.put_member(replace(member, active_to=day - timedelta(days=1), decision_out=decision))


def _key(name: str, post: str) -> str:
    """A member is the person; one appointed by post alone is the post."""
    return fold(name or post)
