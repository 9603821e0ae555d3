"""What happens on the page of units and people: decides, calls the services, tells the page. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from kh57_desktop.domain.offices import Person
from kh57_desktop.domain.plans import Duty
from kh57_desktop.domain.terms import UnitSide
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.services.hand_overs import OpenItems
from kh57_desktop.services.unit_pages import UnitLine, UnitPage
from kh57_desktop.services.unit_table import PEOPLE, UNITS, OfficeSheet, OfficeWanted
from kh57_desktop.store.registers import HandOver
from kh57_desktop.ui.sheets.presenter import Draft, SheetPageView, SheetPresenter, SheetServices


class ChooseTwo(UserError):
    """Merging was asked with fewer than two units chosen."""

    code = "choose-two"
    message = N_("To merge, choose the rows of two units or more.")
    hint = N_("Nothing was changed. Please drag over the rows, or hold Shift and press an arrow.")


class UnitServices(SheetServices, Protocol):
    """What the page needs of the services; one office's file is already chosen."""

    def forget_work(self) -> None: ...
    def sheet(self, key: str, plan_id: str, wanted: OfficeWanted) -> OfficeSheet: ...
    def choices(self, field: str) -> tuple[str, ...]: ...
    def page_of(self, plan_id: str, line: UnitLine) -> UnitPage: ...
    def items_of(self, person: Person) -> tuple[OpenItems, tuple[str, ...]]: ...
    def hand_overs_of(self, person: Person) -> list[HandOver]: ...
    def add(self, key: str, fields: Mapping[str, str]) -> str: ...
    def merge(self, keep: UnitLine, others: Sequence[UnitLine]) -> str: ...
    def put_below(self, lines: Sequence[UnitLine], parent: UnitLine) -> None: ...
    def put_out(self, lines: Sequence[UnitLine]) -> None: ...
    def make_task(self, duty: Duty) -> str: ...
    def hand_over(self, person: Person, receiver: str, day: str, reason: str) -> HandOver: ...
    def save_record(self, person: Person, receiver: str, day: str, path: Path) -> None: ...
    def save_kept(self, made: HandOver, path: Path) -> None: ...


class UnitPageView(SheetPageView, Protocol):
    """What the presenter asks of the page."""

    def show_sheet(self, sheet: OfficeSheet) -> None: ...
    def show_unit(self, page: UnitPage | None) -> None: ...
    def show_person(
        self, person: Person | None, items: OpenItems | None, words: Sequence[str], made: Sequence[HandOver]
    ) -> None: ...
    def ask_merge(self, lines: Sequence[UnitLine]) -> None: ...


