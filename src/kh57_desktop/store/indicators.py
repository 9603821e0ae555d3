"""Indicators with their targets and readings in the data file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from kh57_desktop.domain.breakdowns import PartValue
from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.records import Records, Table, last_code

_INDICATOR = Shape("indicator", Indicator, without=frozenset({"targets"}))
_TARGET = Shape("target", Target)
_NAMES = UUID("5d7a4b0e-57a1-4f57-9d57-570057005700")
"""Name space of target ids: a target has no id above the store, its place in its indicator makes one."""


@dataclass(frozen=True, slots=True)
class _Place:
    indicator_id: str
    position: int

    @property
    def id(self) -> str:
        return str(uuid5(_NAMES, f"{self.indicator_id}/{self.position}"))


class IndicatorTables:
    """`store.indicators`."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db
        self._indicators = Table(records, _INDICATOR)
        self._readings = Table(records, Shape("reading", Reading))
        self._parts = Table(records, Shape("part_value", PartValue))

    def of_plan(self, plan_id: str) -> list[Indicator]:
        """In printed order, each with its targets."""
        found = self._db.rows(
            """select t.* from target t join indicator i on i.id = t.indicator_id
            where i.plan_id = ? and t.deleted_at is null order by t.indicator_id, t.position""",
            (plan_id,),
        )
        targets: dict[str, list[Target]] = {}
        for row in found:
            targets.setdefault(row["indicator_id"], []).append(_TARGET.value(row))
        rows = self._db.rows(
            """select * from indicator where plan_id = ? and deleted_at is null
            order by position, cast(substr(code, 2) as integer), row""",
            (plan_id,),
        )
        return [_INDICATOR.value(row, targets=tuple(targets.get(row["id"], ()))) for row in rows]

    def get(self, indicator_id: str) -> Indicator:
        return self._with_targets(self._indicators.get(indicator_id))

    def by_code(self, plan_id: str, code: str) -> Indicator | None:
        found = self._indicators.first("plan_id = ? and code = ?", (plan_id, code))
        return self._with_targets(found) if found else None

    def put(self, indicator: Indicator) -> None:
        """Save the indicator and its targets; targets that it no longer has go to the bin."""
        self._indicators.put(indicator)
        for position, target in enumerate(indicator.targets):
            place = _Place(indicator.id, position)
            row = {"id": place.id, "indicator_id": place.indicator_id, "position": position, **_TARGET.row(target)}
            self._records.put("target", row, alive=True)
        no_longer = self._db.rows(
            "select id from target where indicator_id = ? and position >= ? and deleted_at is null",
            (indicator.id, len(indicator.targets)),
        )
        for found in no_longer:
            self._records.to_bin("target", found["id"])

    def to_bin(self, indicator_id: str) -> None:
        self._indicators.to_bin(indicator_id)

    def from_bin(self, indicator_id: str) -> None:
        self._indicators.from_bin(indicator_id)

    def next_code(self, plan_id: str) -> str:
        return f"C{last_code(self._db, f'indicator/{plan_id}') + 1}"

    def readings(self, indicator_id: str) -> list[Reading]:
        """By period code, then as recorded."""
        return self._readings.where("indicator_id = ?", (indicator_id,), order="period, recorded_at, row")

    def readings_of_plan(self, plan_id: str) -> dict[str, list[Reading]]:
        """Readings by indicator id; indicators without any are left out."""
        condition = "indicator_id in (select id from indicator where plan_id = ? and deleted_at is null)"
        found: dict[str, list[Reading]] = {}
        for reading in self._readings.where(condition, (plan_id,), order="period, recorded_at, row"):
            found.setdefault(reading.indicator_id, []).append(reading)
        return found

    def put_reading(self, reading: Reading) -> None:
        self._readings.put(reading)

    def reading_to_bin(self, reading_id: str) -> None:
        self._readings.to_bin(reading_id)

    def parts(self, indicator_id: str, period: str) -> list[PartValue]:
        """The breakdown of one period, in order."""
        return self._parts.where("indicator_id = ? and period = ?", (indicator_id, period), order="position, row")

    def put_part(self, part: PartValue) -> None:
        self._parts.put(part)

    def _with_targets(self, indicator: Indicator) -> Indicator:
        sql = "select * from target where indicator_id = ? and deleted_at is null order by position"
        targets = tuple(_TARGET.value(row) for row in self._db.rows(sql, (indicator.id,)))
        return replace(indicator, targets=targets)
