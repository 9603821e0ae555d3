"""Hand-over when someone leaves (feature 42, N18): open items are listed, given to another, and the record is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kh57_desktop.domain.committee import Assignment, Member, serving_on
from kh57_desktop.domain.offices import Person, Unit
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing, word
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.i18n import N_, _, fold, nfc
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.task_fields import day_as_typed
from kh57_desktop.store.registers import HandOver
from kh57_desktop.store.task_wanted import TaskQuery

_CLOSED = (Standing.CANCELLED, Standing.SUSPENDED, Standing.DONE_ON_TIME, Standing.DONE_LATE)


class NothingToHandOver(UserError):
    code = "nothing-to-hand-over"
    message = N_("{name} has no open task, no seat in a committee and heads no unit.")
    hint = N_("Nothing was changed. Please check how the name is written on the tasks.")


@dataclass(frozen=True, slots=True)
class OpenItems:
    """What someone leaves behind. `tasks`: led in person; `seats`: memberships; `heads`: units headed."""

    name: str
    tasks: tuple[tuple[Task, Standing], ...] = ()
    seats: tuple[Member, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    heads: tuple[Unit, ...] = ()
    person: Person | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.tasks or self.seats or self.heads)


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes to the receiver; by default everything."""

    tasks: bool = True
    seats: bool = True
    heads: bool = True


EVERYTHING = Choice()


def open_items(session: Session, name: str, on: date) -> OpenItems:
    """Everything that names the person (accents and case left aside) and is not finished on day `on`."""
    wanted = fold(" ".join(nfc(name).split()))
    tasks = [found for plan in session.store.plans.all() for found in _led_by(session, plan.id, wanted, on)]
    tables = session.store.committees
    seats = [
        member
        for committee in tables.all()
        for member in serving_on(tables.members(committee.id), on)
        if wanted and fold(member.name) == wanted
    ]
    ids = {member.id for member in seats}
    assigned = [row for committee in tables.all() for row in tables.assignments(committee.id) if row.member_id in ids]
    people = [person for person in session.store.offices.people() if fold(person.full_name) == wanted]
    return OpenItems(
        name=people[0].full_name if people else seats[0].name if seats else " ".join(nfc(name).split()),
        tasks=tuple(tasks),
        seats=tuple(seats),
        assignments=tuple(assigned),
        heads=tuple(unit for unit in session.store.offices.units() if wanted and fold(unit.head) == wanted),
        person=people[0] if people else None,
    )


def _led_by(session: Session, plan_id: str, wanted: str, on: date) -> list[tuple[Task, Standing]]:
    """Open tasks of a plan whose lead person is so called, however the name is written on each."""
    found = []
    for name in session.store.tasks.values_in_use(plan_id, "lead_person"):
        if wanted and fold(" ".join(name.split())) == wanted:
            query = TaskQuery(plan_id, on, person=name)
            rows = session.store.tasks.page(query, offset=0, limit=session.store.tasks.count(query) or 1)
            found += [(row.task, row.standing) for row in rows if row.standing not in _CLOSED and row.task.is_ours]
    return found


def hand_over(
    session: Session,
    name: str,
    receiver: str,
    *,
    day: str = "",
    reason: str = "",
    choice: Choice = EVERYTHING,
    record: bytes | None = None,
) -> HandOver:
    """Give what is open to `receiver` in one action; `record`: the PDF made before, kept for good.

    A seat ends on the day and the receiver takes it the day after with the same post, role and assignments.
    """
    on = day_as_typed(session, _("day"), nfc(day).strip()) or session.today
    to = " ".join(nfc(receiver).split())
    if not to or fold(to) == fold(name):
        raise BadValue(field=_("receiver"), value=receiver, allowed=_("the full name of another person"))
    items = open_items(session, name, on)
    if items.is_empty:
        raise NothingToHandOver(name=name)
    with session.store.changes(_("Hand over the work of {name} to {to}").format(name=items.name, to=to)):
        if choice.tasks:
            for task, _standing in items.tasks:
                session.store.tasks.put(replace(session.store.tasks.get(task.id), lead_person=to))
        if choice.seats:
            for member in items.seats:
                _give_seat(session, member, to, on, reason)
        if choice.heads:
            for unit in items.heads:
                session.store.offices.put_unit(replace(unit, head=to))
        if items.person is not None:
            session.store.offices.put_person(replace(items.person, left_on=on))
        kept = session.store.files.put_bytes(record, _record_name(items.name), "hand-over-record") if record else None
        made = HandOver(
            id=new_id(),
            leaving=items.name,
            receiver=to,
            handed_on=on,
            reason=nfc(reason).strip(),
            items=item_words(session, items),
            record_attachment=kept.id if kept else None,
        )
        session.store.registers.hand_overs.put(made)
    return made


def _record_name(name: str) -> str:
    return f"Biên bản bàn giao {name}.pdf"


def _give_seat(session: Session, member: Member, to: str, on: date, reason: str) -> None:
    tables = session.store.committees
    after = date.fromordinal(on.toordinal() + 1)
    serving = serving_on(tables.members(member.committee_id), after)
    own = next((row for row in serving if fold(row.name) == fold(to)), None)
    tables.put_member(replace(member, active_to=on, decision_out=member.decision_out or nfc(reason).strip()))
    if own is None:
        own = replace(member, id=new_id(), name=to, active_from=after, active_to=None, decision_in="", decision_out="")
        tables.put_member(own)
    known = {_covers(row) for row in tables.assignments(member.committee_id) if row.member_id == own.id}
    for row in tables.assignments(member.committee_id):
        if row.member_id == member.id and _covers(row) not in known:
            tables.put_assignment(replace(row, id=new_id(), member_id=own.id))


def _covers(row: Assignment) -> tuple[str | None, ...]:
    return row.task_group_id, row.task_id, row.indicator_id, row.unit_id, row.text


def item_words(session: Session, items: OpenItems) -> tuple[str, ...]:
    """The items in words, a line each, as they stand now."""
    committees = {row.id: row.name for row in session.store.committees.all()}
    tasks = [f"{task.code} · {task.text} · {word(standing)}" for task, standing in items.tasks]
    seats = [f"{member.role} · {committees.get(member.committee_id, '')}" for member in items.seats]
    heads = [_("Head of {name}").format(name=unit.name) for unit in items.heads]
    return (*tasks, *seats, *heads)


def of_person(session: Session, name: str) -> list[HandOver]:
    """Hand-overs that the person made, newest first."""
    rows = session.store.registers.hand_overs.all(order="handed_on desc, row desc")
    return [row for row in rows if fold(row.leaving) == fold(name)]
