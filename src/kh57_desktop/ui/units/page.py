"""The page Đơn vị & cán bộ: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QMenu, QTabBar

from kh57_desktop.domain.offices import Person
from kh57_desktop.domain.terms import Standing, UnitSide, word
from kh57_desktop.i18n import _
from kh57_desktop.services.hand_overs import OpenItems
from kh57_desktop.services.unit_pages import UnitLine, UnitPage
from kh57_desktop.services.unit_table import PEOPLE, UNITS, OfficeSheet
from kh57_desktop.store.registers import HandOver
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.messages import Message, Tone
from kh57_desktop.ui.sheets.page import LayoutOf, SheetPage
from kh57_desktop.ui.style.states import STANDINGS, WARNING
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.units.panes import WIDE, WIDTH, OfficePane

TABS = (UNITS, PEOPLE)


class UnitsPage(SheetPage):
    """Tabs of units and people, filters, the sheet, the pane with the work of the chosen one."""

    tab_chosen = Signal(str)
    side_chosen = Signal(object)
    late_chosen = Signal(bool)
    twins_chosen = Signal(bool)
    active_chosen = Signal(bool)
    merge_asked = Signal(list)
    merged = Signal(object, list)
    print_asked = Signal()

    def __init__(self, theme: Theme, choices: Callable[[str], Sequence[str]], layout_of: LayoutOf) -> None:
        super().__init__(theme, _("Units and staff"), choices, layout_of)
        self._sheet: OfficeSheet | None = None
        self._add_verbs()
        self._add_chips()
        self.add_view_tools()
        self.add_sheet(self.table, _("Units and staff"))
        self.pane = OfficePane(theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.put_pane(self.pane, width=WIDTH, wide=WIDE)

    @property
    def can_indent(self) -> bool:  # type: ignore[override]
        return self._sheet is not None and self._sheet.key == UNITS

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

    # what the presenter shows

    def show_sheet(self, sheet: OfficeSheet) -> None:
        self._sheet = sheet
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(TABS.index(sheet.key))
        self.facts.put(_facts(sheet))
        self._show_filters(sheet)
        of_units = sheet.key == UNITS
        self.verbs.leave_out(self._merge, not of_units)
        self.verbs.leave_out(self._hand_over, of_units)
        hint = _("Type a name here to add a unit") if of_units else _("Type a full name here to add a person")
        self.put_sheet(sheet, can_add=True, can_move=of_units, hint=hint)

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

    # gestures

    def start_hand_over(self) -> None:
        if self._sheet is not None and self._sheet.key == PEOPLE:
            self.open_pane()
            self.pane.person.start()

    def _ask_merge(self) -> None:
        self.merge_asked.emit(self.chosen())


def _facts(sheet: OfficeSheet) -> str:
    if sheet.key == PEOPLE:
        return _("{count} people").format(count=sheet.total)
    late = " · " + _("{count} with overdue tasks").format(count=sheet.late) if sheet.late else ""
    return _("{count} units").format(count=sheet.total) + late
