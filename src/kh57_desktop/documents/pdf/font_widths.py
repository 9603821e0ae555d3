"""How wide the letters of a TrueType face are, read from its file: Word and Excel files need nothing else of it."""

from __future__ import annotations

import struct
from pathlib import Path

_UNICODE = ((3, 1), (0, 3))
"""Platform and encoding of the character maps that are read."""


def letter_widths(path: Path) -> tuple[dict[int, float], float]:
    """Thousandths of the size by code point, and the width of a letter that the face lacks."""
    data = path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for place in range(count):
        tag, _sum, offset, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * place)
        tables[tag] = offset
    (per_em,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (wide,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    metrics = struct.unpack_from(f">{2 * wide}H", data, tables[b"hmtx"])[::2]
    scaled = [width * 1000 / per_em for width in metrics]
    glyphs = _glyphs(data, tables[b"cmap"])
    return {code: scaled[min(glyph, wide - 1)] for code, glyph in glyphs.items()}, scaled[0]


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph by code point, of the map of the basic plane (format 4)."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    maps = {}
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * place)
        maps[platform, encoding] = cmap + offset
    start = next(maps[key] for key in _UNICODE if key in maps)
    form, _length, _language, twice = struct.unpack_from(">4H", data, start)
    if form != 4:
        raise ValueError(f"character map of format {form}")
    segments = twice // 2
    ends = struct.unpack_from(f">{segments}H", data, start + 14)
    firsts = struct.unpack_from(f">{segments}H", data, start + 16 + twice)
    deltas = struct.unpack_from(f">{segments}H", data, start + 16 + 2 * twice)
    ranges_at = start + 16 + 3 * twice
    ranges = struct.unpack_from(f">{segments}H", data, ranges_at)
    found: dict[int, int] = {}
    for place, (first, end, delta, shift) in enumerate(zip(firsts, ends, deltas, ranges, strict=True)):
        for code in range(first, min(end, 0xFFFE) + 1):
            if not shift:
                found[code] = (code + delta) & 0xFFFF
                continue
            (glyph,) = struct.unpack_from(">H", data, ranges_at + 2 * place + shift + 2 * (code - first))
            found[code] = (glyph + delta) & 0xFFFF if glyph else 0
    return found
