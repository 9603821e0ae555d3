"""Administrative units (đơn vị hành chính) since 1/7/2025: 34 provinces and 3,321 communes with official codes.

The list is data of the product (`resources/administrative/units.tsv`, source and licence beside it), read once when
first asked for. It holds real units alone: sample offices (codes 00 and 00000) are in no list and no search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kh57_desktop import paths
from kh57_desktop.domain.offices import SAMPLE_COMMUNE, SAMPLE_PROVINCE
from kh57_desktop.i18n import fold, sort_key

COMMUNE_LEVELS = ("xã", "phường", "đặc khu")
PROVINCE_LEVELS = ("tỉnh", "thành phố")


@dataclass(frozen=True, slots=True)
class Province:
    """`code` of 2 digits; `name` without the level; `level`: tỉnh or thành phố."""

    code: str
    level: str
    name: str

    @property
    def full_name(self) -> str:
        """As sentences name it: `tỉnh Gia Lai`, but `Thành phố Hồ Chí Minh` (Nghị định 30/2020, Phụ lục II)."""
        named_for_person = self.name == "Hồ Chí Minh"
        return f"{self.level.capitalize() if named_for_person else self.level} {self.name}"


@dataclass(frozen=True, slots=True)
class Commune:
    """`code` of 5 digits; `name` without the level; `level`: xã, phường or đặc khu."""

    code: str
    province_code: str
    level: str
    name: str

    @property
    def full_name(self) -> str:
        return f"{self.level} {self.name}"


@dataclass(frozen=True, slots=True)
class Units:
    """The whole list; `version`: ISO day from which it holds (`units_version` of packages)."""

    version: str
    provinces: tuple[Province, ...]
    communes: tuple[Commune, ...]


SAMPLE_CODES = frozenset({SAMPLE_COMMUNE, SAMPLE_PROVINCE})
SAMPLE_PROVINCE_UNIT = Province(SAMPLE_PROVINCE, "tỉnh", "Vân Khê")
SAMPLE_COMMUNE_UNIT = Commune(SAMPLE_COMMUNE, SAMPLE_PROVINCE, "xã", "Suối Mây")
"""The invented units of the sample plan; no real unit has these names or codes."""


def parse_units(lines: Iterable[str]) -> Units:
    """The list from its text: version line, then provinces (3 fields) and communes (4 fields), parted by tabs."""
    version = ""
    provinces: list[Province] = []
    communes: list[Commune] = []
    for line in lines:
        match line.rstrip("\r\n").split("\t"):
            case ["units_version", day]:
                version = day
            case [code, level, name]:
                provinces.append(Province(code, level, name))
            case [code, province_code, level, name]:
                communes.append(Commune(code, province_code, level, name))
            case [""]:
                continue
            case _:
                raise ValueError(f"not a line of the unit list: {line!r}")
    return Units(
        version,
        tuple(sorted(provinces, key=lambda unit: sort_key(unit.name))),
        tuple(sorted(communes, key=lambda unit: (sort_key(unit.name), unit.code))),
    )


@cache
def _units() -> Units:
    with (paths.resources() / "administrative" / "units.tsv").open(encoding="utf-8") as stream:
        return parse_units(stream)


def units_version() -> str:
    """ISO day of the list in use."""
    return _units().version


def provinces() -> tuple[Province, ...]:
    """All provinces in the order of the Vietnamese alphabet."""
    return _units().provinces


def communes(province_code: str) -> tuple[Commune, ...]:
    """The communes of a province in the order of the Vietnamese alphabet; none for an unknown code."""
    return _by_province().get(province_code, ())


def find_commune(code: str) -> Commune | None:
    """The commune with this 5-digit code."""
    return _communes_by_code().get(code.strip())


def find_province(text: str) -> Province | None:
    """The province with this code or name, with or without its level and accents (`TP. Hồ Chí Minh`, `gia lai`)."""
    return _provinces_by_key().get(_plain(text)) or _provinces_by_key().get(_without_level(text))


def search_communes(text: str, *, province_code: str | None = None, limit: int = 20) -> tuple[Commune, ...]:
    """Communes whose level, name and province hold every word of `text` as a word's beginning; accents do not matter.

    Best first: name as typed with its accents, name equal without accents or followed by its province, name beginning
    so, the rest; a code finds its commune. Empty text gives nothing.
    """
    words = _plain(text).split()
    if not words:
        return ()
    typed = text.strip().casefold()
    plain = _without_level(text)
    found = [
        (_rank(entry, typed, plain), sort_key(entry.commune.name), entry.commune.code, entry.commune)
        for entry in _entries()
        if province_code in (None, entry.commune.province_code) and all(f" {word}" in entry.key for word in words)
    ]
    return tuple(commune for *_order, commune in sorted(found, key=lambda row: row[:3])[:limit])


@dataclass(frozen=True, slots=True)
class _Entry:
    """A commune with its folded search text; every word of `key` and `province` follows a space."""

    commune: Commune
    key: str
    plain_name: str
    province: str


def _rank(entry: _Entry, typed: str, plain: str) -> int:
    if entry.commune.name.casefold() == typed or entry.commune.full_name.casefold() == typed:
        return 0
    if entry.plain_name == plain or _is_followed_by_province(entry, plain):
        return 1
    return 2 if entry.plain_name.startswith(plain) else 3


def _is_followed_by_province(entry: _Entry, plain: str) -> bool:
    """ "thanh ha hai phong": the whole name first, then only words of its province."""
    if not plain.startswith(f"{entry.plain_name} "):
        return False
    return all(f" {word}" in entry.province for word in plain[len(entry.plain_name) :].split())


@cache
def _entries() -> tuple[_Entry, ...]:
    names = {province.code: province.full_name for province in provinces()}
    return tuple(
        _Entry(
            commune,
            f" {_plain(f'{commune.full_name} {names[commune.province_code]} {commune.code}')}",
            _plain(commune.name),
            f" {_plain(names[commune.province_code])}",
        )
        for commune in _units().communes
    )


@cache
def _by_province() -> dict[str, tuple[Commune, ...]]:
    grouped: dict[str, list[Commune]] = {}
    for commune in _units().communes:
        grouped.setdefault(commune.province_code, []).append(commune)
    return {code: tuple(rows) for code, rows in grouped.items()}


@cache
def _communes_by_code() -> dict[str, Commune]:
    return {commune.code: commune for commune in _units().communes}


@cache
def _provinces_by_key() -> dict[str, Province]:
    found: dict[str, Province] = {}
    for province in provinces():
        found[province.code] = found[_plain(province.name)] = province
    found["hcm"] = found[_plain("Hồ Chí Minh")]
    return found


_PUNCTUATION = re.compile(r"[^\w']+")
_LEVEL = re.compile(r"(?:thanh pho|tinh|tp|xa|phuong|dac khu) (?=\S)")


def _plain(text: str) -> str:
    """Folded words parted by single spaces, punctuation left out (`TP.HCM` gives `tp hcm`)."""
    return _PUNCTUATION.sub(" ", fold(text)).strip()


def _without_level(text: str) -> str:
    return _LEVEL.sub("", _plain(text), count=1) if _LEVEL.match(_plain(text)) else _plain(text)
