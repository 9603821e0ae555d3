"""What the superior sees over all senders of a period: who sent, totals, indicators, drill-down to packages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kh57_desktop.domain.attainment import attainment_of
from kh57_desktop.domain.consolidation import COUNTS, Completeness, Reported, RolledUp, roll_up, sum_of
from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.periods import PeriodDates, parse_period
from kh57_desktop.domain.regimes import Regime
from kh57_desktop.domain.reports import TotalsRow
from kh57_desktop.domain.terms import Comparator, Direction, Mark
from kh57_desktop.services import obligations
from kh57_desktop.services.senders import expected
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.store.consolidation import PackageInForce, RowOfOffice
from kh57_desktop.store.packages import Sender

DOWNWARD = (Comparator.AT_MOST, Comparator.LESS_THAN)


@dataclass(frozen=True, slots=True)
class SenderRow:
    """An office that owes the report of the period; `package` None: nothing that counts has come."""

    sender: Sender
    package: PackageInForce | None
    is_on_time: bool
    totals: TotalsRow | None = None

    @property
    def received_on(self) -> date | None:
        return self.package.received_at.astimezone(VIETNAM).date() if self.package else None


@dataclass(frozen=True, slots=True)
class GroupSum:
    """A task group over all offices; `reported`: how many offices have it."""

    matched: str
    totals: TotalsRow
    reported: int


@dataclass(frozen=True, slots=True)
class OfficeValue:
    """What one office reported of an indicator, with the package it came in."""

    office_code: str
    package_id: str
    key: str
    code: str
    reported: Reported
    attained: bool | None
    remark: str


@dataclass(frozen=True, slots=True)
class IndicatorSum:
    """An indicator over all offices, by the rule of its unit. `attained`: how many of those judged attain it."""

    matched: str
    text: str
    unit: str
    per: str
    target: str
    rolled: RolledUp
    attained: int | None
    values: tuple[OfficeValue, ...]


@dataclass(frozen=True, slots=True)
class PeriodView:
    """One period of one regime."""

    regime: str
    period: str
    dates: PeriodDates
    senders: tuple[SenderRow, ...]
    overall: TotalsRow
    groups: tuple[GroupSum, ...]

    @property
    def completeness(self) -> Completeness:
        return Completeness(
            received=sum(row.package is not None for row in self.senders),
            expected=len(self.senders),
            on_time=sum(row.is_on_time for row in self.senders),
        )

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(row.sender.name for row in self.senders if row.package is None)


def period_view(session: Session, *, period: str, regime: str | None = None) -> PeriodView:
    """Senders, the five measures and the totals by group."""
    chosen, parsed = regime_here(session, regime), parse_period(period)
    dates = obligations.dates_in(session, chosen, parsed)
    packages = {row.office_code: row for row in session.store.consolidation.packages(chosen.code, parsed.code)}
    rows = session.store.consolidation.totals(chosen.code, parsed.code)
    overall, groups = _totals(rows)
    owing = {row.office_code: row for row in expected(session, dates.data_from, dates.data_to)}
    for code, package in packages.items():  # who sent without being on the list counts as expected too
        owing.setdefault(code, Sender("", code, package.office_name))
    return PeriodView(
        regime=chosen.code,
        period=parsed.code,
        dates=dates,
        senders=tuple(
            SenderRow(sender, packages.get(code), is_on_time(packages.get(code), dates), overall.get(code))
            for code, sender in owing.items()
        ),
        overall=sum_of(overall.values(), label=""),
        groups=groups,
    )


def regime_here(session: Session, code: str | None) -> Regime:
    """A regime by its code; one that only senders have follows the rules of the default regime here."""
    if code is None or session.store.reports.regime(code.upper()) is not None:
        return obligations.regime_of(session, code)
    return replace(obligations.regime_of(session, None), id="", code=code.upper(), name=code.upper(), is_owed=False)


def is_on_time(package: PackageInForce | None, dates: PeriodDates) -> bool:
    """By the office's first report of the period: a correction that was asked for makes nobody late."""
    return package is not None and package.first_received_at.astimezone(VIETNAM).date() <= dates.due_on


def _totals(
    rows: Iterable[tuple[str, str, str, str, dict[str, int]]],
) -> tuple[dict[str, TotalsRow], tuple[GroupSum, ...]]:
    """By office, and by group in the order in which the first office has them."""
    overall: dict[str, TotalsRow] = {}
    by_group: dict[str, list[TotalsRow]] = defaultdict(list)
    labels: dict[str, str] = {}
    for office, of, matched, label, counts in rows:
        row = TotalsRow(label=label, number="", **{name: counts[name] for name in COUNTS})
        if of == "all":
            overall[office] = row
        elif of == "group":
            by_group[matched].append(row)
            labels.setdefault(matched, label)
    groups = tuple(GroupSum(name, sum_of(found, label=labels[name]), len(found)) for name, found in by_group.items())
    return overall, groups


