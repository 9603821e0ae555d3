"""Reporting periods (kỳ báo cáo) and the days that rules of dates make of them (reporting.md section 1)."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kh57_desktop.domain.working_days import add_working_days, working_day_from
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_


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


class BadPeriod(UserError):
    """A code that names no period, or a day that lies in none of the asked kind."""

    code = "bad-period"
    message = N_("“{code}” is not a reporting period.")
    hint = N_("Nothing was changed. Allowed: 2026, 2026-9M, 2026-H1, 2026-Q3, 2026-09, 2026-W47, 20260101-20281231.")


@dataclass(frozen=True, slots=True)
class DueRule:
    """When a report is due (thời hạn gửi), for periods of `kinds` (all where empty).

    `working_days` after the cut-off; or, where that is None, day `day` of the month that comes `months` after the last
    month of the period (`january_day` instead where that is January), put off to the next working day.
    """

    kinds: tuple[PeriodKind, ...] = ()
    working_days: int | None = None
    day: int = 0
    months: int = 1
    january_day: int | None = None


@dataclass(frozen=True, slots=True)
class DateRules:
    """How a regime turns a period into days.

    `first_day` 1: calendar months; 15: from day 15 of the month before the period to day 14 of its last month.
    `week_starts`: ISO weekday on which a week begins; one that begins after Monday ends in the week it is named by.
    `cut_off_days`: so many days before the last data day the figures are closed (ngày chốt số liệu).
    `due`: the first rule that is made for the period's kind counts.
    """

    first_day: int = 1
    week_starts: int = 1
    cut_off_days: int = 0
    due: tuple[DueRule, ...] = ()


ND09, CALENDAR, WEEKLY = "nd09", "calendar", "weekly"
"""Rules of dates: Nghị định 09/2019/NĐ-CP Điều 12; calendar quarters; the weekly campaign."""
RULES = (ND09, CALENDAR, WEEKLY)
FIRST_YEAR, LAST_YEAR = 1900, 2100
WORKING_DAYS_TO_DUE = 3
"""Days to hand in after the cut-off where no superior says otherwise (reporting.md section 1, Deadlines)."""
CAMPAIGN_WORKING_DAYS_TO_DUE = 1
"""Weekly campaign: the Monday after the week."""
_USUAL_DUE = DueRule(working_days=WORKING_DAYS_TO_DUE)
_QUARTERLY = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)
PRESETS = {
    # Nghị định 09/2019/NĐ-CP, Điều 12: from day 15 of the month before the period to day 14 of its last month
    ND09: DateRules(first_day=15, due=(_USUAL_DUE,)),
    # catalogue of a HCMC commune: 10/4, 10/7, 10/10, and 15/01 for what ends with the year
    CALENDAR: DateRules(due=(DueRule(_QUARTERLY, day=10, january_day=15), _USUAL_DUE)),
    WEEKLY: DateRules(due=(DueRule((PeriodKind.WEEK,), working_days=CAMPAIGN_WORKING_DAYS_TO_DUE), _USUAL_DUE)),
}
"""What the named rules mean; a regime of the office's own brings its rules along."""

