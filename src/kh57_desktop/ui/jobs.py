"""Long work off the UI thread, with progress and Dừng. The work is a service that knows no thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache, partial

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal

from kh57_desktop.progress import Cancelled, Progress

Work = Callable[[Progress], object]


class _Held:
    """A job while a thread is at work on it."""

    def __init__(self, job: Job) -> None:
        self.job: Job | None = job


class _Hold(QObject):
    """Holds jobs until their thread has let go of them. The last to hold a job frees it with all that its work and its
    listeners hold, pages and timers among them; a thread that freed those would end the program."""

    over = Signal(object)

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._held: set[_Held] = set()
        self.over.connect(self._let_go)

    def begin(self, job: Job) -> None:
        held = _Held(job)
        self._held.add(held)
        QThreadPool.globalInstance().start(partial(_work_on, held, self))

    def _let_go(self, held: _Held) -> None:
        """On the window's thread."""
        self._held.discard(held)
        job, held.job = held.job, None
        if job is not None:
            job.deleteLater()


def _work_on(held: _Held, hold: _Hold) -> None:
    """On the job's thread; no name here is bound to the job itself."""
    try:
        if held.job is not None:
            held.job.carry_out()
    finally:
        hold.over.emit(held)


@cache
def _hold() -> _Hold:
    return _Hold(QCoreApplication.instance())


class Job(QObject):
    """One piece of work; it opens its own session if it needs one and touches no widget.

    Signals arrive on the thread of the job's maker. A job that was started stays until its end was told.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()

    def tell(self, **told: Callable[..., None]) -> None:
        """Functions by the names of the signals, which the job holds until its end.

        PySide6 holds a method that is connected but not its object: an end that is told while the window closes would
        be a call into what is gone already.
        """
        for name, function in told.items():
            getattr(self, name).connect(lambda *given, function=function: function(*given))

    def start(self) -> None:
        _hold().begin(self)

    def cancel(self) -> None:
        """The work stops at its next step and leaves nothing behind."""
        self._stop.set()

    def step(self, done: int, total: int, text: str) -> None:
        """`Progress` for the work, called on the worker thread."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, text)

    def carry_out(self) -> None:
        """The work with its end, on the worker thread."""
        try:
            result = self._work(self)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - carried to the UI thread, which shows or logs it
            self.failed.emit(error)
        else:
            self.finished.emit(result)
