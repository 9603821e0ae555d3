"""What happens on the task page: decides, calls the services, tells the page what to show. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.saved_views import ViewContent
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import DeadlineKind, Standing, TaskState
from kh57_desktop.errors import NOT_DONE, BadValue, UnknownKey, UserError
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.services.task_details import TaskDetails
from kh57_desktop.services.task_fields import percent_as_typed
from kh57_desktop.services.task_table import Grouping, Only, TaskFilter, TaskLine, TaskSort, TaskSummary, filter_of

MANY_TASKS = 20_000
"""From so many tasks on, an edit is shown before everything is counted again."""
FIRST_LINES = 40
"""Lines of a very wide search that are shown before it is counted: more than a screen."""


class TaskServices(Protocol):
    """What the page needs of the services; one office's file is already chosen."""

    def summary(self, wanted: TaskFilter) -> TaskSummary: ...
    def lines(self, wanted: TaskFilter, key: str, offset: int, limit: int) -> Sequence[TaskLine]: ...
    def first_lines(self, wanted: TaskFilter, limit: int) -> Sequence[TaskLine] | None: ...
    def choices(self, plan_id: str) -> Mapping[str, Sequence[str]]: ...
    def details(self, line: TaskLine) -> TaskDetails: ...
    def units(self) -> Sequence[Unit]: ...
    def edit(self, tasks: Sequence[Task], fields: Mapping[str, str]) -> None: ...
    def record(
        self,
        task: Task,
        *,
        percent: int | None,
        result: str,
        difficulty: str,
        proposal: str,
        files: Sequence[Path] = (),
    ) -> None: ...
    def add(self, plan_id: str, fields: Mapping[str, str]) -> Task: ...
    def bin(self, tasks: Sequence[Task]) -> None: ...
    def unknown_units(self, words: str) -> Sequence[str]: ...
    def add_unit(self, name: str) -> None: ...


class TaskPage(Protocol):
    """What the presenter asks of the page."""

    def show_summary(self, wanted: TaskFilter, summary: TaskSummary) -> None: ...
    def show_first(self, lines: Sequence[TaskLine]) -> None: ...
    def show_rows_again(self) -> None: ...
    def show_choices(self, choices: Mapping[str, Sequence[str]]) -> None: ...
    def show_units(self, units: Sequence[Unit]) -> None: ...
    def show_details(self, details: TaskDetails | None) -> None: ...
    def show_refused(self, error: UserError, draft: Draft | None, offers: Sequence[Offer] = ()) -> None: ...
    def go_to(self, task_id: str) -> None: ...
    def current_line(self) -> TaskLine | None: ...
    def clear_entry(self) -> None: ...
    def show_told(self, words: str, *, is_warning: bool, offers: Sequence[Offer] = ()) -> None: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were typed into a cell and could not be saved: nothing typed is thrown away."""

    task_id: str
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out of a refusal: words of its button, and what it does."""

    words: str
    action: Callable[[], None]


class NoText(UserError):
    """The content of a task was cleared."""

    code = "no-text"
    message = N_("The content of a task cannot be empty.")
    hint = N_("It was left as it was. To remove the task, use “Delete the chosen tasks” (F6).")


