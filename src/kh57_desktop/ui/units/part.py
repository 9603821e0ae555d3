"""The page of units and people with the presenter of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session
from kh57_desktop.ui.files import ask_save
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.units.page import UnitsPage
from kh57_desktop.ui.units.presenter import UnitPresenter
from kh57_desktop.ui.units.services import OfficeUnits


class UnitsPart(PagePart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        Entry("add", N_("&Add a row"), ("F5",)),
        Entry("merge", N_("&Merge the chosen units…")),
        Entry("hand_over", N_("&Hand over when leaving…")),
        Entry("bin", N_("&Delete the chosen rows"), ("F6",)),
    )
    SEARCHES = True

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: UnitPresenter | None = None
        self._session: Session | None = None
        self.page: UnitsPage = UnitsPage(desk.theme, self._choices)
        page = self.page
        page.print_asked.connect(lambda: desk.show_paper("unit-list"))
        page.tab_chosen.connect(lambda key: self._with(lambda one: one.choose(key)))
        page.side_chosen.connect(lambda side: self._with(lambda one: one.choose_side(side)))
        page.late_chosen.connect(lambda on: self._with(lambda one: one.choose_late(on)))
        page.twins_chosen.connect(lambda on: self._with(lambda one: one.choose_twins(on)))
        page.active_chosen.connect(lambda on: self._with(lambda one: one.choose_active(on)))
        page.filter_dropped.connect(self._drop_filter)
        page.selected.connect(lambda record: self._with(lambda one: one.select(record)))
        page.edit_asked.connect(lambda *edit: self._with(lambda one: one.edit(*edit)))
        page.add_asked.connect(lambda *words: self._with(lambda one: one.add(*words)))
        page.block_pasted.connect(lambda changes: self._with(lambda one: one.paste(changes)))
        page.bin_asked.connect(lambda records: self._with(lambda one: one.bin(records)))
        page.merge_asked.connect(lambda records: self._with(lambda one: one.ask_merge(records)))
        page.merged.connect(lambda keep, others: self._with(lambda one: one.merge(keep, others)))
        page.done.connect(lambda words: desk.show_done(words, can_undo=True))
        page.pane.unit.task_opened.connect(lambda task_id: desk.go_to("tasks", task_id))
        page.pane.unit.duty_asked.connect(lambda duty: self._with(lambda one: one.make_task(duty)))
        page.pane.person.handed.connect(lambda *typed: self._with(lambda one: one.hand_over(*typed)))
        page.pane.person.record_asked.connect(self._save_record)

    def open(self, session: Session) -> None:
        desk = self.desk
        self._session = session
        services = OfficeUnits(session)
        self._presenter = UnitPresenter(self.page, services, saved=desk.saved, not_saved=desk.not_saved)

    def close(self) -> None:
        self._presenter = self._session = None

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
            "merge": lambda: page.merge_asked.emit(page.chosen()),
            "hand_over": page.start_hand_over,
            "bin": page.start_binning,
        }

    def _save_record(self, receiver: str, day: str) -> None:
        if self._session is None:
            return
        proposed = self._session.store.path.parent / (_("Hand-over record") + ".pdf")
        names = _("Papers (*.pdf *.docx)")
        path = ask_save(self.page, _("Where to keep the record"), proposed, names, ending="pdf")
        if path is not None:
            self._with(lambda one: one.save_record(receiver, day, path))

    def _choices(self, field: str) -> Sequence[str]:
        return self._presenter.choices(field) if self._presenter is not None else ()

    def _drop_filter(self) -> None:
        self.desk.clear_search()
        self._with(lambda one: one.drop_filter())

    def _with(self, action: Callable[[UnitPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
