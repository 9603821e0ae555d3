"""The page of papers with the presenter of the file that is open; made when it is first wanted, not at the start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kh57_desktop.services.session import Session
from kh57_desktop.ui.importing.presenter import StartJob
from kh57_desktop.ui.style.theme import Theme

if TYPE_CHECKING:
    from kh57_desktop.ui.preview.page import PreviewPage
    from kh57_desktop.ui.preview.presenter import PreviewPresenter

KEY = "preview"


class Pages(Protocol):
    """The main window, as far as a page that is made late needs it."""

    theme: Theme

    @property
    def page_key(self) -> str: ...
    def add_page(self, key: str, page: QWidget) -> None: ...
    def show_page(self, key: str) -> None: ...


class PreviewPart(QObject):
    """`settings_folder`: where printer and copies are remembered."""

    def __init__(self, window: Pages, start: StartJob, settings_folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._start, self._folder = window, start, settings_folder
        self._session: Session | None = None
        self._page: PreviewPage | None = None
        self._presenter: PreviewPresenter | None = None
        self._came_from = "tasks"

    def open(self, session: Session) -> None:
        self._session = session

    def close(self) -> None:
        if self._presenter is not None:
            self._presenter.close()
        if self._page is not None:
            self._page.forget()
        self._session = self._presenter = None

    def show(self, plan_id: str, kind: str | None, *, to_print: bool) -> None:
        """Show the paper of a kind, None for the one seen last; `to_print`: with the print pane."""
        if self._session is None:
            return
        page, presenter = self._made(self._session)
        if self._window.page_key != KEY:
            self._came_from = self._window.page_key
            self._window.show_page(KEY)
            presenter.open(plan_id, kind)
        if to_print:
            page.open_print()

    def refresh(self) -> None:
        """Something was undone or done again behind the paper in sight."""
        if self._presenter is not None and self._window.page_key == KEY:
            self._presenter.refresh()

    def _made(self, session: Session) -> tuple[PreviewPage, PreviewPresenter]:
        from kh57_desktop.ui.preview.presenter import PreviewPresenter
        from kh57_desktop.ui.preview.print_memory import PrintMemory
        from kh57_desktop.ui.preview.services import OfficePapers

        memory = PrintMemory(self._folder / "printing.ini")
        if self._page is None:
            self._page = self._new_page(memory)
        if self._presenter is None:
            self._page.use_folder(session.store.path.parent)
            self._presenter = PreviewPresenter(
                self._page,
                OfficePapers(session),
                self._start,
                print_pages=_print_pages,
                remember=lambda choice: memory.keep(choice.printer, choice.copies),
            )
        return self._page, self._presenter

    def _new_page(self, memory) -> PreviewPage:
        from kh57_desktop.ui.preview import printing
        from kh57_desktop.ui.preview.page import PreviewPage

        page = PreviewPage(self._window.theme, memory, lambda: printing.printer_names())
        page.kind_chosen.connect(lambda kind: self._with(lambda one: one.choose_kind(kind)))
        page.body_chosen.connect(lambda body: self._with(lambda one: one.choose_body(body)))
        page.period_chosen.connect(lambda period: self._with(lambda one: one.choose_period(period)))
        page.save_asked.connect(lambda file_format: self._with(lambda one: one.save(file_format)))
        page.print_asked.connect(lambda choice: self._with(lambda one: one.print(choice)))
        page.stop_asked.connect(lambda: self._with(lambda one: one.stop()))
        page.back_asked.connect(lambda: self._window.show_page(self._came_from))
        page.import_asked.connect(lambda: self._window.show_page("import"))
        self._window.add_page(KEY, page)
        return page

    def _with(self, action: Callable[[PreviewPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)


def _print_pages(pictures, choice, progress, title: str) -> int:
    from kh57_desktop.ui.preview import printing

    return printing.print_pages(pictures, choice, progress, title=title)
