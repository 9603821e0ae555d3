"""Places where a document looks broken: numbers that skip, markers inside a line, paragraphs without a marker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from kh57_desktop.domain.plan_reading import Doubt, DoubtKind, PlanReading
from kh57_desktop.i18n import _
from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Paragraph
from kh57_desktop.importing.items import is_closing, is_pointer
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.missing_doubts import (
    deeper_behind_stop,
    details_without_task,
    lone_number_doubts,
    lost_after_colon,
    missing_details,
    repeated_indicators,
)
from kh57_desktop.importing.outline import Outline
from kh57_desktop.importing.task_details import details_of
from kh57_desktop.importing.words import NAME_FIELDS, NEEDS_NUMBER, plain

_SHOWN = 90
_MOST = 3
"""Doubts of one reason that are shown each by itself; the rest are counted in one more."""
_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip
_LETTERS = ("abcdđeghiklmnopqrstuvxy", "abcdefghijklmnopqrstuvwxyz")
_UPPER = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_INSIDE = re.compile(
    rf"(?<!\S)(?P<before>\S+)\s(?P<mark>[•●▪■+*]|[-–](?=\s[{_UPPER}\d])|(?:[1-9]\d?(?:\.\d{{1,2}}){{0,2}}|[IVX]{{1,4}}|[a-zđ])"
    rf"(?:[.)/]|\s?-))(?=\s+(?P<after>[{_UPPER}\d][\w%]*[\s,](?:\S+)?))"
)
_SMALL = "a-z" + "".join(letter for letter in map(chr, range(0xE0, 0x1EFA)) if letter.islower())
_SMALL_BEHIND_STOP = re.compile(rf"[{_SMALL}]{{2}}\. (?=[{_SMALL}]{{2}})")
_NAME_AFTER = (
    "viễn thông", "thể thao", "dịch vụ", "thống kê", "tổng hợp", "giáo dục", "tự do", "hạnh phúc", "hộ tịch", "kế toán",
)  # fmt: skip
_ENDED = (".", ";", ":")
_OPENING_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s?[.)\-/]+\s(?!\s*\d)")


def structure_doubts(reading: PlanReading, outline: Outline) -> list[Doubt]:
    """Doubts on the paragraphs of the sections, those of each reason few; none where all is regular."""
    paragraphs = [[block for block in section.body if isinstance(block, Paragraph)] for section in outline.sections]
    every = [paragraph for body in paragraphs for paragraph in body]
    return [
        *_few([doubt for body in paragraphs for doubt in _gaps(body)]),
        *_few([doubt for paragraph in every if (doubt := _marker_inside(paragraph))]),
        *_few([doubt for body in paragraphs for doubt in _unmarked(body)]),
        *_few([doubt for body in paragraphs for doubt in _broken_off(body)]),
        *_few(list(_two_kinds_of_duties(reading, every))),
        *_few(_without_group(reading)),
        *_few(_without_year(reading)),
        *_few(_odd_indicators(reading)),
        *_signs_of_missing(reading, paragraphs),
    ]


def _signs_of_missing(reading: PlanReading, bodies: Sequence[Sequence[Paragraph]]) -> list[Doubt]:
    signs = (lone_number_doubts, details_without_task, lost_after_colon, deeper_behind_stop)
    found = [_few(shortened([doubt for body in bodies for doubt in sign(body)])) for sign in signs]
    found += [_few(shortened(missing_details(reading))), _few(shortened(repeated_indicators(reading)))]
    return [doubt for doubts in found for doubt in doubts]


def shortened(doubts: Iterable[Doubt]) -> list[Doubt]:
    return [replace(doubt, where=_short(doubt.where)) for doubt in doubts]


def _few(doubts: Sequence[Doubt]) -> list[Doubt]:
    if len(doubts) <= _MOST:
        return list(doubts)
    rest = _("{count} more places of this kind: {reason}").format(
        count=len(doubts) - _MOST, reason=doubts[_MOST].reason
    )
    return [*doubts[:_MOST], Doubt(doubts[_MOST].where, rest)]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"


# --- numbers that skip or repeat ------------------------------------------------------------------------------------


def _gaps(paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    """Numbered paragraphs whose number does not follow; numbers that run on through the groups are regular."""
    open_values: dict[Level, tuple[str, list[int]]] = {}
    running: dict[Level, int] = {}
    restarting = _restarting(paragraphs)
    named = 0
    numbers = (one.marker for one in paragraphs if one.marker and one.marker.level is Level.NUMBER)
    is_named_above = next((marker.is_named for marker in numbers), False)
    for paragraph in paragraphs:
        marker = paragraph.marker
        if marker is None or marker.is_bullet or marker.number is None:
            continue
        level = marker.level
        if marker.is_named:  # "Nhiệm vụ 5:" counts by itself, above or below "1."
            (value,) = _values(marker.number, level)[1]
            if value not in (1, named + 1):
                yield _skips(paragraph)
            named = value
            for below in [other for other in open_values if other > level or (other is level and is_named_above)]:
                del open_values[below]
            continue
        prefix, values = _values(marker.number, level)
        for deeper in [other for other in open_values if other > level]:
            del open_values[deeper]
        if not values:
            continue
        before = open_values.get(level)
        if before is None or before[0] != prefix:
            expected = {1} if level in restarting else {1, running.get(level, 0) + 1}
        else:
            expected = {value + 1 for value in before[1]}
        if not expected & set(values) or _is_under_other(prefix, level, open_values.get(Level.NUMBER)):
            yield _skips(paragraph)
        open_values[level] = (prefix, values)
        running[level] = values[0]


def _skips(paragraph: Paragraph) -> Doubt:
    return Doubt(_short(paragraph.text), _("The numbering skips or repeats here, or a heading before it is missing."))


def _is_under_other(prefix: str, level: Level, above: tuple[str, list[int]] | None) -> bool:
    """ "3.1" below the heading 2: the heading 3 is missing."""
    return level is Level.DOTTED and prefix.isdecimal() and above is not None and int(prefix) not in above[1]


def _restarting(paragraphs: Sequence[Paragraph]) -> set[Level]:
    """Levels whose numbers begin anew below each heading: 1 stands there more than once."""
    firsts = Counter(
        paragraph.marker.level
        for paragraph in paragraphs
        if paragraph.marker
        and paragraph.marker.number
        and not paragraph.marker.is_named
        and 1 in _values(paragraph.marker.number, paragraph.marker.level)[1]
    )
    return {level for level, count in firsts.items() if count > 1}


def _values(number: str, level: Level) -> tuple[str, list[int]]:
    """What stands before the last part of the number, and the last part's value, of a letter in both alphabets."""
    word = number.split()[-1].strip("() ")
    prefix, _dot, last = word.rpartition(".")
    if last.isdecimal():
        return prefix, [int(last)]
    if level is Level.ROMAN or (level is Level.PART and last in _ROMAN):
        return prefix, [_ROMAN[last]] if last in _ROMAN else []
    if len(last) == 1:
        return prefix, [alphabet.index(last.lower()) + 1 for alphabet in _LETTERS if last.lower() in alphabet]
    return prefix, []


