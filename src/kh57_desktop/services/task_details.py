"""One task with its progress log and its history, as the pane beside the table shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kh57_desktop.domain.tasks import ProgressEntry
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.services.task_table import TaskLine


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One action that touched the task: when (Vietnam time), who, and what it was called."""

    at: datetime
    user: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """`progress` and `history` newest first."""

    line: TaskLine
    progress: tuple[ProgressEntry, ...] = ()
    history: tuple[HistoryLine, ...] = ()


def details(session: Session, line: TaskLine) -> TaskDetails:
    """The pane's content for one line of the table."""
    task_id = line.task.id
    history = [
        HistoryLine(action.at.astimezone(VIETNAM), action.user, action.sentence)
        for action in session.store.actions_on_task(task_id)
    ]
    return TaskDetails(
        line=line, progress=tuple(reversed(session.store.tasks.progress(task_id))), history=tuple(history)
    )
