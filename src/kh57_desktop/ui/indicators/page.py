"""The page Chỉ tiêu: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from kh57_desktop.domain.indicators import Indicator
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.indicator_entries import Entered
from kh57_desktop.services.indicator_grid import CellDetails, Grid, Only
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.indicators.add_line import IndicatorAddLine
from kh57_desktop.ui.indicators.columns import Holds, columns_of
from kh57_desktop.ui.indicators.delegates import BEHIND
from kh57_desktop.ui.indicators.legend import Legend
from kh57_desktop.ui.indicators.model import IndicatorGridModel, lines_below
from kh57_desktop.ui.indicators.pane import WIDE, WIDTH, IndicatorPane
from kh57_desktop.ui.indicators.presenter import Draft
from kh57_desktop.ui.indicators.view import GridView
from kh57_desktop.ui.indicators.words import KINDS, doubt_words, heading, number, span
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.pages.frame import PANE_BESIDE, PageFrame
from kh57_desktop.ui.style.states import WARNING, StateLook
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.column_menu import offer_columns
from kh57_desktop.ui.tables.roles import CellRole

MISSING = StateLook("subtract_circle", False, ("#5F5A50", "#EFEBE2"), ("#B5AE9F", "#35322D"))
FLAGGED = StateLook("flag", False, WARNING.light, WARNING.dark)


class IndicatorsPage(PageFrame):
    """Title and verbs, period and chips, banner, grid with legend, pane."""

    stepped = Signal(int)
    kind_chosen = Signal(object)
    only_chosen = Signal(object)
    filter_dropped = Signal()
    fold_asked = Signal(str)
    cell_selected = Signal(object, str)
    field_edited = Signal(object, str, str)
    value_edited = Signal(object, str, str)
    correction_taken = Signal(object, str, object)
    reason_asked = Signal(object, str)
    note_asked = Signal(str, str, bool)
    block_pasted = Signal(list)
    add_asked = Signal(str, str)
    bin_asked = Signal(list)
    import_asked = Signal()
    print_asked = Signal()
    counted = Signal(int)
    """Indicators of the whole plan."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Indicators"))
        self._current_id = ""
        self._current_group: str | None = None
        self._current_row = -1
        self._narrows = False
        self._doubt_shown = False
        self._add_verbs()
        self._add_chips()
        self._add_line = IndicatorAddLine(theme)
        self._add_line.add_asked.connect(self.add_asked)
        self.add_strip(self._add_line)
        self._add_body()

    # building

    def _add_verbs(self) -> None:
        tip = _("See and print the annex of indicators")
        self._print = self.add_verb(_("Print"), "print", tip, self.print_asked.emit, quiet=True, leaves=1)
        self.add_verb(_("Add"), "add", _("Add an indicator (F5)"), self.start_adding)
        tip = _("Paste values from the current cell on (Ctrl+V)")
        self._paste = self.add_verb(_("Paste from Excel"), "clipboard_paste", tip, self._paste_in)

    def _add_chips(self) -> None:
        stepper = QWidget()
        row = QHBoxLayout(stepper)
        self._theme.lay(row, spacing=2)
        self._span = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._theme.dress(self._span, font="strong")
        row.addWidget(self._step("chevron_left", _("Earlier (Alt+Left)"), -1))
        row.addWidget(self._span)
        row.addWidget(self._step("chevron_right", _("Later (Alt+Right)"), 1))
        self.add_chip(stepper, leaves=-2)
        self._kind_menu = QMenu(self)
        for kind, words in KINDS.items():
            action = self._kind_menu.addAction(_(words))
            action.triggered.connect(lambda _on=False, wanted=kind: self.kind_chosen.emit(wanted))
        self._kind_chip = Chip(self._theme, _("Period"))
        self._kind_chip.put_menu(self._kind_menu)
        self.add_chip(self._kind_chip)
        looks = {
            Only.BEHIND: (_("Behind the path"), BEHIND),
            Only.MISSING: (_("No figure yet"), MISSING),
            Only.FOLLOW_UP: (_("To be checked"), FLAGGED),
        }
        self._chips: dict[Only, Chip] = {}
        for only, (words, look) in looks.items():
            chip = Chip(self._theme, words, look=look)
            chip.clicked.connect(lambda on, wanted=only: self.only_chosen.emit(wanted if on else None))
            self.add_chip(chip)
            self._chips[only] = chip
        offer_columns(self, lambda: self.table)

    def _step(self, icon: str, tip: str, by: int) -> QToolButton:
        button = QToolButton()
        self._theme.dress(button, icon=icon, kind="icon")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.stepped.emit(by))
        return button

    def _add_body(self) -> None:
        self.model = IndicatorGridModel(self)
        self.table: GridView = GridView(self._theme)
        self.table.setAccessibleName(_("Grid of indicators"))
        self.table.setModel(self.model)
        self.table.fold_asked.connect(self.fold_asked)
        self.table.pasted.connect(self._pasted)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.model.field_edited.connect(self.field_edited)
        self.model.value_edited.connect(self.value_edited)
        self.model.modelReset.connect(self._select_again)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        self._theme.lay(column)
        column.addWidget(self.table, 1)
        self._legend = Legend(self._theme)
        column.addWidget(self._legend)
        self.empty.first_pressed.connect(self._first_of_empty)
        self.empty.second_pressed.connect(self.start_adding)
        self.put_body(sheet)
        self.pane = IndicatorPane(self._theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.pane.note_asked.connect(self.note_asked)
        self.put_pane(self.pane, width=WIDTH, wide=WIDE)

    # what the presenter shows

    def show_grid(self, grid: Grid) -> None:
        self._narrows = grid.wanted.narrows
        self._span.setText(span(grid.wanted))
        self._kind_chip.put_words(_("Period: {kind}").format(kind=_(KINDS[grid.wanted.kind])))
        self.facts.put(_facts(grid))
        for only, chip in self._chips.items():
            chip.put_count(grid.counts.get(only, 0))
            chip.setChecked(grid.wanted.only is only)
        columns = columns_of(grid)
        if columns != self.model.columns:
            self.table.put_grid_columns(columns)
        self.model.show(grid)
        if not self._narrows:
            self._add_line.offer_groups([group.title for group in grid.groups if group.title])
        self._show_empty(grid)
        self.counted.emit(grid.total)

    def _show_empty(self, grid: Grid) -> None:
        if grid.groups:
            self.show_body()
        elif self._narrows:
            self.show_empty(
                "filter",
                _("No indicator matches"),
                _("The search or a filter leaves none of the {count} indicators.").format(count=grid.total),
                _("Drop the filter"),
            )
        else:
            self.show_empty(
                "data_trending",
                _("There is no indicator yet"),
                _("Read the plan that was issued, or add indicators one by one."),
                _("Read a plan…"),
                _("Add an indicator (F5)"),
            )

    def _first_of_empty(self) -> None:
        if self._narrows:
            self.filter_dropped.emit()
        else:
            self.import_asked.emit()

    def show_details(self, details: CellDetails | None) -> None:
        self.pane.show_details(details)

    def show_refused(self, error: UserError, draft: Draft | None) -> None:
        buttons = []
        if draft is not None:
            self.table.stay()
            buttons.append((_("Go on typing"), lambda: self._reopen(draft)))
        self.banner.show_message(message_of(error, buttons, is_passing=True))

    def show_doubt(self, entered: Entered, indicator: Indicator) -> None:
        """The value is saved and flagged; two answers take the flag away."""
        assert entered.doubt is not None
        assert entered.reading is not None
        period, proposed = entered.reading.period, entered.doubt.proposed
        buttons = []
        if proposed is not None:
            words = _("Correct to {value}").format(value=number(proposed))
            buttons.append((words, lambda: self.correction_taken.emit(indicator, period, proposed)))
        buttons.append((_("Keep, give the reason…"), lambda: self.reason_asked.emit(indicator, period)))
        self._doubt_shown = True
        self.banner.show_message(Message(Tone.NOTICE, doubt_words(entered, indicator), buttons=buttons))

    def drop_doubt(self) -> None:
        if self._doubt_shown:
            self._doubt_shown = False
            self.banner.dismiss()

    def show_pasted(self, count: int, doubtful: int) -> None:
        if doubtful:
            words = _("Pasted {count} values; {doubtful} look doubtful and are marked to be checked.")
            message = Message(Tone.NOTICE, words.format(count=count, doubtful=doubtful))
        else:
            message = Message(Tone.GOOD, _("Pasted {count} values.").format(count=count))
        self.banner.show_message(message)

    def ask_reason(self, indicator_id: str, period: str) -> None:
        row, column = self.model.row_of(indicator_id), self.model.column_of(period)
        if row is not None:
            self.table.select_row(row, column)
        self.open_pane()
        self.pane.start_reason()

    def go_to(self, indicator_id: str) -> None:
        row = self.model.row_of(indicator_id)
        if row is not None:
            self.table.select_row(row, self.model.column_of("text"))

    def _reopen(self, draft: Draft) -> None:
        row, column = self.model.row_of(draft.indicator_id), self.model.column_of(draft.column)
        if row is not None and column is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit_with(self.model.index(row, column), draft.words)

    # gestures

    def start_adding(self) -> None:
        line = self.model.line_at(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        self._add_line.start(line.indicator.group if line else "")

    def start_binning(self) -> None:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        lines = [line for line in (self.model.line_at(row) for row in rows) if line is not None]
        self.bin_asked.emit([line.indicator for line in lines])

    def keyPressEvent(self, event) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.stepped.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def _paste_in(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.paste()

    def _pasted(self, rows: list[list[str]]) -> None:
        """Rows go to the indicators below, cells to the periods at the right; what falls outside is left out."""
        current = self.table.currentIndex()
        if not current.isValid():
            return
        periods = [
            column.key
            for place, column in enumerate(self.model.columns)
            if column.holds is Holds.PERIOD and place >= current.column() and not self.table.isColumnHidden(place)
        ]
        below = lines_below(self.model, current.row(), len(rows))
        block = [
            (line.indicator, period, words)
            for line, cells in zip(below, rows, strict=False)
            for period, words in zip(periods, cells, strict=False)
        ]
        self.block_pasted.emit(block)

    def _current_changed(self, current, _previous) -> None:
        line = self.model.line_at(current.row()) if current.isValid() else None
        self._current_row = current.row() if current.isValid() else self._current_row
        self._current_id = line.indicator.id if line else ""
        self._current_group = None
        if current.isValid() and line is None:
            self._current_group = current.data(CellRole.RECORD).id
        self.cell_selected.emit(line, self.model.period_at(current.column()) if current.isValid() else "")

    def _select_again(self) -> None:
        """After the rows were laid out anew: the same indicator, or the row now in its place."""
        if self.model.rowCount() == 0:
            self.cell_selected.emit(None, "")
            return
        row, column = None, None
        if self._current_id:
            row = self.model.row_of(self._current_id)
        elif self._current_group is not None:
            row = self.model.row_of_group(self._current_group)
        if row is None and self._current_row < 0:  # the first time: the first indicator, in the period of entry
            row = next((row for row in range(self.model.rowCount()) if self.model.line_at(row)), 0)
            column = self.model.entry_column
        if row is None:
            row = min(self._current_row, self.model.rowCount() - 1)
        if self.table.currentIndex().column() >= self.model.columnCount():
            column = self.model.entry_column
        self.table.select_row(row, column)

    # room

    def arrange(self) -> None:
        self._legend.keys.setVisible(self.wide >= PANE_BESIDE)


def _facts(grid: Grid) -> str:
    if grid.wanted.narrows:
        return _("{shown} of {count} indicators").format(shown=grid.shown, count=grid.total)
    count = _("{count} indicators").format(count=grid.total)
    entry = next((period for period in grid.periods if period.code == grid.entry), None)
    if not grid.total or entry is None:
        return count
    entered = _("entered {count} of {period}").format(count=grid.entered, period=heading(entry))
    return f"{count} · {entered}"
