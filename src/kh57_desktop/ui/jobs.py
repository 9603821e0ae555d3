"""Long work off the UI thread, with progress and Dừng. The work is a service that knows no thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, QTimer, Signal

from kh57_desktop.progress import Cancelled, Progress

Work = Callable[[Progress], object]


class _Rest(QObject):
    """Python's search for circular garbage rests while jobs run: in a job's thread it would delete widgets that belong
    to the window's thread, and the program would end without a word. It goes on from the window's thread."""

    PAUSE_MS = 200

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._at_work = 0
        self._counting = threading.Lock()
        self._timer = QTimer(self)
        self._timer.setInterval(self.PAUSE_MS)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """On the window's thread."""
        with self._counting:
            self._at_work += 1
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """On the job's thread."""
        with self._counting:
            self._at_work -= 1

    def _go_on(self) -> None:
        with self._counting:
            over = self._at_work == 0
        if over:
            self._timer.stop()
            gc.enable()


@cache
def _rest() -> _Rest:
    return _Rest(QCoreApplication.instance())


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

    def tell(self, **told: Callable[..., None]) -> None:
        """Functions by the names of the signals, which the job holds until its end.

        PySide6 holds a method that is connected but not its object: an end that is told while the window closes would
        be a call into what is gone already.
        """
        for name, function in told.items():
            getattr(self, name).connect(lambda *given, function=function: function(*given))

    def start(self) -> None:
        _rest().begin()
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
            self._carry_out()
        finally:
            _rest().end()

    def _carry_out(self) -> None:
        try:
            result = self._work(self)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - carried to the UI thread, which shows or logs it
            self.failed.emit(error)
        else:
            self.finished.emit(result)
