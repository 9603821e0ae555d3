"""Sessions counted into the indicator that they are linked to: entered as a reading only when a person asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kh57_desktop.domain.indicators import Indicator, Reading
from kh57_desktop.domain.periods import dates_of, parse_period
from kh57_desktop.domain.register_facts import counted_sessions
from kh57_desktop.domain.terms import Nature
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, fold
from kh57_desktop.services.indicators import enter_reading
from kh57_desktop.services.session import Session


class NothingToCount(UserError):
    code = "nothing-to-count"
    message = N_("No session of this period is linked to indicator {code}, or one does not say its participants.")
    hint = N_("Nothing was changed. Please fill in the register of sessions first.")


@dataclass(frozen=True, slots=True)
class Counted:
    """What the register gives for an indicator in a period. `participants` None where a session does not say."""

    sessions: int
    participants: int | None
    value: int | None
    """Sessions, or participants where the indicator's unit speaks of people; None where that is not known."""


_PEOPLE = ("nguoi", "luot", "hoc vien", "can bo", "dang vien", "doan vien", "hoi vien")


def counted(session: Session, indicator: Indicator, first: date, last: date) -> Counted:
    found, participants = counted_sessions(session.store.registers.sessions.all(), indicator.id, first, last)
    of_people = any(word in fold(indicator.unit) for word in _PEOPLE)
    return Counted(len(found), participants, participants if of_people else len(found) or None)


def enter_counted(session: Session, indicator: Indicator, period_code: str, *, rule: str = "nd09") -> Reading:
    """Enter what the register counts as the reading of a period, with its source; raises NothingToCount."""
    dates = dates_of(parse_period(period_code), rule)
    first = date.min if indicator.nature is Nature.CUMULATIVE else dates.data_from
    found = counted(session, indicator, first, dates.data_to)
    if found.value is None:
        raise NothingToCount(code=indicator.code)
    source = f"Sổ theo dõi tập huấn, tuyên truyền, hội thi: {found.sessions:02} cuộc"
    return enter_reading(session, indicator, period_code, str(found.value), source=source)
