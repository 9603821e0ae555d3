"""Keeping the file safe: check, backup, restore."""

from __future__ import annotations

from pathlib import Path

from kh57_desktop.errors import OutputExists
from kh57_desktop.i18n import _
from kh57_desktop.services.session import open_session
from kh57_desktop.store import backup as backups
from kh57_desktop.store import check as checking


def check(path: Path) -> list[str]:
    """Findings in words, empty when file, links, attachments and journal chain agree."""
    return [finding.sentence for finding in checking.check(path)]


def backup(path: Path, folder: Path) -> Path:
    """A proved copy in `folder`: opened again and checked before it gets its name."""
    return backups.backup(path, folder)


def missing_attachments(path: Path) -> list[str]:
    """Attachments that are not there or were changed: a backup has none of them either."""
    found = checking.check(path)
    return [finding.sentence for finding in found if finding.code in ("attachment-missing", "attachment-altered")]


def restore(copy: Path, target: Path, *, force: bool = False) -> Path | None:
    """Put a backup in the place of `target`; returns where the replaced file was kept, None if there was none.

    Packages may have been made since the backup, so the next one of each series begins a new series that says what
    it continues (package-format.md section 5.2).
    """
    if target.exists() and not force:
        raise OutputExists(name=target.name)
    from kh57_desktop.services.packages import RESTORED_SERIES  # with signing and cryptography: seldom

    kept = backups.restore(copy, target)
    with open_session(target) as session:
        series = sorted({package.series_id for package in session.store.packages.all()})
        if series:
            with session.store.changes(_("Restored from a backup"), irrevocable=True):
                session.store.settings.put(RESTORED_SERIES, " ".join(series))
    return kept
