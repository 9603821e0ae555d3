"""The page of indicators with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kh57_desktop.i18n import N_
from kh57_desktop.services.indicator_grid import Only
from kh57_desktop.services.session import Session
from kh57_desktop.ui.indicators.page import IndicatorsPage
from kh57_desktop.ui.indicators.presenter import IndicatorPresenter
from kh57_desktop.ui.indicators.services import OfficeIndicators
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart


class IndicatorsPart(PagePart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        Entry("add", N_("&Add an indicator"), ("F5",)),
        Entry("bin", N_("&Delete the chosen indicators"), ("F6",)),
    )
    SEARCHES = True

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: IndicatorPresenter | None = None
        self.page: IndicatorsPage = IndicatorsPage(desk.theme)
        page = self.page
        page.table.remember(desk.settings, "indicators")
        page.import_asked.connect(lambda: desk.show_page("import"))
        page.print_asked.connect(lambda: desk.show_paper("indicator-list"))
        page.counted.connect(lambda count: desk.put_counts("indicators", count))
        page.filter_dropped.connect(desk.clear_search)
        page.stepped.connect(lambda by: self._with(lambda one: one.step(by)))
        page.kind_chosen.connect(lambda kind: self._with(lambda one: one.choose_kind(kind)))
        page.only_chosen.connect(lambda only: self._with(lambda one: one.choose_only(only)))
        page.filter_dropped.connect(lambda: self._with(lambda one: one.drop_filter()))
        page.fold_asked.connect(lambda group: self._with(lambda one: one.fold(group)))
        page.cell_selected.connect(lambda line, period: self._with(lambda one: one.select(line, period)))
        page.field_edited.connect(lambda *edit: self._with(lambda one: one.edit(*edit)))
        page.value_edited.connect(lambda *edit: self._with(lambda one: one.enter(*edit)))
        page.correction_taken.connect(lambda *value: self._with(lambda one: one.correct(*value)))
        page.reason_asked.connect(lambda *cell: self._with(lambda one: one.keep(*cell)))
        page.note_asked.connect(lambda *note: self._with(lambda one: one.note(*note)))
        page.pane.definition_edited.connect(lambda *edit: self._with(lambda one: one.define(*edit)))
        page.pane.part_edited.connect(lambda *edit: self._with(lambda one: one.set_part(*edit)))
        page.pane.sum_asked.connect(lambda: self._with(lambda one: one.take_sum()))
        page.block_pasted.connect(lambda rows: self._with(lambda one: one.paste(rows)))
        page.bin_asked.connect(lambda rows: self._with(lambda one: one.bin(rows)))
        page.add_asked.connect(lambda *words: self._with(lambda one: one.add(*words)))

    def open(self, session: Session) -> None:
        services, desk = OfficeIndicators(session), self.desk
        self._presenter = IndicatorPresenter(self.page, services, saved=desk.saved, not_saved=desk.not_saved)

    def close(self) -> None:
        self._presenter = None

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))

    def search(self, words: str) -> None:
        self._with(lambda one: one.search(words))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def go_to(self, what: str) -> None:
        """An indicator by its id; "only:behind" narrows the grid."""
        kind, _colon, value = what.partition(":")
        if kind == "only":
            self._with(lambda one: one.choose_only(Only(value)))
        else:
            self.page.go_to(what)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"add": self.page.start_adding, "bin": self.page.start_binning}

    def _with(self, action: Callable[[IndicatorPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
