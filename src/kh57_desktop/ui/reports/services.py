"""What the page needs of the services, bound to the file that is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from kh57_desktop.domain.form_words import chase_words
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.regimes import OWN, Regime
from kh57_desktop.domain.report_checks import Finding
from kh57_desktop.domain.report_facts import UNIT_ROW
from kh57_desktop.domain.reports import Correction, IndicatorFigure, InstanceFigure, Report, TaskFigure
from kh57_desktop.domain.terms import word
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _, format_date, format_decimal
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
from kh57_desktop.services.chasing import CHASE_TABLE
from kh57_desktop.services.files import write_new
from kh57_desktop.services.obligations import MissingFrom, OwedReport
from kh57_desktop.services.page_pictures import PagePictures
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.report_checks import CheckList
from kh57_desktop.services.report_drafts import Draft
from kh57_desktop.services.reports import LayoutOfFigures
from kh57_desktop.services.session import Session, open_session

AT_ONCE = 150
"""Tasks of a plan up to which a report is computed while the person waits: well below 100 ms."""
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


def _row_of_task(task: TaskFigure, standing: str) -> RowOfFigure:
    small = " · ".join(part for part in (task.lead, standing) if part)
    return RowOfFigure(task.code, task.id, "tasks", task.text, small)


def _row_of_instance(task: TaskFigure, instance: InstanceFigure) -> RowOfFigure:
    """One period of a recurring task: which, by when, how it stands."""
    try:
        period = label(parse_period(instance.period))
    except UserError:  # a rhythm without a named period is told by its due day
        period = format_date(instance.due_on)
    small = " · ".join(part for part in (period, task.lead, word(instance.standing)) if part)
    return RowOfFigure(instance.key, task.id, "tasks", f"{task.code}  {task.text}", small)


def _row_of_indicator(row: IndicatorFigure) -> RowOfFigure:
    value = format_decimal(row.value) if row.value is not None else word(row.mark)
    unit = f" {row.unit}" if row.unit and row.value is not None else ""
    return RowOfFigure(row.code, row.id, "indicators", row.text, f"{value}{unit}")


class NewDays(Protocol):
    """Days that a letter sets; None leaves a day to the rule."""

    @property
    def letter(self) -> str: ...
    @property
    def data_from(self) -> date | None: ...
    @property
    def data_to(self) -> date | None: ...
    @property
    def cut_off(self) -> date | None: ...
    @property
    def due_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the page shows of one report, computed together."""

    draft: Draft
    checks: CheckList
    missing: Sequence[MissingFrom]
    layouts: Sequence[LayoutOfFigures]


