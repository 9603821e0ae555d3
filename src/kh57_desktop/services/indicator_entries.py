"""Readings as the grid enters them: a value with its doubts, a note, a cleared cell, a pasted block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.reading_checks import Doubt, as_typed, doubt_of
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.computed_indicators import drop_reading, save_reading
from kh57_desktop.services.indicator_grid import last_value
from kh57_desktop.services.indicators import reading_as_typed
from kh57_desktop.services.period_locks import refuse_locked
from kh57_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Entered:
    """What was saved, and what is doubtful about it (`last_period`: code of the period compared with)."""

    reading: Reading | None
    doubt: Doubt | None = None
    last_period: str = ""


def enter(session: Session, indicator: Indicator, period: str, words: str) -> Entered:
    """Save what was typed, note and source kept; a doubtful value gets the follow-up flag. Empty words clear.

    Raises BadValue where the words are no number and no mark, PeriodLocked where the period was reported.
    """
    if not nfc(words).strip():
        return clear(session, indicator, period)
    entered = as_entered(session, indicator, period, words)
    with session.store.changes(_("Enter {code} of {period}").format(code=indicator.code, period=_named(period))):
        _put(session, entered)
    return entered


def clear(session: Session, indicator: Indicator, period: str) -> Entered:
    """Take the value of one period away; the bin and the history keep it."""
    old = _reading(session, indicator.id, period)
    if old is not None:
        refuse_locked(session, indicator.plan_id, period)
        with session.store.changes(_("Clear {code} of {period}").format(code=indicator.code, period=_named(period))):
            drop_reading(session, old)
    return Entered(None)


def note(
    session: Session, indicator: Indicator, period: str, *, remark: str, source: str, follow_up: bool
) -> Reading | None:
    """Set remark, source and follow-up flag of a value that is there; None where there is none."""
    old = _reading(session, indicator.id, period)
    if old is None:
        return None
    changed = replace(old, remark=nfc(remark).strip(), source=nfc(source).strip(), follow_up=follow_up)
    if changed != old:
        with session.store.changes(_("Note on {code} of {period}").format(code=indicator.code, period=_named(period))):
            session.store.indicators.put_reading(changed)
    return changed


def enter_block(session: Session, rows: Sequence[tuple[Indicator, str, str]]) -> list[Entered]:
    """(indicator, period, words) of a pasted block, saved together or not at all; empty words leave a cell alone."""
    made = [as_entered(session, *row) for row in rows if nfc(row[2]).strip()]
    if made:
        with session.store.changes(_("Paste {count} values").format(count=len(made))):
            for entered in made:
                _put(session, entered)
    return made


def as_entered(session: Session, indicator: Indicator, period: str, words: str) -> Entered:
    """What would be saved of the words, with its doubts; nothing is."""
    typed = as_typed(words)
    last = last_value(session, indicator.id, period)
    doubt = doubt_of(typed, unit=indicator.unit, last=last[1] if last else None)
    old = _reading(session, indicator.id, period)
    reading = reading_as_typed(
        session,
        indicator,
        period,
        words if typed.value is None else typed.words.removesuffix(typed.unit),
        source=old.source if old else "",
        remark=old.remark if old else "",
        follow_up=doubt is not None,
    )
    return Entered(reading, doubt, last[0] if last else "")


def _named(period: str) -> str:
    return label(parse_period(period))


def _put(session: Session, entered: Entered) -> None:
    if entered.reading is not None:
        save_reading(session, entered.reading)


def _reading(session: Session, indicator_id: str, period: str) -> Reading | None:
    code = parse_period(period).code
    return next((row for row in session.store.indicators.readings(indicator_id) if row.period == code), None)
