"""Lines under the chips for what is set on the chosen tasks at once: a new deadline, the document that finishes one."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kh57_desktop.i18n import _, nfc
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.strips import Strip

BULK_FIELDS = (
    "lead_unit", "lead_person", "supporting_units", "deadline", "product", "term", "phase", "priority", "approver",
    "budget", "state", "state_reason", "is_ours", "indicators", "note",
)  # fmt: skip
"""Fields that make sense for many tasks at once."""


class ExtendStrip(Strip):
    """A new deadline for the chosen tasks: words, reason, document and its day."""

    asked = Signal(str, str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._words = self.add_field(_("New deadline"), width=120)
        self._reason = self.add_field(_("Reason of the extension"))
        self._document = self.add_field(_("Number of the document that allows it"))
        self._day = self.add_field(_("Its day"), width=92)
        self.add_end(_("Extend"))

    def start(self, count: int, codes: str) -> None:
        words = codes if count == 1 else _("{count} tasks").format(count=count)
        self.begin(_("Extend {what}").format(what=words), self._words)

    def clear(self) -> None:
        for field in (self._words, self._reason, self._document, self._day):
            field.clear()

    def do(self) -> None:
        fields = (self._words, self._reason, self._document, self._day)
        self.asked.emit(*(nfc(field.text()).strip() for field in fields))


class DocumentStrip(Strip):
    """Number and day of the document that finishes a task."""

    asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._number = self.add_field(_("Number of the document"), hint=_("e.g. 15/KH-UBND"))
        self._day = self.add_field(_("Its day"), width=92)
        self.add_end(_("Mark as done"))

    def start(self, code: str) -> None:
        self.begin(_("{code}: number and day of the product document").format(code=code), self._number)

    def do(self) -> None:
        self.asked.emit(nfc(self._number.text()).strip(), nfc(self._day.text()).strip())
