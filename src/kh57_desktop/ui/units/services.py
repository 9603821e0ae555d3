"""The services of units and people bound to the file that the window has open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kh57_desktop.domain.offices import Person
from kh57_desktop.domain.plans import Duty
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_
from kh57_desktop.services import hand_overs, people, unit_order, unit_table, units
from kh57_desktop.services.files import write_new
from kh57_desktop.services.hand_overs import OpenItems, item_words, open_items
from kh57_desktop.services.leaving import leave, record_of
from kh57_desktop.services.registers.work import task_of_duty
from kh57_desktop.services.session import Session
from kh57_desktop.services.sheet_changes import Attempt, Change
from kh57_desktop.services.unit_merge import merge_units
from kh57_desktop.services.unit_pages import TaskCounts, UnitLine, UnitPage, task_counts, unit_page
from kh57_desktop.services.unit_table import UNITS, OfficeSheet, OfficeWanted
from kh57_desktop.store.registers import HandOver
from kh57_desktop.ui.sheets.services import SheetViews


class StandsByName(UserError):
    """People are not moved by hand."""

    code = "stands-by-name"
    message = N_("People stand by given name, so their rows are not moved by hand.")
    hint = N_("Nothing was changed. A click on a heading sorts by that column.")


class OfficeUnits(SheetViews):
    """`UnitServices` of the presenter over one session."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._counts: dict[str, TaskCounts] = {}
        self._page: UnitPage | None = None

    def forget_work(self) -> None:
        """Tasks may have changed: what units do is counted anew when it is next asked for."""
        self._counts.clear()
        self._page = None

    def sheet(self, key: str, plan_id: str, wanted: OfficeWanted) -> OfficeSheet:
        if key == UNITS:
            if plan_id not in self._counts:
                self._counts[plan_id] = task_counts(self._session, plan_id, self._session.today)
            return unit_table.unit_sheet(self._session, plan_id, wanted, counts=self._counts[plan_id])
        return unit_table.person_sheet(self._session, wanted)

    def choices(self, field: str) -> tuple[str, ...]:
        return unit_table.choices(self._session, field)

    def page_of(self, plan_id: str, line: UnitLine) -> UnitPage:
        if self._page is not None and self._page.line.id == line.id:
            return replace(self._page, line=line)
        self._page = unit_page(self._session, plan_id, line, self._session.today)
        return self._page

    def items_of(self, person: Person) -> tuple[OpenItems, tuple[str, ...]]:
        """What the person leaves open, and in words."""
        found = open_items(self._session, person.full_name, self._session.today)
        return found, item_words(self._session, found)

    def hand_overs_of(self, person: Person) -> list[HandOver]:
        return hand_overs.of_person(self._session, person.full_name)

    def edit(self, key: str, record: Any, fields: Mapping[str, str]) -> str:
        if key == UNITS:
            return unit_table.edit_unit(self._session, record.unit, fields).id
        return people.edit_person(self._session, record, fields).id

    def add(self, key: str, fields: Mapping[str, str]) -> str:
        if key == UNITS:
            return unit_table.add_unit(self._session, fields).id
        return people.add_person(self._session, fields).id

    def judge(self, key: str, year: int | None) -> Attempt:
        return unit_table.judge(self._session, key)

    def put(self, key: str, changes: Sequence[Change], words: str, year: int | None) -> list[str]:
        return unit_table.put(self._session, key, changes, words=words)

    def move(self, key: str, records: Sequence[Any], before: Any | None, *, stays: bool) -> None:
        if key != UNITS:
            raise StandsByName
        units = [line.unit for line in records]
        unit_order.move_units(self._session, units, before.unit if before is not None else None, stays=stays)

    def put_below(self, lines: Sequence[UnitLine], parent: UnitLine) -> None:
        unit_order.put_below(self._session, [line.unit for line in lines], parent.unit)

    def put_out(self, lines: Sequence[UnitLine]) -> None:
        unit_order.put_out(self._session, [line.unit for line in lines])

    def bin(self, key: str, records: Sequence[Any]) -> None:
        if key == UNITS:
            units.bin_units(self._session, [line.unit for line in records])
        else:
            people.bin_people(self._session, records)

    def merge(self, keep: UnitLine, others: Sequence[UnitLine]) -> str:
        return merge_units(self._session, keep.unit, [line.unit for line in others]).id

    def make_task(self, duty: Duty) -> str:
        return task_of_duty(self._session, duty).id

    def hand_over(self, person: Person, receiver: str, day: str, reason: str) -> HandOver:
        return leave(self._session, person.full_name, receiver, day=day, reason=reason)

    def save_record(self, person: Person, receiver: str, day: str, path: Path) -> None:
        """The record of what is open now, in the form that the ending names."""
        write_new(path, record_of(self._session, person.full_name, receiver, day=day, suffix=path.suffix), force=True)

    def save_kept(self, made: HandOver, path: Path) -> None:
        """The record of a hand-over that was made, as it was then."""
        if made.record_attachment is not None:
            write_new(path, self._session.store.files.read(made.record_attachment), force=True)
