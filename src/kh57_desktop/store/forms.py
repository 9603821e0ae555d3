"""Unit forms and chases in the data file."""

from __future__ import annotations

from datetime import date

from kh57_desktop.domain.chases import Chase, SentForm
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.records import Records, Table, last_code


class FormTables:
    """`store.forms`."""

    def __init__(self, records: Records) -> None:
        self._db = records.db
        self._forms = Table(records, Shape("unit_form", SentForm))
        self._chases = Table(records, Shape("chase", Chase, columns={"on": "on_day"}))

    def next_number(self) -> int:
        """PH1, PH2 …: a code once given is never given again."""
        return last_code(self._db, "unit_form") + 1

    def by_code(self, code: str) -> SentForm | None:
        return self._forms.first("code = ?", (code,))

    def of_period(self, plan_id: str, period: str) -> list[SentForm]:
        return self._forms.where("plan_id = ? and period = ?", (plan_id, period), order="row")

    def all(self, plan_id: str) -> list[SentForm]:
        """Newest first."""
        return self._forms.where("plan_id = ?", (plan_id,), order="row desc")

    def put(self, form: SentForm) -> None:
        self._forms.put(form)

    def to_bin(self, form_id: str) -> None:
        self._forms.to_bin(form_id)

    def chases(self, plan_id: str, *, first: date = date.min, last: date = date.max) -> list[Chase]:
        """By day, both ends included."""
        days = (plan_id, first.isoformat(), last.isoformat())
        return self._chases.where("plan_id = ? and on_day between ? and ?", days, order="on_day, row")

    def put_chase(self, chase: Chase) -> None:
        self._chases.put(chase)

    def chase_to_bin(self, chase_id: str) -> None:
        self._chases.to_bin(chase_id)