def indicator_sums(session: Session, *, period: str, regime: str, matched: str = "") -> list[IndicatorSum]:
    """Every indicator of the period (or one of them), in the order in which the first office has them."""
    found: dict[str, list[RowOfOffice]] = defaultdict(list)
    for row in session.store.consolidation.indicators(regime, period, matched):
        found[row.matched].append(row)
    year = int(period[:4])
    return [_indicator_sum(name, rows, year) for name, rows in found.items()]


def _indicator_sum(matched: str, rows: Sequence[RowOfOffice], year: int) -> IndicatorSum:
    head = rows[0].content
    values = tuple(_value(row, year) for row in rows)
    judged = [value.attained for value in values if value.attained is not None]
    return IndicatorSum(
        matched=matched,
        text=head["text"],
        unit=head["unit"],
        per=head["per"],
        target=_target_words(head, year),
        rolled=roll_up(head["unit"], head["per"], [value.reported for value in values]),
        attained=sum(judged) if judged else None,
        values=values,
    )


def _value(row: RowOfOffice, year: int) -> OfficeValue:
    content = row.content
    reported = Reported(
        row.office_code,
        Mark(content["mark"]),
        _decimal(content["value"]),
        _decimal(content["numerator"]),
        _decimal(content["denominator"]),
    )
    return OfficeValue(
        office_code=row.office_code,
        package_id=row.package_id,
        key=row.key,
        code=content["code"],
        reported=reported,
        attained=_is_attained(content, reported, year),
        remark=content["remark"],
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _targets(content: dict[str, Any]) -> tuple[Target, ...]:
    return tuple(
        Target(
            row["year"],
            Comparator(row["comparator"] or "="),
            _decimal(row["value"]),
            _decimal(row["value_max"]),
            row["words"],
        )
        for row in content["targets"]
    )


def _is_attained(content: dict[str, Any], reported: Reported, year: int) -> bool | None:
    """By the office's own target, judged by the same rule as at the office."""
    targets = _targets(content)
    direction = Direction.DOWN if any(one.comparator in DOWNWARD for one in targets) else Direction.UP
    indicator = Indicator("", "", content["code"], content["text"], direction=direction, targets=targets)
    reading = Reading("", "", "", reported.mark, reported.value)
    return attainment_of(indicator, reading, date(year, 12, 31)).attained


def _target_words(content: dict[str, Any], year: int) -> str:
    """ "≥ 80" of the first office; offices may have targets of their own."""
    rows = [row for row in content["targets"] if row["year"] in (None, year)] or content["targets"][:1]
    if not rows:
        return ""
    row = rows[0]
    if row["value"] is None:
        return str(row["words"])
    sign = {">=": "≥ ", "<=": "≤ ", "=": "", "": ""}.get(row["comparator"], row["comparator"] + " ")
    upper = f" - {row['value_max']}" if row["value_max"] else ""
    return f"{sign}{row['value']}{upper}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class TaskOfOffice:
    """One task of one office, at the end of a drill-down, with the package it came in."""

    office_code: str
    package_id: str
    key: str
    code: str
    text: str
    standing: str
    lead: str
    due_words: str
    result: str


def tasks_of(
    session: Session, *, period: str, regime: str, office: str = "", matched: str = "", standing: str = ""
) -> list[TaskOfOffice]:
    """From a total to its tasks: of one office, one group, one standing, or any of these together."""
    found = session.store.consolidation.tasks(regime, period, office=office, matched=matched, standing=standing)
    return [
        TaskOfOffice(
            office_code=row.office_code,
            package_id=row.package_id,
            key=row.key,
            code=row.content["code"],
            text=row.content["text"],
            standing=row.content["standing"],
            lead=row.content["lead"],
            due_words=row.content["due_words"],
            result=row.content["result"],
        )
        for row in found
    ]


def offices_of_group(session: Session, *, period: str, regime: str, matched: str) -> dict[str, TotalsRow]:
    """The first step of a drill-down: what each office has in one group."""
    found = {}
    for office, of, name, label, counts in session.store.consolidation.totals(regime, period):
        if of == "group" and name == matched:
            found[office] = TotalsRow(label=label, number="", **{one: counts[one] for one in COUNTS})
    return found