# --- markers inside a line ------------------------------------------------------------------------------------------


def _marker_inside(paragraph: Paragraph) -> Doubt | None:
    """A dash or number in the middle of a paragraph that looks like the start of another."""
    deadline.check()
    text = paragraph.words
    small = _SMALL_BEHIND_STOP.search(text)
    if small:
        return _run_together(text, small)
    following = _next_in_brackets(paragraph)
    if following:
        return _run_together(text, following)
    for match in _INSIDE.finditer(text):
        before, mark = match["before"], match["mark"]
        if mark in "-–":
            after = plain(match["after"])
            is_name = after.startswith((*NAME_FIELDS, *_NAME_AFTER)) or before[:1].isupper() or after[0].isdecimal()
            is_inside = not before.endswith(_ENDED) and (is_name or match.start() > _SHOWN)
            if is_inside and not _is_share_behind_heading(paragraph, match):
                continue
        elif (match["after"][0].isdecimal() and not _is_letter_behind_stop(match)) or not _may_begin(
            mark, before, text, match.start()
        ):
            continue
        return _run_together(text, match)
    return None


def _next_in_brackets(paragraph: Paragraph) -> re.Match[str] | None:
    """ "(2) … . (3) …": the next number of the list inside this entry, behind a stop."""
    number = paragraph.marker.number if paragraph.marker and paragraph.marker.level is Level.BRACKET else None
    digits = (number or "").strip("()")
    return re.search(rf"(?<=[.;])\s\({int(digits) + 1}\)\s", paragraph.words) if digits.isdecimal() else None


def _is_share_behind_heading(paragraph: Paragraph, match: re.Match[str]) -> bool:
    """ "1. Hạ tầng số - 100% …": a numbered heading that counts nothing, then a dash and a share."""
    is_heading = paragraph.marker is not None and not paragraph.marker.is_bullet
    head = paragraph.words[: match.start("mark")]
    return is_heading and match["after"].split()[0].endswith("%") and not re.search(r"\d", head)


def _is_letter_behind_stop(match: re.Match[str]) -> bool:
    return match["mark"].endswith(")") and match["before"].endswith(_ENDED)


def _run_together(text: str, place: re.Match[str]) -> Doubt:
    where = text[max(0, place.start() - 20) : place.end() + 60]
    second = text[place.end() :] if place.lastgroup is None else text[place.start("mark") :]
    reason = _("Two paragraphs seem to have run together here.")
    return Doubt(_short(f"… {where}"), reason, DoubtKind.TORN, second.strip())


