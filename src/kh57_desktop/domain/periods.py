"""Reporting periods (kỳ báo cáo) and what a regime (chế độ báo cáo) makes of them (reporting.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PeriodKind(StrEnum):
    """Kind names as `package.json` uses them."""

    YEAR = "year"
    NINE_MONTHS = "nine-months"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its code: `2026`, `2026-9M`, `2026-H1`, `2026-Q3`, `2026-09`, `2026-W47`, `20260101-20281231`."""

    code: str
    kind: PeriodKind
    year: int
    index: int = 0
    """Half 1-2, quarter 1-4, month 1-12, ISO week 1-53; 0 for year, nine months and range."""


@dataclass(frozen=True, slots=True)
class PeriodDates:
    """What a regime makes of a period: data from/to (both inclusive), cut-off day (ngày chốt số liệu), due day."""

    period: Period
    data_from: date
    data_to: date
    cut_off: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Regime:
    """Chế độ báo cáo. `rule` names the preset of dates; the code is the package's `report.type`."""

    id: str
    code: str
    name: str
    rule: str
    superior_id: str | None = None
    position: int = 0
