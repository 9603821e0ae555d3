"""The services of unit forms bound to the file that the window has open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from kh57_desktop.domain.chases import SentForm
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.services import form_collection, obligations, unit_forms
from kh57_desktop.services.files import write_new
from kh57_desktop.services.form_collection import Accepted, Collected, ReadForms
from kh57_desktop.services.session import Session
from kh57_desktop.services.unit_forms import MadeForm

MOST_PERIODS = 12
STILL_PREPARED = timedelta(days=20)
"""So long after its cut-off a period is still the one that units report on."""


class OfficeForms:
    """`FormServices` of the presenter over one session; `plan` is the code of the plan in sight."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def today(self) -> date:
        return self._session.today

    def _plan(self, plan_id: str) -> str:
        return self._session.store.plans.get(plan_id).code

    def periods(self, plan_id: str) -> list[tuple[str, str, str]]:
        """(regime, period, words) of owed reports: the one being prepared first, then the later, then the earlier."""
        owed = obligations.owed_reports(self._session, plan=self._plan(plan_id))
        first = self.today - STILL_PREPARED
        rows = [row for row in owed if row.dates.cut_off >= first]
        rows += [row for row in reversed(owed) if row.dates.cut_off < first]
        return [(row.regime.code, row.period.code, label(row.period)) for row in rows[:MOST_PERIODS]]

    def forms(self, plan_id: str, period: str) -> list[tuple[SentForm, str]]:
        """Forms of the period with the names of their units."""
        rows = self._session.store.forms.of_period(plan_id, period)
        return [(row, self._session.store.offices.unit(row.unit_id).name) for row in rows]

    def send(self, plan_id: str, regime: str, period: str, folder: Path) -> list[MadeForm]:
        return unit_forms.send_forms(
            self._session, folder, period=period, regime=regime, plan=self._plan(plan_id), force=True
        )

    def judge(self, read: ReadForms) -> Collected:
        return form_collection.judge(self._session, read)

    def accept(self, collected: Collected, ids: Collection[str] | None) -> Accepted:
        return form_collection.accept(self._session, collected, ids)

    def send_back(self, collected: Collected, folder: Path) -> list[str]:
        """Names of the forms written for correction."""
        made = form_collection.returned_for_correction(self._session, collected)
        for name, data in made:
            write_new(folder / name, data, force=True)
        return [name for name, _data in made]

    def period_words(self, period: str) -> str:
        return label(parse_period(period))
