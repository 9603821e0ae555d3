"""Writing a package to a stick so that it may be pulled: written, flushed, read again from the medium, compared.

Nothing gets the final name before the bytes on the medium were proved (package-format.md section 6). Files are reached
through `Medium`, so that tests can pull the stick at any moment.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from kh57_desktop.errors import NOT_DONE, UserError, reason_of
from kh57_desktop.exchange.drives import Drive
from kh57_desktop.exchange.errors import PackageExists
from kh57_desktop.exchange.naming import UNFINISHED
from kh57_desktop.exchange.zip_profile import CHUNK, MEBIBYTE
from kh57_desktop.i18n import N_
from kh57_desktop.progress import SILENT, Progress


class NoRoom(UserError):
    """Told before writing."""

    code = "no-room-on-stick"
    exit_code = NOT_DONE
    message = N_("“{drive}” has {free} MB free, the package needs {needed} MB.")
    hint = N_("Nothing was written; the package is safe on this computer. Please use another stick or make room on it.")


class TooLargeForStick(UserError):
    """FAT32 takes no file of 4 GiB."""

    code = "too-large-for-stick"
    exit_code = NOT_DONE
    message = N_("“{drive}” is formatted as FAT32 and takes no file of 4 GB or more.")
    hint = N_("Nothing was written; the package is safe on this computer. Please use a stick in exFAT or NTFS.")


class StickFailed(UserError):
    """Full, pulled, write-protected, or broken while it was written."""

    code = "stick-failed"
    exit_code = NOT_DONE
    message = N_("The package could not be written to “{drive}” ({reason}).")
    hint = N_("No half-written package is left under its name; the package is safe on this computer. Please try again.")


class ReadBackDiffers(UserError):
    """What the stick gives back is not what was written: it is worn out or counterfeit."""

    code = "read-back-differs"
    exit_code = NOT_DONE
    message = N_("What was read back from “{drive}” differs from what was written.")
    hint = N_("The bad copy was removed; the package is safe on this computer. Please do not use this stick any more.")


class Medium:
    """The few calls on files that writing needs; `open_again` reads from the medium, past the system's memory."""

    def open_new(self, path: Path) -> BinaryIO:
        return path.open("wb")

    def sync(self, stream: BinaryIO) -> None:
        stream.flush()
        os.fsync(stream.fileno())

    def open_again(self, path: Path) -> BinaryIO:
        stream = path.open("rb")
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return stream

    def rename(self, path: Path, target: Path) -> None:
        path.replace(target)

    def sync_folder(self, folder: Path) -> None:
        if os.name == "nt":
            return
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)


DISK = Medium()


def check_room(drive: Drive, size: int) -> None:
    """Raise before anything is written."""
    if drive.is_read_only:
        raise StickFailed(drive=drive.label, reason="read-only")
    if drive.largest_file is not None and size > drive.largest_file:
        raise TooLargeForStick(drive=drive.label)
    needed = size + MEBIBYTE
    if drive.free < needed:
        raise NoRoom(drive=drive.label, free=drive.free // MEBIBYTE, needed=-(-needed // MEBIBYTE))


def write_proved(
    content: bytes,
    folder: Path,
    name: str,
    *,
    label: str,
    medium: Medium = DISK,
    progress: Progress = SILENT,
) -> Path:
    """The package under its name in `folder`, proved by reading it again; the same file there already is success."""
    target = folder / name
    path = folder / f"{name}{UNFINISHED}"
    digest = hashlib.sha256(content).digest()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left_over in folder.glob(f"BC_*{UNFINISHED}"):
            medium.remove(left_over)
        if target.exists():
            if _digest(lambda: medium.open_again(target)) != digest:
                raise PackageExists(name=name)
            return target
        _write(content, path, medium, progress)
        if _digest(lambda: medium.open_again(path)) != digest:
            raise ReadBackDiffers(drive=label)
        progress.step(len(content), len(content), name)
        medium.rename(path, target)
        medium.sync_folder(folder)
    except OSError as cause:
        raise StickFailed(drive=label, reason=reason_of(cause)) from cause
    finally:
        with contextlib.suppress(OSError):  # on a stick that is gone nothing can be tidied up
            medium.remove(path)
    return target


def _write(content: bytes, path: Path, medium: Medium, progress: Progress) -> None:
    stream = medium.open_new(path)
    try:
        for start in range(0, len(content), CHUNK):
            stream.write(content[start : start + CHUNK])
            progress.step(start // 2, len(content), path.name)
        medium.sync(stream)
    finally:
        with contextlib.suppress(OSError):
            stream.close()


def _digest(open_it: Callable[[], Any]) -> bytes:
    digest = hashlib.sha256()
    with open_it() as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
    return digest.digest()
