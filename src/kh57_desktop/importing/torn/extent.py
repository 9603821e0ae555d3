"""Which of the lines below a heading may be the table's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kh57_desktop.importing.blocks import Line
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.table_lines import TITLED, ends_table, opens_part
from kh57_desktop.importing.tables import meaning_of
from kh57_desktop.importing.torn.heading import MOST_LINES, Heading, heading_of, opens_heading, repeated
from kh57_desktop.importing.torn.numbers import GROUP_AND_ROW, begins_group, rows_begin
from kh57_desktop.importing.torn.pieces import Printed, pieces_of

_PAGE_NUMBER = re.compile(r"[-–]?\s?\d{1,3}\s?[-–]?")
_MOST_PAGES = 40
_ABOVE_HEADING = 6
"""Lines above another table's heading among which the title of its section stands."""


def lines_of_table(below: Sequence[Line], heading: Heading) -> int:
    """How many lines may be the table's: up to a section's heading, that of another table or the end of an annex."""
    rows = rows_begin([line.text for line in below[:GROUP_AND_ROW]], is_glued=heading.is_glued)
    parts: list[int] = []
    for at, line in enumerate(below):
        is_part = opens_part(line)
        if is_part or TITLED.match(line.text):
            parts.append(at)
        is_article = line.marker is not None and line.marker.level is Level.ARTICLE
        is_group = is_part and begins_group([one.text for one in below[at : at + GROUP_AND_ROW]], rows)
        if (is_part and not is_group) or is_article or ends_table(line.text):
            return at
        if _is_other_table(below, at, heading):
            return next((part for part in parts if part >= at - _ABOVE_HEADING), at)
    return len(below)


def _is_other_table(below: Sequence[Line], at: int, heading: Heading) -> bool:
    if not opens_heading(below[at : at + 3]) or repeated(below[at : at + 2 * len(heading.names)], heading):
        return False
    others = [piece.text for piece in pieces_of(Printed(below[at].text))][1:]
    return any(map(meaning_of, others)) or heading_of(below[at : at + MOST_LINES]) is not None


def without_repeats(lines: Sequence[Line], heading: Heading) -> tuple[list[Printed], list[int]]:
    """The lines without the headings that further pages repeat and the numbers of these pages, and where each stood."""
    repeats: dict[int, int] = {}
    at = 0
    while at < len(lines):
        count = repeated(lines[at : at + 2 * len(heading.names)], heading)
        if count:
            repeats[at] = count
        at += max(count, 1)
    left_out = {at + place for at, count in repeats.items() for place in range(count)} | _page_numbers(lines, repeats)
    kept = [at for at in range(len(lines)) if at not in left_out]
    turned = {kept[place] for at in repeats if (place := bisect_right(kept, at)) < len(kept)}
    printed = [Printed(lines[at].text, turns_page=at in turned or lines[at].opens_page) for at in kept]
    if not heading.is_glued:
        return printed, kept
    pieces = [(piece, at) for line, at in zip(printed, kept, strict=True) for piece in pieces_of(line)]
    return [piece for piece, _at in pieces], [at for _piece, at in pieces]


def _page_numbers(lines: Sequence[Line], repeats: Iterable[int]) -> set[int]:
    """The numbers above repeated headings that are the pages': they grow by one or a little more."""
    above = [at - 1 for at in repeats if at and _PAGE_NUMBER.fullmatch(lines[at - 1].text)]
    numbers = [int(lines[at].text.strip("-– ")) for at in above]
    grow = all(0 < two - one < 4 for one, two in pairwise(numbers))
    return set(above) if grow and (len(numbers) > 1 or max(numbers, default=0) < _MOST_PAGES) else set()
