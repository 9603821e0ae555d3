"""The page of the registers with the presenter of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session
from kh57_desktop.ui.files import ask_open, ask_save
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.registers.page import RegistersPage
from kh57_desktop.ui.registers.presenter import RegisterPresenter
from kh57_desktop.ui.registers.services import OfficeRegisters

KEY = "registers"


class RegistersPart(PagePart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        Entry("add", N_("&Add a row"), ("F5",)),
        Entry("bin", N_("&Delete the chosen rows"), ("F6",)),
        Entry("next", N_("&Next register"), ("Ctrl+PgDown",)),
        Entry("previous", N_("&Previous register"), ("Ctrl+PgUp",)),
    )
    SEARCHES = True

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: RegisterPresenter | None = None
        self.page: RegistersPage = RegistersPage(desk.theme, self._choices)
        page = self.page
        page.print_asked.connect(lambda kind: desk.show_paper(kind))
        page.sheet_chosen.connect(lambda key: self._with(lambda one: one.choose(key)))
        page.year_chosen.connect(lambda year: self._with(lambda one: one.choose_year(year)))
        page.unit_chosen.connect(lambda unit: self._with(lambda one: one.choose_unit(unit)))
        page.late_chosen.connect(lambda on: self._with(lambda one: one.choose_late(on)))
        page.filter_dropped.connect(self._drop_filter)
        page.edit_asked.connect(lambda *edit: self._with(lambda one: one.edit(*edit)))
        page.add_asked.connect(lambda *words: self._with(lambda one: one.add(*words)))
        page.block_pasted.connect(lambda changes: self._with(lambda one: one.paste(changes)))
        page.bin_asked.connect(lambda records: self._with(lambda one: one.bin(records)))
        page.act_asked.connect(lambda records: self._with(lambda one: one.act(records)))
        page.units_asked.connect(lambda *asked: self._with(lambda one: self._closing(one.ask_units(*asked))))
        page.weighed.connect(lambda values: self._with(lambda one: self._closing(one.weigh(values))))
        page.task_opened.connect(lambda task_id: desk.go_to("tasks", task_id))
        page.selected.connect(lambda line: self._with(lambda one: one.select(line)))
        page.pane.opened.connect(self.go_to)
        page.pane.attach_asked.connect(self._ask_attach)
        page.pane.dropped.connect(lambda path: self._with(lambda one: one.attach(path)))
        page.pane.detach_asked.connect(lambda: self._with(lambda one: one.detach()))
        page.pane.save_asked.connect(self._ask_save)
        page.done.connect(lambda words: desk.show_done(words, can_undo=True))

    def open(self, session: Session) -> None:
        desk = self.desk
        self._presenter = RegisterPresenter(
            self.page,
            OfficeRegisters(session),
            saved=desk.saved,
            not_saved=desk.not_saved,
            counted=lambda late: desk.put_counts(KEY, 0, late),
        )

    def close(self) -> None:
        self._presenter = None

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def search(self, words: str) -> None:
        self._with(lambda one: one.search(words))

    def go_to(self, what: str) -> None:
        self._with(lambda one: one.go_to(what))

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            "add": page.start_adding,
            "bin": page.start_binning,
            "next": lambda: page.step_sheet(1),
            "previous": lambda: page.step_sheet(-1),
            "print": lambda: self.desk.show_paper(page.paper or None, to_print=True),
        }

    def _choices(self, field: str) -> Sequence[str]:
        return self._presenter.choices(field) if self._presenter is not None else ()

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

    def _drop_filter(self) -> None:
        self.desk.clear_search()
        self._with(lambda one: one.drop_filter())

    def _with(self, action: Callable[[RegisterPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
