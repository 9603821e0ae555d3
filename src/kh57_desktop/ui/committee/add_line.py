"""One line to add members: name, role, post, Enter; it stays open for the next one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from kh57_desktop.i18n import _, nfc
from kh57_desktop.ui.controls.entry_line import EntryLine
from kh57_desktop.ui.style.theme import Theme


class MemberAddLine(EntryLine):
    """Hidden until F5."""

    add_asked = Signal(str, str, str)
    """(full name, role in the committee, post)."""

    def __init__(self, theme: Theme) -> None:
        label = _("New member")
        super().__init__(theme, label=label, button=_("Add"))
        self.taken.connect(self._ask)
        hints = (_("Full name"), _("Role in the committee"), _("Post"))
        self._typed = [self.add_field(f"{hint}…", f"{label}: {hint}") for hint in hints]

    def start(self) -> None:
        self.start_in(self._typed[0])

    def _ask(self) -> None:
        words = [nfc(field.text()).strip() for field in self._typed]
        if words[0] or words[2]:
            for field in self._typed:
                field.clear()
            self.add_asked.emit(*words)
        self._typed[0].setFocus(Qt.FocusReason.OtherFocusReason)
