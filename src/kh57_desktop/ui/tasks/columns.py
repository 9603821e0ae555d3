"""The columns of the task table: heading, width, who leaves first, and the words of each cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kh57_desktop.domain.terms import DeadlineKind, Standing, word
from kh57_desktop.i18n import N_, _, format_date, format_decimal
from kh57_desktop.services.task_table import TaskLine, TaskSort
from kh57_desktop.ui.tables.columns import Column, ColumnKind
from kh57_desktop.ui.tables.roles import EditorKind

SHORT_WORDS = 13
"""A deadline as worded that is this short is shown as worded, a longer one as the day it computes to."""


@dataclass(frozen=True, slots=True)
class TaskColumn:
    """`text`: what the cell shows; `full`: what editing starts from and the tool tip says; `field`: what it sets."""

    column: Column
    text: Callable[[TaskLine], str]
    full: Callable[[TaskLine], str]
    field: str = ""
    editor: EditorKind | None = None


def number_words(line: TaskLine) -> str:
    """The printed number, or the code where the plan prints a bullet or nothing."""
    printed = line.task.number.strip().rstrip(".")
    return printed if any(character.isalnum() for character in printed) else line.task.code


def deadline_words(line: TaskLine) -> str:
    """Short words as worded ("Quý IV/2026"), else the due day, else what kind of deadline it is."""
    task = line.task
    if task.deadline_kind is DeadlineKind.CONTINUOUS:
        return word(Standing.CONTINUOUS)
    if task.deadline_words and len(task.deadline_words) <= SHORT_WORDS:
        return task.deadline_words
    if task.due_on:
        return format_date(task.due_on)
    if task.deadline_words and task.deadline_kind in (DeadlineKind.CONDITIONAL, DeadlineKind.RECURRING):
        return word(task.deadline_kind)
    return task.deadline_words


def percent_words(line: TaskLine) -> str:
    return f"{line.percent} %" if line.percent is not None else ""


def clear_words(line: TaskLine) -> str:
    return f"{len(line.clear)}/{len(line.members)}"


def missing_words(line: TaskLine) -> str:
    """Which of the "5 rõ" the task lacks, or that it lacks none."""
    missing = [word(member) for member in line.members if member not in line.clear]
    if not missing:
        return _("All are clear")
    return _("Not clear: {members}").format(members=", ".join(missing))


def standing_words(line: TaskLine) -> str:
    """With the distance where the task is late or soon due."""
    if line.standing is Standing.OVERDUE and line.days_late:
        return _("Overdue by {days} days").format(days=line.days_late)
    if line.standing is Standing.DUE_SOON and line.days_left is not None:
        return _("{days} days left").format(days=line.days_left) if line.days_left else _("Due today")
    return word(line.standing)


RULES: Mapping[Standing, str] = {
    Standing.OVERDUE: N_(
        "the due day is over and the task is not finished; the due day itself still counts as in time"
    ),
    Standing.DUE_SOON: N_("not finished, and due within the days that the office chose in the settings"),
    Standing.UNDER_WAY: N_("begun, not finished, and not due soon"),
    Standing.NOT_DUE: N_("not begun, and not due soon"),
    Standing.DONE_ON_TIME: N_("finished on the due day or before"),
    Standing.DONE_LATE: N_("finished after the due day"),
    Standing.CONTINUOUS: N_("continuous work without a due day"),
    Standing.SUSPENDED: N_("suspended by the office"),
    Standing.CANCELLED: N_("cancelled by the office"),
}
"""How a standing is computed (`domain.tasks.standing_of`); a parent stands where its worst open child stands."""


def standing_rule(line: TaskLine) -> str:
    """The standing with the rule that it was computed by: it is never typed."""
    rule = _("{standing}: {rule}.").format(standing=standing_words(line), rule=_(RULES[line.standing]))
    return f"{rule} {_('Of sub-tasks the worst open one counts.')}" if line.children else rule


def supporting_words(line: TaskLine) -> str:
    return "; ".join(line.supporting)


def priority_words(line: TaskLine) -> str:
    """Priorities above the usual one, as numbers of urgency."""
    return {0: "", 1: _("High"), 2: _("Very high")}.get(line.task.priority, str(line.task.priority))


def budget_words(line: TaskLine) -> str:
    return format_decimal(line.task.budget) if line.task.budget is not None else ""


def extension_words(line: TaskLine) -> str:
    """The first deadline, where it was put off since."""
    task = line.task
    moved = task.first_due_on is not None and task.first_due_on != task.due_on
    return format_date(task.first_due_on) if moved and task.first_due_on else ""


def count_words(count: int) -> str:
    return str(count) if count else ""


def _extra(
    key: str,
    heading: str,
    width: int,
    field: str,
    words: Callable[[TaskLine], str],
    editor: EditorKind | None = EditorKind.LINE,
    kind: ColumnKind = ColumnKind.TEXT,
) -> TaskColumn:
    """A column that is shown only where it was chosen."""
    column = Column(key, heading, kind, width, is_extra=True)
    return TaskColumn(column, words, words, field, editor if field else None)


COLUMNS: tuple[TaskColumn, ...] = (
    TaskColumn(Column("number", N_("#"), ColumnKind.FIRST, 68), number_words, lambda line: f"{line.task.code}"),
    TaskColumn(
        Column("text", N_("Content"), ColumnKind.TEXT, 300, is_main=True, is_wrapped=True),
        lambda line: line.task.text,
        lambda line: line.task.text,
        "text",
        EditorKind.LONG,
    ),
    TaskColumn(
        Column("lead", N_("Lead unit"), ColumnKind.TEXT, 140, is_wrapped=True),
        lambda line: line.lead,
        lambda line: line.lead,
        "lead_unit",
        EditorKind.CHOICE,
    ),
    TaskColumn(
        Column("supporting", N_("Supporting"), ColumnKind.TEXT, 116, 150, leaves=3, is_wrapped=True),
        supporting_words,
        supporting_words,
        "supporting_units",
        EditorKind.LONG,
    ),
    TaskColumn(
        Column("deadline", N_("Deadline"), ColumnKind.DATE, 116),
        deadline_words,
        lambda line: line.task.deadline_words,
        "deadline",
        EditorKind.LINE,
    ),
    TaskColumn(
        Column("product", N_("Product"), ColumnKind.TEXT, 112, 150, leaves=2, is_wrapped=True),
        lambda line: line.task.product,
        lambda line: line.task.product,
        "product",
        EditorKind.LONG,
    ),
    TaskColumn(
        Column("progress", N_("Progress"), ColumnKind.PROGRESS, 92, 112),
        percent_words,
        lambda line: str(line.percent) if line.percent is not None else "",
        "percent",
        EditorKind.NUMBER,
    ),
    TaskColumn(
        Column("standing", N_("Standing"), ColumnKind.STATE, 176), lambda line: word(line.standing), standing_words
    ),
    TaskColumn(Column("clear", N_("5 clear"), ColumnKind.MARKS, 88, leaves=1), clear_words, missing_words),
    _extra("person", N_("Who"), 130, "lead_person", lambda line: line.task.lead_person, EditorKind.CHOICE),
    _extra("approver", N_("Approver"), 130, "approver", lambda line: line.task.approver),
    _extra(
        "term", N_("Term"), 96, "term", lambda line: word(line.task.term) if line.task.term else "", EditorKind.CHOICE
    ),
    _extra("phase", N_("Phase"), 96, "phase", lambda line: line.task.phase),
    _extra("priority", N_("Priority"), 84, "priority", priority_words, EditorKind.CHOICE),
    _extra("budget", N_("Budget (đồng)"), 116, "budget", budget_words, EditorKind.NUMBER, ColumnKind.NUMBER),
    _extra("first", N_("First deadline"), 108, "", extension_words, None, ColumnKind.DATE),
    _extra("waiting", N_("Waiting for"), 84, "", lambda line: count_words(line.waiting), None, ColumnKind.NUMBER),
    _extra("evidence", N_("Evidence"), 84, "", lambda line: count_words(line.evidence), None, ColumnKind.NUMBER),
    _extra("document", N_("Number of the document"), 130, "product_number", lambda line: line.task.product_number),
    _extra("note", N_("Note"), 150, "note", lambda line: line.task.note),
)
SORTS = {
    "number": TaskSort.NUMBER, "text": TaskSort.TEXT, "lead": TaskSort.LEAD, "person": TaskSort.PERSON,
    "deadline": TaskSort.DUE_ON, "standing": TaskSort.STANDING, "progress": TaskSort.PERCENT,
    "priority": TaskSort.PRIORITY,
}  # fmt: skip
"""Columns that rows can be ordered by."""
