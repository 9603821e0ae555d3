"""What a returned form changes: each row beside what is recorded, told as new, changed, same or doubtful (N2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.domain.form_values import day_as_typed, percent_as_typed
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.reading_checks import Check, as_typed, doubt_of
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import MISSING_WORDS, NOT_APPLICABLE_WORDS, Mark, TaskState
from kh57_desktop.domain.unit_forms import Doubtful, Entry, FormTable, Matched
from kh57_desktop.i18n import nfc


class ChangeKind(StrEnum):
    """The four heaps of the screen of differences."""

    NEW = "new"
    """Nothing was recorded of it in this period yet."""
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class TaskNow:
    """A task as recorded; `entries` by day, the last is the latest."""

    task: Task
    entries: tuple[ProgressEntry, ...] = ()

    @property
    def percent(self) -> int | None:
        return next((one.percent for one in reversed(self.entries) if one.percent is not None), None)


@dataclass(frozen=True, slots=True)
class IndicatorNow:
    """An indicator with the reading of the form's period and the last value before it."""

    indicator: Indicator
    reading: Reading | None = None
    last: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TaskReport:
    """What a unit says of a task."""

    percent: int | None = None
    result: str = ""
    difficulty: str = ""
    proposal: str = ""
    finished_on: date | None = None


@dataclass(frozen=True, slots=True)
class ValueReport:
    """What a unit says of an indicator; `mark` tells zero, missing and not applicable apart."""

    mark: Mark = Mark.VALUE
    value: Decimal | None = None
    source: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FormChange:
    """One row of the screen of differences.

    `row_id` "" for a row that the unit added. `report` None where a value cannot be understood. `before`: what is
    recorded now, in words. `id` is stable within one collection.
    """

    id: str
    kind: ChangeKind
    file: str
    place: str
    table: FormTable
    unit_name: str
    code: str
    text: str
    row_id: str = ""
    typed: Mapping[Entry, str] = field(default_factory=dict)
    report: TaskReport | ValueReport | None = None
    before: str = ""
    doubts: tuple[Doubtful, ...] = ()
    checks: tuple[Check, ...] = ()
    proposed: Decimal | None = None

    @property
    def can_be_accepted(self) -> bool:
        """Whether it can be saved as it is read, once a person says so."""
        return bool(self.row_id) and self.report is not None


def task_change(matched: Matched, now: TaskNow, *, since: date, today: date) -> FormChange:
    """`since`: first day of the period, from which on an entry counts as of this period."""
    cells = matched.returned.cells
    doubts = list(matched.doubts)
    percent = percent_as_typed(cells[Entry.PERCENT]) if cells.get(Entry.PERCENT) else None
    finished = day_as_typed(cells[Entry.FINISHED_ON], today=today) if cells.get(Entry.FINISHED_ON) else None
    read = [one.doubt for one in (percent, finished) if one is not None and one.doubt is not None]
    doubts += read
    report = TaskReport(
        percent=percent.value if percent else None,
        result=_words(cells, Entry.RESULT),
        difficulty=_words(cells, Entry.DIFFICULTY),
        proposal=_words(cells, Entry.PROPOSAL),
        finished_on=finished.value if finished else None,
    )
    if not read:
        doubts += _task_doubts(report, now)
    unreadable = any(one is not None and one.value is None for one in (percent, finished))
    change = _change(matched, now.task.code, now.task.text)
    change = replace(
        change,
        row_id=now.task.id,
        report=None if unreadable else report,
        before=_last_words(now),
        doubts=tuple(doubts),
    )
    if _says_the_same(report, now) and not read:
        return replace(change, kind=ChangeKind.SAME, doubts=())
    if doubts:
        return change
    is_later = any(one.on >= since for one in now.entries)
    return replace(change, kind=ChangeKind.CHANGED if is_later else ChangeKind.NEW)


def _task_doubts(report: TaskReport, now: TaskNow) -> list[Doubtful]:
    doubts = []
    if now.task.state in (TaskState.DONE, TaskState.SUSPENDED, TaskState.CANCELLED):
        doubts.append(Doubtful.CLOSED)
    elif report.finished_on is not None and report.percent not in (None, 100):
        doubts.append(Doubtful.DONE_IN_PART)
    elif report.percent == 100 and report.finished_on is None:
        doubts.append(Doubtful.NO_DAY)
    elif report.percent is not None and now.percent is not None and report.percent < now.percent:
        doubts.append(Doubtful.LESS_THAN_BEFORE)
    return doubts


