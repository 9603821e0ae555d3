"""Reading a document as a job, showing what was found with the doubts first, accepting it. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.errors import UserError
from kh57_desktop.progress import Progress
from kh57_desktop.ui.job_end import RunningJob, StartJob

if TYPE_CHECKING:
    from kh57_desktop.services.reading_plans import Accepted


class ImportServices(Protocol):
    """`read` touches no file of the office; `accept` opens its own session, since both run as jobs."""

    def read(self, document: Path, progress: Progress) -> PlanReading: ...
    def accept(self, reading: PlanReading, document: Path, progress: Progress) -> Accepted: ...


class ImportPage(Protocol):
    def show_start(self) -> None: ...
    def show_working(self, document: Path) -> None: ...
    def show_progress(self, done: int, total: int, text: str) -> None: ...
    def show_reading(self, document: Path, reading: PlanReading) -> None: ...
    def show_refused(self, error: UserError) -> None: ...


class ImportPresenter:
    """Document in hand → reading → accepted. One job at a time."""

    def __init__(
        self, page: ImportPage, services: ImportServices, start: StartJob, *, accepted: Callable[[Accepted], None]
    ) -> None:
        self._page = page
        self._services = services
        self._start = start
        self._accepted = accepted
        self._job: RunningJob | None = None
        self._document: Path | None = None
        self._reading: PlanReading | None = None

    @property
    def is_working(self) -> bool:
        return self._job is not None

    def open(self) -> None:
        """The page comes into sight: what was read before is still there."""
        if self._reading is None and self._job is None:
            self._page.show_start()

    def read(self, document: Path) -> None:
        if self._job is not None:
            return
        self._document, self._reading = document, None
        self._page.show_working(document)
        self._job = self._start(lambda progress: self._services.read(document, progress), _ReadEnd(self))

    def accept(self) -> None:
        reading, document = self._reading, self._document
        if self._job is not None or reading is None or document is None:
            return
        self._page.show_working(document)
        self._job = self._start(lambda progress: self._services.accept(reading, document, progress), _AcceptEnd(self))

    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def drop(self) -> None:
        """Leave what was read; nothing of it was saved."""
        self._document = self._reading = None
        self._page.show_start()

    def show_progress(self, done: int, total: int, text: str) -> None:
        self._page.show_progress(done, total, text)

    def ended_with_reading(self, reading: PlanReading) -> None:
        self._job, self._reading = None, reading
        if self._document is not None:
            self._page.show_reading(self._document, reading)

    def ended_accepted(self, accepted: Accepted) -> None:
        self._job = self._document = self._reading = None
        self._page.show_start()
        self._accepted(accepted)

    def ended_without(self, error: UserError | None) -> None:
        """Refused or stopped; what had been read before stays in sight."""
        self._job = None
        if self._reading is not None and self._document is not None:
            self._page.show_reading(self._document, self._reading)
        else:
            self._document = None
            self._page.show_start()
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
    def finished(self, result: PlanReading) -> None:
        self.presenter.ended_with_reading(result)


class _AcceptEnd(_End):
    def finished(self, result: Accepted) -> None:
        self.presenter.ended_accepted(result)
