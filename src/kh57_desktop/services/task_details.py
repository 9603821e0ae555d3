"""One task with its progress log and its history, as the pane beside the table shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kh57_desktop.domain.tasks import Extension, Occurrence, ProgressEntry, Task, standing_of_occurrence
from kh57_desktop.domain.terms import Standing
from kh57_desktop.services.evidence import Proof, proofs_of
from kh57_desktop.services.registers.bases import directives_of_task
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.services.supporting_units import SupportingUnit, supporting_units
from kh57_desktop.services.task_table import TaskLine, line_of


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One action that touched the task: when (Vietnam time), who, and what it was called."""

    at: datetime
    user: str
    words: str


@dataclass(frozen=True, slots=True)
class OccurrenceLine:
    """An instance of a recurring task and where it stands today."""

    occurrence: Occurrence
    standing: Standing


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """`progress`, `history`, `proofs` and `occurrences` newest first, `extensions` in the order taken."""

    line: TaskLine
    progress: tuple[ProgressEntry, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    extensions: tuple[Extension, ...] = ()
    occurrences: tuple[OccurrenceLine, ...] = ()
    supporting: tuple[SupportingUnit, ...] = ()
    proofs: tuple[Proof, ...] = ()
    children: tuple[TaskLine, ...] = ()
    parent: Task | None = None
    indicators: tuple[str, ...] = ()
    """Indicators served, "C1 …"."""
    group: str = ""
    directives: tuple[str, ...] = ()
    """Directing documents that the task comes from."""


def details(session: Session, line: TaskLine) -> TaskDetails:
    """The pane's content for one line of the table."""
    task = line.task
    store = session.store
    history = [
        HistoryLine(action.at.astimezone(VIETNAM), action.user, action.sentence)
        for action in store.actions_on_task(task.id)
    ]
    served = {row.id: row for row in store.indicators.of_plan(task.plan_id)} if task.indicator_ids else {}
    groups = {group.id: group for group in store.plans.groups(task.plan_id)}
    group = groups.get(task.group_id or "")
    return TaskDetails(
        line=line,
        progress=tuple(reversed(store.tasks.progress(task.id))),
        history=tuple(history),
        extensions=tuple(store.tasks.extensions(task.id)),
        occurrences=tuple(
            OccurrenceLine(row, standing_of_occurrence(row, session.today))
            for row in reversed(store.tasks.occurrences(task.id))
        ),
        supporting=tuple(supporting_units(session, task)),
        proofs=tuple(proofs_of(session, task.id)),
        children=tuple(line_of(session, child) for child in store.tasks.children(task.id)),
        parent=store.tasks.get(task.parent_id) if task.parent_id else None,
        indicators=tuple(f"{served[id_].code} {served[id_].text}" for id_ in task.indicator_ids if id_ in served),
        directives=tuple(row.name for row in directives_of_task(session, task.id)),
        group=f"{group.number}. {group.title}".strip(". ") if group else "",
    )
