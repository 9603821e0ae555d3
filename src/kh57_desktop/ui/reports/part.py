"""The page Báo cáo over the file that is open: its menu, its dialogs, and where its rows lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog
from shiboken6 import isValid

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.printing import period_key
from kh57_desktop.services.session import Session
from kh57_desktop.ui.job_end import Work
from kh57_desktop.ui.menus import SEPARATOR, Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.reports.dialogs import AskDialog, DaysDialog, IssueDialog
from kh57_desktop.ui.reports.page import ReportsPage
from kh57_desktop.ui.reports.presenter import ReportsPresenter
from kh57_desktop.ui.reports.regimes_dialog import RegimesDialog
from kh57_desktop.ui.reports.services import OfficeReports
from kh57_desktop.ui.reports.side_pane import LISTS


class ReportsPart(PagePart):
    MENU = (
        Entry("recompute", N_("&Compute again"), ("F9",)),
        Entry("checks", N_("C&heck before issuing"), ("F8",)),
        Entry("issue", N_("&Issue…"), ("Ctrl+Return",)),
        Entry("correct", N_("C&orrect an issued report…")),
        Entry("drop_correction", N_("&Drop the correction")),
        SEPARATOR,
        Entry("add_sentence", N_("&Add a sentence below"), ("Ins",)),
        Entry("take_computed", N_("&Take the computed sentence")),
        Entry("copy_section", N_("Copy the &section"), ("Ctrl+M",)),
        Entry("next_changed", N_("&Next sentence that changed"), ("Ctrl+J",)),
        SEPARATOR,
        Entry("tick", N_("Mark as &entered in the superior's system")),
        Entry("days", N_("Change the da&ys by letter…")),
        Entry("ask", N_("Add a report asked for by &letter…")),
        Entry("leave_out", N_("Reported else&where up to here")),
        Entry("word", N_("Save as &Word…")),
        SEPARATOR,
        Entry("regimes", N_("Reporting re&gimes…")),
    )

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: ReportsPresenter | None = None
        self.page: ReportsPage = ReportsPage(desk.theme)
        page, pane = self.page, self.page.pane
        page.chosen.connect(lambda key: self._with(lambda one: one.choose(key)))
        page.recompute_asked.connect(lambda: self._with(lambda one: one.recompute()))
        page.seen_asked.connect(lambda: self._with(lambda one: one.seen()))
        page.issue_asked.connect(self._issue)
        page.correct_asked.connect(lambda: self._with(lambda one: one.correct()))
        page.word_asked.connect(self._save_word)
        page.print_asked.connect(lambda: desk.show_paper("report"))
        page.copied.connect(self._copy)
        page.body_chosen.connect(lambda body: self._with(lambda one: one.choose_body(body)))
        page.outline_chosen.connect(lambda key: self._with(lambda one: one.choose_outline(key)))
        page.import_asked.connect(lambda: desk.show_page("import"))
        page.ask_asked.connect(self._ask)
        page.draft.edited.connect(lambda *given: self._with(lambda one: one.edit(*given)))
        page.draft.added.connect(lambda *given: self._with(lambda one: one.add(*given)))
        page.draft.removed.connect(lambda *given: self._with(lambda one: one.remove(*given)))
        page.draft.opened.connect(lambda codes: self._with(lambda one: one.open_rows(codes)))
        pane.row_opened.connect(self._open_row)
        pane.checks.listed.connect(lambda kind: desk.go_to(*LISTS[kind]))
        pane.waived.connect(lambda keys, reason: self._with(lambda one: one.waive(keys, reason)))
        pane.dated_back.connect(lambda keys: self._with(lambda one: one.date_back(keys)))
        pane.reasoned.connect(lambda keys, reason: self._with(lambda one: one.give_reason(keys, reason)))

    def open(self, session: Session) -> None:
        self._presenter = ReportsPresenter(
            self.page,
            OfficeReports(session),
            self._start,
            self.desk.start_job,
            saved=self.desk.saved,
            not_saved=self.desk.not_saved,
        )

    def _start(self, work: Work, done: Callable[[Any], None]) -> None:
        """A job whose end nobody waits for once the window is gone."""

        def end(result: Any) -> None:
            if isValid(self.page):
                done(result)
            elif hasattr(result, "close"):
                result.close()

        self.desk.start_work(work, end)

    def close(self) -> None:
        self._with(lambda one: one.stop())
        self._presenter = None
        self.page.show_paper("", None)

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def go_to(self, what: str) -> None:
        self._with(lambda one: one.go_to(what))

    def paper_choice(self, kind: str | None) -> Mapping[str, str]:
        """The report in sight, in the form of its issuing body."""
        presenter = self._presenter
        report = presenter.report if presenter is not None else None
        if presenter is None or report is None or kind != "report":
            return {}
        bodies = dict(presenter.services.bodies())
        return {
            "period": period_key(report.regime, report.period),
            "body": bodies.get(report.issuing_body_id, ""),
        }

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            "recompute": page.recompute_asked.emit,
            "checks": page.show_checks_tab,
            "issue": self._issue,
            "correct": page.correct_asked.emit,
            "drop_correction": lambda: self._with(lambda one: one.drop_correction()),
            "add_sentence": page.draft.add_below,
            "take_computed": self._take_computed,
            "copy_section": page.copy_section,
            "next_changed": page.draft.show_next_changed,
            "tick": lambda: self._with(lambda one: one.tick()),
            "days": self._days,
            "ask": self._ask,
            "leave_out": lambda: self._with(lambda one: one.leave_out()),
            "word": self._save_word,
            "regimes": self._regimes,
        }

    def _with(self, work: Callable[[ReportsPresenter], Any]) -> None:
        """A sentence that is being typed belongs to the report in sight: it is saved before anything else is done."""
        self.page.draft.settle()
        if self._presenter is not None:
            work(self._presenter)

    # dialogs: only where the person must decide

    def _issue(self) -> None:
        presenter = self._presenter
        report = presenter.report if presenter is not None else None
        if presenter is None or report is None or report.sign is not None:
            return
        dialog = IssueDialog(
            self.desk.theme,
            self.page,
            name=self.page.title.text(),
            number=presenter.next_number(),
            today=presenter.today,
            signer=report.signature.name,
            open_count=len(presenter.checks.open),
        )
        if dialog.exec() and dialog.answer is not None:
            answer = dialog.answer
            presenter.issue(answer.number, answer.on, answer.signer)

    def _days(self) -> None:
        presenter = self._presenter
        owed = presenter.owed if presenter is not None else None
        if presenter is None or owed is None:
            return
        dialog = DaysDialog(
            self.desk.theme,
            self.page,
            name=self.page.title.text(),
            letter=owed.letter,
            dates=owed.dates,
            today=presenter.today,
        )
        if dialog.exec() and dialog.answer is not None:
            answer = dialog.answer
            presenter.change_days(answer)

    def _ask(self) -> None:
        presenter = self._presenter
        if presenter is None or not self.desk.plan_id:
            return
        dialog = AskDialog(
            self.desk.theme,
            self.page,
            today=presenter.today,
            templates=presenter.templates(),
            superiors=presenter.services.superiors(),
        )
        if dialog.exec() and dialog.answer is not None:
            answer = dialog.answer
            presenter.ask(
                first=answer.first,
                last=answer.last,
                letter=answer.letter,
                due_on=answer.due_on,
                title=answer.title,
                template=answer.template,
                superior_id=answer.superior_id,
            )

    def _regimes(self) -> None:
        presenter = self._presenter
        if presenter is None:
            return
        services = presenter.services
        dialog = RegimesDialog(
            self.desk.theme,
            self.page,
            regimes=services.regimes(),
            blank=services.blank_regime(),
            superiors=services.superiors(),
            days_off=services.days_off(),
            today=presenter.today,
        )
        if dialog.exec() and dialog.answer is not None:
            presenter.save_regimes(dialog.answer.regimes, dialog.answer.days_off)

    # other gestures

    def _take_computed(self) -> None:
        line = self.page.line
        if line is not None and line.computed:
            self._with(lambda one: one.take_computed(line.section, line.place))

    def _open_row(self, code: str) -> None:
        place = self._presenter.place_of(code) if self._presenter is not None else None
        if place is not None:
            self.desk.go_to(*place)

    def _copy(self, title: str, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.desk.show_done(_("Copied: {title}").format(title=title))

    def _save_word(self) -> None:
        report = self._presenter.report if self._presenter is not None else None
        if report is None:
            return
        proposed = f"{self.page.title.text()}.docx".replace("/", "_")
        chosen, _kind = QFileDialog.getSaveFileName(self.page, _("Save as Word"), proposed, "Word (*.docx)")
        if chosen:
            target = Path(chosen if chosen.lower().endswith(".docx") else f"{chosen}.docx")
            said = _("Saved: {name}")
            self._with(lambda one: one.save_word(target, lambda path: self.desk.show_done(said.format(name=path.name))))
