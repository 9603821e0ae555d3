"""The jobs of one window: started, told to whoever asked, stopped when the file closes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool

from kh57_desktop.errors import UserError
from kh57_desktop.ui.job_end import JobEnd, Work
from kh57_desktop.ui.jobs import Job


class DeskJobs(QObject):
    """`refused` is told what the work of `start_work` could not do; a bug is raised where it is shown."""

    def __init__(self, parent: QObject, refused: Callable[[UserError], None]) -> None:
        super().__init__(parent)
        self._refused = refused
        self._running: set[Job] = set()
        self._closings = 0

    def start_work(self, work: Work, done: Callable[[Any], None]) -> None:
        """A job without a page of its own; `done` is not told when the file was closed meanwhile."""
        closings = self._closings

        def finished(result: Any) -> None:
            if self._closings == closings:
                done(result)

        self._start(work, finished=finished, failed=self._failed)

    def start_job(self, work: Work, end: JobEnd) -> Job:
        def failed(error: Exception) -> None:
            if isinstance(error, UserError):
                end.failed(error)
            else:
                end.cancelled()
                raise error

        return self._start(
            work, progressed=end.progressed, finished=end.finished, cancelled=end.cancelled, failed=failed
        )

    def start_look(self, work: Work, failed: Callable[[Exception], None]) -> None:
        """Work of which only a failure is told."""
        self._start(work, failed=failed)

    def cancel(self) -> None:
        """The file closes: all stop at their next step."""
        self._closings += 1
        for job in self._running:
            job.cancel()

    def wait(self) -> None:
        """Until all have stopped; they leave nothing behind."""
        QThreadPool.globalInstance().waitForDone()

    def _start(self, work: Work, **told: Callable[..., None]) -> Job:
        job = Job(work)

        def over(*_result: object) -> None:
            self._running.discard(job)

        self._running.add(job)
        job.tell(**told)
        job.tell(finished=over, failed=over, cancelled=over)
        job.start()
        return job

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._refused(error)