class OfficeReports:
    def __init__(self, session: Session, plan_id: str = "") -> None:
        self._session = session
        self.plan_id = plan_id

    @property
    def today(self) -> date:
        return self._session.today

    @property
    def _plan(self) -> str:
        return self._session.store.plans.get(self.plan_id).code

    @property
    def is_large(self) -> bool:
        """Whether computing a report takes so long that the window would be felt to wait."""
        return self._session.store.tasks.size_of(self.plan_id) > AT_ONCE

    # reading

    def shown(self, owed: OwedReport, body: str | None = None) -> Shown:
        draft = self.draft(owed, body)
        checks = report_checks.check_list(self._session, draft.report, on=self.today, state=draft.state)
        return Shown(draft, checks, self.missing(owed), self.layouts(draft.report))

    def shown_apart(self, owed: OwedReport, body: str | None, progress: Progress) -> Shown:
        """The same, run as a job: over a session of its own."""
        with self._apart(progress) as office:
            return office.shown(owed, body)

    def recomputed_apart(self, report: Report, progress: Progress) -> Report:
        with self._apart(progress) as office:
            return office.recompute(report).report

    @contextmanager
    def _apart(self, progress: Progress) -> Iterator[OfficeReports]:
        progress.step(0, 1, "")
        session = self._session
        with open_session(session.store.path, user=session.user, read_only=True, now=session.now) as other:
            yield OfficeReports(other, self.plan_id)

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

    def missing(self, owed: OwedReport) -> list[MissingFrom]:
        """Who still owes what for the report; nobody once it is issued."""
        return [] if owed.is_issued else obligations.missing_for(self._session, owed, plan=self._plan)

    def layouts(self, report: Report) -> list[LayoutOfFigures]:
        return reports.layouts_of(self._session, report)

    def rows(self, report: Report, codes: Sequence[str]) -> list[RowOfFigure]:
        """The rows behind these keys as the report has them: as many as the figure counts."""
        tasks = {task.code: task for task in report.figures.tasks}
        instances = {row.key: row for row in report.figures.instances}
        indicators = {row.code: row for row in report.figures.indicators}
        found: list[RowOfFigure | None] = []
        for key in codes:
            if key in tasks:
                found.append(_row_of_task(tasks[key], word(tasks[key].standing)))
            elif key in instances and instances[key].task in tasks:
                found.append(_row_of_instance(tasks[instances[key].task], instances[key]))
            elif key in indicators:
                found.append(_row_of_indicator(indicators[key]))
            elif key.startswith(UNIT_ROW):
                found.append(self._row_of_unit(key, report))
            else:
                found.append(self._row_of_register(key) or self._row_gone(key))
        return [row for row in found if row is not None]

    def _row_of_unit(self, key: str, report: Report) -> RowOfFigure:
        """A unit that a figure counts, with how many tasks it leads in the report."""
        name = key.removeprefix(UNIT_ROW)
        unit = next((row for row in self._session.store.offices.units() if row.name == name), None)
        count = sum(task.lead == name for task in report.figures.tasks)
        small = _("{count} tasks").format(count=count)
        return RowOfFigure(key, unit.id if unit else "", "units" if unit else "", name, small)

    def _row_gone(self, code: str) -> RowOfFigure | None:
        """A task that is followed no more: of another's plan, or in the bin."""
        if "/" in code:
            return None
        tasks = self._session.store.tasks.of_plan(self.plan_id)
        task = next((row for row in tasks if row.code == code), None)
        words = _("no longer followed in this report")
        return RowOfFigure(code, task.id if task else "", "tasks" if task else "", task.text if task else "", words)

    def _row_of_register(self, source: str) -> RowOfFigure | None:
        """A source "finding/ID" of a sentence on what the registers hold, "chase/ID" of the log of chases."""
        table, _slash, row_id = source.partition("/")
        if table == CHASE_TABLE:
            return self._row_of_chase(source, row_id)
        if table not in set(RegisterKind):
            return None
        definition = DEFINITIONS[RegisterKind(table)]
        try:
            name = definition.name_of(definition.table(self._session).get(row_id))
        except KeyError:
            return None
        return RowOfFigure(source, source, "registers", name, _(definition.tab))

    def _row_of_chase(self, source: str, chase_id: str) -> RowOfFigure | None:
        chase = next((row for row in self._session.store.forms.chases(self.plan_id) if row.id == chase_id), None)
        if chase is None:
            return None
        small = " ".join(part for part in (format_date(chase.on), chase_words(chase.kind), chase.number) if part)
        unit = self._session.store.offices.unit(chase.unit_id)
        return RowOfFigure(source, chase.unit_id, "chasing", unit.name, small)

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
        with self._apart(progress) as office:
            session = office._session
            if report.pdf_attachment is not None:
                return PagePictures(session.store.files.read(report.pdf_attachment))
            return PagePictures(reports.report_pdf(session, report))

    def save_word(self, report: Report, target: Path, progress: Progress) -> Path:
        with self._apart(progress) as office:
            session = office._session
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

    def issue(self, report: Report, *, number: int, on: date, signer: str, progress: Progress) -> Report:
        """Run as a job: the paper of a large plan has many pages."""
        named = replace(report, signature=replace(report.signature, name=signer))
        here = self._session
        with open_session(here.store.path, user=here.user, now=here.now) as session:
            return reports.issue_report(session, named, number=number, on=on, progress=progress)

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

    def leave_out(self, owed: OwedReport) -> None:
        obligations.leave_out(self._session, owed)

    def change_days(self, owed: OwedReport, days: NewDays) -> None:
        obligations.change_dates(
            self._session,
            owed.regime,
            owed.period,
            letter=days.letter,
            data_from=days.data_from,
            data_to=days.data_to,
            cut_off=days.cut_off,
            due_on=days.due_on,
        )

    def ask(
        self,
        *,
        first: date,
        last: date,
        letter: str,
        due_on: date,
        title: str,
        template: str,
        superior_id: str | None = None,
    ) -> str:
        """A report asked for by letter; returns the code of its period."""
        made = obligations.ask_for_report(
            self._session,
            first=first,
            last=last,
            letter=letter,
            due_on=due_on,
            title=title,
            template=template,
            superior_id=superior_id,
        )
        return parse_period(made.period).code
