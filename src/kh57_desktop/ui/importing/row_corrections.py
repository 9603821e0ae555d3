"""Corrections of the import in hand, one gesture of the page each."""

from __future__ import annotations

from collections.abc import Sequence

from kh57_desktop.domain.corrections import edits
from kh57_desktop.domain.corrections.doubts import Answer, RowDoubt, answered
from kh57_desktop.domain.corrections.draft import RowKind
from kh57_desktop.domain.corrections.unit_matches import choose_unit
from kh57_desktop.i18n import N_, _
from kh57_desktop.ui.importing.answers import ANSWERS
from kh57_desktop.ui.importing.in_hand import ImportInHand
from kh57_desktop.ui.importing.review_lines import KINDS_OF_TAB, NEW_UNIT, Line


class RowCorrections(ImportInHand):
    """Cells, doubts and rows; every correction is a step."""

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
