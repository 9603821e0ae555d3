"""What this person's window remembers on this PC: last file, theme, zoom, name. The office's data lie elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from PySide6.QtCore import QByteArray, QSettings, QTimer

from kh57_desktop import paths

if TYPE_CHECKING:
    from kh57_desktop.domain.saved_views import ViewColumn

SOON_MS = 500


class WindowSettings:
    """An .ini file in the user's folder; a damaged one is as good as none."""

    def __init__(self, path: Path | None = None) -> None:
        self._file = QSettings(str(path or paths.user_data() / "window.ini"), QSettings.Format.IniFormat)
        self._opened = ""
        """The data file opened last, while its name waits to be written."""

    @property
    def folder(self) -> Path:
        """Where it lies; what else is remembered of this person lies beside it."""
        return Path(self._file.fileName()).parent

    @property
    def last_file(self) -> Path | None:
        """The data file opened last, None where it is not there any more."""
        words = self._opened or str(self._file.value("last_file", ""))
        return Path(words) if words and Path(words).is_file() else None

    @last_file.setter
    def last_file(self, path: Path) -> None:
        self._opened = str(path.absolute())
        QTimer.singleShot(
            SOON_MS, self.write_last_file
        )  # a file that opens does not wait for the disk to keep its name

    def write_last_file(self) -> None:
        if self._opened and self._file.value("last_file", "") != self._opened:
            self._file.setValue("last_file", self._opened)

    @property
    def theme(self) -> str:
        return str(self._file.value("theme", "system"))

    @theme.setter
    def theme(self, choice: str) -> None:
        self._file.setValue("theme", choice)

    @property
    def zoom(self) -> int:
        words = str(self._file.value("zoom", "100"))
        return int(words) if words.isdecimal() else 100

    @zoom.setter
    def zoom(self, zoom: int) -> None:
        self._file.setValue("zoom", zoom)

    @property
    def user(self) -> str:
        return str(self._file.value("user", ""))

    @user.setter
    def user(self, name: str) -> None:
        self._file.setValue("user", name)

    @property
    def language(self) -> str:
        return str(self._file.value("language", "vi"))

    @language.setter
    def language(self, language: str) -> None:
        self._file.setValue("language", language)

    @property
    def backup_folder(self) -> str:
        """Where a backup is proposed to go, "" where the person never said."""
        return str(self._file.value("backup_folder", ""))

    @backup_folder.setter
    def backup_folder(self, folder: str) -> None:
        self._file.setValue("backup_folder", folder)

    @property
    def shows_full(self) -> bool | None:
        """Rows with full text; None where the person never chose."""
        words = str(self._file.value("full_text", ""))
        return {"true": True, "false": False}.get(words)

    @shows_full.setter
    def shows_full(self, full: bool) -> None:
        self._file.setValue("full_text", "true" if full else "false")

    @property
    def task_columns(self) -> tuple[ViewColumn, ...]:
        """Columns of the task table as this person wants them, from left to right; empty for the usual ones."""
        return self._columns("task_columns")

    @task_columns.setter
    def task_columns(self, columns: Sequence[ViewColumn]) -> None:
        self._keep_columns("task_columns", columns)

    def columns_of(self, sheet: str) -> tuple[ViewColumn, ...]:
        """The same of another sheet, by its key."""
        return self._columns(f"columns/{sheet}")

    def keep_columns(self, sheet: str, columns: Sequence[ViewColumn]) -> None:
        self._keep_columns(f"columns/{sheet}", columns)

    def _columns(self, key: str) -> tuple[ViewColumn, ...]:
        from kh57_desktop.domain.saved_views import ViewColumn

        try:
            said = json.loads(str(self._file.value(key, "[]")))
            return tuple(ViewColumn(str(one), int(width), bool(shown)) for one, width, shown in said)
        except (ValueError, TypeError):
            return ()

    def _keep_columns(self, key: str, columns: Sequence[ViewColumn]) -> None:
        said = [[column.key, column.width, column.is_shown] for column in columns]
        self._file.setValue(key, json.dumps(said))

    def backed_up_at(self, path: Path) -> datetime | None:
        """When this person last made a proved backup of the data file at `path` from this PC."""
        words = str(self._file.value(_backup_key(path), ""))
        try:
            return datetime.fromisoformat(words) if words else None
        except ValueError:
            return None

    def note_backup(self, path: Path, at: datetime) -> None:
        self._file.setValue(_backup_key(path), at.isoformat())

    @property
    def geometry(self) -> QByteArray | None:
        value = self._file.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)


def _backup_key(path: Path) -> str:
    """A path holds signs that an .ini key cannot."""
    words = str(path.absolute()).encode()
    return f"backups/{crc32(words):08x}{len(words):04x}"
