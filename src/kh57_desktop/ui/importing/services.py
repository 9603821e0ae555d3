"""Reading and accepting for the window: both run as jobs, accepting in a session of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.progress import Progress
from kh57_desktop.services.session import open_session

if TYPE_CHECKING:
    from kh57_desktop.services.reading_plans import Accepted

# the readers of documents are a fifth of the program's start and wanted once in a while: loaded by the job itself


class OfficeImports:
    """`ImportServices` over the file at `path`, on behalf of `user`."""

    def __init__(self, path: Path, user: str) -> None:
        self._path = path
        self._user = user

    def read(self, document: Path, progress: Progress) -> PlanReading:
        from kh57_desktop.services import reading_plans

        return reading_plans.read_plan(document, progress=progress)

    def accept(self, reading: PlanReading, document: Path, progress: Progress) -> Accepted:
        """The last moment to stop is before the saving: it is one action, whole or not at all."""
        from kh57_desktop.services import reading_plans

        progress.step(0, 1, document.name)
        with open_session(self._path, user=self._user) as session:
            return reading_plans.accept_reading(session, reading, source=document)
