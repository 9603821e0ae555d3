"""What a corrected version of a plan changes in the one on file: new, changed, same and vanished rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.joining import JoinedIndicator
from kh57_desktop.domain.likeness import Keyed, Pair, pair_up
from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.domain.tasks import Task


class ChangeKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row: `old_id` and `code` of the row on file (None for a new one), `place` in the new reading (None where
    the row vanished)."""

    kind: ChangeKind
    old_id: str | None
    code: str | None
    place: int | None
    text: str


def task_changes(
    tasks: Sequence[Task], group_numbers: Mapping[str, str], leads: Mapping[str, str], reading: PlanReading
) -> list[RowChange]:
    """Tasks on file against those read; `group_numbers` by group id, `leads` names by unit id.

    A task keeps its code and progress when its words, or most of them at the same printed place, are found again.
    """
    left = [Keyed(task.text, _place(group_numbers.get(task.group_id or "", ""), task.number)) for task in tasks]
    right = [Keyed(read.text, _place(read.group or "", read.number or "")) for read in reading.tasks]
    pairs = pair_up(left, right)
    same = [
        tasks[pair.left].text == reading.tasks[pair.right].text
        and left[pair.left].place == right[pair.right].place
        and _told(tasks[pair.left], leads) == _read(reading, pair.right, tasks[pair.left], leads)
        for pair in pairs
    ]
    rows = [(task.id, task.code, task.text) for task in tasks]
    return _changes(rows, [read.text for read in reading.tasks], pairs, same)


def indicator_changes(indicators: Sequence[Indicator], joined: Sequence[JoinedIndicator]) -> list[RowChange]:
    """Indicators on file against those read and joined."""
    left = [Keyed(row.text, row.group) for row in indicators]
    right = [Keyed(row.text, row.group or "") for row in joined]
    pairs = [pair for pair in pair_up(left, right) if indicators[pair.left].unit == (joined[pair.right].unit or "")]
    same = [
        indicators[pair.left].text == joined[pair.right].text
        and indicators[pair.left].targets == joined[pair.right].targets
        for pair in pairs
    ]
    rows = [(row.id, row.code, row.text) for row in indicators]
    return _changes(rows, [row.text for row in joined], pairs, same)


def _place(group: str, number: str) -> str:
    return f"{group}/{number}" if number else ""


def _told(task: Task, leads: Mapping[str, str]) -> tuple[str, str, str]:
    return leads.get(task.lead_unit_id or "", ""), task.deadline_words, task.product


def _read(reading: PlanReading, place: int, task: Task, leads: Mapping[str, str]) -> tuple[str, str, str]:
    """What the new version says of lead, deadline and product; where it is silent, what is on file stays."""
    read = reading.tasks[place]
    lead, deadline, product = _told(task, leads)
    return read.lead or lead, read.deadline or deadline, read.product or product


def _changes(
    rows: Sequence[tuple[str, str, str]], texts: Sequence[str], pairs: Sequence[Pair], same: Sequence[bool]
) -> list[RowChange]:
    """In the order of the new version, vanished rows last."""
    by_place = {pair.right: (pair.left, is_same) for pair, is_same in zip(pairs, same, strict=True)}
    found = []
    for place, text in enumerate(texts):
        if place in by_place:
            at, is_same = by_place[place]
            kind = ChangeKind.SAME if is_same else ChangeKind.CHANGED
            found.append(RowChange(kind, rows[at][0], rows[at][1], place, text))
        else:
            found.append(RowChange(ChangeKind.NEW, None, None, place, text))
    kept = {at for at, _is_same in by_place.values()}
    found.extend(
        RowChange(ChangeKind.VANISHED, row_id, code, None, text)
        for at, (row_id, code, text) in enumerate(rows)
        if at not in kept
    )
    return found
