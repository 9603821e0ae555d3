"""Python's search for circular garbage, on the window's thread alone.

Python searches in whichever thread happens to make the next object. A widget or timer that is freed in a thread of a
job, or of a helper that is listened to, is half gone for the window: its next event ends the program without a word.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class GarbageSearch(QObject):
    """From now on nobody else searches; what Python's own thresholds ask for is done between two events."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(search)
        timer.start()


def search() -> None:
    """The oldest generation that is due, as Python does it."""
    due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(due):
        gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
