"""The history of the whole file: who did what when, what it changed, and taking a single action back (feature 22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.row_words import RowWords, kind_words
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.store.history import Action, FieldChange

MOST = 1000
"""Actions that are shown and searched; older ones are in the file as well."""
_OPS = {"insert": N_("added"), "bin": N_("deleted"), "restore": N_("restored"), "delete": N_("deleted")}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """`is_undone`: taken back since; `is_final`: can never be (issue, sign, hand over, receive)."""

    id: str
    at: datetime
    user: str
    words: str
    entries: int
    is_undone: bool
    is_final: bool
    can_undo: bool


@dataclass(frozen=True, slots=True)
class ChangedField:
    """`field` "": the row as a whole was added, deleted or restored, which `new` says."""

    what: str
    name: str
    field: str
    old: str
    new: str


def actions(session: Session, row_id: str = "") -> list[HistoryLine]:
    """Newest first; of one row where it is named."""
    store = session.store
    found = store.chronicle.actions_on(row_id) if row_id else store.actions(MOST)
    return [_line(action) for action in found]


def _line(action: Action) -> HistoryLine:
    return HistoryLine(
        id=action.id,
        at=action.at.astimezone(VIETNAM),
        user=action.user,
        words=action.sentence,
        entries=action.entries,
        is_undone=action.is_undone,
        is_final=action.is_irrevocable,
        can_undo=action.kind == "do" and not (action.is_undone or action.is_irrevocable or action.first_entry == 1),
    )


def changes(session: Session, action_id: str, row_id: str = "") -> list[ChangedField]:
    """What an action changed, row by row and field by field; of one row where it is named."""
    words = RowWords(session)
    found: list[ChangedField] = []
    for change in session.store.chronicle.changes_of(action_id):
        if not row_id or change.row_id == row_id:
            found += _fields(session, change, words)
    return found


def _fields(session: Session, change: FieldChange, words: RowWords) -> list[ChangedField]:
    row = {**session.store.chronicle.row(change.table, change.row_id), **change.after}
    what, name = kind_words(change.table), words.name(change.table, row)
    if change.op != "update":
        return [ChangedField(what, name, "", "", _(_OPS.get(change.op, change.op)))]
    found = [
        ChangedField(
            what,
            name,
            field,
            words.value(change.table, column, change.before.get(column)),
            words.value(change.table, column, cell),
        )
        for column, cell in change.after.items()
        if (field := words.field(change.table, column))
    ]
    return found or [ChangedField(what, name, "", "", _("changed"))]


def undo_action(session: Session, action_id: str) -> str:
    """Take one action back, also one from before the opening; returns its words. Ctrl+Z takes that back again.

    Raises CannotBeUndone, and UndoConflict where its rows were changed again since.
    """
    return session.store.take_back(action_id).sentence


def users(lines: Sequence[HistoryLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.user for line in lines))
