"""What the page needs of the services, bound to the file that is open; what is shown later is loaded later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.services import overview
from kh57_desktop.services.session import Session

if TYPE_CHECKING:
    from kh57_desktop.services.behind_path import BehindIndicator
    from kh57_desktop.services.overview import GroupProgress, WorkOverview
    from kh57_desktop.services.report_ahead import NextReport


class OfficeOverview:
    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def today(self) -> date:
        return self._session.today

    @property
    def receives(self) -> bool:
        """Whether packages of other offices come here."""
        return self._session.store.offices.office().role is OfficeRole.SUPERIOR

    def work(self, plan_id: str) -> WorkOverview:
        return overview.work_overview(self._session, plan_id)

    def groups(self, plan_id: str) -> tuple[GroupProgress, ...]:
        return overview.group_progress(self._session, plan_id)

    def behind(self, plan_id: str) -> tuple[BehindIndicator, ...]:
        from kh57_desktop.services.behind_path import behind_indicators

        return behind_indicators(self._session, plan_id)

    def report(self, plan_id: str) -> NextReport | None:
        from kh57_desktop.services.report_ahead import next_report

        return next_report(self._session, plan_id)
