"""One line under the chips to add tasks: words, group, Enter; it stays open for the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.task_table import GroupLine
from kh57_desktop.ui.controls.entry_line import EntryLine, GroupChoice
from kh57_desktop.ui.style.theme import Theme


class AddLine(EntryLine):
    """Hidden until F5."""

    add_asked = Signal(str, str)
    """(words of the task, title of the group or "")."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, label=_("New task"), button=_("Add"))
        self.taken.connect(self._ask)
        self._groups: list[GroupLine] = []
        self._chosen = self._title = ""
        self._words = self.add_field(_("What is to be done…"), _("Words of the new task"))
        self._group = GroupChoice(theme)
        self.add_choice(self._group)

    def offer_groups(self, groups: Sequence[GroupLine]) -> None:
        """The one chosen stays chosen."""
        if list(groups) == self._groups:
            return
        self._groups = list(groups)
        self._group.offer({group.id: group.heading for group in groups}, self._choose)
        self._choose(self._chosen)

    def start(self, group_id: str | None) -> None:
        self._choose(group_id or self._chosen)
        self.start_in(self._words)

    def _choose(self, group_id: str) -> None:
        """The group with this id, else the last one."""
        chosen = next((group for group in self._groups if group.id == group_id), None)
        if chosen is None and self._groups:
            chosen = self._groups[-1]
        self._chosen = chosen.id if chosen else ""
        self._title = chosen.title if chosen else ""
        heading = chosen.heading if chosen else ""
        self._group.show_chosen(heading, f"{_('Group of the new task')}: {heading}")
        self._group.setVisible(chosen is not None)

    def _ask(self) -> None:
        words = nfc(self._words.text()).strip()
        if words:
            self._words.clear()
            self.add_asked.emit(words, self._title)
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)
