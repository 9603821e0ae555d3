"""The page of layout settings with the presenter of the file that is open; made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kh57_desktop.services.session import Session
from kh57_desktop.ui.importing.presenter import StartJob
from kh57_desktop.ui.preview.part import Pages

if TYPE_CHECKING:
    from kh57_desktop.ui.layout_settings.page import LayoutSettingsPage
    from kh57_desktop.ui.layout_settings.presenter import LayoutPresenter

KEY = "layout"


class LayoutPart(QObject):
    def __init__(self, window: Pages, start: StartJob, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._start = window, start
        self._make: Callable[[LayoutSettingsPage], LayoutPresenter] | None = None
        self._page: LayoutSettingsPage | None = None
        self._presenter: LayoutPresenter | None = None
        self._came_from = "tasks"

    def open(self, session: Session, saved: Callable[[], None], not_saved: Callable[[], None]) -> None:
        def make(page: LayoutSettingsPage) -> LayoutPresenter:
            from kh57_desktop.ui.layout_settings.presenter import LayoutPresenter
            from kh57_desktop.ui.layout_settings.services import OfficeLayout

            return LayoutPresenter(page, OfficeLayout(session), self._start, saved=saved, not_saved=not_saved)

        self._make = make

    def close(self) -> None:
        if self._presenter is not None:
            self._presenter.close()
        if self._page is not None:
            self._page.forget()
        self._make = self._presenter = None

    def show(self) -> None:
        if self._make is None:
            return
        if self._page is None:
            self._page = self._new_page()
        if self._presenter is None:
            self._presenter = self._make(self._page)
        if self._window.page_key != KEY:
            self._came_from = self._window.page_key
        self._window.show_page(KEY)
        self._presenter.open()

    def refresh(self) -> None:
        """A choice was undone or done again."""
        if self._presenter is not None and self._window.page_key == KEY:
            self._presenter.refresh()

    def _new_page(self) -> LayoutSettingsPage:
        from kh57_desktop.ui.layout_settings.page import LayoutSettingsPage

        page = LayoutSettingsPage(self._window.theme)
        page.system_chosen.connect(lambda system: self._with(lambda one: one.choose_system(system)))
        page.typed.connect(lambda name, words: self._with(lambda one: one.type(name, words)))
        page.chosen.connect(lambda name, value: self._with(lambda one: one.choose(name, value)))
        page.reset_asked.connect(lambda: self._with(lambda one: one.reset()))
        page.back_asked.connect(lambda: self._window.show_page(self._came_from))
        self._window.add_page(KEY, page)
        return page

    def _with(self, action: Callable[[LayoutPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
