"""The page Sổ theo dõi: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QTabBar, QVBoxLayout, QWidget

from kh57_desktop.domain.evaluation import Weights
from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.details import RowDetails
from kh57_desktop.services.registers.sheets import EVALUATION, SHEETS, Sheet, tab_words
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.tab_chooser import TabChooser
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.messages import Message, Tone
from kh57_desktop.ui.pages.frame import PANE_WIDE, SHORT
from kh57_desktop.ui.registers.pane import WIDE, WIDTH, RegisterPane
from kh57_desktop.ui.registers.strips import AskLine, WeightLine
from kh57_desktop.ui.sheets.page import LayoutOf, SheetPage
from kh57_desktop.ui.sheets.view import TotalsLine
from kh57_desktop.ui.style.states import STANDINGS
from kh57_desktop.ui.style.theme import Theme

SHORT_VIEW = 1240
"""Page width (px at zoom 100 %) below which the button of the views leaves its room to the tabs."""
ACTS: Mapping[str, tuple[str, str, str]] = {
    RegisterKind.INSPECTION: (N_("Add finding"), "add", N_("A finding of the chosen inspection")),
    RegisterKind.FINDING: (N_("Remedied"), "checkmark", N_("The chosen findings are remedied today")),
    RegisterKind.SESSION: (N_("Count in"), "data_trending", N_("Count the sessions of the quarter into the indicator")),
    RegisterKind.DIRECTIVE: (N_("Into the bases"), "add", N_("Add the chosen documents to the bases of the plan")),
    RegisterKind.UNIT_PLAN: (N_("Ask units…"), "megaphone", N_("Ask several units for a plan or report")),
    RegisterKind.CONCLUSION: (N_("Make a task"), "task_list_square_ltr", N_("Make the chosen conclusion a task")),
    EVALUATION: (N_("Weights…"), "settings", N_("The office's own weights; without them only facts count")),
}
"""Words, icon and tip of what a register does besides."""


class RegistersPage(SheetPage):
    """Tabs of the registers, filters, the sheet with its totals, the rule or unit below."""

    sheet_chosen = Signal(str)
    year_chosen = Signal(object)
    unit_chosen = Signal(object)
    late_chosen = Signal(bool)
    act_asked = Signal(list)
    units_asked = Signal(list, str, str, object)
    weighed = Signal(dict)
    print_asked = Signal(str)
    task_opened = Signal(str)

    def __init__(self, theme: Theme, choices: Callable[[str], Sequence[str]], layout_of: LayoutOf) -> None:
        super().__init__(theme, _("Registers"), choices, layout_of)
        self._sheet: Sheet | None = None
        self._add_verbs()
        self._add_chips()
        self.add_view_tools()
        self.chips.room_changed.connect(self.arrange)
        self.ask_line, self.weight_line = AskLine(theme), WeightLine(theme)
        self.ask_line.asked.connect(self.units_asked)
        self.weight_line.weighed.connect(self.weighed)
        for strip in (self.ask_line, self.weight_line):
            strip.closed.connect(self.take_focus)
            self.add_strip(strip)
        self.add_sheet(self._sheet_with_sums(), _("Rows of the register"))
        self.pane = RegisterPane(theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.put_pane(self.pane, width=WIDTH, wide=WIDE, beside=PANE_WIDE)

    # building

    def _add_verbs(self) -> None:
        tip = _("See, print or save this register as PDF, Word or Excel")
        self.add_verb(_("Print"), "print", tip, self._ask_print, quiet=True, leaves=2)
        self._add = self.add_verb(_("Add"), "add", _("Add a row (F5)"), self.start_adding)
        self._act = self.add_verb("", "checkmark", "", self.ask_act, leaves=1)

    def _add_chips(self) -> None:
        self.tabs = QTabBar()
        self._theme.dress(self.tabs, font="body", kind="chips")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(_("Registers"))
        for key in SHEETS:
            self.tabs.addTab(tab_words(key))
        self.tabs.currentChanged.connect(lambda place: self.sheet_chosen.emit(SHEETS[place]))
        self.add_chip(self.tabs, leaves=-2)
        self._chooser = TabChooser(self._theme, self.tabs)
        self.add_chip(self._chooser, leaves=-1)
        self._year_menu, self._unit_menu = QMenu(self), QMenu(self)
        self._year, self._unit = Chip(self._theme, _("Year")), Chip(self._theme, _("Unit"))
        self._year.put_menu(self._year_menu)
        self._unit.put_menu(self._unit_menu)
        self._late = Chip(self._theme, _("Overdue"), look=STANDINGS[Standing.OVERDUE])
        self._late.clicked.connect(lambda on: self.late_chosen.emit(on))
        for chip in (self._late, self._year, self._unit):
            self.add_chip(chip)

    def _sheet_with_sums(self) -> QWidget:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        self._theme.lay(column)
        self.totals = TotalsLine(self._theme, self.table)
        self._notes_frame = QWidget()
        self._notes_column = QVBoxLayout(self._notes_frame)
        self._theme.lay(self._notes_column, (16, 6, 12, 8), 0)
        self._notes: list[WrappedWords] = []
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        column.addWidget(self._notes_frame)
        return sheet

    # what the presenter shows

    def show_sheet(self, sheet: Sheet, late: Mapping[str, int]) -> None:
        changed = self._sheet is None or self._sheet.key != sheet.key
        self._sheet = sheet
        if changed:
            self.ask_line.hide()
            self.weight_line.hide()
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(SHEETS.index(sheet.key))
        self._tell_late(late)
        self.facts.put(_facts(sheet))
        self._show_filters(sheet)
        self._show_act(sheet)
        self._chooser.follow()
        self.verbs.leave_out(self._add, not sheet.can_add)
        self.put_sheet(sheet, can_add=sheet.can_add, can_move=sheet.can_move, hint=_("Type here to add a row"))
        self.totals.put(sheet.sums)
        self._show_notes(sheet.notes)

    def _show_notes(self, notes: Sequence[str]) -> None:
        """A line each; where the page is short only as many as leave the rows their room."""
        while len(self._notes) < len(notes):
            self._notes.append(WrappedWords(self._theme, role="small", ink="ink2"))
            self._notes_column.addWidget(self._notes[-1])
        for place, words in enumerate(self._notes):
            words.put(notes[place] if place < len(notes) else "")
        self._notes_frame.setToolTip("\n".join(notes))
        self.arrange()

    def arrange(self) -> None:
        """Tabs become one chip where they have no room; a long rule leaves where the page is short."""
        zoom = self._theme.zoom / 100
        short = self.height() / zoom < SHORT
        self.views.put_short(short=self.wide < SHORT_VIEW)
        self._chooser.fit(self.chips, is_short=short)
        count = len(self._sheet.notes) if self._sheet is not None else 0
        self._notes_frame.setVisible(count > 0 and not (short and count > 1))

    def _tell_late(self, late: Mapping[str, int]) -> None:
        look = STANDINGS[Standing.OVERDUE]
        ratio = self.devicePixelRatioF()
        mark = QIcon(self._theme.pixmap(look.icon, self._theme.state_text(look), filled=look.filled, ratio=ratio))
        for place, key in enumerate(SHEETS):
            count = late.get(key, 0)
            self.tabs.setTabText(place, f"{tab_words(key)} {count}" if count else tab_words(key))
            self.tabs.setTabIcon(place, mark if count else QIcon())
            told = _("{name}, {count} overdue").format(name=tab_words(key), count=count) if count else tab_words(key)
            self.tabs.setAccessibleTabName(place, told)

    def _show_filters(self, sheet: Sheet) -> None:
        wanted = sheet.wanted
        self._late.put_count(sheet.late)
        self._late.setChecked(wanted.late)
        self._year.put_words(str(wanted.year) if wanted.year else _("All years"))
        self._year_menu.clear()
        choices: list[tuple[str, int | None]] = [(str(year), year) for year in sheet.years]
        for words, year in [*choices, *([(_("All years"), None)] if sheet.can_add else [])]:
            self._entry(self._year_menu, words, year == wanted.year, lambda one=year: self.year_chosen.emit(one))
        names = dict(sheet.units)
        self._unit.put_words(names.get(wanted.unit_id or "", _("Unit")))
        self._unit.setChecked(wanted.unit_id is not None)
        self._unit_menu.clear()
        self._entry(self._unit_menu, _("All units"), wanted.unit_id is None, lambda: self.unit_chosen.emit(None))
        for unit_id, name in sheet.units:
            chosen = unit_id == wanted.unit_id
            self._entry(self._unit_menu, name, chosen, lambda one=unit_id: self.unit_chosen.emit(one))
        self.chips.leave_out(self._late, not sheet.has_late)
        self.chips.leave_out(self._year, not sheet.has_years)
        self.chips.leave_out(self._unit, not sheet.units and wanted.unit_id is None)
        self.arrange()

    def _entry(self, menu: QMenu, words: str, chosen: bool, act: Callable[[], None]) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _on=False: act())

    def _show_act(self, sheet: Sheet) -> None:
        act = ACTS.get(sheet.key)
        self.verbs.leave_out(self._act, act is None)
        if act is not None:
            words, icon, tip = act
            self._act.setText(_(words))
            self._act.setToolTip(_(tip))
            self._act.setAccessibleName(_(words))
            self._theme.dress(self._act, font="body", icon=icon)

    def show_details(self, details: RowDetails | None) -> None:
        self.pane.show_details(details)

    def show_good(self, words: str, task_id: str = "") -> None:
        if not task_id:
            self.done.emit(words)
            return
        opens = (_("Open the task"), lambda: self.task_opened.emit(task_id))
        self.banner.show_message(Message(Tone.GOOD, words, buttons=[opens]))

    def start_asking(self, units: Sequence[tuple[str, str]]) -> None:
        self.ask_line.start(units)

    def start_weighing(self, weights: Weights) -> None:
        self.weight_line.start(weights)

    # gestures

    def step_sheet(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def ask_act(self) -> None:
        self.act_asked.emit(self.chosen())

    def _ask_print(self) -> None:
        if self._sheet is not None:
            self.print_asked.emit(self._sheet.paper)

    @property
    def paper(self) -> str:
        """What *In* prints of the sheet in sight."""
        return self._sheet.paper if self._sheet is not None else ""


def _facts(sheet: Sheet) -> str:
    count = _("{count} rows").format(count=len(sheet.lines))
    late = " · " + _("{count} overdue").format(count=sheet.late) if sheet.late else ""
    return f"{sheet.title} · {count}{late}"
