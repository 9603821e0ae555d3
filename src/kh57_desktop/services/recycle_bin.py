"""The bin (thùng rác): what was deleted, by whom, and back it comes with what belonged to it (feature 97)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kh57_desktop.i18n import _
from kh57_desktop.services.row_words import BINNED, RowWords, kind_words
from kh57_desktop.services.session import VIETNAM, Session

EMPTIED = "bin_emptied_at"
"""The setting with the moment of the last deletion that lay in the bin when it was emptied."""


@dataclass(frozen=True, slots=True)
class BinLine:
    """`words`: of the action that deleted it."""

    id: str
    table: str
    what: str
    name: str
    at: datetime
    user: str
    words: str


def binned(session: Session) -> list[BinLine]:
    """The last deleted first, without what lay there when the bin was emptied."""
    emptied = datetime.fromisoformat(session.store.settings.get(EMPTIED, "0001-01-01T00:00:00+00:00"))
    words = RowWords(session)
    return [
        BinLine(
            id=str(one.row["id"]),
            table=one.table,
            what=kind_words(one.table),
            name=words.name(one.table, one.row),
            at=one.at.astimezone(VIETNAM),
            user=one.user,
            words=_(one.words),
        )
        for one in session.store.chronicle.binned(BINNED)
        if one.at > emptied
    ]


def restore(session: Session, lines: Sequence[BinLine]) -> int:
    """Take rows out of the bin with what was deleted along with them; one action. Returns how many rows came back."""
    name = lines[0].name if len(lines) == 1 else _("{count} rows").format(count=len(lines))
    with session.store.changes(_("Restore {name}").format(name=name)):
        return session.store.chronicle.take_out((line.table, line.id) for line in lines)


def empty(session: Session) -> None:
    """Nothing of it is offered any more. The journal keeps it, as it keeps everything; undo offers it again."""
    lying = binned(session)
    if lying:
        with session.store.changes(_("Empty the bin")):
            session.store.settings.put(EMPTIED, lying[0].at.isoformat())
