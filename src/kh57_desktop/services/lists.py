"""Lists of rows as screen and command line show them: plain mappings, words already chosen."""

from __future__ import annotations

from datetime import date
from typing import Any

from kh57_desktop.domain.indicators import Indicator, Target
from kh57_desktop.domain.terms import Standing, word
from kh57_desktop.i18n import fold, format_decimal, sort_key
from kh57_desktop.services.committees import members_in_order
from kh57_desktop.services.plans import plan_of, unit_by_name
from kh57_desktop.services.registers.evaluation import evaluation, percent
from kh57_desktop.services.session import Session
from kh57_desktop.store.task_wanted import TaskQuery, TaskRow

Row = dict[str, Any]

PAGE = 500


def task_rows(
    session: Session,
    *,
    on: date,
    plan_code: str | None = None,
    search: str = "",
    standing: Standing | None = None,
    unit: str | None = None,
) -> list[Row]:
    """Tasks in printed order with where they stand on day `on`."""
    if plan_code is None and session.store.plans.newest() is None:
        return []
    plan = plan_of(session, plan_code)
    query = TaskQuery(
        plan_id=plan.id,
        on=on,
        search=search,
        standing=standing,
        unit_id=unit_by_name(session, unit).id if unit else None,
    )
    groups = {group.id: group for group in session.store.plans.groups(plan.id)}
    names = {row.id: row.name for row in session.store.offices.units()}
    found: list[TaskRow] = []
    while page := session.store.tasks.page(query, offset=len(found), limit=PAGE):
        found.extend(page)
        if len(page) < PAGE:
            break
    return [_task_row(row, groups, names) for row in found]


def _task_row(row: TaskRow, groups: dict[str, Any], names: dict[str, str]) -> Row:
    task = row.task
    group = groups.get(task.group_id or "")
    return {
        "code": task.code,
        "number": task.number,
        "group": group.number if group else None,
        "group_title": group.title if group else None,
        "text": task.text,
        "product": task.product,
        "lead_unit": names.get(task.lead_unit_id or ""),
        "lead_person": task.lead_person,
        "supporting_units": [names[id_] for id_ in task.supporting_unit_ids if id_ in names],
        "deadline": task.deadline_words,
        "start_on": task.start_on,
        "due_on": task.due_on,
        "state": task.state,
        "standing": row.standing,
        "standing_words": word(row.standing),
        "finished_on": task.finished_on,
        "percent": row.percent,
        "first_due_on": task.first_due_on,
        "term": task.term,
        "phase": task.phase,
        "priority": task.priority,
        "budget": task.budget,
        "approver": task.approver,
        "is_ours": task.is_ours,
        "product_number": task.product_number,
        "product_on": task.product_on,
        "children": row.children,
        "waiting": row.waiting,
        "evidence": row.evidence,
    }


def indicator_rows(session: Session, *, plan_code: str | None = None, search: str = "") -> list[Row]:
    if plan_code is None and session.store.plans.newest() is None:
        return []
    plan = plan_of(session, plan_code)
    names = {row.id: row.name for row in session.store.offices.units()}
    wanted = fold(search)
    return [
        {
            "code": row.code,
            "group": row.group,
            "text": row.text,
            "unit": row.unit,
            "per": row.per,
            "direction": row.direction,
            "responsible_unit": names.get(row.responsible_unit_id or ""),
            "targets": [target_words(target, row) for target in row.targets],
        }
        for row in session.store.indicators.of_plan(plan.id)
        if wanted in fold(row.text)
    ]


def target_words(target: Target, indicator: Indicator) -> str:
    """A target in short: "2030: ≥ 85 %"."""
    sign = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "=": ""}[target.comparator]
    if target.value is None:
        amount = target.words
    else:
        top = f"-{format_decimal(target.value_max)}" if target.value_max is not None else ""
        amount = f"{sign}{format_decimal(target.value)}{top} {indicator.unit}".rstrip()
    return f"{target.year}: {amount}" if target.year else amount


def member_rows(session: Session, *, search: str = "") -> list[Row]:
    """Members of today in their order; those whom a later decision replaced are history."""
    wanted = fold(search)
    return [
        {
            "committee": committee.name,
            "role": member.role,
            "rank": member.rank,
            "name": member.name,
            "post": member.post,
            "field": member.field,
            "active_from": member.active_from,
            "active_to": member.active_to,
        }
        for committee in session.store.committees.all()
        for member in members_in_order(session, committee)
        if (member.active_to is None or member.active_to >= session.today)
        and wanted in fold(f"{member.name} {member.post} {member.role}")
    ]


