"""Showing text that came in a package: nothing invisible, nothing that reorders a line (package-format.md 5.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from kh57_desktop.i18n import nfc

REPLACEMENT = "□"
_LINE_ENDS = frozenset("\n\t")
_SAVED_SIGNS = frozenset(" -_.()")
LONGEST_SAVED_NAME = 120
EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/plain": ".txt",
    "application/pkix-cert": ".der",
}


_INVISIBLE_LETTERS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Letters and marks by category that show nothing: fillers, joiners, variation selectors."""


def _is_hidden(letter: str) -> bool:
    """Control, format (bidirectional, zero-width), surrogate, private, unassigned; line and paragraph separators."""
    if letter in _LINE_ENDS:
        return False
    category = unicodedata.category(letter)
    return category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or _INVISIBLE_LETTERS.match(letter) is not None


def clean(text: str) -> str:
    """Plain text in NFC with every hidden character shown as □; line ends and tabs stay."""
    return "".join(REPLACEMENT if _is_hidden(letter) else letter for letter in nfc(text))


def clean_line(text: str) -> str:
    """The same on one line."""
    return clean(text.replace("\n", " ").replace("\t", " "))


def hidden_characters(value: Any) -> int:
    """How many characters of all strings inside `value` (a parsed JSON tree) are shown as □."""
    if isinstance(value, str):
        plain = value.replace("\n", "").isprintable() and not _INVISIBLE_LETTERS.search(value)  # nearly every string
        return 0 if plain else sum(map(_is_hidden, value))
    if isinstance(value, dict):
        return sum(hidden_characters(key) + hidden_characters(member) for key, member in value.items())
    if isinstance(value, Iterable):
        return sum(hidden_characters(member) for member in value)
    return 0


def saved_name(name: str, media_type: str) -> str:
    """A file name to save under: letters, digits, space, `-_.()`, at most 120 characters, extension by media type."""
    letters = "".join(
        letter if letter.isalnum() or unicodedata.category(letter) == "Mn" or letter in _SAVED_SIGNS else "_"
        for letter in nfc(name)
    )
    extension = EXTENSIONS.get(media_type, ".bin")
    stem = letters[: -len(extension)] if letters.lower().endswith(extension) else letters
    stem = stem.strip(" .")[: LONGEST_SAVED_NAME - len(extension)].rstrip(" .")
    if not stem or _is_device(stem):
        stem = f"_{stem}"
    return stem + extension


def _is_device(stem: str) -> bool:
    """Windows opens `con.anything` as the console."""
    first = stem.split(".")[0].rstrip().lower()
    return first in ("con", "prn", "aux", "nul") or (first[:3] in ("com", "lpt") and first[3:] in tuple("0123456789"))
