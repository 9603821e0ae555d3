"""Paragraphs as a tree of items: each marked one with its continuation, its detail lines and what stands below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Block, Paragraph, Table
from kh57_desktop.importing.markers import Level, Marker
from kh57_desktop.importing.task_details import Details, details_of
from kh57_desktop.importing.words import ANNEX_POINTER, CLOSING, plain

_DASHES = set("-–—−")


@dataclass
class Item:
    """`lines` are its own paragraph and those that go on with it; `children` stand below it in printed order."""

    level: Level | None
    sign: str
    lines: list[Paragraph]
    children: list[Item] = field(default_factory=list)
    details: list[Details] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def number(self) -> str | None:
        marker = self.lines[0].marker if self.lines else None
        return marker.number if marker else None

    @property
    def is_bullet(self) -> bool:
        return self.level is Level.BULLET

    @property
    def words(self) -> str:
        """Own text without the marker, continuation paragraphs joined by a space."""
        return " ".join([self.lines[0].words, *(line.text for line in self.lines[1:])]) if self.lines else ""

    @property
    def whole_text(self) -> str:
        """Own text and that of everything below, deeper markers kept."""
        below = " ".join(f"{child.lines[0].text[: _marker_length(child)]}{child.whole_text}" for child in self.children)
        return f"{self.words} {below}".strip()


def _marker_length(item: Item) -> int:
    marker = item.lines[0].marker
    return marker.length if marker else 0


def sign_of(paragraph: Paragraph) -> str:
    """The kind of bullet: all dashes are one kind, all drawn bullets another; "" for numbers and bare paragraphs."""
    marker = paragraph.marker
    if marker is None or not marker.is_bullet:
        return ""
    if marker.sign in _DASHES:
        return "-"
    return marker.sign if marker.sign in "+*" else "•"


def is_pointer(paragraph: Paragraph) -> bool:
    """A parenthesis that only points to annexes."""
    return ANNEX_POINTER.fullmatch(plain(paragraph.text)) is not None


def is_closing(paragraph: Paragraph) -> bool:
    return paragraph.marker is None and CLOSING.match(plain(paragraph.text)) is not None


def tree_of(blocks: Sequence[Block]) -> Item:
    """The items of `blocks` below a nameless root; bare paragraphs before the first marker are children of the root."""
    root = Item(None, "", [])
    path = [root]
    for at, block in enumerate(blocks):
        deadline.check()
        if isinstance(block, Table):
            path[-1].tables.append(block)
            continue
        if is_pointer(block):
            continue
        details = details_of(block)
        if details is not None and path[-1] is not root:
            path[-1].details.append(details)
            continue
        if block.marker is None:
            _add_bare(path, block, blocks[at + 1] if at + 1 < len(blocks) else None)
        else:
            _add_marked(path, block)
    return root


def _add_bare(path: list[Item], block: Paragraph, following: Block | None) -> None:
    """Bare paragraphs go on with the item above; below a nameless root, and as subheadings, they stand alone."""
    last = path[-1]
    if last.level is None or _is_subheading(last, block, following):
        while (path[-1].level is None and len(path) > 1) or path[-1].is_bullet:
            path.pop()
        item = Item(None, "", [block])
        path[-1].children.append(item)
        if path[-1].lines:
            return
        path.append(item)
    else:
        last.lines.append(block)


def _is_subheading(last: Item, block: Paragraph, following: Block | None) -> bool:
    """An unmarked short line without end punctuation between items that end with one, followed by more bullets."""
    if not last.is_bullet or not isinstance(following, Paragraph) or following.marker is None:
        return False
    ends = last.lines[-1].text.endswith((".", ";"))
    return ends and following.marker.is_bullet and len(block.text) < 120 and not block.text.endswith((".", ";", ","))


def _add_marked(path: list[Item], block: Paragraph) -> None:
    marker = block.marker
    assert marker is not None
    sign, level = sign_of(block), _level_in(path, marker)
    while len(path) > 1 and not _is_below(path, level, sign):
        path.pop()
    item = Item(level, sign, [block])
    path[-1].children.append(item)
    path.append(item)


def _level_in(path: Sequence[Item], marker: Marker) -> Level:
    """The marker's level; of "1." and "Nhiệm vụ 1:", the one that stands below an open item of the other is deeper."""
    others = (item.lines[0].marker for item in path if item.level is Level.NUMBER)
    is_below_other = any(other is not None and other.is_named is not marker.is_named for other in others)
    return Level.DOTTED if marker.level is Level.NUMBER and is_below_other else marker.level


def _is_below(path: Sequence[Item], level: Level, sign: str) -> bool:
    """Whether a marker of that level and kind of bullet stands below the last item of `path`."""
    last = path[-1]
    if last.level is None:
        return False
    if level is not Level.BULLET or not last.is_bullet:
        return level > last.level
    return all(open_item.sign != sign for open_item in path)
