"""The page of chasing: late and silent units, beside the one in sight what is sent to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.chasing import LateUnit
from kh57_desktop.services.obligations import OwedReport
from kh57_desktop.ui.chasing.lines import FIELDS, unit_line
from kh57_desktop.ui.chasing.pane import ChasingPane
from kh57_desktop.ui.messages import message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.sheets.columns import columns_of
from kh57_desktop.ui.sheets.model import SheetModel
from kh57_desktop.ui.sheets.view import SheetView
from kh57_desktop.ui.style.theme import Theme

_COLUMNS = columns_of(FIELDS)


class ChasingPage(PageFrame):
    unit_chosen = Signal(str)
    letters_asked = Signal()
    phones_asked = Signal()
    letters_logged = Signal(list)
    forms_asked = Signal()
    done = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Chase units"), has_back=True)
        self._letters = self.add_verb(
            _("Letters"),
            "print",
            _("See and print a letter to each late unit with only its own tasks, or one to all of them"),
            self.letters_asked.emit,
            quiet=True,
        )
        self._phones = self.add_verb(
            _("Phone list"),
            "call",
            _("See and print the numbers of the units to be chased, with what each is chased for"),
            self.phones_asked.emit,
            quiet=True,
        )
        self.add_verb(_("Unit forms"), "clipboard_text_ltr", _("Forms that are out and back"), self.forms_asked.emit)
        self._log = self.add_verb(
            _("Note letters"), "checkmark", _("Note that a letter went to the chosen units"), self._log_letters
        )
        self.model, self.table = SheetModel(lambda _field: (), self), SheetView(theme)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Late and silent units"))
        self.table.setSelectionBehavior(SheetView.SelectionBehavior.SelectRows)
        self.table.put_sheet_columns(_COLUMNS)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.put_body(self.table)
        self.pane = ChasingPane(theme)
        self.put_pane(self.pane)
        self.empty.first_pressed.connect(self.forms_asked)

    def show_units(self, units: Sequence[LateUnit], owed: OwedReport | None) -> None:
        late = sum(bool(unit.overdue or unit.owed_papers) for unit in units)
        facts = [_("{late} units with overdue work").format(late=late)]
        if owed is not None:
            words = _("{name}, due on {day}").format(name=owed.name, day=format_date(owed.dates.due_on))
            facts.append(words)
        self.facts.put(" · ".join(facts))
        for verb in (self._letters, self._log):
            verb.setEnabled(late > 0)
        self._phones.setEnabled(bool(units))
        if not units:
            self.show_empty(
                "people_team",
                _("Nobody is to be chased"),
                _("No task is overdue, and every unit has reported for the next report."),
                _("Unit forms"),
            )
            return
        self.show_body()
        self.model.show(_COLUMNS, [unit_line(unit) for unit in units], can_add=False)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def show_unit(self, unit: LateUnit | None, text: str) -> None:
        self.pane.put(unit, text)

    def show_done(self, words: str) -> None:
        self.done.emit(words)

    def show_refused(self, error: UserError) -> None:
        self.banner.show_message(message_of(error))

    def _current_changed(self, current, _previous) -> None:
        line = self.model.line_at(current.row()) if current.isValid() else None
        if line is not None:
            self.unit_chosen.emit(line.id)

    def _log_letters(self) -> None:
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        lines = [self.model.line_at(row) for row in sorted(rows)]
        late = [line for line in lines if line is not None and (line.record.overdue or line.record.owed_papers)]
        self.letters_logged.emit([line.id for line in late])
