"""The page of units and people with the presenter of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session
from kh57_desktop.ui.files import ask_save
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk
from kh57_desktop.ui.sheets.part import FIRST, LAST, SheetPart
from kh57_desktop.ui.units.page import UnitsPage
from kh57_desktop.ui.units.presenter import UnitPresenter
from kh57_desktop.ui.units.services import OfficeUnits


class UnitsPart(SheetPart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        FIRST,
        Entry("merge", N_("&Merge the chosen units…")),
        Entry("hand_over", N_("&Hand over when leaving…")),
        *LAST,
    )

    def __init__(self, desk: PageDesk) -> None:
        self._session: Session | None = None
        page = UnitsPage(desk.theme, self.choices_of, desk.settings.columns_of)
        super().__init__(desk, page)
        page.print_asked.connect(lambda: desk.show_paper("unit-list", view=self.view_name()))
        page.tab_chosen.connect(lambda key: self._with(lambda one: one.choose(key)))
        page.side_chosen.connect(lambda side: self._with(lambda one: one.choose_side(side)))
        page.late_chosen.connect(lambda on: self._with(lambda one: one.choose_late(on)))
        page.twins_chosen.connect(lambda on: self._with(lambda one: one.choose_twins(on)))
        page.active_chosen.connect(lambda on: self._with(lambda one: one.choose_active(on)))
        page.line_selected.connect(lambda line: self._with(lambda one: one.select(line.record if line else None)))
        page.merge_asked.connect(lambda records: self._with(lambda one: one.ask_merge(records)))
        page.merged.connect(lambda keep, others: self._with(lambda one: one.merge(keep, others)))
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
        super().close()
        self._session = None

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            **super().commands(),
            "merge": lambda: page.merge_asked.emit(page.chosen()),
            "hand_over": page.start_hand_over,
        }

    def _save_record(self, receiver: str, day: str) -> None:
        if self._session is None:
            return
        proposed = self._session.store.path.parent / (_("Hand-over record") + ".pdf")
        names = _("Papers (*.pdf *.docx)")
        path = ask_save(self.page, _("Where to keep the record"), proposed, names, ending="pdf")
        if path is not None:
            self._with(lambda one: one.save_record(receiver, day, path))
