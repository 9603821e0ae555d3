"""Invented rows of every register for the sample commune, told from the period that its other data are of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kh57_desktop import paths
from kh57_desktop.domain.periods import Period, dates_of
from kh57_desktop.errors import UnknownKey
from kh57_desktop.services import people
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.registers import entries, rows
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.session import Session

_DAY, _YEAR = re.compile(r"@(-?\d+)"), re.compile(r"@year([+-]\d+)?")


def enter_sample_registers(session: Session, period: Period) -> None:
    """Rows that name a unit or task which another plan does not have go in without it."""
    given = tomllib.loads((paths.resources() / "samples" / "so-mau.toml").read_text(encoding="utf-8"))
    dates = dates_of(period, "nd09")
    words = _Words(dates.data_from, dates.data_to, session.today)
    for kind in RegisterKind:
        for fields in given.get(kind.value, ()):
            units = fields.pop("units", None) or [fields.get("unit")]
            for unit in units:
                _enter(session, kind, words.of({**fields, **({"unit": unit} if unit else {})}))
    for fields in given.get("received", ()):
        _receive(session, fields["text"], words.of(fields["units"]))
    for fields in given.get("person", ()):
        people.add_person(session, _known(session, fields))


class _Words:
    def __init__(self, first: date, last: date, today: date) -> None:
        self._first, self._last, self._today = first, last, today

    def of(self, fields: Mapping[str, Any]) -> dict[str, str]:
        return {name: self._word(str(words), name) for name, words in fields.items()}

    def _word(self, words: str, name: str) -> str:
        year = _YEAR.fullmatch(words)
        if year is not None:
            return str(self._last.year + int(year[1] or 0))
        match = _DAY.fullmatch(words)
        if match is None:
            return words
        day = self._first + timedelta(days=int(match[1]))
        return (day if name == "due_on" else min(day, self._today)).isoformat()


def _known(session: Session, fields: Mapping[str, str]) -> dict[str, str]:
    names = {name: words for name, words in fields.items() if name != "unit"}
    try:
        if "unit" in fields:
            names["unit"] = unit_by_name(session, fields["unit"]).name
    except UnknownKey:
        return names
    return names


def _enter(session: Session, kind: RegisterKind, fields: Mapping[str, str]) -> None:
    known = _known(session, fields)
    try:
        entries.add(session, kind, known)
    except UnknownKey:
        bare = ("task", "links", "parent", "inspection")
        entries.add(session, kind, {name: words for name, words in known.items() if name not in bare})


def _receive(session: Session, text: str, days: Mapping[str, str]) -> None:
    for row in session.store.registers.unit_plans.where("text = ?", (text,)):
        name = session.store.offices.unit(row.unit_id).name if row.unit_id else ""
        if name in days:
            fields = {"received_on": days[name], "number": "Đã gửi bản ký số (mẫu)"}
            rows.edit_rows(session, RegisterKind.UNIT_PLAN, [row], fields)
