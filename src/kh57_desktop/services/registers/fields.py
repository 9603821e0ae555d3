"""Fields of a register: what they hold, how they are typed, shown and put on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum, auto
from functools import cached_property
from typing import Any

from kh57_desktop.domain.money import dong_as_typed, millions
from kh57_desktop.domain.terms import printed_word, word
from kh57_desktop.errors import AmbiguousKey, BadValue, UnknownKey
from kh57_desktop.i18n import _, fold, format_date, format_decimal, nfc, parse_date, parse_decimal
from kh57_desktop.services.indicators import indicator_by_key
from kh57_desktop.services.plans import plan_of, unit_by_name
from kh57_desktop.services.session import Session
from kh57_desktop.services.tasks import task_by_key

CellValue = str | int | Decimal | date | None


class FieldKind(Enum):
    TEXT = auto()
    LONG = auto()
    """Words that may take several lines."""
    DAY = auto()
    YEAR = auto()
    COUNT = auto()
    MONEY = auto()
    """Stored in đồng, typed and shown in triệu đồng."""
    PERCENT = auto()
    CHOICE = auto()
    """One of a `StrEnum`, typed as its code or its words."""
    CHECK = auto()
    UNIT = auto()
    TASK = auto()
    INDICATOR = auto()
    ROW = auto()
    """A row of another register, by its words or number."""
    COMPUTED = auto()
    """Shown only."""
    LINKS = auto()
    """Codes of plans, tasks and indicators that come from a document; kept apart from the row."""
    STATE = auto()
    """Shown only: the standing of the row."""


@dataclass(frozen=True, slots=True)
class Field:
    """`key`: FIELD of the command line; `attribute` where the dataclass calls it otherwise; `heading` is a msgid.

    `width`: px of the column at zoom 100 %; 0 for the main one, with `least` how narrow it may get; `wide` where
    there is plenty of room. `leaves`: see `ui.tables.columns`. `on_paper`: millimetres there, 0 for fields that papers
    leave out. `rows_of`: for ROW, the table of the register meant.
    """

    key: str
    heading: str
    kind: FieldKind = FieldKind.TEXT
    width: int = 110
    attribute: str = ""
    leaves: int = 0
    on_paper: float = 30
    choices: type[StrEnum] | None = None
    rows_of: str = ""
    is_total: bool = False
    is_number: bool = False
    least: int = 0
    wide: int = 0

    @property
    def column(self) -> str:
        return self.attribute or self.key

    @property
    def is_editable(self) -> bool:
        """Of the row itself."""
        return self.kind not in (FieldKind.COMPUTED, FieldKind.STATE, FieldKind.LINKS)

    @property
    def is_right(self) -> bool:
        """Numbers stand at the right."""
        return self.is_number or self.kind in (FieldKind.MONEY, FieldKind.COUNT, FieldKind.PERCENT)

    @property
    def title(self) -> str:
        return _(self.heading)


@dataclass
class Names:
    """What ids of an office stand for, asked of the file once for a whole list."""

    session: Session
    _tasks: dict[str, str] = field(default_factory=dict)

    @cached_property
    def units(self) -> dict[str, str]:
        return {unit.id: unit.short_name or unit.name for unit in self.session.store.offices.units()}

    @cached_property
    def full_units(self) -> dict[str, str]:
        return {unit.id: unit.name for unit in self.session.store.offices.units()}

    @cached_property
    def tasks(self) -> dict[str, str]:
        plans = {plan.id: plan.code for plan in self.session.store.plans.all()}
        codes = self.session.store.tasks.codes()
        return {
            id_: f"{plans.get(plan_id, '')}/{code}" if len(plans) > 1 else code
            for id_, (plan_id, code) in codes.items()
        }

    @cached_property
    def indicators(self) -> dict[str, str]:
        store = self.session.store
        return {row.id: row.code for plan in store.plans.all() for row in store.indicators.of_plan(plan.id)}

    @cached_property
    def rows(self) -> dict[str, str]:
        registers = self.session.store.registers
        inspections = {row.id: row.minutes or row.text for row in registers.inspections.all()}
        return inspections | {row.id: row.name for row in registers.directives.all()}


def as_typed(session: Session, one: Field, words: str) -> Any:
    """The stored value of what was typed; an emptied field is None or "". Raises BadValue, UnknownKey, AmbiguousKey."""
    typed = nfc(words).strip()
    if one.kind in (FieldKind.TEXT, FieldKind.LONG):
        return typed
    if not typed and one.kind not in (FieldKind.CHOICE, FieldKind.CHECK, FieldKind.YEAR):
        return None
    return _PARSERS[one.kind](session, one, typed)


def _day(session: Session, one: Field, typed: str) -> date:
    day = parse_date(typed, default_year=session.today.year)
    if day is None:
        raise BadValue(field=one.title, value=typed, allowed=_("a day such as 30/9/2026"))
    return day


def _year(_session: Session, one: Field, typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and 2000 <= int(typed) <= 2100):
        raise BadValue(field=one.title, value=typed, allowed=_("a year such as 2026"))
    return int(typed)


def _count(_session: Session, one: Field, typed: str) -> int:
    number = parse_decimal(typed)
    if number is None or number != number.to_integral_value() or not 0 <= number < 10**9:
        raise BadValue(field=one.title, value=typed, allowed=_("a whole number such as 45"))
    return int(number)


def _money(_session: Session, one: Field, typed: str) -> int:
    dong = dong_as_typed(typed)
    if dong is None:
        allowed = _("an amount in million đồng such as 1.250,5, or with its unit: 2 tỷ, 350 nghìn")
        raise BadValue(field=one.title, value=typed, allowed=allowed)
    return dong


def _percent(_session: Session, one: Field, typed: str) -> Decimal:
    number = parse_decimal(typed.rstrip("% "))
    if number is None or not 0 <= number <= 100:
        raise BadValue(field=one.title, value=typed, allowed="0-100")
    return number


def _choice(_session: Session, one: Field, typed: str) -> StrEnum:
    assert one.choices is not None
    wanted = fold(typed)
    found = next((code for code in one.choices if wanted in (fold(code), fold(word(code)))), None)
    if found is None:
        raise BadValue(field=one.title, value=typed, allowed=", ".join(word(code) for code in one.choices))
    return found


def _check(_session: Session, one: Field, typed: str) -> bool:
    if fold(typed) in ("", "no", "khong", "0"):
        return False
    if fold(typed) in ("yes", "co", "x", "1"):
        return True
    raise BadValue(field=one.title, value=typed, allowed=_("yes or no"))


def _unit(session: Session, _one: Field, typed: str) -> str:
    return unit_by_name(session, typed).id


LIST_MARK = " · "
"""Between a code and its words in a list that is offered."""


def _task(session: Session, _one: Field, typed: str) -> str:
    """N12 of the newest plan, K1/N12 of any."""
    typed = typed.partition(LIST_MARK)[0]
    plan, slash, code = typed.partition("/")
    if slash and session.store.plans.by_code(plan.strip().upper()) is not None:
        return task_by_key(session, plan_of(session, plan), code).id
    return task_by_key(session, plan_of(session, None), typed).id


def _indicator(session: Session, _one: Field, typed: str) -> str:
    return indicator_by_key(session, plan_of(session, None), typed.partition(LIST_MARK)[0]).id


def _row(session: Session, one: Field, typed: str) -> str:
    """The only row of another register that has this number, these words, or holds them."""
    rows = named_rows(session, one.rows_of)
    wanted = fold(typed)
    found = [row_id for row_id, names in rows if wanted in (fold(name) for name in names)]
    found = found or [row_id for row_id, names in rows if any(wanted in fold(name) for name in names)]
    if not found:
        raise UnknownKey(kind=one.title, key=typed)
    if len(found) > 1:
        choices = ", ".join(names[0] for row_id, names in rows if row_id in found[:5])
        raise AmbiguousKey(key=typed, choices=choices)
    return found[0]


def choices(session: Session, one: Field) -> tuple[str, ...]:
    """What a list offers for a field; empty where anything may be typed."""
    match one.kind:
        case FieldKind.CHOICE:
            return tuple(word(code) for code in one.choices or ())
        case FieldKind.CHECK:
            return (_("yes"), _("no"))
        case FieldKind.UNIT:
            return tuple(unit.name for unit in session.store.offices.units() if unit.is_active(session.today))
        case FieldKind.ROW:
            return tuple(names[0] for _row_id, names in named_rows(session, one.rows_of) if names)
    plan = session.store.plans.newest()
    if plan is None or one.kind not in (FieldKind.TASK, FieldKind.INDICATOR):
        return ()
    if one.kind is FieldKind.TASK:
        return tuple(f"{row.code}{LIST_MARK}{row.text}" for row in session.store.tasks.of_plan(plan.id))
    return tuple(f"{row.code}{LIST_MARK}{row.text}" for row in session.store.indicators.of_plan(plan.id))


def named_rows(session: Session, table: str) -> list[tuple[str, tuple[str, ...]]]:
    """Rows of a register that others refer to, with the names they go by; the first is the one shown."""
    registers = session.store.registers
    if table == "inspection":
        return [
            (row.id, tuple(name for name in (row.minutes, row.text) if name)) for row in registers.inspections.all()
        ]
    return [
        (row.id, tuple(name for name in (row.name, row.number, row.text) if name)) for row in registers.directives.all()
    ]


_PARSERS: Mapping[FieldKind, Callable[[Session, Field, str], Any]] = {
    FieldKind.DAY: _day,
    FieldKind.YEAR: _year,
    FieldKind.COUNT: _count,
    FieldKind.MONEY: _money,
    FieldKind.PERCENT: _percent,
    FieldKind.CHOICE: _choice,
    FieldKind.CHECK: _check,
    FieldKind.UNIT: _unit,
    FieldKind.TASK: _task,
    FieldKind.INDICATOR: _indicator,
    FieldKind.ROW: _row,
}


def shown(one: Field, value: Any, names: Names) -> str:
    """A stored value as the screen shows it."""
    printed = paper_value(one, value, names, full=False)
    if printed is None:
        return ""
    if isinstance(printed, date):
        return format_date(printed)
    if isinstance(printed, Decimal | int):
        return format_decimal(printed) + (" %" if one.kind is FieldKind.PERCENT else "")
    return printed


def paper_value(one: Field, value: Any, names: Names, *, full: bool = True) -> CellValue:
    """A stored value as papers take it: numbers and days stay what they are for Excel; None where it is not known.

    `full`: on paper, with whole names and Vietnamese words; otherwise as a cell of the screen.
    """
    if value is None:
        return None
    match one.kind:
        case FieldKind.MONEY:
            return millions(value)
        case FieldKind.CHOICE:
            return printed_word(value) if full else word(value)
        case FieldKind.CHECK:
            if not value:
                return None
            return "x" if full else _("yes")
        case FieldKind.YEAR:
            return str(value)
        case FieldKind.UNIT:
            return (names.full_units if full else names.units).get(value)
        case FieldKind.TASK:
            return names.tasks.get(value)
        case FieldKind.INDICATOR:
            return names.indicators.get(value)
        case FieldKind.ROW:
            return names.rows.get(value)
    plain: CellValue = value
    return plain
