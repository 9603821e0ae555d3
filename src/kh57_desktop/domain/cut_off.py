"""The state of a plan as at a cut-off day (ngày chốt số liệu), rebuilt from history and not as of today.

What was in the file at the end of that day counts as it was then. Entries that were recorded later but are dated
before count too, and are marked: progress, a task's completion, values of the period, blanks filled in. Changes
without a day of their own (another lead unit, another due day, a task added or deleted) were made after the cut-off
and are left out; each is named, so that a person can date it back (reporting.md section 1, "status at the cut-off").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.report_readings import reading_for
from kh57_desktop.domain.reports import ALL_COUNTED
from kh57_desktop.domain.tasks import Evidence, Extension, Occurrence, ProgressEntry, Task
from kh57_desktop.domain.terms import DeadlineKind, TaskState
from kh57_desktop.domain.versions import History, Versions, opened_by_itself

T = TypeVar("T", bound=Any)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A change made after the cut-off that is not counted. `fields`: names of what differs; "" where it is the row.

    `code`: N12, C3, of a row of a register its source ("finding/ID").
    `kind`: "changed", "added" or "deleted" since.
    """

    row_id: str
    code: str
    text: str
    kind: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StateAt:
    """The rows that count at the cut-off. `late`: ids of tasks and indicators with something recorded after it."""

    groups: tuple[TaskGroup, ...]
    units: tuple[Unit, ...]
    tasks: tuple[Task, ...]
    progress: Mapping[str, tuple[ProgressEntry, ...]]
    indicators: tuple[Indicator, ...]
    readings: Mapping[str, tuple[Reading, ...]]
    late: frozenset[str]
    left_out: tuple[LeftOut, ...]
    occurrences: Mapping[str, tuple[Occurrence, ...]] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)


def state_at(history: History, cut_off: date, *, counted: Collection[str] = ()) -> StateAt:
    """The state at the end of `cut_off`; rows whose id is in `counted` are taken as they are now."""
    late: set[str] = set()
    left_out: list[LeftOut] = []
    tasks: list[Task] = []
    progress: dict[str, tuple[ProgressEntry, ...]] = {}
    occurrences: dict[str, tuple[Occurrence, ...]] = {}
    evidence: dict[str, tuple[Evidence, ...]] = {}
    for row in _seen(history.tasks):
        task_id = _any(row).id
        taken = is_taken(task_id, counted)
        entries, entries_late = _entries_at(history.progress.get(task_id, ()), cut_off, taken)
        instances, instances_late = _occurrences_at(history.occurrences.get(task_id, ()), cut_off, taken)
        proofs, proofs_late = _evidence_at(history.evidence.get(task_id, ()), entries)
        task, is_late = _task_at(row, cut_off, taken, history.has_plan, bool(entries))
        if task is not None and row.now is not None and not taken:
            put_off = _put_off(task, row.now, history.extensions.get(task_id, ()), cut_off)
            task, is_late = put_off, is_late or put_off != task
        if not taken:
            left_out.extend(_task_left_out(row, task))
        if task is not None:
            tasks.append(task)
            progress[task_id], occurrences[task_id], evidence[task_id] = entries, instances, proofs
            if is_late or entries_late or instances_late or proofs_late:
                late.add(task_id)
    indicators: list[Indicator] = []
    readings: dict[str, tuple[Reading, ...]] = {}
    for each in _seen(history.indicators):
        indicator_id = _any(each).id
        is_counted = is_taken(indicator_id, counted)
        values = history.readings.get(indicator_id, ())
        indicator, is_late = _indicator_at(each, is_counted, history.has_plan, bool(values))
        if not is_counted:
            left_out.extend(_left_out(each, indicator, _INDICATOR_FIELDS))
        if indicator is not None:
            indicators.append(indicator)
            readings[indicator_id] = tuple(value.now for value in values if value.now is not None)
            if is_late:
                late.add(indicator_id)
    _mark_parents(tasks, late)
    return StateAt(
        groups=_groups_at(history.groups, {task.group_id for task in tasks}),
        units=_standing(history.units),
        tasks=tuple(tasks),
        progress=progress,
        indicators=tuple(indicators),
        readings=readings,
        late=frozenset(late),
        left_out=tuple(left_out),
        occurrences=occurrences,
        evidence=evidence,
    )


