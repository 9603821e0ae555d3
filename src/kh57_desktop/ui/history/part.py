"""The page of history and bin with the presenter of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kh57_desktop.i18n import N_
from kh57_desktop.services.session import Session
from kh57_desktop.ui.history.page import HistoryPage
from kh57_desktop.ui.history.presenter import BIN, HISTORY, HistoryPresenter
from kh57_desktop.ui.history.services import OfficeHistory
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart


class HistoryPart(PagePart):
    """Lies over the page it was asked from; Esc goes back to that."""

    MENU = (
        Entry("undo_this", N_("&Undo the chosen action")),
        Entry("restore", N_("&Restore the chosen rows")),
        Entry("history", N_("&History")),
        Entry("bin", N_("&Bin")),
    )
    SEARCHES = True

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: HistoryPresenter | None = None
        self.page: HistoryPage = HistoryPage(desk.theme)
        page = self.page
        page.tab_chosen.connect(lambda key: self._with(lambda one: one.choose(key)))
        page.user_chosen.connect(lambda user: self._with(lambda one: one.choose_user(user)))
        page.filter_dropped.connect(self._drop_filter)
        page.selected.connect(lambda record: self._with(lambda one: one.select(record)))
        page.undo_asked.connect(lambda line: self._with(lambda one: one.undo(line)))
        page.restore_asked.connect(lambda lines: self._with(lambda one: one.restore(lines)))
        page.empty_asked.connect(lambda: self._with(lambda one: one.empty()))
        page.done.connect(lambda words: desk.show_done(words, can_undo=True))
        page.print_asked.connect(lambda: desk.show_paper("change-history"))
        page.back.clicked.connect(desk.show_back)

    def open(self, session: Session) -> None:
        self._presenter = HistoryPresenter(
            self.page, OfficeHistory(session), saved=self.desk.saved, not_saved=self.desk.not_saved
        )

    def close(self) -> None:
        self._presenter = None

    def open_plan(self, plan_id: str) -> None:
        """History and bin are of the whole file."""
        self.refresh()

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def search(self, words: str) -> None:
        self._with(lambda one: one.search(words))

    def go_to(self, what: str) -> None:
        """ "bin", "history", or the id of a row whose history is asked for."""
        if what == BIN:
            self._with(lambda one: one.choose(BIN))
        else:
            self._with(lambda one: one.of_row("" if what == HISTORY else what))

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            "undo_this": page.ask_undo,
            "restore": page.ask_restore,
            "history": lambda: self.go_to(HISTORY),
            "bin": lambda: self.go_to(BIN),
        }

    def _drop_filter(self) -> None:
        self.desk.clear_search()
        self._with(lambda one: one.drop_filter())

    def _with(self, action: Callable[[HistoryPresenter], object]) -> None:
        if self._presenter is not None:
            action(self._presenter)
