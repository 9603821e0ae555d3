"""What an office does with indicators: add, change, enter readings (số liệu)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kh57_desktop.domain.indicators import Indicator, Reading, Target
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.roll_up import RollUp
from kh57_desktop.domain.terms import (
    MISSING_WORDS,
    NOT_APPLICABLE_WORDS,
    Comparator,
    Direction,
    Mark,
    Nature,
)
from kh57_desktop.errors import BadValue, UnknownField
from kh57_desktop.i18n import _, nfc, parse_decimal
from kh57_desktop.services.computed_indicators import save_reading, with_ratio
from kh57_desktop.services.period_locks import refuse_locked
from kh57_desktop.services.plans import plan_of, row_by_key, unit_by_name
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.task_fields import one_of


def indicator_by_key(session: Session, plan: Plan, key: str) -> Indicator:
    """An indicator by its code (C3) or by its text where that is unique."""
    rows = session.store.indicators.of_plan(plan.id)
    return row_by_key(rows, key, kind=_("indicator"), other=lambda row: (row.text,))


def add_indicator(session: Session, fields: Mapping[str, str], *, plan_code: str | None = None) -> Indicator:
    """A new indicator at the end of the plan; fields as `edit_indicator` takes them."""
    plan = plan_of(session, plan_code)
    rows = session.store.indicators.of_plan(plan.id)
    code = session.store.indicators.next_code(plan.id)
    blank = Indicator(
        id=new_id(),
        plan_id=plan.id,
        code=code,
        text="",
        position=max((row.position for row in rows), default=0) + 1,
    )
    indicator = _changed(session, blank, fields)
    with session.store.changes(_("Add indicator {code}").format(code=code)):
        session.store.indicators.put(indicator)
    return indicator


def edit_indicator(session: Session, indicator: Indicator, fields: Mapping[str, str]) -> Indicator:
    """Set fields as typed: text, group, unit, per, direction, nature, responsible_unit, source, method, target_YEAR."""
    changed = _changed(session, indicator, fields)
    if changed != indicator:
        with session.store.changes(_("Edit {code}").format(code=indicator.code)):
            session.store.indicators.put(changed)
    return changed


def bin_indicators(session: Session, indicators: Sequence[Indicator]) -> None:
    """Into the bin (thùng rác) with their readings, one undoable action."""
    if indicators:
        with session.store.changes(_("Delete {codes}").format(codes=", ".join(row.code for row in indicators))):
            for row in indicators:
                session.store.indicators.to_bin(row.id)


def enter_reading(
    session: Session,
    indicator: Indicator,
    period: str,
    typed: str,
    *,
    source: str = "",
    remark: str = "",
    follow_up: bool = False,
) -> Reading:
    """The value of one period as typed (`85,5`, `0`, `missing`, `na`); an earlier one of that period is replaced.

    The journal keeps what stood there before. Raises PeriodLocked where the period was reported.
    """
    reading = reading_as_typed(session, indicator, period, typed, source=source, remark=remark, follow_up=follow_up)
    with session.store.changes(_("Enter {code} of {period}").format(code=indicator.code, period=reading.period)):
        save_reading(session, reading)
    return reading


def reading_as_typed(
    session: Session,
    indicator: Indicator,
    period: str,
    typed: str,
    *,
    source: str = "",
    remark: str = "",
    follow_up: bool = False,
) -> Reading:
    """The reading that `enter_reading` saves, not saved yet; raises BadPeriod, BadValue, PeriodLocked."""
    fraction = _fraction(typed)
    mark, value = (Mark.MISSING, None) if fraction else _mark_and_value(typed)
    code = parse_period(period).code
    refuse_locked(session, indicator.plan_id, code)
    old = next((row for row in session.store.indicators.readings(indicator.id) if row.period == code), None)
    reading = Reading(
        id=old.id if old else new_id(),
        indicator_id=indicator.id,
        period=code,
        mark=mark,
        value=value,
        source=nfc(source).strip(),
        remark=nfc(remark).strip(),
        follow_up=follow_up,
        author=session.user,
        recorded_at=session.now().isoformat(),
    )
    return with_ratio(reading, indicator, *fraction) if fraction else reading


def _fraction(typed: str) -> tuple[Decimal, Decimal] | None:
    """`45/60`: numerator and denominator typed in one cell; None for anything else."""
    above, slash, below = nfc(typed).strip().partition("/")
    ends = (parse_decimal(above), parse_decimal(below)) if slash else (None, None)
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] else None


def _mark_and_value(typed: str) -> tuple[Mark, Any]:
    plain = nfc(typed).strip().casefold()
    if plain in MISSING_WORDS:
        return Mark.MISSING, None
    if plain in NOT_APPLICABLE_WORDS:
        return Mark.NOT_APPLICABLE, None
    value = parse_decimal(plain.removesuffix("%"))
    if value is None:
        raise BadValue(
            field=_("reading"),
            value=typed,
            allowed=_("a number such as 85,5; 45/60; “missing”; “na” for not applicable"),
        )
    return (Mark.ZERO, value) if value == 0 else (Mark.VALUE, value)


def _changed(session: Session, indicator: Indicator, fields: Mapping[str, str]) -> Indicator:
    for name, raw in fields.items():
        typed = nfc(raw).strip()
        if name.startswith("target_"):
            indicator = _with_target(indicator, name, typed)
            continue
        if name not in _FIELDS:
            raise UnknownField(kind=_("indicator"), name=name, allowed=", ".join((*_FIELDS, "target_2030")))
        value: Any = typed
        if name == "direction":
            value = Direction(one_of(Direction, name, typed))
        elif name == "nature":
            value = Nature(one_of(Nature, name, typed))
        elif name == "roll_up":
            value = RollUp(one_of(RollUp, name, typed))
        elif name == "decimals":
            if not (typed.isdecimal() and int(typed) <= 6):
                raise BadValue(field=name, value=typed, allowed="0, 1 … 6")
            value = int(typed)
        elif name in ("numerator", "denominator"):
            name, value = f"{name}_id", _input(session, indicator, typed)
        elif name == "parts":
            value = tuple(dict.fromkeys(" ".join(part.split()) for part in typed.split(";") if part.strip()))
        elif name == "responsible_unit":
            name, value = "responsible_unit_id", unit_by_name(session, typed).id if typed else None
        values: dict[str, Any] = {name: value}
        indicator = replace(indicator, **values)
    if not indicator.text:
        raise BadValue(field="text", value="", allowed=_("the words of the indicator"))
    return indicator


_FIELDS = (
    *("text", "group", "unit", "per", "direction", "nature", "frequency", "responsible_unit", "source", "method"),
    *("roll_up", "decimals", "numerator", "denominator", "formula", "parts"),
)


def _input(session: Session, indicator: Indicator, typed: str) -> str | None:
    """The indicator whose value is put in, by its code; empty to take the computation away."""
    if not typed:
        return None
    plan = session.store.plans.get(indicator.plan_id)
    chosen = indicator_by_key(session, plan, typed)
    if chosen.id == indicator.id or indicator.id in (chosen.numerator_id, chosen.denominator_id):
        raise BadValue(
            field=_("formula"), value=typed, allowed=_("another indicator that is not computed from this one")
        )
    return chosen.id


def _with_target(indicator: Indicator, name: str, typed: str) -> Indicator:
    """`target_2030=">= 85"`, `"70-80"`, words, or empty to take the target away."""
    year_words = name.removeprefix("target_")
    if not (year_words.isdecimal() and len(year_words) == 4):
        raise BadValue(field=name, value=typed, allowed="target_2030, target_2035 …")
    year = int(year_words)
    others = tuple(target for target in indicator.targets if target.year != year)
    new = (target_as_typed(year, typed),) if typed else ()
    targets = tuple(sorted((*others, *new), key=lambda target: target.year or 0))
    return replace(indicator, targets=targets)


def target_as_typed(year: int | None, typed: str) -> Target:
    """A target from what an officer types: comparator sign, number or range; anything else is kept as words."""
    signs = {"≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", ">": ">", "<": "<", "=": "="}
    comparator, rest = Comparator.EQUAL, typed
    for sign, code in signs.items():
        if typed.startswith(sign):
            comparator, rest = Comparator(code), typed[len(sign) :].strip()
            break
    plain = rest.removesuffix("%").strip()
    value = parse_decimal(plain)
    if value is not None:
        return Target(year, comparator, value)
    low, dash, high = plain.replace("–", "-").partition("-")
    ends = (parse_decimal(low), parse_decimal(high)) if dash else (None, None)
    if ends[0] is not None and ends[1] is not None:
        return Target(year, Comparator.EQUAL, ends[0], ends[1])
    return Target(year, words=typed)
