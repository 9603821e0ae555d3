"""Someone leaves: the record (biên bản) is made of what is open, then it goes to the receiver, the record is kept."""

from __future__ import annotations

from kh57_desktop.i18n import _, nfc
from kh57_desktop.services import papers
from kh57_desktop.services.hand_overs import EVERYTHING, Choice, hand_over
from kh57_desktop.services.paper_forms import Request
from kh57_desktop.services.plans import NoPlan
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_fields import day_as_typed
from kh57_desktop.store.registers import HandOver


def record_of(session: Session, name: str, receiver: str, *, day: str = "", suffix: str = ".pdf") -> bytes:
    """The record of what `name` leaves open, before anything is given away."""
    on = day_as_typed(session, _("day"), nfc(day).strip()) or session.today
    request = Request(on=on, person=nfc(name), receiver=" ".join(nfc(receiver).split()))
    return papers.render(session, "hand-over-record", request, suffix=suffix)


def leave(
    session: Session, name: str, receiver: str, *, day: str = "", reason: str = "", choice: Choice = EVERYTHING
) -> HandOver:
    """`hands over` with its record attached; an office without a plan hands over without one."""
    try:
        record = record_of(session, name, receiver, day=day)
    except NoPlan:
        record = None
    return hand_over(session, name, receiver, day=day, reason=reason, choice=choice, record=record)
