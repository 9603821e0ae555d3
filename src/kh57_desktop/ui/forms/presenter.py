"""What happens on the page of unit forms: which period, which files came back, what is accepted. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

from kh57_desktop.domain.chases import SentForm
from kh57_desktop.domain.form_changes import ChangeKind, FormChange
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.form_collection import Accepted, Collected
from kh57_desktop.services.unit_forms import MadeForm


class FormServices(Protocol):
    """What the page needs of the services; one office's file is already chosen."""

    @property
    def today(self) -> date: ...
    def periods(self, plan_id: str) -> list[tuple[str, str, str]]: ...
    def forms(self, plan_id: str, period: str) -> list[tuple[SentForm, str]]: ...
    def send(self, plan_id: str, regime: str, period: str, folder: Path) -> list[MadeForm]: ...
    def accept(self, collected: Collected, ids: Collection[str] | None) -> Accepted: ...
    def send_back(self, collected: Collected, folder: Path) -> list[str]: ...


class FormsView(Protocol):
    """What the presenter asks of the page."""

    def show_periods(self, periods: Sequence[tuple[str, str, str]], chosen: str) -> None: ...
    def show_forms(self, forms: Sequence[tuple[SentForm, str]], today: date) -> None: ...
    def show_changes(
        self, changes: Sequence[FormChange], counts: dict[ChangeKind, int], only: ChangeKind | None
    ) -> None: ...
    def show_refused(self, error: UserError) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_good(self, words: str, advice: str) -> None: ...
    def show_notice(self, words: str, advice: str) -> None: ...
    def show_locked(self, words: str, advice: str, report: str) -> None: ...


class FormsPresenter:
    def __init__(
        self,
        view: FormsView,
        services: FormServices,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
    ) -> None:
        self._view, self._services = view, services
        self._saved, self._not_saved = saved, not_saved
        self._plan_id = ""
        self._periods: list[tuple[str, str, str]] = []
        self._period = ""
        self._collected: Collected | None = None
        self._only: ChangeKind | None = None

    def open_plan(self, plan_id: str) -> None:
        self._plan_id, self._collected, self._period = plan_id, None, ""
        self.refresh()

    def refresh(self) -> None:
        self._periods = self._services.periods(self._plan_id) if self._plan_id else []
        codes = [period for _regime, period, _words in self._periods]
        if self._period not in codes:
            self._period = codes[0] if codes else ""
        self._view.show_periods(self._periods, self._period)
        self._show()

    def choose_period(self, period: str) -> None:
        self._period, self._collected = period, None
        self.refresh()

    def _show(self) -> None:
        if self._collected is None:
            forms = self._services.forms(self._plan_id, self._period) if self._period else []
            self._view.show_forms(forms, self._services.today)
            return
        changes = self._collected.changes
        counts = {kind: len(self._collected.of_kind(kind)) for kind in ChangeKind}
        order = list(ChangeKind)
        order.insert(0, order.pop(order.index(ChangeKind.DOUBTFUL)))
        shown = sorted(
            (change for change in changes if self._only in (None, change.kind)), key=lambda one: order.index(one.kind)
        )
        self._view.show_changes(shown, counts, self._only)

    def choose_only(self, kind: ChangeKind | None) -> None:
        self._only = kind
        self._show()

    # out

    def send(self, folder: Path) -> None:
        regime = next((code for code, period, _words in self._periods if period == self._period), "")
        try:
            made = self._services.send(self._plan_id, regime, self._period, folder)
        except UserError as error:
            self._refused(error)
            return
        self._saved()
        self._collected = None
        self._show()
        self._view.show_good(
            _("{count} forms are in the folder “{folder}”, each as Excel and as PDF to print.").format(
                count=len(made), folder=folder.name
            ),
            _("Give each unit its own file, by USB stick, Zalo or e-mail; the name may change on the way."),
        )

    # back

    def collected(self, collected: Collected) -> None:
        """Files were read: show what they change."""
        self._collected, self._only = collected, None
        self._show()
        if collected.refused:
            names = "; ".join(f"{one.name}: {one.error.sentence}" for one in collected.refused[:3])
            more = len(collected.refused) - 3
            self._view.show_notice(
                _("{count} files were left aside.").format(count=len(collected.refused)),
                names + (f" … +{more}" if more > 0 else ""),
            )
        for lock in collected.locks[:1]:
            self._view.show_locked(lock.sentence, lock.advice, f"{lock.regime}/{lock.period}")

    def accept(self, ids: Collection[str] | None) -> None:
        """These rows, or all without doubt; one action that one undo takes back."""
        if self._collected is None:
            return
        try:
            done = self._services.accept(self._collected, ids)
        except UserError as error:
            self._refused(error)
            return
        self._saved()
        if ids is None:
            kept = [change for change in self._collected.changes if change.kind is ChangeKind.DOUBTFUL]
        else:
            kept = [change for change in self._collected.changes if change.id not in ids]
        self._collected = (
            replace(self._collected, changes=tuple(kept), refused=())
            if any(one.kind is not ChangeKind.SAME for one in kept)
            else None
        )
        self._only = None
        self._show()
        self._view.show_saved(
            _("Saved: {tasks} tasks, {indicators} indicators, {added} new tasks.").format(
                tasks=done.tasks, indicators=done.indicators, added=done.added
            )
        )

    def send_back(self, folder: Path) -> None:
        if self._collected is None:
            return
        try:
            names = self._services.send_back(self._collected, folder)
        except UserError as error:
            self._refused(error)
            return
        self._view.show_good(
            _("{count} forms with remarks are in the folder “{folder}”.").format(count=len(names), folder=folder.name),
            _("The units correct the pink cells and send the same file again."),
        )

    def leave_changes(self) -> None:
        """Back to the list of forms; nothing is saved of what was not accepted."""
        self._collected = None
        self._show()

    def _refused(self, error: UserError) -> None:
        if error.exit_code == NOT_DONE:
            self._not_saved()
        self._view.show_refused(error)