def _may_begin(mark: str, before: str, text: str, at: int) -> bool:
    """Whether a number there may begin a paragraph: behind a stop, or behind a heading, which has none."""
    if mark in "•●▪■+*":
        return True
    return plain(before) not in NEEDS_NUMBER and (before.endswith(_ENDED) or at < _SHOWN)


# --- paragraphs without a marker ------------------------------------------------------------------------------------


def _unmarked(paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    """Bare paragraphs behind an item whose neighbours have none, where they may be an item that lost its marker."""
    bare = [at for at in range(1, len(paragraphs)) if _is_bare_behind_item(paragraphs, at)]
    marked = [paragraph for paragraph in paragraphs if paragraph.marker is not None]
    if not bare or not marked or len(bare) > max(2, len(marked) // 4):
        return  # the document has many such paragraphs: that is its habit
    lengths = [len(paragraph.text) for paragraph in marked]
    for at in bare:
        if len(paragraphs[at].text) <= 3 * median(lengths):
            yield Doubt(
                _short(paragraphs[at].text),
                _("This paragraph has no number or dash; it was read as part of the one above."),
                DoubtKind.UNMARKED,
                paragraphs[at].text,
            )


def _broken_off(paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    """A paragraph that begins with a small letter behind a full stop: its first line is missing."""
    for above, paragraph in pairwise(paragraphs):
        is_small = paragraph.marker is None and paragraph.text[:1].islower() and details_of(paragraph) is None
        if is_small and above.text.endswith("."):
            reason = _("This paragraph begins in the middle of a sentence.")
            yield Doubt(_short(paragraph.text), reason, DoubtKind.BROKEN_OFF, paragraph.text)


def _two_kinds_of_duties(reading: PlanReading, paragraphs: Sequence[Paragraph]) -> Iterator[Doubt]:
    """A body with its whole duty behind a colon and dashes below: the dashes may be another body's."""
    titled = {above.words for above, below in pairwise(paragraphs) if _is_whole_duty(above) and _is_item(below)}
    for row in reading.assignments:
        if len(row.duties) > 1 and any(f"{row.organization}: {row.duties[0]}" in words for words in titled):
            yield Doubt(
                _short(f"{row.organization}: {row.duties[1]}"),
                _("The items below may belong to another body whose heading is missing."),
            )


def _is_whole_duty(paragraph: Paragraph) -> bool:
    return paragraph.marker is not None and not paragraph.marker.is_bullet and paragraph.text.endswith(".")


def _is_item(paragraph: Paragraph) -> bool:
    return paragraph.marker is not None and paragraph.marker.level >= Level.LETTER


def _is_bare_behind_item(paragraphs: Sequence[Paragraph], at: int) -> bool:
    paragraph, above = paragraphs[at], paragraphs[at - 1]
    is_behind = above.marker is not None or details_of(above) is not None
    if paragraph.marker is not None or not is_behind or not paragraph.text[:1].isupper():
        return False
    if (
        is_closing(paragraph)
        or paragraph.text.endswith("./.")
        or is_pointer(paragraph)
        or details_of(paragraph) is not None
        or _is_bold_heading(paragraph, above)
    ):
        return False
    return above.text.endswith((".", ";")) or details_of(above) is not None


def _is_bold_heading(paragraph: Paragraph, above: Paragraph) -> bool:
    return paragraph.is_bold and not above.is_bold and not paragraph.text.endswith((".", ";", ","))


# --- rows that stand oddly ------------------------------------------------------------------------------------------


def _without_group(reading: PlanReading) -> list[Doubt]:
    """Tasks under no group before one that has a group; behind the last of these an annex or a section has its own."""
    grouped = [at for at, task in enumerate(reading.tasks) if task.group is not None]
    if not reading.task_groups or not grouped:
        return []
    reason = _("This task stands under no group although the others do.")
    return [Doubt(_short(task.text), reason) for task in reading.tasks[: grouped[-1]] if task.group is None]


def _without_year(reading: PlanReading) -> list[Doubt]:
    if all(indicator.horizon is None for indicator in reading.indicators):
        alone = _("The objectives name no year by which they are to be reached.")
        return [Doubt(_short(row.text), alone) for row in reading.indicators[:1]]
    reason = _("No year was found for this indicator although the others have one.")
    return [Doubt(_short(row.text), reason) for row in reading.indicators if row.horizon is None]


def _odd_indicators(reading: PlanReading) -> list[Doubt]:
    """Indicators whose text begins with a number like a heading's ("2.1. Hạ tầng …")."""
    reason = _("This may be a heading and no indicator.")
    return [
        Doubt(_short(row.text), reason, DoubtKind.HEADING, row.text)
        for row in reading.indicators
        if _OPENING_NUMBER.match(row.text)
    ]
