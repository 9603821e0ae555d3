"""History and bin of the file that the window has open."""

from __future__ import annotations

from collections.abc import Sequence

from kh57_desktop.services import change_history, recycle_bin
from kh57_desktop.services.change_history import ChangedField, HistoryLine
from kh57_desktop.services.recycle_bin import BinLine
from kh57_desktop.services.session import Session


class OfficeHistory:
    """`HistoryServices` of the presenter over one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def actions(self, row_id: str) -> list[HistoryLine]:
        return change_history.actions(self._session, row_id)

    def changes(self, action_id: str, row_id: str) -> list[ChangedField]:
        return change_history.changes(self._session, action_id, row_id)

    def undo(self, action_id: str) -> str:
        return change_history.undo_action(self._session, action_id)

    def binned(self) -> list[BinLine]:
        return recycle_bin.binned(self._session)

    def restore(self, lines: Sequence[BinLine]) -> int:
        return recycle_bin.restore(self._session, lines)

    def empty(self) -> None:
        recycle_bin.empty(self._session)
