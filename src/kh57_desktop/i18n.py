"""Words, numbers, dates and order in Vietnamese (and English): gettext msgids are English, `vi` is the default.

`_` translates at once, `N_` marks a msgid that is translated later (class attributes, stored action names).
Numbers and dates never follow the system's setting: many office PCs run an English Windows.
"""

from __future__ import annotations

import contextlib
import io
import re
import struct
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from kh57_desktop import paths

LANGUAGES = ("vi", "en")

_translation: _Catalogue | None = None
_language = "vi"


def use_language(language: str) -> None:
    """Choose the language of every later `_`; anything but `en` is `vi`."""
    global _translation, _language
    _language = language if language in LANGUAGES else "vi"
    _translation = _catalogue(_language)


def language() -> str:
    return _language


class _Catalogue:
    """A compiled catalogue (.mo, as GNU gettext describes it), in which each message is looked for when it is first
    said: the standard library's reader takes all apart, which was a tenth of a start.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._order = "<" if content[:4] == b"\xde\x12\x04\x95" else ">"
        _magic, _version, self._count, self._originals, self._translations = struct.unpack_from(
            f"{self._order}5I", content
        )
        self._words: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        words = self._words.get(message)
        if words is None:
            place = self._find(message.encode())
            words = message if place is None else self._text(self._translations, place).decode()
            self._words[message] = words
        return words

    def _find(self, wanted: bytes) -> int | None:
        """The originals lie in the order of their bytes."""
        first: int = 0
        end: int = self._count
        while first < end:
            middle = (first + end) // 2
            found = self._text(self._originals, middle)
            if found == wanted:
                return middle
            if found < wanted:
                first = middle + 1
            else:
                end = middle
        return None

    def _text(self, table: int, place: int) -> bytes:
        length, start = struct.unpack_from(f"{self._order}2I", self._content, table + 8 * place)
        return self._content[start : start + length]


def _catalogue(language: str) -> _Catalogue:
    """The compiled catalogue; in a source tree a missing or older .mo is made again from its .po."""
    folder = paths.translations() / language / "LC_MESSAGES"
    source, compiled = folder / "kh57.po", folder / "kh57.mo"
    try:
        fresh = compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns
    except FileNotFoundError:
        fresh = compiled.exists() and not source.exists()
    if fresh:
        return _Catalogue(compiled.read_bytes())
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as text:
        catalogue = read_po(text, locale=language)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    with contextlib.suppress(OSError):  # an installed program's folder is read-only: compiled again at each start
        compiled.write_bytes(buffer.getvalue())
    return _Catalogue(buffer.getvalue())


def _(message: str) -> str:
    """`message` in the chosen language; fields in braces are filled by the caller with `.format`."""
    if _translation is None:
        use_language(_language)
    assert _translation is not None
    return _translation.gettext(message)


@cache
def _papers_catalogue() -> _Catalogue:
    return _catalogue("vi")


def vietnamese(message: str) -> str:
    """`message` as papers print it: Vietnamese whatever the language of the window."""
    return _papers_catalogue().gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a msgid for the catalogue; translated with `_` where it is shown."""
    return message


# --- text ---------------------------------------------------------------------------------------------------------


def nfc(text: str) -> str:
    """Text as it enters the program: composed (Windows' Vietnamese keyboard and some files give it decomposed)."""
    return unicodedata.normalize("NFC", text)


def _fold_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord("đ"): "d", ord("Đ"): "d"}
    for first, last in ((0x41, 0x24F), (0x1E00, 0x1EFF)):
        for code in range(first, last + 1):
            base = unicodedata.normalize("NFD", chr(code))[0].casefold()
            if base != chr(code) and code not in table:
                table[code] = base
    table.update(dict.fromkeys(range(0x300, 0x370)))
    return table


_FOLD = _fold_table()


def fold(text: str) -> str:
    """Key for search: no marks, đ = d, one case. `hoà` and `hòa`, composed and decomposed give the same."""
    return text.translate(_FOLD)


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x100 + place) for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """Key for the Vietnamese alphabet (a ă â b c d đ e ê …, tones second), numbers by value: 2 before 10."""
    letters: list[str] = []
    tones: list[str] = []
    padded = _DIGITS.sub(lambda run: run.group().lstrip("0").zfill(12), text.casefold())
    for character in unicodedata.normalize("NFC", padded):
        parts = unicodedata.normalize("NFD", character)
        tone = next((_TONES[mark] for mark in parts if mark in _TONES), 0)
        plain = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        letters.append(_RANK.get(plain, plain))
        tones.append(str(tone))
    return "".join(letters) + "\0" + "".join(tones)


def name_sort_key(full_name: str) -> str:
    """Key for people: given name (tên), then middle, then family name."""
    words = full_name.split()
    return sort_key(" ".join([*words[-1:], *words[1:-1], *words[:1]]))


# --- numbers and dates ----------------------------------------------------------------------------------------------


def format_decimal(value: Decimal | int, *, places: int | None = None) -> str:
    """`1.234,5` in Vietnamese, `1,234.5` in English; with `places` exactly so many digits after the mark."""
    text = f"{value:,.{places}f}" if places is not None else f"{Decimal(value).normalize():,f}"
    return text if _language == "en" else text.translate(str.maketrans(",.", ".,"))


def parse_decimal(text: str) -> Decimal | None:
    """A number as a Vietnamese officer types it: `1.234,5`, `1234,5`, `85`; None when it is none.

    A dot parts thousands (`1.234` is one thousand …) unless the groups are not of three (`0.65`, `12.5`).
    """
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    if not re.fullmatch(r"[+-]?\d[\d.,]*", plain):
        return None
    if "," in plain:
        whole, _mark, fraction = plain.rpartition(",")
        if "," in whole and not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})*", whole):
            return None
        if "." in fraction:  # 1,234.5 typed the English way
            return _english(plain)
        if "." in whole and not re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", whole):
            return None
        return Decimal(f"{whole.replace('.', '').replace(',', '')}.{fraction or '0'}")
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}(\.\d{3})+", plain):
        return Decimal(plain.replace(".", ""))
    return Decimal(plain) if plain.count(".") <= 1 and not plain.endswith(".") else None


def _english(plain: str) -> Decimal | None:
    if not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+\.\d+", plain):
        return None
    return Decimal(plain.replace(",", ""))


def format_date(day: date) -> str:
    """`05/9/2026`: days below 10, months 1 and 2 padded (Nghị định 30/2020, Phụ lục I, mục II.4)."""
    if _language == "en":
        return f"{day.day:02}/{day.month:02}/{day.year}"
    return f"{day.day:02}/{_month(day.month)}/{day.year}"


def long_date(day: date) -> str:
    """`ngày 05 tháng 9 năm 2026`, always Vietnamese: it stands only in documents."""
    return f"ngày {day.day:02} tháng {_month(day.month)} năm {day.year}"


def _month(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)


_DATE = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}|\d{2}))?")


def parse_date(text: str, *, default_year: int) -> date | None:
    """A day as typed: `5/9`, `05/9/2026`, `5-9-2026`, `050926`, or ISO; None when it is none."""
    plain = text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain):
            return date.fromisoformat(plain)
        if re.fullmatch(r"\d{6}|\d{8}", plain):
            year = int(plain[4:])
            return date(year + 2000 if year < 100 else year, int(plain[2:4]), int(plain[:2]))
        match = _DATE.fullmatch(plain)
        if match is None:
            return None
        year = int(match[3]) if match[3] else default_year
        return date(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
    except ValueError:
        return None


def join_words(words: Iterable[str]) -> str:
    return "; ".join(word for word in words if word)
