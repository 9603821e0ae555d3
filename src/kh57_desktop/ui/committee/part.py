"""The page of the committee with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kh57_desktop.i18n import N_
from kh57_desktop.services.session import Session
from kh57_desktop.ui.committee.page import CommitteePageView
from kh57_desktop.ui.committee.presenter import CommitteePresenter
from kh57_desktop.ui.committee.services import OfficeCommittees
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart


class CommitteePart(PagePart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        Entry("add", N_("&Add a member"), ("F5",)),
        Entry("assign", N_("A&ssign work")),
        Entry("bin", N_("The member &leaves"), ("F6",)),
    )

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: CommitteePresenter | None = None
        self.page: CommitteePageView = CommitteePageView(desk.theme)
        page = self.page
        page.members.remember(desk.settings, "members")
        page.former.remember(desk.settings, "former_members")
        page.print_asked.connect(lambda: desk.show_paper("committee-assignments"))
        page.committee_chosen.connect(lambda chosen: self._with(lambda one: one.choose(chosen)))
        page.founding_asked.connect(lambda kind, system: self._with(lambda one: one.found(kind, system)))
        page.committee_edited.connect(lambda *words: self._with(lambda one: one.edit_committee(*words)))
        page.member_selected.connect(lambda line: self._with(lambda one: one.select(line)))
        page.edit_asked.connect(lambda *edit: self._with(lambda one: one.edit(*edit)))
        page.move_asked.connect(lambda member, to: self._with(lambda one: one.move(member, to)))
        page.step_asked.connect(lambda member, by: self._with(lambda one: one.move_by(member, by)))
        page.toggle_asked.connect(lambda member, group: self._with(lambda one: one.toggle(member, group)))
        page.add_asked.connect(lambda *words: self._with(lambda one: one.add(*words)))
        page.assign_asked.connect(lambda words: self._with(lambda one: one.assign(words)))
        page.unassign_asked.connect(lambda row: self._with(lambda one: one.unassign(row)))
        page.end_asked.connect(lambda day, decision: self._with(lambda one: one.end(day, decision)))

    def open(self, session: Session) -> None:
        services, desk = OfficeCommittees(session), self.desk
        self._presenter = CommitteePresenter(self.page, services, saved=desk.saved, not_saved=desk.not_saved)

    def close(self) -> None:
        self._presenter = None

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def go_to(self, what: str) -> None:
        self.page.go_to(what)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {"add": page.start_adding, "assign": page.start_assigning, "bin": page.start_binning}

    def _with(self, action: Callable[[CommitteePresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
