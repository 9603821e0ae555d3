"""One writer per data file: `NAME.kh57-lock` beside it names who has it (reliability.md 2.4).

The system's lock on that file decides, since it dies with the process; its text tells people who it is, and keeps
other computers out for good: a lock that names another host is never taken over.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import threading
from datetime import datetime
from pathlib import Path

from kh57_desktop.i18n import format_date
from kh57_desktop.store.errors import DataFileBusy, DataFileLocked, in_our_words

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30
"""Byte that Windows locks: beyond the text, so that others can still read who it is."""

_held: dict[Path, tuple[WriterLock, int]] = {}
_guard = threading.Lock()


def host_name() -> str:
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "pc")
    return os.uname().nodename or "pc"


class WriterLock:
    """The right to write one data file, of this whole process: its jobs open the file again under the same lock."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle

    @classmethod
    def take(cls, data_file: Path, *, user: str, alone: bool = False) -> WriterLock:
        """Raises DataFileLocked with the holder's name while another process has it.

        `alone`: also this process may not have it open (DataFileBusy), since the file is about to be swapped.
        """
        path = lock_path(data_file).absolute()
        with _guard:
            if path in _held:
                if alone:
                    raise DataFileBusy(name=data_file.name)
                lock, count = _held[path]
                _held[path] = (lock, count + 1)
                return lock
            with in_our_words(data_file):
                lock = cls(path, _locked_handle(path, data_file))
                _write_holder(lock._handle, user)
            _held[path] = (lock, 1)
            return lock

    def release(self) -> None:
        with _guard:
            lock, count = _held[self.path]
            if count > 1:
                _held[self.path] = (lock, count - 1)
                return
            del _held[self.path]
            if sys.platform == "win32":  # an open file cannot be removed there; the next writer may be quicker
                os.close(self._handle)
                with contextlib.suppress(OSError):
                    self.path.unlink()
            else:
                with contextlib.suppress(OSError):
                    self.path.unlink()
                os.close(self._handle)


def lock_path(data_file: Path) -> Path:
    return data_file.with_name(data_file.name + "-lock")


def holder(path: Path) -> dict[str, str]:
    """Who the lock file names; empty where it says nothing readable."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _locked_handle(path: Path, data_file: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            named = holder(path)
            ours = not named or named.get("host") == host_name()
            if not _try_lock(handle) or not ours:
                raise DataFileLocked(
                    name=data_file.name,
                    user=named.get("user") or "?",
                    host=named.get("host") or "?",
                    since=_in_words(named.get("since", "")),
                )
            if _still_named(path, handle):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its holder removed it between our open and our lock: take the new one


def _still_named(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as cause:
        if cause.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise  # a disk that cannot lock is no place for a data file
    return True


def _in_words(since: str) -> str:
    """“08:15 05/9/2026” of the time in a lock file."""
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        return "?"
    return f"{moment:%H:%M} {format_date(moment.date())}"


def _write_holder(handle: int, user: str) -> None:
    text = json.dumps(
        {
            "pid": os.getpid(),
            "host": host_name(),
            "user": user,
            "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        },
        ensure_ascii=False,
    )
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode())
