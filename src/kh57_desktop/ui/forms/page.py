"""The page of unit forms: the list of a period, or the differences that returned files bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kh57_desktop.domain.chases import SentForm
from kh57_desktop.domain.form_changes import ChangeKind, FormChange
from kh57_desktop.domain.form_words import kind_words
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.files import ask_folder
from kh57_desktop.ui.forms.lines import CHANGE_FIELDS, FORM_FIELDS, about_change, change_line, form_line
from kh57_desktop.ui.messages import Message, Tone, message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.sheets.columns import columns_of
from kh57_desktop.ui.sheets.model import SheetModel
from kh57_desktop.ui.sheets.view import SheetView
from kh57_desktop.ui.style.states import DOUBTFUL
from kh57_desktop.ui.style.theme import Theme

_FORMS, _CHANGES = columns_of(FORM_FIELDS), columns_of(CHANGE_FIELDS)


class FormsPage(PageFrame):
    period_chosen = Signal(str)
    send_asked = Signal(object)
    collect_asked = Signal(list)
    accept_asked = Signal(object)
    back_asked = Signal(object)
    only_chosen = Signal(object)
    changes_left = Signal()
    report_asked = Signal(str)
    done = Signal(str)
    """What was saved, to be told with a button that undoes it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Unit forms"), has_back=True)
        self._folder = str(Path.home())
        self._shows_changes = False
        self._send = self.add_verb(
            _("Make forms…"), "document_text", _("Write an Excel form and its paper twin for each unit"), self.ask_send
        )
        self._collect = self.add_verb(
            _("Take forms back…"), "arrow_import", _("Read a folder of returned forms"), self.ask_collect
        )
        self._return = self.add_verb(
            _("Send back…"),
            "arrow_undo",
            _("Write the doubtful forms with remarks in their cells"),
            self.ask_back,
            leaves=2,
        )
        self._some = self.add_verb(
            _("Accept chosen rows"),
            "checkmark",
            _("Save the chosen rows as they are read (Ctrl+Enter)"),
            self.accept_chosen,
            leaves=1,
        )
        self._all = self.add_verb(
            _("Accept all"), "checkmark", _("Save every row without doubt (F12)"), self.accept_all, primary=True
        )
        self._menu = QMenu(self)
        self._period = Chip(theme, _("Period"))
        self._period.put_menu(self._menu)
        self.add_chip(self._period)
        self._kinds = {
            kind: Chip(theme, kind_words(kind).capitalize(), look=DOUBTFUL if kind is ChangeKind.DOUBTFUL else None)
            for kind in (ChangeKind.DOUBTFUL, ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.SAME)
        }
        for kind, chip in self._kinds.items():
            chip.clicked.connect(lambda on, one=kind: self.only_chosen.emit(one if on else None))
            self.add_chip(chip)
        body = QWidget()
        column = QVBoxLayout(body)
        theme.lay(column)
        self.model, self.table = SheetModel(lambda _field: (), self), SheetView(theme)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Unit forms"))
        self.table.setSelectionBehavior(SheetView.SelectionBehavior.SelectRows)
        self.about = WrappedWords(theme, ink="ink2")
        holder = QWidget()
        inner = QVBoxLayout(holder)
        theme.lay(inner, (16, 6, 12, 8), 0)
        inner.addWidget(self.about)
        self.about.put("")
        column.addWidget(self.table, 1)
        column.addWidget(holder)
        self.table.selectionModel().currentChanged.connect(lambda *_places: self._tell_current())
        self.put_body(body)
        self.empty.first_pressed.connect(self.ask_send)
        self.empty.second_pressed.connect(self.ask_collect)

    # what the presenter shows

    def show_periods(self, periods: Sequence[tuple[str, str, str]], chosen: str) -> None:
        self._menu.clear()
        for _regime, code, words in periods:
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(code == chosen)
            action.triggered.connect(lambda _on=False, one=code: self.period_chosen.emit(one))
        words = next((words for _regime, code, words in periods if code == chosen), "")
        self._period.put_words(_("Period: {words}").format(words=words) if words else _("Period"))
        self._send.setEnabled(bool(chosen))

    def show_forms(self, forms: Sequence[tuple[SentForm, str]], today: date) -> None:
        self._show_verbs(changes=False)
        back = sum(form.returned_on is not None for form, _unit in forms)
        self.facts.put(_("{count} forms, {back} back").format(count=len(forms), back=back) if forms else "")
        if not forms:
            self.show_empty(
                "clipboard_text_ltr",
                _("No form was made for this period yet"),
                _("Each unit gets an Excel form with its own tasks and indicators, and the same on paper."),
                _("Make forms…"),
                _("Take forms back…"),
            )
            return
        self.show_body()
        self._put(_FORMS, [form_line(form, unit, today) for form, unit in forms])

    def show_changes(
        self, changes: Sequence[FormChange], counts: dict[ChangeKind, int], only: ChangeKind | None
    ) -> None:
        self._show_verbs(changes=True)
        for kind, chip in self._kinds.items():
            chip.put_count(counts[kind])
            chip.setChecked(kind is only)
        sure = counts[ChangeKind.NEW] + counts[ChangeKind.CHANGED]
        self._all.setText(_("Accept all ({count})").format(count=sure))
        self._all.setEnabled(sure > 0)
        self._return.setEnabled(counts[ChangeKind.DOUBTFUL] > 0)
        self.facts.put(_("{count} rows read").format(count=sum(counts.values())))
        self.show_body()
        self._put(_CHANGES, [change_line(change) for change in changes])

    def _put(self, columns, lines) -> None:
        if tuple(columns) != self.model.columns:
            self.table.put_sheet_columns(columns)
        self.model.show(columns, lines, can_add=False)
        if lines and not self.table.currentIndex().isValid():
            self.table.select_row(0)
        self._tell_current()

    def _tell_current(self) -> None:
        """The whole of the row in sight, whose cells may be cut, and what a person can do about it."""
        line = self.model.line_at(self.table.currentIndex().row()) if self._shows_changes else None
        self.about.put(about_change(line.record) if line is not None else "")

    def _show_verbs(self, *, changes: bool) -> None:
        self._shows_changes = changes
        for verb in (self._some, self._all, self._return):
            self.verbs.leave_out(verb, not changes)
        self.verbs.leave_out(self._send, changes)
        for chip in self._kinds.values():
            self.chips.leave_out(chip, not changes)

    def show_refused(self, error: UserError) -> None:
        self.banner.show_message(message_of(error))

    def show_saved(self, words: str) -> None:
        self.done.emit(words)

    def show_good(self, words: str, advice: str) -> None:
        self.banner.show_message(Message(Tone.GOOD, words, advice))

    def show_notice(self, words: str, advice: str) -> None:
        self.banner.show_message(Message(Tone.NOTICE, words, advice))

    def show_locked(self, words: str, advice: str, report: str) -> None:
        opens = (_("Open the report"), lambda: self.report_asked.emit(report))
        self.banner.show_message(Message(Tone.NOTICE, words, advice, buttons=[opens]))

    # gestures

    def go_back(self) -> bool:
        """From the differences to the list; False where the page itself is to be left."""
        if self._shows_changes:
            self.changes_left.emit()
            return True
        return False

    def ask_send(self) -> None:
        folder = ask_folder(self, _("Folder of the forms (a stick, another disk)"), self._folder)
        if folder is not None:
            self._folder = str(folder)
            self.send_asked.emit(folder)

    def ask_collect(self) -> None:
        folder = ask_folder(self, _("Folder of the returned forms"), self._folder)
        if folder is not None:
            self._folder = str(folder)
            self.collect_asked.emit([folder])

    def ask_back(self) -> None:
        if not (self._shows_changes and self._return.isEnabled()):
            return
        folder = ask_folder(self, _("Folder of the forms to be corrected"), self._folder)
        if folder is not None:
            self.back_asked.emit(folder)

    def accept_chosen(self) -> None:
        if not self._shows_changes:
            return
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        lines = [self.model.line_at(row) for row in sorted(rows)]
        ids = {line.id for line in lines if line is not None}
        if ids:
            self.accept_asked.emit(ids)

    def accept_all(self) -> None:
        """The key may come where there is nothing to accept."""
        if self._shows_changes and self._all.isEnabled():
            self.accept_asked.emit(None)

    def take_focus(self) -> None:
        (self.empty.first if self.is_empty else self.table).setFocus(Qt.FocusReason.OtherFocusReason)
