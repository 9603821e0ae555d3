"""JSON as packages allow it (package-format.md section 4): one reading for every program, or none.

UTF-8 in NFC without BOM, no key twice, nesting at most 16, integers within ±(2^53-1) and no other numbers.
"""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import accumulate
from typing import Any, NoReturn

DEEPEST = 16
LARGEST_INTEGER = 2**53 - 1
MOST_PARTS = 1_000_000
"""Strings, brackets and commas of one file, some 12,000 tasks: more would fill the memory with empty lists.

The format names bytes only (64 MiB). An office has some 200 tasks; twice as many parts with that much text would take
more than the 300 MB and two seconds that no file may take.
"""
LARGEST_TEXT = 96 << 20
"""Bytes that the text may take in memory, where one letter outside the usual planes makes every letter four bytes."""
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""Whole, or to the end of the text."""
_PARTS, _BRACKETS = b'"[]{},', b"[]{}"
_FOLLOWING, _WIDE = bytes(range(0x80, 0xC0)), bytes(range(0xF0, 0x100))
"""UTF-8: bytes that go on with a letter; bytes that begin one outside the usual planes."""


class NotOurJson(ValueError):
    """The bytes break one of the rules."""


def parse(text: bytes) -> Any:
    """The value, or NotOurJson."""
    if text.startswith(b"\xef\xbb\xbf"):
        raise NotOurJson("byte order mark")
    if 2 * len(text) > LARGEST_TEXT and _room(text) > LARGEST_TEXT:
        raise NotOurJson("too much text")
    try:
        words = text.decode("utf-8")  # strict: neither overlong forms nor encoded surrogates
    except UnicodeDecodeError as cause:
        raise NotOurJson("not UTF-8") from cause
    _check_depth(text)
    if not unicodedata.is_normalized("NFC", words):
        raise NotOurJson("not NFC")
    try:
        value = json.loads(
            words,
            object_pairs_hook=_object,
            parse_float=_no_number,
            parse_int=_integer,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as cause:
        raise NotOurJson(str(cause)) from cause
    if "\\u" in words:
        _check_strings(value)
    return value


def _room(text: bytes) -> int:
    """Most that the text takes once it is decoded: two bytes a letter, or four where any letter needs them."""
    if text.isascii():
        return len(text)
    letters = len(text.translate(None, _FOLLOWING))
    is_wide = len(text.translate(None, _WIDE)) != len(text)
    return letters * (4 if is_wide else 2)


def canonical(value: Any) -> bytes:
    """The same bytes for the same value: keys in the order given, no spaces, UTF-8 as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotOurJson("a key twice")
    return members


def _no_number(_text: str) -> NoReturn:
    raise NotOurJson("not an integer")


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > LARGEST_INTEGER or text == "-0":
        raise NotOurJson("integer out of range")
    return int(text)


def _check_depth(text: bytes) -> None:
    """Before the parser runs: brackets outside strings; the parser itself would recurse ten thousand levels."""
    without_strings, strings = _STRING.subn(b'"', text, count=MOST_PARTS + 1)
    if strings > MOST_PARTS or len(_only(_PARTS, without_strings)) > MOST_PARTS:
        raise NotOurJson("too many parts")
    steps = (1 if bracket in b"[{" else -1 for bracket in _only(_BRACKETS, without_strings))
    if max(accumulate(steps), default=0) > DEEPEST:
        raise NotOurJson("nested too deeply")


def _only(kept: bytes, text: bytes) -> bytes:
    return text.translate(None, bytes(set(range(256)) - set(kept)))


def _check_strings(value: Any) -> None:
    r"""Escapes can smuggle in what the bytes cannot hold: lone surrogates, and text that is not NFC."""
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value) or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise NotOurJson("lone surrogate or not NFC")
    elif isinstance(value, dict):
        for key, member in value.items():
            _check_strings(key)
            _check_strings(member)
    elif isinstance(value, list):
        for member in value:
            _check_strings(member)
