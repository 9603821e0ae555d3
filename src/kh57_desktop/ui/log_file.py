"""The log on this PC: a file that begins anew when it is full, opened with the first line that is written to it."""

from __future__ import annotations

import logging
from pathlib import Path

MOST_BYTES, KEPT = 1_000_000, 2


class LogFile(logging.Handler):
    """Most starts write nothing: neither the file nor the module that turns it over is then needed."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Where nothing can be kept (a full disk, a folder of somebody else) whoever writes goes on all the same."""
        try:
            self._begun().emit(record)
        except OSError:
            self.handleError(record)

    def _begun(self) -> logging.Handler:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = RotatingFileHandler(self.path, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8")
            self._file.setFormatter(self.formatter)
        return self._file

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()
