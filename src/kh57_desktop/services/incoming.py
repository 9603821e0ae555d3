"""Packages on their way in: read once from the stick into the data file's own folder, judged there, kept by a move.

So the bytes that were judged are the bytes that are stored, whatever happens to the stick meanwhile, and no package
stands whole in memory.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import uuid4

from kh57_desktop.domain.packages import SignerRole, TrustedCertificate
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.entry_names import NEW_CERTIFICATE
from kh57_desktop.exchange.errors import FileNotReadable
from kh57_desktop.exchange.findings import finding
from kh57_desktop.exchange.naming import SUFFIX
from kh57_desktop.exchange.verify import USUAL_LIMITS, Verification, verify_package
from kh57_desktop.exchange.zip_profile import CHUNK
from kh57_desktop.progress import SILENT, Cancelled, Progress
from kh57_desktop.store.errors import in_our_words

ONE_PROCESS = 12
"""Up to so many packages are judged in this process: starting helpers costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A judged file and the copy that was judged: `kept` is None where nothing of it is to be kept.

    `verification.path` is where the file came from; `trouble`: why it could not be read at all.
    """

    verification: Verification
    kept: Path | None
    sha256: str
    size: int
    trouble: UserError | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """By what every package of a run is judged, and the folder for their copies."""

    folder: Path
    trust: Sequence[TrustedCertificate]
    required: frozenset[SignerRole]
    now: datetime

    def take(self, path: Path, progress: Progress = SILENT) -> Incoming:
        """All but order and replacement, which need the register; also in a helper process, so its answer is small."""
        copy = self.folder / f"{uuid4().hex}{SUFFIX}"
        try:
            if path.stat().st_size > USUAL_LIMITS.package:
                return Incoming(self._judged(path, None, progress), None, *_name_of(path))
            sha256, size = _copied(path, copy, progress)
        except FileNotReadable as trouble:
            return self._unread(path, trouble)
        except OSError as cause:
            reason = cause.strerror or type(cause).__name__
            return self._unread(path, FileNotReadable(name=path.name, reason=reason))
        judged = self._judged(path, copy, progress)
        if not judged.digest:  # no sound container: nothing of it will be kept
            copy.unlink()
        return Incoming(judged, copy if judged.digest else None, sha256, size)

    def _unread(self, path: Path, trouble: UserError) -> Incoming:
        return Incoming(Verification(path, (finding("PKG-01"),), self.now), None, *_name_of(path), trouble=trouble)

    def _judged(self, path: Path, copy: Path | None, progress: Progress) -> Verification:
        judged = verify_package(
            path,
            trust=self.trust,
            register=None,
            now=self.now,
            required_roles=self.required,
            copy=copy,
            progress=progress,
        )
        return replace(judged, held={name: held for name, held in judged.held.items() if name == NEW_CERTIFICATE})


def _name_of(path: Path) -> tuple[str, int]:
    """Instead of the digest of content that was not read."""
    return hashlib.sha256(os.fsencode(path.name)).hexdigest(), 0


def _copied(path: Path, copy: Path, progress: Progress) -> tuple[str, int]:
    """SHA-256 and size of what was read; FileNotReadable for the source, the store's errors for our own disk."""
    digest, size = hashlib.sha256(), 0
    try:
        source = path.open("rb")
    except OSError as cause:
        raise FileNotReadable(name=path.name, reason=cause.strerror or type(cause).__name__) from cause
    with source, in_our_words(copy), copy.open("wb") as target:
        while piece := _read(source, path):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
            progress.step(0, 1, path.name)
    return digest.hexdigest(), size


def _read(source: Any, path: Path) -> bytes:
    try:
        piece: bytes = source.read(CHUNK)
    except OSError as cause:
        raise FileNotReadable(name=path.name, reason=cause.strerror or type(cause).__name__) from cause
    return piece


def take_all(judge: Judge, files: Sequence[Path], processes: int, progress: Progress) -> list[Incoming]:
    """In the order of the files; half of the progress is told here, the other half is storing."""
    total = 2 * len(files)
    found: list[Incoming] = []
    if processes < 2 or len(files) <= ONE_PROCESS:
        for path in files:
            progress.step(len(found), total, path.name)
            found.append(judge.take(path))
        return found
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_begin_helper, initargs=(judge,)
    ) as pool:
        try:
            for taken in pool.map(_take_in_helper, files, chunksize=8):
                progress.step(len(found), total, taken.verification.path.name)
                found.append(taken)
        except Cancelled:
            pool.shutdown(cancel_futures=True)
            raise
    return found


_helper: dict[str, Judge] = {}
"""In a helper process: what it judges by, sent once instead of with every package."""


def _begin_helper(judge: Judge) -> None:
    _helper["judge"] = judge


def _take_in_helper(path: Path) -> Incoming:
    return _helper["judge"].take(path)
