"""What happens when many tasks are worked on at once: ranges, paste, fill, order, extension, views. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from kh57_desktop.domain.saved_views import SavedView, ViewContent
from kh57_desktop.domain.tasks import Occurrence, Task
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.evidence import Proof
from kh57_desktop.services.pasting import Pasted, Rows
from kh57_desktop.services.supporting_units import SupportingUnit
from kh57_desktop.services.task_history import FieldLine
from kh57_desktop.services.task_table import TaskFilter
from kh57_desktop.services.tasks import CellEdit, RefusedCell
from kh57_desktop.ui.tasks.presenter import Offer, TaskPresenter

MOST_NAMED = 4
"""Refused cells that the message names; all are coloured."""


class RangeServices(Protocol):
    """What the presenter needs of the services beyond those of a single task."""

    def edit(self, tasks: Sequence[Task], fields: Mapping[str, str]) -> None: ...
    def edit_cells(self, edits: Sequence[CellEdit], words: str) -> list[RefusedCell]: ...
    def read_pasted(self, plan_id: str, rows: Rows, group_id: str | None, columns: Sequence[str] | None) -> Pasted: ...
    def accept_pasted(self, plan_id: str, pasted: Pasted, *, add_units: bool) -> list[Task]: ...
    def move(self, tasks: Sequence[Task], group_id: str | None, before: Task | None) -> None: ...
    def put_under(self, tasks: Sequence[Task], parent: Task | None) -> None: ...
    def task(self, task_id: str) -> Task: ...
    def extend(self, tasks: Sequence[Task], words: str, reason: str, document: str, day: str) -> None: ...
    def finish(self, task: Task, number: str, day: str) -> Task: ...
    def views(self) -> Sequence[SavedView]: ...
    def save_view(self, name: str, content: ViewContent) -> SavedView: ...
    def drop_view(self, view: SavedView) -> None: ...
    def attach(self, task: Task, files: Sequence[Path], *, to_last_entry: bool) -> list[Proof]: ...
    def describe(self, proof: Proof, number: str, day: str, *, goes_along: bool) -> None: ...
    def detach(self, proof: Proof) -> None: ...
    def ask_unit(self, task: Task, row: SupportingUnit) -> None: ...
    def unit_answered(self, task: Task, row: SupportingUnit) -> None: ...
    def finish_occurrence(self, occurrence: Occurrence, proof: str) -> None: ...
    def history(self, task_id: str, search: str) -> Sequence[FieldLine]: ...
    def due_in_month(self, wanted: TaskFilter, first: date) -> object: ...


class RangePage(Protocol):
    """What the presenter asks of the page."""

    def mark_doubts(self, doubts: Mapping[tuple[str, str], str]) -> None: ...
    def show_pasted(self, pasted: Pasted | None) -> None: ...
    def show_told(self, words: str, *, is_warning: bool, offers: Sequence[Offer] = ()) -> None: ...
    def show_views(self, views: Sequence[SavedView], current: str) -> None: ...
    def close_strips(self) -> None: ...
    def go_to(self, task_id: str) -> None: ...
    def ask_document(self, task: Task) -> None: ...
    def show_history(self, lines: Sequence[FieldLine]) -> None: ...


class RangePresenter:
    """Works beside `TaskPresenter`, which knows the filter in force and refreshes the page."""

    def __init__(self, page: RangePage, services: RangeServices, tasks: TaskPresenter) -> None:
        self._page = page
        self._services = services
        self._tasks = tasks
        self._rows: Rows = ()
        self._pasted: Pasted | None = None
        self._group_id: str | None = None
        self._view = ""

    # cells

    def edit_cells(self, edits: Sequence[CellEdit], words: str) -> None:
        """Many cells in one action; those that could not be read are coloured and named."""
        if not edits:
            return
        refused: list[RefusedCell] = []
        if not self._tasks.attempt(lambda: refused.extend(self._services.edit_cells(edits, words))):
            return
        self._page.mark_doubts({(cell.edit.task.id, cell.edit.field): _why(cell) for cell in refused})
        if refused:
            named = "; ".join(f"{cell.edit.task.code} “{cell.edit.words}”" for cell in refused[:MOST_NAMED])
            more = " …" if len(refused) > MOST_NAMED else ""
            told = _("{done} cells were set. {count} could not be read and were left as they were: {cells}").format(
                done=len(edits) - len(refused), count=len(refused), cells=named + more
            )
            self._page.show_told(told, is_warning=True)

    def set_for_all(self, tasks: Sequence[Task], field: str, words: str) -> None:
        if tasks and self._tasks.attempt(lambda: self._services.edit(tasks, {field: words})):
            self._page.close_strips()

    # paste

    def preview(self, rows: Rows, group_id: str | None) -> None:
        """Show what pasted rows would become before anything is saved."""
        self._rows, self._group_id = rows, group_id
        self._read(None)

    def choose_columns(self, columns: Sequence[str]) -> None:
        """A person said what the columns are."""
        self._read(columns)

    def _read(self, columns: Sequence[str] | None) -> None:
        self._pasted = self._services.read_pasted(self._tasks.plan_id, self._rows, self._group_id, columns)
        self._page.show_pasted(self._pasted)

    def accept(self, *, add_units: bool) -> None:
        pasted = self._pasted
        if pasted is None:
            return
        added: list[Task] = []
        plan_id = self._tasks.plan_id

        def save() -> None:
            added.extend(self._services.accept_pasted(plan_id, pasted, add_units=add_units))

        if self._tasks.attempt(save):
            self.drop_pasted()
            if added:
                self._page.go_to(added[0].id)
            self._page.show_told(_("{count} tasks were pasted.").format(count=len(added)), is_warning=False)

    def drop_pasted(self) -> None:
        self._pasted, self._rows = None, ()
        self._page.show_pasted(None)

    # order, parents, deadlines

    def move(self, tasks: Sequence[Task], group_id: str | None, before: Task | None) -> None:
        if tasks:
            self._tasks.attempt(lambda: self._services.move(tasks, group_id, before))

    def indent(self, tasks: Sequence[Task], parent: Task | None) -> None:
        if tasks:
            self._tasks.attempt(lambda: self._services.put_under(tasks, parent))

    def outdent(self, tasks: Sequence[Task]) -> None:
        """One level up: below the parent of the parent, or a task of its own."""
        if tasks and tasks[0].parent_id is not None:
            above = self._services.task(tasks[0].parent_id).parent_id
            self.indent(tasks, self._services.task(above) if above else None)

    def extend(self, tasks: Sequence[Task], words: str, reason: str, document: str, day: str) -> None:
        if tasks and self._tasks.attempt(lambda: self._services.extend(tasks, words, reason, document, day)):
            self._page.close_strips()

    def finish(self, task: Task | None, number: str = "", day: str = "") -> None:
        """Done today; where its product is a document without number and day, it is submitted, and they are asked."""
        if task is None:
            return
        finished: list[Task] = []
        if self._tasks.attempt(lambda: finished.append(self._services.finish(task, number, day))):
            self._page.close_strips()
            if finished[0].finished_on is None:
                told = _("{code} counts as submitted: its product is a document that has no number and day yet.")
                offers = [Offer(_("Enter number and day"), lambda: self._page.ask_document(finished[0]))]
                self._page.show_told(told.format(code=task.code), is_warning=True, offers=offers)

    # what hangs on one task

    def attach(self, files: Sequence[Path], *, to_last_entry: bool = False) -> None:
        self._with_task(lambda task: self._services.attach(task, files, to_last_entry=to_last_entry))

    def describe(self, proof: Proof, number: str, day: str, *, goes_along: bool) -> None:
        self._tasks.attempt(lambda: self._services.describe(proof, number, day, goes_along=goes_along))

    def detach(self, proof: Proof) -> None:
        self._tasks.attempt(lambda: self._services.detach(proof))

    def ask_unit(self, row: SupportingUnit) -> None:
        self._with_task(lambda task: self._services.ask_unit(task, row))

    def unit_answered(self, row: SupportingUnit) -> None:
        self._with_task(lambda task: self._services.unit_answered(task, row))

    def finish_occurrence(self, occurrence: Occurrence, proof: str) -> None:
        self._tasks.attempt(lambda: self._services.finish_occurrence(occurrence, proof))

    def history(self, search: str) -> None:
        task = self._tasks.task
        self._page.show_history(self._services.history(task.id, search) if task is not None else ())

    def _with_task(self, action: Callable[[Task], object]) -> None:
        task = self._tasks.task
        if task is not None:
            self._tasks.attempt(lambda: action(task))

    # views

    def refresh_views(self) -> None:
        self._page.show_views(self._services.views(), self._view)

    @property
    def view_name(self) -> str | None:
        """Of the view in force: what is printed has its rows."""
        return next((view.name for view in self._services.views() if view.id == self._view), None)

    def save_view(self, name: str, content: ViewContent) -> None:
        saved: list[SavedView] = []
        if self._tasks.attempt(lambda: saved.append(self._services.save_view(name, content))):
            self._view = saved[0].id
            self._page.close_strips()
            self.refresh_views()

    def choose_view(self, view: SavedView | None) -> ViewContent | None:
        """The view's content, for the page to lay its columns; None is all tasks as they were printed."""
        self._view = view.id if view else ""
        self._tasks.look_through(view.content if view else ViewContent())
        self.refresh_views()
        return view.content if view else None

    def drop_view(self, view: SavedView) -> None:
        if self._tasks.attempt(lambda: self._services.drop_view(view)):
            self._view = ""
            self.refresh_views()


def _why(cell: RefusedCell) -> str:
    error: UserError = cell.error
    return _("“{words}” was pasted: {reason}").format(words=cell.edit.words, reason=error.sentence)
