"""Which files are plan documents that can be dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent

ENDINGS = (".docx", ".txt", ".pdf", ".xlsx", ".csv", ".doc", ".rtf", ".odt")


def documents_of(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """The documents that are being dragged; other files among them are left aside."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in files if path.suffix.lower() in ENDINGS]
