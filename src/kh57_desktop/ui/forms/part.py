"""The page of unit forms with the presenter of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kh57_desktop.i18n import N_
from kh57_desktop.services.form_collection import ReadForms, read_forms
from kh57_desktop.services.session import Session
from kh57_desktop.ui.forms.page import FormsPage
from kh57_desktop.ui.forms.presenter import FormsPresenter
from kh57_desktop.ui.forms.services import OfficeForms
from kh57_desktop.ui.menus import SEPARATOR, Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.pages.registry import has_page


class FormsPart(PagePart):
    MENU = (
        Entry("send", N_("&Make forms…"), ("F5",)),
        Entry("collect", N_("&Take forms back…"), ("F9",)),
        SEPARATOR,
        Entry("accept", N_("&Accept every row without doubt"), ("F12",)),
        Entry("accept_chosen", N_("A&ccept the chosen rows"), ("Ctrl+Return",)),
        Entry("send_back", N_("Send the &doubtful forms back…")),
    )

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: FormsPresenter | None = None
        self._services: OfficeForms | None = None
        self.page: FormsPage = FormsPage(desk.theme)
        page = self.page
        page.period_chosen.connect(lambda period: self._with(lambda one: one.choose_period(period)))
        page.send_asked.connect(lambda folder: self._with(lambda one: one.send(folder)))
        page.collect_asked.connect(self.collect)
        page.accept_asked.connect(lambda ids: self._with(lambda one: one.accept(ids)))
        page.back_asked.connect(lambda folder: self._with(lambda one: one.send_back(folder)))
        page.only_chosen.connect(lambda kind: self._with(lambda one: one.choose_only(kind)))
        page.changes_left.connect(lambda: self._with(lambda one: one.leave_changes()))
        page.report_asked.connect(lambda key: desk.go_to("reports", key))
        page.done.connect(lambda words: desk.show_done(words, can_undo=True))
        page.back.clicked.connect(self._back)

    def open(self, session: Session) -> None:
        self._services = OfficeForms(session)
        self._presenter = FormsPresenter(
            self.page, self._services, saved=self.desk.saved, not_saved=self.desk.not_saved
        )

    def close(self) -> None:
        self._presenter = self._services = None

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def collect(self, paths: list[Path]) -> None:
        """The files are read off the UI thread; what they change is judged when they are there."""
        if self._presenter is not None:
            self.desk.start_work(lambda progress: read_forms(paths, progress=progress), self._judge)

    def _judge(self, read: ReadForms) -> None:
        if self._services is not None and self._presenter is not None:  # the file may have been closed meanwhile
            self._presenter.collected(self._services.judge(read))

    def _back(self) -> None:
        if not self.page.go_back():
            self.desk.show_page("reports" if has_page("reports") else "tasks")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            "send": page.ask_send,
            "collect": page.ask_collect,
            "accept": page.accept_all,
            "accept_chosen": page.accept_chosen,
            "send_back": page.ask_back,
        }

    def _with(self, action: Callable[[FormsPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
