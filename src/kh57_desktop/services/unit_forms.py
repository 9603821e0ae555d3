"""Unit forms out: one workbook per unit or village with its own tasks and indicators, and its paper twin (N2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kh57_desktop.documents.excel.unit_form import unit_form_workbook
from kh57_desktop.documents.kinds.parts import plan_words
from kh57_desktop.documents.kinds.unit_form import unit_form_content
from kh57_desktop.documents.pdf.render import render_pdf
from kh57_desktop.domain.chases import SentForm
from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.periods import PeriodDates, label, parse_period
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import TaskState
from kh57_desktop.domain.unit_forms import FormRow, UnitForm
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _, fold
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.files import write_new
from kh57_desktop.services.indicator_grid import last_value
from kh57_desktop.services.lists import target_words
from kh57_desktop.services.obligations import dates_in, is_asked_for, regime_of
from kh57_desktop.services.offices import body_of_plan
from kh57_desktop.services.paper_settings import layout_of
from kh57_desktop.services.plans import plan_of, unit_by_name
from kh57_desktop.services.session import Session, new_id

_LONGEST_NAME = 40


class NothingToAsk(UserError):
    """No unit has an open task or an indicator in this period."""

    code = "nothing-to-ask"
    message = N_("There is no form to make for {period}: no unit has open work or an indicator in it.")
    hint = N_("No file was written. Please name lead units of tasks and indicators first, or choose another period.")


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A form with the files that it was written to."""

    sent: SentForm
    form: UnitForm
    files: tuple[Path, ...]


def send_forms(
    session: Session,
    folder: Path,
    *,
    period: str,
    regime: str | None = None,
    plan: str | None = None,
    unit: str | None = None,
    force: bool = False,
    progress: Progress = SILENT,
) -> list[MadeForm]:
    """Write the forms of one unit, or of all that have something to report, into `folder` as .xlsx and .pdf.

    A form of the same unit and period keeps its code when it is made again. Raises NothingToAsk, OutputExists.
    """
    chosen = plan_of(session, plan)
    rules = regime_of(session, regime)
    dates = dates_in(session, rules, parse_period(period))
    only = unit_by_name(session, unit) if unit else None
    sent = _records(session, chosen, rules.code, dates, only)
    if not sent:
        raise NothingToAsk(period=label(dates.period))
    with session.store.changes(_("Make {count} unit forms of {period}").format(count=len(sent), period=period)):
        for record in sent:
            session.store.forms.put(record)
    made = []
    body = body_of_plan(session, chosen)
    for count, record in enumerate(sent, 1):
        form = form_of(session, record)
        name = _file_name(record, form)
        workbook, paper = folder / f"{name}.xlsx", folder / f"{name}.pdf"
        write_new(workbook, unit_form_workbook(form), force=force)
        content = unit_form_content(body.system, form)
        write_new(paper, render_pdf(content, layout=layout_of(session, body.system)), force=force)
        made.append(MadeForm(record, form, (workbook, paper)))
        progress.step(count, len(sent), form.unit_name)
    return made


def _records(session: Session, plan: Plan, regime: str, dates: PeriodDates, only: Unit | None) -> list[SentForm]:
    tasks: dict[str, list[str]] = {}
    for task in session.store.tasks.of_plan(plan.id):
        if is_asked(task, dates) and task.lead_unit_id:
            tasks.setdefault(task.lead_unit_id, []).append(task.id)
    indicators: dict[str, list[str]] = {}
    for row in session.store.indicators.of_plan(plan.id):
        if row.responsible_unit_id and is_asked_for(row.frequency, dates.period):
            indicators.setdefault(row.responsible_unit_id, []).append(row.id)
    known = {form.unit_id: form for form in session.store.forms.of_period(plan.id, dates.period.code)}
    number = session.store.forms.next_number()
    found = []
    for unit in session.store.offices.units():
        asked = (tuple(tasks.get(unit.id, ())), tuple(indicators.get(unit.id, ())))
        if not any(asked) or (only is not None and unit.id != only.id):
            continue
        record = known.get(unit.id)
        if record is None:
            record = SentForm(
                new_id(),
                f"PH{number}",
                plan.id,
                unit.id,
                regime,
                dates.period.code,
                since=dates.data_from,
                cut_off=dates.cut_off,
                made_on=session.today,
            )
            number += 1
        found.append(replace(record, task_ids=asked[0], indicator_ids=asked[1], cut_off=dates.cut_off))
    return found


def is_asked(task: Task, dates: PeriodDates) -> bool:
    """An open task of ours that has begun by the end of the period."""
    return (
        task.is_ours
        and task.state in (TaskState.OPEN, TaskState.SUBMITTED)
        and not (task.start_on is not None and task.start_on > dates.data_to)
    )


def form_of(session: Session, sent: SentForm) -> UnitForm:
    """The form with what is known now; rows that were deleted since are left out."""
    plan = session.store.plans.get(sent.plan_id)
    office = session.store.offices.office()
    period = parse_period(sent.period)
    tasks = {task.id: task for task in session.store.tasks.of_plan(plan.id)}
    entries = session.store.tasks.progress_of_plan(plan.id)
    indicators = {row.id: row for row in session.store.indicators.of_plan(plan.id)}
    due = dates_in(session, regime_of(session, sent.regime), period).due_on
    return UnitForm(
        code=sent.code,
        office_code=office.code,
        office_name=body_of_plan(session, plan).name,
        plan_words=plan_words(plan),
        unit_name=session.store.offices.unit(sent.unit_id).name,
        period=sent.period,
        period_words=_capital(label(period)),
        cut_off=sent.cut_off,
        tasks=tuple(_task_row(tasks[key], entries) for key in sent.task_ids if key in tasks),
        indicators=tuple(
            _indicator_row(session, indicators[key], sent.period) for key in sent.indicator_ids if key in indicators
        ),
        answer_by=due if due > session.today else None,
        is_sample=office.is_sample,
    )


def _task_row(task: Task, entries: Mapping[str, Sequence[ProgressEntry]]) -> FormRow:
    last = [entry for entry in entries.get(task.id, ()) if entry.percent is not None]
    words = f"{last[-1].percent}% (ngày {last[-1].on.day}/{last[-1].on.month})" if last else ""
    return FormRow(task.id, task.code, task.text, (task.deadline_words, task.product), words)


def _indicator_row(session: Session, row: Indicator, period: str) -> FormRow:
    year = parse_period(period).year
    target = next((one for one in row.targets if one.year is not None and one.year >= year), None)
    words = target_words(target, row) if target is not None else ""
    last = last_value(session, row.id, period)
    value = f"{last[1].normalize():f}".replace(".", ",") if last else ""
    unit = f"{row.unit}/{row.per}" if row.per else row.unit
    return FormRow(row.id, row.code, row.text, (unit, words), value, row.unit)


def _file_name(sent: SentForm, form: UnitForm) -> str:
    """Letters that every stick and messenger keeps: `PH3_phong-van-hoa-xa-hoi_2026-Q3`."""
    plain = unicodedata.normalize("NFKD", fold(form.unit_name))
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plain).split()
    return f"{sent.code}_{'-'.join(words)[:_LONGEST_NAME].rstrip('-')}_{sent.period}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
