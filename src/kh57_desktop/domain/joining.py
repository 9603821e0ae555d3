"""Joining of what a plan says of one indicator for several years into one indicator with a target per year.

Two entries are one indicator when they say the same but for their own number, its comparator and words like
"phấn đấu", "có", "đạt", with the same unit and base. What only looks alike becomes a doubt with the proposal "Gộp".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from kh57_desktop.domain.indicators import Target
from kh57_desktop.domain.plan_reading import Doubt, DoubtKind, ReadIndicator
from kh57_desktop.domain.terms import Comparator, Direction
from kh57_desktop.i18n import _, nfc, parse_decimal

NEAR = 0.85
"""Share of like letters from which two texts are proposed as one (0 nothing alike, 1 equal)."""


@dataclass(frozen=True, slots=True)
class JoinedIndicator:
    """One indicator; text, group and lead are those of its first appearance. `members`: places in the readings."""

    text: str
    group: str | None
    unit: str | None
    per: str | None
    direction: Direction
    targets: tuple[Target, ...]
    members: tuple[int, ...]
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A reading with the key it is compared by."""

    place: int
    reading: ReadIndicator
    words: str
    base: tuple[str, str]


def join_indicators(
    readings: Sequence[ReadIndicator], same: Mapping[int, int] | None = None
) -> tuple[list[JoinedIndicator], list[Doubt]]:
    """The indicators in order of first appearance, and a doubt for each pair that a person may want to join.

    Entries of one horizon, and entries without one, never join. `same`: places that a person joined, each with the
    place of the entry that it belongs to.
    """
    order = _ordered(readings, same or {})
    reason = _("It looks like the indicator “{text}”. Join the two if both say the same.")
    doubts = [
        Doubt(readings[later].text, reason.format(text=readings[at].text), DoubtKind.JOIN, readings[at].text)
        for later, at in _near_pairs(order)
    ]
    return [_joined(members) for members in order], doubts


def near_pairs(readings: Sequence[ReadIndicator], same: Mapping[int, int] | None = None) -> list[tuple[int, int]]:
    """Places of entries that look like one indicator, the later first; asked again for the same entries it is quick."""
    return list(_near_pairs_of(tuple(readings), tuple((same or {}).items())))


