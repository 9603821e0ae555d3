"""Documents in hand → read → corrected → accepted. What a gesture does, in plain Python; knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.corrections import edits
from kh57_desktop.domain.corrections.annexes import is_annex
from kh57_desktop.domain.corrections.doubts import Answer, RowDoubt, answered, doubts_of
from kh57_desktop.domain.corrections.draft import Draft, RowKind
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.domain.corrections.places import passage_of, places_of, rows_at
from kh57_desktop.domain.corrections.unit_matches import choose_unit
from kh57_desktop.domain.plan_reading import Passage, ReadColumn
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.ui.importing.answers import ANSWERS
from kh57_desktop.ui.importing.protocols import ImportPage, ImportServices
from kh57_desktop.ui.importing.review_lines import KINDS_OF_TAB, NEW_UNIT, Line, Review, Tab, lines_of, tabs_of
from kh57_desktop.ui.job_end import RunningJob, StartJob

if TYPE_CHECKING:
    from kh57_desktop.services.import_documents import ReadAll
    from kh57_desktop.services.imports import Result

MOST_STEPS = 200
"""Corrections that can be taken back one by one."""
_SHOWN_FIRST = (Tab.MEMBERS, Tab.TASKS, Tab.INDICATORS)


class ImportPresenter:
    """One import in hand at a time, one job at a time; other imports wait in the file."""

    def __init__(
        self, page: ImportPage, services: ImportServices, start: StartJob, *, accepted: Callable[[Result, int], None]
    ) -> None:
        self._page = page
        self._services = services
        self._start = start
        self._accepted = accepted
        self._job: RunningJob | None = None
        self._current: UnfinishedImport | None = None
        self._unsaved = False
        self._past: list[tuple[str, UnfinishedImport]] = []
        self._future: list[tuple[str, UnfinishedImport]] = []
        self._review: Review | None = None
        self._tab = Tab.TASKS
        self._places: dict[int, Any] = {}
        self._shown: Sequence[Passage] | None = None
        """The document in sight; another one is written anew."""
        self._unread: tuple[Path, ...] = ()
        self._refused: tuple[UserError, ...] = ()
        services.tidy()

    # coming and going

    @property
    def is_working(self) -> bool:
        return self._job is not None

    @property
    def draft(self) -> Draft | None:
        return self._current.draft if self._current is not None else None

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
        """The meaning of columns was chosen: it is remembered, and the documents are read again."""
        if self._job is not None:
            return
        self._services.remember(columns, meanings)
        if self._current is None:
            self.read(self._unread)
            return
        current = self._current
        documents = self._services.write_documents(current, folder)
        self._services.give_up(current)
        self._current = None
        self.read(documents)

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

    # correcting

    def _step(self, words: str, changed: UnfinishedImport) -> None:
        """One correction, to be taken back by Ctrl+Z until the import is accepted."""
        current = self._current
        if current is None or changed == current:
            return
        self._past = [*self._past[-MOST_STEPS + 1 :], (words, current)]
        self._future.clear()
        self._current, self._unsaved = changed, True
        self._show()

    def _correct(self, words: str, change: Callable[[Draft], Draft]) -> bool:
        if self._current is None:
            return False
        try:
            changed = replace(self._current, draft=change(self._current.draft))
        except UserError as error:
            self._page.show_refused(error)
            return False
        self._step(words, changed)
        return True

    def undo(self) -> None:
        self._go(self._past, self._future)

    def redo(self) -> None:
        self._go(self._future, self._past)

    def _go(self, source: list[tuple[str, UnfinishedImport]], other: list[tuple[str, UnfinishedImport]]) -> None:
        if self._current is not None and source:
            words, before = source.pop()
            other.append((words, self._current))
            self._current, self._unsaved = before, True
            self._show()

    def edit(self, line: Line, field: str, words: str) -> bool:
        """A cell as typed; False where it could not be taken."""
        if line.key is not None:
            key = line.key
            return self._correct(N_("Correct a field"), lambda draft: edits.set_field(draft, key, field, words))
        if field == "unit":
            return self._choose_unit(line.what, words)
        return self._correct(N_("Correct the head"), lambda draft: edits.set_head(draft, field, words))

    def _choose_unit(self, name: str, words: str) -> bool:
        found = next((unit.id for unit in self._services.units() if unit.name == words), None)
        if found is None and words not in ("", _(NEW_UNIT)):
            return False
        return self._correct(N_("Choose a unit"), lambda draft: choose_unit(draft, name, found or ""))

    def answer(self, doubt: RowDoubt, answer: Answer) -> None:
        if answer is Answer.ADD_ANNEX:
            self._page.ask()
            return
        after = self._next_doubtful(doubt)
        if self._correct(ANSWERS[answer], lambda draft: answered(draft, doubt, answer)) and after:
            self._page.select(after)

    def split(self, key: int, at: int) -> None:
        self._correct(N_("Split a row"), lambda draft: edits.split(draft, key, at))

    def join(self, keys: Sequence[int]) -> None:
        """The chosen rows; of one row alone, with the one above it."""
        draft = self.draft
        if draft is None or not keys:
            return
        wanted = list(keys)
        if len(wanted) == 1:
            row = draft.row(wanted[0])
            above = [other.key for other in draft.rows[: draft.place(row.key)] if other.kind is row.kind]
            wanted = [*above[-1:], row.key]
        self._correct(N_("Join rows"), lambda draft: edits.join(draft, wanted))
        self._page.select(f"row:{wanted[0]}")

    def drop(self, keys: Sequence[int]) -> None:
        self._correct(N_("Leave rows out"), lambda draft: edits.drop(draft, keys))

    def restore(self, keys: Sequence[int]) -> None:
        self._correct(N_("Take rows in again"), lambda draft: edits.restore(draft, keys))

    def mark_not_ours(self, keys: Sequence[int]) -> None:
        draft = self.draft
        if draft is None or not keys:
            return
        on = any(draft.row(key).fate is not edits.Fate.NOT_OURS for key in keys)
        self._correct(N_("Not the commune's task"), lambda draft: edits.not_ours(draft, keys, on=on))

    def check(self, keys: Sequence[int]) -> None:
        """Right as they stand: their doubts are settled, and the next doubtful row comes up."""
        after = self._next_doubtful_row(keys[-1]) if keys else ""
        if self._correct(N_("It is right"), lambda draft: edits.checked(draft, keys)) and after:
            self._page.select(after)

    def make(self, keys: Sequence[int], kind: RowKind) -> None:
        self._correct(N_("Change the kind of a row"), lambda draft: edits.as_kind(draft, keys, kind))

    def move_to(self, keys: Sequence[int], parent: int) -> None:
        self._correct(N_("Move to another group"), lambda draft: edits.move_to(draft, keys, parent))

    def add(self, after: int | None, text: str) -> None:
        """A row that was not found, of the kind that the tab shows."""
        draft = self.draft
        if draft is None:
            return
        kind = KINDS_OF_TAB.get(self._tab, (RowKind.TASK,))[-1]
        key = draft.next_key
        if after is None:
            after = next((row.key for row in reversed(draft.rows) if row.kind is kind), None)
        if self._correct(N_("Add a row"), lambda draft: edits.add_row(draft, kind, text, after=after)):
            self._page.select(f"row:{key}")

    def add_passage(self, place: int, kind: RowKind) -> None:
        """A paragraph of the document that was not taken becomes a row, behind the one that stands above it there."""
        draft = self.draft
        if draft is None:
            return
        passage = draft.base.passages[place]
        before = [key for key, at in self._places.items() if at.first <= place and draft.row(key).kind is kind]
        after = before[-1] if before else None
        key = draft.next_key
        text = passage.text.lstrip("-–+•* ")
        if self._correct(N_("Add a row"), lambda draft: edits.add_row(draft, kind, text, after=after)):
            self.choose_tab(next(tab for tab, kinds in KINDS_OF_TAB.items() if kind in kinds))
            self._page.select(f"row:{key}")

    # showing

    def choose_tab(self, tab: Tab) -> None:
        if self._review is not None and tab is not self._tab:
            self._tab = tab
            self._page.show_review(self._review, tab)

    def point_at(self, line: Line | None) -> None:
        """A line became current: its place in the document comes into sight."""
        if line is None or self._current is None:
            return
        place = self._places.get(line.key) if line.key is not None else None
        if place is not None:
            self._page.show_place(place.first, place.last, is_doubtful=line.is_doubtful)
            return
        words = line.doubts[0].where if line.doubts else line.cells["text"].typed or line.cells["text"].shown
        found = passage_of(words, self._passages)
        if found is not None:
            self._page.show_place(found, found, is_doubtful=line.is_doubtful)

    def point_from(self, passage: int) -> None:
        """A paragraph was clicked: its row becomes current, on whatever tab it stands."""
        draft, found = self.draft, rows_at(self._places, passage)
        if draft is None or not found:
            return
        row = draft.row(found[-1])
        tab = next((tab for tab, kinds in KINDS_OF_TAB.items() if row.kind in kinds), self._tab)
        self.choose_tab(Tab.LEFT_OUT if row.fate is edits.Fate.DROPPED else tab)
        self._page.select(f"row:{row.key}")

    def next_doubtful(self, after: str, *, step: int = 1) -> None:
        """To the next (or the last) place to look at; from the end of a tab to the next tab that has one."""
        if self._review is None:
            return
        doubtful = [line.id for line in self._lines() if line.is_doubtful]
        place = doubtful.index(after) + step if after in doubtful else 0 if step > 0 else len(doubtful) - 1
        if 0 <= place < len(doubtful):
            self._page.select(doubtful[place])
            return
        others = [tab for tab, _count, places in tabs_of(self._review) if places and tab is not self._tab]
        if others:
            self.choose_tab(others[0])
            self._page.select(next(line.id for line in self._lines() if line.is_doubtful))

    @property
    def _passages(self) -> Sequence[Passage]:
        return self._current.draft.base.passages if self._current is not None else ()

    def _lines(self) -> list[Line]:
        if self._review is None:
            return []
        return [line for line in lines_of(self._review, self._tab) if isinstance(line, Line)]

    def _next_doubtful(self, doubt: RowDoubt) -> str:
        """Where the eye goes when this doubt is settled: the row itself while it has another, else the next one."""
        line = next((line for line in self._lines() if doubt in line.doubts), None)
        if line is None:
            return ""
        return line.id if len(line.doubts) > 1 else self._after(line.id)

    def _next_doubtful_row(self, key: int) -> str:
        return self._after(f"row:{key}")

    def _after(self, line_id: str) -> str:
        doubtful = [line.id for line in self._lines() if line.is_doubtful]
        if line_id not in doubtful:
            return ""
        place = doubtful.index(line_id)
        return next(iter((*doubtful[place + 1 :], *reversed(doubtful[:place]))), "")

    def _show(self) -> None:
        """Everything anew after a correction."""
        current = self._current
        if current is None:
            return
        draft = current.draft
        if self._shown is not draft.base.passages:
            self._shown = draft.base.passages
            self._page.show_import(current)
        changes = tuple(self._services.changes(current))
        units = self._services.units()
        names = (*(unit.name for unit in units), *(row.lead for row in draft.rows if row.lead))
        self._review = Review(
            current,
            tuple(doubts_of(draft)),
            tuple(units),
            tuple(self._services.matches(draft)),
            changes,
            self._services.members(draft) if draft.is_decision else None,
            {row.key: row for row in changes if row.key is not None},
            tuple(dict.fromkeys(names)),
        )
        self._places = dict(places_of(draft, draft.base.passages))
        shown = [tab for tab, _count, _places in tabs_of(self._review)]
        if self._tab not in shown:
            self._tab = next(tab for tab in (*_SHOWN_FIRST, *shown) if tab in shown)
        self._page.show_review(self._review, self._tab)
        self._page.show_steps(self._past[-1][0] if self._past else "", self._future[-1][0] if self._future else "")


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


class _AcceptEnd(_End):
    def finished(self, result: Result) -> None:
        self.presenter.ended_accepted(result)
