"""What a person should look at in the rows as they stand now, with the answers that settle it.

Doubts of the reader are attached to the row whose words they name; others are seen in the rows themselves and vanish
with the correction. A missing lead or deadline is a doubt only where most tasks state one: many plans name none.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from kh57_desktop.domain.corrections.draft import Draft, DraftRow, Fate, RowKind, reading_of, same_pairs
from kh57_desktop.domain.corrections.edits import as_kind, drop, join, not_ours, same_indicator, set_field, split
from kh57_desktop.domain.corrections.places import letters_of
from kh57_desktop.domain.deadlines import compute_deadline
from kh57_desktop.domain.joining import near_pairs
from kh57_desktop.domain.plan_reading import Doubt, DoubtKind
from kh57_desktop.domain.terms import DeadlineKind, UnitSide
from kh57_desktop.domain.unit_names import is_group, side_of
from kh57_desktop.i18n import _, fold

MOST = 0.6
"""Share of tasks with a lead (a deadline) from which one without it is a doubt."""
LONGEST_KEY = 70
_LACKS = "lacks"
_QUESTIONS = {"lead", "deadline", "words", "near", "number"}
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)(?!\d)")
_BETWEEN_BODIES = re.compile(r"[;,]\s+|;\s*|\s+[-–]\s+(?=Phòng |Văn phòng |Ban )")
_MARKER = re.compile(r"(?:[-–•+*]|(?:\d{1,2}\.?)+[.)/]?|[a-zđ]\)|[IVX]+[.\-])\s+")
"""A number or dash in front of a paragraph; rows hold their words without it."""
_CONTINUOUS = "Thường xuyên"


class Answer(StrEnum):
    """What a person can say to a doubt; each is a button."""

    RIGHT = "right"
    """It is right as it stands."""
    JOIN = "join"
    APART = "apart"
    JOIN_ABOVE = "join_above"
    SPLIT = "split"
    DROP = "drop"
    TASK = "task"
    NOT_OURS = "not_ours"
    CONTINUOUS = "continuous"
    FIRST_LEADS = "first_leads"
    ADD_ANNEX = "add_annex"
    """Choose the annex that is missing; the doubt goes when it was read."""


@dataclass(frozen=True, slots=True)
class RowDoubt:
    """`key` stays the same as long as the doubt does. `row` None: it is about the document as a whole.

    `field` is the field in question, `other` the row to join with, `at` where to split the text.
    """

    key: str
    row: int | None
    where: str
    reason: str
    answers: tuple[Answer, ...] = (Answer.RIGHT,)
    field: str = ""
    other: int | None = None
    at: int = 0

    @property
    def is_question(self) -> bool:
        """What the plan itself leaves open (no lead, no day, alike indicators): nothing need have been misread."""
        return self.key.partition(":")[0] in _QUESTIONS


def doubts_of(draft: Draft) -> list[RowDoubt]:
    """Every open doubt; of a row that a person checked or dropped none."""
    at_rest = {row.key for row in draft.rows if row.is_checked or row.fate is not Fate.TAKEN}
    seen = list(_seen(draft))
    lacking = {doubt.row for doubt in seen if doubt.field in ("lead", "deadline")}
    read = [doubt for doubt in _read(draft) if doubt.field != _LACKS or doubt.row not in lacking]
    found = [*read, *seen]
    return [doubt for doubt in found if doubt.key not in draft.settled and doubt.row not in at_rest]


def settled(draft: Draft, doubt: RowDoubt) -> Draft:
    return replace(draft, settled=draft.settled | {doubt.key})


def answered(draft: Draft, doubt: RowDoubt, answer: Answer) -> Draft:
    """The draft after the answer; whatever it was, the doubt does not come back."""
    settled_draft = settled(draft, doubt)
    if doubt.row is None or answer in (Answer.RIGHT, Answer.APART):
        return settled_draft
    row = draft.row(doubt.row)
    match answer:
        case Answer.JOIN if doubt.other is not None and row.kind is RowKind.INDICATOR:
            return same_indicator(settled_draft, [row.key], doubt.other)
        case Answer.JOIN | Answer.JOIN_ABOVE if doubt.other is not None:
            return join(settled_draft, [doubt.other, row.key])
        case Answer.SPLIT if 0 < doubt.at < len(row.text):
            return split(settled_draft, row.key, doubt.at)
        case Answer.DROP:
            return drop(settled_draft, [row.key])
        case Answer.TASK:
            return as_kind(settled_draft, [row.key], RowKind.TASK)
        case Answer.NOT_OURS:
            return not_ours(settled_draft, [row.key])
        case Answer.CONTINUOUS:
            return set_field(settled_draft, row.key, "deadline", _CONTINUOUS)
        case Answer.FIRST_LEADS:
            first, *rest = leads_in(row.lead)
            supporting = "; ".join([*rest, *(name for name in row.supporting if name not in rest)])
            return set_field(set_field(settled_draft, row.key, "lead", first), row.key, "supporting", supporting)
    return settled_draft


# --- what the reader doubted ---------------------------------------------------------------------------------------


def _read(draft: Draft) -> Iterator[RowDoubt]:
    keys = [(row, letters_of(row.text)) for row in draft.rows]
    for number, doubt in enumerate(draft.doubts):
        if doubt.kind is DoubtKind.NOT_OURS and "\n" in doubt.other:
            for place, text in enumerate(doubt.other.split("\n")):
                yield _attached(replace(doubt, where=text, other=text), f"read:{number}.{place}", keys, draft)
        else:
            yield _attached(doubt, f"read:{number}", keys, draft)


def _attached(doubt: Doubt, key: str, keys: Sequence[tuple[DraftRow, str]], draft: Draft) -> RowDoubt:
    row = _row_of(doubt, keys)
    if doubt.kind is DoubtKind.ANNEX:
        return RowDoubt(key, None, doubt.where, doubt.reason, (Answer.ADD_ANNEX, Answer.RIGHT))
    if row is None:
        return RowDoubt(key, None, doubt.where, doubt.reason)
    common = RowDoubt(key, row.key, doubt.where, doubt.reason)
    match doubt.kind:
        case DoubtKind.TORN | DoubtKind.UNMARKED if (at := row.text.find(doubt.other[:40].strip())) > 0:
            return replace(common, answers=(Answer.SPLIT, Answer.RIGHT), at=at, field="text")
        case DoubtKind.BROKEN_OFF | DoubtKind.UNMARKED if (above := _above(draft, row)) is not None:
            return replace(common, answers=(Answer.JOIN_ABOVE, Answer.RIGHT), other=above.key, field="text")
        case DoubtKind.LACKS:
            return replace(common, field=_LACKS)
        case DoubtKind.HEADING:
            return replace(common, answers=(Answer.DROP, Answer.RIGHT), field="text")
        case DoubtKind.EMPTY_GROUP:
            return replace(common, answers=(Answer.TASK, Answer.DROP, Answer.RIGHT), field="text")
        case DoubtKind.NOT_OURS:
            return replace(common, answers=(Answer.NOT_OURS, Answer.RIGHT), field="lead")
        case DoubtKind.JOIN if (other := _first_of(doubt.other, keys)) is not None and other.key != row.key:
            return replace(common, answers=(Answer.JOIN, Answer.APART), other=other.key, field="text")
    return common


def _row_of(doubt: Doubt, keys: Sequence[tuple[DraftRow, str]]) -> DraftRow | None:
    """The row that holds the words of the doubt's place; of several the one that begins with them."""
    parts = [letters_of(_MARKER.sub("", part.strip())) for part in doubt.where.split("…")]
    wanted = max(parts, key=len)
    if len(wanted) < 8:
        return None
    begins = next((row for row, letters in keys if letters.startswith(wanted)), None)
    holds = next((row for row, letters in keys if wanted in letters), None)
    return begins or holds or (_first_of(doubt.other, keys) if doubt.other else None)


