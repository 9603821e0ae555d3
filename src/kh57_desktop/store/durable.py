"""Writing files so that a power cut leaves the old content or the new, on Linux and Windows."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

RENAME_TRIES = 10
"""A virus scanner on Windows holds a new file open for a moment: so many tries, 0.2 s apart."""


def write_atomically(path: Path, content: bytes) -> None:
    """`path` holds all of `content` on the disk afterwards, or what it held before."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def replace(source: Path, target: Path) -> None:
    """Give `source` the name `target` in one step, and have the folder on the disk too."""
    for attempt in range(RENAME_TRIES):
        try:
            source.replace(target)
            break
        except PermissionError:
            if sys.platform != "win32" or attempt == RENAME_TRIES - 1:
                raise
            time.sleep(0.2)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Names in `folder` reach the disk; Windows has no such call and orders them itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
