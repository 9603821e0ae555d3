"""The time that reading one document may take; a file made to be slow ends with a clear sentence, not with waiting."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kh57_desktop.i18n import _
from kh57_desktop.importing.errors import DocumentTooLarge

SECONDS = 17.0
"""Reliability.md section 4 allows 20; a plan of 120 pages takes 3."""

_end: ContextVar[tuple[float, str] | None] = ContextVar("end of reading", default=None)


@contextmanager
def limited(name: str, seconds: float = SECONDS) -> Iterator[None]:
    """Inside, `check` refuses the document `name` once `seconds` have passed; an outer limit stays in force."""
    if _end.get() is not None:
        yield
        return
    token = _end.set((time.monotonic() + seconds, name))
    try:
        yield
    finally:
        _end.reset(token)


def check() -> None:
    """Raises DocumentTooLarge when the time of the document is over; called between units of work."""
    end = _end.get()
    if end is not None and time.monotonic() > end[0]:
        raise too_slow(end[1])


def left() -> float:
    """Seconds that are left; all of them outside of any limit."""
    end = _end.get()
    return max(0.0, end[0] - time.monotonic()) if end is not None else SECONDS


def too_slow(name: str) -> DocumentTooLarge:
    limit = _("more than {seconds} seconds of reading").format(seconds=round(SECONDS))
    return DocumentTooLarge(name=name, limit=limit)
