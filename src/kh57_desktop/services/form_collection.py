"""Unit forms back: a whole folder read, told as one list of differences, accepted by row or all in one action (N2)."""

from __future__ import annotations

from collections.abc import Collection as Ids
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kh57_desktop.documents.excel.unit_form import FilledRow, unit_form_workbook
from kh57_desktop.domain.chases import SentForm
from kh57_desktop.domain.form_changes import (
    ChangeKind,
    FormChange,
    IndicatorNow,
    TaskNow,
    TaskReport,
    ValueReport,
    added_row,
    conflicts,
    indicator_change,
    task_change,
)
from kh57_desktop.domain.form_words import doubt_words
from kh57_desktop.domain.indicators import Reading
from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import DeadlineKind, TaskState
from kh57_desktop.domain.unit_forms import Doubtful, Entry, FormTable, ReturnedForm, UnitForm, match_rows
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.importing.unit_forms import FORM_SUFFIXES, FormUnknown, read_form
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.computed_indicators import save_reading
from kh57_desktop.services.indicator_grid import last_value
from kh57_desktop.services.occurrences import instance_of
from kh57_desktop.services.period_locks import lock_of, refuse_locked
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.unit_forms import form_of


class FormOfAnother(UserError):
    """A form that another office sent out."""

    code = "form-of-another"
    message = N_("The form “{name}” belongs to the office with the code {code}, not to this one.")
    hint = N_("Nothing was changed. Please put it aside and ask the unit for the form that this office sent out.")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of the folder that is no form of ours, and why."""

    name: str
    error: UserError


@dataclass(frozen=True, slots=True)
class Lock:
    """A period whose values were reported: what forms say of them waits until a correction of `sign` is open."""

    regime: str
    period: str
    sign: str

    @property
    def sentence(self) -> str:
        words = label(parse_period(self.period))
        return _("The figures of {period} were reported in {sign} and are locked.").format(period=words, sign=self.sign)

    @property
    def advice(self) -> str:
        return _(
            "Values of the forms that differ were not saved; progress can be accepted. To put figures right, open a "
            "correction of that report first (Reports, Correct), then take the same forms back again."
        )


@dataclass(frozen=True, slots=True)
class Collected:
    """What the returned files change. `forms`: by file name; `silent`: rows left empty, by file name.

    `locks`: periods whose reported values some file contradicts.
    """

    changes: tuple[FormChange, ...] = ()
    refused: tuple[Refused, ...] = ()
    forms: tuple[tuple[str, SentForm], ...] = ()
    silent: tuple[tuple[str, int], ...] = ()
    locks: tuple[Lock, ...] = ()

    def of_kind(self, kind: ChangeKind) -> tuple[FormChange, ...]:
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def sure(self) -> tuple[FormChange, ...]:
        """New and changed rows without a doubt: what *Nhận tất cả* takes."""
        return tuple(change for change in self.changes if change.kind in (ChangeKind.NEW, ChangeKind.CHANGED))


@dataclass(frozen=True, slots=True)
class Accepted:
    tasks: int = 0
    indicators: int = 0
    added: int = 0


@dataclass(frozen=True, slots=True)
class ReadForms:
    """Files as they were read, nothing of the data file asked yet."""

    forms: tuple[ReturnedForm, ...] = ()
    refused: tuple[Refused, ...] = ()


def collect(session: Session, paths: Iterable[Path], *, progress: Progress = SILENT) -> Collected:
    """Read the files, and those in the folders, without changing anything; one bad file never stops the others."""
    return judge(session, read_forms(paths, progress=progress))


def read_forms(paths: Iterable[Path], *, progress: Progress = SILENT) -> ReadForms:
    """The long part, which touches no data file: a job can do it."""
    files = list(_files(paths))
    forms: list[ReturnedForm] = []
    refused: list[Refused] = []
    for count, path in enumerate(files, 1):
        try:
            forms.append(read_form(path))
        except UserError as error:
            refused.append(Refused(path.name, error))
        progress.step(count, len(files), path.name)
    return ReadForms(tuple(forms), tuple(refused))


def judge(session: Session, read: ReadForms) -> Collected:
    """What the forms change, row by row, beside what is recorded now."""
    changes: list[FormChange] = []
    refused = list(read.refused)
    forms: list[tuple[str, SentForm]] = []
    silent: list[tuple[str, int]] = []
    for returned in read.forms:
        try:
            sent = _sent(session, returned)
        except UserError as error:
            refused.append(Refused(returned.name, error))
            continue
        form = form_of(session, sent)
        found = _changes(session, sent, form, returned)
        changes += found
        forms.append((returned.name, sent))
        told = {change.row_id for change in found if change.row_id}
        silent.append((returned.name, len(form.tasks) + len(form.indicators) - len(told)))
    locks = _locks(session, forms, changes)
    return Collected(tuple(conflicts(changes)), tuple(refused), tuple(forms), tuple(silent), locks)


def _locks(session: Session, forms: Sequence[tuple[str, SentForm]], changes: Sequence[FormChange]) -> tuple[Lock, ...]:
    files = {change.file for change in changes if Doubtful.LOCKED in change.doubts}
    found = {}
    for name, sent in forms:
        head = lock_of(session, sent.plan_id, sent.period) if name in files else None
        if head is not None:
            found[head.id] = Lock(head.regime, head.period, head.sign or "")
    return tuple(found.values())


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    """Named files as they are; of a folder those that can be forms, without the lock files of an open Excel."""
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            yield from (
                one
                for one in inside
                if one.suffix.lower() in FORM_SUFFIXES and not one.name.startswith(("~$", ".~", "."))
            )
        else:
            yield path


def _sent(session: Session, returned: ReturnedForm) -> SentForm:
    office = session.store.offices.office()
    if returned.office_code and returned.office_code != office.code:
        raise FormOfAnother(name=returned.name, code=returned.office_code)
    sent = session.store.forms.by_code(returned.form_code)
    if sent is None:
        raise FormUnknown(name=returned.name)
    return sent


def _changes(session: Session, sent: SentForm, form: UnitForm, returned: ReturnedForm) -> list[FormChange]:
    tasks = {task.id: task for task in session.store.tasks.of_plan(sent.plan_id)}
    entries = session.store.tasks.progress_of_plan(sent.plan_id)
    found = []
    for matched in match_rows(form, returned.rows):
        if matched.row is None:
            change = added_row(matched)
        elif matched.returned.table is FormTable.TASKS:
            task = tasks[matched.row.key]
            now = TaskNow(task, tuple(entries.get(task.id, ())))
            change = task_change(matched, now, since=sent.since, today=session.today)
        else:
            change = indicator_change(matched, _indicator_now(session, matched.row.key, sent.period))
            if change.kind is not ChangeKind.SAME and lock_of(session, sent.plan_id, sent.period) is not None:
                doubts = (Doubtful.LOCKED, *change.doubts)
                change = replace(change, kind=ChangeKind.DOUBTFUL, report=None, doubts=doubts)
        found.append(replace(change, id=f"{returned.name}|{change.id}", file=returned.name, unit_name=form.unit_name))
    return found


def _indicator_now(session: Session, indicator_id: str, period: str) -> IndicatorNow:
    readings = session.store.indicators.readings(indicator_id)
    last = last_value(session, indicator_id, period)
    return IndicatorNow(
        session.store.indicators.get(indicator_id),
        next((row for row in readings if row.period == period), None),
        last[1] if last else None,
    )


# --- accepting --------------------------------------------------------------------------------------------------------


def accept(session: Session, collected: Collected, ids: Ids[str] | None = None) -> Accepted:
    """Save the rows with these ids, default all without doubt, and note the forms as returned: one action.

    A doubtful row named by its id is saved as it was read; a row that the unit added becomes a task of its own.
    Raises PeriodLocked where values of a period were reported already: nothing is saved then.
    """
    chosen = [change for change in collected.changes if (change in collected.sure if ids is None else change.id in ids)]
    sent = dict(collected.forms)
    with session.store.changes(_("Collect {count} unit forms").format(count=len(sent))):
        count = {FormTable.TASKS: 0, FormTable.INDICATORS: 0}
        added = 0
        for change in chosen:
            if change.can_be_accepted:
                _save(session, change, sent[change.file])
                count[change.table] += 1
            elif not change.row_id and change.table is FormTable.TASKS and change.text:
                _add_task(session, change, sent[change.file])
                added += 1
        for name, form in collected.forms:
            session.store.forms.put(replace(form, returned_on=session.today, returned_name=name))
    return Accepted(count[FormTable.TASKS], count[FormTable.INDICATORS], added)


def _save(session: Session, change: FormChange, sent: SentForm) -> None:
    if isinstance(change.report, TaskReport):
        task = session.store.tasks.get(change.row_id)
        _save_progress(session, task, change.report, sent, author=change.unit_name)
    elif isinstance(change.report, ValueReport):
        _save_reading(session, change, change.report, sent)


def _save_progress(session: Session, task: Task, report: TaskReport, sent: SentForm, *, author: str) -> None:
    day = _day_of(session, sent)
    finished = report.finished_on
    entry = ProgressEntry(
        id=new_id(),
        task_id=task.id,
        on=finished if finished is not None else day,
        recorded_at=session.now().isoformat(),
        percent=100 if finished is not None else report.percent,
        result=report.result,
        difficulty=report.difficulty,
        proposal=report.proposal,
        author=author,
    )
    session.store.tasks.put_progress(entry)
    if finished is not None and task.deadline_kind is DeadlineKind.RECURRING:
        _finish_instances(session, task, finished, sent, author=author)
    elif finished is not None:
        session.store.tasks.put(replace(task, state=TaskState.DONE, finished_on=finished))


def _finish_instances(session: Session, task: Task, finished: date, sent: SentForm, *, author: str) -> None:
    """A recurring task goes on: what is finished is its instance of that time, else the open one that is oldest."""
    chosen = instance_of(session, task, finished)
    if chosen is not None:
        proof = _("form {code} of {unit}").format(code=sent.code, unit=author)
        session.store.tasks.put_occurrence(replace(chosen, finished_on=finished, proof=proof))


def _day_of(session: Session, sent: SentForm) -> date:
    """What a form says is as at its cut-off day, even when it comes back later."""
    return min(session.today, sent.cut_off)


def _save_reading(session: Session, change: FormChange, report: ValueReport, sent: SentForm) -> None:
    refuse_locked(session, sent.plan_id, sent.period)
    old = next((row for row in session.store.indicators.readings(change.row_id) if row.period == sent.period), None)
    save_reading(
        session,
        Reading(
            id=old.id if old else new_id(),
            indicator_id=change.row_id,
            period=sent.period,
            mark=report.mark,
            value=report.value,
            source=report.source or _("form {code} of {unit}").format(code=sent.code, unit=change.unit_name),
            remark=report.remark,
            follow_up=bool(change.checks),
            author=change.unit_name,
            recorded_at=session.now().isoformat(),
        ),
    )


def _add_task(session: Session, change: FormChange, sent: SentForm) -> None:
    rows = session.store.tasks.of_plan(sent.plan_id)
    task = Task(
        id=new_id(),
        plan_id=sent.plan_id,
        code=session.store.tasks.next_code(sent.plan_id),
        text=change.text,
        lead_unit_id=sent.unit_id,
        note=_("added by {unit} in form {code}").format(unit=change.unit_name, code=sent.code),
        position=max((row.position for row in rows), default=0) + 1,
    )
    session.store.tasks.put(task)
    result = change.typed.get(Entry.RESULT, "")
    if result:
        _save_progress(session, task, TaskReport(result=result), sent, author=change.unit_name)


# --- sending back -----------------------------------------------------------------------------------------------------


def returned_for_correction(session: Session, collected: Collected) -> list[tuple[str, bytes]]:
    """(file name, workbook) of each form with doubtful rows: what the unit typed, a remark in each doubtful cell."""
    found = []
    for name, sent in collected.forms:
        rows = [change for change in collected.changes if change.file == name]
        if any(change.kind is ChangeKind.DOUBTFUL for change in rows):
            filled = [_filled(change) for change in rows]
            workbook = unit_form_workbook(form_of(session, sent), filled=filled)
            found.append((f"{Path(name).stem}_can-sua.xlsx", workbook))
    return found


def _filled(change: FormChange) -> FilledRow:
    remarks: dict[Entry | None, str] = {}
    for doubt in change.doubts if change.kind is ChangeKind.DOUBTFUL else ():
        for entry in _places_of(doubt, change):
            remarks[entry] = "\n".join(words for words in (remarks.get(entry, ""), doubt_words(doubt)) if words)
    return FilledRow(change.table, change.row_id, change.text, change.typed, remarks)


_PLACES: dict[Doubtful, Sequence[Entry]] = {
    Doubtful.ONE_OR_HUNDRED: (Entry.PERCENT,),
    Doubtful.OUT_OF_RANGE: (Entry.PERCENT,),
    Doubtful.LESS_THAN_BEFORE: (Entry.PERCENT,),
    Doubtful.DONE_IN_PART: (Entry.PERCENT, Entry.FINISHED_ON),
    Doubtful.FUTURE: (Entry.FINISHED_ON,),
    Doubtful.NO_DAY: (Entry.FINISHED_ON,),
    Doubtful.VALUE: (Entry.VALUE,),
}


def _places_of(doubt: Doubtful, change: FormChange) -> Sequence[Entry | None]:
    """The cells that a doubt is about; None is the row as a whole."""
    if doubt is Doubtful.UNREADABLE:
        if change.table is FormTable.INDICATORS:
            return (Entry.VALUE,)
        typed = [entry for entry in (Entry.PERCENT, Entry.FINISHED_ON) if change.typed.get(entry)]
        return typed or (None,)
    return _PLACES.get(doubt, (None,))
