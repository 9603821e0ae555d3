"""Rows in two versions: as they were at the end of the cut-off day (ngày chốt số liệu) and as they are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import Evidence, Extension, Occurrence, ProgressEntry, Task


class _Row(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Row)


@dataclass(frozen=True, slots=True)
class Versions(Generic[T]):
    """A row at the end of the cut-off day and now; None where it was not there or in the bin.

    `was_there`: the file knew the row on that day, if only in the bin.
    """

    then: T | None
    now: T | None
    was_there: bool

    @property
    def is_changed(self) -> bool:
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class History:
    """Everything of a plan in both versions. `readings` by indicator id, the other mappings by task id."""

    has_plan: bool
    """Whether the file had the plan on the cut-off day; a plan read in later counts as a whole."""
    groups: Sequence[Versions[TaskGroup]]
    units: Sequence[Versions[Unit]]
    tasks: Sequence[Versions[Task]]
    progress: Mapping[str, Sequence[Versions[ProgressEntry]]]
    indicators: Sequence[Versions[Indicator]]
    readings: Mapping[str, Sequence[Versions[Reading]]]
    occurrences: Mapping[str, Sequence[Versions[Occurrence]]] = field(default_factory=dict)
    extensions: Mapping[str, Sequence[Versions[Extension]]] = field(default_factory=dict)
    evidence: Mapping[str, Sequence[Versions[Evidence]]] = field(default_factory=dict)

    def on_the_day(self) -> History:
        """As if nothing had been recorded since: what the report said on the cut-off day itself."""

        def of_each(rows: Mapping[str, Sequence[Versions[T]]]) -> dict[str, Sequence[Versions[T]]]:
            return {key: frozen(versions) for key, versions in rows.items()}

        return History(
            has_plan=self.has_plan,
            groups=frozen(self.groups),
            units=frozen(self.units),
            tasks=frozen(self.tasks),
            progress=of_each(self.progress),
            indicators=frozen(self.indicators),
            readings=of_each(self.readings),
            occurrences={
                key: [Versions(opened_by_itself(row), opened_by_itself(row), True) for row in rows]
                for key, rows in self.occurrences.items()
            },
            extensions=of_each(self.extensions),
            evidence=of_each(self.evidence),
        )


def opened_by_itself(row: Versions[Occurrence]) -> Occurrence | None:
    """An instance of a recurring task as it was, of one that the program made later as it begins: nobody entered it."""
    if row.was_there or row.now is None:
        return row.then
    return replace(row.now, finished_on=None, proof="")


def of_one_period(rows: Sequence[Versions[Occurrence]]) -> list[Versions[Occurrence]]:
    """An instance that was taken back and made again for the same period is one, not two."""
    gone = {row.then.period: row.then for row in rows if row.then is not None and row.now is None}
    again = {row.now.period: row.now for row in rows if not row.was_there and row.now is not None}
    joined = []
    for row in rows:
        version = row.then if row.then is not None else row.now
        if version is None or version.period not in gone.keys() & again.keys():
            joined.append(row)
        elif row.then is not None and row.now is None:
            joined.append(Versions(row.then, replace(again[version.period], id=row.then.id), was_there=True))
        elif row.was_there:
            joined.append(row)
    return joined


def frozen(rows: Sequence[Versions[T]]) -> list[Versions[T]]:
    """As they were, and nothing since."""
    return [Versions(row.then, row.then, row.was_there) for row in rows]
