"""`kh57 add`, `set`, `progress`, `reading`, `undo`: the everyday entries."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from kh57_desktop.cli.lists import day_of
from kh57_desktop.cli.output import show
from kh57_desktop.cli.parser import REGISTER_ROWS, given_fields
from kh57_desktop.domain.tasks import Task
from kh57_desktop.errors import UnknownField
from kh57_desktop.i18n import _
from kh57_desktop.services import committees, extensions, indicators, offices, people, tasks, units
from kh57_desktop.services.leaving import leave
from kh57_desktop.services.plans import plan_of, unit_by_name
from kh57_desktop.services.registers import entries
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.session import Session, open_session
from kh57_desktop.services.task_fields import day_as_typed
from kh57_desktop.services.unit_merge import merge_units


def add(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        key = _add(session, options.kind, given_fields(options.fields), options.plan)
    show({"added": key}, as_json=options.json)
    return 0


def _add(session: Session, kind: str, fields: Mapping[str, str], plan: str | None) -> str:
    if kind == "task":
        return tasks.add_task(session, fields, plan_code=plan).code
    if kind == "indicator":
        return indicators.add_indicator(session, fields, plan_code=plan).code
    if kind == "unit":
        return units.add_unit(session, fields).name
    if kind == "member":
        return committees.add_member(session, fields).name
    if kind == "issuing_body":
        return offices.add_body_from(session, fields).name
    if kind == "person":
        return people.add_person(session, fields).full_name
    if kind in REGISTER_ROWS:
        return entries.add(session, RegisterKind(kind), fields)
    newest = plan_of(session, plan) if {"group", "task", "indicator"} & set(fields) else None
    return committees.add_assignment(session, newest, fields).id


def set_(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        key = _set(session, options.kind, options.key, given_fields(options.fields), options.plan)
    show({"changed": key}, as_json=options.json)
    return 0


def _set(session: Session, kind: str, key: str, fields: Mapping[str, str], plan: str | None) -> str:
    if kind == "task":
        task = tasks.task_by_key(session, plan_of(session, plan), key)
        if "extension_reason" in fields:
            return _extend(session, task, fields)
        return tasks.edit_tasks(session, [task], fields)[0].code
    if kind == "indicator":
        indicator = indicators.indicator_by_key(session, plan_of(session, plan), key)
        return indicators.edit_indicator(session, indicator, fields).code
    if kind == "unit":
        return _set_unit(session, key, fields)
    if kind == "person":
        return _set_person(session, key, fields)
    if kind == "duty":
        return entries.task_of_duty_named(session, plan_of(session, plan), key, fields)
    if kind in REGISTER_ROWS:
        return entries.change(session, RegisterKind(kind), key, fields, plan_code=plan)
    if kind == "member":
        return committees.edit_member(session, committees.member_by_name(session, key), fields).name
    if kind == "issuing_body":
        return offices.edit_body(session, offices.body_named(session, key), fields).name
    newest = plan_of(session, plan) if {"group", "task", "indicator"} & set(fields) else None
    return committees.edit_assignment(session, key, newest, fields).id


def _set_unit(session: Session, key: str, fields: Mapping[str, str]) -> str:
    """`merged_into=NAME` alone merges the unit into another."""
    unit = unit_by_name(session, key)
    if set(fields) == {"merged_into"}:
        return merge_units(session, unit_by_name(session, fields["merged_into"]), [unit]).name
    return units.edit_unit(session, unit, fields).name


def _set_person(session: Session, key: str, fields: Mapping[str, str]) -> str:
    """`receiver=NAME` (with `day` and `reason`) hands the person's open work over."""
    if "receiver" in fields:
        day, reason = fields.get("day", ""), fields.get("reason", "")
        made = leave(session, key, fields["receiver"], day=day, reason=reason)
        return f"{made.leaving} → {made.receiver}: {len(made.items)}"
    return people.edit_person(session, people.person_by_name(session, key), fields).full_name


def _extend(session: Session, task: Task, fields: Mapping[str, str]) -> str:
    """`deadline=… extension_reason=… extension_document=… …_on=…`: put off, the first deadline is kept."""
    allowed = ("deadline", "extension_reason", "extension_document", "extension_document_on")
    for name in fields:
        if name not in allowed:
            raise UnknownField(kind=_("extension"), name=name, allowed=", ".join(allowed))
    (extended,) = extensions.extend_deadline(
        session,
        [task],
        words=fields.get("deadline", ""),
        reason=fields["extension_reason"],
        document=fields.get("extension_document", ""),
        document_on=day_as_typed(session, "extension_document_on", fields.get("extension_document_on", "")),
    )
    return extended.code


def progress(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        task = tasks.task_by_key(session, plan_of(session, options.plan), options.code)
        entry = tasks.record_progress(
            session,
            task,
            percent=options.percent,
            result=options.result,
            difficulty=options.difficulty,
            proposal=options.proposal,
            on=day_of(session.today, options.on),
            done=options.done,
            files=options.evidence,
        )
    show({"recorded": task.code, "on": entry.on, "percent": entry.percent}, as_json=options.json)
    return 0


def reading(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        indicator = indicators.indicator_by_key(session, plan_of(session, options.plan), options.code)
        entered = indicators.enter_reading(
            session, indicator, options.period, options.value, source=options.source, remark=options.remark
        )
    result = {"entered": indicator.code, "period": entered.period, "mark": entered.mark, "value": entered.value}
    show(result, as_json=options.json)
    return 0


def undo(options: argparse.Namespace) -> int:
    with open_session(options.data) as session:
        action = session.store.undo()
    show({"undone": _(action.words)}, as_json=options.json)
    return 0
