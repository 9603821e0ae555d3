"""What the page needs of the services, bound to the file that is open."""

from __future__ import annotations

from datetime import date

from kh57_desktop.progress import Progress
from kh57_desktop.services import overview
from kh57_desktop.services.overview import BehindIndicator, NextReport, WorkOverview
from kh57_desktop.services.session import Session


def load_calendar(_progress: Progress) -> None:
    """The calendar of holidays is large; it is loaded off the UI thread, once."""
    import kh57_desktop.services.obligations  # noqa: F401


class OfficeOverview:
    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def today(self) -> date:
        return self._session.today

    def work(self, plan_id: str) -> WorkOverview:
        return overview.work_overview(self._session, plan_id)

    def behind(self, plan_id: str) -> tuple[BehindIndicator, ...]:
        return overview.behind_indicators(self._session, plan_id)

    def report(self, plan_id: str) -> NextReport | None:
        return overview.next_report(self._session, plan_id)
