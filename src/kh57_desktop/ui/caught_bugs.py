"""What nobody could foresee: logged whole, told once at a time, never in the middle of a painting."""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QApplication

from kh57_desktop.ui.messages import say_bug

log = logging.getLogger(__name__)

QUIET_S = 5.0
"""For so long after its dialog the same mistake is only logged: one in a painting comes again as the dialog goes."""


def catch_bugs(log_path: Path) -> None:
    """An exception that nobody foresaw: logged whole, and the person is told that work is saved, once at a time."""
    teller = _BugTeller(log_path)

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("Unexpected", exc_info=(kind, error, trace))
        _let_go_of_painters(error)
        if not issubclass(kind, KeyboardInterrupt):
            teller.tell(error)

    sys.excepthook = caught


def _let_go_of_painters(error: BaseException) -> None:
    """A painter that a paintEvent left open on its widget would end the program with the widget."""
    from traceback import clear_frames

    waiting: BaseException | None = error
    while waiting is not None:
        clear_frames(waiting.__traceback__)
        waiting = waiting.__cause__ or waiting.__context__


class _BugTeller(QObject):
    """Tells on the window's thread, and when what failed is over: a dialog in the middle of a painting would end us."""

    caught = Signal(object)

    def __init__(self, log_path: Path) -> None:
        super().__init__(QApplication.instance())
        self._log_path = log_path
        self._is_showing = False
        self._told: tuple[object, ...] = ()
        self._told_at = 0.0
        self.caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def tell(self, error: BaseException) -> None:
        here = QThread.currentThread()
        if here is self.thread() and not here.loopLevel():  # the start itself failed: later is never
            self._tell(error)
        else:
            self.caught.emit(error)

    def _tell(self, error: BaseException) -> None:
        place = _place_of(error)
        if self._is_showing or (place == self._told and time.monotonic() - self._told_at < QUIET_S):
            return
        self._is_showing = True
        try:
            say_bug(QApplication.activeWindow(), self._log_path, error)
        finally:
            self._is_showing = False
            self._told, self._told_at = place, time.monotonic()


def _place_of(error: BaseException) -> tuple[object, ...]:
    """What it is and where it was raised, the same each time."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (type(error), trace.tb_frame.f_code, trace.tb_lineno) if trace is not None else (type(error),)
