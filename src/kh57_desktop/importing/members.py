"""Members of a committee (thành viên Ban Chỉ đạo, Tổ giúp việc) from the list or table of a decision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kh57_desktop.domain.plan_reading import ReadMember
from kh57_desktop.importing.blocks import Block, Paragraph, Table
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.member_tables import members_of_rows, members_of_table
from kh57_desktop.importing.member_words import (
    HONORIFIC,
    NUMBER,
    POST,
    ROLE,
    Member,
    first_capital,
    member_of,
    post_of,
    role_alone,
    role_behind,
    role_title,
)
from kh57_desktop.importing.words import plain

_ROLE_LABEL = re.compile(
    rf"(?:mời (?:tham gia )?(?:làm )?)?(?:(?:các|đồng chí)\s+)*(?P<role>{ROLE.pattern})\s*:\s*(?=\S)"
)
_ROLE_ABOVE = re.compile(rf"[^:;]{{10,120}}\s(?:làm|giữ chức(?: vụ)?|là)\s+(?P<role>{ROLE.pattern})\s*:")
""" "Bổ sung vào Ban Chỉ đạo các ông, bà có tên sau đây làm Thành viên:"."""
_TABBED = 3
"""Columns of a list whose columns are parted by tabs."""
_DASHES = "-–—−"


@dataclass(frozen=True, slots=True)
class _Open:
    """A role that stands above the members who hold it, and how deep its heading is."""

    role: str
    level: int


def read_members(blocks: Sequence[Block]) -> list[ReadMember]:
    """The members in printed order, from the tables where there are any, else from the paragraphs."""
    grids = [block for block in blocks if isinstance(block, Table)]
    tables = [member for table in grids for member in members_of_table(table) or members_of_rows(table)]
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    found = tables or _of_tabs(paragraphs) or _of_paragraphs(paragraphs)
    return [ReadMember(order, name, post, role) for order, (name, post, role) in enumerate(found, start=1)]


def _of_tabs(paragraphs: Sequence[Paragraph]) -> list[Member]:
    """The members of a list whose columns only tabs part: number, name, post and role; a line without a number goes on
    with the cells above it."""
    rows: list[list[str]] = []
    for line in (line for paragraph in paragraphs for line in paragraph.lines):
        cells = [" ".join(cell.split()) for cell in line.raw.split("\t")]
        if len(cells) < _TABBED:
            continue
        if not cells[0] and rows:
            rows[-1] = [f"{one} {two}".strip() for one, two in zip_longest(rows[-1], cells, fillvalue="")]
        elif NUMBER.fullmatch(cells[0]):
            rows.append(cells)
    found = (member_of(" - ".join(cell for cell in row[1:] if cell), None) for row in rows)
    return [member for member in found if member is not None]


def _of_paragraphs(paragraphs: Sequence[Paragraph]) -> list[Member]:
    found: list[Member] = []
    above: _Open | None = None
    is_first_below = is_numbered = False
    for paragraph in paragraphs:
        level = int(paragraph.marker.level) if paragraph.marker else int(Level.BULLET) + 1
        if above is not None and is_first_below:
            above = _Open(above.role, min(above.level, level - 1))  # "* Thành viên:" above "6. Bà …"
        if above is not None and level <= above.level:
            above = None
        is_first_below = False
        text = paragraph.words.strip()
        role = role_title(text)
        is_below = is_numbered and paragraph.marker is None and not text.endswith(":")
        if role is not None and found and found[-1][2] is None and (is_below or _is_torn(paragraph)):
            found[-1] = (*found[-1][:2], role)
            continue
        if is_below and role is None and (whole := _with_post(found[-1], text)) is not None:
            found[-1] = whole
            continue
        if role is not None:
            above = _Open(role, level if paragraph.marker else -1)
            is_first_below = True
            continue
        named = _ROLE_ABOVE.fullmatch(plain(text))
        if named is not None:
            above = _Open(role_alone(text[slice(*named.span("role"))]), level if paragraph.marker else -1)
            is_first_below = True
            continue
        label = _ROLE_LABEL.match(plain(text))
        own = first_capital(text[label.start("role") : label.end("role")].strip()) if label else None
        for part in _persons(text[label.end() :] if label else text):
            member = member_of(part, own or (above.role if above else None))
            if member is not None:
                found.append(member)
                is_numbered = paragraph.marker is not None
    return found


def _with_post(member: Member, text: str) -> Member | None:
    """`member` with the words of an unmarked line below it: the post of a name alone, or what goes on with a post."""
    name, post, role = member
    if name is None or HONORIFIC.match(plain(text)):
        return None
    rest, own = role_behind(text.rstrip(" ;.,"))
    is_post = text[:1].isupper() and POST.match(plain(text)) is not None
    if post is None and is_post:
        return name, post_of(rest), own or role
    is_open = text[:1].islower() or (post is not None and post.endswith((" và", " -")))
    if post is not None and role is not None and (is_post or is_open):
        return name, f"{post}, {rest}" if is_post else f"{post} {rest}", role
    return None


def _is_torn(paragraph: Paragraph) -> bool:
    """Whether a role behind a dash ends the entry above, wrapped before its dash: "… - Xã hội ⏎ - Ủy viên;"."""
    return paragraph.marker is not None and paragraph.marker.sign in _DASHES and paragraph.text.endswith((";", "."))


def _persons(text: str) -> list[str]:
    """Several persons in one paragraph, parted by semicolons, each with Ông, Bà or Đồng chí, or each by a post."""
    parts = [part for part in re.split(r"\s*;\s*", text) if part.strip(" .")]
    are_persons = all(HONORIFIC.match(plain(part)) for part in parts)
    are_posts = all(part[:1].isupper() and POST.match(plain(part)) for part in parts)
    return parts if len(parts) > 1 and (are_persons or are_posts) else [text]
