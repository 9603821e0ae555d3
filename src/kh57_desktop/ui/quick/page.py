"""The page of marks: what is typed above, the changes it makes below, at every pause."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from kh57_desktop.domain.terms import Standing
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.services.quick_entry import QuickChange
from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.indicators.words import doubt_words
from kh57_desktop.ui.messages import message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.sheets.columns import columns_of
from kh57_desktop.ui.sheets.lines import ShownLine
from kh57_desktop.ui.sheets.model import SheetModel
from kh57_desktop.ui.sheets.view import SheetView
from kh57_desktop.ui.style.theme import Theme

PAUSE_MS = 250
TEXT_HEIGHT = 120
_COLUMNS = columns_of(
    (
        Field("state", N_("State"), FieldKind.STATE, width=126),
        Field("code", N_("Code"), width=64),
        Field("text", N_("Content"), width=0, least=200),
        Field("before", N_("Recorded"), width=170, leaves=1),
        Field("after", N_("Becomes"), FieldKind.LONG, width=140),
        Field("problem", N_("To be checked"), FieldKind.LONG, width=236),
    )
)


class QuickPage(PageFrame):
    typed = Signal(str)
    apply_asked = Signal()
    done = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Marks of the leader"), has_back=True)
        self._apply = self.add_verb(
            _("Save"), "checkmark", _("Save all changes that are understood"), self.apply_asked.emit, primary=True
        )
        body = QWidget()
        column = QVBoxLayout(body)
        theme.lay(column, (16, 0, 16, 0), 8)
        self.hint = WrappedWords(theme, ink="ink2")
        self.text = QPlainTextEdit()
        theme.dress(self.text, font="body", height=TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Marks of the leader"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self.text.textChanged.connect(self._pause.start)
        self.model, self.changes = SheetModel(lambda _field: (), self), SheetView(theme)
        self.changes.setModel(self.model)
        self.changes.setAccessibleName(_("Changes"))
        self.changes.put_sheet_columns(_COLUMNS)
        self.changes.show_full(True)
        for widget in (self.hint, self.text):
            column.addWidget(widget)
        column.addWidget(self.changes, 1)
        self.put_body(body)
        self.hint.put(
            _("By row codes as on the summary, one after the other:")
            + " N12 hạn 30/9; N15 xong; N3 70%; N9-N11 giao Công an xã; C5 85"
        )
        self.show_changes(())

    def tell(self) -> None:
        """What is typed now, without waiting for the pause."""
        self._pause.stop()
        self.typed.emit(nfc(self.text.toPlainText()))

    def show_changes(self, changes: Sequence[QuickChange]) -> None:
        sound = sum(not change.problem for change in changes)
        self._apply.setText(_("Save ({count})").format(count=sound) if sound else _("Save"))
        self._apply.setEnabled(sound > 0)
        problems = len(changes) - sound
        self.facts.put(_("{count} are not understood").format(count=problems) if problems else "")
        self.model.show(_COLUMNS, [_line(place, change) for place, change in enumerate(changes)], can_add=False)

    def cleared(self, words: str) -> None:
        self.text.clear()
        self._pause.stop()
        self.show_changes(())
        self.done.emit(words)

    def show_refused(self, error: UserError) -> None:
        self.banner.show_message(message_of(error))

    def take_focus(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(place: int, change: QuickChange) -> ShownLine:
    sound = not change.problem
    doubt = change.entered is not None and change.entered.doubt is not None
    words = (_("To be checked") if doubt else _("Understood")) if sound else _("Not understood")
    cells = {
        "state": words,
        "code": change.code,
        "text": change.text or change.typed,
        "before": change.before,
        "after": change.after,
        "problem": _doubt_of(change) or change.problem,
    }
    return ShownLine(str(place), change, cells, Standing.UNDER_WAY if sound and not doubt else Standing.DUE_SOON, words)


def _doubt_of(change: QuickChange) -> str:
    """What is doubtful about a value; it is saved all the same, with the follow-up flag (features N16)."""
    if change.entered is None or change.entered.doubt is None or change.indicator is None:
        return ""
    return doubt_words(change.entered, change.indicator)
