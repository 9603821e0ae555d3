"""Automatic numbering of Word (numbering.xml) resolved to the numbers that the page shows.

ECMA-376 Part 1, 17.9: a paragraph names a list (numId) and a level; the list points to an abstract definition, which
gives each level's start, format and pattern ("%1.%2."); a level's counter restarts when a higher level counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LONGEST_NUMBER = 4
"""Digits; a list that begins higher belongs to no document."""
_LEVELS = 9


@dataclass(slots=True)
class _LevelRule:
    start: int = 1
    format: str = "decimal"
    pattern: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of one document with their counters; `label` counts, so it is called once per paragraph, in order."""

    levels: dict[str, dict[int, _LevelRule]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, number_id: str, level: int) -> str:
        """The printed number of the next paragraph of that list and level, "" for none ("•" for any drawn bullet)."""
        abstract = self.abstract_of.get(number_id)
        rules = self.levels.get(number_id, {})
        rule = rules.get(level)
        if abstract is None or rule is None or not 0 <= level < _LEVELS:
            return ""
        counters = self.counters.setdefault(abstract, [None] * _LEVELS)
        if number_id not in self.begun:
            self.begun.add(number_id)
            for at, start in self.restarts.get(number_id, {}).items():
                counters[at] = start - 1
        current = counters[level]
        counters[level] = rule.start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            counters[deeper] = None
        if rule.format == "bullet":
            return rule.pattern if rule.pattern in {"-", "–", "+", "*"} else "•"
        if rule.format == "none":
            return ""
        return self._printed(rule.pattern, rules, counters)

    @staticmethod
    def _printed(pattern: str, rules: dict[int, _LevelRule], counters: list[int | None]) -> str:
        text = pattern
        for at in range(_LEVELS):
            if f"%{at + 1}" in text:
                rule = rules.get(at, _LevelRule())
                value = counters[at]
                text = text.replace(f"%{at + 1}", written(rule.start if value is None else value, rule.format))
        return text


def written(value: int, style: str) -> str:
    """`value` in a number format of Word; formats that no plan uses are written as decimals."""
    if style in ("upperRoman", "lowerRoman"):
        letters = ""
        rest = value
        for worth, letter in _ROMAN:
            while rest >= worth:
                letters += letter
                rest -= worth
        return letters if style == "upperRoman" else letters.lower()
    if style in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style == "decimalZero":
        return f"{value:02}"
    return str(value)


def read_numbering(root: _Element | None) -> Numbering:
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {
        node.get(f"{W}abstractNumId", ""): {_level_of(level): _rule(level) for level in node.iterfind(f"{W}lvl")}
        for node in root.iterfind(f"{W}abstractNum")
    }
    for node in root.iterfind(f"{W}num"):
        number_id = node.get(f"{W}numId", "")
        abstract = _value(node.find(f"{W}abstractNumId"))
        numbering.abstract_of[number_id] = abstract
        numbering.levels[number_id] = dict(abstracts.get(abstract, {}))
        for override in node.iterfind(f"{W}lvlOverride"):
            level = _level_of(override)
            own = override.find(f"{W}lvl")
            if own is not None:
                numbering.levels[number_id][level] = _rule(own)
            start = _value(override.find(f"{W}startOverride"))
            if start.isdecimal() and len(start) < _LONGEST_NUMBER:
                numbering.restarts.setdefault(number_id, {})[level] = int(start)
    return numbering


def _level_of(node: _Element) -> int:
    text = node.get(f"{W}ilvl", "0")
    return int(text) if text.isdecimal() and len(text) < _LONGEST_NUMBER else 0


def _rule(level: _Element) -> _LevelRule:
    start = _value(level.find(f"{W}start"))
    return _LevelRule(
        start=int(start) if start.isdecimal() and len(start) < _LONGEST_NUMBER else 1,
        format=_value(level.find(f"{W}numFmt")) or "decimal",
        pattern=_value(level.find(f"{W}lvlText")),
    )


def _value(node: _Element | None) -> str:
    return "" if node is None else str(node.get(f"{W}val", ""))
