"""What a picture tells beside what it shows: place, time, device (Exif, XMP, IPTC, text) are taken out of it.

The picture itself is not touched: JPEG segments and PNG chunks are left out whole. Which way up it is stays.
"""

from __future__ import annotations

import struct
import zlib

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_TELLING = {0xFE, *range(0xE1, 0xF0)} - {0xE2, 0xEE}
"""Segments left out: comments and application data, but colour profile (E2) and the colour transform (EE)."""
_NO_LENGTH = {0x01, *range(0xD0, 0xD9)}
_SCAN = 0xDA
_TELLING_CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_ORIENTATION = 0x0112


def without_metadata(content: bytes) -> bytes:
    """A JPEG or PNG without what it tells about place, time and device; anything else as it is.

    A picture that is broken off or not what it begins as stays as it is: it is evidence, and not ours to mend.
    """
    try:
        if content.startswith(_JPEG):
            return _jpeg(content)
        if content.startswith(_PNG):
            return _png(content)
    except (struct.error, IndexError, ValueError):
        return content
    return content


def _jpeg(content: bytes) -> bytes:
    kept = [content[:2]]
    place, orientation = 2, 1
    while True:
        if content[place] != 0xFF:
            raise ValueError("no marker")
        while content[place + 1] == 0xFF:
            place += 1
        marker = content[place + 1]
        if marker in _NO_LENGTH:
            kept.append(content[place : place + 2])
            place += 2
            continue
        if marker == _SCAN:
            break
        (length,) = struct.unpack_from(">H", content, place + 2)
        segment = content[place : place + 2 + length]
        if len(segment) < 2 + length or length < 2:
            raise ValueError("cut off")
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            orientation = _orientation(segment[10:]) or orientation
        if marker not in _TELLING or (marker == 0xE2 and not segment[4:].startswith(b"ICC_PROFILE\0")):
            kept.append(segment)
        place += 2 + length
    if orientation != 1:
        kept.insert(1, _exif_of(orientation))
    return b"".join([*kept, content[place:]])


def _orientation(tiff: bytes) -> int | None:
    """Which way up, of the first directory of an Exif block; None where it says nothing that can be read."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, directory)
        for entry in range(min(count, 200)):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, directory + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else None
    except (KeyError, struct.error):
        return None
    return None


def _exif_of(orientation: int) -> bytes:
    """An Exif block that says nothing but which way up."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> bytes:
    kept = [_PNG]
    place = len(_PNG)
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        chunk = content[place : place + 12 + length]
        kind = chunk[4:8]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise ValueError("cut off")
        if kind not in _TELLING_CHUNKS:
            kept.append(chunk)
        place += len(chunk)
        if kind == b"IEND":  # whatever was hung on behind is not the picture
            return b"".join(kept)
    raise ValueError("no end")
