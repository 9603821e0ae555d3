"""What the page of indicators shows: a grid of one year's periods with targets and paths, and one cell at close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.domain.attainment import value_of
from kh57_desktop.domain.breakdowns import Breakdown
from kh57_desktop.domain.expected_path import ExpectedPath, baseline_of, day_of, expected_path
from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.periods import CALENDAR, Period, PeriodKind, containing, parse_period, period_code, previous
from kh57_desktop.domain.roll_up import Rolled, rolled
from kh57_desktop.domain.terms import Mark
from kh57_desktop.i18n import fold
from kh57_desktop.services import breakdowns
from kh57_desktop.services.session import Session

HISTORY = 12
"""Values shown beside the cell at the moment of entry (features.md row 32)."""
_COUNTS = {PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}


class Only(StrEnum):
    """Which indicators are left in the grid."""

    BEHIND = "behind"
    MISSING = "missing"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class GridWanted:
    """`folded`: titles of the groups whose rows are closed. `kind`: year, half, quarter or month.

    `half`: 1 or 2, which six months are shown where the kind is month; 0 for all twelve.
    """

    plan_id: str
    year: int
    kind: PeriodKind = PeriodKind.QUARTER
    half: int = 0
    only: Only | None = None
    search: str = ""
    folded: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        return self.only is not None or bool(self.search.strip())


@dataclass(frozen=True, slots=True)
class GridCell:
    """One period of one indicator. `reading` None: nothing entered; `has_begun` tells missing from not yet."""

    period: str
    reading: Reading | None = None
    value: Decimal | None = None
    has_begun: bool = False
    is_behind: bool = False
    rolled: Rolled | None = None
    """Where nothing was entered: what the shorter periods come to."""

    @property
    def is_missing(self) -> bool:
        """Nothing known: marked so, or begun and not entered."""
        mark = self.reading.mark if self.reading else None
        return mark is Mark.MISSING or (mark is None and self.has_begun and self.rolled is None)

    @property
    def is_doubtful(self) -> bool:
        return self.reading is not None and self.reading.follow_up

    @property
    def has_note(self) -> bool:
        return self.reading is not None and bool(self.reading.remark or self.reading.source)


@dataclass(frozen=True, slots=True)
class GridLine:
    """`cells` as the grid's periods; `places`: digits after the mark that the row's values need."""

    indicator: Indicator
    cells: tuple[GridCell, ...]
    baseline: Reading | None = None
    places: int = 0
    is_behind: bool = False
    """The newest value up to the end of the year shown stands behind the path."""

    def target(self, year: int) -> Target | None:
        return next((target for target in self.indicator.targets if target.year == year), None)


@dataclass(frozen=True, slots=True)
class GridGroup:
    title: str
    count: int
    entered: int
    """Of them with a value or mark in the period of entry."""
    lines: tuple[GridLine, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """`entry`: code of the period that is being entered now, the last one in a past year. Counts are of the plan."""

    wanted: GridWanted
    periods: tuple[Period, ...] = ()
    entry: str = ""
    baseline_year: int | None = None
    """The year of all baselines, None where there is none; `has_baselines` where years differ."""
    has_baselines: bool = False
    target_years: tuple[int, ...] = ()
    groups: tuple[GridGroup, ...] = ()
    total: int = 0
    entered: int = 0
    counts: Mapping[Only, int] = field(default_factory=dict)

    @property
    def shown(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class CellDetails:
    """What the pane shows of the current cell. `history`: oldest first, without the cell's own period."""

    line: GridLine
    cell: GridCell
    day: date
    responsible: str = ""
    history: tuple[GridCell, ...] = ()
    path: ExpectedPath | None = None
    expected: Decimal | None = None
    points: tuple[tuple[date, Decimal], ...] = ()
    """All values of the same kind of period, oldest first, for the chart."""
    inputs: tuple[tuple[str, str], ...] = ()
    """(id, code) of the indicators that this one is computed from."""
    breakdown: Breakdown | None = None
    """Where it is divided by village, sex or field."""


