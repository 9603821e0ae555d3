"""Documents in hand → read → corrected → accepted. What a gesture does, in plain Python; knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.domain.corrections.annexes import is_annex
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.domain.plan_reading import ReadColumn
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.ui.importing.protocols import ImportPage, ImportServices
from kh57_desktop.ui.importing.review_lines import Tab
from kh57_desktop.ui.importing.row_corrections import RowCorrections
from kh57_desktop.ui.job_end import RunningJob, StartJob

if TYPE_CHECKING:
    from kh57_desktop.services.import_documents import ReadAll
    from kh57_desktop.services.import_rereading import ReadAnew
    from kh57_desktop.services.imports import Result

_SHOWN_LOST = 3


class ImportPresenter(RowCorrections):
    """One import in hand at a time, one job at a time; other imports wait in the file."""

    def __init__(
        self, page: ImportPage, services: ImportServices, start: StartJob, *, accepted: Callable[[Result, int], None]
    ) -> None:
        super().__init__(page, services)
        self._start = start
        self._accepted = accepted
        self._job: RunningJob | None = None
        self._unread: tuple[Path, ...] = ()
        self._refused: tuple[UserError, ...] = ()
        services.tidy()

    # coming and going

    @property
    def is_working(self) -> bool:
        return self._job is not None

    def open(self) -> None:
        """The page comes into sight: what was in hand is still there, else what waits is offered."""
        if self._job is None and self._current is None:
            self._page.show_start(self._services.unfinished())

    def refresh(self) -> None:
        """Something was saved or taken back elsewhere: units and plans on file may be others."""
        if self._job is not None:
            return
        if self._current is None:
            self.open()
        else:
            self._show()

    def keep(self) -> None:
        """Save the corrections made since the last time; called after a pause and at the end."""
        if self._current is not None and self._unsaved:
            self._services.keep(self._current)
            self._unsaved = False

    # reading

    def read(self, documents: Sequence[Path]) -> None:
        if self._job is not None or not documents:
            return
        self.keep()
        self._unread = tuple(documents)
        mappings = self._services.mappings()
        self._page.show_working([path.name for path in documents])
        self._job = self._start(lambda progress: self._services.read(documents, mappings, progress), _ReadEnd(self))

    def ended_with_reading(self, read: ReadAll) -> None:
        """An annex alone completes the plan in hand, as one correction; everything else is an import of its own."""
        self._job, self._unread, self._refused = None, (), read.refused
        current = self._current
        annexes = [one for one in read.imports if is_annex(one.reading)] if self._takes_annexes() else []
        begun = [self._services.begin(one) for one in read.imports if one not in annexes]
        if current is not None and annexes:
            completed = current
            for annex in annexes:
                completed = self._services.add_annex(completed, annex)
            self._step(N_("Add an annex"), completed)
            self._tell_refused()
        else:
            self.resume(begun[0])

    def _takes_annexes(self) -> bool:
        return self._current is not None and bool(self._current.draft.base.sections)

    def resume(self, unfinished: UnfinishedImport) -> None:
        """Go on with an import that waits."""
        self.keep()
        self._current, self._unsaved = unfinished, False
        self._past.clear()
        self._future.clear()
        self._tab = Tab.MEMBERS if unfinished.draft.is_decision else Tab.TASKS
        self._shown = None
        self._show()
        self._advise()
        self._tell_refused()

    def _tell_refused(self) -> None:
        for error in self._refused:
            self._page.show_refused(error)
        self._refused = ()

    def _advise(self) -> None:
        unfinished = self._current
        if unfinished is None:
            return
        advice = self._services.advice(unfinished)
        if advice.on_file is not None and not unfinished.update_of and not unfinished.plan_code:
            self._page.ask_version(advice.on_file.code)
        elif advice.doubts:
            self._page.show_advice(" ".join(doubt.reason for doubt in advice.doubts))

    def choose_version(self, code: str) -> None:
        """A new version of the plan with this code; "" for a plan of its own."""
        if self._current is not None and code:
            self._step(N_("New version of a plan on file"), replace(self._current, update_of=code))
            first = next(iter(self._lines()), None)
            if first is not None:
                self._page.select(first.id)

    def keep_row_on_file(self, old_id: str, *, on: bool) -> None:
        """A row on file stays as it is although the new version changes or lacks it."""
        if self._current is not None:
            kept = self._current.kept_rows | {old_id} if on else self._current.kept_rows - {old_id}
            self._step(N_("Keep a row as on file"), replace(self._current, kept_rows=kept))

    # columns

    def put_columns(self, columns: Sequence[ReadColumn], meanings: Mapping[str, str], folder: Path) -> None:
        """The meaning of columns was chosen: the documents are read again; corrections stay, the meaning is kept."""
        if self._job is not None:
            return
        current = self._current
        if current is None:
            self._services.remember(columns, meanings)
            self.read(self._unread)
            return
        self.keep()
        documents = self._services.write_documents(current, folder)
        self._page.show_working([path.name for path in documents])
        self._job = self._start(
            lambda progress: self._services.read_anew(current, documents, meanings, progress), _ReadAnewEnd(self)
        )

    def ended_read_anew(self, anew: ReadAnew) -> None:
        """One more step of the import in hand, so that Ctrl+Z goes back to the columns and rows of before."""
        self._job = None
        self._services.remember(anew.columns, anew.meanings)
        if anew.unfinished == self._current:
            self._show()
        self._step(N_("Change what columns mean"), anew.unfinished)
        if anew.lost:
            words = _("{count} corrected rows are not in the new reading: {rows}. Ctrl+Z brings them back.")
            shown = [f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”" for text in anew.lost[:_SHOWN_LOST]]
            more = ["…"] if len(anew.lost) > _SHOWN_LOST else []
            self._page.show_advice(words.format(count=len(anew.lost), rows=", ".join([*shown, *more])))

    # accepting

    def accept(self, *, only_clear: bool = False, keys: Collection[int] | None = None) -> None:
        """Everything that was not left out; or only the rows without an open doubt, or these: the others wait on."""
        current = self._current
        if self._job is not None or current is None or self._review is None:
            return
        self.keep()
        only = list(keys) if keys is not None else None
        if only_clear:
            in_doubt = {doubt.row for doubt in self._review.doubts}
            only = [row.key for row in current.draft.rows if row.key not in in_doubt]
        self._page.show_working([current.name])
        self._job = self._start(lambda progress: self._services.accept(current, only, progress), _AcceptEnd(self))

    def ended_accepted(self, result: Result) -> None:
        self._job = self._current = self._review = None
        waiting = self._services.unfinished()
        self._page.show_start(waiting)
        self._accepted(result, len(waiting))

    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def give_up(self) -> None:
        """Leave what was read; nothing of it was saved."""
        if self._current is not None and self._job is None:
            self._services.give_up(self._current)
            self._current = self._review = None
            self._page.show_start(self._services.unfinished())

    def give_up_waiting(self, unfinished: UnfinishedImport) -> None:
        self._services.give_up(unfinished)
        self._page.show_start(self._services.unfinished())

    def put_aside(self) -> None:
        """Back to the start; the import waits."""
        if self._job is None:
            self.keep()
            self._current = self._review = None
            self._page.show_start(self._services.unfinished())

    def show_progress(self, done: int, total: int, text: str) -> None:
        self._page.show_progress(done, total, text)

    def ended_without(self, error: UserError | None) -> None:
        """Refused or stopped; what was in hand before stays in sight."""
        self._job = None
        columns: tuple[ReadColumn, ...] = getattr(error, "columns", ())
        if self._current is not None:
            self._show()
        elif columns and len(self._unread) == 1:
            self._page.show_columns(columns, getattr(error, "passages", ()), self._unread[0].name)
            return
        else:
            self._page.show_start(self._services.unfinished())
        if error is not None:
            self._page.show_refused(error)


class _End:
    def __init__(self, presenter: ImportPresenter) -> None:
        self.presenter = presenter

    def progressed(self, done: int, total: int, text: str) -> None:
        self.presenter.show_progress(done, total, text)

    def failed(self, error: UserError) -> None:
        self.presenter.ended_without(error)

    def cancelled(self) -> None:
        self.presenter.ended_without(None)


class _ReadEnd(_End):
    def finished(self, result: ReadAll) -> None:
        self.presenter.ended_with_reading(result)


class _ReadAnewEnd(_End):
    def finished(self, result: ReadAnew) -> None:
        self.presenter.ended_read_anew(result)


class _AcceptEnd(_End):
    def finished(self, result: Result) -> None:
        self.presenter.ended_accepted(result)
