"""A PDF is taken apart in a process of its own: what PDFium cannot be stopped in, a process can.

A page may call itself ten thousand million times or need all memory, and PDFium answers no call meanwhile. The helper
process is ended when the time of the document is over, when it takes too much memory, or when the person cancels; if
PDFium crashes, only the helper ends.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from kh57_desktop import i18n
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Source
from kh57_desktop.importing.errors import DocumentTooLarge
from kh57_desktop.importing.pdf.errors import PdfDamaged
from kh57_desktop.progress import SILENT, Progress

MEMORY_BYTES = 400_000_000
"""What the helper may take; the pages of a plan of 120 pages take 150 MB."""
_ADDRESSES = 1_500_000_000
"""Room of addresses that a helper may ask for where the system can limit it; memory in use is watched besides."""
_LOOK = 0.05
"""Seconds between two looks at the helper."""


def sources_of(path: Path, *, progress: Progress = SILENT) -> tuple[Source, ...]:
    """Lines and tables of the PDF at `path`; the same errors as `document.sources_of`."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    helper = context.Process(target=_serve, args=(there, str(path), i18n.language(), deadline.left()), daemon=True)
    try:
        helper.start()
    except OSError:  # no further process may be started here: read in our own
        here.close()
        from kh57_desktop.importing.pdf import document

        return document.sources_of(path, progress=progress)
    finally:
        there.close()
    try:
        return _awaited(helper, here, path.name, progress)
    finally:
        helper.kill()
        helper.join()
        helper.close()
        here.close()


def _awaited(helper: BaseProcess, here: Connection, name: str, progress: Progress) -> tuple[Source, ...]:
    """What the helper found; meanwhile its steps are told, and time, memory and cancelling looked after."""
    end = time.monotonic() + deadline.left()
    step: tuple[int, int, str] = (0, 1, "")
    while True:
        try:
            message = here.recv() if here.poll(_LOOK) else None
        except (EOFError, OSError) as cause:
            raise PdfDamaged(name=name) from cause
        answer: tuple[str, Any] = message if message is not None else ("", None)
        kind, content = answer
        if kind == "found":
            return tuple(content)
        if kind == "refused":
            refusal, fields = content
            raise refusal(**fields)
        if kind == "step":
            step = content
        if step[2]:
            progress.step(*step)
        if time.monotonic() > end:
            raise deadline.too_slow(name)
        if _memory_of(helper) > MEMORY_BYTES:
            raise _too_large(name)


def _too_large(name: str) -> DocumentTooLarge:
    return DocumentTooLarge(
        name=name, limit=_("more than {size} MB when unpacked").format(size=MEMORY_BYTES // 1_000_000)
    )


# --- in the helper process -------------------------------------------------------------------------------------------


class _Told:
    """Progress that is told to the waiting process."""

    def __init__(self, there: Connection) -> None:
        self._there = there

    def step(self, done: int, total: int, text: str) -> None:
        self._there.send(("step", (done, total, text)))


def _serve(there: Connection, path: str, language: str, seconds: float) -> None:
    """Read the PDF at `path` and send what was found, or why it is refused."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the waiting process, which ends this one
    i18n.use_language(language)
    _limit_addresses()
    there.send(_answer(Path(path), seconds, _Told(there)))
    there.close()


def _answer(path: Path, seconds: float, told: Progress) -> tuple[str, Any]:
    from kh57_desktop.importing.pdf import document

    try:
        with deadline.limited(path.name, seconds):
            found: Sequence[Source] = document.sources_of(path, progress=told)
    except UserError as refusal:
        return "refused", (type(refusal), refusal.fields)
    except MemoryError:
        return "refused", (DocumentTooLarge, _too_large(path.name).fields)
    return "found", found


def _limit_addresses() -> None:
    if sys.platform != "win32":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = _ADDRESSES if hard == resource.RLIM_INFINITY else min(_ADDRESSES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


# --- memory of another process ---------------------------------------------------------------------------------------


def _memory_of(process: BaseProcess) -> int:
    """Bytes that the process holds in memory now; 0 where the system does not say."""
    if sys.platform == "win32":
        return _windows_memory(process.sentinel)
    try:
        pages = Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * _PAGE_BYTES


_PAGE_BYTES = 4096


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of Windows."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in ("peak", "working_set", "a", "b", "c", "d", "pagefile", "peak_pagefile")),
    )


def _windows_memory(handle: int) -> int:
    counters = _Counters()
    counters.size = ctypes.sizeof(counters)
    kernel: Any = getattr(ctypes, "windll", None)
    if kernel is None:
        return 0
    asked = kernel.kernel32.K32GetProcessMemoryInfo(ctypes.c_void_p(handle), ctypes.byref(counters), counters.size)
    return int(counters.working_set) if asked else 0
