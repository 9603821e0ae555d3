"""What this person's window remembers of printing: the printer and how many copies. Both sides are never remembered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from kh57_desktop import paths
from kh57_desktop.ui.preview.print_choice import MOST_COPIES


class PrintMemory:
    """An .ini file in the user's folder; a damaged one is as good as none."""

    def __init__(self, path: Path | None = None) -> None:
        self._file = QSettings(str(path or paths.user_data() / "printing.ini"), QSettings.Format.IniFormat)

    @property
    def printer(self) -> str:
        return str(self._file.value("printer", ""))

    @property
    def copies(self) -> int:
        words = str(self._file.value("copies", "1"))
        return min(max(int(words), 1), MOST_COPIES) if words.isdecimal() else 1

    def keep(self, printer: str, copies: int) -> None:
        self._file.setValue("printer", printer)
        self._file.setValue("copies", copies)
