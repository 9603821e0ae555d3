"""Backups and restore: a copy counts only once it was checked itself; a restore keeps the file that it replaces."""

from __future__ import annotations

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.store import durable, journal, schema
from kh57_desktop.store.check import Finding, findings_of_attachments, findings_of_file
from kh57_desktop.store.connection import Database, connect, refuse_foreign
from kh57_desktop.store.errors import BackupRefused, DataFileTooNew, in_our_words
from kh57_desktop.store.files import files_folder, is_whole, path_of
from kh57_desktop.store.lock import WriterLock
from kh57_desktop.store.upgrade import copy_to

if TYPE_CHECKING:
    from kh57_desktop.store.database import Store

COPIES_LIST = "copies.txt"
"""In a folder of copies: name and occasion of each, one a line, parted by a tab."""


def backup(source: Store | Path, folder: Path) -> Path:
    """A proved backup of the file and its attachments in `folder`; gives the path of the copied file.

    Its name carries day and time (UTC), schema number and the head of the journal; each attachment is copied once.
    What `findings_of_attachments` tells of the source is missing in the copy too: a file that lost one attachment
    must not be left without any backup.
    """
    if isinstance(source, Path):
        db = connect(source, read_only=True)
        try:
            return _backup(db, folder)
        finally:
            db.close()
    return _backup(source.database, folder)


def _backup(db: Database, folder: Path) -> Path:
    made = make_copy(db, folder)
    with in_our_words(made):
        _copy_attachments(db, files_folder(db.path), files_folder(made))
    return made


def make_copy(db: Database, folder: Path, *, occasion: str = "") -> Path:
    """A checked copy of the file alone, under a name that is not there before it is whole."""
    with in_our_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f".{db.path.stem}.copy.tmp"
        temporary.unlink(missing_ok=True)
        try:
            copy_to(db, temporary)
            target = folder / _copy_name(temporary, db.path)
            durable.sync_file(temporary)
            durable.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        if occasion:
            with (folder / COPIES_LIST).open("a", encoding="utf-8", newline="\n") as stream:
                stream.write(f"{target.name}\t{occasion}\n")
    return target


def _copy_name(copy: Path, original: Path) -> str:
    """Checks the copy; its name tells what the copy holds, not what the original has become meanwhile."""
    db = connect(copy, read_only=True)
    try:
        found = findings_of_file(db)
        if found:
            raise BackupRefused(name=original.name, finding=found[0].sentence)
        schema_number = len(schema.applied_steps(db))
        head = journal.head(db)[1]
    finally:
        db.close()
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return f"{original.stem}-{stamp}-s{schema_number:04}-{head[:12]}{original.suffix}"


def restore(source: Path, target: Path, *, user: str = "") -> Path | None:
    """Put the backup `source` in the place of `target`; gives the name under which the replaced file is kept.

    The backup is checked first; raises BackupRefused with the first finding (`check` tells what is missing), and
    DataFileBusy while this program itself has `target` open.
    """
    _refuse_unsound(source)
    lock = WriterLock.take(target, user=user, alone=True)
    try:
        with in_our_words(target):
            return _swap_in(source, target)
    finally:
        lock.release()


def _refuse_unsound(source: Path) -> None:
    refuse_foreign(source)
    db = connect(source, read_only=True)
    try:
        if schema.is_newer(schema.applied_steps(db)):
            raise DataFileTooNew(name=source.name)
        altered = [one for one in findings_of_attachments(db) if one.code == "attachment-altered"]
        found: list[Finding] = [*findings_of_file(db), *altered]
    finally:
        db.close()
    if found:
        raise BackupRefused(name=source.name, finding=found[0].sentence)


def _swap_in(source: Path, target: Path) -> Path | None:
    temporary = target.with_name(f".{target.name}.restore.tmp")
    temporary.unlink(missing_ok=True)
    db = connect(source, read_only=True)
    try:
        _copy_attachments(db, files_folder(source), files_folder(target))
        copy_to(db, temporary)
    finally:
        db.close()
    try:
        durable.sync_file(temporary)
        kept = _set_aside(target) if target.exists() else None
        durable.replace(temporary, target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return kept


def _set_aside(target: Path) -> Path:
    """The replaced file keeps its journal of an unfinished action beside it, whatever state it is in."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    kept = target.with_name(f"{target.stem}-replaced-{stamp}{target.suffix}")
    number = 1
    while kept.exists():
        number += 1
        kept = target.with_name(f"{target.stem}-replaced-{stamp}-{number}{target.suffix}")
    unfinished = target.with_name(target.name + "-journal")
    if unfinished.exists():
        durable.replace(unfinished, kept.with_name(kept.name + "-journal"))
    durable.replace(target, kept)
    return kept


def _copy_attachments(db: Database, source: Path, target: Path) -> None:
    """Each content that a row names, once; one that is there whole is left alone."""
    if source == target:
        return
    for row in db.rows("select distinct sha256 from attachment"):
        here, there = path_of(source, row["sha256"]), path_of(target, row["sha256"])
        if not here.is_file() or not is_whole(here, row["sha256"]):
            continue  # told by `check`; a copy of it would help nobody
        if there.exists() and is_whole(there, row["sha256"]):
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        temporary = there.with_name(f".{there.name}.tmp")
        shutil.copyfile(here, temporary)
        durable.sync_file(temporary)
        durable.replace(temporary, there)
