"""Rows of a register: listed, added, changed, binned, pasted; every call is one named, undoable action."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from kh57_desktop.domain.budgets import BudgetYear, added, totals_of_year
from kh57_desktop.domain.directives import in_chain
from kh57_desktop.domain.dues import owed_days_late
from kh57_desktop.domain.registers import Finding, Inspection
from kh57_desktop.domain.terms import Standing, printed_word, word
from kh57_desktop.errors import AmbiguousKey, BadValue, UnknownField, UnknownKey
from kh57_desktop.i18n import N_, _, fold, format_decimal, nfc, vietnamese
from kh57_desktop.services.due_days import deadline_of
from kh57_desktop.services.lateness import days_late_now
from kh57_desktop.services.registers.definitions import DEFINITIONS, Definition, RegisterKind
from kh57_desktop.services.registers.fields import CellValue, Field, FieldKind, Names, as_typed, paper_value, shown
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.store.task_query import TaskQuery

LATE_KINDS = (RegisterKind.INSPECTION, RegisterKind.FINDING, RegisterKind.UNIT_PLAN, RegisterKind.CONCLUSION)
"""Registers whose rows can be overdue."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; `year` None: all years, `late`: only what is overdue."""

    year: int | None = None
    unit_id: str | None = None
    late: bool = False
    search: str = ""

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
        self._computed = _COMPUTED.get(definition.kind, lambda _session, _names: lambda _row, _key: None)(
            session, names
        )

    @cached_property
    def _computed(self) -> Any:
        make = _COMPUTED.get(self._definition.kind)
        return make(self._session, self._names) if make is not None else lambda _row, _key: None

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
            computed: CellValue = self._computed(line.record, one.key)
            return computed
        return paper_value(one, getattr(line.record, one.column), self._names)

    def standing_of(self, row: Any) -> Standing | None:
        return self._standing(row, self._session.today)[0]

    def _cell(self, one: Field, row: Any) -> str:
        if one.kind not in (FieldKind.COMPUTED, FieldKind.LINKS):
            return shown(one, getattr(row, one.column), self._names)
        value = self._computed(row, one.key)
        if value is None:
            return ""
        return value if isinstance(value, str) else format_decimal(value)

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


# --- computed cells -------------------------------------------------------------------------------------------------


def _of_year(session: Session, names: Names) -> Any:
    lines = session.store.registers.budget_lines.all()

    def value(row: Any, key: str) -> CellValue:
        totals = totals_of_year(row, lines)
        if key == "share":
            return None if totals.share is None else f"{format_decimal(totals.share)} %"
        money = {"asked": totals.asked, "planned": totals.planned, "spent": totals.spent}[key]
        return paper_value(_MONEY, money, names)

    return value


def _of_inspection(session: Session, _names: Names) -> Any:
    open_: dict[str | None, int] = {}
    made: set[str | None] = set()
    for row in session.store.registers.findings.all():
        made.add(row.inspection_id)
        if row.closed_on is None or row.closed_on > session.today:
            open_[row.inspection_id] = open_.get(row.inspection_id, 0) + 1
    return lambda row, _key: open_.get(row.id, 0) if row.id in made else None


def _of_directive(session: Session, names: Names) -> Any:
    store = session.store
    plans = {plan.id: plan.code for plan in store.plans.all()}
    words: dict[str, list[str]] = {}
    for link in store.registers.directive_links.all():
        name = (
            plans.get(link.plan_id or "")
            or names.tasks.get(link.task_id or "")
            or names.indicators.get(link.indicator_id or "")
        )
        if name:
            words.setdefault(link.directive_id, []).append(name)
    for task in store.tasks.of_directives():
        words.setdefault(task.directive_id or "", []).append(names.tasks[task.id])
    return lambda row, _key: ", ".join(dict.fromkeys(words.get(row.id, ()))) or None


def _of_conclusion(_session: Session, names: Names) -> Any:
    return lambda row, _key: names.tasks.get(row.task_id) if row.task_id else None


