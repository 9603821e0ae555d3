"""Signs that a heading or a marker is missing where no number skips: what is left stands alone, or stands oddly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from kh57_desktop.domain.plan_reading import Doubt, DoubtKind, PlanReading
from kh57_desktop.i18n import _
from kh57_desktop.importing.blocks import Paragraph
from kh57_desktop.importing.items import sign_of
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.task_details import details_of
from kh57_desktop.importing.words import plain

_FEWEST = 3
"""Places that have to be alike before one that differs is odd."""
_NUMBERS = re.compile(r"[\d.,%≥≤<>=\s]+")
_LOOSE_WORDS = re.compile(
    r"\b(?:phấn đấu|có|đạt|trên|dưới|ít nhất|tối thiểu|khoảng|từ|trở lên|đến|tới|năm|là|được|tỷ lệ|tỉ lệ|hơn|không)\b"
)


def lone_numbers(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs numbered 1, I or a that no second one follows: the second may be missing, with what it heads.

    One with lines on who and when below it is a task that is alone in its group; one whose number is not the first is
    a gap already.
    """
    open_runs: dict[Level, list[Paragraph]] = {}
    owners = {id(above) for above, below in pairwise(paragraphs) if details_of(below) is not None}
    for paragraph in paragraphs:
        marker = paragraph.marker
        if marker is None or marker.is_bullet or details_of(paragraph) is not None:
            continue
        for deeper in [level for level in open_runs if level > marker.level]:
            yield from _if_lone(open_runs.pop(deeper), owners)
        run = open_runs.get(marker.level, [])
        if run and _prefix(run[0]) != _prefix(paragraph):
            yield from _if_lone(run, owners)
            run = []
        open_runs[marker.level] = [*run, paragraph]
    for run in open_runs.values():
        yield from _if_lone(run, owners)


def _if_lone(run: Sequence[Paragraph], owners: Container[int]) -> Iterator[Paragraph]:
    if len(run) == 1 and _is_first(run[0]) and id(run[0]) not in owners:
        yield run[0]


def _prefix(paragraph: Paragraph) -> str:
    number = paragraph.marker.number if paragraph.marker else None
    return (number or "").rpartition(".")[0]


def _is_first(paragraph: Paragraph) -> bool:
    number = paragraph.marker.number if paragraph.marker else None
    last = (number or "").split()[-1].rpartition(".")[2].strip("() ") if number else ""
    return last in {"1", "I", "A", "a", "i"}


def lone_number_doubts(paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    """A doubt for each lone heading, and for a lone sentence where it is the only one: several are a habit."""
    reason = _("This is the only number of its kind here; the next heading or its number may be missing.")
    alone = list(lone_numbers(paragraphs))
    sentences = [paragraph for paragraph in alone if paragraph.text.endswith((".", ";"))]
    return (Doubt(paragraph.text, reason) for paragraph in alone if paragraph not in sentences or len(sentences) == 1)


def details_without_task(paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    """Lines that say who and when, right below a heading of groups: the task between them is missing.

    Where tasks themselves are numbered so, the habit shows: most numbered paragraphs of that level have such lines.
    """
    owners: list[tuple[Paragraph, bool]] = []
    for above, below in pairwise(paragraphs):
        if above.marker is not None and not above.marker.is_bullet and details_of(above) is None:
            owners.append((above, details_of(below) is not None))
    for level in {above.marker.level for above, _is_owner in owners if above.marker}:
        same = [(above, is_owner) for above, is_owner in owners if above.marker and above.marker.level is level]
        having = [above for above, is_owner in same if is_owner]
        if 0 < len(having) <= len(same) / 2 and any(
            is_owner for above, is_owner in owners if above.marker and above.marker.level > level
        ):
            for above in having:
                yield Doubt(
                    above.text, _("Lines on who and when stand below a heading; the task itself may be missing.")
                )


def lost_after_colon(paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    """ "…, gồm:" followed by a bare paragraph and then by items: the first of these lost its marker."""
    for above, bare, below in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        if bare.marker is not None or above.marker is None or below.marker is None or details_of(bare) is not None:
            continue
        is_list = below.marker.level > above.marker.level or _is_other_bullet(above, below)
        if above.text.endswith(":") and bare.text[:1].isupper() and is_list:
            yield Doubt(bare.text, _("This paragraph has no number or dash; it was read as part of the one above."))


def _is_other_bullet(above: Paragraph, below: Paragraph) -> bool:
    if above.marker is None or below.marker is None or not (above.marker.is_bullet and below.marker.is_bullet):
        return False
    return sign_of(below) != sign_of(above)


def deeper_behind_stop(paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    """Deeper bullets below an item that ends with a full stop: they may belong to a heading that is missing."""
    opened = ended = 0
    places: list[Paragraph] = []
    for above, below in pairwise(paragraphs):
        is_title = not below.text.endswith((".", ";", ","))
        if sign_of(above) != "-" or is_title or not _is_other_bullet(above, below):
            continue
        if above.text.endswith("."):
            ended += 1
            places.append(below)
        else:
            opened += 1
    if 0 < ended <= max(1, opened // 2):
        for place in places:
            yield Doubt(
                place.text, _("These items stand below a finished sentence; a heading may be missing before them.")
            )


def missing_details(reading: PlanReading) -> Iterator[Doubt]:
    """The one task without the lead, time or product that all the others have."""
    fields = (
        ("lead", _("a lead body")),
        ("deadline", _("a time")),
        ("product", _("a product")),
    )
    lacking: dict[str, list[str]] = {}
    for key, words in fields:
        without = [task.text for task in reading.tasks if not getattr(task, key)]
        if len(without) == 1 and len(reading.tasks) > _FEWEST:
            lacking.setdefault(without[0], []).append(words)
    for text, words_lacking in lacking.items():
        reason = _("This task lacks what all the others have: {fields}.")
        yield Doubt(text, reason.format(fields=", ".join(words_lacking)), DoubtKind.LACKS, text)


def repeated_indicators(reading: PlanReading) -> Iterator[Doubt]:
    """The same objective twice in one year and group: the heading of another year may be missing between them."""
    wordings = Counter(
        (row.horizon, row.group, _wording(row.text)) for row in reading.indicators if len(_wording(row.text)) > _FEWEST
    )
    for row in reading.indicators:
        if wordings[row.horizon, row.group, _wording(row.text)] > 1:
            yield Doubt(
                row.text, _("The same objective stands twice for one year; the heading of another year may be missing.")
            )


def _wording(text: str) -> str:
    return " ".join(_LOOSE_WORDS.sub(" ", _NUMBERS.sub(" ", plain(text))).split())
