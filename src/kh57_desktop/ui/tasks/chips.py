"""The row under the head of the task page: filters, grouping, saved views and columns, each with its menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.terms import SIX_CLEAR, Standing, Term, word
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.task_table import Grouping, Only, TaskFilter, TaskSummary
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.states import DOUBTFUL, STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.column_menu import menu_line
from kh57_desktop.ui.tables.view_tools import ViewTools, shortened

GROUPINGS = {
    Grouping.GROUP: N_("Task groups"),
    Grouping.UNIT: N_("Lead unit"),
    Grouping.PERSON: N_("Who"),
    Grouping.TERM: N_("Term"),
    Grouping.PHASE: N_("Phase"),
    Grouping.MONTH: N_("Month due"),
    Grouping.STANDING: N_("Standing"),
    Grouping.NONE: N_("No groups"),
}
ONLY = {
    Only.INCOMPLETE: N_("Information missing"),
    Only.WAITING: N_("Waiting for a supporting unit"),
    Only.EXTENDED: N_("Deadline put off"),
    Only.UNPROVED: N_("Done, without evidence"),
}


class TaskChips(ViewTools):
    """Asks by signals; shows the filter in force."""

    standing_chosen = Signal(object)
    incomplete_chosen = Signal(bool)
    unit_chosen = Signal(object)
    narrowed = Signal(str, object)
    """(person, term, phase, member or only; the value or None)."""
    grouping_chosen = Signal(object)
    clarity_chosen = Signal(list)
    """The members of "5 rõ" that the office asks for."""

    def __init__(self, theme: Theme, page: PageFrame) -> None:
        super().__init__(theme, page, _("All tasks"))
        self._unit_names: dict[str, str] = {}
        self._standing_chips: dict[Standing, Chip] = {}
        for standing in (Standing.OVERDUE, Standing.DUE_SOON):
            chip = Chip(theme, word(standing), look=STANDINGS[standing])
            chip.clicked.connect(lambda on, wanted=standing: self.standing_chosen.emit(wanted if on else None))
            self._standing_chips[standing] = chip
            page.add_chip(chip)
        self._incomplete = Chip(theme, _("Information missing"), look=DOUBTFUL)
        self._incomplete.clicked.connect(self.incomplete_chosen)
        page.add_chip(self._incomplete, leaves=1)
        self._standing, self._standing_menu = self._menu_chip(page, _("Standing"), 5)
        self._fill(self._standing_menu, _("All standings"), self._standing_lines(), self.standing_chosen.emit)
        self._unit, self._unit_menu = self._menu_chip(page, _("Unit"), 1)
        self._person, self._person_menu = self._menu_chip(page, _("Who"), 2)
        self._term, self._term_menu = self._menu_chip(page, _("Term"), 3)
        self._more, self._more_menu = self._menu_chip(page, _("Others"), 6)
        self._fill_more()
        self._group, group_menu = self._menu_chip(page, _("Group by"), 7)
        for grouping, words in GROUPINGS.items():
            menu_line(group_menu, _(words), lambda wanted=grouping: self.grouping_chosen.emit(wanted))

    def _menu_chip(self, page: PageFrame, words: str, leaves: int) -> tuple[Chip, QMenu]:
        chip, menu = Chip(self._theme, words), QMenu(page)
        chip.put_menu(menu)
        page.add_chip(chip, leaves=leaves)
        return chip, menu

    def _fill(
        self, menu: QMenu, everything: str, lines: Sequence[tuple[object, str]], choose: Callable[[object], None]
    ) -> None:
        menu.clear()
        menu_line(menu, everything, lambda: choose(None))
        menu.addSeparator()
        for value, words in lines:
            menu_line(menu, words, lambda wanted=value: choose(wanted))

    def _standing_lines(self) -> list[tuple[object, str]]:
        return [(standing, word(standing)) for standing in STANDINGS]

    def _fill_more(self) -> None:
        """What a task lacks, and the marks that it can have."""
        menu = self._more_menu
        menu_line(menu, _("All tasks"), self._drop_more)
        menu.addSeparator()
        for only, words in ONLY.items():
            menu_line(menu, _(words), lambda wanted=only: self.narrowed.emit("only", wanted))
        lacking = menu.addMenu(_("Lacking"))
        for member in SIX_CLEAR:
            words = _("Not clear: {members}").format(members=word(member))
            menu_line(lacking, words, lambda wanted=member: self.narrowed.emit("member", wanted))
        self._phase_menu = menu.addMenu(_("Phase"))
        asked = menu.addMenu(_("Asked of every task"))
        self._members = {}
        for member in SIX_CLEAR:
            line = asked.addAction(word(member))
            line.setCheckable(True)
            line.triggered.connect(lambda _on=False: self._choose_members())
            self._members[member] = line

    def _choose_members(self) -> None:
        self.clarity_chosen.emit([member for member, line in self._members.items() if line.isChecked()])

    def _drop_more(self) -> None:
        for name in ("only", "member", "phase"):
            self.narrowed.emit(name, None)

    # what it shows

    def show_units(self, units: Sequence[Unit]) -> None:
        names = {unit.id: unit.short_name or unit.name for unit in units}
        if names != self._unit_names:
            self._unit_names = names
            lines = [(unit.id, unit.name) for unit in units]
            self._fill(self._unit_menu, _("All units"), lines, self.unit_chosen.emit)

    def show_choices(self, choices: Mapping[str, Sequence[str]]) -> None:
        people = [(name, name) for name in choices.get("person", ())]
        self._fill(self._person_menu, _("All people"), people, lambda name: self.narrowed.emit("person", name))
        terms = [(term, word(term)) for term in Term]
        self._fill(self._term_menu, _("All terms"), terms, lambda term: self.narrowed.emit("term", term))
        phases = [(phase, phase) for phase in choices.get("phase", ())]
        self._fill(self._phase_menu, _("All phases"), phases, lambda phase: self.narrowed.emit("phase", phase))
        self._phase_menu.menuAction().setVisible(bool(phases))
        for member, line in self._members.items():
            line.setChecked(str(member) in choices.get("clarity", ()))

    def show_filter(self, wanted: TaskFilter, summary: TaskSummary) -> None:
        for standing, chip in self._standing_chips.items():
            chip.put_count(summary.standings.get(standing, 0))
            chip.setChecked(wanted.standing is standing)
        self._incomplete.put_count(summary.incomplete)
        self._incomplete.setChecked(wanted.is_incomplete)
        other = wanted.standing if wanted.standing not in self._standing_chips else None
        self._say(self._standing, word(other) if other else "", _("Standing"))
        self._say(self._unit, self._unit_names.get(wanted.unit_id or "", ""), _("Unit"))
        self._say(self._person, wanted.person or "", _("Who"))
        self._say(self._term, word(wanted.term) if wanted.term else "", _("Term"))
        self._say(self._more, _more_words(wanted), _("Others"))
        grouped = wanted.group_by is not Grouping.GROUP
        self._say(self._group, _(GROUPINGS[wanted.group_by]) if grouped else "", _("Group by"))

    def _say(self, chip: Chip, chosen: str, usual: str) -> None:
        chip.put_words(shortened(chosen) or usual)
        chip.setToolTip(chosen)
        chip.setChecked(bool(chosen))


def _more_words(wanted: TaskFilter) -> str:
    if wanted.member is not None:
        return _("Not clear: {members}").format(members=word(wanted.member))
    if wanted.only is not None and wanted.only is not Only.INCOMPLETE:
        return _(ONLY[wanted.only])
    return wanted.phase or ""
