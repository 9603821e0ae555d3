"""How periods, values and doubts are worded on the page of indicators."""

from __future__ import annotations

from decimal import Decimal

from kh57_desktop.domain.expected_path import PathRule
from kh57_desktop.domain.indicators import Indicator, Target
from kh57_desktop.domain.periods import Period, PeriodKind, label, parse_period
from kh57_desktop.domain.reading_checks import Check, Doubt
from kh57_desktop.domain.roll_up import Rolled, RollUp
from kh57_desktop.domain.terms import MARK_SIGNS, Comparator, Direction, Mark, Nature
from kh57_desktop.i18n import N_, _, format_date, format_decimal
from kh57_desktop.services.indicator_entries import Entered
from kh57_desktop.services.indicator_grid import CellDetails, GridCell, GridWanted

QUARTERS = ("", "I", "II", "III", "IV")
KINDS: dict[PeriodKind, str] = {
    PeriodKind.MONTH: N_("Months"),
    PeriodKind.QUARTER: N_("Quarters"),
    PeriodKind.HALF: N_("Half-years"),
    PeriodKind.YEAR: N_("Years"),
}
RULES: dict[PathRule, str] = {
    PathRule.FROM_BASELINE: N_("straight line from the baseline"),
    PathRule.FROM_FIRST_READING: N_("straight line from the first value"),
}
NATURES: dict[Nature, str] = {
    Nature.CUMULATIVE: N_("everything so far"),
    Nature.PERIOD: N_("the period alone"),
    Nature.MOMENT: N_("as at the end of the period"),
}
_CHECKS: dict[Check, str] = {
    Check.UNIT: N_("{value} is in “{typed}”, the indicator is in “{unit}”."),
    Check.OVER_HUNDRED: N_("{value} is more than 100 %."),
    Check.DECIMAL_MARK: N_("{value}: dot and comma may have been mixed up, the last value was {last} ({period})."),
    Check.SHARE: N_("{value} looks like a part of one, the last value was {last} ({period})."),
    Check.JUMP: N_("{value} is ten times off the last value, {last} ({period})."),
}


def heading(period: Period) -> str:
    """Over a column of the grid, where the year is plain."""
    match period.kind:
        case PeriodKind.QUARTER:
            return _("Quarter {number}").format(number=QUARTERS[period.index])
        case PeriodKind.MONTH:
            return _("Month {number}").format(number=period.index)
        case PeriodKind.HALF:
            return _("First half") if period.index == 1 else _("Second half")
    return str(period.year)


def short_period(code: str) -> str:
    """In the row of the last values, all of one kind: "III/25", "9/25", "2025"; of half years "II/25"."""
    period = parse_period(code)
    year = f"{period.year % 100:02}"
    match period.kind:
        case PeriodKind.QUARTER:
            return f"{QUARTERS[period.index]}/{year}"
        case PeriodKind.MONTH:
            return f"{period.index}/{year}"
        case PeriodKind.HALF:
            return f"{QUARTERS[period.index]}/{year}"
    return str(period.year)


def short_period_alone(code: str) -> str:
    """Where nothing beside it says of what kind it is: half years are not to be taken for quarters."""
    period = parse_period(code)
    if period.kind is PeriodKind.HALF:
        return f"6T {'đầu' if period.index == 1 else 'cuối'}/{period.year % 100:02}"
    return short_period(code)


def span(wanted: GridWanted) -> str:
    """Between the arrows: the year, or the six months shown of it."""
    if wanted.kind is PeriodKind.MONTH and wanted.half:
        first = 6 * wanted.half - 5
        return _("Months {first}–{last}, {year}").format(first=first, last=first + 5, year=wanted.year)
    return _("Year {year}").format(year=wanted.year)


def period_words(code: str) -> str:
    """As papers name it, with a capital."""
    words = label(parse_period(code))
    return words[:1].upper() + words[1:]


def number(value: Decimal, *, places: int = 0) -> str:
    """With the digits that the row needs, never fewer than the value has (at most two)."""
    exponent = value.normalize().as_tuple().exponent
    own = min(2, -exponent) if isinstance(exponent, int) and exponent < 0 else 0
    return format_decimal(value, places=max(own, places))


def with_unit(words: str, unit: str) -> str:
    return f"{words} {unit}" if unit else words


def cell_words(cell: GridCell, *, places: int = 0) -> str:
    """Value or sign; nothing where nothing is entered and the period has not begun."""
    if cell.value is not None:
        return number(cell.value, places=places) if cell.value else MARK_SIGNS[Mark.ZERO]
    if cell.rolled is not None:
        return number(cell.rolled.value, places=places)
    if cell.reading is not None and cell.reading.mark is Mark.NOT_APPLICABLE:
        return MARK_SIGNS[Mark.NOT_APPLICABLE]
    return MARK_SIGNS[Mark.MISSING] if cell.is_missing else ""


