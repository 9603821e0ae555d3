"""The ZIP profile of a package, read strictly (package-format.md sections 2.2 and 2.3).

Independent of `zipfile` and deliberately so: every header is computed from its few free values and compared byte for
byte, so that each byte of the file has one permitted value and no reader can be shown another file than ours.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import BinaryIO

from kh57_desktop.exchange.entry_names import MIMETYPE, MIMETYPE_CONTENT, is_safe
from kh57_desktop.exchange.findings import Refused

VIETNAM = timezone(timedelta(hours=7))

MEBIBYTE = 1 << 20
CHUNK = MEBIBYTE

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
VERSION_NEEDED, VERSION_MADE_BY, EXTERNAL_ATTRIBUTES = 20, 0x0314, 0o100644 << 16
LONGEST_NAME = 3 * 65 + 100
_UTF8_FLAG = 0x800


@dataclass(frozen=True, slots=True)
class Limits:
    """Most that is read, in bytes but for `entries`."""

    entries: int = 500
    package: int = 1024 * MEBIBYTE
    metadata: int = MEBIBYTE
    data: int = 64 * MEBIBYTE
    pdf: int = 32 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored file: `start` is the offset of its content in the package."""

    name: str
    size: int
    crc: int
    start: int


@dataclass(frozen=True, slots=True)
class Directory:
    """What the package contains; `dos_time` is the one time of all entries (two-second steps)."""

    entries: tuple[Entry, ...]
    dos_time: tuple[int, int]


def dos_time(moment: datetime) -> tuple[int, int]:
    """`moment` (aware) in Vietnam time as the two halves of a DOS time: time, date."""
    local = moment.astimezone(VIETNAM)
    return local.hour << 11 | local.minute << 5 | local.second // 2, (
        local.year - 1980 << 9 | local.month << 5 | local.day
    )


def read_directory(stream: BinaryIO, size: int, limits: Limits) -> Directory:
    """Steps 1 to 4 of the verification: end record, profile, limits, names, mimetype. Raises Refused."""
    count, central_size, central_start = _end_record(stream, size)
    if size > limits.package or count > limits.entries:
        raise Refused("PKG-04")
    if central_size > count * (_CENTRAL.size + LONGEST_NAME):
        raise Refused("PKG-03")
    stream.seek(central_start)
    central = stream.read(central_size)
    entries: list[Entry] = []
    times: set[tuple[int, int]] = set()
    position = expected_start = 0
    for _number in range(count):
        entry, moment, position = _central_entry(central, position, expected_start)
        _check_local_header(stream, entry, moment, expected_start)
        if entry.size > _limit_of(entry.name, limits):
            raise Refused("PKG-04")
        expected_start = entry.start + entry.size
        if expected_start > central_start:
            raise Refused("PKG-03")
        entries.append(entry)
        times.add(moment)
    if position != central_size or expected_start != central_start or len(times) != 1:
        raise Refused("PKG-03")
    if len({entry.name.lower() for entry in entries}) != len(entries):
        raise Refused("PKG-06")
    _check_mimetype(stream, entries)
    return Directory(tuple(entries), times.pop())


def _end_record(stream: BinaryIO, size: int) -> tuple[int, int, int]:
    """Step 1. A whole end record behind a wrong beginning is a package that something was put in front of."""
    begins = stream.read(4) == _LOCAL_MARK
    stream.seek(max(0, size - _END.size))
    tail = stream.read(_END.size)
    ends = len(tail) == _END.size and tail[:4] == _END_MARK
    if not begins:
        raise Refused("PKG-03" if ends else "PKG-02")
    if not ends:
        raise Refused("PKG-01")
    _mark, disk, first_disk, here, count, central_size, central_start, comment = _END.unpack(tail)
    if comment:
        raise Refused("PKG-01")
    if disk or first_disk or here != count or not count or central_start + central_size != size - _END.size:
        raise Refused("PKG-03")
    return count, central_size, central_start


def _central_entry(central: bytes, position: int, start: int) -> tuple[Entry, tuple[int, int], int]:
    """The entry at `position` of the directory, whose local header must stand at `start`; and the next position."""
    header = central[position : position + _CENTRAL.size]
    if len(header) != _CENTRAL.size:
        raise Refused("PKG-03")
    fields = _CENTRAL.unpack(header)
    flags, moment, (crc, _packed, size, name_length) = fields[3], fields[5:7], fields[7:11]
    raw_name = central[position + _CENTRAL.size : position + _CENTRAL.size + name_length]
    name = raw_name.decode("ascii", errors="replace")
    if flags in (0, _UTF8_FLAG) and not is_safe(name):  # other programs set the flag with a name outside ASCII
        raise Refused("PKG-05")
    only = (_CENTRAL_MARK, VERSION_MADE_BY, VERSION_NEEDED, 0, 0, *moment, crc, size, size, len(raw_name))
    if header != _CENTRAL.pack(*only, 0, 0, 0, 0, EXTERNAL_ATTRIBUTES, start):
        raise Refused("PKG-03")
    entry = Entry(name, size, crc, start + _LOCAL.size + len(raw_name))
    return entry, moment, position + _CENTRAL.size + len(raw_name)


def _check_local_header(stream: BinaryIO, entry: Entry, moment: tuple[int, int], start: int) -> None:
    name = entry.name.encode("ascii")
    only = (_LOCAL_MARK, VERSION_NEEDED, 0, 0, *moment, entry.crc, entry.size, entry.size, len(name), 0)
    stream.seek(start)
    if stream.read(_LOCAL.size + len(name)) != _LOCAL.pack(*only) + name:
        raise Refused("PKG-03")


def _limit_of(name: str, limits: Limits) -> int:
    if name == "package.json" or name.startswith("META-INF/"):
        return limits.metadata
    if name.endswith(".pdf") and name.startswith("report/"):
        return limits.pdf
    if name.startswith("data/") and name.endswith(".json"):
        return limits.data
    return limits.package


def _check_mimetype(stream: BinaryIO, entries: list[Entry]) -> None:
    first = entries[0]
    if first.name != MIMETYPE or first.size != len(MIMETYPE_CONTENT):
        raise Refused("PKG-07")
    if b"".join(chunks(stream, first)) != MIMETYPE_CONTENT:
        raise Refused("PKG-07")


def chunks(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The content of an entry piece by piece; Refused PKG-08 after the last where its CRC is wrong."""
    stream.seek(entry.start)
    left, crc = entry.size, 0
    while left:
        piece = stream.read(min(CHUNK, left))
        if not piece:
            raise Refused("PKG-01")
        crc = zlib.crc32(piece, crc)
        left -= len(piece)
        yield piece
    if crc != entry.crc:
        raise Refused("PKG-08", file=entry.name)


def content(stream: BinaryIO, entry: Entry) -> bytes:
    return b"".join(chunks(stream, entry))
