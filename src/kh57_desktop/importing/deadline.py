"""The time that reading one document may take, and whether the person still waits for it.

A file made to be slow ends with a clear sentence, not with waiting; a person who pressed Dừng is answered at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from kh57_desktop.i18n import _
from kh57_desktop.importing.errors import DocumentTooLarge
from kh57_desktop.progress import SILENT, Progress

SECONDS = 17.0
"""Reliability.md section 4 allows 20; a plan of 120 pages takes 3."""
_LOOK = 0.1
"""Seconds after which the person is asked again, between two steps of the reading."""


@dataclass
class _Watch:
    """When the reading of `name` is over, and whom to ask meanwhile; as `Progress` it tells the steps on."""

    name: str
    end: float
    progress: Progress
    last: tuple[int, int, str] = (0, 1, "")
    next_look: float = 0.0

    def step(self, done: int, total: int, text: str) -> None:
        self.last = (done, total, text)
        self.next_look = time.monotonic() + _LOOK
        self.progress.step(done, total, text)

    def look(self) -> None:
        now = time.monotonic()
        if now > self.end:
            raise too_slow(self.name)
        if now >= self.next_look and self.last[2]:
            self.step(*self.last)


_watch: ContextVar[_Watch | None] = ContextVar("watch over the reading", default=None)


@contextmanager
def limited(name: str, seconds: float = SECONDS, *, progress: Progress = SILENT) -> Iterator[Progress]:
    """Inside, `check` refuses the document `name` once `seconds` have passed, and stops when `progress` does.

    Gives the progress to tell the steps to, which `check` repeats; an outer limit stays in force.
    """
    outer = _watch.get()
    if outer is not None:
        yield outer if progress is SILENT else progress
        return
    watch = _Watch(name, time.monotonic() + seconds, progress)
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def check() -> None:
    """Called between units of work: raises DocumentTooLarge when the time of the document is over, and what the
    progress raises when the person stopped the reading."""
    watch = _watch.get()
    if watch is not None:
        watch.look()


def left() -> float:
    """Seconds that are left; all of them outside of any limit."""
    watch = _watch.get()
    return max(0.0, watch.end - time.monotonic()) if watch is not None else SECONDS


def too_slow(name: str) -> DocumentTooLarge:
    limit = _("more than {seconds} seconds of reading").format(seconds=round(SECONDS))
    return DocumentTooLarge(name=name, limit=limit)
