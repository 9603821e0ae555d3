"""The page of tasks with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from kh57_desktop.domain.saved_views import SavedView
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Clarity, Standing
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_
from kh57_desktop.services.evidence import Proof
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_table import Only, TaskLine
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.messages import message_of
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.tasks.opening import open_copy
from kh57_desktop.ui.tasks.page import TasksPage
from kh57_desktop.ui.tasks.presenter import TaskPresenter
from kh57_desktop.ui.tasks.range_presenter import RangePresenter
from kh57_desktop.ui.tasks.services import OfficeTasks


class TasksPart(PagePart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        Entry("add", N_("&Add a task"), ("F5",)),
        Entry("progress", N_("&Update progress"), ("Ctrl+U",)),
        Entry("finish", N_("&Mark as done"), ("Ctrl+H",)),
        Entry("extend", N_("E&xtend the deadline…"), ("Ctrl+G",)),
        Entry("bulk", N_("&Set one field for the chosen tasks…"), ("Ctrl+B",)),
        Entry("month", N_("Mont&h of the deadlines"), ("Ctrl+M",)),
        Entry("moved", N_("&What moved since the plan was issued")),
        Entry("save_view", N_("Sa&ve this view…")),
        Entry("bin", N_("&Delete the chosen tasks"), ("F6",)),
    )
    SEARCHES = True

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: TaskPresenter | None = None
        self._ranges: RangePresenter | None = None
        self._month: date | None = None
        self.services: OfficeTasks | None = None
        self.page: TasksPage = TasksPage(desk.theme, self._lines, shows_full=desk.settings.shows_full)
        self.page.table.put_layout(desk.settings.task_columns)
        self._listen()
        self._listen_to_ranges()
        self._listen_to_pane()

    def _listen(self) -> None:
        page, chips, desk = self.page, self.page.chips_row, self.desk
        page.import_asked.connect(lambda: desk.show_page("import"))
        page.print_asked.connect(lambda: desk.show_paper("task-list", view=self._view_name()))
        page.full_chosen.connect(self._remember_full)
        page.layout_changed.connect(self._remember_columns)
        page.filter_dropped.connect(self._drop_filter)
        page.count_asked.connect(lambda: self._with(lambda one: one.count_again()))
        page.sort_asked.connect(lambda sort: self._with(lambda one: one.sort_by(sort)))
        page.fold_asked.connect(lambda group: self._with(lambda one: one.fold(group)))
        page.line_selected.connect(lambda line: self._with(lambda one: one.select(line)))
        page.edit_asked.connect(lambda *edit: self._with(lambda one: one.edit(*edit)))
        page.add_asked.connect(lambda *task: self._with(lambda one: one.add(*task)))
        page.bin_asked.connect(lambda chosen: self._with(lambda one: one.bin(chosen)))
        page.month_asked.connect(self._show_month)
        page.moved_asked.connect(lambda: self._show_moved(again=True))
        chips.standing_chosen.connect(lambda wanted: self._with(lambda one: one.choose_standing(wanted)))
        chips.incomplete_chosen.connect(lambda on: self._with(lambda one: one.choose_incomplete(on)))
        chips.unit_chosen.connect(lambda unit: self._with(lambda one: one.choose_unit(unit)))
        chips.narrowed.connect(lambda name, value: self._with(lambda one: one.narrow(**{name: value})))
        chips.grouping_chosen.connect(lambda grouping: self._with(lambda one: one.group_by(grouping)))

    def _listen_to_ranges(self) -> None:
        page, chips = self.page, self.page.chips_row
        page.cells_asked.connect(lambda *asked: self._with_ranges(lambda one: one.edit_cells(*asked)))
        page.rows_pasted.connect(lambda *pasted: self._with_ranges(lambda one: one.preview(*pasted)))
        page.preview.accepted.connect(lambda units: self._with_ranges(lambda one: one.accept(add_units=units)))
        page.preview.dropped.connect(lambda: self._with_ranges(lambda one: one.drop_pasted()))
        page.preview.columns_chosen.connect(lambda names: self._with_ranges(lambda one: one.choose_columns(names)))
        page.move_asked.connect(lambda *move: self._with_ranges(lambda one: one.move(*move)))
        page.indent_asked.connect(lambda *asked: self._with_ranges(lambda one: one.indent(*asked)))
        page.outdent_asked.connect(lambda tasks: self._with_ranges(lambda one: one.outdent(tasks)))
        page.bulk_asked.connect(lambda *asked: self._with_ranges(lambda one: one.set_for_all(*asked)))
        page.extend_asked.connect(lambda *asked: self._with_ranges(lambda one: one.extend(*asked)))
        page.finish_asked.connect(lambda *asked: self._with_ranges(lambda one: one.finish(*asked)))
        page.view_saved.connect(lambda *view: self._with_ranges(lambda one: one.save_view(*view)))
        chips.view_chosen.connect(self._choose_view)
        chips.clarity_chosen.connect(self._choose_clarity)
        chips.view_dropped.connect(lambda view: self._with_ranges(lambda one: one.drop_view(view)))

    def _listen_to_pane(self) -> None:
        pane, documents = self.page.pane, self.page.pane.documents
        pane.record_asked.connect(lambda *entry: self._with(lambda one: one.record(*entry)))
        pane.history_asked.connect(lambda words: self._with_ranges(lambda one: one.history(words)))
        pane.unit_asked.connect(lambda row: self._with_ranges(lambda one: one.ask_unit(row)))
        pane.unit_answered.connect(lambda row: self._with_ranges(lambda one: one.unit_answered(row)))
        pane.occurrence_finished.connect(lambda *asked: self._with_ranges(lambda one: one.finish_occurrence(*asked)))
        documents.attach_asked.connect(
            lambda files: self._with_ranges(lambda one: one.attach(files, to_last_entry=True))
        )
        documents.describe_asked.connect(
            lambda proof, number, day, along: self._with_ranges(
                lambda one: one.describe(proof, number, day, goes_along=along)
            )
        )
        documents.detach_asked.connect(lambda proof: self._with_ranges(lambda one: one.detach(proof)))
        documents.open_asked.connect(self._open_document)

    def open(self, session: Session) -> None:
        self.services = OfficeTasks(session)
        self._presenter = TaskPresenter(
            self.page,
            self.services,
            saved=self.desk.saved,
            not_saved=self.desk.not_saved,
            finish=lambda task: self.page.finish_asked.emit(task, "", ""),
            show_periods=self.page.pane.show_periods,
        )
        self._ranges = RangePresenter(self.page, self.services, self._presenter)
        self._ranges.refresh_views()

    def close(self) -> None:
        self._presenter = self._ranges = self.services = None

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def search(self, words: str) -> None:
        self._with(lambda one: one.search(words))

    def go_to(self, what: str) -> None:
        """A task by its id; "standing:overdue", "only:unproved" narrow the table, "group:ID" is a group, "add" new."""
        kind, _colon, value = what.partition(":")
        if what == "add":
            self.page.start_adding()
        elif kind == "standing":
            self._with(lambda one: one.choose_standing(Standing(value)))
        elif kind == "only":
            self._with(lambda one: one.narrow(only=Only(value)))
        elif kind == "group":
            self.page.go_to_group(value)
        else:
            self.page.go_to(what)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            "add": page.start_adding,
            "progress": page.start_entry,
            "finish": lambda: self._with_ranges(lambda one: one.finish(self._task_now())),
            "extend": page.start_extending,
            "bulk": page.start_bulk,
            "month": page.toggle_month,
            "moved": self._show_moved,
            "save_view": page.start_saving_view,
            "bin": page.start_binning,
            "full": page.toggle_full,
        }

    def _lines(self, key: str, offset: int, limit: int) -> Sequence[TaskLine]:
        return self._presenter.lines(key, offset, limit) if self._presenter is not None else ()

    def _view_name(self) -> str | None:
        return self._ranges.view_name if self._ranges is not None else None

    def _task_now(self) -> Task | None:
        return self._presenter.task if self._presenter is not None else None

    def _choose_view(self, view: SavedView | None) -> None:
        if self._ranges is not None:
            self.page.lay_columns(self._ranges.choose_view(view))

    def _show_month(self, first: date | None) -> None:
        """The month that begins on `first`, or the one shown last, the present one at first."""
        if self.services is None or self._presenter is None:
            return
        today = self.services.today()
        self._month = first or self._month or today.replace(day=1)
        due = self.services.due_in_month(self._presenter.wanted, self._month)
        self.page.show_month(self._month, due, today)

    def _show_moved(self, *, again: bool = False) -> None:
        """`again`: it is in sight already, and something was changed or undone."""
        if self.services is not None and self._presenter is not None:
            put = self.page.moved.put if again else self.page.show_moved
            put(self.services.moved(self._presenter.plan_id))

    def _choose_clarity(self, members: list[Clarity]) -> None:
        if self.services is not None and self._presenter is not None:
            services = self.services
            self._presenter.attempt(lambda: services.choose_clarity(members))

    def _open_document(self, proof: Proof) -> None:
        """With the system's own program, from a copy under its own name: the kept file is never changed."""
        if self.services is None:
            return
        try:
            open_copy(self.services.path_of(proof), proof.attachment.name)
        except UserError as error:
            self.banner.show_message(message_of(error))

    def _remember_columns(self) -> None:
        self.desk.settings.task_columns = self.page.table.layout_now()

    def _remember_full(self, full: bool) -> None:
        self.desk.settings.shows_full = full

    def _drop_filter(self) -> None:
        self.desk.clear_search()
        self._with(lambda one: one.drop_filter())

    def _with(self, action: Callable[[TaskPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)

    def _with_ranges(self, action: Callable[[RangePresenter], None]) -> None:
        if self._ranges is not None:
            action(self._ranges)