def _mark_parents(tasks: Sequence[Task], late: set[str]) -> None:
    """A parent stands where its worst child stands, so that what comes late to a child comes late to it."""
    parents = {task.id: task.parent_id for task in tasks}
    for task_id in list(late):
        above = parents.get(task_id)
        while above is not None and above in parents and above not in late:
            late.add(above)
            above = parents[above]


def late_readings(history: History, indicators: Sequence[Indicator], period: Period) -> frozenset[str]:
    """Ids of indicators whose value of the period was entered, changed or taken away after the cut-off.

    A value is dated by its period, whenever it comes in.
    """
    found = set()
    for indicator in indicators:
        rows = history.readings.get(indicator.id, ())
        then = reading_for(indicator, [row.then for row in rows if row.then is not None], period)
        now = reading_for(indicator, [row.now for row in rows if row.now is not None], period)
        if then != now:
            found.add(indicator.id)
    return frozenset(found)


# --- tasks ------------------------------------------------------------------------------------------------------------


def _task_at(
    row: Versions[Task], cut_off: date, is_counted: bool, has_plan: bool, has_entries: bool
) -> tuple[Task | None, bool]:
    if is_counted:
        return row.now, row.is_changed
    if row.then is None:
        if row.now is None or row.was_there:
            return None, False
        finished = row.now.finished_on is not None and row.now.finished_on <= cut_off
        is_dated = has_entries or finished or not has_plan
        return (row.now, True) if is_dated else (None, False)
    if row.now is None:
        return row.then, False
    task = _finished(_filled(row.then, row.now, cut_off), row.now, cut_off)
    return task, task != row.then


def _filled(then: Task, now: Task, cut_off: date) -> Task:
    """Blanks that were filled in later: they change nothing that was reported, they complete it."""
    changes: dict[str, Any] = {
        name: getattr(now, name)
        for name in ("lead_unit_id", "lead_person", "supporting_unit_ids", "product", "approver", "group_id")
        if not getattr(then, name) and getattr(now, name)
    }
    if (
        then.deadline_kind is DeadlineKind.UNKNOWN
        and then.due_on is None
        and now.deadline_kind is not then.deadline_kind
    ):
        names = ("deadline_words", "deadline_kind", "start_on", "due_on", "first_due_on")
        changes |= {name: getattr(now, name) for name in names}
    if not then.product_number and now.product_number and (now.product_on is None or now.product_on <= cut_off):
        changes |= {"product_number": now.product_number, "product_on": now.product_on}
    return replace(then, **changes) if changes else then


def _finished(task: Task, now: Task, cut_off: date) -> Task:
    """A completion dated within the period counts whenever it was recorded, also its corrected day."""
    if now.state is not TaskState.DONE or now.finished_on is None or now.finished_on > cut_off:
        return task
    return replace(task, state=TaskState.DONE, finished_on=now.finished_on)


def _entries_at(
    rows: Sequence[Versions[ProgressEntry]], cut_off: date, is_counted: bool
) -> tuple[tuple[ProgressEntry, ...], bool]:
    """Entries dated up to the cut-off, and whether one of them was recorded (or changed) after it."""
    found: list[ProgressEntry] = []
    is_late = False
    for row in rows:
        entry = row.now if is_counted else row.then if row.was_there else row.now
        differs = row.is_changed if is_counted else not row.was_there
        if entry is not None and entry.on <= cut_off:
            found.append(entry)
            is_late = is_late or differs
        elif is_counted and row.then is not None and row.then.on <= cut_off:
            is_late = True  # taken back since
    return tuple(found), is_late


def _occurrences_at(
    rows: Sequence[Versions[Occurrence]], cut_off: date, is_counted: bool
) -> tuple[tuple[Occurrence, ...], bool]:
    """Instances of a recurring task that were open by then; one finished within the period counts as finished.

    The program makes an instance when the file is next opened: that alone is no entry that came late.
    """
    found: list[Occurrence] = []
    is_late = False
    for row in rows:
        chosen = row.now if is_counted or not row.was_there else row.then
        if chosen is None or chosen.opens_on > cut_off:
            continue
        now = row.now
        if now is not None and now.finished_on is not None and now.finished_on <= cut_off:
            chosen = replace(chosen, finished_on=now.finished_on, proof=now.proof)
        elif chosen.finished_on is not None and chosen.finished_on > cut_off:
            chosen = replace(chosen, finished_on=None, proof="")
        is_late = is_late or chosen != opened_by_itself(row)
        found.append(chosen)
    return tuple(found), is_late


