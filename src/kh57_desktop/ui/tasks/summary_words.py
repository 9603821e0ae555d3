"""What the head of the task page says of the rows in sight, and what the page says where there are none."""

from __future__ import annotations

from kh57_desktop.i18n import _
from kh57_desktop.services.task_table import TaskFilter, TaskSummary


def summary_words(summary: TaskSummary, wanted: TaskFilter) -> str:
    groups = sum(1 for group in summary.groups if group.title)
    if wanted.narrows:
        return _("{shown} of {count} tasks").format(shown=summary.shown, count=summary.total)
    tasks = _("{count} tasks").format(count=summary.total)
    return f"{tasks} · " + _("{count} groups").format(count=groups) if groups else tasks


def nothing_words(summary: TaskSummary, *, narrows: bool) -> tuple[str, str, str, str, str]:
    """Icon, title, hint and two buttons of the empty page; `narrows`: a search or filter left nothing."""
    if narrows:
        return (
            "filter",
            _("No task matches"),
            _("The search or a filter leaves none of the {count} tasks.").format(count=summary.total),
            _("Drop the filter"),
            "",
        )
    return (
        "clipboard_text_ltr",
        _("There is no task yet"),
        _("Read the plan that was issued, or add tasks one by one."),
        _("Read a plan…"),
        _("Add a task (F5)"),
    )