_MONEY = Field("", "", FieldKind.MONEY)
_COMPUTED: Mapping[RegisterKind, Any] = {
    RegisterKind.BUDGET_YEAR: _of_year,
    RegisterKind.INSPECTION: _of_inspection,
    RegisterKind.DIRECTIVE: _of_directive,
    RegisterKind.CONCLUSION: _of_conclusion,
}


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


# --- changes --------------------------------------------------------------------------------------------------------


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


def add_row(session: Session, kind: RegisterKind, fields: Mapping[str, str], *, year: int | None = None) -> Any:
    """A new row at the end of the register; `fields` as typed, `year` where the register has one and none is typed."""
    return add_rows(session, kind, [fields], year=year)[0]


def add_rows(
    session: Session, kind: RegisterKind, rows: Sequence[Mapping[str, str]], *, year: int | None = None
) -> list[Any]:
    """Several rows in one action; nothing of them is saved where one cell is refused."""
    return paste(session, kind, [(None, fields) for fields in rows], year=year)


def edit_rows(session: Session, kind: RegisterKind, rows: Sequence[Any], fields: Mapping[str, str]) -> list[Any]:
    """Set fields, given as typed, of one or several rows in one action; returns them as saved."""
    return paste(session, kind, [(row, fields) for row in rows])


def paste(
    session: Session,
    kind: RegisterKind,
    changes: Sequence[tuple[Any | None, Mapping[str, str]]],
    *,
    year: int | None = None,
) -> list[Any]:
    """Change rows, and add one for each None, in one action; nothing is saved where one cell is refused."""
    definition = DEFINITIONS[kind]
    place = max((getattr(row, "position", 0) for row in definition.table(session).all()), default=0)
    saved: list[Any] = []
    different: list[Any] = []
    for row, fields in changes:
        if row is None and not any(words.strip() for words in fields.values()):
            raise BadValue(field=_(definition.title), value="", allowed=_("at least one field"))
        before = row if row is not None else definition.blank(session, year)
        after = _changed(session, definition, before, fields)
        if row is None and hasattr(after, "position"):
            place += 1
            after = replace(after, position=place)
        saved.append(after)
        if row is None or after != row:
            different.append(after)
    if different:
        is_new = all(row is None for row, _fields in changes)
        keys = {key: "" for _row, fields in changes for key in fields}
        words = _action(
            definition.added if is_new else definition.edited, different, {} if is_new else keys, definition
        )
        with session.store.changes(words):
            for row in different:
                definition.table(session).put(row)
            _refuse_doubles(session, definition)
    return saved


def finding_of(session: Session, inspection: Inspection, words: str) -> Finding:
    """A new finding of an inspection, laid on the unit that was inspected, found on the day it was held."""
    table = session.store.registers.findings
    made = Finding(
        id=new_id(),
        text=nfc(words).strip(),
        inspection_id=inspection.id,
        unit_id=inspection.unit_id,
        found_on=inspection.held_on or session.today,
        position=max((row.position for row in table.all()), default=0) + 1,
    )
    with session.store.changes(_(DEFINITIONS[RegisterKind.FINDING].added).format(name=made.text)):
        table.put(made)
    return made


def bin_rows(session: Session, kind: RegisterKind, rows: Sequence[Any]) -> None:
    """Put rows into the bin; findings of a binned inspection stay and name none."""
    definition = DEFINITIONS[kind]
    with session.store.changes(_("Delete {name}").format(name=_names(definition, rows))):
        for row in rows:
            if kind is RegisterKind.INSPECTION:
                for finding in session.store.registers.findings.where("inspection_id = ?", (row.id,)):
                    session.store.registers.findings.put(replace(finding, inspection_id=None))
            if kind is RegisterKind.DIRECTIVE:
                _loosen_directive(session, row.id)
            definition.table(session).to_bin(row.id)


def _loosen_directive(session: Session, directive_id: str) -> None:
    registers = session.store.registers
    for below in registers.directives.where("parent_id = ?", (directive_id,)):
        registers.directives.put(replace(below, parent_id=None))
    for link in registers.directive_links.where("directive_id = ?", (directive_id,)):
        registers.directive_links.to_bin(link.id)
    for task in session.store.tasks.of_directives():
        if task.directive_id == directive_id:
            session.store.tasks.put(replace(task, directive_id=None))


