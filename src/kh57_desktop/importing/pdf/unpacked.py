"""Streams of a PDF that unpack to far more than a page of text needs are found before PDFium unpacks them in memory.

Pictures are left aside: only their frame is read, never their points.
"""

from __future__ import annotations

import base64
import re
import zlib

STREAM_BYTES = 16_000_000
"""What one stream may unpack to: the longest page of text has 1 MB, a whole Vietnamese font 2 MB."""
TOTAL_BYTES = 400_000_000
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY_BYTES = 2_000
_CHUNK = 1 << 16


def is_bomb(data: bytes) -> bool:
    """Whether a packed stream of the file, or all together, unpack beyond the limits."""
    total = 0
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _DICTIONARY_BYTES) : match.start()]
        dictionary = before[before.rfind(b" obj") + 1 :]
        if dictionary.endswith(b"end") or re.search(rb"/Subtype\s*/Image\b", dictionary):
            continue
        packed = len(re.findall(rb"/(?:FlateDecode|Fl)\b", dictionary))
        if packed > 1:
            return True
        if packed:
            size = _unpacked(data, match.end(), is_text=b"ASCII85Decode" in dictionary or b"/A85" in dictionary)
            total += size
            if size > STREAM_BYTES or total > TOTAL_BYTES:
                return True
    return False


def _unpacked(data: bytes, start: int, *, is_text: bool) -> int:
    """Bytes that the stream at `start` unpacks to, counted no further than the limit; 0 for what is no such stream."""
    packed = memoryview(data)[start:]
    if is_text:
        end = data.find(b"~>", start)
        try:
            packed = memoryview(base64.a85decode(data[start:end]))
        except ValueError:
            return 0
    unpacker = zlib.decompressobj()
    size = at = 0
    rest = b""
    try:
        while not unpacker.eof and size <= STREAM_BYTES and (rest or at < len(packed)):
            if not rest:
                rest = bytes(packed[at : at + _CHUNK])
                at += _CHUNK
            size += len(unpacker.decompress(rest, _CHUNK * 16))
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return size
    return size
