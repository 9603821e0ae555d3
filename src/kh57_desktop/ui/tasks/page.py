"""The page Nhiệm vụ: turns gestures into signals and shows what the presenters give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.saved_views import SavedView, ViewContent
from kh57_desktop.domain.tasks import Task
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.pasting import Pasted
from kh57_desktop.services.task_details import TaskDetails
from kh57_desktop.services.task_history import FieldLine, Moved
from kh57_desktop.services.task_table import (
    DueTask,
    Grouping,
    TaskFilter,
    TaskLine,
    TaskSort,
    TaskSummary,
    content_of,
)
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.column_menu import add_columns_button
from kh57_desktop.ui.tables.paste_preview import PastePreview
from kh57_desktop.ui.tables.sheet_view import SheetView
from kh57_desktop.ui.tasks import gestures
from kh57_desktop.ui.tasks.add_line import AddLine
from kh57_desktop.ui.tasks.chips import TaskChips
from kh57_desktop.ui.tasks.columns import COLUMNS, SORTS
from kh57_desktop.ui.tasks.kept_place import KeptPlace
from kh57_desktop.ui.tasks.model import Fetch, TaskTableModel
from kh57_desktop.ui.tasks.month_view import MonthView
from kh57_desktop.ui.tasks.moved_view import MovedView
from kh57_desktop.ui.tasks.page_strips import TaskStrips
from kh57_desktop.ui.tasks.pane import WIDE, WIDTH, TaskPane
from kh57_desktop.ui.tasks.pasted import shown_paste
from kh57_desktop.ui.tasks.presenter import Draft, Offer
from kh57_desktop.ui.tasks.range_gestures import RangeGestures
from kh57_desktop.ui.tasks.summary_words import nothing_words, summary_words

PANE_BESIDE, FULL_FROM = 1180, 1328
"""Page widths (px at zoom 100 %): from the first on the pane stands beside the table, which then still has room for its
main column; from the second on rows show their full text unless the person chose otherwise."""
COUNT_AFTER = 250
"""Milliseconds without a key after which a very wide search is counted."""


class TasksPage(PageFrame):
    """Title and verbs, chips, strips, banner, table (or preview of a paste, or month), pane."""

    filter_dropped = Signal()
    fold_asked = Signal(str)
    line_selected = Signal(object)
    edit_asked = Signal(object, str, str)
    add_asked = Signal(str, str)
    bin_asked = Signal(object)
    import_asked = Signal()
    print_asked = Signal()
    full_chosen = Signal(bool)
    count_asked = Signal()
    sort_asked = Signal(object)
    cells_asked = Signal(object, str)
    """(list of CellEdit, words of the action)."""
    rows_pasted = Signal(object, object)
    """(rows with indents, id of the group or None)."""
    move_asked = Signal(object, object, object)
    """(tasks, id of the group or None, task that they go before or None)."""
    indent_asked = Signal(object, object)
    outdent_asked = Signal(object)
    bulk_asked = Signal(object, str, str)
    extend_asked = Signal(object, str, str, str, str)
    finish_asked = Signal(object, str, str)
    view_saved = Signal(str, object)
    month_asked = Signal(object)
    moved_asked = Signal()
    layout_changed = Signal()

    def __init__(self, theme: Theme, fetch: Fetch, *, shows_full: bool | None = None) -> None:
        """`shows_full`: rows show their full text; None while the person never chose, then by the width there is."""
        super().__init__(theme, _("Tasks"))
        self._fetch = fetch
        self._full_wanted = shows_full
        self._narrows = False
        self.wanted = TaskFilter("")
        self._month_is_on = False
        self._count_timer = QTimer(self)
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(COUNT_AFTER)
        self._count_timer.timeout.connect(self.count_asked)
        self._add_verbs()
        self.chips_row = TaskChips(theme, self)
        self._add_tools()
        self._add_strips()
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

    def _add_tools(self) -> None:
        self.add_chip_end(self.chips_row.views_button)
        self._full_button = self.add_chip_tool("text_wrap", _("Show the full text (Ctrl+L)"), self.toggle_full)
        self._full_button.setCheckable(True)
        self._month_button = self.add_chip_tool("calendar_ltr", _("Month of the deadlines (Ctrl+M)"), self.toggle_month)
        self._month_button.setCheckable(True)
        menu = self.chips_row.columns_menu
        add_columns_button(self, menu)
        menu.aboutToShow.connect(lambda: menu.put_columns(self.table.columns, self.table.layout_now()))
        menu.column_shown.connect(lambda key, shown: self.table.show_column(key, shown))
        menu.columns_reset.connect(self._reset_columns)
        self.chips_row.view_saving.connect(self.start_saving_view)

    def _add_strips(self) -> None:
        self._add_line = AddLine(self._theme)
        self._add_line.add_asked.connect(self.add_asked)
        self.strips = TaskStrips(self)
        self.add_strip(self._add_line)

    def _add_body(self) -> None:
        self.model = TaskTableModel(parent=self)
        self.table: SheetView = SheetView(self._theme, [column.column for column in COLUMNS])
        self.table.setAccessibleName(_("Table of tasks"))
        self.table.setModel(self.model)
        self._listen_to_table()
        self._ranges = RangeGestures(self)
        self.empty.first_pressed.connect(self._first_of_empty)
        self.empty.second_pressed.connect(self.start_adding)
        self.preview = PastePreview(self._theme)
        self.preview.overwrite_asked.connect(self._ranges.paste_over)
        self.month = MonthView(self._theme)
        self.month.month_asked.connect(self.month_asked)
        self.month.task_chosen.connect(self._open_from_month)
        self.month.closed.connect(lambda: self.toggle_month())
        self._bodies = QStackedWidget()
        self.moved = MovedView(self._theme)
        self.moved.closed.connect(lambda: self.show_moved(None))
        for body in (self.table, self.preview, self.month, self.moved):
            self._bodies.addWidget(body)
        self.put_body(self._bodies)
        self.pane = TaskPane(self._theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.pane.edit_asked.connect(self.edit_asked)
        self.put_pane(self.pane, width=WIDTH, wide=WIDE, beside=PANE_BESIDE)

    def _listen_to_table(self) -> None:
        table = self.table
        table.fold_asked.connect(self.fold_asked)
        self._place = KeptPlace(table, self.model)
        self._place.line_selected.connect(self.line_selected)
        self.model.edit_asked.connect(self.edit_asked)
        table.layout_changed.connect(self.layout_changed)

    # what the presenters show

    def show_summary(self, wanted: TaskFilter, summary: TaskSummary) -> None:
        self._count_timer.stop()
        self.wanted, self._narrows = wanted, wanted.narrows
        self.facts.put(summary_words(summary, wanted))
        self.chips_row.show_filter(wanted, summary)
        self.model.show(summary, wanted.folded, self._fetch)
        self._show_sort(wanted)
        if not wanted.narrows and wanted.group_by is Grouping.GROUP:
            self._add_line.offer_groups([group for group in summary.groups if group.title])
        self._show_empty(summary)
        if self._month_is_on:
            self.month_asked.emit(None)
        if self._bodies.currentWidget() is self.moved:
            self.moved_asked.emit()

    def show_first(self, lines: Sequence[TaskLine]) -> None:
        """The first rows of a very wide search; they are counted when the person stops typing."""
        self.facts.put(_("Counting…"))
        self.model.show_first(lines)
        self.show_body()
        self._count_timer.start()

    def show_rows_again(self) -> None:
        """A row changed in a very long plan: it is shown at once, the counts when the person pauses."""
        self.model.read_again()
        self._count_timer.start()

    def _show_sort(self, wanted: TaskFilter) -> None:
        header = self.table.horizontalHeader()
        place = next((place for place, column in enumerate(COLUMNS) if SORTS.get(column.column.key) is wanted.sort), -1)
        header.setSortIndicatorShown(place >= 0 and wanted.sort is not TaskSort.PRINTED)
        order = Qt.SortOrder.DescendingOrder if wanted.is_descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(place, order)

    def _show_empty(self, summary: TaskSummary) -> None:
        if summary.groups or self._bodies.currentWidget() in (self.preview, self.moved):
            self.show_body()
        else:
            self.show_empty(*nothing_words(summary, narrows=self._narrows))

    def _first_of_empty(self) -> None:
        if self._narrows:
            self.filter_dropped.emit()
        else:
            self.import_asked.emit()

    def show_units(self, units: Sequence[Unit]) -> None:
        self.chips_row.show_units(units)

    def show_choices(self, choices: Mapping[str, Sequence[str]]) -> None:
        self.model.offer(choices)
        self.chips_row.show_choices(choices)
        self.strips.bulk.offer(choices)
        self.pane.offer(choices)

    def show_details(self, details: TaskDetails | None) -> None:
        self.pane.show_details(details)

    def show_history(self, lines: Sequence[FieldLine]) -> None:
        self.pane.show_history(lines)

    def show_views(self, views: Sequence[SavedView], current: str) -> None:
        self.chips_row.show_views(views, current)

    def show_refused(self, error: UserError, draft: Draft | None, offers: Sequence[Offer] = ()) -> None:
        buttons = [(offer.words, offer.action) for offer in offers]
        if draft is not None:
            self.table.stay()
            buttons.append((_("Go on typing"), lambda: self._reopen(draft)))
        self.banner.show_message(message_of(error, buttons, is_passing=True))

    def show_told(self, words: str, *, is_warning: bool, offers: Sequence[Offer] = ()) -> None:
        buttons = [(offer.words, offer.action) for offer in offers]
        tone = Tone.NOTICE if is_warning else Tone.GOOD
        self.banner.show_message(Message(tone, words, buttons=buttons, is_passing=bool(offers)))

    def _reopen(self, draft: Draft) -> None:
        row = self.model.row_of(draft.task_id, self._place.row)
        place = next((place for place, column in enumerate(COLUMNS) if column.field == draft.field), None)
        if row is not None and place is not None and not self.table.isColumnHidden(place):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit_with(self.model.index(row, place), draft.words)

    def mark_doubts(self, doubts: Mapping[tuple[str, str], str]) -> None:
        self.model.mark_doubts(doubts)

    @property
    def shows_pasted(self) -> bool:
        return self._bodies.currentWidget() is self.preview

    def show_pasted(self, pasted: Pasted | None) -> None:
        """The preview in the place of the table, or the table again."""
        if pasted is None:
            self._bodies.setCurrentWidget(self.table)
            self.take_focus()
            return
        self.banner.work_went_on()
        self._bodies.setCurrentWidget(self.preview)
        self.show_body()
        self.preview.put(shown_paste(pasted), can_overwrite=self.model.rowCount() > 0)

    def show_moved(self, rows: Sequence[Moved] | None) -> None:
        """What moved since the plan was issued in the place of the table; None gives the table back."""
        if rows is None:
            self._bodies.setCurrentWidget(self.table)
            self.take_focus()
            return
        self.moved.put(rows)
        self._bodies.setCurrentWidget(self.moved)
        self.show_body()
        self.moved.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_month(self, first: date, due: Sequence[DueTask], today: date) -> None:
        self.month.put(first, due, today)

    def close_strips(self) -> None:
        self.strips.close()
        self.take_focus()

    def ask_document(self, task: Task) -> None:
        self.strips.ask_document(task)

    def current_line(self) -> TaskLine | None:
        """The task in whose row the cursor is, as it is now in the file."""
        current = self.table.currentIndex()
        return self.model.line_at(current.row()) if current.isValid() else None

    def go_to(self, task_id: str) -> None:
        row = self.model.row_of(task_id, self.model.rowCount())
        row = row if row is not None else self.model.row_of(task_id, 0)
        if row is not None:
            self.table.select_row(row)

    def go_to_group(self, group_id: str) -> None:
        row = self.model.row_of_group(group_id)
        if row is not None:
            self.table.select_row(row)

    def clear_entry(self) -> None:
        self.pane.clear_entry()

    # gestures

    def chosen_tasks(self) -> list[Task]:
        return gestures.tasks_in(self.model, self.table.chosen_rows())

    def start_adding(self) -> None:
        line = self.model.line_at(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        self._add_line.start(line.task.group_id if line else None)

    def start_entry(self) -> None:
        self.open_pane()
        self.pane.start_entry()

    def start_bulk(self) -> None:
        self.strips.start_bulk(len(self.chosen_tasks()))

    def start_extending(self) -> None:
        self.strips.start_extending(self.chosen_tasks())

    def start_binning(self) -> None:
        self.bin_asked.emit(self.chosen_tasks())

    def start_saving_view(self) -> None:
        self.strips.name.start("")

    def toggle_full(self) -> None:
        self._full_wanted = not self.table.is_full
        self.show_full(self._full_wanted)
        self.full_chosen.emit(self._full_wanted)

    def show_full(self, full: bool) -> None:
        self._full_button.setChecked(full)
        self.table.show_full(full)

    def toggle_month(self) -> None:
        self._month_is_on = not self._month_is_on
        self._month_button.setChecked(self._month_is_on)
        self._bodies.setCurrentWidget(self.month if self._month_is_on else self.table)
        if self._month_is_on:
            self.month_asked.emit(None)
            self.month.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_focus()

    def _open_from_month(self, task_id: str) -> None:
        self.toggle_month()
        self.go_to(task_id)

    def content_now(self) -> ViewContent:
        """The filter, grouping and columns of the screen, as a view keeps them."""
        return content_of(self.wanted, self.table.layout_now(), is_full=self.table.is_full)

    def lay_columns(self, content: ViewContent | None) -> None:
        """The columns of a saved view; of none those that are usual."""
        self.table.put_layout(content.columns if content is not None else ())
        if content is not None:
            self.show_full(content.is_full)

    def _reset_columns(self) -> None:
        self.table.put_layout(())
        self.layout_changed.emit()

    # room

    def arrange(self) -> None:
        """Rows show their full text where there is much room, unless the person chose."""
        if self._full_wanted is None and self.table.is_full != (self.wide >= FULL_FROM):
            self.show_full(self.wide >= FULL_FROM)
