"""What is asked of the task list, and a row of the answer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from kh57_desktop.domain.plans import TaskGroup
from kh57_desktop.domain.tasks import DUE_SOON_DAYS, Task
from kh57_desktop.domain.terms import SIX_CLEAR, Clarity, Standing, Term
from kh57_desktop.light import dataclass


class TaskSort(StrEnum):
    """Column that the list is ordered by; equal rows keep the printed order."""

    PRINTED = "printed"
    CODE = "code"
    NUMBER = "number"
    TEXT = "text"
    LEAD = "lead"
    PERSON = "person"
    DUE_ON = "due_on"
    STANDING = "standing"
    PERCENT = "percent"
    PRIORITY = "priority"


class Grouping(StrEnum):
    """What the rows are gathered under."""

    GROUP = "group"
    UNIT = "unit"
    PERSON = "person"
    TERM = "term"
    PHASE = "phase"
    MONTH = "month"
    STANDING = "standing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Which tasks of a plan, as they stand on day `on`.

    `search`: words in any order, each the beginning of a word of the task, marks and case ignored, or a part of the
    name of its lead unit. `unit_id`: the lead unit; with `with_supporting` also those it supports.
    `missing_clarity`: tasks that do not state all of `clarity` (5 rõ / 6 rõ). `missing_member`: one that they lack.
    `collapsed_group_ids`: keys of the grouping whose rows the screen has folded away (None is the rows without one);
    `group_counts` still counts them. `only_key`: the rows of one key alone, where `is_one_key`.
    `waiting`: a supporting unit was asked and has not answered. `extended`: the deadline was put off.
    `due_from`/`due_to`: due within these days. `unproved`: finished, and no file proves it.
    """

    plan_id: str
    on: date
    search: str = ""
    standing: Standing | None = None
    unit_id: str | None = None
    group_id: str | None = None
    missing_clarity: bool = False
    sort: TaskSort = TaskSort.PRINTED
    descending: bool = False
    collapsed_group_ids: frozenset[str | None] = frozenset()
    with_supporting: bool = False
    clarity: tuple[Clarity, ...] = SIX_CLEAR
    due_soon_days: int = DUE_SOON_DAYS
    group_by: Grouping = Grouping.GROUP
    only_key: str | None = None
    is_one_key: bool = False
    person: str | None = None
    term: Term | None = None
    phase: str | None = None
    missing_member: Clarity | None = None
    waiting: bool = False
    extended: bool = False
    unproved: bool = False
    due_from: date | None = None
    due_to: date | None = None
    indicator_id: str | None = None
    parent_id: str | None = None
    task_id: str | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as listed. `percent`: of the latest progress entry up to the day, None where none says any.

    `depth`: how many parents it has above it; `children`: sub-tasks directly below.
    """

    task: Task
    standing: Standing
    percent: int | None
    lead_name: str
    group: TaskGroup | None
    depth: int = 0
    children: int = 0
    waiting: int = 0
    evidence: int = 0
