"""The office's file that the window has open: its session, and the services bound to it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.domain.offices import Office
from kh57_desktop.domain.plans import Plan
from kh57_desktop.services import frame, history
from kh57_desktop.services.history import Steps
from kh57_desktop.services.session import Session

if TYPE_CHECKING:
    from kh57_desktop.services.search import OfficeSearch


class OpenOffice:
    """Lives from the opening of the file to its closing; undo reaches back to the opening."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._opening = history.opening(session)

    @property
    def path(self) -> Path:
        return self.session.store.path

    @property
    def office(self) -> Office:
        return frame.office_of(self.session)

    @property
    def user(self) -> str:
        return self.session.user

    @property
    def is_read_only(self) -> bool:
        return self.session.store.is_read_only

    def plans(self) -> tuple[Plan, ...]:
        """Newest first."""
        return frame.plans_newest_first(self.session)

    def task_counts(self, plan_id: str) -> tuple[int, int]:
        """(all, overdue)."""
        return frame.task_counts(self.session, plan_id)

    def plan_choices(self) -> list[tuple[str, str]]:
        """(id, title) of the plans, newest first."""
        return [(plan.id, plan.title) for plan in self.plans()]

    def steps(self) -> Steps:
        return history.steps(self.session, since=self._opening)

    def undo(self) -> str:
        """Returns the words of what was taken back."""
        return history.undo(self.session, since=self._opening).sentence

    def redo(self) -> str:
        return history.redo(self.session).sentence

    @cached_property
    def search(self) -> OfficeSearch:
        from kh57_desktop.services.search import OfficeSearch  # with the readers of documents: seldom at once

        return OfficeSearch(self.session)

    def close(self) -> None:
        self.session.close()
