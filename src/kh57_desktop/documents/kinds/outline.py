"""Paragraphs with their markers, as a plan or a report holds them, into headings and running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from kh57_desktop.documents.content import Block, Heading, Level, Paragraph, Role
from kh57_desktop.documents.kinds.text_tables import is_row, table_of

_MARKER = re.compile(
    r"(?P<part>[IVX]+[.-])|(?P<article>Điều \d+[.:])|"
    r"(?P<number>\d+(?:\.\d+)*[-.)]|\d+(?:\.\d+)+|\(\d+\))|(?P<point>[a-zđ]\))|(?P<dash>[-–•*])|(?P<plus>\+)"
)
_ARTICLE = re.compile(r"(Điều \d+[.:])\s+(.+)", re.DOTALL)
_SENTENCE_END = re.compile(r"[.;,/]$")
_LONGEST_HEADING = 45
"""Words; a numbered paragraph longer than that is text even where its full stop is missing."""
_DEEPEST = 9
_NOTHING = -9
"""Depth of what follows the last paragraph."""


def outline_blocks(paragraphs: Sequence[str]) -> tuple[Block, ...]:
    """Each paragraph once and in order, no word changed; rows of a table become the table that they were.

    A numbered or lettered paragraph is a heading when it does not end as a sentence and something deeper (or
    unmarked) follows; all others are running text. A paragraph that ends in a colon is kept with the next.
    """
    runs = [(are_rows, list(run)) for are_rows, run in groupby(paragraphs, key=is_row)]
    blocks: list[Block] = []
    for place, (are_rows, texts) in enumerate(runs):
        table = table_of(texts) if are_rows else None
        blocks.extend([table] if table is not None else _text_blocks(texts, is_followed=place + 1 < len(runs)))
    return tuple(blocks)


def _text_blocks(paragraphs: Sequence[str], *, is_followed: bool) -> list[Block]:
    """`is_followed`: a table comes after the last of them, which may be its heading."""
    parts = [_parted(text) for text in paragraphs]
    depths = [_depth(marker) for marker, _text in parts]
    blocks: list[Block] = []
    for place, (marker, text) in enumerate(parts):
        follower = depths[place + 1] if place + 1 < len(parts) else _DEEPEST if is_followed else _NOTHING
        level = _heading_level(marker) if _is_heading(text, depths[place], follower) else None
        if level is not None:
            blocks.append(Heading(level, marker, text))
        else:
            leads = follower != _NOTHING and (text.endswith(":") or _is_subheading(marker, text, follower))
            is_article = marker.startswith("Điều ")
            blocks.append(Paragraph(text, marker, keeps_next=leads, is_marker_bold=is_article))
    return blocks


def preamble_blocks(paragraphs: Sequence[str]) -> tuple[Block, ...]:
    """Paragraphs between title and first heading: căn cứ lines, and the sentence that leads in the content."""
    blocks: list[Block] = []
    for text in paragraphs:
        marker, rest = _parted(text)
        is_basis = re.match(r"Căn cứ|Theo đề nghị|Xét đề nghị", rest) is not None and not text.endswith(":")
        role = Role.BASIS if is_basis else Role.BODY
        blocks.append(Paragraph(rest, marker, role, keeps_next=text.endswith(":")))
    return tuple(blocks)


def _parted(text: str) -> tuple[str, str]:
    """Marker and rest; a marker is one only where a space follows."""
    article = _ARTICLE.fullmatch(text.strip())
    if article is not None:
        return article[1], article[2]
    head, space, rest = text.strip().partition(" ")
    if space and rest.strip() and _MARKER.fullmatch(head):
        return head, rest.strip()
    return "", text.strip()


def _depth(marker: str) -> int:
    """How deep a marker stands: I. < Điều 1. < 1. < 1.1. < a) < - < +; unmarked text is deeper than all."""
    match = _MARKER.fullmatch(marker)
    if match is None:
        return _DEEPEST
    if match["part"] or match["article"]:
        return -1 if match["part"] else 0
    if match["number"]:
        return 1 + min(3, match["number"].strip(".-").count("."))
    if match["point"]:
        return 5
    return 6 if match["dash"] else 7


def _is_heading(text: str, depth: int, follower: int) -> bool:
    return depth <= 5 and follower > depth and not _SENTENCE_END.search(text) and len(text.split()) <= _LONGEST_HEADING


def _heading_level(marker: str) -> Level:
    depth = _depth(marker)
    if depth == 5:
        return Level.POINT
    return Level.ITEM if depth <= 1 else Level.SUB_ITEM


def _is_subheading(marker: str, text: str, follower: int) -> bool:
    """An unmarked short line above its items."""
    return not marker and follower < _DEEPEST and not _SENTENCE_END.search(text) and len(text.split()) <= 20
