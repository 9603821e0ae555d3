"""Starting the window: Qt set up for Vietnamese offices, a log, the file that was open last."""

from __future__ import annotations

from kh57_desktop.ui.quick_imports import end_of_imports  # before every other module of ours

# isort: split
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kh57_desktop import i18n, paths
from kh57_desktop.ui.caught_bugs import catch_bugs
from kh57_desktop.ui.crash_log import watch
from kh57_desktop.ui.desk import Desk
from kh57_desktop.ui.garbage import GarbageSearch
from kh57_desktop.ui.log_file import LogFile
from kh57_desktop.ui.qt_words import speak_our_words
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.style.theme import Theme

end_of_imports()


def main() -> int:
    """`kh57w [DATA.kh57]`: the console-less start, e.g. by double click on a data file."""
    files = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    return open_window(files[0] if files else None)


def open_window(path: Path | None = None, language: str | None = None) -> int:
    """Open the window on `path`, else on the last file, else on the first-start page; returns when it is closed."""
    settings = WindowSettings()
    i18n.use_language(language or settings.language)
    app = make_application()
    catch_bugs(_start_log())
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


if __name__ == "__main__":
    sys.exit(main())
