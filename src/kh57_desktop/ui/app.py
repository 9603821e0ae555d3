"""Starting the window: Qt set up for Vietnamese offices, a log, and one dialog for what nobody could foresee."""

from __future__ import annotations

from kh57_desktop.ui.quick_imports import end_of_imports  # before every other module of ours

# isort: split
import logging
import sys
import time
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLocale, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kh57_desktop import i18n, paths
from kh57_desktop.ui.crash_log import watch
from kh57_desktop.ui.desk import Desk
from kh57_desktop.ui.garbage import GarbageSearch
from kh57_desktop.ui.log_file import LogFile
from kh57_desktop.ui.messages import say_bug
from kh57_desktop.ui.qt_words import speak_our_words
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.style.theme import Theme

end_of_imports()
log = logging.getLogger(__name__)


def main() -> int:
    """`kh57w [DATA.kh57]`: the console-less start, e.g. by double click on a data file."""
    files = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    return open_window(files[0] if files else None)


def open_window(path: Path | None = None, language: str | None = None) -> int:
    """Open the window on `path`, else on the last file, else on the first-start page; returns when it is closed."""
    settings = WindowSettings()
    i18n.use_language(language or settings.language)
    app = make_application()
    _catch_bugs(_start_log())
    watch(crash_file())
    GarbageSearch(app)
    theme = Theme(app, choice=settings.theme, zoom=settings.zoom)
    wanted = path or settings.last_file
    desk = Desk(theme, settings, opens_file=wanted is not None)
    desk.window.show()
    QTimer.singleShot(0, speak_our_words)  # no word of Qt's own is seen before the first paint
    if wanted is not None:  # after the first paint of the frame: a slow disk then shows a window, not nothing
        QTimer.singleShot(0, lambda: desk.open(wanted))
    return app.exec()


def make_application() -> QApplication:
    """Qt's application with whole scale factors left alone and Vietnamese numbers whatever the system says."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    app = QApplication(["kh57"])
    app.setApplicationName("KH57")
    app.setDesktopFileName("kh57")
    return app


def log_file() -> Path:
    return paths.user_data() / "kh57.log"


def crash_file() -> Path:
    return paths.user_data() / "kh57-crash.log"


def _start_log() -> Path:
    """Ids and counts only ever go into it, never names or what was typed."""
    path = log_file()
    root = logging.getLogger("kh57_desktop")
    for other in [row for row in root.handlers if isinstance(row, LogFile)]:
        if other.path == path:
            return path
        root.removeHandler(other)
        other.close()
    handler = LogFile(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    return path


def _catch_bugs(path: Path) -> None:
    """An exception that nobody foresaw: logged whole, and the person is told that work is saved, once at a time."""
    teller = _BugTeller(path)

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


QUIET_S = 5.0
"""For so long after its dialog the same mistake is only logged: one in a painting comes again as the dialog goes."""


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


if __name__ == "__main__":
    sys.exit(main())
