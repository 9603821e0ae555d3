"""One line under the chips to add indicators: words, group, Enter; it stays open for the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from kh57_desktop.i18n import _, nfc
from kh57_desktop.ui.controls.entry_line import EntryLine, GroupChoice
from kh57_desktop.ui.style.theme import Theme


class IndicatorAddLine(EntryLine):
    """Hidden until F5."""

    add_asked = Signal(str, str)
    """(words of the indicator, title of the group or "")."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, label=_("New indicator"), button=_("Add"))
        self.taken.connect(self._ask)
        self._chosen = ""
        self._words = self.add_field(_("What is measured…"), _("Words of the new indicator"))
        self._group = GroupChoice(theme)
        self.add_choice(self._group)

    def offer_groups(self, titles: Sequence[str]) -> None:
        self._group.offer({title: title for title in titles}, self._choose)
        self._group.setVisible(bool(titles))
        if self._chosen not in titles:
            self._choose(titles[0] if titles else "")

    def start(self, group: str) -> None:
        """Open it for the group of the current row and put the cursor in."""
        if group:
            self._choose(group)
        self.start_in(self._words)

    def _choose(self, title: str) -> None:
        self._chosen = title
        shown = title or _("Not in a group")
        self._group.show_chosen(shown, _("Group: {title}").format(title=shown))

    def _ask(self) -> None:
        words = nfc(self._words.text()).strip()
        if words:
            self._words.clear()
            self.add_asked.emit(words, self._chosen)
