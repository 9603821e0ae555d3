"""What follows a task in the pane: extensions, supporting units, periods of a recurring task, sub-tasks."""

from __future__ import annotations

from collections.abc import Callable

from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.tasks import Extension, Occurrence
from kh57_desktop.domain.terms import word
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.supporting_units import SupportingUnit
from kh57_desktop.services.task_details import OccurrenceLine, TaskDetails
from kh57_desktop.services.task_table import TaskLine
from kh57_desktop.ui.tasks.action_rows import ActionRow


def follow_rows(
    details: TaskDetails,
    *,
    ask: Callable[[SupportingUnit], None],
    answered: Callable[[SupportingUnit], None],
    finish: Callable[[Occurrence], None],
) -> list[ActionRow]:
    return [
        *(_extension(step) for step in details.extensions),
        *(_occurrence(row, finish) for row in details.occurrences),
        *(_unit(row, ask, answered) for row in details.supporting),
        *(_child(child) for child in details.children),
    ]


def _child(line: TaskLine) -> ActionRow:
    head = _("Sub-task {code} · {standing}").format(code=line.task.code, standing=word(line.standing))
    return ActionRow(head, line.task.text)


def _extension(step: Extension) -> ActionRow:
    before = format_date(step.due_from) if step.due_from else step.words_from
    after = format_date(step.due_to) if step.due_to else step.words_to
    document = step.document + (f" ({format_date(step.document_on)})" if step.document_on else "")
    words = "; ".join(part for part in (step.reason, document, step.author) if part)
    return ActionRow(_("Extended {before} → {after}").format(before=before, after=after), words)


def _occurrence(row: OccurrenceLine, finish: Callable[[Occurrence], None]) -> ActionRow:
    occurrence = row.occurrence
    due = _("due {day}").format(day=format_date(occurrence.due_on))
    words = " · ".join(part for part in (word(row.standing), due, occurrence.proof) if part)
    actions = () if occurrence.finished_on else ((_("Period is done"), lambda: finish(occurrence)),)
    return ActionRow(_("Period {period}").format(period=label(parse_period(occurrence.period))), words, actions)


def _unit(
    row: SupportingUnit, ask: Callable[[SupportingUnit], None], answered: Callable[[SupportingUnit], None]
) -> ActionRow:
    asked, answer = row.row.asked_on, row.row.answered_on
    parts = []
    if asked:
        parts.append(_("asked {day}").format(day=format_date(asked)))
    if answer:
        parts.append(_("answered {day}").format(day=format_date(answer)))
    elif asked:
        parts.append(_("waiting"))
    if row.row.is_waited_for:
        actions = ((_("Answered today"), lambda: answered(row)),)
    else:
        actions = ((_("Asked today"), lambda: ask(row)),)
    return ActionRow(row.unit.name, " · ".join(parts) or _("not asked yet"), actions)
