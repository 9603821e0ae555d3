"""Section headings without a printed number: heading styles of Word, lines in capitals, bold lines."""

from __future__ import annotations

from collections.abc import Sequence

from kh57_desktop.importing.blocks import Block, Paragraph
from kh57_desktop.importing.words import ASSIGNMENT_TOPIC, OBJECTIVE_TOPIC, OTHER_TOPIC, TASK_TOPIC, plain

_LONGEST = 25
"""Words of a heading; a bold paragraph beyond that is a sentence."""
_TOPICS = (OBJECTIVE_TOPIC, TASK_TOPIC, ASSIGNMENT_TOPIC)
_LEAST_TOPICS = 2
"""Of objectives, tasks and responsibilities, so many have to be named before bare lines count as headings."""


def unnumbered_headings(blocks: Sequence[Block], start: int, end: int) -> list[int]:
    """Places of the headings between `start` and `end`, of the highest kind that names the topics of a plan."""
    bare = {
        at: block
        for at, block in enumerate(blocks[start:end], start)
        if isinstance(block, Paragraph) and block.marker is None and len(block.text.split()) <= _LONGEST
    }
    styles = sorted({block.heading_level for block in bare.values() if block.heading_level})
    kinds = [[at for at, block in bare.items() if block.heading_level == level] for level in styles]
    below_title = _title_end(blocks, start, end)
    kinds.append(_first_of_runs([at for at, block in bare.items() if at >= below_title and block.is_capitals]))
    kinds.append([at for at, block in bare.items() if at >= below_title and _is_bold_heading(block)])
    return next((places for places in kinds if _names_topics([bare[at] for at in places])), [])


def _title_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Behind the title: the bare lines in capitals or bold right below the kind that begin with no topic."""
    at = start
    while at < end:
        block = blocks[at]
        if not isinstance(block, Paragraph) or block.marker is not None or _begins_with_topic(block):
            break
        if not (block.is_capitals or block.is_bold):
            break
        at += 1
    return at


def _begins_with_topic(block: Paragraph) -> bool:
    return any(topic.match(plain(block.text)) for topic in (*_TOPICS, OTHER_TOPIC))


def _first_of_runs(places: list[int]) -> list[int]:
    """A heading in capitals may run over several lines."""
    return [at for at in places if at - 1 not in places]


def _is_bold_heading(block: Paragraph) -> bool:
    return block.is_bold and not block.text.endswith((".", ";", ","))


def _names_topics(headings: Sequence[Paragraph]) -> bool:
    named = {topic for block in headings for topic in _TOPICS if topic.search(plain(block.text))}
    return len(named) >= _LEAST_TOPICS
