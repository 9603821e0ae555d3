"""Word's own numbering, wherever it prints the very number of the paper; elsewhere the number stays text.

A plan that is read keeps its numbers, also the odd ones (repeated, missing, "đ)"), so nothing may be renumbered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.documents.content import Block, Heading, Level, Paragraph
from kh57_desktop.documents.kinds.parts import roman
from kh57_desktop.documents.layouts import Face
from kh57_desktop.documents.word.markup import DECLARATION, NAMESPACES, escaped, mm_twips
from kh57_desktop.documents.word.styles import face_markup

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_POINTS = "abcdđeghiklmnopqrstuvxy"
_SAME_AS_WORD = 4
"""Word counts a b c d e f, papers a b c d đ e (document-format.md a6): lists up to d) are the same."""
_BULLETS = "-+–•*"
_SECTIONS, _ITEMS, _LETTERS, _ARTICLES, _FIRST_BULLET = 0, 1, 2, 3, 4


class Numbering:
    """The lists of one document: gives each block its place in a list, then writes `word/numbering.xml`."""

    def __init__(self, indent_mm: float) -> None:
        self._indent = mm_twips(indent_mm)
        self._lists: list[tuple[int, int]] = [(_FIRST_BULLET + place, 0) for place in range(len(_BULLETS))]

    def of(self, blocks: Sequence[Block]) -> list[str]:
        """For each block its `<w:numPr>`, or "" where the marker must be printed as text (or there is none)."""
        shown = []
        sections = _Counter(self, _SECTIONS)
        items = _Counter(self, _ITEMS)
        letters = _Counter(self, _LETTERS)
        articles = _Counter(self, _ARTICLES)
        lettered = _letters_like_word(blocks)
        for place, block in enumerate(blocks):
            marker = block.marker if isinstance(block, Heading | Paragraph) else ""
            reference = ""
            if isinstance(block, Heading) and block.level is Level.PART:
                sections.close()
                items.close()
            elif isinstance(block, Heading) and block.level is Level.SECTION:
                reference = sections.next((roman_value(marker),)) if roman_value(marker) else ""
                items.close()
            elif re.fullmatch(r"[1-9]\d?(\.[1-9]\d?){0,2}\.", marker):
                reference = items.next(tuple(map(int, marker.rstrip(".").split("."))))
            elif isinstance(block, Paragraph) and block.is_marker_bold:
                match = re.fullmatch(r"Điều ([1-9]\d?)\.", marker)
                reference = articles.next((int(match[1]),)) if match is not None else ""
            elif place in lettered:
                reference = letters.next((_POINTS.index(marker[0]) + 1,))
            elif len(marker) == 1 and marker in _BULLETS:
                reference = _reference(_BULLETS.index(marker) + 1, 0)
            shown.append(reference)
        return shown

    def begin(self, form: int, start: int) -> int:
        """A new list of this form whose first number is `start`; returns its number."""
        self._lists.append((form, start))
        return len(self._lists)

    def part(self) -> str:
        """`word/numbering.xml`."""
        forms = [
            self._form(_SECTIONS, [("upperRoman", "%1.")]),
            self._form(_ITEMS, [("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3.")]),
            self._form(_LETTERS, [("lowerLetter", "%1)")]),
            self._form(_ARTICLES, [("decimal", "Điều %1.")], is_bold=True),
            *(self._form(_FIRST_BULLET + place, [("bullet", sign)]) for place, sign in enumerate(_BULLETS)),
        ]
        lists = []
        for number, (form, start) in enumerate(self._lists, 1):
            override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
            lists.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{form}"/>{override}</w:num>')
        return f"{DECLARATION}<w:numbering {NAMESPACES}>{''.join(forms)}{''.join(lists)}</w:numbering>"

    def _form(self, number: int, levels: Sequence[tuple[str, str]], *, is_bold: bool = False) -> str:
        face = f"<w:rPr>{face_markup(Face.BOLD)}</w:rPr>" if is_bold else ""
        kind = "multilevel" if len(levels) > 1 else "singleLevel"
        shown = "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{escaped(text)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="0" w:firstLine="{self._indent}"/></w:pPr>{face}</w:lvl>'
            for place, (form, text) in enumerate(levels)
        )
        return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{shown}</w:abstractNum>'


class _Counter:
    """Where Word's counting stands in the list that is open; a number that does not follow begins a new list."""

    def __init__(self, numbering: Numbering, form: int) -> None:
        self._numbering = numbering
        self._form = form
        self._list = 0
        self._counts: list[int] = []

    def close(self) -> None:
        self._list = 0

    def next(self, number: tuple[int, ...]) -> str:
        level = len(number) - 1
        if level == 0:
            if not self._list or not self._counts or number[0] != self._counts[0] + 1:
                self._list = self._numbering.begin(self._form, number[0])
            self._counts = [number[0]]
            return _reference(self._list, 0)
        if not self._list:
            return ""
        counts = [*self._counts, 0, 0]
        expected = (*counts[:level], counts[level] + 1)
        if number != expected:
            return ""
        self._counts = list(number)
        return _reference(self._list, level)


def _reference(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def roman_value(marker: str) -> int:
    """4 for `IV.`; 0 for what is not a Roman number with a full stop."""
    letters = marker.removesuffix(".")
    if not letters or letters == marker or set(letters) - set(_ROMAN):
        return 0
    values = [_ROMAN[letter] for letter in letters]
    total = sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return total if roman(total) == letters else 0


def _letters_like_word(blocks: Sequence[Block]) -> set[int]:
    """Places of lettered paragraphs in lists that end at d) or before; a longer list is text as a whole."""
    found: set[int] = set()
    current: list[int] = []
    value = 0
    for place, block in enumerate(blocks):
        marker = block.marker if isinstance(block, Heading | Paragraph) else ""
        letter = _POINTS.find(marker[0]) + 1 if re.fullmatch(r"[a-zđ]\)", marker) else 0
        if not letter:
            continue
        if letter != value + 1:
            found.update(current if value <= _SAME_AS_WORD else ())
            current = []
        current.append(place)
        value = letter
    found.update(current if value <= _SAME_AS_WORD else ())
    return found
