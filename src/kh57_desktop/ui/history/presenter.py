"""What happens on the page of history and bin: decides, calls the services, tells the page. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import _, fold, nfc
from kh57_desktop.services.change_history import ChangedField, HistoryLine
from kh57_desktop.services.recycle_bin import BinLine

HISTORY, BIN = "history", "bin"


class HistoryServices(Protocol):
    """One office's file is already chosen."""

    def actions(self, row_id: str) -> list[HistoryLine]: ...
    def changes(self, action_id: str, row_id: str) -> list[ChangedField]: ...
    def undo(self, action_id: str) -> str: ...
    def binned(self) -> list[BinLine]: ...
    def restore(self, lines: Sequence[BinLine]) -> int: ...
    def empty(self) -> None: ...


class HistoryPageView(Protocol):
    """What the presenter asks of the page."""

    def show_actions(
        self, lines: Sequence[HistoryLine], users: Sequence[str], user: str, *, of_row: bool, total: int
    ) -> None: ...
    def show_bin(self, lines: Sequence[BinLine], total: int) -> None: ...
    def show_changes(self, line: HistoryLine | None, changes: Sequence[ChangedField]) -> None: ...
    def show_binned(self, line: BinLine) -> None: ...
    def show_refused(self, error: UserError) -> None: ...
    def show_done(self, words: str) -> None: ...


class HistoryPresenter:
    """Actions are read when the page is shown and after each change; a search looks through what was read."""

    def __init__(
        self,
        page: HistoryPageView,
        services: HistoryServices,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
    ) -> None:
        self._page, self._services = page, services
        self._saved, self._not_saved = saved, not_saved
        self.key = HISTORY
        self._search = self._user = self._row_id = ""
        self._lines: list[HistoryLine] = []
        self._bin: list[BinLine] = []

    def choose(self, key: str) -> None:
        self.key = key
        self.refresh()

    def of_row(self, row_id: str) -> None:
        """Only what was done to one row; "" for everything."""
        self.key, self._row_id, self._user = HISTORY, row_id, ""
        self.refresh()

    def choose_user(self, user: str) -> None:
        self._user = user
        self._show()

    def search(self, words: str) -> None:
        self._search = nfc(words)
        self._show()

    def drop_filter(self) -> None:
        """Everything again; from a bin that is empty to the history."""
        narrowed, self._search = bool(self._search), ""
        if self.key == HISTORY or not narrowed:
            self.of_row("")
        else:
            self._show()

    def refresh(self) -> None:
        if self.key == BIN:
            self._bin = self._services.binned()
        else:
            self._lines = self._services.actions(self._row_id)
        self._show()

    def _show(self) -> None:
        wanted = fold(self._search.strip())
        if self.key == BIN:
            shown = [one for one in self._bin if wanted in fold(f"{one.what} {one.name} {one.user} {one.words}")]
            self._page.show_bin(shown, len(self._bin))
            return
        users = tuple(dict.fromkeys(line.user for line in self._lines))
        found = [
            line
            for line in self._lines
            if (not self._user or line.user == self._user) and wanted in fold(f"{line.words} {line.user}")
        ]
        self._page.show_actions(found, users, self._user, of_row=bool(self._row_id), total=len(self._lines))

    def select(self, record: Any) -> None:
        if isinstance(record, HistoryLine):
            self._page.show_changes(record, self._services.changes(record.id, self._row_id))
        elif isinstance(record, BinLine):
            self._page.show_binned(record)
        else:
            self._page.show_changes(None, ())

    # changes

    def undo(self, line: HistoryLine) -> None:
        done: list[str] = []
        if self._attempt(lambda: done.append(self._services.undo(line.id))):
            self._page.show_done(_("Undone: {words}").format(words=done[0]))

    def restore(self, lines: Sequence[BinLine]) -> None:
        done: list[int] = []
        if lines and self._attempt(lambda: done.append(self._services.restore(lines))):
            self._page.show_done(_("{count} rows are back in their place.").format(count=done[0]))

    def empty(self) -> None:
        if self._attempt(self._services.empty):
            self._page.show_done(_("The bin was emptied."))

    def _attempt(self, save: Callable[[], Any]) -> bool:
        try:
            save()
        except UserError as error:
            if error.exit_code == NOT_DONE:
                self._not_saved()
            self._page.show_refused(error)
            return False
        self._saved()
        self.refresh()
        return True
