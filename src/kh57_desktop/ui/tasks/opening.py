"""Opening a kept file with the system's own program: from a copy under its own name, so that the kept one stays."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from kh57_desktop.errors import CannotRead, reason_of

_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_RUNS = frozenset({".exe", ".bat", ".cmd", ".com", ".js", ".vbs", ".scr", ".msi", ".lnk", ".ps1", ".sh", ".desktop"})
"""Endings of files that would be run, not shown; such a copy gets an ending that opens nothing."""


def copy_of(kept: Path, name: str, folder: Path) -> Path:
    """A copy in `folder` that may be shown; raises CannotRead."""
    plain = _UNSAFE.sub("_", name).strip(" .") or "file"
    if Path(plain).suffix.casefold() in _RUNS:
        plain += ".txt"
    target = folder / plain
    try:
        shutil.copyfile(kept, target)
    except OSError as cause:
        raise CannotRead(name=name, reason=reason_of(cause)) from cause
    return target


def open_copy(kept: Path, name: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="kh57-"))
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy_of(kept, name, folder))))
