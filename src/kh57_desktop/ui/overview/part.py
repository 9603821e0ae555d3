"""The page Tổng quan over the file that is open. What is late is shown at once, the rest after it was painted."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from kh57_desktop.services.session import Session
from kh57_desktop.ui.overview.page import OverviewPage
from kh57_desktop.ui.overview.services import OfficeOverview
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.pages.registry import has_page

LATER_MS, UNSEEN_MS = 150, 1000
"""What is late is painted first; the sums follow the painting, and come where nobody looks, too."""
REST = ("groups", "behind", "report")


class OverviewPart(PagePart):
    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._services: OfficeOverview | None = None
        self._plan_id = ""
        self._waiting: list[str] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_rest)
        self.page: OverviewPage = OverviewPage(desk.theme, desk.pages)
        page = self.page
        page.painted.connect(self._seen)
        page.task_opened.connect(lambda task: desk.go_to("tasks", task))
        page.group_opened.connect(lambda group: desk.go_to("tasks", f"group:{group}"))
        page.late_asked.connect(lambda: desk.go_to("tasks", "standing:overdue"))
        page.indicator_opened.connect(lambda indicator: desk.go_to("indicators", indicator))
        page.behind_asked.connect(lambda: desk.go_to("indicators", "only:behind"))
        page.print_asked.connect(lambda: desk.show_paper("summary"))
        page.import_asked.connect(lambda: desk.show_page("import"))
        page.add_asked.connect(lambda: desk.go_to("tasks", "add"))
        page.receiving_asked.connect(lambda: desk.show_page("receiving"))
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
            self.page.show_nothing(receives=self._services.receives)
            return
        self.page.show_work(work)
        self._waiting = list(REST)
        self._later.start(UNSEEN_MS)

    def _seen(self) -> None:
        if len(self._waiting) == len(REST):
            self._later.start(LATER_MS)

    def shown(self) -> None:
        super().shown()
        if self._waiting and not self._later.isActive():
            self._later.start(0)

    def _show_rest(self) -> None:
        """One sum after the other: between them keys are answered, however large the plan is."""
        services, page, plan = self._services, self.page, self._plan_id
        if services is None or not self._waiting or self.desk.page_key != "overview":
            return  # behind another page the plan may go meanwhile; `shown` goes on with what waits
        match self._waiting.pop(0):
            case "groups":
                page.show_groups(services.groups(plan))
            case "behind":
                page.show_behind(services.behind(plan), services.today)
            case "report":
                page.show_report(services.report(plan))
        if self._waiting:
            self._later.start(0)

    def _draft(self, period: str) -> None:
        if has_page("reports"):
            self.desk.go_to("reports", period)
        else:
            self.desk.show_paper("report")
