"""The offices that owe reports to this one (đơn vị gửi): who is expected in which period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kh57_desktop.domain import administrative
from kh57_desktop.i18n import _, nfc, sort_key
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.store.packages import Sender


def senders(session: Session) -> list[Sender]:
    """By name."""
    return sorted(session.store.packages.senders.all(), key=lambda row: sort_key(row.name))


def expected(session: Session, first: date, last: date) -> list[Sender]:
    """Those that existed in some part of the period."""
    return [
        row
        for row in senders(session)
        if (row.active_from is None or row.active_from <= last) and (row.active_to is None or row.active_to >= first)
    ]


def put_sender(session: Session, sender: Sender) -> Sender:
    named = replace(sender, name=nfc(" ".join(sender.name.split())))
    with session.store.changes(_("Save the sender {name}").format(name=named.name)):
        session.store.packages.senders.put(named)
    return named


def drop_sender(session: Session, sender: Sender) -> None:
    """No longer expected at all; what it sent stays."""
    with session.store.changes(_("Remove the sender {name}").format(name=sender.name)):
        session.store.packages.senders.to_bin(sender.id)


def fill_from_province(session: Session) -> int:
    """All communes of the office's province that are not on the list yet; returns how many were added."""
    office = session.store.offices.office()
    known = {row.office_code for row in session.store.packages.senders.all()}
    added = [
        Sender(new_id(), commune.code, commune.full_name, commune.level, position=place)
        for place, commune in enumerate(administrative.communes(office.province_code))
        if commune.code not in known
    ]
    if added:
        with session.store.changes(_("Enter the communes of {province} as senders").format(province=office.province)):
            for row in added:
                session.store.packages.senders.put(row)
    return len(added)


def note_sender(session: Session, office_code: str, name: str) -> None:
    """An office that sent and was not on the list is on it from now on; inside an open action."""
    table = session.store.packages.senders
    if table.first("office_code = ?", (office_code,)) is None:
        table.put(Sender(new_id(), office_code, name, name.split(" ")[0].lower() if name else ""))
