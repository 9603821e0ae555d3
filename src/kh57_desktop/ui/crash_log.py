"""Where in the program it was when it ended without a word: noted as it ends, told to the log at the next start."""

from __future__ import annotations

import faulthandler
import logging
from pathlib import Path

log = logging.getLogger(__name__)
_MOST = 64_000
"""Characters of what is told: all threads of a few ends."""


def watch(path: Path) -> None:
    """From now on Python notes into `path` where each thread was; what it noted before goes to the log.

    Names of modules and functions only. On Windows some faults are noted that the system then copes with.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        notes = path.open("a+", encoding="utf-8", errors="replace")
        notes.seek(0)
        before = notes.read(_MOST)
        if before.strip():
            notes.truncate(0)
            log.critical("Noted when the program ended before\n%s", before)
    except OSError:  # no log can be kept here: the program works without
        return
    faulthandler.enable(notes)