def unit_rows(session: Session, *, search: str = "") -> list[Row]:
    """Units in Vietnamese alphabetical order with how many tasks of the newest plan they lead."""
    newest = session.store.plans.newest()
    led: dict[str, int] = {}
    for task in session.store.tasks.of_plan(newest.id) if newest else ():
        if task.lead_unit_id:
            led[task.lead_unit_id] = led.get(task.lead_unit_id, 0) + 1
    wanted = fold(search)
    names = {row.id: row.name for row in session.store.offices.units()}
    return [
        {
            "name": row.name,
            "short_name": row.short_name,
            "aliases": list(row.aliases),
            "kind": row.kind,
            "side": row.side,
            "is_group": row.is_group,
            "parent": names.get(row.parent_id or ""),
            "head": row.head,
            "phone": row.phone,
            "active_from": row.active_from,
            "active_to": row.active_to,
            "tasks": led.get(row.id, 0),
        }
        for row in sorted(session.store.offices.units(), key=lambda unit: sort_key(unit.name))
        if wanted in fold(" ".join((row.name, row.short_name, *row.aliases)))
    ]


def person_rows(session: Session, *, search: str = "") -> list[Row]:
    """People by given name."""
    names = {row.id: row.name for row in session.store.offices.units()}
    wanted = fold(search)
    return [
        {
            "full_name": row.full_name,
            "post": row.post,
            "unit": names.get(row.unit_id or ""),
            "contact": row.contact,
            "left_on": row.left_on,
        }
        for row in session.store.offices.people()
        if wanted in fold(f"{row.full_name} {row.post} {names.get(row.unit_id or '', '')}")
    ]


def evaluation_rows(session: Session, first: date, last: date, *, plan_code: str | None = None) -> list[Row]:
    """Units by the printed rule; shares as fractions of counts, never weighted unless the office set weights."""
    plan = plan_of(session, plan_code) if plan_code else None
    return [
        {
            "place": line.evaluated.place,
            "unit": line.unit.name,
            "head": line.unit.head,
            "given": line.facts.given,
            "done_on_time": line.facts.done_on_time,
            "done_late": line.facts.done_late,
            "overdue": line.facts.overdue,
            "not_judged": line.facts.not_judged,
            "share_on_time": percent(line.facts.share_on_time),
            "owed": line.facts.owed,
            "owed_on_time": line.facts.owed_on_time,
            "six_clear": line.facts.six_clear,
            "indicators": line.facts.indicators,
            "indicators_attained": line.facts.indicators_attained,
            "points": line.evaluated.points,
        }
        for line in evaluation(session, first, last, plan.id if plan else None).lines
    ]


def duty_rows(session: Session, *, plan_code: str | None = None, search: str = "") -> list[Row]:
    if plan_code is None and session.store.plans.newest() is None:
        return []
    plan = plan_of(session, plan_code)
    wanted = fold(search)
    codes = {task.id: task.code for task in session.store.tasks.of_plan(plan.id)}
    return [
        {"number": row.number, "organization": row.organization, "text": row.text, "task": codes.get(row.task_id or "")}
        for row in session.store.plans.duties(plan.id)
        if wanted in fold(f"{row.organization} {row.text}")
    ]


def report_rows(session: Session) -> list[Row]:
    """The register of reports (sổ báo cáo): every one with its state, its number and what it corrects."""
    heads = session.store.reports.heads()
    signs = {row.uid: row.sign for row in heads}
    ticks = {(row.regime, row.period): row.entered_above_on for row in session.store.reports.obligations()}
    bodies = {body.id: body.name for body in session.store.offices.bodies()}
    packages = {row.report_id: row for row in session.store.packages.all() if row.report_id}
    handed = {row.package_id: row.at.date() for row in session.store.packages.hand_overs.all()}
    return [
        {
            "regime": row.regime,
            "period": row.period,
            "package": packages[row.id].name if row.id in packages else None,
            "handed_over_on": handed.get(packages[row.id].id) if row.id in packages else None,
            "body": bodies.get(row.issuing_body_id),
            "state": row.state,
            "sign": row.sign,
            "dated_on": row.dated_on,
            "due_on": row.due_on,
            "corrects": signs.get(row.corrects or ""),
            "entered_above_on": ticks.get((row.regime, row.period)),
            "title": row.title,
        }
        for row in heads
    ]


def package_rows(session: Session) -> list[Row]:
    """Packages that this office built, and at a superior body those that it received."""
    sent = [
        {
            "direction": "out",
            "sequence": row.sequence,
            "name": row.name,
            "office": session.store.offices.office().code,
            "type": row.report_type,
            "period": row.period,
            "state": row.state,
            "digest": row.digest,
            "at": row.created_at,
        }
        for row in session.store.packages.all()
    ]
    received = [
        {
            "direction": "in",
            "sequence": row.known.sequence,
            "name": row.report_title,
            "office": row.known.office_code,
            "type": row.known.report_type,
            "period": row.known.period,
            "state": row.state,
            "digest": row.known.digest,
            "at": row.known.received_at,
            "result": row.result,
            "codes": list(row.codes),
        }
        for row in session.store.packages.received()
    ]
    return [*sent, *received]