def _changed(session: Session, definition: Definition, row: Any, fields: Mapping[str, str]) -> Any:
    for key, words in fields.items():
        one = definition.field(key)
        if one is None or not one.is_editable:
            allowed = ", ".join(field.key for field in definition.fields if field.is_editable)
            raise UnknownField(kind=_(definition.title), name=key, allowed=allowed)
        row = replace(row, **{one.column: as_typed(session, one, words)})
        if one.column in ("planned_words", "deadline_words") or key in ("year", "held_on"):
            row = _with_day(session, definition, row)
    _refuse_contradictions(session, definition, row)
    return row


def _with_day(session: Session, definition: Definition, row: Any) -> Any:
    """The words stay as typed; the day is computed from them, none is invented."""
    if definition.kind is RegisterKind.INSPECTION:
        issued = date(row.year, 1, 1)
        return replace(row, planned_on=deadline_of(session, row.planned_words, issued_on=issued).due_on)
    if definition.kind is RegisterKind.CONCLUSION:
        issued = row.held_on or session.today
        return replace(row, due_on=deadline_of(session, row.deadline_words, issued_on=issued).due_on)
    return row


_NOT_BEFORE = (("found_on", "closed_on"), ("proposed_on", "granted_on"))
_NOT_AFTER_TODAY = ("closed_on", "received_on", "granted_on", "spent_on", "settled_on")


def _refuse_contradictions(session: Session, definition: Definition, row: Any) -> None:
    """What no row may say; checked on the whole row, so that fields can be given in any order."""
    for one in definition.fields:
        day = getattr(row, one.column, None) if one.is_editable else None
        if one.column in _NOT_AFTER_TODAY and day is not None and day > session.today:
            raise BadValue(field=one.title, value=shown(one, day, Names(session)), allowed=_("a day up to today"))
    for first, second in _NOT_BEFORE:
        earlier, later = getattr(row, first, None), getattr(row, second, None)
        if earlier is not None and later is not None and later < earlier:
            one = next(field for field in definition.fields if field.column == second)
            raise BadValue(
                field=one.title, value=shown(one, later, Names(session)), allowed=_("a day not before the first one")
            )
    if definition.kind is RegisterKind.DIRECTIVE and row.parent_id is not None:
        _refuse_circle(session, row)


def _refuse_circle(session: Session, row: Any) -> None:
    uppers = {one.id: one.parent_id for one in session.store.registers.directives.all()} | {row.id: row.parent_id}
    above: str | None = row.parent_id
    for _step in range(len(uppers)):
        if above == row.id:
            raise BadValue(field=_("Carries out"), value=row.name, allowed=_("a document that is not below this one"))
        above = uppers.get(above) if above is not None else None


def _refuse_doubles(session: Session, definition: Definition) -> None:
    """A year has one budget."""
    if definition.kind is not RegisterKind.BUDGET_YEAR:
        return
    years = [row.year for row in session.store.registers.budget_years.all()]
    double = next((year for year in years if years.count(year) > 1), None)
    if double is not None:
        raise BadValue(field=_("Year"), value=double, allowed=_("a year that has no row yet"))


def _action(message: str, rows: Sequence[Any], fields: Mapping[str, str], definition: Definition | None = None) -> str:
    names = ""
    if definition is not None and fields:
        titles = [one.title for key in fields if (one := definition.field(key)) is not None]
        names = ", ".join(titles[:3]) + (" …" if len(titles) > 3 else "")
    kind = definition or next(one for one in DEFINITIONS.values() if one.value is type(rows[0]))
    return _(message).format(name=_names(kind, rows), fields=names)


def _names(definition: Definition, rows: Sequence[Any]) -> str:
    """ "Kiểm tra việc …" of one row, "12 rows" of several."""
    if len(rows) != 1:
        return _("{count} rows").format(count=len(rows))
    name = definition.name_of(rows[0]) or _(definition.title)
    return name if len(name) <= 40 else name[:38].rstrip() + " …"