def grid(session: Session, wanted: GridWanted) -> Grid:
    """The grid as filtered; every figure above it is counted over the whole plan."""
    indicators = session.store.indicators.of_plan(wanted.plan_id)
    readings = session.store.indicators.readings_of_plan(wanted.plan_id)
    periods = periods_of(wanted.year, wanted.kind, half=wanted.half)
    entry = _entry(periods, session.today)
    lines = [_line(row, readings.get(row.id, ()), periods, session.today) for row in indicators]
    baselines = {parse_period(line.baseline.period).year for line in lines if line.baseline}
    counts = {only: sum(1 for line in lines if _is_left(line, only, entry)) for only in Only}
    left = [line for line in lines if _is_wanted(line, wanted, entry)]
    return Grid(
        wanted=wanted,
        periods=periods,
        entry=entry,
        baseline_year=next(iter(baselines)) if len(baselines) == 1 else None,
        has_baselines=bool(baselines),
        target_years=tuple(sorted({target.year for row in indicators for target in row.targets if target.year})),
        groups=_groups(left, entry),
        total=len(lines),
        entered=sum(1 for line in lines if _is_entered(line, entry)),
        counts=counts,
    )


def details(session: Session, line: GridLine, period: str) -> CellDetails:
    """One cell with its history, path and chart."""
    readings = session.store.indicators.readings(line.indicator.id)
    by_period = {row.period: row for row in readings}
    path = expected_path(line.indicator, readings)
    asked = parse_period(period)
    before, history = asked, []
    for _turn in range(HISTORY):
        before = previous(before)
        history.append(_cell(before.code, by_period.get(before.code), None, session.today))
    unit_id = line.indicator.responsible_unit_id
    stated = ((row, value_of(row)) for row in readings if parse_period(row.period).kind is asked.kind)
    units = {unit.id: unit.name for unit in session.store.offices.units()} if unit_id else {}
    return CellDetails(
        line=line,
        cell=_with_rolled(_cell(period, by_period.get(period), path, session.today), line.indicator, by_period),
        day=day_of(period),
        responsible=units.get(unit_id or "", ""),
        history=tuple(reversed(history)),
        path=path,
        expected=path.value_on(day_of(period)) if path else None,
        points=tuple((day_of(row.period), value) for row, value in stated if value is not None),
        inputs=_inputs(session, line.indicator),
        breakdown=breakdowns.breakdown(session, line.indicator, period) if line.indicator.parts else None,
    )


