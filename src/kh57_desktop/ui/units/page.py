"""The page Đơn vị & cán bộ: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QMenu, QTabBar

from kh57_desktop.domain.offices import Person
from kh57_desktop.domain.terms import Standing, UnitSide, word
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.hand_overs import OpenItems
from kh57_desktop.services.unit_pages import UnitLine, UnitPage
from kh57_desktop.services.unit_table import PEOPLE, UNITS, OfficeSheet
from kh57_desktop.store.registers import HandOver
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.registers.presenter import Draft
from kh57_desktop.ui.sheets.columns import columns_of
from kh57_desktop.ui.sheets.model import SheetModel
from kh57_desktop.ui.sheets.pasting import laid_over
from kh57_desktop.ui.sheets.view import SheetView
from kh57_desktop.ui.style.states import STANDINGS, WARNING
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.units.panes import WIDE, WIDTH, OfficePane

TABS = (UNITS, PEOPLE)


class UnitsPage(PageFrame):
    """Tabs of units and people, filters, the sheet, the pane with the work of the chosen one."""

    tab_chosen = Signal(str)
    side_chosen = Signal(object)
    late_chosen = Signal(bool)
    twins_chosen = Signal(bool)
    active_chosen = Signal(bool)
    filter_dropped = Signal()
    selected = Signal(object)
    edit_asked = Signal(object, str, str)
    add_asked = Signal(str, str)
    block_pasted = Signal(list)
    bin_asked = Signal(list)
    merge_asked = Signal(list)
    merged = Signal(object, list)
    print_asked = Signal()
    done = Signal(str)

    def __init__(self, theme: Theme, choices: Callable[[str], Sequence[str]]) -> None:
        super().__init__(theme, _("Units and staff"))
        self._sheet: OfficeSheet | None = None
        self._current_id = ""
        self._current_row = 0
        self._add_verbs()
        self._add_chips()
        self._add_body(choices)

    # building

    def _add_verbs(self) -> None:
        self.add_verb(
            _("Print"), "print", _("See and print the list of units"), self.print_asked.emit, quiet=True, leaves=2
        )
        self.add_verb(_("Add"), "add", _("Add a row (F5)"), self.start_adding)
        tip = _("Merge units that are the same; everything that names them moves along")
        self._merge = self.add_verb(_("Merge…"), "merge", tip, self._ask_merge, leaves=1)
        tip = _("The person leaves: give the open work to another and keep the record")
        self._hand_over = self.add_verb(_("Hand over…"), "people_swap", tip, self.start_hand_over, leaves=1)

    def _add_chips(self) -> None:
        self.tabs = QTabBar()
        self._theme.dress(self.tabs, font="body", kind="chips")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Units and staff"))
        for words in (_("Units"), _("People")):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda place: self.tab_chosen.emit(TABS[place]))
        self.add_chip(self.tabs, leaves=-2)
        self._late = Chip(self._theme, _("With overdue tasks"), look=STANDINGS[Standing.OVERDUE])
        self._twins = Chip(self._theme, _("Perhaps the same"), look=WARNING)
        self._active = Chip(self._theme, _("Without former ones"))
        self._side = Chip(self._theme, _("Side"))
        self._side_menu = QMenu(self)
        self._side.put_menu(self._side_menu)
        self._late.clicked.connect(lambda on: self.late_chosen.emit(on))
        self._twins.clicked.connect(lambda on: self.twins_chosen.emit(on))
        self._active.clicked.connect(lambda on: self.active_chosen.emit(on))
        for chip in (self._late, self._side, self._twins, self._active):
            self.add_chip(chip)

    def _add_body(self, choices: Callable[[str], Sequence[str]]) -> None:
        self.model, self.table = SheetModel(choices, self), SheetView(self._theme)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Units and staff"))
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.table.pasted.connect(self._pasted)
        self.model.edit_asked.connect(self.edit_asked)
        self.model.add_asked.connect(self.add_asked)
        self.model.modelReset.connect(self._select_again)
        self.empty.first_pressed.connect(self.filter_dropped)
        self.put_body(self.table)
        self.pane = OfficePane(self._theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.put_pane(self.pane, width=WIDTH, wide=WIDE)

    # what the presenter shows

    def show_sheet(self, sheet: OfficeSheet) -> None:
        if self._sheet is None or self._sheet.key != sheet.key:
            self._current_id, self._current_row = "", 0
        self._sheet = sheet
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(TABS.index(sheet.key))
        self.facts.put(_facts(sheet))
        self._show_filters(sheet)
        of_units = sheet.key == UNITS
        self.verbs.leave_out(self._merge, not of_units)
        self.verbs.leave_out(self._hand_over, of_units)
        columns = columns_of(sheet.fields)
        if columns != self.model.columns:
            self.table.put_sheet_columns(columns)
        hint = _("Type a name here to add a unit") if of_units else _("Type a full name here to add a person")
        self.model.show(columns, sheet.lines, can_add=True, hint=hint)
        if not sheet.lines and sheet.wanted.narrows:
            words = _("The search or a filter leaves none of the {count} rows.").format(count=sheet.total)
            self.show_empty("filter", _("No row matches"), words, _("Drop the filter"))
        else:
            self.show_body()

    def _show_filters(self, sheet: OfficeSheet) -> None:
        wanted, of_units = sheet.wanted, sheet.key == UNITS
        self._late.put_count(sheet.late)
        self._late.setChecked(wanted.late)
        self._twins.put_count(sheet.twins)
        self._twins.setChecked(wanted.twins)
        self._active.setChecked(wanted.active)
        self._side.put_words(word(wanted.side) if wanted.side else _("Side"))
        self._side.setChecked(wanted.side is not None)
        self._side_menu.clear()
        for side in (None, *UnitSide):
            action = self._side_menu.addAction(word(side) if side else _("All sides"))
            action.setCheckable(True)
            action.setChecked(side == wanted.side)
            action.triggered.connect(lambda _on=False, one=side: self.side_chosen.emit(one))
        self.chips.leave_out(self._late, not of_units)
        self.chips.leave_out(self._side, not of_units)
        self.chips.leave_out(self._twins, not of_units or not (sheet.twins or wanted.twins))
        self.chips.leave_out(self._active, not (sheet.former or wanted.active))

    def show_unit(self, page: UnitPage | None) -> None:
        self.pane.show_unit(page)

    def show_person(
        self, person: Person | None, items: OpenItems | None, words: Sequence[str], made: Sequence[HandOver]
    ) -> None:
        self.pane.show_person(person, items, words, made)

    def show_refused(self, error: UserError, draft: Draft | None) -> None:
        buttons = []
        if draft is not None:
            self.table.stay()
            buttons.append((_("Go on typing"), lambda: self._reopen(draft)))
        self.banner.show_message(message_of(error, buttons))

    def show_done(self, words: str) -> None:
        self.done.emit(words)

    def ask_merge(self, lines: Sequence[UnitLine]) -> None:
        """Which of them is to stay: of two either, of more the one that the cursor is in."""
        keepers = lines if len(lines) == 2 else [self._current_unit(lines)]
        buttons: list[tuple[str, Callable[[], None]]] = []
        for keep in keepers:
            others = [line for line in lines if line is not keep]
            words = _("Keep “{name}”").format(name=keep.unit.short_name or keep.unit.name)
            buttons.append((words, lambda one=keep, rest=others: self.merged.emit(one, rest)))
        names = ", ".join(line.unit.name for line in lines)
        sentence = _("Merge {names}?").format(names=names)
        advice = _("Tasks, duties, members and registers move to the unit that stays; it can be undone.")
        self.banner.show_message(Message(Tone.NOTICE, sentence, advice, buttons=buttons))

    def _current_unit(self, lines: Sequence[UnitLine]) -> UnitLine:
        return next((line for line in lines if line.unit.id == self._current_id), lines[0])

    def go_to(self, row_id: str, field: str = "") -> None:
        self._current_id = row_id
        row = self.model.row_of(row_id)
        if row is not None:
            column = self.model.column_of(field) if field else None
            self.table.select_row(row, column if column is not None else 0)

    def _reopen(self, draft: Draft) -> None:
        row = self.model.row_of(draft.row_id) if draft.row_id else self.model.new_row
        column = self.model.column_of(draft.field)
        if row is not None and column is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit_with(self.model.index(row, column), draft.words)

    # gestures

    def start_adding(self) -> None:
        row = self.model.new_row
        if row is not None:
            self.show_body()
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.table.select_row(row, self.model.first_column)
            self.table.edit(self.table.currentIndex())

    def start_binning(self) -> None:
        self.bin_asked.emit(self.chosen())

    def start_hand_over(self) -> None:
        if self._sheet is not None and self._sheet.key == PEOPLE:
            self.open_pane()
            self.pane.person.start()

    def chosen(self) -> list[Any]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        rows = rows or [self.table.currentIndex().row()]
        return [line.record for line in map(self.model.line_at, rows) if line is not None]

    def _ask_merge(self) -> None:
        self.merge_asked.emit(self.chosen())

    def _pasted(self, block: list[list[str]]) -> None:
        current = self.table.currentIndex()
        if not current.isValid() or self.model.new_row is None:
            return
        shown = [
            place for place in range(current.column(), len(self.model.columns)) if not self.table.isColumnHidden(place)
        ]
        columns = [self.model.columns[place] for place in shown]
        headings = [column.field.title for column in columns]
        records = [line.record for row in range(current.row(), self.model.new_row) if (line := self.model.line_at(row))]
        self.block_pasted.emit(laid_over(block, columns, headings, records))

    def _current_changed(self, current, _previous) -> None:
        line = self.model.line_at(current.row()) if current.isValid() else None
        changed = (line.id if line is not None else "") != self._current_id
        self._current_id = line.id if line is not None else ""
        self._current_row = current.row() if current.isValid() else self._current_row
        if changed or line is None:
            self.selected.emit(line.record if line is not None else None)

    def _select_again(self) -> None:
        """After the rows were laid out anew: the same row, else the one that took its place."""
        wanted = self._current_id
        row = self.model.row_of(wanted) if wanted else None
        if row is None:
            row = min(self._current_row, self.model.rowCount() - 1)
        column = self.table.currentIndex().column() if self.table.currentIndex().isValid() else 0
        self._current_id = ""
        self.table.select_row(row, min(column, len(self.model.columns) - 1))


def _facts(sheet: OfficeSheet) -> str:
    if sheet.key == PEOPLE:
        return _("{count} people").format(count=sheet.total)
    late = " · " + _("{count} with overdue tasks").format(count=sheet.late) if sheet.late else ""
    return _("{count} units").format(count=sheet.total) + late
