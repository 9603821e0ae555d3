"""The page of the registers with the presenter of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session
from kh57_desktop.ui.files import ask_open, ask_save
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk
from kh57_desktop.ui.registers.page import RegistersPage
from kh57_desktop.ui.registers.presenter import RegisterPresenter
from kh57_desktop.ui.registers.services import OfficeRegisters
from kh57_desktop.ui.sheets.part import FIRST, LAST, SheetPart

KEY = "registers"


class RegistersPart(SheetPart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        FIRST,
        Entry("act", N_("&Make a task of it, count it in, close it …"), ("F9",)),
        *LAST,
        Entry("next", N_("&Next register"), ("Ctrl+PgDown",)),
        Entry("previous", N_("&Previous register"), ("Ctrl+PgUp",)),
    )

    def __init__(self, desk: PageDesk) -> None:
        page = RegistersPage(desk.theme, self.choices_of, desk.settings.columns_of)
        super().__init__(desk, page)
        page.print_asked.connect(lambda kind: desk.show_paper(kind, view=self.view_name()))
        page.sheet_chosen.connect(lambda key: self._with(lambda one: one.choose(key)))
        page.year_chosen.connect(lambda year: self._with(lambda one: one.choose_year(year)))
        page.unit_chosen.connect(lambda unit: self._with(lambda one: one.choose_unit(unit)))
        page.late_chosen.connect(lambda on: self._with(lambda one: one.choose_late(on)))
        page.act_asked.connect(lambda records: self._with(lambda one: one.act(records)))
        page.units_asked.connect(lambda *asked: self._with(lambda one: self._closing(one.ask_units(*asked))))
        page.weighed.connect(lambda values: self._with(lambda one: self._closing(one.weigh(values))))
        page.task_opened.connect(lambda task_id: desk.go_to("tasks", task_id))
        page.line_selected.connect(lambda line: self._with(lambda one: one.select(line)))
        page.pane.opened.connect(self.go_to)
        page.pane.attach_asked.connect(self._ask_attach)
        page.pane.dropped.connect(lambda path: self._with(lambda one: one.attach(path)))
        page.pane.detach_asked.connect(lambda: self._with(lambda one: one.detach()))
        page.pane.save_asked.connect(self._ask_save)

    def open(self, session: Session) -> None:
        desk = self.desk
        self._presenter = RegisterPresenter(
            self.page,
            OfficeRegisters(session),
            saved=desk.saved,
            not_saved=desk.not_saved,
            counted=lambda late: desk.put_counts(KEY, 0, late),
        )

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            **super().commands(),
            "act": page.ask_act,
            "next": lambda: page.step_sheet(1),
            "previous": lambda: page.step_sheet(-1),
            "print": lambda: self.desk.show_paper(page.paper or None, to_print=True, view=self.view_name()),
        }

    def _ask_attach(self) -> None:
        path = ask_open(self.page, _("Attach a document"), self._folder(), _("All files (*)"))
        if path is not None:
            self._with(lambda one: one.attach(path))

    def _ask_save(self, name: str) -> None:
        proposed = Path(self._folder()) / name
        ending = proposed.suffix.lstrip(".")
        path = ask_save(self.page, _("Where to keep the copy"), proposed, _("All files (*)"), ending=ending)
        if path is not None:
            self._with(lambda one: one.save_copy(path))

    def _folder(self) -> str:
        last = self.desk.settings.last_file
        return str(last.parent if last else Path.home())

    def _closing(self, saved: bool) -> None:
        if saved:
            self.page.ask_line.hide()
            self.page.weight_line.hide()
            self.page.take_focus()
