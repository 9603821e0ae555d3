"""What happens on the page of the registers: decides, calls the services, tells the page. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from kh57_desktop.domain.evaluation import Weights
from kh57_desktop.domain.terms import OwedKind
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.details import RowDetails
from kh57_desktop.services.registers.lines import RegisterLine, Wanted
from kh57_desktop.services.registers.sheets import EVALUATION, Sheet
from kh57_desktop.ui.sheets.presenter import Draft, SheetPageView, SheetPresenter, SheetServices


class RegisterServices(SheetServices, Protocol):
    """What the page needs of the services; one office's file is already chosen."""

    @property
    def this_year(self) -> int: ...
    def sheet(self, key: str, wanted: Wanted, plan_id: str) -> Sheet: ...
    def late_counts(self, year: int | None) -> Mapping[str, int]: ...
    def register_of(self, row_id: str) -> str: ...
    def choices(self, key: str, field: str) -> tuple[str, ...]: ...
    def add(self, key: str, fields: Mapping[str, str], year: int | None) -> str: ...
    def make_task(self, conclusion: Any, plan_id: str) -> str: ...
    def add_bases(self, directives: Sequence[Any], plan_id: str) -> int: ...
    def count_in(self, record: Any) -> tuple[str, str]: ...
    def close_findings(self, findings: Sequence[Any]) -> int: ...
    def add_finding(self, inspection: Any, words: str) -> str: ...
    def units_to_ask(self) -> tuple[tuple[str, str], ...]: ...
    def ask_units(self, ids: Sequence[str], text: str, due: str, kind: OwedKind) -> int: ...
    def details(self, key: str, line: RegisterLine) -> RowDetails: ...
    def attach(self, key: str, record: Any, path: Path) -> None: ...
    def detach(self, key: str, record: Any) -> None: ...
    def save_copy(self, key: str, record: Any, path: Path) -> None: ...
    def weights(self) -> Weights: ...
    def set_weights(self, values: Mapping[str, int]) -> None: ...


class RegisterPage(SheetPageView, Protocol):
    """What the presenter asks of the page."""

    def show_sheet(self, sheet: Sheet, late: Mapping[str, int]) -> None: ...
    def show_details(self, details: RowDetails | None) -> None: ...
    def show_good(self, words: str, task_id: str = "") -> None: ...
    def start_asking(self, units: Sequence[tuple[str, str]]) -> None: ...
    def start_weighing(self, weights: Weights) -> None: ...


