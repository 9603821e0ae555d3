"""The committee services bound to the file that the window has open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kh57_desktop.domain.committee import Committee, Member
from kh57_desktop.domain.terms import CommitteeKind, System
from kh57_desktop.services import committee_changes, committee_page, committee_reshuffle, committees
from kh57_desktop.services.committee_page import CommitteeView, MemberDetails, MemberLine
from kh57_desktop.services.committee_reshuffle import Reshuffled
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_table import plan_code


class OfficeCommittees:
    """`CommitteeServices` of the presenter over one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def view(self, plan_id: str, committee_id: str | None) -> CommitteeView:
        return committee_page.view(self._session, plan_id, committee_id)

    def details(self, plan_id: str, line: MemberLine) -> MemberDetails:
        return committee_page.details(self._session, plan_id, line)

    def found(self, kind: CommitteeKind, system: System) -> Committee:
        return committee_changes.found_committee(self._session, kind=kind, system=system)

    def edit_committee(self, committee: Committee, name: str, decision: str, day: str) -> None:
        committee_changes.edit_committee(self._session, committee, name=name, decision=decision, day=day)

    def add(self, committee: Committee, fields: Mapping[str, str]) -> Member:
        return committee_changes.add_to(self._session, committee, fields)

    def edit(self, member: Member, fields: Mapping[str, str]) -> None:
        committees.edit_member(self._session, member, fields)

    def move(self, member: Member, to: int) -> None:
        committee_changes.move(self._session, member, to)

    def end(self, member: Member, day: str, decision: str) -> None:
        committee_changes.end_membership(self._session, member, day=day, decision=decision)

    def reshuffle(
        self, committee: Committee, leaving: Sequence[Member], words: str, *, day: str, decision: str
    ) -> Reshuffled:
        return committee_reshuffle.reshuffle(self._session, committee, leaving, words, day=day, decision=decision)

    def own_body(self, system: System) -> str:
        """Name of the office's body whose form a committee's papers have."""
        bodies = self._session.store.offices.bodies()
        return next((body.name for body in bodies if body.system is system), "")

    def toggle_group(self, member: Member, group_id: str) -> None:
        committee_changes.toggle_group(self._session, member, group_id)

    def assign(self, plan_id: str, member: Member, words: str) -> None:
        plan = plan_of(self._session, plan_code(self._session, plan_id)) if plan_id else None
        committee_changes.assign(self._session, plan, member, words)

    def unassign(self, member: Member, assignment_id: str) -> None:
        committee_changes.unassign(self._session, member, assignment_id)
