"""Units and people of the office as the page Đơn vị & cán bộ shows and edits them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kh57_desktop.domain.offices import Person, Unit
from kh57_desktop.domain.terms import Standing, UnitSide, word
from kh57_desktop.i18n import N_, _, fold, format_date, nfc
from kh57_desktop.services import people, units
from kh57_desktop.services.hand_overs import open_items
from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.services.registers.lines import RegisterLine
from kh57_desktop.services.registers.ordering import in_order
from kh57_desktop.services.session import Session
from kh57_desktop.services.sheet_changes import Attempt, Change
from kh57_desktop.services.unit_merge import likely_twins
from kh57_desktop.services.unit_pages import TaskCounts, UnitLine, unit_lines
from kh57_desktop.store.task_wanted import Grouping, TaskQuery

UNITS, PEOPLE = "units", "people"

UNIT_FIELDS = (
    Field("name", N_("Name"), FieldKind.LONG, 0, least=190),
    Field("short_name", N_("Short name"), FieldKind.TEXT, 118),
    Field("kind", N_("Kind of unit"), FieldKind.CHOICE, 104, leaves=6),
    Field("side", N_("Side"), FieldKind.CHOICE, 142),
    Field("parent", N_("Under"), FieldKind.CHOICE, 150, leaves=5),
    Field("head", N_("Head of unit"), FieldKind.TEXT, 136),
    Field("phone", N_("Phone"), FieldKind.TEXT, 104, leaves=7),
    Field("leads", N_("Leads"), FieldKind.COMPUTED, 72, is_number=True),
    Field("supports", N_("Supports"), FieldKind.COMPUTED, 84, leaves=4, is_number=True),
    Field("late", N_("Overdue"), FieldKind.STATE, 128),
    Field("active_from", N_("From"), FieldKind.DAY, 96, leaves=2),
    Field("active_to", N_("To"), FieldKind.DAY, 96, leaves=3),
    Field("aliases", N_("Also called"), FieldKind.TEXT, 150, leaves=1),
    Field("is_group", N_("Group"), FieldKind.CHECK, 66, leaves=8),
)
PERSON_FIELDS = (
    Field("full_name", N_("Full name"), FieldKind.TEXT, 200),
    Field("post", N_("Post"), FieldKind.TEXT, 0),
    Field("unit", N_("Unit"), FieldKind.CHOICE, 190),
    Field("contact", N_("Contact"), FieldKind.TEXT, 170),
    Field("leads", N_("Tasks in person"), FieldKind.COMPUTED, 124, is_number=True),
    Field("seats", N_("Seats in committees"), FieldKind.COMPUTED, 170, leaves=1),
    Field("left_on", N_("Left on"), FieldKind.DAY, 100, leaves=2),
)
KINDS = ("chi bộ", "đảng bộ", "phòng", "văn phòng", "trung tâm", "trạm", "trường", "thôn", "đoàn thể", "hợp tác xã")
"""Kinds offered beside those that the office uses itself; data of the field, always Vietnamese."""


@dataclass(frozen=True, slots=True)
class OfficeWanted:
    """What a list is narrowed to. `twins`: only units that seem to be one; `active`: without those that ended."""

    search: str = ""
    side: UnitSide | None = None
    late: bool = False
    twins: bool = False
    active: bool = False
    sort: str = ""
    """Key of the field by which the rows stand, "" for the office's own order."""
    is_descending: bool = False

    @property
    def narrows(self) -> bool:
        return bool(self.search.strip() or self.side or self.late or self.twins or self.active)


@dataclass(frozen=True, slots=True)
class OfficeSheet:
    """One tab of the page. `late`: units with overdue tasks; `twins`: units that seem to be another one."""

    key: str
    fields: tuple[Field, ...]
    lines: tuple[RegisterLine, ...]
    wanted: OfficeWanted
    total: int
    late: int = 0
    twins: int = 0
    former: int = 0


def unit_sheet(
    session: Session, plan_id: str, wanted: OfficeWanted, *, counts: TaskCounts | None = None
) -> OfficeSheet:
    """Units in the office's order, each followed by those under it; `counts` where they are at hand."""
    found = unit_lines(session, plan_id, session.today, counts=counts)
    twins = {unit.id for pair in likely_twins([line.unit for line in found]) for unit in pair}
    lines = [_unit_line(line) for line in found if _unit_matches(line, wanted, twins)]
    if wanted.narrows:
        lines = [_without_depth(line) for line in lines]
    lines = _sorted(lines, UNIT_FIELDS, wanted)
    return OfficeSheet(
        key=UNITS,
        fields=UNIT_FIELDS,
        lines=tuple(lines),
        wanted=wanted,
        total=len(found),
        late=sum(1 for line in found if line.late),
        twins=len(twins),
        former=sum(1 for line in found if not line.is_active),
    )


def _sorted(lines: list[RegisterLine], fields: Sequence[Field], wanted: OfficeWanted) -> list[RegisterLine]:
    by = next((one for one in fields if one.key == wanted.sort), None)
    return in_order(lines, by, is_descending=wanted.is_descending) if by is not None else lines


def _unit_matches(line: UnitLine, wanted: OfficeWanted, twins: set[str]) -> bool:
    unit = line.unit
    if (wanted.side is not None and unit.side is not wanted.side) or (wanted.late and not line.late):
        return False
    if (wanted.twins and unit.id not in twins) or (wanted.active and not line.is_active):
        return False
    words = " ".join((unit.name, unit.short_name, unit.kind, unit.head, line.parent, *unit.aliases))
    return fold(nfc(wanted.search).strip()) in fold(words)


