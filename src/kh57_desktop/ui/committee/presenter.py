"""What happens on the page of the committee: decides, calls the services, tells the page. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kh57_desktop.domain.committee import Committee, Member
from kh57_desktop.domain.terms import CommitteeKind, System
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.services.committee_page import CommitteeView, MemberDetails, MemberLine
from kh57_desktop.services.committee_reshuffle import Reshuffled


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were typed into a cell and could not be saved."""

    member_id: str
    field: str
    words: str


class CommitteeServices(Protocol):
    """What the page needs of the services; one office's file is already chosen."""

    def view(self, plan_id: str, committee_id: str | None) -> CommitteeView: ...
    def details(self, plan_id: str, line: MemberLine) -> MemberDetails: ...
    def found(self, kind: CommitteeKind, system: System) -> Committee: ...
    def edit_committee(self, committee: Committee, name: str, decision: str, day: str) -> None: ...
    def add(self, committee: Committee, fields: Mapping[str, str]) -> Member: ...
    def edit(self, member: Member, fields: Mapping[str, str]) -> None: ...
    def move(self, member: Member, to: int) -> None: ...
    def end(self, member: Member, day: str, decision: str) -> None: ...
    def reshuffle(
        self, committee: Committee, leaving: Sequence[Member], words: str, *, day: str, decision: str
    ) -> Reshuffled: ...
    def toggle_group(self, member: Member, group_id: str) -> None: ...
    def assign(self, plan_id: str, member: Member, words: str) -> None: ...
    def unassign(self, member: Member, assignment_id: str) -> None: ...


class CommitteePage(Protocol):
    """What the presenter asks of the page."""

    def show_view(self, view: CommitteeView) -> None: ...
    def show_details(self, details: MemberDetails | None) -> None: ...
    def show_refused(self, error: UserError, draft: Draft | None) -> None: ...
    def go_to(self, member_id: str) -> None: ...
    def clear_entries(self) -> None: ...


class CommitteePresenter:
    """Holds which committee and which member are chosen; everything else is asked anew after each change."""

    def __init__(
        self,
        page: CommitteePage,
        services: CommitteeServices,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
    ) -> None:
        """`not_saved` is told when the file could not take a change (full, write-protected, busy)."""
        self._page = page
        self._services = services
        self._saved = saved
        self._not_saved = not_saved
        self._plan_id = ""
        self._committee_id: str | None = None
        self._view = CommitteeView()
        self._line: MemberLine | None = None

    def open_plan(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self.refresh()

    def choose(self, committee_id: str) -> None:
        self._committee_id = committee_id
        self._line = None
        self.refresh()

    def refresh(self) -> None:
        """Show the file as it is now."""
        self._view = self._services.view(self._plan_id, self._committee_id)
        self._page.show_view(self._view)
        if self._line is not None:
            lines = {line.member.id: line for line in (*self._view.members, *self._view.former)}
            self.select(lines.get(self._line.member.id))

    def select(self, line: MemberLine | None) -> None:
        self._line = line
        self._page.show_details(self._services.details(self._plan_id, line) if line is not None else None)

    # committees

    def found(self, kind: CommitteeKind, system: System) -> None:
        """A further committee beside those that are there."""
        made: list[Committee] = []
        if self._attempt(lambda: made.append(self._services.found(kind, system))):
            self.choose(made[0].id)

    def edit_committee(self, name: str, decision: str, day: str) -> None:
        committee = self._view.committee
        if committee is not None:
            self._attempt(lambda: self._services.edit_committee(committee, name, decision, day))

    # members

    def add(self, name: str, role: str, post: str) -> None:
        committee = self._view.committee
        if committee is None:
            return
        added: list[Member] = []
        fields = {"name": name, "role": role, "post": post}
        if self._attempt(lambda: added.append(self._services.add(committee, fields))):
            self._page.go_to(added[0].id)

    def edit(self, member: Member, field: str, words: str) -> None:
        """A cell of the list was left with other words than it had."""
        self._attempt(lambda: self._services.edit(member, {field: words}), Draft(member.id, field, words))

    def move(self, member: Member, to: int) -> None:
        self._attempt(lambda: self._services.move(member, to))

    def move_by(self, member: Member, by: int) -> None:
        """One place up or down, by the keyboard."""
        places = [line.member.id for line in self._view.members]
        if member.id in places and 0 <= places.index(member.id) + by < len(places):
            self.move(member, places.index(member.id) + by)

    def end(self, day: str, decision: str) -> None:
        """The chosen member leaves the committee."""
        line = self._line
        if line is not None and self._attempt(lambda: self._services.end(line.member, day, decision)):
            self._page.clear_entries()

    @property
    def system(self) -> System | None:
        """Whose the committee in sight is."""
        return self._view.committee.system if self._view.committee is not None else None

    @property
    def kind(self) -> CommitteeKind | None:
        return self._view.committee.kind if self._view.committee is not None else None

    @property
    def member_name(self) -> str:
        """Of the member in sight, "" without one."""
        return self._line.member.name if self._line is not None else ""

    def reshuffle(self, leaving: Sequence[Member], words: str, day: str, decision: str) -> Reshuffled | None:
        """Several leave and come at once; None where it was refused, with everything still as typed."""
        committee = self._view.committee
        if committee is None:
            return None
        made: list[Reshuffled] = []
        self._attempt(
            lambda: made.append(self._services.reshuffle(committee, leaving, words, day=day, decision=decision))
        )
        return next(iter(made), None)

    # assignments

    def toggle(self, member: Member, group_id: str) -> None:
        self._attempt(lambda: self._services.toggle_group(member, group_id))

    def assign(self, words: str) -> None:
        line = self._line
        if line is not None and self._attempt(lambda: self._services.assign(self._plan_id, line.member, words)):
            self._page.clear_entries()

    def unassign(self, assignment_id: str) -> None:
        line = self._line
        if line is not None:
            self._attempt(lambda: self._services.unassign(line.member, assignment_id))

    def _attempt(self, save: Callable[[], None], draft: Draft | None = None) -> bool:
        try:
            save()
        except UserError as error:
            if error.exit_code == NOT_DONE:
                self._not_saved()
            self._page.show_refused(error, draft)
            return False
        self._saved()
        self.refresh()
        return True
