"""Putting a finished package into a folder: whole or not at all, and never over another file."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from io import BufferedRandom
from pathlib import Path

from kh57_desktop.exchange.errors import PackageExists, TargetNotWritable
from kh57_desktop.exchange.naming import UNFINISHED
from kh57_desktop.exchange.zip_profile import CHUNK
from kh57_desktop.progress import SILENT, Progress


@contextlib.contextmanager
def unfinished(folder: Path, name: str) -> Iterator[tuple[BufferedRandom, Path]]:
    """A file NAME.dangghi in `folder`, gone afterwards whatever happens; OSError becomes TargetNotWritable."""
    path = folder / f"{name}{UNFINISHED}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left_over in folder.glob(f"BC_*{UNFINISHED}"):  # of a run that was killed or a stick that was pulled
            left_over.unlink(missing_ok=True)
        with path.open("w+b") as stream:
            yield stream, path
    except OSError as cause:
        raise TargetNotWritable(name=name, reason=cause.strerror or type(cause).__name__) from cause
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def finish(stream: BufferedRandom, path: Path, target: Path) -> tuple[str, int]:
    """Flush to the medium, then give the file its name; (SHA-256, size). PackageExists where another has the name."""
    stream.flush()
    os.fsync(stream.fileno())
    stream.seek(0)
    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    size = stream.tell()
    stream.close()  # Windows renames no open file
    if target.exists():
        with target.open("rb") as other:
            if hashlib.file_digest(other, "sha256").hexdigest() != sha256:
                raise PackageExists(name=target.name)
        return sha256, size
    path.replace(target)
    _sync_folder(target.parent)
    return sha256, size


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows has no folder handle to flush and keeps names in its own journal."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network drives flush no folder; the file itself is safe and has its name
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def copy_package(source: Path, folder: Path, *, progress: Progress = SILENT) -> Path:
    """The same bytes into another folder under the same name; an identical file there is success."""
    with unfinished(folder, source.name) as (stream, path):
        size = source.stat().st_size
        with source.open("rb") as kept:
            while piece := kept.read(CHUNK):
                stream.write(piece)
                progress.step(stream.tell(), size, source.name)
        finish(stream, path, folder / source.name)
    return folder / source.name