def _first_of(text: str, keys: Sequence[tuple[DraftRow, str]]) -> DraftRow | None:
    wanted = letters_of(text)[:LONGEST_KEY]
    if len(wanted) < 8:
        return None
    return next((row for row, letters in keys if wanted in letters), None)


def _above(draft: Draft, row: DraftRow) -> DraftRow | None:
    """The row of the same kind that stands above and is taken."""
    before = draft.rows[: draft.place(row.key)]
    return next(
        (one for one in reversed(before) if one.kind is row.kind and one.fate is not Fate.DROPPED),
        None,
    )


# --- what the rows themselves show ---------------------------------------------------------------------------------


def _seen(draft: Draft) -> Iterator[RowDoubt]:
    tasks = [row for row in draft.rows if row.kind is RowKind.TASK and row.fate is Fate.TAKEN]
    yield from _of_tasks(draft, tasks)
    yield from _near(draft)
    for row in draft.of_kind(RowKind.INDICATOR):
        if row.value is None:
            reason = _("No number to reach is stated.")
            yield RowDoubt(f"number:{row.key}", row.key, row.text, reason, field="quantity")


def _of_tasks(draft: Draft, tasks: Sequence[DraftRow]) -> Iterator[RowDoubt]:
    leads, deadlines = (_is_usual([getattr(row, name) for row in tasks]) for name in ("lead", "deadline"))
    seen: dict[str, DraftRow] = {}
    for row in tasks:
        if leads and not row.lead:
            yield RowDoubt(f"lead:{row.key}", row.key, row.text, _("It is not clear which unit leads."), field="lead")
        if deadlines and not row.deadline:
            answers = (Answer.CONTINUOUS, Answer.RIGHT)
            reason = _("No deadline was found.")
            yield RowDoubt(f"deadline:{row.key}", row.key, row.text, reason, answers, field="deadline")
        if reason := impossible_day(row.deadline):
            yield RowDoubt(f"day:{row.key}:{row.deadline}", row.key, row.text, reason, field="deadline")
        elif row.deadline and not _has_day(row.deadline):
            reason = _("No day can be computed from “{words}”.").format(words=row.deadline)
            yield RowDoubt(f"words:{row.key}:{row.deadline}", row.key, row.text, reason, field="deadline")
        if len(names := leads_in(row.lead)) > 1:
            reason = _("{count} units lead.").format(count=len(names))
            answers = (Answer.FIRST_LEADS, Answer.RIGHT)
            yield RowDoubt(f"leads:{row.key}:{row.lead}", row.key, row.text, reason, answers, field="lead")
        yield from _twin_or_rest(draft, row, seen)


