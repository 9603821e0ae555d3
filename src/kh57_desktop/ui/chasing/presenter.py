"""What happens on the page of chasing: who is chosen, how they are chased, what is logged. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from kh57_desktop.domain.chases import Chase, ChaseKind
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.chasing import LateUnit
from kh57_desktop.services.obligations import OwedReport


class ChasingServices(Protocol):
    """What the page needs of the services; one office's file is already chosen."""

    def next_report(self, plan_id: str) -> OwedReport | None: ...
    def late_units(self, plan_id: str, owed: OwedReport | None) -> list[LateUnit]: ...
    def short_text(self, unit: LateUnit, owed: OwedReport | None) -> str: ...
    def log(
        self, plan_id: str, units: Sequence[LateUnit], kind: ChaseKind, owed: OwedReport | None, number: str = ""
    ) -> list[Chase]: ...
    def drop(self, chase: Chase) -> None: ...


class ChasingView(Protocol):
    """What the presenter asks of the page."""

    def show_units(self, units: Sequence[LateUnit], owed: OwedReport | None) -> None: ...
    def show_unit(self, unit: LateUnit | None, text: str) -> None: ...
    def show_done(self, words: str) -> None: ...
    def show_refused(self, error: UserError) -> None: ...


class ChasingPresenter:
    def __init__(
        self,
        view: ChasingView,
        services: ChasingServices,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
    ) -> None:
        self._view, self._services = view, services
        self._saved, self._not_saved = saved, not_saved
        self._plan_id = ""
        self._owed: OwedReport | None = None
        self._chosen = ""
        self._units: list[LateUnit] = []

    def open_plan(self, plan_id: str) -> None:
        self._plan_id, self._chosen = plan_id, ""
        self.refresh()

    def refresh(self) -> None:
        self._owed = self._services.next_report(self._plan_id) if self._plan_id else None
        self._units = self._services.late_units(self._plan_id, self._owed) if self._plan_id else []
        self._view.show_units(self._units, self._owed)
        self.choose(self._chosen or (self._units[0].unit_id if self._units else ""))

    def choose(self, unit_id: str) -> None:
        unit = next((one for one in self._units if one.unit_id == unit_id), None)
        self._chosen = unit.unit_id if unit else ""
        self._view.show_unit(unit, self._services.short_text(unit, self._owed) if unit else "")

    @property
    def unit(self) -> LateUnit | None:
        """The one in the pane."""
        return next((one for one in self._units if one.unit_id == self._chosen), None)

    def log(self, unit_ids: Sequence[str], kind: ChaseKind, number: str = "") -> None:
        """Note a chase of these units, default the one in the pane."""
        ids = set(unit_ids) or {self._chosen}
        units = [unit for unit in self._units if unit.unit_id in ids]
        if not units:
            return
        try:
            self._services.log(self._plan_id, units, kind, self._owed, number)
        except UserError as error:
            self._refused(error)
            return
        self._saved()
        self.refresh()
        self._view.show_done(_("Noted in the log: {count} units chased.").format(count=len(units)))

    def drop(self, chase: Chase) -> None:
        try:
            self._services.drop(chase)
        except UserError as error:
            self._refused(error)
            return
        self._saved()
        self.refresh()

    def _refused(self, error: UserError) -> None:
        if error.exit_code == NOT_DONE:
            self._not_saved()
        self._view.show_refused(error)
