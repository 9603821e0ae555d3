"""Kiện toàn: one action ends memberships and begins others; the decision that says so is then drafted from the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kh57_desktop.domain.committee import Committee, Member, in_order, rank_of, serving_on
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.i18n import N_, _, fold, nfc, parse_date
from kh57_desktop.importing.member_words import member_of, role_title
from kh57_desktop.services.committee_changes import take_decision
from kh57_desktop.services.session import Session, new_id

_NUMBERED = re.compile(r"^\s*(?:\d+\s*[.)]?|[-+•*])\s*(?=\D)")
_TYPED_PARTS = re.compile(r"[\t;]")
_USUAL_ROLE = "Ủy viên"
_ORDER = re.compile(r"(?:tt|stt|ho (?:va )?ten\b.*)")


class NothingReshuffled(UserError):
    """Neither someone who leaves nor someone new was given."""

    code = "nothing-reshuffled"
    message = N_("Nobody was ticked as leaving and nobody new was written.")
    hint = N_("Nothing was changed. Please tick who leaves, or write the new members, one on each line.")


@dataclass(frozen=True, slots=True)
class Newcomer:
    name: str
    role: str
    post: str


@dataclass(frozen=True, slots=True)
class Reshuffled:
    """`heirs`: how many of those who came took over the work of the one who had the same post.

    `without_heir`: names of those who left work behind that nobody took over.
    """

    left: int
    joined: int
    heirs: int
    serving: int
    without_heir: tuple[str, ...] = ()


def newcomers(words: str) -> list[Newcomer]:
    """People as typed or pasted, one on each line: name, role and post in any order after the name.

    Cells of a Word or Excel table come with tabs; lines of a decision read "1. Đồng chí A, Chủ tịch UBND xã - Phó
    Trưởng ban;". The heading line of a table and empty lines are passed over.
    """
    found = []
    for line in nfc(words).splitlines():
        plain = _NUMBERED.sub("", line).strip(" .;\t")
        cells = [cell for part in _TYPED_PARTS.split(plain) if (cell := part.strip(" ."))]
        if not cells or _ORDER.fullmatch(fold(cells[0])):
            continue
        name, post, role = member_of(cells[0], _USUAL_ROLE) or (cells[0], None, None)
        if len(cells) > 1:
            role = next((cell for cell in reversed(cells[1:]) if role_title(cell)), None)
            post = ", ".join(cell for cell in cells[1:] if cell is not role)
        found.append(Newcomer(name or "", role or _USUAL_ROLE, post or ""))
    return found


def reshuffle(
    session: Session, committee: Committee, leaving: Sequence[Member], words: str, *, day: str = "", decision: str = ""
) -> Reshuffled:
    """Those of `leaving` serve until the day before, those of `words` from the day on, as one step.

    Without a number of the `decision` the change waits for one, and the draft is printed from it. Whoever comes with
    the post of one who leaves takes over field and assignments; those of the one who left stay as history.
    Raises NothingReshuffled, BadValue for a day that is none or is still to come.
    """
    on = parse_date(nfc(day), default_year=session.today.year) if day.strip() else session.today
    if on is None or on > session.today:
        raise BadValue(field=_("day"), value=day, allowed=_("a day up to today, such as 30/9/2026"))
    coming = newcomers(words)
    if not (leaving or coming):
        raise NothingReshuffled
    with session.store.changes(
        _("Reorganise “{name}”: {left} leave, {joined} join").format(
            name=committee.name, left=len(leaving), joined=len(coming)
        )
    ):
        for member in leaving:
            _end(session, member, on)
        followed = _begin(session, committee, coming, leaving, on)
        if decision.strip():
            take_decision(session, replace(committee, decision=nfc(decision).strip(), decided_on=on))
    serving = len(serving_on(session.store.committees.members(committee.id), on))
    busy = {row.member_id for row in session.store.committees.assignments(committee.id)}
    without_heir = tuple(one.name for one in leaving if one.id in busy and one.id not in followed)
    return Reshuffled(len(leaving), len(coming), len(followed), serving, without_heir)


def _end(session: Session, member: Member, on: date) -> None:
    """Who was only entered on that day or later never served: the row goes to the bin."""
    last = on - timedelta(days=1)
    if member.active_from is not None and member.active_from > last:
        session.store.committees.member_to_bin(member.id)
    else:
        session.store.committees.put_member(replace(member, active_to=last, decision_out=""))


def _begin(
    session: Session, committee: Committee, coming: Sequence[Newcomer], leaving: Sequence[Member], on: date
) -> set[str]:
    """Ids of those whose post, field and work one of the new members has now."""
    tables = session.store.committees
    behind = max((row.position for row in tables.members(committee.id)), default=0)
    rows = tables.assignments(committee.id)
    last = max((row.position for row in rows), default=0)
    seats = {fold(member.post): member for member in in_order(list(leaving)) if member.post}
    followed: set[str] = set()
    for place, new in enumerate(coming, behind + 1):
        before = seats.pop(fold(new.post), None)
        member = Member(
            id=new_id(),
            committee_id=committee.id,
            name=new.name,
            post=new.post,
            rank=rank_of(new.role),
            role=new.role,
            field=before.field if before else "",
            active_from=on,
            position=before.position if before else place,
        )
        tables.put_member(member)
        if before is None:
            continue
        followed.add(before.id)
        for row in rows:
            if row.member_id == before.id:
                last += 1
                tables.put_assignment(replace(row, id=new_id(), member_id=member.id, position=last))
    return followed
