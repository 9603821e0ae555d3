"""The rows of a register as lists and papers show them: narrowed, in order, with their standing and sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kh57_desktop.domain.budgets import BudgetYear, added, totals_of_year
from kh57_desktop.domain.directives import in_chain
from kh57_desktop.domain.dues import owed_days_late
from kh57_desktop.domain.terms import Standing, printed_word, word
from kh57_desktop.errors import AmbiguousKey, UnknownKey
from kh57_desktop.i18n import N_, _, fold, format_decimal, nfc, vietnamese
from kh57_desktop.services.lateness import days_late_now
from kh57_desktop.services.registers.computed import Computed, computed_of
from kh57_desktop.services.registers.definitions import DEFINITIONS, Definition, RegisterKind
from kh57_desktop.services.registers.fields import CellValue, Field, FieldKind, Names, paper_value, shown
from kh57_desktop.services.registers.ordering import in_order
from kh57_desktop.services.session import Session
from kh57_desktop.store.task_wanted import TaskQuery

LATE_KINDS = (RegisterKind.INSPECTION, RegisterKind.FINDING, RegisterKind.UNIT_PLAN, RegisterKind.CONCLUSION)
"""Registers whose rows can be overdue."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; `year` None: all years, `late`: only what is overdue."""

    year: int | None = None
    unit_id: str | None = None
    late: bool = False
    search: str = ""
    sort: str = ""
    """Key of the field by which the rows stand, "" for the register's own order."""
    is_descending: bool = False

    @property
    def narrows(self) -> bool:
        return self.unit_id is not None or self.late or bool(self.search.strip())


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A row with its cells as shown, by field key; `depth`: how far below its upper document a directive stands."""

    id: str
    record: Any
    cells: Mapping[str, str]
    standing: Standing | None = None
    standing_words: str = ""
    days_late: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class RegisterView:
    """`total`: rows of the register at all; `late`: overdue among those of the year; `sums`: totals row by field."""

    definition: Definition
    wanted: Wanted
    lines: tuple[RegisterLine, ...]
    total: int
    late: int
    sums: Mapping[str, str]
    years: tuple[int, ...]
    units: tuple[tuple[str, str], ...]


def view(session: Session, kind: RegisterKind, wanted: Wanted = Wanted()) -> RegisterView:
    """The rows of a register in its order; rows without a day count in every year."""
    definition = DEFINITIONS[kind]
    names = Names(session)
    rows = definition.table(session).all(order=definition.order)
    depths = {row.id: depth for row, depth in in_chain(rows)} if kind is RegisterKind.DIRECTIVE else {}
    if depths:
        rows = [row for row, _depth in in_chain(rows)]
    years = tuple(sorted({year for row in rows if (year := definition.year_of(row)) is not None}, reverse=True))
    maker = _Lines(session, definition, names)
    lines = [maker.line(row, depths.get(row.id, 0)) for row in rows if _in_year(definition, row, wanted.year)]
    late = sum(1 for line in lines if line.standing is Standing.OVERDUE)
    units = {
        unit: names.units[unit] for line in lines if (unit := getattr(line.record, "unit_id", None)) in names.units
    }
    found = [line for line in lines if _matches(line, wanted)]
    by = definition.field(wanted.sort)
    if by is not None:
        found = in_order(found, by, is_descending=wanted.is_descending)
    return RegisterView(
        definition=definition,
        wanted=wanted,
        lines=tuple(found),
        total=len(rows),
        late=late,
        sums=_sums(definition, found, names),
        years=years,
        units=tuple(sorted(units.items(), key=lambda pair: fold(pair[1]))),
    )


def _in_year(definition: Definition, row: Any, year: int | None) -> bool:
    own = definition.year_of(row)
    return year is None or own is None or own == year


def _matches(line: RegisterLine, wanted: Wanted) -> bool:
    if wanted.unit_id is not None and getattr(line.record, "unit_id", None) != wanted.unit_id:
        return False
    if wanted.late and line.standing is not Standing.OVERDUE:
        return False
    return fold(nfc(wanted.search).strip()) in fold(" ".join(line.cells.values()))


def _sums(definition: Definition, lines: Sequence[RegisterLine], names: Names) -> dict[str, str]:
    """Of the rows shown; what no row knows stays empty."""
    found = {}
    for one in definition.fields:
        if one.is_total:
            total = added(getattr(line.record, one.column) for line in lines)
            found[one.key] = shown(one, total, names)
    return found


class _Lines:
    """Makes the lines of one register; what other tables say of its rows is asked once."""

    def __init__(self, session: Session, definition: Definition, names: Names, say: Callable[[str], str] = _) -> None:
        """`say`: `vietnamese` for papers."""
        self._session = session
        self._say = say
        self._definition = definition
        self._names = names

    @cached_property
    def _computed(self) -> Computed:
        return computed_of(self._session, self._names, self._definition.kind)

    def line(self, row: Any, depth: int) -> RegisterLine:
        on = self._session.today
        standing, words, late = self._standing(row, on)
        cells = {
            one.key: words if one.kind is FieldKind.STATE else self._cell(one, row) for one in self._definition.fields
        }
        return RegisterLine(row.id, row, cells, standing, words, late, depth)

    def value(self, one: Field, line: RegisterLine) -> CellValue:
        """As papers take it."""
        if one.kind is FieldKind.STATE:
            return self._standing(line.record, self._session.today)[1]
        if one.kind in (FieldKind.COMPUTED, FieldKind.LINKS):
            return self._computed(line.record, one.key)
        return paper_value(one, getattr(line.record, one.column), self._names)

    def standing_of(self, row: Any) -> Standing | None:
        return self._standing(row, self._session.today)[0]

    def _cell(self, one: Field, row: Any) -> str:
        if one.kind not in (FieldKind.COMPUTED, FieldKind.LINKS):
            return shown(one, getattr(row, one.column), self._names)
        value = self._computed(row, one.key)
        if value is None:
            return ""
        return value if isinstance(value, str) else format_decimal(value)  # type: ignore[arg-type]

    def _standing(self, row: Any, on: date) -> tuple[Standing | None, str, int]:
        if self._definition.kind is RegisterKind.CONCLUSION and row.task_id is not None:
            of_task, days = _of_task(self._session, row.task_id, on)
            return of_task, self._words(of_task, days), days
        standing = self._definition.standing_of(row, on)
        if self._definition.kind is RegisterKind.BUDGET_YEAR:
            standing = _reached(self._session, row)
        if standing is None:
            return None, "", 0
        late = _late(row, on) if standing is Standing.OVERDUE else 0
        return standing, self._words(standing, late), late

    def _words(self, standing: Standing, late: int) -> str:
        if late:
            return self._say(N_("Overdue by {days} days")).format(days=late)
        own = None if self._definition.kind is RegisterKind.CONCLUSION else self._definition.standing_words
        message = (own or {}).get(standing)
        if message is not None:
            return self._say(message)
        return word(standing) if self._say is _ else printed_word(standing)


def _reached(session: Session, row: BudgetYear) -> Standing | None:
    """Whether the year's share is what is asked for; None where that is not known."""
    is_reached = totals_of_year(row, session.store.registers.budget_lines.all()).is_reached
    return {True: Standing.DONE_ON_TIME, False: Standing.DUE_SOON, None: None}[is_reached]


