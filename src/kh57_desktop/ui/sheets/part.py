"""What stands behind a page that is one sheet of records: the same gestures, let go where no file is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from kh57_desktop.i18n import N_
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.sheets.page import SheetPage

FIRST = Entry("add", N_("&Add a row"), ("F5",))
LAST = (
    Entry("bulk", N_("&Set one field for the chosen rows…"), ("Ctrl+B",)),
    Entry("save_view", N_("Sa&ve this view…")),
    Entry("row_history", N_("H&istory of the row")),
    Entry("bin", N_("&Delete the chosen rows"), ("F6",)),
)


class SheetPart(PagePart):
    """Subclasses make the page and, when a file is opened, the presenter."""

    MENU: ClassVar[Sequence[Entry]] = (FIRST, *LAST)
    SEARCHES = True

    def __init__(self, desk: PageDesk, page: SheetPage) -> None:
        super().__init__(desk)
        self._presenter: Any = None
        self.page: Any = page
        page.filter_dropped.connect(self._drop_filter)
        page.edit_asked.connect(lambda *edit: self._with(lambda one: one.edit(*edit)))
        page.add_asked.connect(lambda *words: self._with(lambda one: one.add(*words)))
        page.cells_asked.connect(lambda *cells: self._with(lambda one: one.edit_cells(*cells)))
        page.rows_pasted.connect(lambda *pasted: self._with(lambda one: one.preview(*pasted)))
        page.paste_over_asked.connect(lambda records: self._with(lambda one: one.overwrite(records)))
        page.preview.accepted.connect(lambda _also: self._with(lambda one: one.accept()))
        page.preview.dropped.connect(lambda: self._with(lambda one: one.drop_pasted()))
        page.preview.columns_chosen.connect(lambda names: self._with(lambda one: one.choose_columns(names)))
        page.bulk_asked.connect(lambda *asked: self._with(lambda one: one.set_for_all(*asked)))
        page.bin_asked.connect(lambda records: self._with(lambda one: one.bin(records)))
        page.move_asked.connect(lambda *asked: self._with(lambda one: one.move(*asked)))
        page.indent_asked.connect(lambda *asked: self._with(lambda one: one.indent(*asked)))
        page.outdent_asked.connect(lambda records: self._with(lambda one: one.outdent(records)))
        page.sort_asked.connect(lambda field: self._with(lambda one: one.sort_by(field)))
        page.view_saved.connect(lambda *view: self._with(lambda one: one.save_view(*view)))
        page.views.view_chosen.connect(lambda view: self._with(lambda one: one.choose_view(view)))
        page.views.view_dropped.connect(lambda view: self._with(lambda one: one.drop_view(view)))
        page.layout_changed.connect(desk.settings.keep_columns)
        page.history_asked.connect(lambda row_id: desk.go_to("history", row_id))
        page.done.connect(lambda words: desk.show_done(words, can_undo=True))

    def choices_of(self, field: str) -> Sequence[str]:
        """What a list offers for a field."""
        return self._presenter.choices(field) if self._presenter is not None else ()

    def close(self) -> None:
        self._presenter = None

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.open_plan(plan_id))
        self._with(lambda one: one.refresh_views())

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
            "bulk": page.start_bulk,
            "save_view": page.start_saving_view,
            "row_history": page.ask_history,
            "bin": page.start_binning,
            "full": page.toggle_full,
        }

    def view_name(self) -> str | None:
        """Of the saved view in force: paper shows the same."""
        return self._presenter.view_name if self._presenter is not None else None

    def _drop_filter(self) -> None:
        self.desk.clear_search()
        self._with(lambda one: one.drop_filter())

    def _with(self, action: Callable[[Any], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
