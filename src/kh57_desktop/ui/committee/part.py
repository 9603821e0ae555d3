"""The page of the committee with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kh57_desktop.services.session import Session
from kh57_desktop.ui.committee.page import CommitteePageView
from kh57_desktop.ui.committee.presenter import CommitteePresenter
from kh57_desktop.ui.committee.services import OfficeCommittees


class CommitteePart(QObject):
    """Listens to the page; without an open file every gesture is let go."""

    def __init__(self, page: CommitteePageView) -> None:
        super().__init__(page)
        self._page = page
        self._presenter: CommitteePresenter | None = None
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

    def open(self, session: Session, saved: Callable[[], None], not_saved: Callable[[], None]) -> None:
        services = OfficeCommittees(session)
        self._presenter = CommitteePresenter(self._page, services, saved=saved, not_saved=not_saved)

    def close(self) -> None:
        self._presenter = None

    def open_plan(self, plan_id: str) -> None:
        """After the page that is seen first has been painted: opening a file must not wait for this one."""
        presenter = self._presenter
        QTimer.singleShot(0, self, lambda: self._open_plan(presenter, plan_id))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def _open_plan(self, presenter: CommitteePresenter | None, plan_id: str) -> None:
        if presenter is not None and presenter is self._presenter:  # the file may have been closed meanwhile
            presenter.open_plan(plan_id)

    def _with(self, action: Callable[[CommitteePresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
