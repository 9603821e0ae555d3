"""The import in hand: what is shown of it, where the eye goes, and steps that are taken back. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kh57_desktop.domain.corrections.doubts import RowDoubt, doubts_of
from kh57_desktop.domain.corrections.draft import Draft, Fate
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.domain.corrections.places import passage_of, places_of, rows_at
from kh57_desktop.domain.plan_reading import Passage
from kh57_desktop.errors import UserError
from kh57_desktop.ui.importing.protocols import ImportPage, ImportServices
from kh57_desktop.ui.importing.review_lines import KINDS_OF_TAB, Line, Review, Tab, lines_of, tabs_of

MOST_STEPS = 200
"""Corrections that can be taken back one by one."""
_SHOWN_FIRST = (Tab.MEMBERS, Tab.TASKS, Tab.INDICATORS)


class ImportInHand:
    """One import at a time; what it was before each correction is kept until it is accepted or left."""

    def __init__(self, page: ImportPage, services: ImportServices) -> None:
        self._page = page
        self._services = services
        self._current: UnfinishedImport | None = None
        self._unsaved = False
        self._past: list[tuple[str, UnfinishedImport]] = []
        self._future: list[tuple[str, UnfinishedImport]] = []
        self._review: Review | None = None
        self._tab = Tab.TASKS
        self._places: dict[int, Any] = {}
        self._shown: Sequence[Passage] | None = None
        """The document in sight; another one is written anew."""

    @property
    def draft(self) -> Draft | None:
        return self._current.draft if self._current is not None else None

    # steps

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
        self.choose_tab(Tab.LEFT_OUT if row.fate is Fate.DROPPED else tab)
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
