"""Clauses of an objective and what each measures: comparator, value, range, unit, base of the rate."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from kh57_desktop.domain.terms import Comparator
from kh57_desktop.i18n import parse_decimal
from kh57_desktop.importing.characters import bracket_depths
from kh57_desktop.importing.quantity_words import (
    AT_LEAST_AFTER,
    AT_MOST_AFTER,
    CLAUSE_OPENERS,
    COMPARATORS_BEFORE,
    FRACTION,
    HEADING_HORIZON,
    HORIZON,
    INDEX_WORDS,
    NAMED_NUMBER,
    NAMED_YEAR,
    NO_QUANTITY,
    NOT_HORIZON_BEFORE,
    NOT_NAMED_BEFORE,
    NOUN_ENDS,
    NOUNS,
    PERCENT,
    QUALIFIED_BEFORE,
    RATE_BASES,
    RATE_OVER,
    SKIPPED_BEFORE,
    TIME_UNITS,
    YEAR,
)
from kh57_desktop.importing.words import plain

_FIGURE = r"\d+(?:[.,]\d+)*"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<low>{_FIGURE})(?:\s*%?\s*(?:[-–—]|\bđến\b|\btới\b)\s*(?P<high>{_FIGURE}))?(?![\d])"
)
_LIFT = re.compile(rf"từ\s+{_FIGURE}\s*%?\s+lên\s+(?:trên\s+|ít nhất\s+)?(?={_FIGURE})")
_SENTENCE_END = re.compile(r"(?<=[^\s.]{2})[.!?]\s+(?=[A-ZĐÀ-Ỹ\d“\"])")
_NEAR = 80
"""Characters around a number within which the words that qualify it stand."""
_NEAR_WORDS = 4
"""A comma within so many words behind a quantity that ends its clause parts two clauses."""
_WORDS_OF_NOUN = 2
_ONLY_COMPARES = re.compile(
    r"(?:ít nhất|tối thiểu|trên|hơn|từ|khoảng|dưới|có|phấn đấu|và|trong đó|[≥≤<>])(?: (?:có|trên))?"
)
_OF_WHICH = re.compile(r"(?:,\s+|(?<![,;(])\s+)(?P<words>trong đó,?\s+(?:[^\s,;]+\s+){0,4})$")
"""What opens a part that a second number measures, a comma before it or none."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a clause; `start`, `end` are its place; `is_qualifier` says that it only describes another,
    `in_brackets` that it explains one outside, `is_span` that it counts days or hours, `is_bounded` that a comparator
    stands before it."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    is_percent: bool
    is_qualifier: bool
    in_brackets: bool = False
    is_span: bool = False
    is_bounded: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    per: str | None


def clauses_of(text: str) -> list[str]:
    """Clauses of `text` that each state a quantity, in order, without leading "và" and closing punctuation."""
    return [clause for clauses in sentences_of(text) for clause in clauses if _measured(quantities_in(clause))]


def sentences_of(text: str) -> list[list[str]]:
    """The clauses of each sentence of `text`, those without a quantity too."""
    return [
        [
            clause
            for part in _outside_brackets(sentence, re.compile(r";\s*"))
            for piece in _split_enumeration(part)
            if (clause := _trimmed(piece))
        ]
        for sentence in _outside_brackets(text, _SENTENCE_END)
    ]


def _trimmed(piece: str) -> str:
    text = piece.strip(" ,;:–-+•*")
    text = re.sub(r"(?<!\.)\.$|(?<=/)\.$|\./\.?$", "", text).rstrip(" ,;:/")
    return re.sub(r"^và\s+", "", text, flags=re.I)


def _outside_brackets(text: str, separator: re.Pattern[str]) -> list[str]:
    parts: list[str] = []
    start = 0
    depths = bracket_depths(text)
    for match in separator.finditer(text):
        if depths[match.start()] == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return parts


def quantities_in(text: str) -> list[Quantity]:
    """Every number of `text` that counts something."""
    words = plain(text)
    hidden = bytearray(len(words))
    for start, end in _hidden(words):
        hidden[start:end] = b"\x01" * (end - start)
    depths = bracket_depths(words)
    found: list[Quantity] = []
    for match in _NUMBER.finditer(words):
        if any(hidden[match.start() : match.end()]):
            continue
        low, high = parse_decimal(match["low"]), parse_decimal(match["high"]) if match["high"] else None
        if low is None:
            continue
        if high is not None and high <= low:
            high = None
        percent = PERCENT.match(words, match.end())
        fraction = FRACTION.match(words, match.start())
        quantity = Quantity(
            match.start(),
            fraction.end() if fraction else match.end(),
            low,
            high,
            is_percent=percent is not None,
            is_qualifier=percent is None and (_is_span(words, match) or _is_qualified(words, match)),
            in_brackets=depths[match.start()] > 0,
            is_span=_is_span(words, match),
        )
        found.append(replace(quantity, is_bounded=comparator_at(words, quantity) is not Comparator.EQUAL))
    return found


