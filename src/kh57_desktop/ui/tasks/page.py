"""The page Nhiệm vụ: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing, word
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.task_details import TaskDetails
from kh57_desktop.services.task_table import TaskFilter, TaskLine, TaskSummary
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.messages import message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.states import DOUBTFUL, STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tables.view import EditableTableView
from kh57_desktop.ui.tasks.add_line import AddLine
from kh57_desktop.ui.tasks.columns import COLUMNS
from kh57_desktop.ui.tasks.model import Fetch, TaskTableModel
from kh57_desktop.ui.tasks.pane import WIDE, WIDTH, TaskPane
from kh57_desktop.ui.tasks.presenter import Draft, Offer

PANE_BESIDE, FULL_FROM = 1180, 1328
"""Page widths (px at zoom 100 %): from the first on the pane stands beside the table, which then still has room for its
main column; from the second on rows show their full text unless the person chose otherwise."""


class TasksPage(PageFrame):
    """Title and verbs, chips, banner, table, pane."""

    standing_chosen = Signal(object)
    incomplete_chosen = Signal(bool)
    unit_chosen = Signal(object)
    filter_dropped = Signal()
    fold_asked = Signal(str)
    line_selected = Signal(object)
    edit_asked = Signal(object, str, str)
    record_asked = Signal(str, str, str, str)
    add_asked = Signal(str, str)
    bin_asked = Signal(object)
    import_asked = Signal()
    print_asked = Signal()
    full_chosen = Signal(bool)

    def __init__(self, theme: Theme, fetch: Fetch, *, shows_full: bool | None = None) -> None:
        """`shows_full`: rows with their full text; None while the person never chose, then by the width there is."""
        super().__init__(theme, _("Tasks"))
        self._fetch = fetch
        self._full_wanted = shows_full
        self._current_id: str | None = None
        self._current_group: str | None = None
        self._current_row = -1
        self._unit_names: dict[str, str] = {}
        self._narrows = False
        self._add_verbs()
        self._add_chips()
        self._add_line = AddLine(theme)
        self._add_line.add_asked.connect(self.add_asked)
        self.add_strip(self._add_line)
        self._add_body()
        if shows_full:
            self.show_full(True)

    # building

    def _add_verbs(self) -> None:
        tip = _("See and print the annex of tasks")
        self._print = self.add_verb(_("Print"), "print", tip, self.print_asked.emit, quiet=True, leaves=2)
        self.add_verb(_("Add"), "add", _("Add a task (F5)"), self.start_adding)
        self.add_verb(_("Update progress"), "edit", _("Update progress of the task (Ctrl+U)"), self.start_entry)
        tip = _("Import a plan document (Ctrl+I)")
        self.add_verb(_("Import plan…"), "document_search", tip, self.import_asked.emit, leaves=1)

    def _add_chips(self) -> None:
        self._standing_chips: dict[Standing, Chip] = {}
        for standing in (Standing.OVERDUE, Standing.DUE_SOON):
            chip = Chip(self._theme, word(standing), look=STANDINGS[standing])
            chip.clicked.connect(lambda on, wanted=standing: self.standing_chosen.emit(wanted if on else None))
            self._standing_chips[standing] = chip
            self.add_chip(chip)
        self._incomplete_chip = Chip(self._theme, _("Information missing"), look=DOUBTFUL)
        self._incomplete_chip.clicked.connect(self.incomplete_chosen)
        self.add_chip(self._incomplete_chip, leaves=1)
        self._standing_menu = QMenu(self)
        self._other_chip = Chip(self._theme, _("Standing"))
        self._other_chip.put_menu(self._standing_menu)
        self._fill_standing_menu()
        self.add_chip(self._other_chip, leaves=1)
        self._unit_menu = QMenu(self)
        self._unit_chip = Chip(self._theme, _("Unit"))
        self._unit_chip.put_menu(self._unit_menu)
        self.add_chip(self._unit_chip, leaves=1)
        self._full_button = self.add_chip_tool("text_wrap", _("Show the full text (Ctrl+L)"), self.toggle_full)
        self._full_button.setCheckable(True)

    def _fill_standing_menu(self) -> None:
        self._menu_line(self._standing_menu, _("All standings"), lambda: self.standing_chosen.emit(None))
        self._standing_menu.addSeparator()
        for standing in STANDINGS:
            self._menu_line(
                self._standing_menu, word(standing), lambda wanted=standing: self.standing_chosen.emit(wanted)
            )

    @staticmethod
    def _menu_line(menu: QMenu, words: str, action) -> QAction:
        line = menu.addAction(words)
        line.triggered.connect(lambda: action())
        return line

    def _add_body(self) -> None:
        self.model = TaskTableModel(parent=self)
        self.table: EditableTableView = EditableTableView(self._theme, [column.column for column in COLUMNS])
        self.table.setAccessibleName(_("Table of tasks"))
        self.table.setModel(self.model)
        self.table.fold_asked.connect(self.fold_asked)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.model.edit_asked.connect(self.edit_asked)
        self.model.modelReset.connect(self._select_again)
        self.empty.first_pressed.connect(self._first_of_empty)
        self.empty.second_pressed.connect(self.start_adding)
        self.put_body(self.table)
        self.pane = TaskPane(self._theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.pane.record_asked.connect(self.record_asked)
        self.put_pane(self.pane, width=WIDTH, wide=WIDE, beside=PANE_BESIDE)

    # what the presenter shows

    def show_summary(self, wanted: TaskFilter, summary: TaskSummary) -> None:
        self._narrows = wanted.narrows
        self.facts.put(_facts(summary, wanted))
        for standing, chip in self._standing_chips.items():
            chip.put_count(summary.standings.get(standing, 0))
            chip.setChecked(wanted.standing is standing)
        self._incomplete_chip.put_count(summary.incomplete)
        self._incomplete_chip.setChecked(wanted.is_incomplete)
        other = wanted.standing if wanted.standing not in self._standing_chips else None
        self._other_chip.put_words(word(other) if other else _("Standing"))
        self._other_chip.setChecked(other is not None)
        self._unit_chip.put_words(self._unit_names.get(wanted.unit_id or "", "") or _("Unit"))
        self._unit_chip.setChecked(wanted.unit_id is not None)
        self.model.show(summary, wanted.folded, self._fetch)
        if not wanted.narrows:
            self._add_line.offer_groups([group for group in summary.groups if group.title])
        self._show_empty(summary)

    def _show_empty(self, summary: TaskSummary) -> None:
        if summary.groups:
            self.show_body()
        elif self._narrows:
            self.show_empty(
                "filter",
                _("No task matches"),
                _("The search or a filter leaves none of the {count} tasks.").format(count=summary.total),
                _("Drop the filter"),
            )
        else:
            self.show_empty(
                "clipboard_text_ltr",
                _("There is no task yet"),
                _("Read the plan that was issued, or add tasks one by one."),
                _("Read a plan…"),
                _("Add a task (F5)"),
            )

    def _first_of_empty(self) -> None:
        if self._narrows:
            self.filter_dropped.emit()
        else:
            self.import_asked.emit()

    def show_units(self, units: Sequence[Unit]) -> None:
        self.model.offer_units([unit.name for unit in units])
        names = {unit.id: unit.short_name or unit.name for unit in units}
        if names == self._unit_names:
            return
        self._unit_names = names
        self._unit_menu.clear()
        self._menu_line(self._unit_menu, _("All units"), lambda: self.unit_chosen.emit(None))
        self._unit_menu.addSeparator()
        for unit in units:
            self._menu_line(self._unit_menu, unit.name, lambda wanted=unit.id: self.unit_chosen.emit(wanted))

    def show_details(self, details: TaskDetails | None) -> None:
        self.pane.show_details(details)

    def show_refused(self, error: UserError, draft: Draft | None, offers: Sequence[Offer] = ()) -> None:
        buttons = [(offer.words, offer.action) for offer in offers]
        if draft is not None:
            self.table.stay()
            buttons.append((_("Go on typing"), lambda: self._reopen(draft)))
        self.banner.show_message(message_of(error, buttons))

    def _reopen(self, draft: Draft) -> None:
        row = self.model.row_of(draft.task_id, self._current_row)
        place = next((place for place, column in enumerate(COLUMNS) if column.field == draft.field), None)
        if row is not None and place is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit_with(self.model.index(row, place), draft.words)

    def current_line(self) -> TaskLine | None:
        """The task in whose row the cursor is, as it is now in the file."""
        current = self.table.currentIndex()
        return self.model.line_at(current.row()) if current.isValid() else None

    def go_to(self, task_id: str) -> None:
        row = self.model.row_of(task_id, self.model.rowCount())
        if row is not None:
            self.table.select_row(row)

    def go_to_group(self, group_id: str) -> None:
        row = self.model.row_of_group(group_id)
        if row is not None:
            self.table.select_row(row)

    def clear_entry(self) -> None:
        self.pane.clear_entry()

    # gestures

    def start_adding(self) -> None:
        line = self.model.line_at(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        self._add_line.start(line.task.group_id if line else None)

    def start_entry(self) -> None:
        self.open_pane()
        self.pane.start_entry()

    def toggle_full(self) -> None:
        self._full_wanted = not self.table.is_full
        self.show_full(self._full_wanted)
        self.full_chosen.emit(self._full_wanted)

    def show_full(self, full: bool) -> None:
        self._full_button.setChecked(full)
        self.table.show_full(full)

    def chosen_tasks(self) -> list[Task]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        return [line.task for line in (self.model.line_at(row) for row in rows) if line is not None]

    def start_binning(self) -> None:
        self.bin_asked.emit(self.chosen_tasks())

    def _current_changed(self, current, _previous) -> None:
        line = current.data(CellRole.RECORD) if current.isValid() and not current.data(CellRole.IS_GROUP) else None
        self._current_row = current.row() if current.isValid() else self._current_row
        self._current_id = line.task.id if line else None
        self._current_group = None
        if current.isValid() and line is None:
            self._current_group = current.data(CellRole.RECORD).id
        self.line_selected.emit(line)

    def _select_again(self) -> None:
        """After the rows were laid out anew: the same task, or the one now in its place."""
        if self.model.rowCount() == 0:
            self.line_selected.emit(None)
            return
        row = None
        if self._current_id:
            row = self.model.row_of(self._current_id, self._current_row)
        elif self._current_group is not None:
            row = self.model.row_of_group(self._current_group)
        if row is None and self._current_row < 0:  # the first time: the first task, not its group
            row = next((row for row in range(self.model.rowCount()) if self.model.line_at(row)), 0)
        if row is None:
            row = min(self._current_row, self.model.rowCount() - 1)
        self.table.select_row(row)

    # room

    def arrange(self) -> None:
        """Rows show their full text where there is much room, unless the person chose."""
        if self._full_wanted is None and self.table.is_full != (self.wide >= FULL_FROM):
            self.show_full(self.wide >= FULL_FROM)


def _facts(summary: TaskSummary, wanted: TaskFilter) -> str:
    groups = sum(1 for group in summary.groups if group.title)
    if wanted.narrows:
        return _("{shown} of {count} tasks").format(shown=summary.shown, count=summary.total)
    tasks = _("{count} tasks").format(count=summary.total)
    return f"{tasks} · " + _("{count} groups").format(count=groups) if groups else tasks
