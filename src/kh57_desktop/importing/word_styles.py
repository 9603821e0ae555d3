"""Paragraph styles of Word (styles.xml): which bring a list of their own, which are headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from kh57_desktop.importing.word_numbering import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 20
"""Styles based on each other beyond this depth are a circle."""
_HEADING = re.compile(r"(?:heading|đề mục|tiêu đề)\s*([1-9])", re.I)
_OUTLINE_LEVELS = frozenset("012345678")
"""ECMA-376 Part 1, 17.3.1.20; 9 is plain text."""
_T = TypeVar("_T")


def numbered_styles(root: _Element | None) -> dict[str, tuple[str, int]]:
    """List and level of each style that brings one, of its own or of the style that it is based on."""
    found: dict[str, tuple[str, int]] = {}
    for name, style in _styles(root).items():
        own = style.find(f"{W}pPr/{W}numPr")
        number = own.find(f"{W}numId") if own is not None else None
        if own is not None and number is not None:
            found[name] = (number.get(f"{W}val", "0"), level_of(own))
    return _with_heirs(root, found)


def heading_styles(root: _Element | None) -> dict[str, int]:
    """Level of each heading style, 1 the highest, by its name or by its outline level."""
    found: dict[str, int] = {}
    for name, style in _styles(root).items():
        title = style.find(f"{W}name")
        named = _HEADING.fullmatch(title.get(f"{W}val", "")) if title is not None else None
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        level = outline.get(f"{W}val", "") if outline is not None else ""
        if named:
            found[name] = int(named[1])
        elif level in _OUTLINE_LEVELS:
            found[name] = int(level) + 1
    return _with_heirs(root, found)


def level_of(properties: _Element) -> int:
    """The list level (from 0) that numbering properties name."""
    node = properties.find(f"{W}ilvl")
    text = node.get(f"{W}val", "0") if node is not None else "0"
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _styles(root: _Element | None) -> dict[str, _Element]:
    return {} if root is None else {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}


def _with_heirs(root: _Element | None, found: dict[str, _T]) -> dict[str, _T]:
    """`found` with the styles that are based on one of them and say nothing of their own."""
    parents = {name: style.find(f"{W}basedOn") for name, style in _styles(root).items()}
    based = {name: parent.get(f"{W}val", "") for name, parent in parents.items() if parent is not None}
    for name in based:
        parent_name, steps = based[name], 0
        while name not in found and parent_name and steps < _DEEPEST:
            if parent_name in found:
                found[name] = found[parent_name]
            parent_name, steps = based.get(parent_name, ""), steps + 1
    return found
