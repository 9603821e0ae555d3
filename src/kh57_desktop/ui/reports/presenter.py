"""Which report is in sight, computing it again, and what a person does with it. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from kh57_desktop.domain.regimes import Regime
from kh57_desktop.domain.report_checks import Finding
from kh57_desktop.domain.report_sections import changed_count
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import UserError
from kh57_desktop.services.obligations import MissingFrom, OwedReport
from kh57_desktop.services.report_checks import CheckList
from kh57_desktop.services.report_drafts import Draft
from kh57_desktop.services.reports import LayoutOfFigures
from kh57_desktop.store.errors import StoreError
from kh57_desktop.ui.job_end import StartJob, StartWork
from kh57_desktop.ui.reports.issuing import Issuing
from kh57_desktop.ui.reports.services import NewDays, OfficeReports, RowOfFigure, Shown


class ReportsPageLike(Protocol):
    def show_calendar(self, rows: Sequence[OwedReport], key: str, today: date) -> None: ...
    def show_report(
        self,
        owed: OwedReport,
        draft: Draft,
        checks: CheckList,
        missing: Sequence[MissingFrom],
        changed: int,
        today: date,
    ) -> None: ...
    def show_forms(
        self,
        bodies: Sequence[tuple[str, str]],
        outlines: Sequence[tuple[str, str]],
        report: Report,
        layouts: Sequence[LayoutOfFigures],
    ) -> None: ...
    def show_paper(self, title: str, pictures: Any) -> None: ...
    def show_rows(self, rows: Sequence[RowOfFigure]) -> None: ...
    def show_checks_tab(self) -> None: ...
    def show_nothing(self) -> None: ...
    def show_computing(self, owed: OwedReport) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def show_issuing(self, words: str, stop: Callable[[], None]) -> None: ...
    def show_not_issued(self) -> None: ...
    def show_issued(self, report: Report) -> None: ...
    def show_correction(self) -> None: ...


class ReportsPresenter:
    """Every change is saved at once; the draft is computed anew whenever the page is told that data changed."""

    def __init__(
        self,
        page: ReportsPageLike,
        services: OfficeReports,
        start: StartWork,
        start_job: StartJob,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None],
    ) -> None:
        self._page, self._services, self._start, self._start_job = page, services, start, start_job
        self._saved, self._not_saved = saved, not_saved
        self._rows: list[OwedReport] = []
        self._key = ""
        self._bodies: dict[str, str] = {}
        self._shown: Shown | None = None
        self._shown_key = ""
        self._drawing = self._asked = 0
        self._issuing = Issuing(page, start_job, issued=self._issued, not_saved=not_saved)

    # which report

    def open_plan(self, plan_id: str) -> None:
        self._services.plan_id = plan_id
        self._key = ""
        self.refresh()

    def refresh(self) -> None:
        """The calendar and the report in sight, from the data as they are now."""
        if not self._services.plan_id:
            self._page.show_nothing()
            return
        self._rows = self._services.calendar()
        if not self._rows:
            self._page.show_nothing()
            return
        owed = self.owed or self._most_urgent()
        self._key = self.key_of(owed)
        self._page.show_calendar(self._rows, self._key, self._services.today)
        self._show(owed)

    def choose(self, key: str) -> None:
        self._key = key
        if self.owed is not None:
            self._show(self.owed)

    def go_to(self, what: str) -> None:
        """A period, or regime and period."""
        for row in self._rows:
            if what in (row.period.code, self.key_of(row)):
                self._key = self.key_of(row)
                self._page.show_calendar(self._rows, self._key, self._services.today)
                self._show(row)
                return

    @staticmethod
    def key_of(owed: OwedReport) -> str:
        return f"{owed.regime.code}/{owed.period.code}"

    @property
    def owed(self) -> OwedReport | None:
        return next((row for row in self._rows if self.key_of(row) == self._key), None)

    @property
    def report(self) -> Report | None:
        return self._shown.draft.report if self._shown is not None else None

    @property
    def checks(self) -> CheckList:
        return self._shown.checks if self._shown is not None else CheckList((), ())

    @property
    def today(self) -> date:
        return self._services.today

    def next_number(self) -> int:
        assert self.report is not None
        return self._services.next_number(self.report)

    @property
    def services(self) -> OfficeReports:
        """What dialogs offer is read from here."""
        return self._services

    def save_regimes(self, regimes: Sequence[Regime], days_off: Sequence[date]) -> None:
        self._change(lambda: self._services.save_regimes(regimes, days_off))

    def choose_body(self, body: str) -> None:
        """The same figures in the form of another issuing body (features N6)."""
        owed = self.owed
        if owed is not None:
            self._bodies[self._key] = body
            self._show(owed)

    def choose_outline(self, template: str) -> None:
        report = self.report
        if report is not None and report.state is ReportState.DRAFT and report.template != template:
            self._change(lambda: self._services.keep(self._services.with_outline(report, template).report))

    def templates(self) -> list[tuple[str, str]]:
        return self._services.templates()

    def _most_urgent(self) -> OwedReport:
        """The one whose period is over and that is due first, else the next, else the last that was issued."""
        today = self._services.today
        owed = [row for row in self._rows if not row.is_issued]
        over = [row for row in owed if row.is_open(today)]
        return next(iter((*reversed(over), *owed)), self._rows[-1])

    def _show(self, owed: OwedReport) -> None:
        """At once where the plan is small; else as a job, of which the last that was asked for is shown."""
        body = self._bodies.get(self._key)
        self._asked += 1
        if not self._services.is_large:
            try:
                self._put(owed, self._services.shown(owed, body))
            except UserError as error:
                self._page.show_error(error)
            return
        number = self._asked
        if self._shown_key != self._key:
            self._shown = None  # nothing can be done to a report that is not in sight yet
            self._page.show_computing(owed)

        def done(shown: Shown) -> None:
            if number == self._asked:
                self._put(owed, shown)

        self._start(lambda progress: self._services.shown_apart(owed, body, progress), done)

    def _put(self, owed: OwedReport, shown: Shown) -> None:
        self._put_words(owed, shown)
        report = shown.draft.report
        self._page.show_forms(self._services.bodies(), self._services.templates(), report, shown.layouts)
        self._draw(report)

    def _put_words(self, owed: OwedReport, shown: Shown) -> None:
        self._shown, self._shown_key = shown, self.key_of(owed)
        changed = changed_count(shown.draft.report.sections)
        self._page.show_report(owed, shown.draft, shown.checks, shown.missing, changed, self._services.today)

    def _put_saved(self, report: Report) -> None:
        """What was just typed stays in sight while everything is computed anew behind it."""
        owed, shown = self.owed, self._shown
        if owed is not None and shown is not None and self._services.is_large:
            self._put_words(owed, replace(shown, draft=replace(shown.draft, report=report)))

    def _draw(self, report: Report) -> None:
        """The pages come when they are made; only those of the report that is in sight are shown."""
        self._drawing += 1
        number = self._drawing

        def done(pictures: Any) -> None:
            if number == self._drawing:
                self._page.show_paper(report.title, pictures)
            else:
                pictures.close()

        self._start(lambda progress: self._services.paper(report, progress), done)

    def stop(self) -> None:
        """The file is being closed: pages that come later are not shown."""
        self._drawing += 1
        self._asked += 1
        self._issuing.forget()

    # what a person does

    def recompute(self) -> None:
        """Compute again from the data of now and keep the draft (F9)."""
        owed, report = self.owed, self.report
        if owed is None or report is None or report.state is not ReportState.DRAFT:
            return
        if not self._services.is_large:
            self._change(lambda: self._services.keep(self._services.recompute(report).report))
            return

        def done(made: Report) -> None:
            if self.report == report:  # else it was changed meanwhile, and is being computed anyway
                self._change(lambda: self._services.keep(made))

        self._start(lambda progress: self._services.recomputed_apart(report, progress), done)

    def edit(self, section: str, place: int, text: str) -> None:
        self._change_draft(lambda report: self._services.edit(report, section, place, text))

    def add(self, section: str, place: int, text: str) -> None:
        self._change_draft(lambda report: self._services.add(report, section, place, text))

    def remove(self, section: str, place: int) -> None:
        self._change_draft(lambda report: self._services.remove(report, section, place))

    def take_computed(self, section: str, place: int) -> None:
        self._change_draft(lambda report: self._services.take_computed(report, section, place))

    def seen(self) -> None:
        self._change_draft(self._services.seen)

    def open_rows(self, codes: Sequence[str]) -> None:
        if self.report is not None:
            self._page.show_rows(self._services.rows(self.report, codes))

    def place_of(self, code: str) -> tuple[str, str] | None:
        """Page and id that a code opens."""
        if self.report is None:
            return None
        found = self._services.rows(self.report, (code,))
        return (found[0].page, found[0].row_id) if found and found[0].page else None

    def waive(self, keys: Sequence[str], reason: str) -> None:
        findings: list[Finding] = [row for row in self.checks.open if row.key in keys]
        if findings:
            self._change_draft(lambda report: self._services.waive(report, findings, reason))

    def date_back(self, row_ids: Sequence[str]) -> None:
        self._change_draft(lambda report: self._services.date_back(report, row_ids))

    def give_reason(self, keys: Sequence[str], reason: str) -> None:
        def work(report: Report) -> object:
            lines = [row for place, row in enumerate(report.corrections) if str(place) in keys]
            return self._services.give_reason(report, lines, reason)

        self._change_draft(work)

    def issue(self, number: int, on: date, signer: str) -> None:
        """As a job, during which nothing else is changed: its paper may have a hundred pages."""
        report = self.report
        if report is not None and not self._issuing.is_on:
            issue = self._services.issue
            self._issuing.begin(lambda progress: issue(report, number=number, on=on, signer=signer, progress=progress))

    def _issued(self, report: Report) -> None:
        self._saved()
        self.refresh()
        self._page.show_issued(report)

    def correct(self) -> None:
        report = self.report
        if report is None:
            return
        if self._change(lambda: self._services.correct(report)) is not None:
            self._page.show_correction()

    def drop_correction(self) -> None:
        report = self.report
        if report is not None and report.corrects is not None and report.state is ReportState.DRAFT:
            self._change(lambda: self._services.drop(report))

    def tick(self) -> None:
        """ "Đã cập nhật hệ thống cấp trên", today; pressed again it is taken away."""
        owed = self.owed
        if owed is not None:
            day = None if owed.entered_above_on is not None else self._services.today
            self._change(lambda: self._services.tick(owed, day))

    def leave_out(self) -> None:
        """It was reported without the program, as was what ended before it."""
        owed = self.owed
        if owed is not None and not owed.is_issued:
            self._change(lambda: self._services.leave_out(owed))

    def change_days(self, answer: NewDays) -> None:
        owed = self.owed
        if owed is not None:
            self._change(lambda: self._services.change_days(owed, answer))

    def ask(self, **fields: Any) -> None:
        made: list[str] = []
        self._change(lambda: made.append(self._services.ask(**fields)))
        if made:
            self.go_to(made[0])

    def save_word(self, target: Path, done: Callable[[Path], None]) -> None:
        report = self.report
        if report is not None:
            self._start(lambda progress: self._services.save_word(report, target, progress), done)

    def _change_draft(self, work: Callable[[Report], object]) -> None:
        report = self.report
        if report is not None and report.state is ReportState.DRAFT:
            self._change(lambda: work(report))

    def _change(self, work: Callable[[], Any]) -> Any:
        """Do it, tell the window, show everything anew; None where it was refused, or while a report is issued."""
        if self._issuing.is_on:
            self._issuing.ask_to_wait()
            return None
        try:
            made = work()
        except StoreError as error:
            self._not_saved()
            self._page.show_error(error)
            return None
        except UserError as error:
            self._page.show_error(error)
            return None
        if isinstance(made, Report) and made.state is ReportState.DRAFT:
            self._put_saved(made)
        self._saved()
        self.refresh()
        return made if made is not None else True
