"""The page of indicators with the presenter of the file that is open: what the window puts into its frame."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kh57_desktop.services.session import Session
from kh57_desktop.ui.indicators.page import IndicatorsPage
from kh57_desktop.ui.indicators.presenter import IndicatorPresenter
from kh57_desktop.ui.indicators.services import OfficeIndicators


class IndicatorsPart(QObject):
    """Listens to the page; without an open file every gesture is let go."""

    def __init__(self, page: IndicatorsPage) -> None:
        super().__init__(page)
        self._page = page
        self._presenter: IndicatorPresenter | None = None
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
        page.block_pasted.connect(lambda rows: self._with(lambda one: one.paste(rows)))
        page.bin_asked.connect(lambda rows: self._with(lambda one: one.bin(rows)))
        page.add_asked.connect(lambda *words: self._with(lambda one: one.add(*words)))

    def open(self, session: Session, saved: Callable[[], None], not_saved: Callable[[], None]) -> None:
        services = OfficeIndicators(session)
        self._presenter = IndicatorPresenter(self._page, services, saved=saved, not_saved=not_saved)

    def close(self) -> None:
        self._presenter = None

    def open_plan(self, plan_id: str) -> None:
        """After the page that is seen first has been painted: opening a file must not wait for this one."""
        presenter = self._presenter
        QTimer.singleShot(0, self, lambda: self._open_plan(presenter, plan_id))

    def search(self, words: str) -> None:
        self._with(lambda one: one.search(words))

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def _open_plan(self, presenter: IndicatorPresenter | None, plan_id: str) -> None:
        if presenter is not None and presenter is self._presenter:  # the file may have been closed meanwhile
            presenter.open_plan(plan_id)

    def _with(self, action: Callable[[IndicatorPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
