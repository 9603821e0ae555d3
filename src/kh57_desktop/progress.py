"""How long work tells how far it is, and how it is asked to stop; knows no thread and no window."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """Raised by `Progress.step` when the person pressed Dừng; the work leaves nothing behind."""


class Progress(Protocol):
    def step(self, done: int, total: int, text: str) -> None:
        """Called between units of work; `text` names the unit in the user's language. May raise Cancelled."""


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int, text: str) -> None:
        return None


SILENT = Silent()