def _inputs(session: Session, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    keys = (key for key in (indicator.numerator_id, indicator.denominator_id) if key is not None)
    return tuple((key, session.store.indicators.get(key).code) for key in keys)


def _with_rolled(cell: GridCell, indicator: Indicator, readings: Mapping[str, Reading]) -> GridCell:
    if cell.reading is not None:
        return cell
    return replace(cell, rolled=rolled(indicator, readings, parse_period(cell.period)))


def last_value(session: Session, indicator_id: str, period: str) -> tuple[str, Decimal] | None:
    """The newest value stated before a period (its code and the number), of the same kind where there is one.

    Six months, nine months and the year count from the same day (Nghị định 09/2019, Điều 12 khoản 3, 4): one follows
    the other.
    """
    asked = parse_period(period)
    until = day_of(period) - timedelta(days=1) if _counts_from_new_year(asked) else day_of(previous(asked).code)
    stated = [
        (_follows(asked, parse_period(row.period)), day_of(row.period), row.period, value)
        for row in session.store.indicators.readings(indicator_id)
        if (value := value_of(row)) is not None and row.period != period and day_of(row.period) <= until
    ]
    if not stated:
        return None
    _same, _day, code, value = max(stated, key=lambda row: row[:3])
    return code, value


def _counts_from_new_year(period: Period) -> bool:
    """The first half, nine months and the year."""
    return period.kind in (PeriodKind.NINE_MONTHS, PeriodKind.YEAR) or (
        period.kind is PeriodKind.HALF and period.index == 1
    )


def _follows(period: Period, other: Period) -> bool:
    """Whether the values of the two are set beside one another: of one kind, or counted from the same day."""
    is_same_year = period.year == other.year and _counts_from_new_year(period) and _counts_from_new_year(other)
    return period.kind is other.kind or is_same_year


def first_wanted(plan_id: str, today: date) -> GridWanted:
    """What the page opens with: the quarters of the present year."""
    return GridWanted(plan_id=plan_id, year=today.year, half=1 if today.month <= 6 else 2)


def periods_of(year: int, kind: PeriodKind, *, half: int = 0) -> tuple[Period, ...]:
    """The periods of a year of one kind, in order; of twelve months only those of the half asked for."""
    count = _COUNTS[kind]
    indexes: Sequence[int] = range(1, count + 1) if count > 1 else (0,)
    if kind is PeriodKind.MONTH and half:
        indexes = range(6 * half - 5, 6 * half + 1)
    return tuple(parse_period(period_code(kind, year, index)) for index in indexes)


def _entry(periods: Sequence[Period], today: date) -> str:
    now = containing(today, periods[0].kind, CALENDAR).code
    codes = [period.code for period in periods]
    if now in codes:
        return now
    return codes[-1] if codes[-1] < now else codes[0]


def _line(indicator: Indicator, readings: Sequence[Reading], periods: Sequence[Period], today: date) -> GridLine:
    by_period = {row.period: row for row in readings}
    path = expected_path(indicator, readings)
    cells = [
        _with_rolled(_cell(one.code, by_period.get(one.code), path, today), indicator, by_period) for one in periods
    ]
    end = day_of(periods[-1].code)
    stated = [row for row in readings if value_of(row) is not None and day_of(row.period) <= end]
    newest = max(stated, key=lambda row: day_of(row.period), default=None)
    values = [value for row in readings if (value := value_of(row)) is not None]
    return GridLine(
        indicator=indicator,
        cells=tuple(cell if newest is not None and cell.period == newest.period else _at_rest(cell) for cell in cells),
        baseline=baseline_of(readings),
        places=max((_places(value) for value in values), default=0),
        is_behind=newest is not None and _cell(newest.period, newest, path, today).is_behind,
    )


def _cell(period: str, reading: Reading | None, path: ExpectedPath | None, today: date) -> GridCell:
    value = value_of(reading)
    # a period under way is measured against the path of today, not of its end
    day = min(day_of(period), today)
    begun = day_of(previous(parse_period(period)).code) < today
    behind = value is not None and path is not None and path.is_behind(value, day)
    return GridCell(period, reading, value, has_begun=begun, is_behind=behind)


def _at_rest(cell: GridCell) -> GridCell:
    """Only the newest value is held against the path: what was late last spring calls nobody to act."""
    return replace(cell, is_behind=False)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(2, -exponent) if isinstance(exponent, int) and exponent < 0 else 0


def _groups(lines: Sequence[GridLine], entry: str) -> tuple[GridGroup, ...]:
    titles: dict[str, list[GridLine]] = {}
    for line in lines:
        titles.setdefault(line.indicator.group, []).append(line)
    return tuple(
        GridGroup(title, len(rows), sum(1 for row in rows if _is_entered(row, entry)), tuple(rows))
        for title, rows in titles.items()
    )


def _is_wanted(line: GridLine, wanted: GridWanted, entry: str) -> bool:
    words = fold(wanted.search.strip())
    found = words in fold(f"{line.indicator.code} {line.indicator.text} {line.indicator.group}")
    return found and (wanted.only is None or _is_left(line, wanted.only, entry))


def _is_left(line: GridLine, only: Only, entry: str) -> bool:
    match only:
        case Only.BEHIND:
            return line.is_behind
        case Only.MISSING:
            return any(cell.is_missing for cell in line.cells if cell.period == entry)
        case Only.FOLLOW_UP:
            return any(cell.is_doubtful for cell in line.cells)


def _is_entered(line: GridLine, entry: str) -> bool:
    return any(cell.reading is not None for cell in line.cells if cell.period == entry)
