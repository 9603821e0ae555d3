"""What the task table shows: groups with their counts, and pages of lines, as filtered and folded on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import Clarity, Standing


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What is looked for. `folded`: ids of the groups whose rows are closed ("" for tasks without a group)."""

    plan_id: str
    search: str = ""
    standing: Standing | None = None
    unit_id: str | None = None
    is_incomplete: bool = False
    """Only tasks that lack one of the "5 rõ"."""
    folded: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        return bool(self.search.strip() or self.standing or self.unit_id or self.is_incomplete)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A task group with counts over the tasks that the filter leaves."""

    id: str
    number: str
    title: str
    count: int
    overdue: int
    due_soon: int
    done: int

    @property
    def heading(self) -> str:
        number = self.number.rstrip(".")
        return f"{number}. {self.title}" if number else self.title


@dataclass(frozen=True, slots=True)
class TaskSummary:
    """Counts of a whole plan (`standings`, `incomplete`, `total`) and of what the filter leaves (`groups`)."""

    total: int = 0
    standings: Mapping[Standing, int] = field(default_factory=dict)
    incomplete: int = 0
    groups: tuple[GroupLine, ...] = ()

    @property
    def shown(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task with all that its row says, names already looked up. `percent` None: nothing recorded."""

    task: Task
    standing: Standing
    lead: str = ""
    lead_short: str = ""
    supporting: tuple[str, ...] = ()
    percent: int | None = None
    clear: frozenset[Clarity] = frozenset()
    days_late: int = 0
    days_left: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One action on one task, for its history: when, who, what it was called, which fields from what to what."""

    at: str
    user: str
    words: str
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """What the pane shows beside the line: the progress log, newest first, and the history."""

    line: TaskLine
    progress: tuple[ProgressEntry, ...] = ()
    history: tuple[HistoryLine, ...] = ()