def _twin_or_rest(draft: Draft, row: DraftRow, seen: dict[str, DraftRow]) -> Iterator[RowDoubt]:
    """The same words twice, or the second half of the task above."""
    letters = letters_of(row.text)
    twin = seen.setdefault(letters, row)
    if twin is not row:
        reason = _("The same words stand as a task above ({number}).").format(number=twin.number or "–")
        yield RowDoubt(f"twin:{row.key}", row.key, row.text, reason, (Answer.DROP, Answer.APART), "text", twin.key)
    elif (row.text[:1].islower() or fold(row.text).startswith("(tiep")) and (above := _above(draft, row)) is not None:
        reason = _("It may go on from the task above ({number}).").format(number=above.number or "–")
        answers = (Answer.JOIN_ABOVE, Answer.RIGHT)
        yield RowDoubt(f"rest:{row.key}", row.key, row.text, reason, answers, "text", above.key)


def _is_usual(values: Sequence[str]) -> bool:
    return sum(map(bool, values)) >= MOST * len(values) > 0


def impossible_day(words: str) -> str:
    """Why a day in the words cannot be ("31/9/2026"); "" where all can."""
    for day, month, year in (map(int, match.groups()) for match in _DAY.finditer(words)):
        if not 1 <= month <= 12:
            return _("There is no month {month}.").format(month=month)
        last = calendar.monthrange(year, month)[1]
        if not 1 <= day <= last:
            return _("Month {month} has only {count} days.").format(month=month, count=last)
    return ""


@lru_cache(maxsize=2048)
def _has_day(words: str) -> bool:
    """Whether the words of a deadline are understood: a day, a rhythm, a condition."""
    return compute_deadline(words).kind is not DeadlineKind.UNKNOWN


def leads_in(lead: str) -> list[str]:
    """The bodies that one lead names; a name with a comma of its own stays one."""
    parts = [
        part.strip() for part in re.split(r"[;,]\s+|;\s*|\s+[-–]\s+(?=Phòng |Văn phòng |Ban )", lead) if part.strip()
    ]
    are_bodies = all(
        part[:1].isupper() and side_of(part) is not UnitSide.OTHER and not is_group(part) for part in parts
    )
    return parts if len(parts) > 1 and are_bodies else [lead] if lead else []


def _near(draft: Draft) -> Iterator[RowDoubt]:
    """Indicators that look like one."""
    rows = draft.of_kind(RowKind.INDICATOR)
    for later, earlier in near_pairs(reading_of(draft).indicators, same_pairs(draft)):
        row, other = rows[later], rows[earlier]
        reason = _("It looks like “{text}” ({year}).") if other.horizon else _("It looks like “{text}”.")
        words = reason.format(text=other.text, year=other.horizon)
        answers = (Answer.JOIN, Answer.APART)
        key = f"near:{row.key}:{other.key}"
        yield RowDoubt(key, row.key, row.text, words, answers, "text", other.key)
