"""What the sections are about: objectives, tasks, responsibilities; a section on two of them is divided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kh57_desktop.importing.blocks import Block, Paragraph
from kh57_desktop.importing.outline import Section
from kh57_desktop.importing.task_details import details_of
from kh57_desktop.importing.words import (
    ASSIGNMENT_TOPIC,
    LOOKING_BACK,
    LOOSE_TASK_TOPIC,
    OBJECTIVE_TOPIC,
    OTHER_TOPIC,
    TASK_TOPIC,
    plain,
)

Topic = Literal["objectives", "tasks", "assignments"]
_LONGEST_HEADING = 200
_FEWEST_DETAILS = 3


@dataclass(frozen=True)
class Part:
    """A section or one of its headed parts; `topic` is None where nothing is taken out of it."""

    topic: Topic | None
    title: str
    body: tuple[Block, ...]


def parts_in(sections: Sequence[Section]) -> list[Part]:
    """The parts of all sections. Where no heading says that it is about tasks, the untold part with the most lines that
    say who, when and what is: its heading may be worded as no other, or damaged."""
    parts = [part for section in sections for part in parts_of(section)]
    if not parts or any(part.topic == "tasks" for part in parts):
        return parts
    lines = [0 if part.topic else sum(map(_is_detail, part.body)) for part in parts]
    at = lines.index(max(lines))
    if lines[at] >= _FEWEST_DETAILS:
        parts[at] = replace(parts[at], topic="tasks")
    return parts


def _is_detail(block: Block) -> bool:
    return isinstance(block, Paragraph) and details_of(block) is not None


def parts_of(section: Section) -> list[Part]:
    """The section as one part, or divided by its headings where its title (or theirs) joins several topics."""
    topics = topics_of(section.title)
    if len(topics) == 1 and not ("tasks" in topics and _headed_objectives(section)):
        return [Part(topics[0], section.title, section.body)]
    divided = _divided(section)
    if divided and any(part.topic for part in divided):
        return divided
    if topics:
        return [Part(topics[-1], section.title, section.body)]
    loose = LOOSE_TASK_TOPIC.search(plain(section.title)) and not OTHER_TOPIC.search(plain(section.title))
    return [Part("tasks" if loose else None, section.title, section.body)]


def topics_of(title: str) -> list[Topic]:
    words = plain(title)
    if LOOKING_BACK.match(words):
        return []
    if ASSIGNMENT_TOPIC.search(words):
        return ["assignments"]
    found: list[Topic] = []
    if OBJECTIVE_TOPIC.search(words):
        found.append("objectives")
    if TASK_TOPIC.search(words):
        found.append("tasks")
    return found


def _headed_objectives(section: Section) -> bool:
    """Whether a section on tasks has a part of its own on objectives."""
    headings = (heading.words for _at, heading in _headings(section))
    return any(topics_of(words) == ["objectives"] for words in headings if not words.endswith((".", ";")))


def _headings(section: Section) -> list[tuple[int, Paragraph]]:
    """The numbered headings directly below the section."""
    marked = [
        (at, block)
        for at, block in enumerate(section.body)
        if isinstance(block, Paragraph) and block.marker is not None and not block.marker.is_bullet
    ]
    top = min((block.marker.level for _at, block in marked if block.marker), default=None)
    return [
        (at, block)
        for at, block in marked
        if block.marker and block.marker.level is top and len(block.words) < _LONGEST_HEADING
    ]


def _divided(section: Section) -> list[Part]:
    headings = _headings(section)
    if not any(topics_of(heading.words) for _at, heading in headings):
        return []
    parts = []
    starts: Sequence[int] = [at for at, _heading in headings]
    for (at, heading), end in zip(headings, [*starts[1:], len(section.body)], strict=False):
        topics = topics_of(heading.words)
        title = f"{section.title} {heading.words}" if topics == ["objectives"] else heading.words
        parts.append(Part(topics[0] if topics else None, title, section.body[at + 1 : end]))
    return parts
