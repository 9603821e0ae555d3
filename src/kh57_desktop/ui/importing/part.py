"""The import page with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.i18n import _
from kh57_desktop.services.session import Session
from kh57_desktop.ui.importing.page import ImportPage
from kh57_desktop.ui.importing.presenter import ImportPresenter
from kh57_desktop.ui.importing.services import OfficeImports
from kh57_desktop.ui.pages.part import PageDesk, PagePart

if TYPE_CHECKING:
    from kh57_desktop.services.reading_plans import Accepted


class ImportPart(PagePart):
    """Reading and accepting are jobs in sessions of their own."""

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: ImportPresenter | None = None
        self.page: ImportPage = ImportPage(desk.theme)
        page = self.page
        page.close_asked.connect(lambda: desk.show_page("tasks"))
        page.document_chosen.connect(self.read)
        page.accept_asked.connect(lambda: self._with(lambda reading: reading.accept()))
        page.stop_asked.connect(lambda: self._with(lambda reading: reading.stop()))
        page.drop_asked.connect(lambda: self._with(lambda reading: reading.drop()))

    def open(self, session: Session) -> None:
        imports = OfficeImports(session.store.path, session.user)
        self._presenter = ImportPresenter(self.page, imports, self.desk.start_job, accepted=self._accepted)

    def close(self) -> None:
        self._presenter = None
        self.page.show_start()

    def read(self, document: Path) -> None:
        self._with(lambda reading: reading.read(document))

    def ask(self) -> None:
        """The file dialog at once: the person said already that a document is to be read."""
        self.page.ask()

    def shown(self) -> None:
        self.page.focus_first()

    def _accepted(self, accepted: Accepted) -> None:
        """A plan was imported: show it, and say what it brought."""
        self.desk.choose_plan(accepted.plan.id)
        words = _("Imported {tasks} tasks, {indicators} indicators, {duties} duties.").format(
            tasks=accepted.tasks, indicators=accepted.indicators, duties=accepted.duties
        )
        self.desk.show_done(words, can_undo=True)

    def _with(self, action: Callable[[ImportPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
