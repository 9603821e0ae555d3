"""Whose paper: the units and people for whom a work list, a letter or work orders can be made now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kh57_desktop.domain.committee import Member
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.terms import Standing
from kh57_desktop.i18n import fold, sort_key
from kh57_desktop.services.paper_forms import Request
from kh57_desktop.services.paper_tasks import TaskAt, of_person, tasks_at
from kh57_desktop.services.registers.owed import late_unit_plans
from kh57_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Subjects:
    """Names in the order in which they are offered: units as the office lists them, people by given name."""

    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def subjects(session: Session, kind: str, plan: Plan | None) -> Subjects:
    """For a kind that is made for all units, or for one unit or person; nothing for any other kind."""
    find = _FINDERS.get(kind)
    return find(session, plan) if find is not None and plan is not None else Subjects()


def _of_work_list(session: Session, plan: Plan) -> Subjects:
    rows = _open_rows(session, plan)
    ids = {id_ for row in rows for id_ in (row.task.lead_unit_id, *row.task.supporting_unit_ids)}
    request = Request(on=session.today, plan=plan.code)
    leaders = {row.task.lead_person for row in rows}
    members = {one.name for one in _members(session)}
    people = [name for name in leaders | members if of_person(session, replace(request, person=name), rows)]
    return Subjects(_names(session, ids), _by_given_name(people))


def _of_work_order(session: Session, plan: Plan) -> Subjects:
    rows = _open_rows(session, plan)
    return Subjects(
        _names(session, {row.task.lead_unit_id for row in rows}), _by_given_name(row.task.lead_person for row in rows)
    )


def _of_reminder(session: Session, plan: Plan) -> Subjects:
    late = {row.task.lead_unit_id for row in _open_rows(session, plan) if row.standing is Standing.OVERDUE}
    owing = {line.row.unit_id for line in late_unit_plans(session, session.today)}
    return Subjects(_names(session, late | owing))


def _of_evidence_file(session: Session, plan: Plan) -> Subjects:
    rows = tasks_at(session, plan, session.today)
    return Subjects(_names(session, {row.task.lead_unit_id for row in rows}))


_FINDERS: dict[str, Callable[[Session, Plan], Subjects]] = {
    "evidence-file": _of_evidence_file,
    "work-list": _of_work_list,
    "work-order": _of_work_order,
    "reminder": _of_reminder,
}


def _open_rows(session: Session, plan: Plan) -> list[TaskAt]:
    return [row for row in tasks_at(session, plan, session.today) if row.is_open]


def _members(session: Session) -> list[Member]:
    tables = session.store.committees
    return [member for committee in tables.all() for member in tables.members(committee.id)]


def _names(session: Session, ids: set[str | None]) -> tuple[str, ...]:
    return tuple(unit.name for unit in session.store.offices.units() if unit.id in ids)


def _by_given_name(names: Iterable[str]) -> tuple[str, ...]:
    known = {fold(name): name for name in names if name.strip()}
    return tuple(sorted(known.values(), key=lambda name: (sort_key(name.split()[-1]), sort_key(name))))
