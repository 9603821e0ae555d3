"""Writing result files: never over an existing one unasked, never half."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from uuid import uuid4

from kh57_desktop.errors import CannotWrite, OutputExists, reason_of


def write_new(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write beside, flush, then rename, so that the final name never holds half a file."""
    if path.exists() and not force:
        raise OutputExists(name=path.name)
    beside = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as cause:
        raise CannotWrite(name=path.name, reason=reason_of(cause)) from cause
    finally:
        with contextlib.suppress(OSError):  # on a drive that is gone nothing can be tidied up
            beside.unlink(missing_ok=True)


def write_text(path: Path, text: str, *, force: bool = False) -> None:
    write_new(path, text.encode("utf-8"), force=force)
