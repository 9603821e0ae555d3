"""Which files are plan documents that can be dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent

ENDINGS = (".docx", ".txt", ".pdf", ".xlsx", ".doc", ".rtf", ".odt")


def document_of(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The document that is being dragged, None where it is something else."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    found = [path for path in files if path.suffix.lower() in ENDINGS]
    return found[0] if found else None
