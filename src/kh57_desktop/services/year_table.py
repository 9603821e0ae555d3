"""Senders × reports owed in a year: what came, what came late, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kh57_desktop.domain.periods import BadPeriod, PeriodKind, parse_period
from kh57_desktop.domain.regimes import owed_periods
from kh57_desktop.services import obligations
from kh57_desktop.services.consolidation import is_on_time, regime_here
from kh57_desktop.services.senders import expected
from kh57_desktop.services.session import Session
from kh57_desktop.store.consolidation import PackageInForce
from kh57_desktop.store.packages import Sender

YEAR = timedelta(days=370)
MOST_PERIODS = 13
"""A year of weeks does not fit on a screen: so many are shown, up to the chosen one."""


@dataclass(frozen=True, slots=True)
class YearCell:
    """One office and one period of a year's table."""

    package: PackageInForce | None
    is_due: bool
    is_on_time: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """`owed`: how many of the periods are due by now; what came early counts as received all the same."""

    sender: Sender
    cells: tuple[YearCell, ...]

    @property
    def owed(self) -> int:
        return sum(cell.is_due or cell.package is not None for cell in self.cells)

    @property
    def received(self) -> int:
        return sum(cell.package is not None for cell in self.cells)

    @property
    def on_time(self) -> int:
        return sum(cell.is_on_time for cell in self.cells)


@dataclass(frozen=True, slots=True)
class YearTable:
    regime: str
    year: int
    periods: tuple[str, ...]
    rows: tuple[YearRow, ...]


def periods_to_show(session: Session, *, today: date) -> list[tuple[str, str]]:
    """Regime and period of everything received, and of what senders owe by now though nothing came yet."""
    found = dict.fromkeys(session.store.consolidation.periods())
    if session.store.packages.senders.first("1") is not None:
        for regime in session.store.reports.regimes():
            found |= dict.fromkeys((regime.code, one.code) for one in owed_periods(regime, today - YEAR, today))
    ends = {(code, period): _end(session, code, period) for code, period in found}
    return sorted(found, key=lambda one: (ends[one], one), reverse=True)


def _end(session: Session, regime: str, period: str) -> date:
    try:
        return obligations.dates_in(session, regime_here(session, regime), parse_period(period)).data_to
    except BadPeriod:
        return date.min


def year_table(session: Session, *, regime: str, period: str, today: date) -> YearTable:
    """Of the year in which the period ends; its columns are what is owed and what came."""
    parsed, chosen = parse_period(period), regime_here(session, regime)
    year = obligations.dates_in(session, chosen, parsed).data_to.year
    owed = owed_periods(replace(chosen, is_owed=True), date(year, 1, 1), date(year, 12, 31))
    came = {code for of, code in session.store.consolidation.periods() if of == chosen.code and code[:4] == str(year)}
    periods = {one.code: one for one in owed}
    for code in came - periods.keys():
        try:
            periods[code] = parse_period(code)
        except BadPeriod:
            continue
    ordered = sorted(
        (one for one in periods.values() if one.kind is not PeriodKind.RANGE),
        key=lambda one: (obligations.dates_in(session, chosen, one).data_to, one.code),
    )
    codes = [one.code for one in ordered]
    if len(codes) > MOST_PERIODS:
        last = max(MOST_PERIODS, codes.index(parsed.code) + 1 if parsed.code in codes else len(codes))
        codes = codes[last - MOST_PERIODS : last]
    rows = year_rows(session, regime=chosen.code, periods=codes, today=today)
    return YearTable(chosen.code, year, tuple(codes), tuple(rows))


def year_rows(session: Session, *, regime: str, periods: Sequence[str], today: date) -> list[YearRow]:
    """Every sender that was expected in any of the periods, and every other that sent."""
    chosen = regime_here(session, regime)
    dates = {period: obligations.dates_in(session, chosen, parse_period(period)) for period in periods}
    if not dates:
        return []
    found = {
        (row.office_code, row.period): row
        for period in periods
        for row in session.store.consolidation.packages(chosen.code, period)
    }
    first, last = min(one.data_from for one in dates.values()), max(one.data_to for one in dates.values())
    senders = {row.office_code: row for row in expected(session, first, last)}
    for (code, _period), package in found.items():
        senders.setdefault(code, Sender("", code, package.office_name))

    def cell(code: str, period: str) -> YearCell:
        package = found.get((code, period))
        return YearCell(package, is_due=dates[period].due_on < today, is_on_time=is_on_time(package, dates[period]))

    return [YearRow(sender, tuple(cell(code, period) for period in periods)) for code, sender in senders.items()]
