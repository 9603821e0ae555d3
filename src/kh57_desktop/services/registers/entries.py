"""Entries of the registers by words alone, as the command line gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kh57_desktop.domain.plans import Duty, Plan
from kh57_desktop.errors import AmbiguousKey, BadValue, UnknownKey
from kh57_desktop.i18n import _, fold, nfc
from kh57_desktop.services.registers import lines, rows, work
from kh57_desktop.services.registers.bases import set_links
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.session import Session

NEW_TASK = "new"
"""`task=new` makes a task of a conclusion or duty."""


def add(session: Session, kind: RegisterKind, fields: Mapping[str, str]) -> str:
    """The id of the new row."""
    plain = {name: words for name, words in fields.items() if not _is_link(kind, name)}
    made = rows.add_row(session, kind, plain)
    if "links" in fields and kind is RegisterKind.DIRECTIVE:
        set_links(session, made, fields["links"])
    return str(made.id)


def change(
    session: Session, kind: RegisterKind, key: str, fields: Mapping[str, str], *, plan_code: str | None = None
) -> str:
    """The row by its id, number, words or year; returns its id, or the code of the task that was made of it."""
    row = lines.row_by_key(session, kind, key)
    if kind is RegisterKind.CONCLUSION and fields.get("task") == NEW_TASK:
        return work.task_of_conclusion(session, row, plan_code=plan_code).code
    plain = {name: words for name, words in fields.items() if not _is_link(kind, name)}
    if plain:
        row = rows.edit_rows(session, kind, [row], plain)[0]
    if "links" in fields and kind is RegisterKind.DIRECTIVE:
        set_links(session, row, fields["links"])
    return str(row.id)


def _is_link(kind: RegisterKind, name: str) -> bool:
    return kind is RegisterKind.DIRECTIVE and name == "links"


def task_of_duty_named(session: Session, plan: Plan, key: str, fields: Mapping[str, str]) -> str:
    """`task=new` makes the duty of this number, unit or text a task; returns its code."""
    if dict(fields) != {"task": NEW_TASK}:
        raise BadValue(field="task", value=" ".join(fields), allowed=f"task={NEW_TASK}")
    return work.task_of_duty(session, _duty(session, plan, key)).code


def _duty(session: Session, plan: Plan, key: str) -> Duty:
    wanted = fold(nfc(key).strip())
    duties = session.store.plans.duties(plan.id)
    found = [row for row in duties if wanted in (fold(row.number), fold(row.organization), fold(row.text))]
    if not found:
        raise UnknownKey(kind=_("duty"), key=key)
    if len(found) > 1:
        raise AmbiguousKey(key=key, choices=", ".join(row.text[:40] for row in found[:5]))
    return found[0]


def listed(session: Session, kind: RegisterKind, wanted: lines.Wanted) -> list[dict[str, Any]]:
    """Rows as the screen shows them, with their ids."""
    found = lines.view(session, kind, wanted)
    return [
        {"id": line.id, **line.cells} | ({"standing": line.standing} if line.standing else {}) for line in found.lines
    ]


def columns(kind: RegisterKind) -> tuple[str, ...]:
    return tuple(one.key for one in DEFINITIONS[kind].fields)
