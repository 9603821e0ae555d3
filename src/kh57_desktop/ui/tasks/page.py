"""The page Nhiệm vụ: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing, word
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.task_details import TaskDetails
from kh57_desktop.services.task_table import TaskFilter, TaskLine, TaskSummary
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.empty import EmptyNote
from kh57_desktop.ui.messages import Banner, message_of
from kh57_desktop.ui.style.states import DOUBTFUL, STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tables.view import EditableTableView
from kh57_desktop.ui.tasks.add_line import AddLine
from kh57_desktop.ui.tasks.columns import COLUMNS
from kh57_desktop.ui.tasks.model import Fetch, TaskTableModel
from kh57_desktop.ui.tasks.pane import WIDE, WIDTH, TaskPane
from kh57_desktop.ui.tasks.presenter import Draft, Offer

FEW_VERBS, PANE_BESIDE, PANE_WIDE = 1060, 1180, 1320
"""Page widths (px at zoom 100 %): below the first only two verbs have a button; from the second on the pane stands
beside the table, which then still has room for its main column; from the third on the pane is wide."""


class TasksPage(QWidget):
    """Title and verbs, chips, banner, table, pane."""

    search_cleared = Signal()
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

    def __init__(self, theme: Theme, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fetch = fetch
        self._current_id: str | None = None
        self._current_group: str | None = None
        self._current_row = -1
        self._unit_names: dict[str, str] = {}
        theme.dress(self, ground="sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        theme.lay(self._column)
        self._column.addWidget(self._head())
        self._column.addWidget(self._chip_row())
        self._add_line = AddLine(theme)
        self._add_line.add_asked.connect(self.add_asked)
        self._column.addWidget(self._add_line)
        self.banner = Banner(theme)
        self._column.addWidget(self.banner)
        self._column.addWidget(self._body(), 1)

    # building

    def _head(self) -> QWidget:
        head = QWidget()
        self._theme.dress(head, height=46)
        row = QHBoxLayout(head)
        self._theme.lay(row, (16, 8, 12, 6), 8)
        title = QLabel(_("Tasks"))
        self._theme.dress(title, font="title")
        self._facts = QLabel()
        self._theme.dress(self._facts, font="body", ink="2")
        row.addWidget(title)
        row.addWidget(self._facts)
        row.addStretch(1)
        self._verbs = [
            self._verb(_("Add"), "add", _("Add a task (F5)"), self.start_adding),
            self._verb(_("Update progress"), "edit", _("Update progress of the task (Ctrl+U)"), self.start_entry),
            self._verb(
                _("Import plan…"), "document_search", _("Import a plan document (Ctrl+I)"), self.import_asked.emit
            ),
        ]
        self._print = self._verb(_("Print"), "print", _("See and print the annex of tasks"), self.print_asked.emit)
        self._theme.dress(self._print, font="body", icon="print", kind="quiet")
        for verb in (self._print, *self._verbs):
            row.addWidget(verb)
        self._pane_button = self._tool("panel_right", _("Show or hide the pane (F4)"), self.toggle_pane)
        self._pane_button.setCheckable(True)
        row.addWidget(self._pane_button)
        return head

    def _verb(self, words: str, icon: str, tip: str, action) -> QPushButton:
        button = QPushButton(words)
        self._theme.dress(button, font="body", icon=icon)
        button.setToolTip(tip)
        button.clicked.connect(lambda: action())
        return button

    def _tool(self, icon: str, tip: str, action) -> QToolButton:
        button = QToolButton()
        self._theme.dress(button, icon=icon, kind="icon")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: action())
        return button

    def _chip_row(self) -> QWidget:
        line = QWidget()
        self._theme.dress(line, height=36)
        row = QHBoxLayout(line)
        self._theme.lay(row, (16, 0, 12, 6), 6)
        self._standing_chips: dict[Standing, Chip] = {}
        for standing in (Standing.OVERDUE, Standing.DUE_SOON):
            chip = Chip(self._theme, word(standing), look=STANDINGS[standing])
            chip.clicked.connect(lambda on, wanted=standing: self.standing_chosen.emit(wanted if on else None))
            self._standing_chips[standing] = chip
            row.addWidget(chip)
        self._incomplete_chip = Chip(self._theme, _("Information missing"), look=DOUBTFUL)
        self._incomplete_chip.clicked.connect(self.incomplete_chosen)
        row.addWidget(self._incomplete_chip)
        self._standing_menu = QMenu(self)
        self._other_chip = Chip(self._theme, _("Standing"))
        self._other_chip.put_menu(self._standing_menu)
        self._fill_standing_menu()
        row.addWidget(self._other_chip)
        self._unit_menu = QMenu(self)
        self._unit_chip = Chip(self._theme, _("Unit"))
        self._unit_chip.put_menu(self._unit_menu)
        row.addWidget(self._unit_chip)
        row.addStretch(1)
        self._full_button = self._tool("text_wrap", _("Show the full text (Ctrl+L)"), self.toggle_full)
        self._full_button.setCheckable(True)
        row.addWidget(self._full_button)
        return line

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

    def _body(self) -> QWidget:
        self._split = QWidget()
        row = QHBoxLayout(self._split)
        self._theme.lay(row)
        self.model = TaskTableModel(parent=self)
        self.table = EditableTableView(self._theme, [column.column for column in COLUMNS])
        self.table.setAccessibleName(_("Table of tasks"))
        self.table.setModel(self.model)
        self.table.fold_asked.connect(self.fold_asked)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.model.edit_asked.connect(self.edit_asked)
        self.model.modelReset.connect(self._select_again)
        self._empty = EmptyNote(self._theme)
        self._empty.first_pressed.connect(self._first_of_empty)
        self._empty.second_pressed.connect(self.start_adding)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        row.addWidget(self._stack, 1)
        self.pane = TaskPane(self._theme, self._split)
        self.pane.close_asked.connect(self.toggle_pane)
        self.pane.record_asked.connect(self.record_asked)
        row.addWidget(self.pane)
        self._theme.changed.connect(self._arrange)
        return self._split

    # what the presenter shows

    def show_summary(self, wanted: TaskFilter, summary: TaskSummary) -> None:
        self._narrows = wanted.narrows
        self._facts.setText(_facts(summary, wanted))
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
        is_empty = not summary.groups
        self._stack.setCurrentWidget(self._empty if is_empty else self.table)
        if not is_empty:
            return
        if self._narrows:
            self._empty.put(
                "filter",
                _("No task matches"),
                _("The search or a filter leaves none of the {count} tasks.").format(count=summary.total),
                _("Drop the filter"),
            )
        else:
            self._empty.put(
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

    def clear_entry(self) -> None:
        self.pane.clear_entry()

    # gestures

    def start_adding(self) -> None:
        line = self.model.line_at(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        self._add_line.start(line.task.group_id if line else None)

    def start_entry(self) -> None:
        if not self.pane.isVisible():
            self.toggle_pane()
        self.pane.start_entry()

    def toggle_pane(self) -> None:
        shown = not self.pane.isVisible()
        self.pane.setVisible(shown)
        self._pane_wanted = shown
        self._arrange()
        if shown:
            self.pane.raise_()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_full(self) -> None:
        self.show_full(not self.table.is_full)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    _pane_wanted: bool | None = None

    def _arrange(self) -> None:
        """Pane beside or over the table, verbs with or without words, by the width there is."""
        wide = self.width() / (self._theme.zoom / 100)
        over = wide < PANE_BESIDE
        layout = self._split.layout()
        if over and layout.indexOf(self.pane) >= 0:
            layout.removeWidget(self.pane)
            if self._pane_wanted is None:
                self.pane.hide()
        elif not over and layout.indexOf(self.pane) < 0:
            layout.addWidget(self.pane)
            if self._pane_wanted is None:
                self.pane.show()
        width = self._theme.px(WIDE if wide >= PANE_WIDE else WIDTH)
        self.pane.setFixedWidth(width)
        if over:
            self.pane.setGeometry(self._split.width() - width, 0, width, self._split.height())
            self.pane.raise_()
        with QSignalBlocker(self._pane_button):
            self._pane_button.setChecked(not self.pane.isHidden())
        self._print.setVisible(wide >= FEW_VERBS)
        self._verbs[2].setVisible(wide >= FEW_VERBS)
        self._other_chip.setVisible(wide >= FEW_VERBS)


def _facts(summary: TaskSummary, wanted: TaskFilter) -> str:
    groups = sum(1 for group in summary.groups if group.title)
    if wanted.narrows:
        return _("{shown} of {count} tasks").format(shown=summary.shown, count=summary.total)
    tasks = _("{count} tasks").format(count=summary.total)
    return f"{tasks} · " + _("{count} groups").format(count=groups) if groups else tasks