class RegisterPresenter(SheetPresenter):
    """Holds which sheet is chosen and what each is narrowed to; everything else is asked anew after each change."""

    def __init__(
        self,
        page: RegisterPage,
        services: RegisterServices,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
        counted: Callable[[int], None] = lambda _late: None,
    ) -> None:
        """`counted` is told how many rows of all registers are overdue, of this year."""
        super().__init__(page, services, saved=saved, not_saved=not_saved)
        self._page = page
        self._services = services
        self._counted = counted
        self._plan_id = ""
        self.key: str = RegisterKind.BUDGET_YEAR
        self._wanted = Wanted(year=services.this_year)
        self._line: RegisterLine | None = None

    # what is looked for

    def open_plan(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self.refresh()

    def choose(self, key: str) -> None:
        self.key = key
        self._line = None
        self.look_for(replace(self._wanted, unit_id=None, late=False, sort="", is_descending=False))
        self.leave_view()

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    def choose_year(self, year: int | None) -> None:
        self.look_for(replace(self._wanted, year=year))

    def choose_unit(self, unit_id: str | None) -> None:
        self.look_for(replace(self._wanted, unit_id=unit_id))

    def choose_late(self, on: bool) -> None:
        self.look_for(replace(self._wanted, late=on))

    def search(self, words: str) -> None:
        self.look_for(replace(self._wanted, search=nfc(words)))

    def drop_filter(self) -> None:
        self.look_for(replace(self._wanted, unit_id=None, late=False, search=""))

    def refresh(self) -> None:
        """Show the file as it is now."""
        self.look_for(self._wanted)

    def go_to(self, what: str) -> None:
        """`what`: the id of a row, or "finding/ID" as facts of a report name it."""
        table, _slash, row_id = what.rpartition("/")
        table = table or self._services.register_of(row_id)
        if table in set(RegisterKind):
            self.choose(table)
            self.look_for(Wanted())
            self._page.go_to(row_id)

    def look_for(self, wanted: Wanted) -> None:
        self._wanted = wanted
        late = self._services.late_counts(wanted.year)
        sheet = self._services.sheet(self.key, wanted, self._plan_id)
        self._page.show_sheet(sheet, late)
        if wanted.year == self._services.this_year:
            self._counted(sum(late.values()))
        if self._line is not None:
            self.select(next((line for line in sheet.lines if line.id == self._line.id), None))  # type: ignore[union-attr]

    def select(self, line: RegisterLine | None) -> None:
        self._line = line
        found = self._services.details(self.key, line) if line is not None and self.key != EVALUATION else None
        self._page.show_details(found)

    # the document of a row

    def attach(self, path: Path) -> None:
        line = self._line
        if line is not None:
            self.attempt(lambda: self._services.attach(self.key, line.record, path))

    def detach(self) -> None:
        line = self._line
        if line is not None:
            self.attempt(lambda: self._services.detach(self.key, line.record))

    def save_copy(self, path: Path) -> None:
        if self._line is None:
            return
        try:
            self._services.save_copy(self.key, self._line.record, path)
        except UserError as error:
            self._page.show_refused(error, None)
        else:
            self._page.show_good(_("Written: {name}").format(name=path.name))

    def choices(self, field: str) -> tuple[str, ...]:
        return self._services.choices(self.key, field)

    # changes

    def add(self, field: str, words: str) -> None:
        """Something was typed into the empty row."""
        made: list[str] = []
        draft = Draft("", field, words)
        if self.attempt(lambda: made.append(self._add({field: words})), draft):
            self._page.go_to(made[0], field)

    def _add(self, fields: Mapping[str, str]) -> str:
        return self._services.add(self.key, fields, self._wanted.year)

    def bin(self, records: Sequence[Any]) -> None:
        if self.key != EVALUATION:
            super().bin(records)

    def act(self, records: Sequence[Any]) -> None:
        """The one thing that this register does besides: the button beside Add."""
        acts: dict[str, Callable[[Sequence[Any]], None]] = {
            RegisterKind.CONCLUSION: self._make_task,
            RegisterKind.DIRECTIVE: self._add_bases,
            RegisterKind.SESSION: self._count_in,
            RegisterKind.FINDING: self._close_findings,
            RegisterKind.INSPECTION: self._add_finding,
        }
        if self.key == RegisterKind.UNIT_PLAN:
            self._page.start_asking(self._services.units_to_ask())
        elif self.key == EVALUATION:
            self._page.start_weighing(self._services.weights())
        elif records and self.key in acts:
            acts[self.key](records)

    def _make_task(self, records: Sequence[Any]) -> None:
        made: list[str] = []
        if self.attempt(lambda: made.append(self._services.make_task(records[0], self._plan_id))):
            self._page.show_good(_("The conclusion is a task of the plan now."), made[0])

    def _add_bases(self, records: Sequence[Any]) -> None:
        done: list[int] = []
        if self._plan_id and self.attempt(lambda: done.append(self._services.add_bases(records, self._plan_id))):
            self._page.show_good(_("Added {count} bases to the plan.").format(count=done[0]))

    def _count_in(self, records: Sequence[Any]) -> None:
        done: list[tuple[str, str]] = []
        if self.attempt(lambda: done.append(self._services.count_in(records[0]))):
            code, period = done[0]
            self._page.show_good(_("Counted into {code} for {period}.").format(code=code, period=period))

    def _close_findings(self, records: Sequence[Any]) -> None:
        done: list[int] = []
        if self.attempt(lambda: done.append(self._services.close_findings(records))):
            self._page.show_good(_("Remedied today: {count}.").format(count=done[0]))

    def _add_finding(self, records: Sequence[Any]) -> None:
        made: list[str] = []
        if self.attempt(lambda: made.append(self._services.add_finding(records[0], _("New finding")))):
            self.choose(RegisterKind.FINDING)
            self._page.go_to(made[0], "text")

    def ask_units(self, ids: Sequence[str], text: str, due: str, kind: OwedKind) -> bool:
        """True where it was saved, so that the line can be closed."""
        done: list[int] = []
        saved = self.attempt(lambda: done.append(self._services.ask_units(ids, text, due, kind)))
        if saved:
            self._page.show_good(_("Asked {count} units.").format(count=done[0]))
        return saved

    def weigh(self, values: Mapping[str, int]) -> bool:
        return self.attempt(lambda: self._services.set_weights(values))