def _says_the_same(report: TaskReport, now: TaskNow) -> bool:
    if report.finished_on is not None and report.finished_on != now.task.finished_on:
        return False
    if not now.entries:
        return False
    last = now.entries[-1]
    told = (report.result, report.difficulty, report.proposal)
    kept = (last.result, last.difficulty, last.proposal)
    same_percent = report.percent is None or report.percent == now.percent
    return same_percent and all(not new or new == old for new, old in zip(told, kept, strict=True))


def _last_words(now: TaskNow) -> str:
    if not now.entries:
        return ""
    last = now.entries[-1]
    parts = (f"{now.percent} %" if now.percent is not None else "", last.result)
    return "; ".join(part for part in parts if part)


def indicator_change(matched: Matched, now: IndicatorNow) -> FormChange:
    """An indicator row; a source or remark without a value says nothing about the value and is in doubt."""
    cells = matched.returned.cells
    indicator = now.indicator
    doubts = list(matched.doubts)
    change = _change(matched, indicator.code, indicator.text)
    change = replace(change, row_id=indicator.id, before=_reading_words(now.reading, indicator.unit))
    typed = nfc(cells.get(Entry.VALUE, "")).strip()
    report = _value_report(typed, cells)
    if report is None:
        return replace(change, doubts=(*doubts, Doubtful.UNREADABLE))
    number = as_typed(typed)
    doubt = doubt_of(number, unit=indicator.unit, last=now.last) if report.mark is Mark.VALUE else None
    if doubt is not None:
        doubts.append(Doubtful.VALUE)
        change = replace(change, checks=doubt.checks, proposed=doubt.proposed)
    change = replace(change, report=report, doubts=tuple(doubts))
    if now.reading is not None and _same_reading(report, now.reading):
        return replace(change, kind=ChangeKind.SAME, doubts=())
    if doubts:
        return change
    return replace(change, kind=ChangeKind.NEW if now.reading is None else ChangeKind.CHANGED)


def _value_report(typed: str, cells: Mapping[Entry, str]) -> ValueReport | None:
    source, remark = _words(cells, Entry.SOURCE), _words(cells, Entry.REMARK)
    plain = typed.casefold()
    if plain in MISSING_WORDS:
        return ValueReport(Mark.MISSING, None, source, remark)
    if plain in NOT_APPLICABLE_WORDS:
        return ValueReport(Mark.NOT_APPLICABLE, None, source, remark)
    value = as_typed(typed).value
    if value is None:
        return None
    return ValueReport(Mark.ZERO if value == 0 else Mark.VALUE, value, source, remark)


def _same_reading(report: ValueReport, reading: Reading) -> bool:
    same = report.mark is reading.mark and report.value == reading.value
    return same and all(
        not new or new == old for new, old in ((report.source, reading.source), (report.remark, reading.remark))
    )


def _reading_words(reading: Reading | None, unit: str) -> str:
    if reading is None or reading.value is None:
        return ""
    return f"{reading.value.normalize():f} {unit}".replace(".", ",").strip()


def added_row(matched: Matched) -> FormChange:
    """A row that the unit wrote in by itself."""
    return replace(_change(matched, matched.returned.code, matched.returned.text), doubts=matched.doubts)


def _change(matched: Matched, code: str, text: str) -> FormChange:
    returned = matched.returned
    return FormChange(
        id=f"{returned.table}:{returned.place}",
        kind=ChangeKind.DOUBTFUL,
        file="",
        place=returned.place,
        table=returned.table,
        unit_name="",
        code=code,
        text=text,
        typed=dict(returned.cells),
    )


def _words(cells: Mapping[Entry, str], entry: Entry) -> str:
    return nfc(cells.get(entry, "")).strip()


def conflicts(changes: Sequence[FormChange]) -> list[FormChange]:
    """The same changes, with a doubt where two files say different things of one row; the second saying the same is
    told as `SAME`."""
    first: dict[tuple[FormTable, str], FormChange] = {}
    clashing: set[tuple[FormTable, str]] = set()
    for change in changes:
        key = (change.table, change.row_id)
        if not change.row_id or change.kind is ChangeKind.SAME:
            continue
        known = first.setdefault(key, change)
        if known is not change and known.report != change.report:
            clashing.add(key)
    found = []
    for change in changes:
        key = (change.table, change.row_id)
        if key in clashing and change.kind is not ChangeKind.SAME:
            change = replace(change, kind=ChangeKind.DOUBTFUL, doubts=(*change.doubts, Doubtful.CONFLICT))
        elif key in first and first[key] is not change and change.kind is not ChangeKind.DOUBTFUL:
            change = replace(change, kind=ChangeKind.SAME)
        found.append(change)
    return found