def _hidden(words: str) -> list[tuple[int, int]]:
    """Places of numbers that count nothing: signs, dates, years, names, bases of rates, "từ 50% lên"."""
    places = [match.span() for pattern in NO_QUANTITY for match in pattern.finditer(words)]
    places += [match.span() for match in YEAR.finditer(words) if not _counts(words, match.end())]
    for match in FRACTION.finditer(words):
        places.append(match.span("whole") if _counts(words, match.end()) else match.span())
    places += [match.span() for match in NAMED_NUMBER.finditer(words) if not _counts(words, match.end())]
    places += [match.span() for match in RATE_OVER.finditer(words)]
    places += [match.span() for match in _LIFT.finditer(words)]
    places += [match.span() for pattern_of in RATE_BASES for match in pattern_of[1].finditer(words)]
    return places


def _counts(words: str, end: int) -> bool:
    """Whether a number that looks like a year counts a noun ("2000 hộ")."""
    following = words[end : end + _NEAR].strip()
    counted = (noun for noun in NOUNS if noun not in TIME_UNITS)
    return following.startswith(tuple(f"{noun}{end}" for noun in counted for end in " ,")) or following in NOUNS


def _is_qualified(words: str, match: re.Match[str]) -> bool:
    """Whether the number only describes ("tốc độ trên 01 Gb/s")."""
    return QUALIFIED_BEFORE.search(words[max(0, match.start() - _NEAR) : match.start()]) is not None


def _is_span(words: str, match: re.Match[str]) -> bool:
    """Whether the number counts days, hours or years."""
    following = words[match.end() : match.end() + _NEAR].split()
    return bool(following) and following[0].strip(".,;)") in TIME_UNITS


def _measured(quantities: list[Quantity]) -> Quantity | None:
    """The number that a clause measures: a share before a count, a count before what only qualifies."""
    if not quantities:
        return None
    plain_ones = [quantity for quantity in quantities if not quantity.is_qualifier]
    if not plain_ones:
        plain_ones = [quantity for quantity in quantities if quantity.is_span and quantity.is_bounded]
    if not plain_ones:
        return None
    plain_ones.sort(key=lambda quantity: quantity.in_brackets)
    return next((quantity for quantity in plain_ones if quantity.is_percent), plain_ones[0])


def _split_enumeration(part: str) -> list[str]:
    """Divide at commas or "và" where both sides state a quantity of their own."""
    counted = [quantity for quantity in quantities_in(part) if not (quantity.is_qualifier or quantity.in_brackets)]
    pieces: list[str] = []
    start = 0
    for this, following in pairwise(counted):
        cut = _boundary(part, start, this, following)
        if cut is not None and cut[0] > start:
            pieces.append(part[start : cut[0]])
            start = cut[1]
    pieces.append(part[start:])
    return pieces


def _is_bare(part: str, start: int, this: Quantity, cut: tuple[int, int]) -> bool:
    """Whether the words before the comma only count a noun that goes on behind it ("100% cán bộ, công chức có …")."""
    before = plain(part[start : this.start]).strip()
    noun = plain(part[this.end : cut[0]]).strip(" %").split()
    goes_on = part[cut[1] : cut[1] + 1].islower()
    return goes_on and len(noun) <= _WORDS_OF_NOUN and (not before or _ONLY_COMPARES.fullmatch(before) is not None)


def _boundary(part: str, start: int, this: Quantity, following: Quantity) -> tuple[int, int] | None:
    """Where the clause of `this` ends and that of `following` begins, None when they are one clause."""
    between = part[this.end : following.start]
    words = plain(between)
    of_which = _OF_WHICH.search(words)
    if of_which is not None:
        return this.end + of_which.start(), this.end + of_which.start("words")
    depths = bracket_depths(words)
    commas = [match for match in re.finditer(r",\s+(?:và\s+)?|\s+và\s+", words) if depths[match.start()] == 0]
    places = [(match, (this.end + match.start(), this.end + match.end())) for match in commas]
    commas = [match for match, cut in places if not _is_bare(part, start, this, cut)]
    if not commas:
        return None
    after = [(match, f"{words[match.end() :]}{plain(part[following.start : following.end])}") for match in commas]
    openers = [match for match, rest in after if CLAUSE_OPENERS.match(rest)]
    hard = [match for match in commas if words[match.start()] == ","]
    if openers:
        match = openers[0]
    elif not hard:
        return None
    elif len(words[: hard[0].start()].split()) <= _NEAR_WORDS:
        match = hard[0]
    else:
        match = hard[-1]
    return this.end + match.start(), this.end + match.end()


