"""How presenters start long work and are told its end; knows neither Qt nor threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from kh57_desktop.errors import UserError
from kh57_desktop.progress import Progress


class RunningJob(Protocol):
    """A `ui.jobs.Job` as presenters use it."""

    def cancel(self) -> None: ...


class JobEnd(Protocol):
    """Who is told how a job goes on and ends; always on the UI thread."""

    def progressed(self, done: int, total: int, text: str) -> None: ...
    def finished(self, result: Any) -> None: ...
    def failed(self, error: UserError) -> None: ...
    def cancelled(self) -> None: ...


Work = Callable[[Progress], object]
StartJob = Callable[[Work, JobEnd], RunningJob]
"""Starts work off the UI thread and tells its end."""
StartWork = Callable[[Work, Callable[[Any], None]], None]
"""Runs work as a job without a page of its own; refusals and bugs are shown by who runs it."""
