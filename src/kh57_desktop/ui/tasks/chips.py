"""The row under the head of the task page: filters, grouping, saved views and columns, each with its menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.saved_views import SavedView, ViewColumn
from kh57_desktop.domain.terms import SIX_CLEAR, Standing, Term, word
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.task_table import Grouping, Only, TaskFilter, TaskSummary
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.states import DOUBTFUL, STANDINGS
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tasks.columns import COLUMNS

LONGEST = 24
"""Letters of a chip; what it stands for is said whole in its tool tip."""
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


class TaskChips(QObject):
    """Asks by signals; shows the filter in force."""

    standing_chosen = Signal(object)
    incomplete_chosen = Signal(bool)
    unit_chosen = Signal(object)
    narrowed = Signal(str, object)
    """(person, term, phase, member or only; the value or None)."""
    grouping_chosen = Signal(object)
    clarity_chosen = Signal(list)
    """The members of "5 rõ" that the office asks for."""
    view_chosen = Signal(object)
    view_saving = Signal()
    view_dropped = Signal(object)
    column_shown = Signal(str, bool)
    columns_reset = Signal()

    def __init__(self, theme: Theme, page: PageFrame) -> None:
        super().__init__(page)
        self._theme = theme
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
            self._line(group_menu, _(words), lambda wanted=grouping: self.grouping_chosen.emit(wanted))
        self._views = QToolButton()
        theme.dress(self._views, font="body", icon="chevron_down", kind="quiet")
        self._views.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._views.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._views.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._views.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._view_menu = QMenu(page)
        self._views.setMenu(self._view_menu)
        self.columns_menu = QMenu(page)

    def _menu_chip(self, page: PageFrame, words: str, leaves: int) -> tuple[Chip, QMenu]:
        chip, menu = Chip(self._theme, words), QMenu(page)
        chip.put_menu(menu)
        page.add_chip(chip, leaves=leaves)
        return chip, menu

    @staticmethod
    def _line(menu: QMenu, words: str, action: Callable[[], None]):
        line = menu.addAction(words.replace("&", "&&"))
        line.triggered.connect(lambda: action())
        return line

    def _fill(
        self, menu: QMenu, everything: str, lines: Sequence[tuple[object, str]], choose: Callable[[object], None]
    ) -> None:
        menu.clear()
        self._line(menu, everything, lambda: choose(None))
        menu.addSeparator()
        for value, words in lines:
            self._line(menu, words, lambda wanted=value: choose(wanted))

    def _standing_lines(self) -> list[tuple[object, str]]:
        return [(standing, word(standing)) for standing in STANDINGS]

    def _fill_more(self) -> None:
        """What a task lacks, and the marks that it can have."""
        menu = self._more_menu
        self._line(menu, _("All tasks"), self._drop_more)
        menu.addSeparator()
        for only, words in ONLY.items():
            self._line(menu, _(words), lambda wanted=only: self.narrowed.emit("only", wanted))
        lacking = menu.addMenu(_("Lacking"))
        for member in SIX_CLEAR:
            words = _("Not clear: {members}").format(members=word(member))
            self._line(lacking, words, lambda wanted=member: self.narrowed.emit("member", wanted))
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
        words = chosen if len(chosen) <= LONGEST else chosen[: LONGEST - 1].rstrip() + "…"
        chip.put_words(words or usual)
        chip.setToolTip(chosen)
        chip.setChecked(bool(chosen))

    def show_views(self, views: Sequence[SavedView], current: str) -> None:
        menu = self._view_menu
        menu.clear()
        name = next((view.name for view in views if view.id == current), _("All tasks"))
        shown = name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
        self._views.setText(_("View: {name}").format(name=shown))
        self._views.setAccessibleName(_("View: {name}").format(name=name))
        self._views.setToolTip(name)
        self._line(menu, _("All tasks"), lambda: self.view_chosen.emit(None))
        for view in views:
            self._line(menu, view.name, lambda wanted=view: self.view_chosen.emit(wanted))
        menu.addSeparator()
        self._line(menu, _("Save this view…"), self.view_saving.emit)
        chosen = next((view for view in views if view.id == current), None)
        if chosen is not None:
            self._line(menu, _("Delete view {name}").format(name=chosen.name), lambda: self.view_dropped.emit(chosen))

    @property
    def views_button(self) -> QToolButton:
        return self._views

    def show_columns(self, layout: Sequence[ViewColumn]) -> None:
        """Which columns are chosen; the menu is made anew when it is about to open."""
        menu = self.columns_menu
        menu.clear()
        by_key = {column.column.key: column.column for column in COLUMNS}
        for chosen in layout:
            column = by_key.get(chosen.key)
            if column is None:
                continue
            line = menu.addAction(_(column.heading))
            line.setCheckable(True)
            line.setChecked(chosen.is_shown)
            line.setEnabled(not column.is_main and bool(column.leaves or column.is_extra))
            line.triggered.connect(lambda on, key=chosen.key: self.column_shown.emit(key, on))
        menu.addSeparator()
        self._line(menu, _("Columns as usual"), self.columns_reset.emit)


def _more_words(wanted: TaskFilter) -> str:
    if wanted.member is not None:
        return _("Not clear: {members}").format(members=word(wanted.member))
    if wanted.only is not None and wanted.only is not Only.INCOMPLETE:
        return _(ONLY[wanted.only])
    return wanted.phase or ""
