"""Doubts on tables that an export tore past mending: columns in each other, rows of several persons, lost rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kh57_desktop.domain.plan_reading import Doubt, ReadCommittee
from kh57_desktop.i18n import _
from kh57_desktop.importing.blocks import Block, Paragraph, Table
from kh57_desktop.importing.outline import Outline
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.words import ANNEX_HEADING, plain

_LONGEST_HEADING = 60
_NEAR = 14
"""Lines behind "TT" among which the other columns of its table are named."""
_MOST_NAMES = 5
_FEWEST_LINES = 8
_FEWEST_APART = 3
_NAMES_ABOVE = re.compile(r"^(?:s?tt )?họ và tên(?:$| (?:chức vụ|chức danh|năm|ngày|đơn vị))")
_COUNTED = re.compile(r"\b(?:gồm|có|gồm có)\s+(?P<count>\d{1,2})\s+(?:thành viên|đồng chí|ông|người)\b")
_SECOND_PERSON = re.compile(r"\s(?:Ông|Bà|Đồng chí)\s")


def torn_tables(blocks: Sequence[Block]) -> list[Doubt]:
    """The headings of columns that stand in lines of their own, where no table was made of them."""
    reason = _(
        "An export tore this table so that its columns ran into each other; its rows could not be read. Enter "
        "them by hand, or import the Word or PDF file."
    )
    return [Doubt(" | ".join(names[:_MOST_NAMES]), reason) for _at, _end, names in _headings(blocks)]


def without_torn_tables(body: Sequence[Block]) -> list[Block]:
    """`body` without the lines of tables torn past mending: a wrapped "Phòng Văn hóa ⏎ - Xã hội" is no task.

    What begins with a number behind such lines ("2. Dữ liệu") may be the plan's own again, and stays.
    """
    kept: list[Block] = []
    begin = 0
    for at, end, _names in _headings(body):
        kept.extend(body[begin:at])
        begin = next((place for place in range(at, end) if _is_numbered(body[place])), end)
    return [*kept, *body[begin:]]


def _is_numbered(block: Block) -> bool:
    marker = block.marker if isinstance(block, Paragraph) else None
    return marker is not None and not marker.is_bullet


def _headings(body: Sequence[Block]) -> Iterator[tuple[int, int, list[str]]]:
    """Of each torn table, where its lines begin and end, and the names of its columns."""
    at = 0
    while at < len(body):
        block = body[at]
        is_first = isinstance(block, Paragraph) and _meaning(block.text) == "number"
        lines = _paragraphs(body, at) if is_first else []
        names = list(dict.fromkeys(line.text for line in lines[:_NEAR] if _meaning(line.text)))
        if len(lines) >= _FEWEST_LINES and {"task", "indicator"} & {*map(_meaning, names)}:
            yield at, at + len(lines), names
            at += len(lines)
        else:
            at += 1


def _paragraphs(body: Sequence[Block], at: int) -> list[Paragraph]:
    """The paragraphs from `at` on up to the next table or annex."""
    found: list[Paragraph] = []
    for block in body[at:]:
        if isinstance(block, Table) or ANNEX_HEADING.match(block.text):
            break
        found.append(block)
    return found


def _meaning(text: str) -> str | None:
    return meaning_of(text) if len(text) < _LONGEST_HEADING else None


def _are_apart(committee: ReadCommittee) -> bool:
    """Whether many members have a name alone while others have a post alone (a list of names only is none), or have a
    post without a letter."""
    numbers = sum(1 for member in committee.members if member.post and not re.search(r"[^\W\d_]", member.post))
    alone = sum(1 for member in committee.members if member.name and not member.post)
    nameless = sum(1 for member in committee.members if member.post and not member.name)
    return min(alone, nameless) >= _FEWEST_APART or numbers >= _FEWEST_APART


def _has_heading_alone(outline: Outline) -> bool:
    """Whether the heading of a list's columns stands among the paragraphs, so that no table was made of it."""
    bodies = [*(section.body for section in outline.sections), *(annex.body for annex in outline.annexes)]
    return any(
        isinstance(block, Paragraph) and _NAMES_ABOVE.search(plain(block.text)) is not None
        for body in bodies
        for block in body
    )


def member_doubts(committee: ReadCommittee, outline: Outline) -> list[Doubt]:
    """Several persons in one entry, names and posts apart, and fewer or more members than an article counts."""
    doubts = [
        Doubt(f"{member.order}. {member.name}", _("Several persons stand in one row; the table was torn by an export."))
        for member in committee.members
        if member.name and _SECOND_PERSON.search(f" {member.name} ")
    ]
    if _are_apart(committee) or _has_heading_alone(outline):
        reason = _(
            "An export tore this list so that names and posts no longer stand in one row. Correct the members by "
            "hand, or import the Word or PDF file."
        )
        doubts.append(Doubt(committee.name, reason))
    for section in outline.sections:
        text = " ".join(paragraph.words for paragraph in section.heading)
        counted = _COUNTED.search(plain(text))
        if counted and int(counted["count"]) != len(committee.members):
            reason = _("The decision counts {counted} members, {read} were read.")
            doubts.append(
                Doubt(
                    text[counted.start() : counted.end()],
                    reason.format(counted=int(counted["count"]), read=len(committee.members)),
                )
            )
            break
    return doubts
