"""PDFium is not thread-safe at all: whoever draws or reads a PDF in a job holds this lock meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PDFIUM = threading.RLock()
"""One call into PDFium at a time in this process. Never taken on the UI thread: a long document may be being read."""
_LOOKED_AT = 1024
"""Bytes in which the mark of a PDF stands, as readers of PDF have always taken it."""


@contextmanager
def alone_if_pdf(document: Path) -> Iterator[None]:
    """Reading of a document; only that of a PDF shuts others out."""
    if _is_pdf(document):
        with PDFIUM:
            yield
    else:
        yield


def _is_pdf(document: Path) -> bool:
    """By its content, as the readers decide it; what cannot be opened is the readers' to say."""
    try:
        with document.open("rb") as stream:
            return b"%PDF-" in stream.read(_LOOKED_AT)
    except OSError:
        return False
