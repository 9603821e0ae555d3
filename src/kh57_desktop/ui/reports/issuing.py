"""Issuing a report behind the window: how far it is, stopping it, and its end. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kh57_desktop.domain.reports import Report
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.store.errors import StoreError
from kh57_desktop.ui.job_end import RunningJob, StartJob, Work


class IssuingPage(Protocol):
    def show_issuing(self, words: str, stop: Callable[[], None]) -> None: ...
    def show_not_issued(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class Issuing:
    """One at a time; what ends after the file was closed (`forget`) is not told."""

    def __init__(
        self,
        page: IssuingPage,
        start: StartJob,
        *,
        issued: Callable[[Report], None],
        not_saved: Callable[[], None],
    ) -> None:
        self._page, self._start = page, start
        self._issued, self._not_saved = issued, not_saved
        self._run: _Run | None = None

    @property
    def is_on(self) -> bool:
        return self._run is not None

    def begin(self, work: Work) -> None:
        run = self._run = _Run(self)
        self._page.show_issuing(_("Issuing the report …"), run.stop)
        run.job = self._start(work, run)

    def ask_to_wait(self) -> None:
        """Something else was to be changed meanwhile."""
        if self._run is not None:
            self._page.show_issuing(_("Please wait: the report is being issued …"), self._run.stop)

    def forget(self) -> None:
        self._run = None

    def goes_on(self, run: _Run, step: str) -> None:
        if run is self._run and step:
            self._page.show_issuing(_("Issuing the report: {step} …").format(step=step), run.stop)

    def ended(self, run: _Run, report: Report | None = None, error: UserError | None = None) -> None:
        """Issued, refused, or stopped: of the last two nothing was changed."""
        if run is not self._run:
            return
        self._run = None
        self._page.show_not_issued()
        if isinstance(error, StoreError):
            self._not_saved()
        if error is not None:
            self._page.show_error(error)
        if report is not None:
            self._issued(report)


class _Run:
    """The end of one job."""

    def __init__(self, issuing: Issuing) -> None:
        self._issuing = issuing
        self.job: RunningJob | None = None

    def stop(self) -> None:
        if self.job is not None:
            self.job.cancel()

    def progressed(self, _done: int, _total: int, text: str) -> None:
        self._issuing.goes_on(self, text)

    def finished(self, result: Report) -> None:
        self._issuing.ended(self, result)

    def failed(self, error: UserError) -> None:
        self._issuing.ended(self, error=error)

    def cancelled(self) -> None:
        self._issuing.ended(self)
