"""One line with the committee's own name and decision, open while it is edited."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kh57_desktop.domain.committee import Committee
from kh57_desktop.i18n import _, format_date, nfc
from kh57_desktop.ui.controls.entry_line import EntryLine
from kh57_desktop.ui.style.theme import Theme


class CommitteeForm(EntryLine):
    """Hidden until it is asked for in the menu of committees."""

    edited = Signal(str, str, str)
    """(name, sign of the decision, its day as typed)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, button=_("Record"), icon="checkmark")
        self.taken.connect(self._ask)
        self._name = self.add_field(_("Name of the committee"))
        self._decision = self.add_field(_("Decision number"), stretch=0)
        self._day = self.add_field(_("Day of the decision"), stretch=0)
        theme.dress(self._decision, font="body", width=150)
        theme.dress(self._day, font="body", width=110)

    def put(self, committee: Committee) -> None:
        """Not while it is open: nothing changes under the hands of who types."""
        if self.isHidden():
            self._name.setText(committee.name)
            self._decision.setText(committee.decision)
            self._day.setText(format_date(committee.decided_on) if committee.decided_on else "")

    def start(self) -> None:
        self.start_in(self._name)

    def _ask(self) -> None:
        self.hide()
        self.edited.emit(nfc(self._name.text()), nfc(self._decision.text()), nfc(self._day.text()))
