"""The page of the committee with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kh57_desktop.domain.committee import Member
from kh57_desktop.domain.terms import CommitteeKind
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session
from kh57_desktop.ui.committee.page import CommitteePageView
from kh57_desktop.ui.committee.presenter import CommitteePresenter
from kh57_desktop.ui.committee.services import OfficeCommittees
from kh57_desktop.ui.menus import SEPARATOR, Entry
from kh57_desktop.ui.messages import Message, Tone
from kh57_desktop.ui.pages.part import PageDesk, PagePart


class CommitteePart(PagePart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        Entry("add", N_("&Add a member"), ("F5",)),
        Entry("assign", N_("A&ssign work")),
        Entry("bin", N_("The member &leaves"), ("F6",)),
        Entry("reshuffle", N_("&Reorganise the committee…")),
        SEPARATOR,
        Entry("decision", N_("&Draft of the decision")),
        Entry("changes", N_("&Changes, for the meeting")),
        Entry("assignments", N_("&Table of assignments")),
        Entry("work_list", N_("&Page of the member")),
    )

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: CommitteePresenter | None = None
        self._services: OfficeCommittees | None = None
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
        page.reshuffle_asked.connect(self._reshuffle)
        page.end_asked.connect(lambda day, decision: self._with(lambda one: one.end(day, decision)))

    def open(self, session: Session) -> None:
        services, desk = OfficeCommittees(session), self.desk
        self._services = services
        self.page.reshuffle.forget()
        self._presenter = CommitteePresenter(self.page, services, saved=desk.saved, not_saved=desk.not_saved)

    def close(self) -> None:
        self._presenter = self._services = None

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def go_to(self, what: str) -> None:
        self.page.go_to(what)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            "add": page.start_adding,
            "assign": page.start_assigning,
            "bin": page.start_binning,
            "reshuffle": page.start_reshuffling,
            "decision": self._show_decision,
            "changes": lambda: self.desk.show_paper("committee-changes"),
            "assignments": lambda: self.desk.show_paper("committee-assignments"),
            "work_list": lambda: self.desk.show_paper("work-list"),
        }

    def paper_choice(self, kind: str | None) -> Mapping[str, str]:
        """Papers of the committee in sight, in the form of its body; the page of the member in sight."""
        presenter, services = self._presenter, self._services
        if presenter is None or services is None:
            return {}
        if kind == "work-list":
            return {"whose": f"person:{presenter.member_name}"} if presenter.member_name else {}
        return {"body": services.own_body(presenter.system)} if presenter.system is not None else {}

    def _show_decision(self) -> None:
        is_helper = self._presenter is not None and self._presenter.kind is CommitteeKind.HELPER_GROUP
        self.desk.show_paper("helper-group-decision" if is_helper else "committee-decision")

    def _reshuffle(self, leaving: Sequence[Member], words: str, day: str, decision: str) -> None:
        made = self._presenter.reshuffle(leaving, words, day, decision) if self._presenter is not None else None
        if made is None:
            return
        self.page.reshuffle.done()
        told = _("{left} left, {joined} joined; the committee now has {count} members.").format(
            left=made.left, joined=made.joined, count=made.serving
        )
        if made.heirs:
            told += " " + _("{count} took over the work of the one in the same post.").format(count=made.heirs)
        advice = _("Work of {names} has nobody now: please give it to others in the table.")
        self.page.banner.show_message(
            Message(Tone.NOTICE, told, advice.format(names=", ".join(made.without_heir)))
            if made.without_heir
            else Message(Tone.GOOD, told)
        )
        self._show_decision()

    def _with(self, action: Callable[[CommitteePresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
