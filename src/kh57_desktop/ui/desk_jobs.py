"""The jobs of one window: started, told to whoever asked, stopped when the file closes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool

from kh57_desktop.errors import UserError
from kh57_desktop.ui.job_end import JobEnd, Work
from kh57_desktop.ui.jobs import Job

log = logging.getLogger(__name__)


class DeskJobs(QObject):
    """`refused` is told what the work of `start_work` could not do; a bug is raised where it is shown.

    Nobody is told of a job whose file was closed meanwhile, even where it was over and only the telling came late:
    whoever started it would ask a closed file.
    """

    def __init__(self, parent: QObject, refused: Callable[[UserError], None]) -> None:
        super().__init__(parent)
        self._refused = refused
        self._running: set[Job] = set()
        self._closings = 0

    def start_work(self, work: Work, done: Callable[[Any], None]) -> None:
        """A job without a page of its own."""
        self._start(work, finished=done, failed=self._failed)

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
        job, closings = Job(work), self._closings

        def told_of_an_open_file(tell: Callable[..., None]) -> Callable[..., None]:
            def told(*given: Any) -> None:
                if self._closings == closings:
                    tell(*given)
                else:
                    _let_go(*given)

            return told

        def over(*_result: object) -> None:
            self._running.discard(job)

        self._running.add(job)
        job.tell(**{name: told_of_an_open_file(tell) for name, tell in told.items()})
        job.tell(finished=over, failed=over, cancelled=over)
        job.start()
        return job

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._refused(error)


def _let_go(*given: Any) -> None:
    """Of what a job brought that nobody sees any more: pages that hold a PDF open; an error is kept in the log."""
    for one in given:
        if isinstance(one, Exception) and not isinstance(one, UserError):
            log.warning("A job ended with an error while its file was closed", exc_info=one)
        elif hasattr(one, "close"):
            one.close()
