"""Writing result files: never over an existing one unasked, never half."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from kh57_desktop.errors import OutputExists


def write_new(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write beside, flush, then rename, so that the final name never holds half a file."""
    if path.exists() and not force:
        raise OutputExists(name=path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_text(path: Path, text: str, *, force: bool = False) -> None:
    write_new(path, text.encode("utf-8"), force=force)