def _late(row: Any, on: date) -> int:
    due = getattr(row, "due_on", None) or getattr(row, "planned_on", None)
    return owed_days_late(due, None, on)


def _of_task(session: Session, task_id: str, on: date) -> tuple[Standing, int]:
    """A conclusion that was made a task stands where the task stands."""
    task = session.store.tasks.get(task_id)
    rows = session.store.tasks.page(TaskQuery(task.plan_id, on, task_id=task_id), offset=0, limit=1)
    standing = rows[0].standing if rows else Standing.CANCELLED
    return standing, days_late_now(session, task, on) if standing is Standing.OVERDUE else 0


def late_counts(session: Session, year: int | None) -> dict[RegisterKind, int]:
    """How many rows of each register are overdue today, among those of the year."""
    found = {}
    for kind in LATE_KINDS:
        definition = DEFINITIONS[kind]
        rows = definition.table(session).all()
        maker = _Lines(session, definition, Names(session))
        wanted = [row for row in rows if _in_year(definition, row, year)]
        found[kind] = sum(1 for row in wanted if maker.standing_of(row) is Standing.OVERDUE)
    return found


def paper_rows(session: Session, found: RegisterView) -> list[tuple[CellValue, ...]]:
    """The lines of a view, a value per field of the register, as papers take them."""
    maker = _Lines(session, found.definition, Names(session), vietnamese)
    return [tuple(maker.value(one, line) for one in found.definition.fields) for line in found.lines]


def row_by_key(session: Session, kind: RegisterKind, key: str) -> Any:
    """A row by its id, else the only one whose number, words or year are `key`. Raises UnknownKey, AmbiguousKey."""
    definition = DEFINITIONS[kind]
    rows = definition.table(session).all(order=definition.order)
    exact = [row for row in rows if row.id == key]
    wanted = fold(nfc(key).strip())
    known = ("number", "document", "minutes", "text")
    found = exact or [row for row in rows if fold(definition.name_of(row)) == wanted]
    found = found or [row for row in rows if any(fold(getattr(row, name, "")) == wanted for name in known)]
    if not found:
        raise UnknownKey(kind=_(definition.title), key=key)
    if len(found) > 1:
        raise AmbiguousKey(key=key, choices=", ".join(row.id for row in found[:8]))
    return found[0]


def has_row(session: Session, kind: RegisterKind, row_id: str) -> bool:
    return bool(DEFINITIONS[kind].table(session).where("id = ?", (row_id,)))
