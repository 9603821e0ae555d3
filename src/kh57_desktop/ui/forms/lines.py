"""Forms and differences as rows of a sheet."""

from __future__ import annotations

from datetime import date

from kh57_desktop.domain.chases import SentForm
from kh57_desktop.domain.form_changes import ChangeKind, FormChange, TaskReport, ValueReport
from kh57_desktop.domain.form_words import doubt_words, kind_words
from kh57_desktop.domain.terms import MARK_SIGNS, Mark, Standing
from kh57_desktop.domain.unit_forms import Doubtful, FormTable
from kh57_desktop.i18n import N_, _, format_date, format_decimal
from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.ui.sheets.lines import ShownLine

FORM_FIELDS = (
    Field("code", N_("Form"), width=72),
    Field("unit", N_("Unit"), width=0),
    Field("tasks", N_("Tasks"), width=92, is_number=True, leaves=2),
    Field("indicators", N_("Indicators"), width=92, is_number=True, leaves=2),
    Field("made", N_("Made on"), FieldKind.DAY, width=104, leaves=1),
    Field("state", N_("State"), FieldKind.STATE, width=176),
)
CHANGE_FIELDS = (
    Field("state", N_("State"), FieldKind.STATE, width=128),
    Field("code", N_("Code"), width=64),
    Field("text", N_("Content"), width=0),
    Field("unit", N_("Unit"), width=150, leaves=2),
    Field("before", N_("Recorded"), width=150, leaves=1),
    Field("said", N_("The form says"), width=230),
    Field("reasons", N_("To be checked"), width=250),
)
_LOOKS = {
    ChangeKind.DOUBTFUL: Standing.DUE_SOON,
    ChangeKind.NEW: Standing.UNDER_WAY,
    ChangeKind.CHANGED: Standing.CONTINUOUS,
    ChangeKind.SAME: Standing.NOT_DUE,
}


def form_line(form: SentForm, unit: str, today: date) -> ShownLine:
    """Red only once the cut-off day has passed without the form."""
    if form.returned_on is not None:
        standing, words = Standing.DONE_ON_TIME, _("Received {day}").format(day=format_date(form.returned_on))
    elif today > form.cut_off:
        standing, words = Standing.OVERDUE, _("Not back")
    else:
        standing, words = Standing.UNDER_WAY, _("Waiting")
    cells = {
        "code": form.code,
        "unit": unit,
        "tasks": str(len(form.task_ids)),
        "indicators": str(len(form.indicator_ids)),
        "made": format_date(form.made_on),
        "state": words,
    }
    return ShownLine(form.id, form, cells, standing, words)


def change_line(change: FormChange) -> ShownLine:
    words = kind_words(change.kind).capitalize()
    cells = {
        "state": words,
        "code": change.code,
        "text": change.text,
        "unit": change.unit_name,
        "before": change.before,
        "said": said(change),
        "reasons": "; ".join(doubt_words(doubt) for doubt in change.doubts),
    }
    return ShownLine(change.id, change, cells, _LOOKS[change.kind], words)


def about_change(change: FormChange) -> str:
    """One sentence or two below the list: file and row, what the form says, what is in doubt and what helps."""
    parts = [f"{change.file}, {change.place}" if change.place else change.file]
    parts.append(_("the form says: {words}").format(words=said(change) or "–"))
    if change.before:
        parts.append(_("recorded: {words}").format(words=change.before))
    told = " · ".join(parts) + "."
    if change.kind is not ChangeKind.DOUBTFUL:
        return told
    doubts = "; ".join(doubt_words(doubt) for doubt in change.doubts)
    return f"{told} {_('To be checked')}: {doubts}. {_advice(change)}"


def _advice(change: FormChange) -> str:
    if Doubtful.LOCKED in change.doubts:
        return _("Open a correction of the report first, then take the form back again.")
    if change.can_be_accepted:
        return _("Ctrl+Enter saves the row as it is read; or send the form back with remarks.")
    if not change.row_id and change.text and change.table is FormTable.TASKS:
        return _("Ctrl+Enter makes it a task of its own; or send the form back with remarks.")
    return _("It cannot be saved as it stands: send the form back with remarks, or enter the right words yourself.")


def said(change: FormChange) -> str:
    """As understood; as typed where it is not."""
    report = change.report
    if isinstance(report, TaskReport):
        parts = (
            f"{report.percent} %" if report.percent is not None else "",
            _("finished on {day}").format(day=format_date(report.finished_on)) if report.finished_on else "",
            report.result,
            report.difficulty,
            report.proposal,
        )
        return "; ".join(part for part in parts if part)
    if isinstance(report, ValueReport):
        value = format_decimal(report.value) if report.mark is Mark.VALUE and report.value is not None else ""
        return value or MARK_SIGNS.get(report.mark, "")
    return "; ".join(change.typed.values())
