"""Making and opening data files: checked, locked for writing, brought up to date."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC
from pathlib import Path

from kh57_desktop.i18n import N_, _
from kh57_desktop.store import durable, schema
from kh57_desktop.store.connection import Database, connect, connect_new, refuse_foreign
from kh57_desktop.store.database import Store, copies_folder, now
from kh57_desktop.store.errors import DataFileExists, DataFileReadOnly, DataFileTooNew, DataFileTooOld, in_our_words
from kh57_desktop.store.identity import new_id
from kh57_desktop.store.journal import Clock
from kh57_desktop.store.lock import WriterLock, host_name


def create_store(path: Path, *, device: str | None = None, user: str = "", clock: Clock = now) -> Store:
    """Make a new, empty data file with the standing regimes and open it; raises DataFileExists."""
    lock = WriterLock.take(path, user=user)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if path.exists() or path.is_symlink():
            raise DataFileExists(name=path.name)
        unfinished.unlink(missing_ok=True)
        _fill_new(unfinished, device=device or host_name(), user=user, clock=clock)
        with in_our_words(path):
            durable.sync_file(unfinished)
            durable.replace(unfinished, path)
        return Store(connect(path, read_only=False), lock, device=device or host_name(), user=user, clock=clock)
    except BaseException:
        lock.release()
        raise
    finally:
        for rest in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
            with contextlib.suppress(OSError):
                rest.unlink(missing_ok=True)


def _fill_new(path: Path, *, device: str, user: str, clock: Clock) -> None:
    from kh57_desktop.domain.regimes import Regime
    from kh57_desktop.store.upgrade import upgrade

    db = connect_new(path)
    try:
        with in_our_words(path):
            upgrade(db)
        db.run("insert into file_info values ('id', ?)", (new_id(),))
        db.run("insert into file_info values ('created_at', ?)", (clock().astimezone(UTC).isoformat(),))
        # the lock is that of the final name, which this file is about to get
        store = Store(db, None, device=device, user=user, clock=clock)
        with store.changes(N_("New data file")):
            for position, (code, rule, name) in enumerate(schema.FIRST_REGIMES):
                store.reports.put_regime(Regime(new_id(), code, _(name), rule, position=position))
    finally:
        db.close()


def open_store(
    path: Path,
    *,
    user: str = "",
    read_only: bool = False,
    device: str | None = None,
    clock: Clock = now,
    is_checked: bool = True,
) -> Store:
    """Open an existing data file; raises the `StoreError`s of `store.errors`, with nothing changed.

    `is_checked` False: whoever opens it calls `connection.look_through` soon after.

    For writing it takes the lock of this process and brings an older file up to date, a copy first. Reading needs
    no lock and sees whole actions only.
    """
    path = Path(path)
    if read_only:
        db = connect(path, read_only=True)
        lock = None
    else:
        refuse_foreign(path)
        if not os.access(path, os.W_OK):  # SQLite would tell it only at the first change
            raise DataFileReadOnly(name=path.name)
        lock = WriterLock.take(path, user=user)
        try:
            db = connect(path, read_only=False, is_checked=is_checked)
        except BaseException:
            lock.release()
            raise
    try:
        _bring_up_to_date(db, read_only=read_only)
    except BaseException:
        db.close()
        if lock is not None:
            lock.release()
        raise
    return Store(db, lock, device=device or host_name(), user=user, clock=clock, is_read_only=read_only)


def _bring_up_to_date(db: Database, *, read_only: bool) -> None:
    applied = schema.applied_steps(db)
    if schema.is_newer(applied):
        raise DataFileTooNew(name=db.path.name)
    if schema.pending_steps(applied):
        if read_only:
            raise DataFileTooOld(name=db.path.name)
        from kh57_desktop.store.backup import make_copy
        from kh57_desktop.store.upgrade import upgrade

        make_copy(db, copies_folder(db.path), occasion="migration")
        with in_our_words(db.path):
            upgrade(db)
