"""Computed indicators (tử số / mẫu số): the ratio follows its inputs, in the same action (feature 29)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.domain.attainment import value_of
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.terms import Mark
from kh57_desktop.i18n import _
from kh57_desktop.services.period_locks import lock_of
from kh57_desktop.services.session import Session, new_id

HUNDRED = Decimal(100)


def save_reading(session: Session, reading: Reading) -> None:
    """Save a value with all that is computed from it; inside `store.changes`."""
    session.store.indicators.put_reading(reading)
    _follow(session, reading.indicator_id, reading.period, seen=frozenset())


def drop_reading(session: Session, reading: Reading) -> None:
    """Take a value away; what was computed from it becomes missing; inside `store.changes`."""
    session.store.indicators.reading_to_bin(reading.id)
    _follow(session, reading.indicator_id, reading.period, seen=frozenset())


def _follow(session: Session, indicator_id: str, period: str, *, seen: frozenset[str]) -> None:
    plan_id = session.store.indicators.get(indicator_id).plan_id
    for row in computed_from(session.store.indicators.of_plan(plan_id), indicator_id):
        if row.id in seen or lock_of(session, plan_id, period) is not None:
            continue
        session.store.indicators.put_reading(_ratio(session, row, period))
        _follow(session, row.id, period, seen=seen | {row.id})


def computed_from(indicators: Iterable[Indicator], indicator_id: str) -> list[Indicator]:
    """Those that this one is the numerator or denominator of."""
    return [row for row in indicators if indicator_id in (row.numerator_id, row.denominator_id)]


def is_computed(indicator: Indicator) -> bool:
    return indicator.numerator_id is not None and indicator.denominator_id is not None


def _ratio(session: Session, indicator: Indicator, period: str) -> Reading:
    tables = session.store.indicators
    old = next((row for row in tables.readings(indicator.id) if row.period == period), None)
    inputs = [
        value_of(next((row for row in tables.readings(key or "") if row.period == period), None))
        for key in (indicator.numerator_id, indicator.denominator_id)
    ]
    above, below = inputs
    codes = [tables.get(key).code for key in (indicator.numerator_id, indicator.denominator_id) if key]
    blank = Reading(
        id=old.id if old else new_id(),
        indicator_id=indicator.id,
        period=period,
        mark=Mark.MISSING,
        source=_("computed: {above} over {below}").format(above=codes[0], below=codes[-1]),
        remark=old.remark if old else "",
        author=session.user,
        recorded_at=session.now().isoformat(),
    )
    return with_ratio(blank, indicator, above, below)


def with_ratio(reading: Reading, indicator: Indicator, above: Decimal | None, below: Decimal | None) -> Reading:
    """`reading` with both numbers and what they come to; missing where either is, or the lower one is zero."""
    if above is None or not below:
        return replace(reading, mark=Mark.MISSING, value=None, numerator=above, denominator=below)
    factor = HUNDRED if indicator.unit.strip().startswith("%") else Decimal(1)
    places = Decimal(1).scaleb(-max(0, indicator.decimals))
    value = (factor * above / below).quantize(places, rounding=ROUND_HALF_UP)
    mark = Mark.ZERO if value == 0 else Mark.VALUE
    return replace(reading, mark=mark, value=value, numerator=above, denominator=below)
