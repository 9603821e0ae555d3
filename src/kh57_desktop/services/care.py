"""Keeping the file safe: check, backup, restore."""

from __future__ import annotations

from pathlib import Path

from kh57_desktop.errors import OutputExists
from kh57_desktop.store import backup as backups
from kh57_desktop.store import check as checking


def check(path: Path) -> list[str]:
    """Findings in words, empty when file, links, attachments and journal chain agree."""
    return [finding.sentence for finding in checking.check(path)]


def backup(path: Path, folder: Path) -> Path:
    """A proved copy in `folder`: opened again and checked before it gets its name."""
    return backups.backup(path, folder)


def restore(copy: Path, target: Path, *, force: bool = False) -> Path | None:
    """Put a backup in the place of `target`; returns where the replaced file was kept, None if there was none."""
    if target.exists() and not force:
        raise OutputExists(name=target.name)
    return backups.restore(copy, target)
