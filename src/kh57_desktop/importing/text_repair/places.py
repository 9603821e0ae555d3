"""Where the words of a damaged text stand, and which of them may be touched."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kh57_desktop.importing import deadline
from kh57_desktop.importing.syllables import ABBREVIATIONS, is_foreign, is_syllable
from kh57_desktop.importing.text_repair.vocabulary import vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_TIES = "-–/@_&.'’"
"""Between letters or digits these make a sign (57-NQ/TW, Wi-Fi, a.gov.vn), whose parts are never touched."""
_MARKED = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
_ENTRY_SIGNS = frozenset("0123456789(≥≤><“")
"""Signs that never follow a word without a space."""
LONGEST_WORD = 60
"""Letters of the longest run that is looked at: longer ones are no words."""
_CHECKED = 1000
_UNITS = frozenset("mglhđ")
_LABELS = frozenset({"điểm", "loại", "hạng"})
_LABEL_LETTERS = frozenset("abcdđeghiklm")
_LOST_CAPITAL = re.compile("(?<=[à-ýăđĩũơưạ-ỹ])[A-ZĐ]")
"""A capital behind a marked small letter: "QuýI/2026", "cóWi-Fi"."""
_TORN_SIGN = re.compile(r"(?<![A-Za-zĐđ])([A-ZĐ]{1,4}) ([A-ZĐ]{1,4}|e?ID|g)(?![^\W\d_])")
_NUMBERED = re.compile(r"\d\S*[-/]$")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters at `start`; `tied` where only one space parts it from the next word."""

    text: str
    start: int
    tied: bool
    is_fixed: bool
    splits: frozenset[int]
    """Places inside where a new word may begin; empty for a well-formed word."""

    @property
    def end(self) -> int:
        """The place behind its last letter."""
        return self.start + len(self.text)


def is_marked(letter: str) -> bool:
    """Whether `letter` is a vowel with a tone mark, a breve, a circumflex or a horn."""
    return letter.lower() in _MARKED


def words_of(text: str) -> list[Word]:
    """Every run of letters in `text`, in order."""
    found: list[Word] = []
    matches = list(_WORD.finditer(text))
    for index, match in enumerate(matches):
        if index % _CHECKED == 0:
            deadline.check()
        start, end = match.span()
        tied = index + 1 < len(matches) and matches[index + 1].start() == end + 1 and text[end] == " "
        fixed = _is_part_of_sign(text, start, end) or (end - start == 1 and _is_label(text, matches, index))
        splits = frozenset[int]() if fixed else _splits(match[0])
        found.append(Word(match[0], start, tied, fixed, splits))
    return found


def _is_part_of_sign(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdecimal() or before == "_":
        return True
    if (
        before
        and before in _TIES
        and start >= 2
        and text[start - 2].isalnum()
        and not _is_sentence_end(text, start - 1)
    ):
        return True
    if after.isdecimal():
        return not ends_open(text[start:end])
    if after and after in _TIES and end + 1 < len(text) and text[end + 1].isalnum():
        return not _is_sentence_end(text, end) and not _LOST_CAPITAL.search(text, start, end)
    return after == "_"


def _is_sentence_end(text: str, place: int) -> bool:
    """A full stop before a capital, the space forgotten, is no part of a sign."""
    return text[place] == "." and text[place + 1].isupper() and text[place - 1].islower()


def _is_label(text: str, matches: Sequence[re.Match[str]], index: int) -> bool:
    """A letter that stands for itself: a unit after a number, "điểm c", the bullet "o" at a line's start."""
    start, letter = matches[index].start(), matches[index][0]
    if letter == "o" and (start == 0 or text[start - 1] == "\n"):
        return True
    if start < 2 or text[start - 1] != " ":
        return False
    after = matches[index + 1][0] if index + 1 < len(matches) else ""
    is_known_torn = letter + after.lower() in vocabulary().counts
    if text[start - 2].isdecimal():
        return letter == "m" or (letter in _UNITS and not is_known_torn)
    before = matches[index - 1]
    if before.end() != start - 1 or before[0].lower() not in _LABELS or letter not in _LABEL_LETTERS:
        return False
    return not is_known_torn


def _splits(word: str) -> frozenset[int]:
    """Places in an ill-formed word where another may begin; a word without any marked letter is not taken apart."""
    length = len(word)
    if not 3 <= length <= LONGEST_WORD or is_syllable(word):
        return frozenset()
    if is_foreign(word):
        return frozenset()
    if not any(map(is_marked, word)):
        return frozenset()
    return frozenset(range(1, length))


def ends_open(word: str) -> bool:
    """Whether `word` ends in a syllable of two or more letters whose last letter is marked."""
    return is_marked(word[-1]) and any(
        is_syllable(word[place:]) for place in range(max(0, len(word) - 7), len(word) - 1)
    )


def lost_before_signs(text: str, words: Sequence[Word], joints: Collection[int] = ()) -> list[tuple[Word, int]]:
    """Words that a number or sign follows without its space ("số57"), with the place where the space belongs.

    `joints`: spaces that are taken out because they tear a word ("C ó≥ 02"), whose parts are then one word.
    """
    found: list[tuple[Word, int]] = []
    for before, word in pairwise([None, *words]):
        assert word is not None
        sign = text[word.end : word.end + 1]
        whole = f"{before.text}{word.text}" if before is not None and before.end in joints else word.text
        if not sign or sign not in _ENTRY_SIGNS or word.is_fixed or not ends_open(whole):
            continue
        if sign == "(" and not text[word.end + 1 : word.end + 3].isalnum():
            continue
        found.append((word, word.end))
    return found


def torn_signs(text: str) -> list[tuple[int, int, int]]:
    """Start, lost joint and end of known abbreviations torn in two ("57-N Q/TW", "UBN D"), neither half being one.

    Short ones only in the sign of a document: elsewhere two capitals may be two things.
    """
    found: list[tuple[int, int, int]] = []
    for match in _TORN_SIGN.finditer(text):
        left, right = match[1], match[2]
        if left + right not in ABBREVIATIONS or {left, right} & ABBREVIATIONS:
            continue
        if len(left + right) > 3 or _NUMBERED.search(text, max(0, match.start() - 20), match.start()):
            found.append((match.start(), match.end(1), match.end()))
    return found
