"""Phiếu đơn vị: the form of one unit or village with its own tasks and indicators, and what comes back in it.

The form goes out as a workbook with hidden keys and comes back under any name, with columns moved and rows added
(features 67, 68, N2). Nothing here knows a workbook: reading gives `ReturnedRow`s with the words as typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kh57_desktop.domain.likeness import SURE, likeness


class FormTable(StrEnum):
    """The two tables of a form."""

    TASKS = "tasks"
    INDICATORS = "indicators"


class Entry(StrEnum):
    """The columns that the unit fills in."""

    PERCENT = "percent"
    RESULT = "result"
    DIFFICULTY = "difficulty"
    PROPOSAL = "proposal"
    FINISHED_ON = "finished_on"
    VALUE = "value"
    SOURCE = "source"
    REMARK = "remark"


TASK_ENTRIES = (Entry.PERCENT, Entry.RESULT, Entry.DIFFICULTY, Entry.PROPOSAL, Entry.FINISHED_ON)
INDICATOR_ENTRIES = (Entry.VALUE, Entry.SOURCE, Entry.REMARK)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One printed row: `key` the id of the task or indicator. `last`: what was known when the form was made."""

    key: str
    code: str
    text: str
    details: tuple[str, ...] = ()
    """Task: deadline, product. Indicator: unit of measure, target of the year."""
    last: str = ""
    unit: str = ""
    """Unit of measure of an indicator."""


@dataclass(frozen=True, slots=True)
class UnitForm:
    """`code` PH1, PH2 …, printed on the form; `period` the code of the period it reports on, up to `cut_off`."""

    code: str
    office_code: str
    office_name: str
    plan_words: str
    unit_name: str
    period: str
    period_words: str
    cut_off: date
    tasks: tuple[FormRow, ...] = ()
    indicators: tuple[FormRow, ...] = ()
    answer_by: date | None = None
    is_sample: bool = False

    def rows(self, table: FormTable) -> tuple[FormRow, ...]:
        return self.tasks if table is FormTable.TASKS else self.indicators


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row as it came back: `place` says where it stands ("Nhiệm vụ, dòng 12"); `cells` as typed, blanks left out.

    `merged`: entries that lie in a merged area which begins in a row above.
    """

    table: FormTable
    place: str
    key: str = ""
    code: str = ""
    text: str = ""
    cells: Mapping[Entry, str] = field(default_factory=dict)
    merged: frozenset[Entry] = frozenset()


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """What a file says of itself (`form_code`, `office_code`; "" where it lost them) and its rows."""

    name: str
    form_code: str
    office_code: str
    rows: tuple[ReturnedRow, ...]


class Doubtful(StrEnum):
    """Why a row waits for a person."""

    UNKNOWN_ROW = "unknown_row"
    """It carries no key, code or words of the form: the unit added it."""
    CONTRADICTION = "contradiction"
    """Key, code and words name different rows (rows were moved or sorted in part)."""
    TWICE = "twice"
    """Two rows of the file are the same task or indicator."""
    MERGED = "merged"
    """A value stands in cells merged over several rows."""
    UNREADABLE = "unreadable"
    """A number or a day cannot be understood."""
    ONE_OR_HUNDRED = "one_or_hundred"
    """`1` without a sign: one per cent or all of it."""
    OUT_OF_RANGE = "out_of_range"
    """A per cent below 0 or over 100."""
    FUTURE = "future"
    """The day of finishing is still to come."""
    LESS_THAN_BEFORE = "less_than_before"
    """Less per cent than is recorded already."""
    DONE_IN_PART = "done_in_part"
    """A day of finishing beside less than 100 per cent."""
    NO_DAY = "no_day"
    """100 per cent without the day of finishing."""
    CLOSED = "closed"
    """The task is finished, cancelled or suspended in the file and the form says otherwise."""
    VALUE = "value"
    """The value of an indicator looks wrong: unit, jump, over 100 per cent."""
    LOCKED = "locked"
    """The values of the period were reported; only a correction opens them again."""
    CONFLICT = "conflict"
    """Another file says something else of the same row."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A returned row with the row of the form that it is; `row` None where it is a new one."""

    returned: ReturnedRow
    row: FormRow | None
    doubts: tuple[Doubtful, ...] = ()


def match_rows(form: UnitForm, returned: Sequence[ReturnedRow]) -> list[Matched]:
    """Which row of the form each returned row is, in the order of the file; rows without any entry are left out.

    Key, code and words each name a row; what most of them name is taken, with a doubt where they disagree, so that a
    table sorted without its hidden column never puts one task's result at another.
    """
    matched = [_matched(form.rows(row.table), row) for row in returned if row.cells]
    counted = Counter((one.returned.table, one.row.key) for one in matched if one.row is not None)
    return [
        Matched(one.returned, one.row, (*one.doubts, Doubtful.TWICE))
        if one.row is not None and counted[one.returned.table, one.row.key] > 1
        else one
        for one in matched
    ]


def _matched(rows: Sequence[FormRow], returned: ReturnedRow) -> Matched:
    votes = [
        _by_key(rows, returned.key),
        next((row for row in rows if row.code == returned.code.strip().upper()), None) if returned.code else None,
        _by_text(rows, returned.text),
    ]
    named = [row for row in votes if row is not None]
    doubts = [Doubtful.MERGED] if returned.merged & set(returned.cells) else []
    if not named:
        return Matched(returned, None, (Doubtful.UNKNOWN_ROW, *doubts))
    [(key, count), *_others] = Counter(row.key for row in named).most_common()
    row = next(row for row in named if row.key == key)
    given = (returned.key, returned.code, returned.text)
    against = sum(bool(words.strip()) and vote is not row for words, vote in zip(given, votes, strict=True))
    # reworded text alone is no contradiction: key and code both speak for the row
    is_reworded = against == 1 and votes[2] is None and count == 2
    if against and not is_reworded:
        doubts.insert(0, Doubtful.CONTRADICTION)
    return Matched(returned, row, tuple(doubts))


def _by_key(rows: Sequence[FormRow], key: str) -> FormRow | None:
    return next((row for row in rows if key and row.key == key.strip()), None)


def _by_text(rows: Sequence[FormRow], text: str) -> FormRow | None:
    """The row with these words, where only one has them."""
    if not text.strip():
        return None
    exact = [row for row in rows if row.text.strip() == text.strip()]
    if len(exact) == 1:
        return exact[0]
    alike = [(likeness(row.text, text), row) for row in rows]
    best = sorted(alike, key=lambda pair: -pair[0])[:2]
    if not best or best[0][0] < SURE or (len(best) == 2 and best[1][0] >= best[0][0]):
        return None
    return best[0][1]
