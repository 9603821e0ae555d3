"""Indicators (chỉ tiêu) from the clauses of the sections on objectives (mục tiêu)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kh57_desktop.domain.plan_reading import ReadIndicator
from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Block, Paragraph
from kh57_desktop.importing.indicator_tables import read_indicator_table
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.quantities import (
    heading_horizon,
    horizon_of,
    measure_of,
    named_year,
    quantities_in,
    sentences_of,
)
from kh57_desktop.importing.tables import Columns
from kh57_desktop.importing.words import GENERAL_OBJECTIVE, OBJECTIVE_TOPIC, plain

_CAPTION = re.compile(r"(?:bảng|biểu|hình|phụ lục)(?: số)? \d{1,2}\s*[.:]")
"""What stands above a table or picture; its number counts nothing."""
_LONGEST_HEADING = 160
_BARE_VALUE = re.compile(
    r"[^\w;]*(?:(?:từ|trên|dưới|đạt|tối thiểu|ít nhất|khoảng|không quá|không dưới|không thấp hơn|hơn|mỗi năm|hằng năm)"
    r"\s+)*\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?\s*[^\s;]*(?:\s+(?!trở)[^\s;]+)?(?:\s+trở\s+(?:lên|xuống))?[.]?\s*(?:;|$)"
)
"""A value with at most two words of its unit."""
_LONGEST_YEAR = 60
"""A bullet that only gives the year for what follows is no longer."""


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    horizon: int | None
    group: str | None
    is_own: bool = False
    """Whether it names the year of its own words ("- Năm 2026: 94 xã …"): it holds for nothing beside it."""


def read_objectives(title: str, body: Sequence[Block]) -> list[ReadIndicator]:
    """Indicators below a section `title`; its year holds for all clauses that name none."""
    indicators: list[ReadIndicator] = []
    headings = [_Heading(-1, heading_horizon(title), None)]
    columns: Columns | None = None
    for at, block in enumerate(body):
        deadline.check()
        if not isinstance(block, Paragraph):
            indicators_here, columns = read_indicator_table(block, columns, horizon=_horizon(headings))
            indicators.extend(indicators_here)
            continue
        heading, text = _as_heading(block, body[at + 1] if at + 1 < len(body) else None)
        level = int(block.marker.level) if block.marker else int(Level.BULLET) + 1
        headings = [one for one in headings if not (one.is_own and level <= one.level)]
        if heading is not None:
            headings = [open_one for open_one in headings if open_one.level < heading.level]
            headings.append(heading)
        indicators.extend(_indicators(text, headings))
    return indicators


def _as_heading(block: Paragraph, following: Block | None) -> tuple[_Heading | None, str]:
    """The heading that the paragraph is or begins with, and the text that may state quantities."""
    marker = block.marker
    words = block.words
    if _CAPTION.match(plain(words)):
        return None, ""
    head, colon, rest = words.partition(":")
    level = int(marker.level) if marker else int(Level.BULLET) + 1
    if marker is None:
        is_heading = (
            (block.is_bold or words.endswith(":")) and not quantities_in(words) and len(words) < _LONGEST_HEADING
        )
        return (_heading(level - 2, block, words), "") if is_heading and heading_horizon(words) else (None, words)
    if colon and _heads(head, rest) and (not marker.is_bullet or heading_horizon(head) or not rest.strip()):
        return replace(_heading(level, block, head), is_own=bool(rest.strip() and marker.is_bullet)), rest.strip()
    if marker.is_bullet and heading_horizon(words) and not quantities_in(words) and len(words) < _LONGEST_YEAR:
        return _heading(level, block, words), ""
    if marker.is_bullet or words.endswith(".") or quantities_in(words) or len(words) > _LONGEST_HEADING:
        return None, words
    deeper = isinstance(following, Paragraph) and (following.marker is None or following.marker.level > marker.level)
    table = following is not None and not isinstance(following, Paragraph)
    if deeper or table or heading_horizon(words):
        return _heading(level, block, words), ""
    return None, words


def _heads(head: str, rest: str) -> bool:
    """Whether what stands before a colon is a heading of what follows: it counts nothing, the rest does or is empty.

    A bare value behind the colon belongs to the words before it ("Chỉ số hạ tầng số: ≥ 0,7").
    """
    if _BARE_VALUE.match(plain(rest).strip()) and not (OBJECTIVE_TOPIC.search(plain(head)) or heading_horizon(head)):
        return False
    return len(head) < _LONGEST_HEADING and not quantities_in(head) and (not rest.strip() or bool(quantities_in(rest)))


def _heading(level: int, block: Paragraph, words: str) -> _Heading:
    horizon = heading_horizon(words)
    marker = block.marker
    if horizon is not None or marker is None or marker.is_bullet:
        return _Heading(level, horizon, None)
    if GENERAL_OBJECTIVE.fullmatch(plain(words).strip(" .:")):
        return _Heading(level, None, None)
    return _Heading(level, None, block.text[: marker.length + len(words)].strip(" :."))


def _horizon(headings: Sequence[_Heading]) -> int | None:
    return next((heading.horizon for heading in reversed(headings) if heading.horizon is not None), None)


def _group(headings: Sequence[_Heading]) -> str | None:
    """The nearest group heading below the heading that names the year."""
    for heading in reversed(headings):
        if heading.group is not None:
            return heading.group
        if heading.horizon is not None:
            return None
    return None


def _indicators(text: str, headings: Sequence[_Heading]) -> list[ReadIndicator]:
    """The indicators of one paragraph; a year holds for its sentence, that of the first clause for all of the paragraph
    where no heading gives one."""
    found: list[ReadIndicator] = []
    opening: int | None = None
    for at, sentence in enumerate(sentences_of(text)):
        own_horizon = opening
        for place, clause in enumerate(sentence):
            own_horizon = horizon_of(clause) or own_horizon
            if at == place == 0 and _horizon(headings) is None:
                opening = own_horizon
            indicator = _indicator(clause, own_horizon, headings)
            if indicator is not None:
                found.append(indicator)
    return found


def _indicator(clause: str, own_horizon: int | None, headings: Sequence[_Heading]) -> ReadIndicator | None:
    measure = measure_of(clause)
    if measure is None:
        return None
    return ReadIndicator(
        text=clause,
        horizon=own_horizon or _horizon(headings) or named_year(clause),
        group=_group(headings),
        comparator=measure.comparator,
        value=measure.value,
        value_max=measure.value_max,
        unit=measure.unit,
        per=measure.per,
    )
