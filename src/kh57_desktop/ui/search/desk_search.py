"""Search of the whole window: made when something is typed first; attachments are read when the desk is idle."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from kh57_desktop.ui.job_end import Work
from kh57_desktop.ui.office import OpenOffice
from kh57_desktop.ui.pages.part import PageDesk
from kh57_desktop.ui.pages.registry import has_page
from kh57_desktop.ui.search.box import SearchBox

if TYPE_CHECKING:
    from kh57_desktop.domain.searching import Entry, FoundGroup

AT_ONCE_S, SLICE_S = 0.03, 0.008
"""So long a question may wait for the rows to be made ready; a piece of work between two keys."""
AHEAD_MS, PAUSE_MS = 1500, 15
"""Without a save for so long, the rows are made ready; the pause between two pieces."""
IDLE_MS = 20_000
"""Without a save for so long, the words of new attachments are read."""


class DeskSearch(QObject):
    """`office` gives the file that is open, if any; `start_work` runs a job."""

    def __init__(
        self,
        desk: PageDesk,
        field: QLineEdit,
        over: QWidget,
        office: Callable[[], OpenOffice | None],
        start_work: Callable[[Work, Callable[[Any], None]], None],
    ) -> None:
        super().__init__(over)
        self._desk, self._office, self._start_work = desk, office, start_work
        self.box = SearchBox(desk.theme, field, over, self._find)
        self.box.chosen.connect(self._open)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.read_attachments)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._prepare)
        self._is_asked = False

    def saved(self) -> None:
        """Something was saved, or a file was opened: wait for a quiet moment again."""
        self._idle.start()
        self._ahead.start(AHEAD_MS)

    def closed(self) -> None:
        self._idle.stop()
        self._ahead.stop()
        self._is_asked = False
        self.box.hide()

    def _find(self, words: str) -> list[FoundGroup]:
        """Nothing yet where the rows of a large office are still being made: what was found is shown when they are."""
        office = self._office()
        if office is None:
            return []
        self._is_asked = not office.search.prepare(AT_ONCE_S)
        if self._is_asked:
            self._ahead.start(0)
            return []
        return office.search.find(words)

    def _prepare(self) -> None:
        office = self._office()
        if office is None:
            return
        if not office.search.prepare(SLICE_S):
            self._ahead.start(0 if self._is_asked else PAUSE_MS)
        elif self._is_asked:
            self._is_asked = False
            self.box.show_late_results()

    def _open(self, entry: Entry) -> None:
        page, _colon, what = entry.opens.partition(":")
        if page == "paper":
            self._desk.show_paper(what)
        elif has_page(page):
            self._desk.clear_search()
            self._desk.go_to(page, what)

    def read_attachments(self) -> None:
        office = self._office()
        if office is None or office.is_read_only:
            return
        from kh57_desktop.services import search

        unread = search.unread_attachments(office.session)
        if not unread:
            return

        def keep(words: dict[str, str]) -> None:
            if self._office() is office:  # the file may have been closed meanwhile
                search.keep_words(office.session, words)

        self._start_work(lambda progress: search.read_words(unread, progress=progress), keep)
