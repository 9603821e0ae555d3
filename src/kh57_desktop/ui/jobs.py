"""Long work off the UI thread, with progress and Dừng. The work is a service that knows no thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

from kh57_desktop.progress import Cancelled, Progress

Work = Callable[[Progress], object]


class Job(QObject):
    """One piece of work; it opens its own session if it needs one and touches no widget.

    Signals arrive on the thread of the job's maker. Keep a reference to the job until one of the last three came.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()

    def start(self) -> None:
        QThreadPool.globalInstance().start(self._run)

    def cancel(self) -> None:
        """The work stops at its next step and leaves nothing behind."""
        self._stop.set()

    def step(self, done: int, total: int, text: str) -> None:
        """`Progress` for the work, called on the worker thread."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, text)

    def _run(self) -> None:
        try:
            result = self._work(self)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - carried to the UI thread, which shows or logs it
            self.failed.emit(error)
        else:
            self.finished.emit(result)
