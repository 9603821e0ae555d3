"""The page of papers with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kh57_desktop.progress import Progress
from kh57_desktop.services.session import Session
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.preview import printing
from kh57_desktop.ui.preview.page import PreviewPage
from kh57_desktop.ui.preview.presenter import PreviewPresenter
from kh57_desktop.ui.preview.print_choice import PrintChoice
from kh57_desktop.ui.preview.print_memory import PrintMemory
from kh57_desktop.ui.preview.services import OfficePapers


class PreviewPart(PagePart):
    """Printer and copies are remembered beside the window's settings."""

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: PreviewPresenter | None = None
        self._memory = PrintMemory(desk.settings.folder / "printing.ini")
        self.page: PreviewPage = PreviewPage(desk.theme, self._memory, lambda: printing.printer_names())
        page = self.page
        page.kind_chosen.connect(lambda kind: self._with(lambda one: one.choose_kind(kind)))
        page.whose_chosen.connect(lambda whose: self._with(lambda one: one.choose_whose(whose)))
        page.body_chosen.connect(lambda body: self._with(lambda one: one.choose_body(body)))
        page.view_chosen.connect(lambda view: self._with(lambda one: one.choose_view(view)))
        page.period_chosen.connect(lambda period: self._with(lambda one: one.choose_period(period)))
        page.save_asked.connect(lambda file_format: self._with(lambda one: one.save(file_format)))
        page.print_asked.connect(lambda choice: self._with(lambda one: one.print(choice)))
        page.stop_asked.connect(lambda: self._with(lambda one: one.stop()))
        page.back_asked.connect(desk.show_back)
        page.import_asked.connect(lambda: desk.show_page("import"))

    def open(self, session: Session) -> None:
        self.page.use_folder(session.store.path.parent)
        self._presenter = PreviewPresenter(
            self.page,
            OfficePapers(session),
            self.desk.start_job,
            print_pages=_print_pages,
            remember=lambda choice: self._memory.keep(choice.printer, choice.copies),
        )

    def close(self) -> None:
        if self._presenter is not None:
            self._presenter.close()
        self.page.forget()
        self._presenter = None

    def show_kind(self, kind: str | None, view: str | None = None, choice: Mapping[str, str] | None = None) -> None:
        """Show the paper of a kind, None for the one seen last.

        `view`: the saved view that it has; `choice`: whose and of which period, as it was seen.
        """
        self._with(lambda one: one.open(self.desk.plan_id, kind, view, choice or {}))

    def refresh(self) -> None:
        """Something was undone or done again behind the paper in sight."""
        self._with(lambda one: one.refresh())

    def shown(self) -> None:
        """The pages take the keyboard when they are there."""

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"print": self.page.open_print}

    def _with(self, action: Callable[[PreviewPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)


def _print_pages(pictures: Any, choice: PrintChoice, progress: Progress, title: str) -> int:
    return printing.print_pages(pictures, choice, progress, title=title)
