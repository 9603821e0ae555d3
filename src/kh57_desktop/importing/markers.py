"""Markers of a paragraph (số thứ tự, gạch đầu dòng) in every habit that offices have.

`I-`, `I.`, `I/`, `Phần I`, `Phần thứ nhất`, `Mục 1`, `Điều 1.`, `A.`, `1.`, `1-`, `1)`, `1/`, `1.1.`, `a)`, `(1)`,
`-`, `+`, `•`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """Depth that a kind of marker has when all of them occur; a document uses some of them, in this order."""

    PART = 0
    CAPITAL = 1
    ROMAN = 2
    ARTICLE = 3
    NUMBER = 4
    DOTTED = 5
    DEEPER = 6
    LETTER = 7
    BRACKET = 8
    BULLET = 9


@dataclass(frozen=True, slots=True)
class Marker:
    """`number` as printed without closing punctuation (None for a bullet), `sign` the bullet itself,
    `length` the characters that the marker takes with the space behind it."""

    level: Level
    number: str | None
    sign: str
    length: int

    @property
    def is_bullet(self) -> bool:
        return self.level is Level.BULLET

    @property
    def is_named(self) -> bool:
        """Whether a word stands before the number ("Nhiệm vụ 1:"), so that "1." may stand above or below it."""
        return self.level is Level.NUMBER and self.number is not None and not self.number[0].isdecimal()


BULLETS = "-–—−+•*●▪■◦○∙·‣►➢➤✓✔□❖◆♦§"
_ROMAN = r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})"
_END = r"\s*[.\-–—:/)]+"
_SIGN = r"(?:NQ|QĐ|KH|CT|TT|NĐ|KL|TB|HD|CV|BC|TTr|CTr|ĐA|CĐ)\b[-/]?"
"""What follows a document's number ("57-NQ/TW", "50/NQ-CP")."""
_CAPITALS = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_PATTERNS = (
    (
        Level.PART,
        re.compile(rf"(?:phần|chương)\s+({_ROMAN}|\d{{1,2}}|thứ\s+\w+)(?:{_END}|\s*$|\s+(?=[A-ZĐÀ-Ỹ]))", re.I),
    ),
    (Level.ARTICLE, re.compile(rf"(?:điều|mục)\s+(\d{{1,2}}|{_ROMAN})(?:{_END}|\s*$)", re.I)),
    (
        Level.NUMBER,
        re.compile(r"(?:nhóm\s+)?(?:nhiệm vụ|giải pháp|nội dung)\s+(?:số\s+)?(\d{1,2})\s*[.:)\-–](?=\s|[^\W\d])", re.I),
    ),
    (Level.ROMAN, re.compile(rf"(?!V/[vV]\b)({_ROMAN}){_END}(?=\s|[^\W\d])")),
    (Level.ROMAN, re.compile(rf"({_ROMAN})\s(?=(?:[{_CAPITALS}]{{2,}},?[\s–-]+)+[{_CAPITALS}]+(?:\s|$))")),
    (Level.DEEPER, re.compile(r"(\d{1,2}(?:\.\d{1,2}){2,})\.?(?:\s*[-–:)/]\s*|\s+|(?=[^\W\d]))")),
    (Level.DOTTED, re.compile(r"(\d{1,2}\.\d{1,2})(?:\.|\s*[-–:)/])?(?:\s+(?![%‰])|(?=[^\W\d]))")),
    (
        Level.NUMBER,
        re.compile(rf"(\d{{1,2}})(?![-/](?:{_SIGN}))(?:(?:{_END})(?=\s|[^\W\d])(?!\s*\d)|[.)](?=\s\d|\d{{2,3}}\s?%))"),
    ),
    (Level.CAPITAL, re.compile(r"([A-HĐK])(?:[.)]|\s*[-–/])\s+(?=\w)")),
    (Level.LETTER, re.compile(r"([a-zđ])(?:\)|[.](?=\s|[A-ZĐÀ-Ỹ])|\s*[-–/](?=\s)|/)\s*(?=\S)")),
    (Level.BRACKET, re.compile(r"\((\d{1,2}|[a-zđ]|i{1,3}|iv|vi{0,3}|ix|x)\)\s*")),
)
_BULLET = re.compile(rf"([{re.escape(BULLETS)}])(?![{re.escape(BULLETS)}])\s*(?=\S)")
MARKER_ALONE = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-HĐ])[.)/]|\d{1,2}(?:\.\d{1,2}){1,2}\.?|[a-zđ]\)|[-–+•]")
"""A number or dash by itself: a tab stands behind it, or programs set it on a line of its own where one stood."""
_ORDINALS = {"nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"}
_PART_NUMBER = re.compile(rf"{_ROMAN}|\d{{1,2}}")


def read_marker(text: str) -> Marker | None:
    """The marker that `text` (already folded) begins with, None when it begins with a word."""
    bullet = _BULLET.match(text)
    if bullet:
        return Marker(Level.BULLET, None, bullet[1], bullet.end())
    for level, pattern in _PATTERNS:
        match = pattern.match(text)
        if match and (level is not Level.PART or _is_part_number(match[1])):
            end = match.end()
            while end < len(text) and text[end] == " ":
                end += 1
            return Marker(level, _as_printed(level, match), "", end)
    return None


def _is_part_number(word: str) -> bool:
    return word.casefold().split()[-1] in _ORDINALS or _PART_NUMBER.fullmatch(word) is not None


def _as_printed(level: Level, match: re.Match[str]) -> str:
    """Letters and brackets keep their bracket ("a)"), parts, articles and tasks their word ("Phần I", "Nhiệm vụ 1")."""
    if level in (Level.PART, Level.ARTICLE) or (not match[0][0].isdecimal() and level is Level.NUMBER):
        return match[0].strip().rstrip(".-–—:/) ")
    if level in (Level.LETTER, Level.BRACKET):
        return match[0].strip().rstrip(".-–/ ")
    return match[1]
