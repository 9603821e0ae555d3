"""What units owe and have not handed in: late ones are chased like late tasks (feature 124)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kh57_desktop.domain.dues import owed_days_late
from kh57_desktop.domain.registers import UnitPlan
from kh57_desktop.domain.terms import OwedKind, Standing
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, nfc, parse_date
from kh57_desktop.services.session import Session, new_id


@dataclass(frozen=True, slots=True)
class OwedLine:
    """`unit` and `phone` as on record, "" where nobody is named."""

    row: UnitPlan
    unit: str
    phone: str
    days_late: int


def late_unit_plans(session: Session, on: date) -> list[OwedLine]:
    """Plans and reports overdue on day `on`, the latest first."""
    units = {unit.id: unit for unit in session.store.offices.units()}
    found = []
    for row in session.store.registers.unit_plans.all():
        if row.standing(on) is Standing.OVERDUE:
            unit = units.get(row.unit_id or "")
            late = owed_days_late(row.due_on, row.received_on, on)
            found.append(OwedLine(row, unit.name if unit else "", unit.phone if unit else "", late))
    return sorted(found, key=lambda line: -line.days_late)


def ask_units(
    session: Session,
    unit_ids: Sequence[str],
    *,
    text: str,
    kind: OwedKind = OwedKind.PLAN,
    due: str,
    asked_by: str = "",
) -> list[UnitPlan]:
    """The same plan or report asked of several units at once, one undo; who has that row already gets none again."""
    due_on = parse_date(nfc(due), default_year=session.today.year)
    if due_on is None:
        raise BadValue(field=_("Due on"), value=due, allowed=_("a day such as 30/9/2026"))
    words = nfc(text).strip()
    if not words:
        raise BadValue(field=_("Content"), value="", allowed=_("the words of what is asked for"))
    table = session.store.registers.unit_plans
    known = {row.unit_id for row in table.all() if row.text == words and row.due_on == due_on}
    place = max((row.position for row in table.all()), default=0)
    blank = UnitPlan(id="", kind=kind, text=words, asked_by=nfc(asked_by).strip(), due_on=due_on)
    asked = [one for one in dict.fromkeys(unit_ids) if one not in known]
    rows = [
        replace(blank, id=new_id(), unit_id=unit_id, position=place + number) for number, unit_id in enumerate(asked, 1)
    ]
    if rows:
        with session.store.changes(_("Ask {count} units for “{name}”").format(count=len(rows), name=words)):
            for row in rows:
                table.put(row)
    return rows
