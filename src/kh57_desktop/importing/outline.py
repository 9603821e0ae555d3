"""The outline of a document: head, preamble, top-level sections, foot, annexes.

The level of the top sections is the highest kind of number that a document uses for headings: Phần, A, I, Điều or 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.importing.blocks import Block, Paragraph, Table, continues_heading, in_capitals
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.unnumbered import unnumbered_headings
from kh57_desktop.importing.words import (
    ANNEX_HEADING,
    ANNEX_SOURCE,
    ANNEX_TITLED,
    ASSIGNMENT_TOPIC,
    AUTHORITY,
    DOCUMENT_KINDS,
    LOOSE_TASK_TOPIC,
    OBJECTIVE_TOPIC,
    OTHER_TOPIC,
    PLAN_KINDS,
    POSITIONS,
    RECIPIENTS_HEADING,
    TASK_TOPIC,
    is_rule,
    plain,
)

_SECTION_LEVELS = (Level.PART, Level.CAPITAL, Level.ROMAN, Level.ARTICLE, Level.NUMBER)
_LONGEST_TITLE = 400
_LINES_OF_TITLE = 8


@dataclass(frozen=True)
class Section:
    """A top-level section: `heading` as its paragraphs stand, `body` everything below it."""

    number: str
    title: str
    level: Level
    heading: tuple[Paragraph, ...]
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Annex:
    """Phụ lục: its heading lines and everything below them."""

    heading: tuple[Paragraph, ...]
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Outline:
    """`above` stands over the document's kind; `opening` between the kind and the first section."""

    above: tuple[Paragraph, ...]
    kind: Paragraph | None
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    foot: tuple[Paragraph, ...]
    annexes: tuple[Annex, ...]


def outline_of(blocks: Sequence[Block], *, level: Level | None = None) -> Outline:
    """The outline with sections at `level`, or at the level that the document's own headings tell."""
    body_end = _foot_start(blocks)
    annex_at = _annex_start(blocks, body_end)
    kind_at = _kind_place(blocks[:body_end])
    starts = _section_starts(blocks, kind_at + 1, body_end, level)
    first = starts[0] if starts else body_end
    head = _paragraphs(blocks[: kind_at + 1]) if kind_at >= 0 else ()
    return Outline(
        above=head[:-1],
        kind=head[-1] if head else None,
        opening=_paragraphs(blocks[kind_at + 1 : first]),
        sections=_sections(blocks[:body_end], starts),
        foot=_paragraphs(blocks[body_end:annex_at]),
        annexes=_annexes(blocks[annex_at:]),
    )


def _paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    return tuple(block for block in blocks if isinstance(block, Paragraph))


def _kind_place(blocks: Sequence[Block]) -> int:
    """Where the document's kind stands alone; a kind of plan before any other; -1 when none does."""
    other = -1
    for at, block in enumerate(blocks[:80]):
        if not isinstance(block, Paragraph) or not block.text:
            continue
        word = plain(block.text).rstrip(": ")
        if word in PLAN_KINDS:
            return at
        if other < 0 and (word in DOCUMENT_KINDS or _begins_with_kind(block)):
            other = at
    return other


def _begins_with_kind(block: Paragraph) -> bool:
    """ "KẾ HOẠCH THỰC HIỆN …" in one line: kind and title together."""
    first = block.lines[0].text
    return block.marker is None and in_capitals(first) and plain(first).startswith(PLAN_KINDS)


def _foot_start(blocks: Sequence[Block]) -> int:
    """Where recipients or signature begin: the first "Nơi nhận" or signing authority behind the text."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and at > 3 and _opens_foot(block):
            return at
    bare = _bare_signature(blocks)
    return (
        bare
        if bare is not None
        else next((at for at, block in enumerate(blocks) if at > 3 and _opens_annex(block)), len(blocks))
    )


def _opens_foot(block: Paragraph) -> bool:
    first = block.lines[0].columns[0][1] if block.lines[0].columns else block.text
    if RECIPIENTS_HEADING.match(first) and len(first) < 40 and plain(first).startswith("nơi nhận"):
        return True
    return AUTHORITY.match(block.text) is not None and block.is_capitals


def _bare_signature(blocks: Sequence[Block]) -> int | None:
    """A signature of a position in capitals and a name, without authority or recipients, at the very end."""
    for at in range(len(blocks) - 1, max(3, len(blocks) - 5), -1):
        block = blocks[at]
        if isinstance(block, Paragraph) and block.is_capitals and plain(block.text) in POSITIONS:
            return at
    return None


def _opens_annex(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) < 60 and ANNEX_HEADING.match(block.text) is not None


def _opens_annex_behind_foot(blocks: Sequence[Block], at: int) -> bool:
    """An annex's heading, or a title in capitals above "(Kèm theo …)"."""
    block = blocks[at]
    if _opens_annex(block) or not isinstance(block, Paragraph):
        return _opens_annex(block)
    is_title = block.is_capitals and block.marker is None
    is_list = is_title and plain(block.text).startswith("danh sách")
    return is_list or ANNEX_TITLED.match(block.text) is not None or (is_title and _is_above_source(blocks, at))


