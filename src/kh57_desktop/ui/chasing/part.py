"""The page of chasing with the presenter of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kh57_desktop.domain.chases import ChaseKind
from kh57_desktop.i18n import N_
from kh57_desktop.services.printing import EACH_LETTER
from kh57_desktop.services.session import Session
from kh57_desktop.ui.chasing.page import ChasingPage
from kh57_desktop.ui.chasing.presenter import ChasingPresenter
from kh57_desktop.ui.chasing.services import OfficeChasing
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart


class ChasingPart(PagePart):
    MENU = (Entry("copy_text", N_("&Copy the short text"), ("F8",)),)

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: ChasingPresenter | None = None
        self._letter_to = ""
        self.page: ChasingPage = ChasingPage(desk.theme)
        page, pane = self.page, self.page.pane
        page.unit_chosen.connect(lambda unit: self._with(lambda one: one.choose(unit)))
        page.letters_asked.connect(self._show_letters)
        page.phones_asked.connect(lambda: desk.show_paper("phone-list"))
        page.letters_logged.connect(lambda ids: self._with(lambda one: one.log(ids, ChaseKind.LETTER)))
        page.forms_asked.connect(lambda: desk.show_page("forms"))
        page.done.connect(lambda words: desk.show_done(words, can_undo=True))
        page.back.clicked.connect(lambda: desk.show_page("overview"))
        pane.copied.connect(lambda: self._with(lambda one: one.log((), ChaseKind.MESSAGE)))
        pane.called.connect(lambda: self._with(lambda one: one.log((), ChaseKind.TELEPHONE)))
        pane.letter_asked.connect(self._show_letter)
        pane.letter_logged.connect(lambda number: self._with(lambda one: one.log((), ChaseKind.LETTER, number)))

    def open(self, session: Session) -> None:
        services = OfficeChasing(session)
        self._presenter = ChasingPresenter(self.page, services, saved=self.desk.saved, not_saved=self.desk.not_saved)

    def close(self) -> None:
        self._presenter = None

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def go_to(self, what: str) -> None:
        self._with(lambda one: one.choose(what))

    def paper_choice(self, kind: str | None) -> Mapping[str, str]:
        """The letter to the unit in the pane, or one to each."""
        whose, self._letter_to = self._letter_to, ""
        return {"whose": whose} if kind == "reminder" else {}

    def _show_letter(self) -> None:
        unit = self._presenter.unit if self._presenter is not None else None
        self._letter_to = f"unit:{unit.name}" if unit is not None else ""
        self.desk.show_paper("reminder")

    def _show_letters(self) -> None:
        self._letter_to = EACH_LETTER
        self.desk.show_paper("reminder")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"copy_text": self.page.pane.copy.click}

    def _with(self, action: Callable[[ChasingPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
