"""The services of the registers bound to the file that the window has open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kh57_desktop.domain.evaluation import Weights
from kh57_desktop.domain.periods import PeriodKind, containing
from kh57_desktop.domain.registers import Inspection
from kh57_desktop.domain.terms import OwedKind
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_
from kh57_desktop.services.registers import bases, counting, lines, owed, rows, work
from kh57_desktop.services.registers import details as row_details
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.registers.details import RowDetails
from kh57_desktop.services.registers.evaluation import evaluation_weights, set_weights
from kh57_desktop.services.registers.fields import FieldKind, choices
from kh57_desktop.services.registers.moving import move_rows
from kh57_desktop.services.registers.sheets import EVALUATION, Sheet, sheet
from kh57_desktop.services.sheet_changes import Attempt, Change
from kh57_desktop.ui.sheets.services import SheetViews


class NotLinkedYet(UserError):
    """A session without an indicator."""

    code = "not-linked-yet"
    message = N_("This row names no indicator to be counted into.")
    hint = N_("Nothing was changed. Please enter the code of the indicator first, such as C3.")


class OfficeRegisters(SheetViews):
    """`RegisterServices` of the presenter over one session."""

    @property
    def this_year(self) -> int:
        return self._session.today.year

    def sheet(self, key: str, wanted: lines.Wanted, plan_id: str) -> Sheet:
        return sheet(self._session, key, wanted, plan_id)

    def late_counts(self, year: int | None) -> Mapping[str, int]:
        return {str(kind): count for kind, count in lines.late_counts(self._session, year).items()}

    def register_of(self, row_id: str) -> str:
        """The key of the sheet that the row is in; "" where none has it."""
        return next((str(kind) for kind in RegisterKind if lines.has_row(self._session, kind, row_id)), "")

    def choices(self, key: str, field: str) -> tuple[str, ...]:
        one = DEFINITIONS[RegisterKind(key)].field(field) if key != EVALUATION else None
        return choices(self._session, one) if one is not None else ()

    def edit(self, key: str, record: Any, fields: Mapping[str, str]) -> str:
        kind = RegisterKind(key)
        one = DEFINITIONS[kind].field(next(iter(fields)))
        if one is not None and one.kind is FieldKind.LINKS:
            bases.set_links(self._session, record, fields[one.key])
        else:
            rows.edit_rows(self._session, kind, [record], fields)
        return str(record.id)

    def add(self, key: str, fields: Mapping[str, str], year: int | None) -> str:
        return str(rows.add_row(self._session, RegisterKind(key), fields, year=year).id)

    def judge(self, key: str, year: int | None) -> Attempt:
        return rows.judge(self._session, RegisterKind(key), year=year)

    def put(self, key: str, changes: Sequence[Change], words: str, year: int | None) -> list[str]:
        return [row.id for row in rows.paste(self._session, RegisterKind(key), changes, year=year, words=words)]

    def move(self, key: str, records: Sequence[Any], before: Any | None, *, stays: bool) -> None:
        move_rows(self._session, RegisterKind(key), records, before)

    def bin(self, key: str, records: Sequence[Any]) -> None:
        rows.bin_rows(self._session, RegisterKind(key), records)

    # what single registers do besides

    def make_task(self, conclusion: Any, plan_id: str) -> str:
        """The id of the new task."""
        plan = self._session.store.plans.get(plan_id).code if plan_id else None
        return work.task_of_conclusion(self._session, conclusion, plan_code=plan).id

    def add_bases(self, directives: Sequence[Any], plan_id: str) -> int:
        """How many lines the plan got."""
        plan = self._session.store.plans.get(plan_id)
        return len(bases.add_bases(self._session, plan, directives).bases) - len(plan.bases)

    def count_in(self, record: Any) -> tuple[str, str]:
        """Counts the sessions of the quarter of this one into its indicator; returns code and period."""
        if record.indicator_id is None:
            raise NotLinkedYet
        indicator = self._session.store.indicators.get(record.indicator_id)
        day = record.held_on or self._session.today
        period = containing(day, PeriodKind.QUARTER, "nd09")
        counting.enter_counted(self._session, indicator, period.code)
        return indicator.code, period.code

    def close_findings(self, findings: Sequence[Any]) -> int:
        """Those still open are closed today; how many."""
        still_open = [row for row in findings if row.closed_on is None]
        if still_open:
            today = self._session.today.isoformat()
            rows.edit_rows(self._session, RegisterKind.FINDING, still_open, {"closed_on": today})
        return len(still_open)

    def add_finding(self, inspection: Inspection, words: str) -> str:
        """A finding of this inspection, for the unit that was inspected."""
        made = rows.finding_of(self._session, inspection, words)
        return made.id

    def units_to_ask(self) -> tuple[tuple[str, str], ...]:
        units = self._session.store.offices.units()
        today = self._session.today
        return tuple((unit.id, unit.name) for unit in units if unit.is_active(today) and not unit.is_group)

    def ask_units(self, ids: Sequence[str], text: str, due: str, kind: OwedKind) -> int:
        return len(owed.ask_units(self._session, ids, text=text, due=due, kind=kind))

    def details(self, key: str, line: lines.RegisterLine) -> RowDetails:
        return row_details.details(self._session, RegisterKind(key), line)

    def attach(self, key: str, record: Any, path: Path) -> None:
        row_details.attach(self._session, RegisterKind(key), record, path)

    def detach(self, key: str, record: Any) -> None:
        row_details.detach(self._session, RegisterKind(key), record)

    def save_copy(self, key: str, record: Any, path: Path) -> None:
        row_details.save_copy(self._session, RegisterKind(key), record, path)

    def weights(self) -> Weights:
        return evaluation_weights(self._session)

    def set_weights(self, values: Mapping[str, int]) -> None:
        set_weights(self._session, replace(Weights(), **values))
