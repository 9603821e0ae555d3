"""Characters: bytes become composed Unicode text with plain spaces and line ends."""

from __future__ import annotations

import codecs
import re
import unicodedata

from kh57_desktop.importing.legacy_fonts import latin_reading

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_GONE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_HYPHENS = "\u2010\u2011\u2212"  # hyphen, no-break hyphen, minus: typed as one key, read as one sign

_TABLE: dict[int, str | None] = {
    **{code: None for code in range(32) if code not in (9, 10)},
    0x7F: None,
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _GONE), None),
    **dict.fromkeys(map(ord, _LINE_ENDS), "\n"),
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
}
_LOST = re.compile("[\x00-\x08\x0e-\x1a\x7f\ufffd]")


def decode(data: bytes) -> str | None:
    """Text of a plain text file: UTF-8, UTF-16 or Windows-1258, told by mark or by content; None when it is no text.

    Bytes of the old font encodings come back as their Latin-1 reading, which `legacy_fonts` turns into Unicode.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _text(data, encoding)
    if b"\x00" in data[:4096]:
        odd, even = data[1:4096:2].count(0), data[0:4096:2].count(0)
        if max(odd, even) < len(data[:4096]) // 8:
            return None
        return _text(data, "utf-16-le" if odd >= even else "utf-16-be")
    return _text(data, "utf-8") or latin_reading(data) or _text(data, "cp1258")


def _text(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if len(_LOST.findall(text)) > len(text) // 200 else text


def clean(text: str) -> str:
    """Composed (NFC) text whose only white space is space, tab and line feed."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    return unicodedata.normalize("NFC", plain)


def folded(text: str) -> str:
    """`text` with each run of white space folded into one space, stripped."""
    return " ".join(text.split())


def bracket_depths(text: str) -> list[int]:
    """How many round brackets are open at each character of `text`."""
    depths: list[int] = []
    depth = 0
    for letter in text:
        depth = depth + 1 if letter == "(" else max(0, depth - (letter == ")"))
        depths.append(depth)
    return depths


def split_at_colon(text: str) -> tuple[str, str]:
    """What stands before and behind the first colon outside brackets; all of it and "" without one."""
    for at, depth in enumerate(bracket_depths(text)):
        if depth == 0 and text[at] == ":":
            return text[:at], text[at + 1 :].strip()
    return text, ""
