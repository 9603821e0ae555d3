"""A page that is one sheet of records: what Units and staff and the registers have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.domain.saved_views import SavedView, ViewColumn, ViewContent
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.registers.fields import Field
from kh57_desktop.services.sheet_changes import PastedSheet
from kh57_desktop.services.sheet_views import content_of
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.sheets.columns import numbered_columns_of
from kh57_desktop.ui.sheets.model import Line, SheetModel
from kh57_desktop.ui.sheets.presenter import Draft
from kh57_desktop.ui.sheets.ranges import SheetRanges
from kh57_desktop.ui.sheets.view import SheetView
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.column_menu import add_columns_button
from kh57_desktop.ui.tables.paste_preview import PastePreview, PasteShown
from kh57_desktop.ui.tables.strips import BulkStrip, NameStrip
from kh57_desktop.ui.tables.view_tools import ViewTools

LayoutOf = Callable[[str], Sequence[ViewColumn]]
"""Key of a sheet to its columns as this person wants them."""


class ShownSheet(Protocol):
    """What a presenter shows: a register, the units, the people."""

    @property
    def key(self) -> str: ...
    @property
    def fields(self) -> tuple[Field, ...]: ...
    @property
    def lines(self) -> tuple[Any, ...]: ...
    @property
    def wanted(self) -> Any: ...
    @property
    def total(self) -> int: ...


class SheetPage(PageFrame):
    """The sheet, the preview of a paste in its place, the strips above it. Says what was asked for."""

    filter_dropped = Signal()
    line_selected = Signal(object)
    edit_asked = Signal(object, str, str)
    add_asked = Signal(str, str)
    cells_asked = Signal(list, str)
    """(list of Change, words of the action)."""
    rows_pasted = Signal(list, list, str)
    """(rows of words, fields from left to right, key of the field they begin in)."""
    paste_over_asked = Signal(list)
    """The records from the chosen one on."""
    bulk_asked = Signal(list, str, str)
    bin_asked = Signal(list)
    move_asked = Signal(list, object, bool)
    """(records, the one that they go before or None for the end, whether they stay below the row they are below)."""
    indent_asked = Signal(list, object)
    outdent_asked = Signal(list)
    sort_asked = Signal(str)
    view_saved = Signal(str, object)
    layout_changed = Signal(str, object)
    """(key of the sheet, its columns)."""
    history_asked = Signal(str)
    done = Signal(str)
    """What was done, to be told with a button that undoes it."""

    can_indent = False
    """Rows can stand below one another."""

    def __init__(self, theme: Theme, title: str, choices: Callable[[str], Sequence[str]], layout_of: LayoutOf) -> None:
        super().__init__(theme, title)
        self._layout_of = layout_of
        self.shown: ShownSheet | None = None
        self._current_id = ""
        self._current_row = 0
        self.model, self.table = SheetModel(choices, self), SheetView(theme)
        self.table.setModel(self.model)
        self.preview = PastePreview(theme)
        self._bodies = QStackedWidget()
        self.bulk_strip = BulkStrip(theme, (), _("New value for all chosen rows"))
        self._name_strip = NameStrip(theme)

    # building

    def add_view_tools(self) -> None:
        """At the right end of the chips; made when the chips are there."""
        self.views = ViewTools(self._theme, self, _("All rows"))
        self.add_chip_end(self.views.views_button)
        menu = self.views.columns_menu
        add_columns_button(self, menu)
        menu.aboutToShow.connect(self._show_columns)
        menu.column_shown.connect(lambda key, shown: self.table.show_column(key, shown))
        menu.columns_reset.connect(lambda: self.lay_columns(None))
        self.views.view_saving.connect(self.start_saving_view)

    def add_sheet(self, body: QWidget, name: str) -> None:
        """`body`: the table, or what it stands in; `name`: what a screen reader says of it."""
        for strip in (self.bulk_strip, self._name_strip):
            strip.closed.connect(self.take_focus)
            self.add_strip(strip)
        self.bulk_strip.asked.connect(lambda *asked: self.bulk_asked.emit(self.chosen(), *asked))
        self._name_strip.asked.connect(lambda words: self.view_saved.emit(words, self.content_now()))
        self.table.setAccessibleName(name)
        for one in (body, self.preview):
            self._bodies.addWidget(one)
        self._body_of_rows = body
        self.put_body(self._bodies)
        self._listen()
        self.ranges = SheetRanges(self)

    def _listen(self) -> None:
        table, model = self.table, self.model
        table.selectionModel().currentChanged.connect(self._current_changed)
        model.edit_asked.connect(self.edit_asked)
        model.add_asked.connect(self.add_asked)
        model.modelReset.connect(self._select_again)
        table.layout_changed.connect(self._tell_layout)
        self.preview.overwrite_asked.connect(lambda: self.paste_over_asked.emit(self.records_from_current()))
        self.empty.first_pressed.connect(self.filter_dropped)

    # what the presenter shows

    def put_sheet(self, sheet: ShownSheet, *, can_add: bool, can_move: bool, hint: str) -> None:
        if self.shown is None or self.shown.key != sheet.key:
            self._current_id, self._current_row = "", 0
            self.bulk_strip.hide()
            self._name_strip.hide()
            self.show_pasted(None)
        self.shown = sheet
        self._can_move = can_move and not sheet.wanted.sort and not sheet.wanted.narrows
        self.table.rows_move = self._can_move
        columns = numbered_columns_of(sheet.fields)
        if columns != self.model.columns:
            self.table.put_sheet_columns(columns, self._layout_of(sheet.key))
            self.bulk_strip.put_fields([(one.field.key, one.field.title) for one in columns if one.field.is_editable])
        self.model.show(columns, sheet.lines, can_add=can_add, hint=hint)
        self._show_sort(sheet.wanted.sort, is_descending=sheet.wanted.is_descending)
        if not sheet.lines and sheet.wanted.narrows:
            words = _("The search or a filter leaves none of the {count} rows.").format(count=sheet.total)
            self.show_empty("filter", _("No row matches"), words, _("Drop the filter"))
        else:
            self.show_body()

    def _show_sort(self, key: str, *, is_descending: bool) -> None:
        header, place = self.table.horizontalHeader(), self.model.column_of(key) if key else None
        header.setSortIndicatorShown(place is not None)
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(place if place is not None else -1, order)

    def show_refused(self, error: UserError, draft: Draft | None) -> None:
        buttons = []
        if draft is not None:
            self.table.stay()
            buttons.append((_("Go on typing"), lambda: self._reopen(draft)))
        self.banner.show_message(message_of(error, buttons, is_passing=True))

    def show_told(self, words: str) -> None:
        """Something that needs a look, though it was done."""
        self.banner.show_message(Message(Tone.NOTICE, words))

    def show_done(self, words: str) -> None:
        self.done.emit(words)

    def mark_doubts(self, doubts: Mapping[tuple[str, str], str]) -> None:
        self.model.mark_doubts(doubts)

    def show_pasted(self, pasted: PastedSheet | None) -> None:
        """The preview in the place of the sheet, or the sheet again."""
        if pasted is None:
            if self._bodies.currentWidget() is self.preview:
                self._bodies.setCurrentWidget(self._body_of_rows)
                self.take_focus()
            return
        self._bodies.setCurrentWidget(self.preview)
        self.show_body()
        fields = self.fields_in_order()
        count = len(pasted.rows)
        shown = PasteShown(
            columns=pasted.columns,
            rows=pasted.rows,
            fields=[(one.key, one.title) for one in fields if one.is_editable],
            main=next((one.key for one in fields if not one.width), fields[0].key),
            told=_("{count} rows would be added. Nothing is saved yet.").format(count=count),
            add=_("Add {count} rows").format(count=count),
        )
        on_record = bool(self.records_from_current())
        self.preview.put(shown, can_overwrite=on_record, is_over_likely=on_record and not pasted.has_heading)

    def show_views(self, views: Sequence[SavedView], current: str) -> None:
        self.views.show_views(views, current)

    def close_strips(self) -> None:
        self.bulk_strip.hide()
        self._name_strip.hide()
        self.take_focus()

    def go_to(self, row_id: str, field: str = "") -> None:
        self._current_id = row_id
        row = self.model.row_of(row_id)
        if row is not None:
            column = self.model.column_of(field) if field else None
            self.table.select_row(row, column if column is not None else self.model.first_column)

    def _reopen(self, draft: Draft) -> None:
        row = self.model.row_of(draft.row_id) if draft.row_id else self.model.new_row
        column = self.model.column_of(draft.field)
        if row is not None and column is not None and not self.table.isColumnHidden(column):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit_with(self.model.index(row, column), draft.words)

    # what is chosen

    def chosen(self) -> list[Any]:
        """Records of the rows in which a cell is chosen."""
        return [line.record for line in self.lines_at(self.table.chosen_rows())]

    def lines_at(self, rows: Iterable[int]) -> list[Line]:
        return [line for line in map(self.model.line_at, rows) if line is not None]

    def records_from_current(self) -> list[Any]:
        row = self.table.currentIndex().row()
        return [line.record for line in self.lines_at(range(max(0, row), self.model.rowCount()))] if row >= 0 else []

    def fields_in_order(self) -> list[Field]:
        """From left to right as shown, those out of sight last."""
        shown = self.table.visible_places()
        hidden = [place for place in range(len(self.model.columns)) if place not in shown]
        return [self.model.columns[place].field for place in (*shown, *hidden)]

    def ask_history(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.history_asked.emit(chosen[0].id)

    # gestures of the menus

    def start_adding(self) -> None:
        """The empty row below the last one, ready to be typed in."""
        row = self.model.new_row
        if row is not None:
            self.show_pasted(None)
            self.show_body()
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.table.select_row(row, self.model.first_column)
            self.table.edit(self.table.currentIndex())

    def start_bulk(self) -> None:
        count = len(self.chosen())
        if count and self.model.new_row is not None:
            self.bulk_strip.offer({key: self.model.offered(key) for key, _words in self.bulk_strip.fields})
            self.bulk_strip.start(_("Set for {count} rows").format(count=count))

    def start_binning(self) -> None:
        self.bin_asked.emit(self.chosen())

    def start_saving_view(self) -> None:
        self._name_strip.start("")

    def toggle_full(self) -> None:
        self.table.show_full(not self.table.is_full)

    # columns and views

    def content_now(self) -> ViewContent:
        """Filter, order and columns of the screen, as a view keeps them."""
        assert self.shown is not None
        return content_of(self.shown.wanted, self.table.layout_now(), is_full=self.table.is_full)

    def lay_columns(self, content: ViewContent | None) -> None:
        """The columns of a saved view; of none those that are usual."""
        self.table.put_layout(content.columns if content is not None else ())
        if content is not None:
            self.table.show_full(content.is_full)
        self._tell_layout()

    def _show_columns(self) -> None:
        columns = [column.column for column in self.model.columns]
        self.views.columns_menu.put_columns(columns, self.table.layout_now())

    def _tell_layout(self) -> None:
        if self.shown is not None:
            self.layout_changed.emit(self.shown.key, self.table.layout_now())

    # keeping the place

    def _current_changed(self, current, _previous) -> None:
        line = self.model.line_at(current.row()) if current.isValid() else None
        changed = line is None or line.id != self._current_id
        self._current_id = line.id if line is not None else ""
        self._current_row = current.row() if current.isValid() else self._current_row
        if changed:  # along a row the pane stays as it is
            self.line_selected.emit(line)

    def _select_again(self) -> None:
        """After the rows were laid out anew: the same row, else the one that took its place."""
        if self.model.rowCount() == 0:
            return
        row = self.model.row_of(self._current_id) if self._current_id else None
        if row is None:
            row = min(self._current_row, self.model.rowCount() - 1)
        column = self.table.currentIndex().column() if self.table.currentIndex().isValid() else self.model.first_column
        self._current_id = ""
        self.table.select_row(row, min(column, len(self.model.columns) - 1))
