"""The page of tasks with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import N_
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_table import TaskLine
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.tasks.page import TasksPage
from kh57_desktop.ui.tasks.presenter import TaskPresenter
from kh57_desktop.ui.tasks.services import OfficeTasks


class TasksPart(PagePart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        Entry("add", N_("&Add a task"), ("F5",)),
        Entry("progress", N_("&Update progress"), ("Ctrl+U",)),
        Entry("finish", N_("&Mark as done"), ("Ctrl+H",)),
        Entry("bin", N_("&Delete the chosen tasks"), ("F6",)),
    )
    SEARCHES = True

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: TaskPresenter | None = None
        self.services: OfficeTasks | None = None
        self.page: TasksPage = TasksPage(desk.theme, self._lines, shows_full=desk.settings.shows_full)
        page = self.page
        page.import_asked.connect(lambda: desk.show_page("import"))
        page.print_asked.connect(lambda: desk.show_paper("task-list"))
        page.full_chosen.connect(self._remember_full)
        page.standing_chosen.connect(lambda wanted: self._with(lambda one: one.choose_standing(wanted)))
        page.incomplete_chosen.connect(lambda on: self._with(lambda one: one.choose_incomplete(on)))
        page.unit_chosen.connect(lambda unit: self._with(lambda one: one.choose_unit(unit)))
        page.filter_dropped.connect(self._drop_filter)
        page.fold_asked.connect(lambda group: self._with(lambda one: one.fold(group)))
        page.line_selected.connect(lambda line: self._with(lambda one: one.select(line)))
        page.edit_asked.connect(lambda *edit: self._with(lambda one: one.edit(*edit)))
        page.record_asked.connect(lambda *entry: self._with(lambda one: one.record(*entry)))
        page.add_asked.connect(lambda *task: self._with(lambda one: one.add(*task)))
        page.bin_asked.connect(lambda chosen: self._with(lambda one: one.bin(chosen)))

    def open(self, session: Session) -> None:
        self.services = OfficeTasks(session)
        self._presenter = TaskPresenter(self.page, self.services, saved=self.desk.saved, not_saved=self.desk.not_saved)

    def close(self) -> None:
        self._presenter = self.services = None

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def search(self, words: str) -> None:
        self._with(lambda one: one.search(words))

    def go_to(self, what: str) -> None:
        """A task by its id; "standing:overdue" narrows the table, "group:ID" is a group, "add" begins a new task."""
        kind, _colon, value = what.partition(":")
        if what == "add":
            self.page.start_adding()
        elif kind == "standing":
            self._with(lambda one: one.choose_standing(Standing(value)))
        elif kind == "group":
            self.page.go_to_group(value)
        else:
            self.page.go_to(what)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            "add": page.start_adding,
            "progress": page.start_entry,
            "finish": lambda: self._with(lambda one: one.finish()),
            "bin": page.start_binning,
            "full": page.toggle_full,
        }

    def _lines(self, offset: int, limit: int) -> Sequence[TaskLine]:
        return self._presenter.lines(offset, limit) if self._presenter is not None else ()

    def _remember_full(self, full: bool) -> None:
        self.desk.settings.shows_full = full

    def _drop_filter(self) -> None:
        self.desk.clear_search()
        self._with(lambda one: one.drop_filter())

    def _with(self, action: Callable[[TaskPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
