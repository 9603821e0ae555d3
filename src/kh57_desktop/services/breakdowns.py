"""The parts of a value by village, sex or field, as they are entered and summed (feature 36)."""

from __future__ import annotations

from dataclasses import replace

from kh57_desktop.domain.attainment import value_of
from kh57_desktop.domain.breakdowns import Breakdown, PartValue, laid_out
from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, format_decimal, nfc, parse_decimal
from kh57_desktop.services.computed_indicators import save_reading
from kh57_desktop.services.indicators import reading_as_typed
from kh57_desktop.services.period_locks import refuse_locked
from kh57_desktop.services.session import Session, new_id


def breakdown(session: Session, indicator: Indicator, period: str) -> Breakdown:
    """All parts of a period, the empty ones too, beside the total that was entered."""
    tables = session.store.indicators
    reading = next((row for row in tables.readings(indicator.id) if row.period == period), None)
    parts = laid_out(indicator.parts, tables.parts(indicator.id, period), indicator_id=indicator.id, period=period)
    return Breakdown(parts, value_of(reading))


def name_parts(session: Session, indicator: Indicator, words: str) -> Indicator:
    """Names of the parts as typed, parted by ";": values under a name that is dropped stay and are shown last."""
    names = tuple(dict.fromkeys(" ".join(name.split()) for name in nfc(words).split(";") if name.strip()))
    changed = replace(indicator, parts=names)
    if changed != indicator:
        with session.store.changes(_("Name the parts of {code}").format(code=indicator.code)):
            session.store.indicators.put(changed)
    return changed


def set_part(session: Session, indicator: Indicator, period: str, part: str, typed: str) -> PartValue:
    """One part as typed, empty to clear it; raises BadValue and PeriodLocked."""
    refuse_locked(session, indicator.plan_id, period)
    words = nfc(typed).strip()
    value = parse_decimal(words) if words else None
    if words and value is None:
        raise BadValue(field=part, value=typed, allowed=_("a number such as 85,5"))
    known = next((row for row in session.store.indicators.parts(indicator.id, period) if row.part == part), None)
    row = known or PartValue(new_id(), indicator.id, period, part, position=_place(indicator, part))
    changed = replace(row, value=value)
    if changed != known:
        with session.store.changes(_("Enter {part} of {code}").format(part=part, code=indicator.code)):
            session.store.indicators.put_part(changed)
    return changed


def take_sum(session: Session, indicator: Indicator, period: str) -> Reading:
    """The sum of the parts as the value of the period; raises BadValue where a part is missing."""
    parts = breakdown(session, indicator, period)
    if parts.sum is None or parts.missing:
        raise BadValue(field=_("parts"), value=parts.missing, allowed=_("a value of every part"))
    reading = reading_as_typed(
        session,
        indicator,
        period,
        format_decimal(parts.sum),
        source=_("sum of {count} parts").format(count=len(parts.parts)),
    )
    with session.store.changes(_("Enter {code} of {period}").format(code=indicator.code, period=period)):
        save_reading(session, reading)
    return reading


def _place(indicator: Indicator, part: str) -> int:
    return indicator.parts.index(part) if part in indicator.parts else len(indicator.parts)