class UnitPresenter(SheetPresenter):
    """Holds which tab and row are chosen; everything else is asked anew after each change."""

    def __init__(
        self,
        page: UnitPageView,
        services: UnitServices,
        *,
        saved: Callable[[], None],
        not_saved: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(page, services, saved=saved, not_saved=not_saved)
        self._page, self._services = page, services
        self._plan_id = ""
        self.key = UNITS
        self._wanted = {UNITS: OfficeWanted(), PEOPLE: OfficeWanted()}
        self._current: Any = None
        self._is_own_cell = False

    # what is looked for

    def open_plan(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self.refresh()

    def choose(self, key: str) -> None:
        self.key = key
        self._current = None
        self._show()
        self.leave_view()

    @property
    def wanted(self) -> OfficeWanted:
        return self._wanted[self.key]

    def choose_side(self, side: UnitSide | None) -> None:
        self.look_for(replace(self._wanted[self.key], side=side))

    def choose_late(self, on: bool) -> None:
        self.look_for(replace(self._wanted[self.key], late=on))

    def choose_twins(self, on: bool) -> None:
        self.look_for(replace(self._wanted[self.key], twins=on))

    def choose_active(self, on: bool) -> None:
        self.look_for(replace(self._wanted[self.key], active=on))

    def search(self, words: str) -> None:
        for key in self._wanted:
            self._wanted[key] = replace(self._wanted[key], search=nfc(words))
        self._show()

    def drop_filter(self) -> None:
        self.look_for(OfficeWanted())

    def go_to(self, what: str) -> None:
        """A unit or a person by its id."""
        for key in (UNITS, PEOPLE):
            sheet = self._services.sheet(key, self._plan_id, OfficeWanted())
            if any(line.id == what for line in sheet.lines):
                self.key = key
                self.look_for(OfficeWanted())
                self._page.go_to(what)
                return

    def look_for(self, wanted: OfficeWanted) -> None:
        self._wanted[self.key] = wanted
        self._show()

    def refresh(self) -> None:
        """Show the file as it is now; after a cell of the list itself the tasks need not be counted anew."""
        if not self._is_own_cell:
            self._services.forget_work()
        self._show()

    def _show(self) -> None:
        sheet = self._services.sheet(self.key, self._plan_id, self._wanted[self.key])
        self._page.show_sheet(sheet)
        if self._current is not None:
            fresh = {line.id: line.record for line in sheet.lines}
            self.select(fresh.get(self._current.id))

    def select(self, record: UnitLine | Person | None) -> None:
        self._current = record
        if self.key == UNITS:
            line = record if isinstance(record, UnitLine) else None
            self._page.show_unit(self._services.page_of(self._plan_id, line) if line is not None else None)
        elif isinstance(record, Person):
            items, words = self._services.items_of(record)
            self._page.show_person(record, items, words, self._services.hand_overs_of(record))
        else:
            self._page.show_person(None, None, (), ())

    def choices(self, field: str) -> tuple[str, ...]:
        return self._services.choices(field)

    # changes

    def edit(self, record: Any, field: str, words: str) -> None:
        self._is_own_cell = True
        try:
            super().edit(record, field, words)
        finally:
            self._is_own_cell = False

    def add(self, field: str, words: str) -> None:
        """Something was typed into the empty row: it begins with the name."""
        first = "name" if self.key == UNITS else "full_name"
        made: list[str] = []
        fields = {field: words} if field == first else {first: _("New"), field: words}
        if self.attempt(lambda: made.append(self._services.add(self.key, fields)), Draft("", field, words)):
            self._page.go_to(made[0], field)

    def indent(self, records: Sequence[Any], parent: Any) -> None:
        """Units below the one above them."""
        self.attempt(lambda: self._services.put_below(records, parent))

    def outdent(self, records: Sequence[Any]) -> None:
        self.attempt(lambda: self._services.put_out(records))

    def ask_merge(self, records: Sequence[Any]) -> None:
        lines = [record for record in records if isinstance(record, UnitLine)]
        if len(lines) < 2:
            self._page.show_refused(ChooseTwo(), None)
        else:
            self._page.ask_merge(lines)

    def merge(self, keep: UnitLine, others: Sequence[UnitLine]) -> None:
        made: list[str] = []
        if self.attempt(lambda: made.append(self._services.merge(keep, others))):
            names = ", ".join(line.unit.name for line in others)
            self._page.go_to(made[0])
            self._page.show_done(_("Merged {names} into {name}.").format(names=names, name=keep.unit.name))

    def make_task(self, duty: Duty) -> None:
        made: list[str] = []
        if self.attempt(lambda: made.append(self._services.make_task(duty))):
            self._page.show_done(_("The duty is a task of the plan now."))

    def hand_over(self, receiver: str, day: str, reason: str) -> None:
        person, made = self._current, []
        if isinstance(person, Person) and self.attempt(
            lambda: made.append(self._services.hand_over(person, receiver, day, reason))
        ):
            words = _("Handed {count} items over to {name}; the record is kept.")
            self._page.show_done(words.format(count=len(made[0].items), name=made[0].receiver))

    def save_record(self, receiver: str, day: str, path: Path) -> None:
        """Of what is open now, or, where nothing is, the record that was made at the last hand-over."""
        person = self._current
        if not isinstance(person, Person):
            return
        kept = self._services.hand_overs_of(person)
        items, _words = self._services.items_of(person)
        try:
            if items.is_empty and kept:
                self._services.save_kept(kept[0], path)
            else:
                self._services.save_record(person, receiver, day, path)
        except UserError as error:
            self._page.show_refused(error, None)
        else:
            self._page.show_done(_("Written: {name}").format(name=path.name))
