"""The page Lịch sử và thùng rác: turns gestures into signals and shows what the presenter gives it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QMenu, QTabBar

from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.change_history import ChangedField, HistoryLine
from kh57_desktop.services.recycle_bin import BinLine
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.pane_frame import PaneFrame
from kh57_desktop.ui.history.lines import ACTION_COLUMNS, BIN_COLUMNS, action_line, bin_line, change_line
from kh57_desktop.ui.history.presenter import BIN, HISTORY
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.sheets.columns import SheetColumn
from kh57_desktop.ui.sheets.lines import ShownLine
from kh57_desktop.ui.sheets.model import SheetModel
from kh57_desktop.ui.sheets.view import SheetView
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tasks.log_list import LogList

TABS = (HISTORY, BIN)
WIDTH, WIDE = 336, 400
LEAST_LOG = 240


class HistoryPage(PageFrame):
    """Actions with what each changed beside them; the bin with its way back."""

    tab_chosen = Signal(str)
    user_chosen = Signal(str)
    filter_dropped = Signal()
    selected = Signal(object)
    undo_asked = Signal(object)
    restore_asked = Signal(list)
    empty_asked = Signal()
    print_asked = Signal()
    done = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("History and bin"), has_back=True)
        tip = _("See and print the history, for an inspection")
        self._print = self.add_verb(_("Print"), "print", tip, self.print_asked.emit, quiet=True, leaves=2)
        tip = _("Take this action back; what was done after it stays")
        self._undo = self.add_verb(_("Undo this"), "arrow_undo", tip, self.ask_undo)
        tip = _("Back to where it was, with what was deleted along with it")
        self._restore = self.add_verb(_("Restore"), "arrow_undo", tip, self.ask_restore)
        self._empty = self.add_verb(
            _("Empty the bin…"), "delete", _("Nothing of it is offered any more"), self._ask_empty, leaves=1
        )
        self._add_chips()
        self.model, self.table = SheetModel(lambda _field: (), self), SheetView(theme)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("History and bin"))
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.model.modelReset.connect(lambda: self.table.select_row(0, 0) if self.model.rowCount() else None)
        self.put_body(self.table)
        self.pane = PaneFrame(theme)
        self.pane.close_asked.connect(self.toggle_pane)
        self.put_pane(self.pane, width=WIDTH, wide=WIDE)
        self.empty.first_pressed.connect(self.filter_dropped)

    def _add_chips(self) -> None:
        self.tabs = QTabBar()
        self._theme.dress(self.tabs, font="body", kind="chips")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("History and bin"))
        for words in (_("History"), _("Bin")):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda place: self.tab_chosen.emit(TABS[place]))
        self.add_chip(self.tabs, leaves=-1)
        self._user = Chip(self._theme, _("Who"))
        self._users = QMenu(self)
        self._user.put_menu(self._users)
        self._row = Chip(self._theme, _("Only one row"))
        self._row.clicked.connect(self.filter_dropped)
        for chip in (self._user, self._row):
            self.add_chip(chip)

    # what the presenter shows

    def show_actions(
        self, lines: Sequence[HistoryLine], users: Sequence[str], user: str, *, of_row: bool, total: int
    ) -> None:
        self._put_tab(HISTORY)
        self.facts.put(_("{count} actions, the newest first").format(count=len(lines)))
        self._user.put_words(user or _("Who"))
        self._user.setChecked(bool(user))
        self._users.clear()
        for name in ("", *users):
            entry = self._users.addAction((name or _("All people")).replace("&", "&&"))
            entry.triggered.connect(lambda _on=False, one=name: self.user_chosen.emit(one))
        self._row.setChecked(of_row)
        self.chips.leave_out(self._user, len(users) < 2 and not user)
        self.chips.leave_out(self._row, not of_row)
        self._put(ACTION_COLUMNS, [action_line(line) for line in lines], total)

    def show_bin(self, lines: Sequence[BinLine], total: int) -> None:
        self._put_tab(BIN)
        self.facts.put(_("{count} deleted rows").format(count=len(lines)))
        self.chips.leave_out(self._user, True)
        self.chips.leave_out(self._row, True)
        self._restore.setEnabled(bool(lines))
        self._empty.setEnabled(bool(total))
        self._put(BIN_COLUMNS, [bin_line(line) for line in lines], total)

    def _put_tab(self, key: str) -> None:
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(TABS.index(key))
        self.verbs.leave_out(self._print, key == BIN)
        self.verbs.leave_out(self._undo, key == BIN)
        self.verbs.leave_out(self._restore, key == HISTORY)
        self.verbs.leave_out(self._empty, key == HISTORY)

    def _put(self, columns: Sequence[SheetColumn], lines: Sequence[ShownLine], total: int) -> None:
        if tuple(columns) != self.model.columns:
            self.table.put_sheet_columns(columns)
        self.model.show(columns, lines, can_add=False)
        if lines:
            self.show_body()
        elif total:
            hint = _("The search or a filter leaves none of the {count} rows.").format(count=total)
            self.show_empty("filter", _("No row matches"), hint, _("Drop the filter"))
        else:
            hint = _("What is deleted comes here and can be restored.")
            self.show_empty("delete", _("The bin is empty"), hint, _("To the history"))
        if not lines:
            self.show_changes(None, ())

    def show_changes(self, line: HistoryLine | None, changes: Sequence[ChangedField]) -> None:
        self._undo.setEnabled(line is not None and line.can_undo)
        column = self.pane.begin(line.words if line is not None else "")
        if changes:
            log = LogList(self._theme)
            log.setAccessibleName(_("What the action changed"))
            log.setMinimumHeight(self._theme.px(LEAST_LOG))
            log.put([change_line(change) for change in changes])
            column.addWidget(log, 1)
        self.pane.end()

    def show_binned(self, line: BinLine) -> None:
        self.pane.begin(line.name or line.what)
        for caption, words in ((_("What it is"), line.what), (_("Deleted by"), line.words), (_("Who"), line.user)):
            self.pane.add_pair(caption, words)
        self.pane.end()

    def show_refused(self, error: UserError) -> None:
        self.banner.show_message(message_of(error, is_passing=True))

    def show_done(self, words: str) -> None:
        self.done.emit(words)

    # gestures

    def chosen(self) -> list[object]:
        lines = map(self.model.line_at, self.table.chosen_rows())
        return [line.record for line in lines if line is not None]

    def _current_changed(self, current, _previous) -> None:
        line = self.model.line_at(current.row()) if current.isValid() else None
        self.selected.emit(line.record if line is not None else None)

    def ask_undo(self) -> None:
        line = self.model.line_at(self.table.currentIndex().row())
        if line is not None and isinstance(line.record, HistoryLine):
            self.undo_asked.emit(line.record)

    def ask_restore(self) -> None:
        self.restore_asked.emit([one for one in self.chosen() if isinstance(one, BinLine)])

    def _ask_empty(self) -> None:
        sentence = _("Empty the bin?")
        advice = _("What lies there is not offered for restoring any more; the history still tells what it was.")
        buttons = [(_("Empty the bin"), self.empty_asked.emit)]
        self.banner.show_message(Message(Tone.NOTICE, sentence, advice, buttons=buttons))

    def take_focus(self) -> None:
        super().take_focus()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.select_row(0, 0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