_CODE = re.compile(r"(\d{4})(?:-(?:(9M)|H([12])|Q([1-4])|(0[1-9]|1[0-2])|W(\d{2})))?", re.ASCII)
_RANGE = re.compile(r"(\d{8})-(\d{8})", re.ASCII)
_KINDS = (PeriodKind.NINE_MONTHS, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.WEEK)
_SPANS = {PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


def parse_period(code: str) -> Period:
    """The period of a code; raises BadPeriod (also for week 53 of a year with 52, and years out of 1900-2100)."""
    ends = _RANGE.fullmatch(code)
    if ends is not None:
        first, last = _range_ends(code)
        return period_of_range(first, last)
    match = _CODE.fullmatch(code)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise BadPeriod(code=code)
    year = int(match[1])
    for kind, found in zip(_KINDS, match.groups()[1:], strict=True):
        if found is not None:
            index = 0 if kind is PeriodKind.NINE_MONTHS else int(found)
            if kind is PeriodKind.WEEK and not 1 <= index <= _weeks_of(year):
                raise BadPeriod(code=code)
            return Period(code, kind, year, index)
    return Period(code, PeriodKind.YEAR, year)


def period_code(kind: PeriodKind, year: int, index: int = 0) -> str:
    """The code of a period other than a range."""
    tail = {
        PeriodKind.YEAR: "",
        PeriodKind.NINE_MONTHS: "-9M",
        PeriodKind.HALF: f"-H{index}",
        PeriodKind.QUARTER: f"-Q{index}",
        PeriodKind.MONTH: f"-{index:02}",
        PeriodKind.WEEK: f"-W{index:02}",
    }
    return f"{year:04}{tail[kind]}"


def period_of_range(first: date, last: date) -> Period:
    """An ad-hoc range (both ends inclusive); raises BadPeriod where it runs backwards."""
    code = f"{first:%Y%m%d}-{last:%Y%m%d}"
    if last < first or not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        raise BadPeriod(code=code)
    return Period(code, PeriodKind.RANGE, first.year)


def dates_of(period: Period, rule: str | DateRules, *, holidays: Container[date] = ()) -> PeriodDates:
    """From, to, cut-off and due day of a period under rules of dates or a preset's name (else ValueError).

    The due day is a default: in truth it stands in a superior's letter (reporting.md section 1).
    """
    rules = rules_of(rule)
    data_from, data_to = _data_days(period, rules)
    cut_off = max(data_from, data_to - timedelta(days=rules.cut_off_days))
    return PeriodDates(period, data_from, data_to, cut_off, _due_on(period, rules, data_to, cut_off, holidays))


def rules_of(rule: str | DateRules) -> DateRules:
    if isinstance(rule, DateRules):
        return rule
    if rule not in PRESETS:
        raise ValueError(f"unknown rule of dates: {rule}")
    return PRESETS[rule]


def _data_days(period: Period, rules: DateRules) -> tuple[date, date]:
    if period.kind is PeriodKind.RANGE:
        return _range_ends(period.code)
    if period.kind is PeriodKind.WEEK:
        begins = rules.week_starts if rules.week_starts == 1 else rules.week_starts - 7
        first_day = date.fromisocalendar(period.year, period.index, 1) + timedelta(days=begins - 1)
        return first_day, first_day + timedelta(days=6)
    first, last = _month_numbers(period)
    start, end = date(period.year, first, 1), _month_start(period.year, last + 1)
    if rules.first_day == 1:
        return start, end - timedelta(days=1)
    return (
        _month_start(period.year, first - 1).replace(day=rules.first_day),
        date(period.year, last, rules.first_day - 1),
    )


def _month_numbers(period: Period) -> tuple[int, int]:
    span = _SPANS.get(period.kind)
    if span is None:
        return (1, 9) if period.kind is PeriodKind.NINE_MONTHS else (1, 12)
    return span * (period.index - 1) + 1, span * period.index


def _month_start(year: int, month: int) -> date:
    """The first day of a month counted from 0 (December before) to 13 (January after)."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _due_on(period: Period, rules: DateRules, data_to: date, cut_off: date, holidays: Container[date]) -> date:
    rule = next((row for row in rules.due if not row.kinds or period.kind in row.kinds), _USUAL_DUE)
    if rule.working_days is not None:
        return add_working_days(cut_off, rule.working_days, holidays)
    last = _month_numbers(period)[1] if period.kind not in (PeriodKind.RANGE, PeriodKind.WEEK) else data_to.month
    year = data_to.year if period.kind in (PeriodKind.RANGE, PeriodKind.WEEK) else period.year
    months = year * 12 + last - 1 + rule.months
    month = date(months // 12, months % 12 + 1, 1)
    day = rule.january_day if rule.january_day is not None and month.month == 1 else rule.day
    last_day = (_month_start(month.year, month.month + 1) - timedelta(days=1)).day
    return working_day_from(month.replace(day=min(day, last_day)), holidays)


def previous(period: Period) -> Period:
    """The period before: of nine months those of the year before, of a range the same number of days."""
    if period.kind is PeriodKind.RANGE:
        first, last = _range_ends(period.code)
        return period_of_range(first - (last - first) - timedelta(days=1), first - timedelta(days=1))
    if period.kind is PeriodKind.WEEK:
        year, week, _day = (date.fromisocalendar(period.year, period.index, 1) - timedelta(days=7)).isocalendar()
        return _made(PeriodKind.WEEK, year, week)
    if period.index > 1:
        return _made(period.kind, period.year, period.index - 1)
    return _made(period.kind, period.year - 1, 12 // _SPANS[period.kind] if period.index else 0)


def following(period: Period) -> Period:
    """The period after (kỳ tới): the reverse of `previous`."""
    if period.kind is PeriodKind.RANGE:
        first, last = _range_ends(period.code)
        return period_of_range(last + timedelta(days=1), last + (last - first) + timedelta(days=1))
    if period.kind is PeriodKind.WEEK:
        year, week, _day = (date.fromisocalendar(period.year, period.index, 1) + timedelta(days=7)).isocalendar()
        return _made(PeriodKind.WEEK, year, week)
    if period.index and period.index < 12 // _SPANS[period.kind]:
        return _made(period.kind, period.year, period.index + 1)
    return _made(period.kind, period.year + 1, 1 if period.index else 0)


def same_last_year(period: Period) -> Period:
    """Cùng kỳ năm trước; week 53 becomes the last week, 29/02 becomes 28/02."""
    if period.kind is PeriodKind.RANGE:
        first, last = _range_ends(period.code)
        return period_of_range(_year_before(first), _year_before(last))
    index = min(period.index, _weeks_of(period.year - 1)) if period.kind is PeriodKind.WEEK else period.index
    return _made(period.kind, period.year - 1, index)


def containing(day: date, kind: PeriodKind, rule: str | DateRules) -> Period:
    """The period of a kind whose data days hold `day`: under NĐ 09 15/12 belongs to the next year.

    Raises BadPeriod where there is none: a range, and nine months for a day after them.
    """
    rules = rules_of(rule)
    if kind is PeriodKind.WEEK:
        year, week, _day = (day + timedelta(days=(8 - rules.week_starts) % 7)).isocalendar()
        return _made(kind, year, week)
    is_of_next = rules.first_day > 1 and day.day >= rules.first_day
    month = _month_start(day.year, day.month + 1) if is_of_next else day
    if kind is PeriodKind.RANGE or (kind is PeriodKind.NINE_MONTHS and month.month > 9):
        raise BadPeriod(code=day.isoformat())
    span = _SPANS.get(kind)
    return _made(kind, month.year, (month.month - 1) // span + 1 if span else 0)


def label(period: Period) -> str:
    """As papers name it, always Vietnamese: "quý III năm 2026", "6 tháng đầu năm 2026", "tháng 9 năm 2026"."""
    if period.kind is PeriodKind.RANGE:
        first, last = (f"{day.day:02}/{_padded(day.month)}/{day.year}" for day in _range_ends(period.code))
        return f"từ ngày {first} đến ngày {last}"
    words = {
        PeriodKind.YEAR: "",
        PeriodKind.NINE_MONTHS: "9 tháng ",
        PeriodKind.HALF: f"6 tháng {'đầu' if period.index == 1 else 'cuối'} ",
        PeriodKind.QUARTER: f"quý {('', 'I', 'II', 'III', 'IV')[period.index % 5]} ",
        PeriodKind.MONTH: f"tháng {_padded(period.index)} ",
        PeriodKind.WEEK: f"tuần {period.index:02} ",
    }
    return f"{words[period.kind]}năm {period.year}"


def short_label(period: Period) -> str:
    """As the head of a column within a year: "Quý III", "6 tháng đầu", "Tháng 9"; always Vietnamese."""
    words = label(period).removesuffix(f"năm {period.year}").strip() or "Cả năm"
    return f"{words[0].upper()}{words[1:]}"


def _padded(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)


def _made(kind: PeriodKind, year: int, index: int) -> Period:
    return parse_period(period_code(kind, year, index))


def _weeks_of(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _range_ends(code: str) -> tuple[date, date]:
    first, _dash, last = code.partition("-")
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as cause:
        raise BadPeriod(code=code) from cause
