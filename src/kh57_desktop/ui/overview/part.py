"""The page Tổng quan over the file that is open. What is late is shown at once, the rest after it was painted."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from kh57_desktop.services.session import Session
from kh57_desktop.ui.overview.page import OverviewPage
from kh57_desktop.ui.overview.services import OfficeOverview
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.pages.registry import has_page

LATER_MS = 60
"""What is late is painted first; the sums follow."""


class OverviewPart(PagePart):
    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._services: OfficeOverview | None = None
        self._plan_id = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._show_rest)
        self.page: OverviewPage = OverviewPage(desk.theme)
        page = self.page
        page.task_opened.connect(lambda task: desk.go_to("tasks", task))
        page.group_opened.connect(lambda group: desk.go_to("tasks", f"group:{group}"))
        page.late_asked.connect(lambda: desk.go_to("tasks", "standing:overdue"))
        page.indicator_opened.connect(lambda indicator: desk.go_to("indicators", indicator))
        page.behind_asked.connect(lambda: desk.go_to("indicators", "only:behind"))
        page.print_asked.connect(lambda: desk.show_paper("summary"))
        page.import_asked.connect(lambda: desk.show_page("import"))
        page.add_asked.connect(lambda: desk.go_to("tasks", "add"))
        page.draft_asked.connect(self._draft)
        page.chase_asked.connect(lambda: desk.show_page("chasing"))

    def open(self, session: Session) -> None:
        self._services = OfficeOverview(session)

    def close(self) -> None:
        self._later.stop()
        self._services = None

    def open_plan(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self.refresh()

    def refresh(self) -> None:
        if self._services is None:
            return
        work = self._services.work(self._plan_id) if self._plan_id else None
        if work is None or not work.total:
            self._later.stop()
            self.page.show_nothing()
            return
        self.page.show_work(work)
        self._later.start()

    def _show_rest(self) -> None:
        services, page = self._services, self.page
        if services is not None:
            page.show_report(services.report(self._plan_id))
            page.show_groups(services.groups(self._plan_id))
            page.show_behind(services.behind(self._plan_id), services.today)

    def _draft(self, period: str) -> None:
        if has_page("reports"):
            self.desk.go_to("reports", period)
        else:
            self.desk.show_paper("report")
