"""How much work a PDF may ask for: a reader of hostile files that stops, whatever the file claims or repeats.

pyHanko reads byte by byte and follows references as often as it meets them. Two million keys take it twenty seconds, a
tree whose branches are one and the same takes for ever, and a few hundred bytes can claim a thousand million objects.
Work is counted, not time, so that a slow PC gives the same answer as a fast one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import misc, xref
from pyhanko.pdf_utils import reader as pyhanko_reader
from pyhanko.pdf_utils.decode_limits import (
    DecodeContext,
    DecodeLimits,
    DocumentDecodeBudget,
    StreamDecodeLimits,
)
from pyhanko.pdf_utils.generic import Reference
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from kh57_desktop.exchange.findings import Refused

MEBIBYTE = 1 << 20
MOST_WORK = 1_000_000
"""In steps of about a microsecond. A report of 200 pages with three signatures takes a fifth of it."""
DATA_OF_STEP = 96
"""Bytes of the same package's data that cost one step: reading them takes its time too, and the two seconds are one."""
MOST_OBJECTS = 200_000
WORK_OF_ENTRY = 4
"""Of one entry of a cross-reference table."""
WORK_OF_LOOK = 8
"""Of following one reference."""
WORK_OF_STEP = 4
"""Of one step on one way from the catalog to an object; where signatures are compared, all ways are looked at."""
MOST_UNPACKED = 8 * MEBIBYTE
"""Of all compressed objects and tables of a file; pages and pictures are never unpacked to check a signature."""
LONGEST_NUMBER = 4096
_NUMBER_STEP = 16
"""pyHanko reads numbers in steps of 16 bytes and joins them, which takes the square of their length."""
_BYTES_READ, _BYTES_UNPACKED, _SEEN_AGAIN = 7, 3, 6
"""Powers of two: bytes that cost one step where they are read, where they are unpacked; a second look at an object."""


class Work:
    """What is left of MOST_WORK for the PDF being checked, beside so many bytes of data."""

    def __init__(self, data_size: int) -> None:
        self.left = MOST_WORK - data_size // DATA_OF_STEP
        self.entries = MOST_OBJECTS

    def take(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise Refused("PDF-05")

    def take_entries(self, count: int) -> None:
        self.entries -= count
        if self.entries < 0:
            raise Refused("PDF-05")
        self.take(count * WORK_OF_ENTRY)


_work: ContextVar[Work | None] = ContextVar("work", default=None)
"""Of the PDF being checked in this thread; None: no check runs, as in signing."""


@contextmanager
def bounded_work(data_size: int) -> Iterator[Work]:
    """Inside, pyHanko stops with Refused PDF-05 where a file asks for more than MOST_WORK."""
    _bound_pyhanko()
    work = Work(data_size)
    before = _work.set(work)
    try:
        yield work
    finally:
        _work.reset(before)


_read = BytesIO.read
"""Called some ten thousand times for a report; `super()` would take twice as long."""


class CountedBytes(BytesIO):
    """Bytes of which each read is work."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__(content)
        self._work = _work.get()
        self._number_until = self._number_length = 0

    def read(self, size: int | None = -1, /) -> bytes:
        work = self._work
        if work is None:
            return _read(self, size)
        work.left -= 1
        if work.left < 0:
            raise Refused("PDF-05")
        if size == 1:
            return _read(self, 1)
        if size == _NUMBER_STEP:
            self._count_number()
        found = _read(self, size)
        work.take(len(found) >> _BYTES_READ)
        return found

    def _count_number(self) -> None:
        start = self.tell()
        self._number_length = self._number_length + _NUMBER_STEP if start == self._number_until else 0
        self._number_until = start + _NUMBER_STEP
        if self._number_length > LONGEST_NUMBER:
            raise Refused("PDF-05")


class _CountedDecoding(DecodeContext):
    """The limits of one document, also over its earlier revisions."""

    def __init__(self, size: int, work: Work) -> None:
        every = StreamDecodeLimits(max_output_size=MOST_UNPACKED)
        whole = DocumentDecodeBudget(base_allowance=MOST_UNPACKED, max_ratio=0)
        super().__init__(DecodeLimits(per_stream=every, document_budget=whole), input_size=size)
        self._work = work

    def record_output(self, size: int) -> None:
        self._work.take(size >> _BYTES_UNPACKED)
        super().record_output(size)

    def fresh(self) -> DecodeContext:
        return self


class BoundedReader(PdfFileReader):
    """pyHanko's strict reader that counts its work; only inside `bounded_work`."""

    def __init__(self, pdf: bytes, work: Work) -> None:
        self._work = work
        self._costs: dict[tuple[int, int], int] = {}
        self._decoding = _CountedDecoding(len(pdf), work)
        super().__init__(CountedBytes(pdf), strict=True)

    @property
    def decode_context(self) -> DecodeContext:
        return self._decoding

    def charge(self, ref: Reference) -> bool:
        """The cost of one more look at an object; False where it was never read."""
        cost = self._costs.get((ref.idnum, ref.generation))
        self._work.take(WORK_OF_LOOK + ((cost or 0) >> _SEEN_AGAIN))
        return cost is not None

    def get_object(self, ref: Reference, *revision: Any, **options: Any) -> Any:
        if self.charge(ref):
            return super().get_object(ref, *revision, **options)  # type: ignore[no-untyped-call]
        before = self._work.left
        found = super().get_object(ref, *revision, **options)  # type: ignore[no-untyped-call]
        self._costs[ref.idnum, ref.generation] = before - self._work.left
        return found

    def get_historical_resolver(self, revision: int) -> HistoricalResolver:
        cache: dict[int, HistoricalResolver] = self._historical_resolver_cache
        if revision not in cache:
            cache[revision] = _BoundedResolver(self, revision)
        return cache[revision]


class _BoundedResolver(HistoricalResolver):
    """An earlier revision; it keeps what it has read, so that the reader does not hear of a second look."""

    reader: BoundedReader

    def get_object(self, ref: Reference, as_metadata_stream: bool = False) -> Any:
        self.reader.charge(ref)
        return super().get_object(ref, as_metadata_stream)


def _bound_pyhanko() -> None:
    """What no subclass reaches is replaced once: the parsers of cross-references, and the bytes of object streams."""
    parse_table, parse_stream = xref.parse_xref_table, xref.parse_xref_stream
    if getattr(parse_stream, "is_bounded", False):
        return

    def table(stream: Any, strict: bool) -> Iterator[Any]:
        for entry in parse_table(stream, strict):
            _take_entries(1)
            yield entry

    def entries(xref_stream: Any, strict: bool = True) -> Iterator[Any]:
        pairs = [int(number) for number in xref_stream.get("/Index", (0, xref_stream.get("/Size")))]
        _take_entries(sum(max(0, size) for size in pairs[1::2]))
        yield from parse_stream(xref_stream, strict)

    whole_hash = misc.ConsList.__hash__

    def counted_hash(path: Any) -> int:
        work = _work.get()
        if work is not None:
            work.take(WORK_OF_STEP)
        return whole_hash(path)

    setattr(misc.ConsList, "__hash__", counted_hash)  # noqa: B010  of each way to an object, step by step
    entries.is_bounded = True  # type: ignore[attr-defined]
    xref.parse_xref_table, xref.parse_xref_stream = table, entries
    setattr(pyhanko_reader, "BytesIO", CountedBytes)  # noqa: B010  mypy knows no such name there


def _take_entries(count: int) -> None:
    work = _work.get()
    if work is not None:
        work.take_entries(count)