@lru_cache(maxsize=4)
def _near_pairs_of(
    readings: tuple[ReadIndicator, ...], same: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    return tuple(_near_pairs(_ordered(readings, dict(same))))


def _ordered(readings: Sequence[ReadIndicator], same: Mapping[int, int]) -> list[list[_Entry]]:
    gathered: dict[tuple[str, tuple[str, str]], list[list[_Entry]]] = {}
    order: list[list[_Entry]] = []
    of_place: dict[int, list[_Entry]] = {}
    for place, reading in enumerate(readings):
        entry = _Entry(place, reading, plain_words(reading), (_plain(reading.unit), _plain(reading.per)))
        alike = gathered.setdefault((entry.words, entry.base), [])
        members = of_place.get(same.get(place, -1)) or next((rows for rows in alike if _may_join(rows, entry)), None)
        if members is None:
            members = []
            alike.append(members)
            order.append(members)
        members.append(entry)
        of_place[place] = members
    return order


def _may_join(members: list[_Entry], entry: _Entry) -> bool:
    horizons = {member.reading.horizon for member in members}
    return entry.reading.horizon is not None and not horizons & {None, entry.reading.horizon}


def _joined(members: list[_Entry]) -> JoinedIndicator:
    first = members[0].reading
    return JoinedIndicator(
        text=first.text,
        group=first.group,
        unit=first.unit,
        per=first.per,
        direction=direction_of(first),
        targets=tuple(
            Target(row.horizon, row.comparator, row.value, row.value_max, text=row.text)
            for row in sorted((member.reading for member in members), key=lambda row: row.horizon or 0)
        ),
        members=tuple(member.place for member in members),
        lead=next((member.reading.lead for member in members if member.reading.lead), None),
    )


def direction_of(reading: ReadIndicator) -> Direction:
    """Less is better where the text says so ("dưới", "giảm … còn"); "giảm 30%" counts the reduction, so more is."""
    text = " ".join(nfc(reading.text).casefold().split())
    if reading.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return Direction.DOWN
    if re.search(r"\bgiảm\b.*\b(?:còn|xuống)\b|\bdưới (?:mức )?\d|\bkhông (?:quá|vượt quá|để)\b", text):
        return Direction.DOWN
    counts_reduction = re.search(rf"\bgiảm (?:{_BEFORE_NUMBER})*\d|(?:tỷ lệ|tỉ lệ|mức|cắt) (?:cắt )?giảm\b", text)
    return Direction.DOWN if re.search(r"\bgiảm\b", text) and not counts_reduction else Direction.UP


# --- the words that two entries are compared by --------------------------------------------------------------------

_NUMBER = r"\d+(?:[.,]\d+)*"
_BEFORE_NUMBER = (
    r"(?:đạt|được|trên|từ|ít nhất|tối thiểu|tối đa|hơn|khoảng|dưới|là|chiếm|có|đến|lên|mức|"
    r"không thấp hơn|không dưới|không quá|không vượt quá|trung bình|bình quân|[<>≤≥=]+) ?"
)
_QUANTITY = re.compile(
    rf"(?<![\w,.])(?:(?<!\w){_BEFORE_NUMBER})*(?P<number>{_NUMBER})(?:(?: ?[-–] ?| đến ){_NUMBER})?(?P<percent> ?%)?"
    r"(?: trở lên\b)?(?![\w])"
)
_EMPTY_WORDS = re.compile(
    r"\b(?:phấn đấu|mỗi năm|hằng năm|hàng năm|trong đó|phải|đạt|ít nhất|tối thiểu|trở lên|đến hết năm|đến năm)\b|"
    r"^có\b"
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def plain_words(reading: ReadIndicator) -> str:
    """The text without its own number, comparator, year and empty words; one spelling of "uỷ" and "ủy".

    Other numbers stay: "từ 15 tuổi", "5G" and "cấp độ 4" say what is counted.
    """
    text = " ".join(nfc(reading.text).casefold().split())
    text = re.sub(r"\b(?:tỉ|tỷ) lệ\b", "tỷ lệ", text)
    text = _without_quantity(text, reading)
    if reading.horizon is not None:
        text = re.sub(rf"\b(?:vào |đến |hết |đến hết |trong )?(?:năm )?{reading.horizon}\b", " ", text)
    text = " ".join(re.sub(r"[^\w%/]+", " ", text).split())
    while (shorter := " ".join(_EMPTY_WORDS.sub(" ", text).split())) != text:
        text = shorter
    return " ".join(_tone_last(word) for word in text.split())


def _without_quantity(text: str, reading: ReadIndicator) -> str:
    """Cut out the number that is the entry's value: where it stands several times, the one before its unit."""
    found = [match for match in _QUANTITY.finditer(text) if parse_decimal(match["number"]) == reading.value]
    if not found:
        return text
    unit = _plain(reading.unit)
    own = next((match for match in found if unit and text[match.end("number") :].lstrip().startswith(unit)), found[0])
    if reading.value_max is not None:
        own = next((match for match in found if re.search(r"\d ?[-–]|\d đến", match[0])), own)
    return f"{text[: own.start()]} {text[own.end() :]}"


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in letters if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in letters if mark not in _TONES)) + tones


def _plain(words: str | None) -> str:
    return " ".join((words or "").casefold().split())


# --- pairs for a person to judge -----------------------------------------------------------------------------------


def _near_pairs(order: list[list[_Entry]]) -> list[tuple[int, int]]:
    """For each indicator the earlier one that is most like it, if it is near enough and the years do not collide."""
    pairs = []
    for later, members in enumerate(order):
        best: tuple[float, list[_Entry]] | None = None
        for earlier in order[:later]:
            likeness = _likeness(earlier, members)
            if likeness >= NEAR and (best is None or likeness > best[0]):
                best = (likeness, earlier)
        if best is not None:
            pairs.append((members[0].place, best[1][0].place))
    return pairs


def _likeness(one: list[_Entry], other: list[_Entry]) -> float:
    """0 where the pair can be no single indicator: common horizon, other base, or other numbers in the words."""
    years = {entry.reading.horizon for entry in one} & {entry.reading.horizon for entry in other}
    first, second = one[0], other[0]
    if years - {None}:
        return 0
    if first.words == second.words:
        return 1
    if first.base != second.base or _codes(first.words) != _codes(second.words):
        return 0
    matcher = SequenceMatcher(None, first.words, second.words, autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0
    return matcher.ratio()


def _codes(words: str) -> list[str]:
    return sorted(word for word in words.split() if any(letter.isdigit() for letter in word))
