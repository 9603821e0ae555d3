"""Working days of the office: Vietnam's public holidays, Tết among them, and the days that the office adds itself.

The holidays come from the library `holidays`, computed on this computer without a network. Days off that are decided
year by year (hoán đổi ngày làm việc) are the office's to add.
"""

from __future__ import annotations

import json
from collections.abc import Container
from datetime import date
from functools import cache

from kh57_desktop.paths import resources
from kh57_desktop.services.session import Session

_DAYS_OFF = "reporting.days_off"
FIRST_YEAR, LAST_YEAR = 1900, 2100


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Days off by law in one year (Bộ luật Lao động, Điều 112), with the days that stand in for a weekend."""
    known = _computed_before().get(str(year))
    if known is not None:
        return frozenset(date.fromisoformat(f"{year}-{day}") for day in known)
    return computed_holidays(year)


def computed_holidays(year: int) -> frozenset[date]:
    """As the library computes them. Loading it takes as long as opening a window, so near years lie ready as data."""
    import holidays

    return frozenset(day for day in holidays.country_holidays("VN", years=year) if day.year == year)


@cache
def _computed_before() -> dict[str, list[str]]:
    text = (resources() / "calendar" / "holidays-vn.json").read_text(encoding="utf-8")
    found: dict[str, list[str]] = json.loads(text)["days"]
    return found


class Holidays(Container[date]):
    """Answers whether a day is off; asks the library only for the years that are met."""

    def __init__(self, days_off: frozenset[date] = frozenset()) -> None:
        self._days_off = days_off

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return day in self._days_off or (FIRST_YEAR <= day.year <= LAST_YEAR and day in public_holidays(day.year))


def holidays_of(session: Session) -> Holidays:
    return Holidays(frozenset(days_off(session)))


def days_off(session: Session) -> list[date]:
    """Days off beside the public holidays that the office has entered."""
    return sorted(date.fromisoformat(text) for text in session.store.settings.get(_DAYS_OFF, []))


def set_days_off(session: Session, days: list[date]) -> None:
    from kh57_desktop.i18n import _

    with session.store.changes(_("Set the office's days off")):
        session.store.settings.put(_DAYS_OFF, [day.isoformat() for day in sorted(set(days))])