def _unit_line(line: UnitLine) -> RegisterLine:
    unit = line.unit
    late = _("{count} overdue").format(count=line.late) if line.late else ""
    cells = {
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": unit.kind,
        "side": word(unit.side),
        "parent": line.parent,
        "head": unit.head,
        "phone": unit.phone,
        "leads": str(line.leads or ""),
        "supports": str(line.supports or ""),
        "late": late,
        "active_from": format_date(unit.active_from) if unit.active_from else "",
        "active_to": format_date(unit.active_to) if unit.active_to else "",
        "aliases": "; ".join(unit.aliases),
        "is_group": _("yes") if unit.is_group else "",
    }
    standing = Standing.OVERDUE if line.late else None
    return RegisterLine(unit.id, line, cells, standing, late, days_late=line.late, depth=line.depth)


def _without_depth(line: RegisterLine) -> RegisterLine:
    """What is above a row may have been filtered away."""
    return RegisterLine(line.id, line.record, line.cells, line.standing, line.standing_words)


def person_sheet(session: Session, wanted: OfficeWanted) -> OfficeSheet:
    """People by given name (tên)."""
    names = {unit.id: unit.name for unit in session.store.offices.units()}
    led: dict[str, int] = {}
    for plan in session.store.plans.all():
        query = TaskQuery(plan.id, session.today, group_by=Grouping.PERSON)
        for name, standings in session.store.tasks.group_standings(query).items():
            led[fold(name or "")] = led.get(fold(name or ""), 0) + sum(standings.values())
    seats: dict[str, list[str]] = {}
    for committee in session.store.committees.all():
        for member in session.store.committees.members(committee.id):
            if member.active_to is None or member.active_to >= session.today:
                seats.setdefault(fold(member.name), []).append(member.role)
    rows = session.store.offices.people()
    lines = []
    for person in rows:
        key = fold(person.full_name)
        cells = {
            "full_name": person.full_name,
            "post": person.post,
            "unit": names.get(person.unit_id or "", ""),
            "contact": person.contact,
            "leads": str(led.get(key, "")),
            "seats": ", ".join(seats.get(key, ())),
            "left_on": format_date(person.left_on) if person.left_on else "",
        }
        has_left = person.left_on is not None and person.left_on < session.today
        if fold(nfc(wanted.search).strip()) in fold(" ".join(cells.values())) and not (wanted.active and has_left):
            lines.append(RegisterLine(person.id, person, cells))
    former = sum(1 for person in rows if person.left_on is not None and person.left_on < session.today)
    lines = _sorted(lines, PERSON_FIELDS, wanted)
    return OfficeSheet(PEOPLE, PERSON_FIELDS, tuple(lines), wanted, len(rows), former=former)


def choices(session: Session, field: str) -> tuple[str, ...]:
    """What a list offers for a field of either tab."""
    rows = session.store.offices.units()
    if field == "side":
        return tuple(word(side) for side in UnitSide)
    if field == "kind":
        return tuple(dict.fromkeys((*KINDS, *(unit.kind for unit in rows if unit.kind))))
    if field == "is_group":
        return (_("yes"), _("no"))
    return tuple(unit.name for unit in rows) if field in ("parent", "unit") else ()


def edit_unit(session: Session, unit: Unit, fields: Mapping[str, str]) -> Unit:
    """As `units.edit_unit`, with sides and yes or no as their words."""
    return units.edit_unit(session, unit, _codes(fields))


def add_unit(session: Session, fields: Mapping[str, str]) -> Unit:
    return units.add_unit(session, _codes(fields))


def _codes(fields: Mapping[str, str]) -> dict[str, str]:
    found = dict(fields)
    if "side" in found:
        wanted = fold(found["side"].strip())
        found["side"] = next((str(side) for side in UnitSide if fold(word(side)) == wanted), found["side"])
    if "is_group" in found:
        found["is_group"] = {fold(_("yes")): "yes", fold(_("no")): "no", "": "no"}.get(
            fold(found["is_group"].strip()), found["is_group"]
        )
    return found


def judge(session: Session, key: str) -> Attempt:
    """Tells whether fields can be used, without saving: for cells that are pasted or filled."""
    if key == PEOPLE:
        return lambda _place, person, fields: people.with_fields(session, person, fields)
    known = session.store.offices.units()
    made: dict[int, Unit] = {}

    def attempt(place: int, line: UnitLine | None, fields: Mapping[str, str]) -> None:
        others = [unit for at, unit in made.items() if at != place]
        made.pop(place, None)
        unit = line.unit if line is not None else None
        changed = units.with_fields(session, unit, _codes(fields), among=[*known, *others])
        if line is None:
            made[place] = changed

    return attempt


def put(session: Session, key: str, changes: Sequence[Change], *, words: str = "") -> list[str]:
    """Rows changed, and one added for each None, in one action; returns their ids."""
    if key == UNITS:
        plain = [(line.unit if line is not None else None, _codes(fields)) for line, fields in changes]
        return [unit.id for unit in units.put_units(session, plain, words=words)]
    return [person.id for person in people.put_people(session, changes, words=words)]


def person_items(session: Session, person: Person) -> int:
    """How many open items the person holds."""
    found = open_items(session, person.full_name, session.today)
    return len(found.tasks) + len(found.seats) + len(found.heads)