def _is_above_source(blocks: Sequence[Block], at: int) -> bool:
    """Whether "(Kèm theo Kế hoạch số …)" stands below the title that begins here: the annex's own words say so."""
    title, before = blocks[at], blocks[at - 1] if at else None
    if not isinstance(title, Paragraph) or AUTHORITY.match(title.text) or plain(title.text) in POSITIONS:
        return False
    is_first = not (isinstance(before, Paragraph) and (before.is_capitals or _opens_annex(before)))
    below = [block for block in blocks[at + 1 : at + _LINES_OF_TITLE] if isinstance(block, Paragraph)]
    source = next((place for place, block in enumerate(below) if ANNEX_SOURCE.match(block.text)), None)
    return is_first and source is not None and all(block.marker is None for block in below[:source])


def attached_plan(blocks: Sequence[Block]) -> int | None:
    """Where a plan begins that a decision puts in force, behind the decision's signature; None without one."""
    for at in range(_foot_start(blocks), len(blocks)):
        block = blocks[at]
        is_kind = isinstance(block, Paragraph) and block.is_capitals and plain(block.text).startswith(PLAN_KINDS)
        if is_kind and _is_above_source(blocks, at):
            return at
    return None


def _annex_start(blocks: Sequence[Block], foot: int) -> int:
    """Behind the foot: the first annex heading, or the title above a table that no heading names."""
    for at in range(foot, len(blocks)):
        if _opens_annex_behind_foot(blocks, at):
            return at
        block = blocks[at]
        if isinstance(block, Table):
            start = at
            while start - 1 > foot and _is_annex_title(blocks[start - 1]):
                start -= 1
            return start
    return len(blocks)


def _is_annex_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and (
        (block.is_capitals and len(block.text.split()) > 4) or ANNEX_SOURCE.match(block.text) is not None
    )


def _annexes(blocks: Sequence[Block]) -> tuple[Annex, ...]:
    starts = [at for at in range(len(blocks)) if _opens_annex_behind_foot(blocks, at)]
    if blocks and (not starts or starts[0] > 0):
        starts.insert(0, 0)
    annexes = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=False):
        part = blocks[start:end]
        heading = 0
        while heading < len(part) and _is_annex_heading(part, heading):
            heading += 1
        annexes.append(Annex(_paragraphs(part[:heading]), tuple(part[heading:])))
    return tuple(annexes)


def _is_annex_heading(part: Sequence[Block], at: int) -> bool:
    block = part[at]
    if not isinstance(block, Paragraph) or at > 6:
        return False
    if block.marker is not None and not _opens_annex_behind_foot(part, at):
        return False
    return at == 0 or block.is_capitals or is_rule(block.text) or ANNEX_SOURCE.match(block.text) is not None


def has_topic(title: str) -> bool:
    words = plain(title)
    return any(
        topic.search(words) for topic in (ASSIGNMENT_TOPIC, TASK_TOPIC, OBJECTIVE_TOPIC, OTHER_TOPIC, LOOSE_TASK_TOPIC)
    )


def _section_level(blocks: Sequence[Block]) -> Level | None:
    """The highest level with two headings, at least one on a topic of plans; else the highest with one such heading."""
    headings: Counter[Level] = Counter()
    topics: Counter[Level] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph) and block.marker and len(block.text) < _LONGEST_TITLE:
            level = block.marker.level
            if level in _SECTION_LEVELS:
                headings[level] += 1
                topics[level] += has_topic(block.words) or not block.words
    for least in (2, 1):
        for level in _SECTION_LEVELS:
            if headings[level] >= least and topics[level]:
                return level
    return None


def _section_starts(blocks: Sequence[Block], start: int, end: int, level: Level | None) -> list[int]:
    """Where sections open; plain numbers (1., 2.) below headings without a number only count items."""
    found = level or _section_level(blocks[start:end])
    if level is None and found in (None, Level.NUMBER) and (bare := unnumbered_headings(blocks, start, end)):
        return bare
    return [at for at in range(start, end) if _opens_section(blocks[at], found)]


def _opens_section(block: Block, level: Level | None) -> bool:
    return isinstance(block, Paragraph) and block.marker is not None and block.marker.level is level


def _sections(blocks: Sequence[Block], starts: Sequence[int]) -> tuple[Section, ...]:
    sections = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=False):
        heading = _heading(blocks[start:end])
        marker = heading[0].marker
        title = " ".join([heading[0].words, *(paragraph.text for paragraph in heading[1:])]).strip(" .:;")
        body = tuple(blocks[start + len(heading) : end])
        number, level = (marker.number or "", marker.level) if marker else ("", Level.ROMAN)
        sections.append(Section(number, title, level, heading, body))
    return tuple(sections)


def _heading(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    """The heading's paragraphs: a title in capitals may run over several, "Phần thứ nhất" has its title below."""
    first = blocks[0]
    assert isinstance(first, Paragraph)
    heading = [first]
    for block in blocks[1:4]:
        if not isinstance(block, Paragraph) or block.marker is not None or not continues_heading(block.text):
            break
        if first.words and not first.is_capitals:
            break
        heading.append(block)
    return tuple(heading)
