"""The page of marks over the file that is open: a preview at each pause, one action for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kh57_desktop.domain.periods import CALENDAR, PeriodKind, containing
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.services import quick_entry
from kh57_desktop.services.quick_entry import QuickChange
from kh57_desktop.services.session import Session
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.quick.page import QuickPage


class QuickPart(PagePart):
    MENU = (Entry("apply", N_("&Save the changes"), ("F9",)),)

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._session: Session | None = None
        self._plan_id = ""
        self._changes: list[QuickChange] = []
        self.page: QuickPage = QuickPage(desk.theme)
        self.page.typed.connect(self._preview)
        self.page.apply_asked.connect(self._apply)
        self.page.done.connect(lambda words: desk.show_done(words, can_undo=True))
        self.page.back.clicked.connect(lambda: desk.show_page("tasks"))

    def open(self, session: Session) -> None:
        self._session = session

    def close(self) -> None:
        self._session = None

    def open_plan(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self.page.tell()

    def refresh(self) -> None:
        self.page.tell()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"apply": self._apply}

    @property
    def _period(self) -> str:
        """Values of indicators are of the present calendar quarter, as in the grid's first view."""
        assert self._session is not None
        return containing(self._session.today, PeriodKind.QUARTER, CALENDAR).code

    def _preview(self, text: str) -> None:
        if self._session is None or not self._plan_id:
            return
        plan = self._session.store.plans.get(self._plan_id)
        self._changes = quick_entry.preview(self._session, plan, text, period=self._period)
        self.page.show_changes(self._changes)

    def _apply(self) -> None:
        self.page.tell()
        if self._session is None or not self._plan_id:
            return
        plan = self._session.store.plans.get(self._plan_id)
        try:
            count = quick_entry.apply(self._session, self._changes, period=self._period, plan=plan)
        except UserError as error:
            if error.exit_code == NOT_DONE:
                self.desk.not_saved()
            self.page.show_refused(error)
            return
        if count:
            self.desk.saved()
            self.page.cleared(_("Saved: {count} changes.").format(count=count))
