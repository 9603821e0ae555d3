"""The services of chasing bound to the file that the window has open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kh57_desktop.domain.chases import Chase, ChaseKind
from kh57_desktop.services import chasing, obligations
from kh57_desktop.services.chasing import LateUnit
from kh57_desktop.services.obligations import OwedReport
from kh57_desktop.services.session import Session


class OfficeChasing:
    """`ChasingServices` of the presenter over one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def today(self) -> date:
        return self._session.today

    def _code(self, plan_id: str) -> str:
        return self._session.store.plans.get(plan_id).code

    def next_report(self, plan_id: str) -> OwedReport | None:
        """The report that is owed next; what is missing for it is chased."""
        owed = obligations.next_reports(self._session, count=1, plan=self._code(plan_id))
        return owed[0] if owed else None

    def late_units(self, plan_id: str, owed: OwedReport | None) -> list[LateUnit]:
        return chasing.late_units(self._session, owed=owed, plan=self._code(plan_id))

    def short_text(self, unit: LateUnit, owed: OwedReport | None) -> str:
        return chasing.short_text(self._session, unit, owed=owed)

    def log(
        self, plan_id: str, units: Sequence[LateUnit], kind: ChaseKind, owed: OwedReport | None, number: str = ""
    ) -> list[Chase]:
        return chasing.log_chases(self._session, units, kind, owed=owed, plan=self._code(plan_id), number=number)

    def drop(self, chase: Chase) -> None:
        chasing.drop_chase(self._session, chase)