def _evidence_at(
    rows: Sequence[Versions[Evidence]], entries: Sequence[ProgressEntry]
) -> tuple[tuple[Evidence, ...], bool]:
    """Proofs of the task and of entries that count; proof that comes later completes what was reported."""
    known = {entry.id for entry in entries}
    found = [
        (version, row.then is None)
        for row in rows
        if (version := row.then if row.then is not None else row.now if not row.was_there else None) is not None
        and (version.entry_id is None or version.entry_id in known)
    ]
    return tuple(version for version, _late in found), any(late for _version, late in found)


def _put_off(task: Task, now: Task, extensions: Sequence[Versions[Extension]], cut_off: date) -> Task:
    """A deadline put off by a document of the period counts, whenever it was recorded (gia hạn)."""
    dated = [row.now for row in extensions if not row.was_there and row.now is not None]
    allowed = [row for row in dated if row.document_on is not None and row.document_on <= cut_off]
    if not any(row.due_to == now.due_on for row in allowed):
        return task
    return replace(
        task,
        due_on=now.due_on,
        deadline_words=now.deadline_words,
        deadline_kind=now.deadline_kind,
        start_on=now.start_on,
        extension_reason=now.extension_reason,
    )


_TASK_FIELDS = (
    "text", "number", "group_id", "parent_id", "product", "lead_unit_id", "lead_person", "supporting_unit_ids",
    "approver", "deadline_words", "start_on", "due_on", "is_ours", "state",
)  # fmt: skip
"""Fields of a task that a report shows or counts by."""
_INDICATOR_FIELDS = ("text", "group", "unit", "per", "direction", "nature", "responsible_unit_id", "targets")


def _task_left_out(row: Versions[Task], chosen: Task | None) -> Iterable[LeftOut]:
    """A task that was finished in the next period is as everybody expects: nothing to date back."""
    is_finished_later = chosen is not None and chosen.state is not TaskState.DONE
    if chosen is not None and is_finished_later and row.now is not None and row.now.state is TaskState.DONE:
        chosen = replace(chosen, state=TaskState.DONE)
    return _left_out(row, chosen, _TASK_FIELDS)


def _left_out(row: Versions[Any], chosen: Any, names: tuple[str, ...]) -> Iterable[LeftOut]:
    if not row.is_changed:
        return
    now = row.now
    if now is None:
        if chosen is not None:
            yield LeftOut(chosen.id, chosen.code, chosen.text, "deleted")
    elif chosen is None:
        yield LeftOut(now.id, now.code, now.text, "added")
    else:
        fields = tuple(name for name in names if getattr(now, name) != getattr(chosen, name))
        if fields:
            yield LeftOut(now.id, now.code, now.text, "changed", fields)


# --- indicators and the rest ------------------------------------------------------------------------------------------


def _indicator_at(
    row: Versions[Indicator], is_counted: bool, has_plan: bool, has_readings: bool
) -> tuple[Indicator | None, bool]:
    if is_counted:
        return row.now, row.is_changed
    if row.then is None:
        is_dated = row.now is not None and not row.was_there and (has_readings or not has_plan)
        return (row.now, True) if is_dated else (None, False)
    if row.now is None:
        return row.then, False
    filled = {
        name: getattr(row.now, name)
        for name in ("unit", "group", "responsible_unit_id", "targets")
        if not getattr(row.then, name) and getattr(row.now, name)
    }
    return (replace(row.then, **filled), True) if filled else (row.then, False)


def _groups_at(rows: Sequence[Versions[TaskGroup]], named: Collection[str | None]) -> tuple[TaskGroup, ...]:
    """A group that came later stands in the report only where a row that counts lies in it."""
    return _standing([row for row in rows if row.then is not None or (row.now is not None and row.now.id in named)])


def _standing(rows: Sequence[Versions[T]]) -> tuple[T, ...]:
    """Groups and units: as they were then; those that came later as they are now, since late rows may name them."""
    found = [row.then if row.then is not None else row.now if not row.was_there else None for row in rows]
    return tuple(row for row in found if row is not None)


def is_taken(row_id: str, counted: Collection[str]) -> bool:
    """Whether a person takes the row as it is now."""
    return ALL_COUNTED in counted or row_id in counted


def _seen(rows: Sequence[Versions[T]]) -> list[Versions[T]]:
    """Without those that were in the bin then and still are."""
    return [row for row in rows if row.then is not None or row.now is not None]


def _any(row: Versions[T]) -> T:
    version = row.now if row.now is not None else row.then
    assert version is not None
    return version