class TaskPresenter:
    """Holds what is looked for; everything else is asked of the services anew after each change."""

    def __init__(
        self,
        page: TaskPage,
        services: TaskServices,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
        finish: Callable[[Task], None] = lambda _task: None,
        show_periods: Callable[[], None] = lambda: None,
    ) -> None:
        """`not_saved` is told when the file could not take a change (full, write-protected, busy).

        `finish` and `show_periods` are where 100 per cent leads: the task, or its periods, can be marked as done.
        """
        self._page = page
        self._services = services
        self._saved = saved
        self._not_saved = not_saved
        self._finish = finish
        self._show_periods = show_periods
        self._wanted = TaskFilter(plan_id="")
        self._line: TaskLine | None = None
        self._total = 0
        self._is_unsaid = False
        """Something was saved whose counts are not told yet."""

    # what is looked for

    def open_plan(self, plan_id: str) -> None:
        self._wanted = TaskFilter(plan_id=plan_id)
        self._line = None
        self.refresh()

    def search(self, words: str) -> None:
        """At every key. Where very many rows are found, the first come at once and are counted after a pause."""
        wanted = replace(self._wanted, search=nfc(words))
        first = self._services.first_lines(wanted, FIRST_LINES) if wanted.search.strip() else None
        if first is None:
            self._look_for(wanted)
        else:
            self._wanted = wanted
            self._page.show_first(first)

    def count_again(self) -> None:
        """The person has stopped typing: everything that the search leaves, counted."""
        self._look_for(self._wanted)
        if self._is_unsaid:
            self._is_unsaid = False
            self._saved()

    def group_by(self, grouping: Grouping) -> None:
        self._look_for(replace(self._wanted, group_by=grouping, folded=frozenset()))

    def sort_by(self, sort: TaskSort) -> None:
        """The same column again turns the order around, a third time gives the printed order back."""
        now = self._wanted
        if now.sort is not sort:
            self._look_for(replace(now, sort=sort, is_descending=False))
        elif not now.is_descending:
            self._look_for(replace(now, is_descending=True))
        else:
            self._look_for(replace(now, sort=TaskSort.PRINTED, is_descending=False))

    def narrow(self, **choice: object) -> None:
        """person, term, phase, member or only: one choice of the chips' menus, None for all."""
        self._look_for(replace(self._wanted, **choice))  # type: ignore[arg-type]

    def look_through(self, content: ViewContent) -> None:
        """Filter, grouping and order of a saved view."""
        self._look_for(filter_of(self._wanted.plan_id, content))

    @property
    def wanted(self) -> TaskFilter:
        return self._wanted

    @property
    def plan_id(self) -> str:
        return self._wanted.plan_id

    @property
    def task(self) -> Task | None:
        """The task in whose row the cursor is."""
        return self._line.task if self._line is not None else None

    def choose_standing(self, standing: Standing | None) -> None:
        self._look_for(replace(self._wanted, standing=standing))

    def choose_incomplete(self, on: bool) -> None:
        self._look_for(replace(self._wanted, only=Only.INCOMPLETE if on else None, member=None))

    def choose_unit(self, unit_id: str | None) -> None:
        self._look_for(replace(self._wanted, unit_id=unit_id))

    def drop_filter(self) -> None:
        self._look_for(self._wanted.without_filter())

    def fold(self, group_id: str) -> None:
        self._look_for(replace(self._wanted, folded=self._wanted.folded ^ {group_id}))

    def refresh(self) -> None:
        """Show the file as it is now."""
        self._page.show_units(self._services.units())
        if self._wanted.plan_id:
            self._page.show_choices(self._services.choices(self._wanted.plan_id))
        self._look_for(self._wanted)
        self.select(self._page.current_line())

    def _look_for(self, wanted: TaskFilter) -> None:
        self._wanted = wanted
        summary = self._services.summary(wanted)
        self._total = summary.total
        self._page.show_summary(wanted, summary)

    def lines(self, key: str, offset: int, limit: int) -> Sequence[TaskLine]:
        """A page of the lines of one group, as the filter in force leaves them."""
        return self._services.lines(self._wanted, key, offset, limit)

    # one task

    def select(self, line: TaskLine | None) -> None:
        self._line = line
        self._page.show_details(self._services.details(line) if line is not None else None)

    # changes

    def edit(self, task: Task, field: str, words: str) -> None:
        """A cell was left with other words than it had."""
        draft = Draft(task.id, field, words)
        if field == "percent":
            if self.attempt(lambda: self._record_percent(task, words), draft=draft):
                self._tell_contradiction(task, percent_as_typed(words))
            return
        try:
            if field == "text" and not words.strip():
                raise NoText
            self._services.edit([task], {field: words})
        except UnknownKey as error:
            self._refuse(error, draft, [self._unit_offer(task, field, words)])
        except UserError as error:
            self._refuse(error, draft)
        else:
            self._done()

    def record(
        self, percent_words: str, result: str, difficulty: str, proposal: str, files: Sequence[Path] = ()
    ) -> None:
        """The entry line of the pane: one dated line of the progress log, with the files that prove it."""
        line = self._line
        if line is None:
            return

        def save() -> None:
            percent = percent_as_typed(percent_words)
            if percent is None and not (result.strip() or difficulty.strip() or proposal.strip() or files):
                raise BadValue(field=_("progress"), value="", allowed=_("a percentage or a result"))
            self._services.record(
                line.task, percent=percent, result=result, difficulty=difficulty, proposal=proposal, files=files
            )

        if self.attempt(save):
            self._page.clear_entry()
            self._tell_contradiction(line.task, percent_as_typed(percent_words))

    def add(self, words: str, group: str) -> None:
        """A new task in the group with this number or title."""
        fields = {"text": words} | ({"group": group} if group else {})
        added: list[Task] = []
        if self.attempt(lambda: added.append(self._services.add(self._wanted.plan_id, fields))):
            self._page.go_to(added[0].id)

    def bin(self, tasks: Sequence[Task]) -> None:
        if tasks:
            self.attempt(lambda: self._services.bin(tasks))

    def attempt(self, save: Callable[[], object], *, draft: Draft | None = None) -> bool:
        """Save; a refusal is shown and False, else the page is shown anew."""
        try:
            save()
        except UserError as error:
            self._refuse(error, draft)
            return False
        self._done()
        return True

    def _refuse(self, error: UserError, draft: Draft | None, offers: Sequence[Offer] = ()) -> None:
        if error.exit_code == NOT_DONE:
            self._not_saved()
        self._page.show_refused(error, draft, offers)

    def _done(self) -> None:
        if self._total < MANY_TASKS:
            self._saved()
            self.refresh()
            return
        self._is_unsaid = True  # the row at once; what has to be counted comes when the person pauses
        self._page.show_rows_again()
        self.select(self._page.current_line())

    def _record_percent(self, task: Task, words: str) -> None:
        percent = percent_as_typed(words)
        if percent is None:
            raise BadValue(field=_("progress"), value=words, allowed=_("a whole number from 0 to 100"))
        self._services.record(task, percent=percent, result="", difficulty="", proposal="")

    def _tell_contradiction(self, task: Task, percent: int | None) -> None:
        """Per cent and standing are two things: where the new one says otherwise than the other, a click mends it."""
        told, offers = "", []
        if percent == 100 and task.state is TaskState.OPEN:
            if task.deadline_kind is DeadlineKind.RECURRING:
                told = _("{code} is at 100 %, but its periods are marked as done one by one.")
                offers = [Offer(_("Show the periods"), self._show_periods)]
            elif task.deadline_kind is not DeadlineKind.CONTINUOUS:
                told = _("{code} is at 100 %, but not marked as done yet.")
                offers = [Offer(_("Mark as done"), lambda: self._finish(task))]
        elif percent is not None and percent < 100 and task.state is TaskState.DONE:
            told = _("{code} is at {percent} % now, but was marked as done.")
            offers = [Offer(_("Open it again"), lambda: self.edit(task, "state", TaskState.OPEN))]
        if told:
            self._page.show_told(told.format(code=task.code, percent=percent), is_warning=True, offers=offers)

    def _unit_offer(self, task: Task, field: str, words: str) -> Offer:
        """Units that are not on the list can be put there with the same click."""
        names = self._services.unknown_units(words) if field == "supporting_units" else [words.strip()]

        def add_and_set() -> None:
            for name in names:
                self._services.add_unit(name)
            self.edit(task, field, words)

        return Offer(_("Add unit “{name}”").format(name="; ".join(names)), add_and_set)
