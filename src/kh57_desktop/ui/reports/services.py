"""What the page needs of the services, bound to the file that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.regimes import OWN, Regime
from kh57_desktop.domain.report_checks import Finding
from kh57_desktop.domain.reports import Correction, Report
from kh57_desktop.domain.terms import word
from kh57_desktop.i18n import _, format_decimal
from kh57_desktop.progress import Progress
from kh57_desktop.services import (
    obligations,
    papers,
    report_checks,
    report_corrections,
    report_drafts,
    report_editing,
    reports,
    working_calendar,
)
from kh57_desktop.services.files import write_new
from kh57_desktop.services.obligations import MissingFrom, OwedReport
from kh57_desktop.services.page_pictures import PagePictures
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.report_checks import CheckList
from kh57_desktop.services.report_drafts import Draft
from kh57_desktop.services.reports import LayoutOfFigures
from kh57_desktop.services.session import Session, open_session

AHEAD = timedelta(days=200)
"""The calendar of the page looks so far ahead."""


@dataclass(frozen=True, slots=True)
class RowOfFigure:
    """A task or indicator behind a figure, as the pane lists it. `page`: where it opens."""

    code: str
    row_id: str
    page: str
    text: str
    small: str


class OfficeReports:
    def __init__(self, session: Session) -> None:
        self._session = session
        self.plan_id = ""

    @property
    def today(self) -> date:
        return self._session.today

    @property
    def _plan(self) -> str:
        return self._session.store.plans.get(self.plan_id).code

    # reading

    def calendar(self) -> list[OwedReport]:
        return obligations.owed_reports(self._session, last=self.today + AHEAD, plan=self._plan)

    def draft(self, owed: OwedReport, body: str | None = None) -> Draft:
        """The newest report of the period: a correction that is open before what it corrects. `body`: id of another."""
        if body is None and owed.report is not None:
            body = owed.report.issuing_body_id
        body_name = self._session.store.offices.body(body).name if body is not None else None
        return reports.draft_at_hand(
            self._session, period=owed.period.code, regime=owed.regime.code, plan=self._plan, body=body_name
        )

    def with_outline(self, report: Report, template: str) -> Draft:
        """The draft by another outline; what was typed stays where the sections have the same numbers."""
        return reports.drafted_again(self._session, replace(report, template=template))

    def recompute(self, report: Report) -> Draft:
        return reports.drafted_again(self._session, report)

    def checks(self, report: Report) -> CheckList:
        return report_checks.check_list(self._session, report, on=self.today)

    def missing(self, owed: OwedReport) -> list[MissingFrom]:
        """Who still owes what for the report; nobody once it is issued."""
        return [] if owed.is_issued else obligations.missing_for(self._session, owed, plan=self._plan)

    def layouts(self, report: Report) -> list[LayoutOfFigures]:
        return reports.layouts_of(self._session, report)

    def rows(self, report: Report, codes: Sequence[str]) -> list[RowOfFigure]:
        """The rows of these codes as the report has them."""
        found = []
        for task in report.figures.tasks:
            if task.code in codes:
                small = " · ".join(part for part in (task.lead, word(task.standing)) if part)
                found.append(RowOfFigure(task.code, task.id, "tasks", task.text, small))
        for row in report.figures.indicators:
            if row.code in codes:
                value = format_decimal(row.value) if row.value is not None else word(row.mark)
                unit = f" {row.unit}" if row.unit and row.value is not None else ""
                found.append(RowOfFigure(row.code, row.id, "indicators", row.text, f"{value}{unit}"))
        found += [row for row in map(self._row_of_register, codes) if row is not None]
        return found

    def _row_of_register(self, source: str) -> RowOfFigure | None:
        """A source "finding/ID" of a sentence on what the registers hold."""
        table, _slash, row_id = source.partition("/")
        if table not in set(RegisterKind):
            return None
        definition = DEFINITIONS[RegisterKind(table)]
        try:
            name = definition.name_of(definition.table(self._session).get(row_id))
        except KeyError:
            return None
        return RowOfFigure(source, source, "registers", name, _(definition.tab))

    def templates(self) -> list[tuple[str, str]]:
        plan = self._session.store.plans.get(self.plan_id)
        return [(outline.key, outline.name) for outline in report_drafts.outlines_of(plan)]

    def next_number(self, report: Report) -> int:
        """One more than the last report of that body in the year."""
        rows = self._session.store.reports.heads()
        used = [
            row.number
            for row in rows
            if row.number is not None
            and row.issuing_body_id == report.issuing_body_id
            and row.dated_on is not None
            and row.dated_on.year == self.today.year
        ]
        return max(used, default=0) + 1

    # jobs

    def paper(self, report: Report, progress: Progress) -> PagePictures:
        """Run as a job: pages of the draft as it stands, of an issued report the frozen bytes."""
        progress.step(0, 1, "")
        with open_session(
            self._session.store.path, user=self._session.user, read_only=True, now=self._session.now
        ) as session:
            if report.pdf_attachment is not None:
                return PagePictures(session.store.files.read(report.pdf_attachment))
            return PagePictures(reports.report_pdf(session, report))

    def save_word(self, report: Report, target: Path, progress: Progress) -> Path:
        progress.step(0, 1, "")
        with open_session(
            self._session.store.path, user=self._session.user, read_only=True, now=self._session.now
        ) as session:
            body = session.store.offices.body(report.issuing_body_id)
            request = papers.Request(
                on=session.today,
                plan=self._plan_code(session),
                regime=report.regime,
                body=body.name,
                period=report.period,
            )
            write_new(target, papers.render(session, "report", request, suffix=target.suffix.lower()), force=True)
        return target

    def _plan_code(self, session: Session) -> str:
        return session.store.plans.get(self.plan_id).code

    # saving

    def keep(self, report: Report) -> Report:
        return reports.keep_draft(self._session, report)

    def edit(self, report: Report, section: str, place: int, text: str) -> Report:
        row = next(one for one in report.sections if one.number == section)
        if not row.paragraphs:  # typed as a whole: its lines are put together again
            lines = row.text.splitlines()
            lines[place] = text
            return report_editing.edit_section(self._session, report, section, "\n".join(lines))
        return report_editing.edit_paragraph(self._session, report, section, place, text)

    def add(self, report: Report, section: str, place: int, text: str) -> Report:
        row = next(one for one in report.sections if one.number == section)
        if not row.paragraphs:
            lines = row.text.splitlines()
            lines.insert(place, text)
            return report_editing.edit_section(self._session, report, section, "\n".join(lines))
        return report_editing.add_paragraph(self._session, report, section, place, text)

    def remove(self, report: Report, section: str, place: int) -> Report:
        row = next(one for one in report.sections if one.number == section)
        if not row.paragraphs:
            lines = row.text.splitlines()
            del lines[place]
            return report_editing.edit_section(self._session, report, section, "\n".join(lines))
        return report_editing.remove_paragraph(self._session, report, section, place)

    def take_computed(self, report: Report, section: str, place: int) -> Report:
        return report_editing.take_computed(self._session, report, section, place)

    def seen(self, report: Report) -> Report:
        return report_editing.keep_as_is(self._session, report)

    def waive(self, report: Report, findings: Sequence[Finding], reason: str) -> None:
        report_checks.waive(self._session, report, findings, reason)

    def date_back(self, report: Report, row_ids: Sequence[str]) -> Report:
        return reports.date_back(self._session, report, row_ids)

    def issue(self, report: Report, *, number: int, on: date, signer: str) -> Report:
        named = replace(report, signature=replace(report.signature, name=signer))
        return reports.issue_report(self._session, named, number=number, on=on)

    def correct(self, report: Report) -> Report:
        return report_corrections.start_correction(self._session, report)

    def drop(self, report: Report) -> None:
        report_corrections.drop_correction(self._session, report)

    def give_reason(self, report: Report, lines: list[Correction], reason: str) -> Report:
        return report_corrections.give_reason(self._session, report, lines, reason)

    def regimes(self) -> list[Regime]:
        return self._session.store.reports.regimes()

    def blank_regime(self) -> Regime:
        return obligations.new_regime(self._session, "", "", OWN)

    def superiors(self) -> list[tuple[str, str]]:
        return [(row.id, row.name) for row in self._session.store.offices.superiors()]

    def days_off(self) -> list[date]:
        return working_calendar.days_off(self._session)

    def save_regimes(self, regimes: Sequence[Regime], days_off: Sequence[date]) -> None:
        """Those that differ; each is an action of its own."""
        known = {row.id: row for row in self.regimes()}
        for regime in regimes:
            if known.get(regime.id) != regime:
                obligations.save_regime(self._session, regime)
        if sorted(days_off) != self.days_off():
            working_calendar.set_days_off(self._session, list(days_off))

    def bodies(self) -> list[tuple[str, str]]:
        return [(row.id, row.name) for row in self._session.store.offices.bodies()]

    def tick(self, owed: OwedReport, on: date | None) -> None:
        obligations.tick_entered_above(self._session, owed.regime, owed.period, on=on)

    def change_days(self, owed: OwedReport, *, letter: str, cut_off: date | None, due_on: date | None) -> None:
        obligations.change_dates(self._session, owed.regime, owed.period, letter=letter, cut_off=cut_off, due_on=due_on)

    def ask(self, *, first: date, last: date, letter: str, due_on: date, title: str, template: str) -> str:
        """A report asked for by letter; returns the code of its period."""
        made = obligations.ask_for_report(
            self._session, first=first, last=last, letter=letter, due_on=due_on, title=title, template=template
        )
        return parse_period(made.period).code
