"""The page of layout settings with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable

from kh57_desktop.services.session import Session
from kh57_desktop.ui.layout_settings.page import LayoutSettingsPage
from kh57_desktop.ui.layout_settings.presenter import LayoutPresenter
from kh57_desktop.ui.layout_settings.services import OfficeLayout
from kh57_desktop.ui.pages.part import PageDesk, PagePart


class LayoutPart(PagePart):
    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: LayoutPresenter | None = None
        self.page: LayoutSettingsPage = LayoutSettingsPage(desk.theme)
        page = self.page
        page.system_chosen.connect(lambda system: self._with(lambda one: one.choose_system(system)))
        page.typed.connect(lambda name, words: self._with(lambda one: one.type(name, words)))
        page.chosen.connect(lambda name, value: self._with(lambda one: one.choose(name, value)))
        page.reset_asked.connect(lambda: self._with(lambda one: one.reset()))
        page.back_asked.connect(desk.show_back)

    def open(self, session: Session) -> None:
        desk = self.desk
        self._presenter = LayoutPresenter(
            self.page, OfficeLayout(session), desk.start_job, saved=desk.saved, not_saved=desk.not_saved
        )

    def close(self) -> None:
        if self._presenter is not None:
            self._presenter.close()
        self.page.forget()
        self._presenter = None

    def refresh(self) -> None:
        """A choice was undone or done again."""
        self._with(lambda one: one.refresh())

    def shown(self) -> None:
        self._with(LayoutPresenter.open)

    def _with(self, action: Callable[[LayoutPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