def spoken_cell(cell: GridCell, *, places: int = 0) -> str:
    """All that the cell shows, in words."""
    mark = cell.reading.mark if cell.reading else None
    if mark is Mark.NOT_APPLICABLE:
        parts = [_("not applicable")]
    elif cell.rolled is not None:
        parts = [cell_words(cell, places=places), rolled_words(cell.rolled)]
    elif cell.value is None:
        parts = [_("no figure yet") if cell.is_missing else _("not begun")]
    else:
        parts = [cell_words(cell, places=places)]
    if cell.is_behind:
        parts.append(_("behind the path"))
    if cell.is_doubtful:
        parts.append(_("to be checked"))
    if cell.has_note:
        parts.append(_("has a note or source"))
    return ", ".join(parts)


_ROLLED: dict[RollUp, str] = {
    RollUp.SUM: N_("sum of {present} of {expected} {kind}"),
    RollUp.LAST: N_("last value of {present} of {expected} {kind}"),
    RollUp.AVERAGE: N_("average of {present} of {expected} {kind}"),
}


def rolled_words(rolled: Rolled) -> str:
    """Of how many shorter periods a figure was made, and how."""
    kind = _(KINDS[rolled.kind]).lower()
    return _(_ROLLED[rolled.rule]).format(present=rolled.present, expected=rolled.expected, kind=kind)


def note_words(cell: GridCell) -> str:
    """Remark and source, for the tool tip."""
    reading = cell.reading
    if reading is None:
        return ""
    source = _("Source: {words}").format(words=reading.source) if reading.source else ""
    return "\n".join(words for words in (reading.remark, source) if words)


def target_words(target: Target | None, indicator: Indicator) -> str:
    """The figure with its sign where the sign is not what the direction says anyway."""
    if target is None:
        return ""
    if target.value is None:
        return target.words or target.text
    words = number(target.value)
    if target.value_max is not None:
        words = f"{words}–{number(target.value_max)}"
    expected = (Comparator.EQUAL, Comparator.AT_MOST if indicator.direction is Direction.DOWN else Comparator.AT_LEAST)
    signs = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤"}
    if target.comparator in expected:
        return words
    return f"{signs.get(target.comparator, target.comparator.value)} {words}"


def doubt_words(entered: Entered, indicator: Indicator) -> str:
    """One sentence for the gravest doubt, and what was probably meant."""
    doubt = entered.doubt
    assert doubt is not None
    parts = [f"{indicator.code}:", _check_words(doubt, doubt.checks[0], entered, indicator)]
    if doubt.checks[0] is Check.OVER_HUNDRED and doubt.last is not None:
        parts.append(_("The last value was {last} ({period}).").format(**_last(entered)))
    if doubt.proposed is not None:
        parts.append(_("Is it {proposed}?").format(proposed=number(doubt.proposed)))
    return " ".join(parts)


def _check_words(doubt: Doubt, check: Check, entered: Entered, indicator: Indicator) -> str:
    value = number(doubt.value)
    shown = with_unit(value, indicator.unit) if check is not Check.UNIT else with_unit(value, doubt.unit)
    return _(_CHECKS[check]).format(value=shown, typed=doubt.unit, unit=indicator.unit or "–", **_last(entered))


def _last(entered: Entered) -> dict[str, str]:
    last = entered.doubt.last if entered.doubt else None
    return {
        "last": number(last) if last is not None else "–",
        "period": short_period(entered.last_period) if entered.last_period else "–",
    }


def path_words(details: CellDetails) -> str:
    """Where it should stand on the day of the period, and by which rule."""
    if details.path is None or details.expected is None:
        return ""
    unit = details.line.indicator.unit
    value = with_unit(number(details.expected.quantize(Decimal("0.1"))), unit)
    return _("{value} on {day} ({rule})").format(
        value=value, day=format_date(details.day), rule=_(RULES[details.path.rule])
    )


def formula_words(details: CellDetails) -> str:
    """In words, with the two numbers of the cell and the codes that they come from."""
    indicator, reading = details.line.indicator, details.cell.reading
    codes = " / ".join(code for _id, code in details.inputs)
    numbers = ""
    if reading is not None and reading.numerator is not None and reading.denominator is not None:
        numbers = f"{format_decimal(reading.numerator)} / {format_decimal(reading.denominator)}"
    return "; ".join(words for words in (indicator.formula, codes, numbers) if words)
