"""A PDF is taken apart in a process of its own: what PDFium cannot be stopped in, a process can.

A page may call itself ten thousand million times or need all memory, and PDFium answers no call meanwhile. The helper
process is ended when the time of the document is over, when it takes too much memory, or when the person cancels; if
PDFium crashes, only the helper ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import IO, Any

from kh57_desktop import i18n
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Cell, Line, Source, Table
from kh57_desktop.importing.errors import DocumentEmpty, DocumentMissing, DocumentTooLarge
from kh57_desktop.importing.pdf.errors import PdfDamaged, PdfLocked, PdfPicture, PdfUnreadableLetters
from kh57_desktop.progress import SILENT, Progress

WORD = "--take-pdf-apart"
"""First argument by which the built program knows that it is started as the helper."""
MEMORY_BYTES = 400_000_000
"""What the helper may take; the pages of a plan of 120 pages take 150 MB."""
_ADDRESSES = 1_500_000_000
"""Room of addresses that a helper may ask for where the system can limit it; memory in use is watched besides."""
_LOOK = 0.05
"""Seconds between two looks at the helper."""
_REFUSALS: dict[str, type[UserError]] = {
    refusal.__name__: refusal
    for refusal in (
        DocumentEmpty, DocumentMissing, DocumentTooLarge, PdfDamaged, PdfLocked, PdfPicture, PdfUnreadableLetters,
    )
}  # fmt: skip


def sources_of(path: Path, *, progress: Progress = SILENT) -> tuple[Source, ...]:
    """Lines and tables of the PDF at `path`; the same errors as `document.sources_of`."""
    words = [str(path.absolute()), i18n.language(), str(deadline.left())]
    try:
        helper = subprocess.Popen(
            [*_program(), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:  # no further process may be started here: read in our own
        from kh57_desktop.importing.pdf import document

        return document.sources_of(path, progress=progress)
    with helper:
        try:
            return _awaited(helper, path.name, progress)
        finally:
            helper.kill()


def _program() -> list[str]:
    """How the helper is started: the built console program by a word of its own, else by this module."""
    if getattr(sys, "frozen", False):
        console = Path(sys.executable).with_stem("kh57")
        return [str(console if console.is_file() else Path(sys.executable)), WORD]
    return [sys.executable, "-c", f"from {__name__} import serve; serve()"]


def _environment() -> dict[str, str]:
    """Ours, with the folder of this package first, so that the helper runs the same program as we do."""
    root = str(Path(__file__).resolve().parents[3])
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root, "PYTHONUTF8": "1"}


def _awaited(helper: subprocess.Popen[bytes], name: str, progress: Progress) -> tuple[Source, ...]:
    """What the helper found; meanwhile its steps are told, and time, memory and cancelling looked after."""
    end = time.monotonic() + deadline.left()
    step: tuple[int, int, str] = (0, 1, _("Opening the document"))
    messages: queue.Queue[list[Any]] = queue.Queue()
    assert helper.stdout is not None
    threading.Thread(target=_listen, args=(helper.stdout, messages), daemon=True).start()
    while True:
        try:
            kind, content = messages.get(timeout=_LOOK)
        except queue.Empty:
            kind, content = "", None
        if kind == "found":
            return tuple(_source(entry) for entry in content)
        if kind == "refused":
            raise _REFUSALS.get(content[0], PdfDamaged)(**content[1])
        if kind == "gone":
            raise PdfDamaged(name=name)
        if kind == "step":
            step = (content[0], content[1], content[2])
        progress.step(*step)
        if time.monotonic() > end:
            raise deadline.too_slow(name)
        if _memory_of(helper) > MEMORY_BYTES:
            raise _too_large(name)


def _listen(stream: IO[bytes], messages: queue.Queue[list[Any]]) -> None:
    """Every message of the helper, one a line, until it has no more."""
    with contextlib.suppress(OSError, ValueError):  # the helper was ended in the middle of a line
        for line in stream:
            messages.put(json.loads(line))
    messages.put(["gone", None])


def _too_large(name: str) -> DocumentTooLarge:
    return DocumentTooLarge(
        name=name, limit=_("more than {size} MB when unpacked").format(size=MEMORY_BYTES // 1_000_000)
    )


# --- in the helper process -------------------------------------------------------------------------------------------


class _Told:
    """Progress that is told to the waiting process."""

    def step(self, done: int, total: int, text: str) -> None:
        _tell("step", [done, total, text])


def _tell(kind: str, content: object) -> None:
    sys.stdout.buffer.write(json.dumps([kind, content]).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


def serve(words: Sequence[str] | None = None) -> int:
    """Read the PDF that the arguments name and tell what was found, or why it is refused."""
    import signal

    path, language, seconds = sys.argv[1:4] if words is None else words
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the waiting process, which ends this one
    i18n.use_language(language)
    _limit_addresses()
    _tell(*_answer(Path(path), float(seconds)))
    return 0


def _answer(path: Path, seconds: float) -> tuple[str, object]:
    from kh57_desktop.importing.pdf import document

    try:
        with deadline.limited(path.name, seconds):
            return "found", [_entry(source) for source in document.sources_of(path, progress=_Told())]
    except UserError as refusal:
        return "refused", [type(refusal).__name__, refusal.fields]
    except MemoryError:
        return "refused", [DocumentTooLarge.__name__, _too_large(path.name).fields]


_LINE_FIELDS = tuple(field.name for field in fields(Line) if field.init)


def _entry(source: Source) -> list[object]:
    """A line or table as plain values."""
    if isinstance(source, Line):
        return ["line", {name: getattr(source, name) for name in _LINE_FIELDS}]
    rows = [[[cell.lines, cell.is_first, cell.width] for cell in row] for row in source.rows]
    return ["table", {"rows": rows, "place": source.place, "page": source.page}]


def _source(entry: list[Any]) -> Source:
    kind, values = entry
    if kind == "line":
        return Line(**values)
    rows = tuple(tuple(Cell(tuple(lines), first, width) for lines, first, width in row) for row in values["rows"])
    return Table(rows, values["place"], page=values["page"])


def _limit_addresses() -> None:
    if sys.platform != "win32":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = _ADDRESSES if hard == resource.RLIM_INFINITY else min(_ADDRESSES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


# --- memory of another process ---------------------------------------------------------------------------------------


def _memory_of(process: subprocess.Popen[bytes]) -> int:
    """Bytes that the process holds in memory now; 0 where the system does not say."""
    if sys.platform == "win32":
        return _windows_memory(int(getattr(process, "_handle", 0)))  # Popen keeps the handle, with all rights
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
