"""Indicators that stand behind their path (lộ trình) today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kh57_desktop.domain.attainment import value_of
from kh57_desktop.domain.expected_path import ExpectedPath, day_of, expected_path
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class BehindIndicator:
    """`value` stands behind `expected` of its day; `share` and `path_share`: parts, 0 to 1, of the last milestone."""

    indicator: Indicator
    value: Decimal
    expected: Decimal
    share: float
    path_share: float


def behind_indicators(session: Session, plan_id: str) -> tuple[BehindIndicator, ...]:
    """Indicators whose newest value is behind the path, those that lack most of it first."""
    readings = session.store.indicators.readings_of_plan(plan_id)
    found = []
    for indicator in session.store.indicators.of_plan(plan_id):
        own = readings.get(indicator.id, ())
        stated = [row for row in own if value_of(row) is not None and day_of(row.period) <= _end_of(session.today)]
        newest = max(stated, key=lambda row: day_of(row.period), default=None)
        path = expected_path(indicator, own) if newest is not None else None
        if newest is not None and path is not None:
            behind = _behind(indicator, newest, path, session.today)
            found += [behind] if behind is not None else []
    return tuple(sorted(found, key=lambda row: (row.share - row.path_share, row.indicator.code)))


def _end_of(today: date) -> date:
    """A value of the period under way counts as well."""
    return today + timedelta(days=366)


def _behind(indicator: Indicator, newest: Reading, path: ExpectedPath, today: date) -> BehindIndicator | None:
    value, day = value_of(newest), min(day_of(newest.period), today)
    expected = path.value_on(day)
    if value is None or expected is None or not path.is_behind(value, day):
        return None
    whole = max(abs(path.points[-1].value), abs(path.points[0].value), abs(value)) or Decimal(1)
    return BehindIndicator(
        indicator, value, expected, share=float(abs(value) / whole), path_share=float(abs(expected) / whole)
    )