def measure_of(clause: str) -> Measure | None:
    """What `clause` measures; None when it states no quantity."""
    quantity = _measured(quantities_in(clause))
    if quantity is None:
        return None
    words = plain(clause)
    comparator = comparator_at(words, quantity)
    unit = "%" if quantity.is_percent else _unit(clause, quantity)
    return Measure(comparator, quantity.value, quantity.value_max, unit, rate_of(clause))


def comparator_at(words: str, quantity: Quantity) -> Comparator:
    """The comparator of the number; a range is equal, with its upper end as `value_max`."""
    before = words[max(0, quantity.start - _NEAR) : quantity.start].rstrip()
    end = quantity.end
    percent = PERCENT.match(words, end)
    if percent:
        end = percent.end()
    if quantity.value_max is not None:
        return Comparator.EQUAL
    if AT_LEAST_AFTER.match(words, end):
        return Comparator.AT_LEAST
    if AT_MOST_AFTER.match(words, end):
        return Comparator.AT_MOST
    for _step in range(3):
        for comparator, pattern in COMPARATORS_BEFORE:
            if pattern.search(before) and _is_word_end(before, pattern):
                return comparator
        shorter = SKIPPED_BEFORE.sub("", before).rstrip()
        if shorter == before:
            break
        before = shorter
    return Comparator.EQUAL


def _is_word_end(before: str, pattern: re.Pattern[str]) -> bool:
    match = pattern.search(before)
    assert match is not None
    return match.start() == 0 or not before[match.start() - 1].isalnum() or not before[match.start()].isalnum()


def rate_of(clause: str) -> str | None:
    """The base of the rate that the clause names: "năm", "vạn dân"; None without one."""
    words = plain(clause)
    over = RATE_OVER.search(words)
    if over:
        return clause[over.start("base") : over.end("base")]
    return next((base for base, pattern in RATE_BASES if pattern.search(words)), None)


def _unit(clause: str, quantity: Quantity) -> str | None:
    """The first noun behind the number as written; for "Số … đạt 05" the noun that is counted."""
    following = clause[quantity.end :].lstrip()
    unit = noun_at(following)
    if unit is not None or INDEX_WORDS.search(plain(clause)):
        return unit
    counted = re.match(r"(?:tổng )?số(?: lượng)? (?!hóa|liệu)", plain(clause))
    return noun_at(clause[counted.end() :]) if counted else None


def noun_at(text: str) -> str | None:
    """The noun that `text` begins with; an unknown one is two syllables long unless the second begins a new part."""
    words = plain(text)
    for noun in NOUNS:
        if words.startswith(noun) and not words[len(noun) : len(noun) + 1].isalnum():
            return text[: len(noun)]
    syllables = re.match(r"([^\W\d]+)(?:\s+([^\W\d]+))?", text)
    if syllables is None or plain(syllables[1]) in NOUN_ENDS:
        return None
    second = syllables[2]
    if second is None or plain(second) in NOUN_ENDS or not second.islower():
        return syllables[1]
    return f"{syllables[1]} {second}"


def horizon_of(text: str) -> int | None:
    """The year by which `text` says something is reached; a year from which it holds is none."""
    words = plain(text)
    for match in HORIZON.finditer(words):
        if not NOT_HORIZON_BEFORE.search(words[max(0, match.start() - _NEAR) : match.start()]):
            return int(next(year for year in match.groups() if year))
    return None


def named_year(clause: str) -> int | None:
    """The year that a clause names without "đến" ("đạt 90% năm 2026"): its horizon where no heading gives one."""
    words = plain(clause)
    for match in NAMED_YEAR.finditer(words):
        if not NOT_NAMED_BEFORE.search(words[max(0, match.start() - _NEAR) : match.start()]):
            return int(match[1])
    return None


def heading_horizon(title: str) -> int | None:
    """The year that a heading gives for all below it, with or without "đến"."""
    words = plain(title)
    for match in HEADING_HORIZON.finditer(words):
        if not NOT_HORIZON_BEFORE.search(words[max(0, match.start() - _NEAR) : match.start()]):
            return horizon_of(title) or int(match[1])
    return horizon_of(title)
