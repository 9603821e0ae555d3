"""The gaps of a plan on paper: which task lacks which member of "5 rõ" or "6 rõ" (feature 127)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kh57_desktop.documents.content import Content
from kh57_desktop.documents.kinds.parts import plan_words, sentence_start
from kh57_desktop.documents.kinds.register import RegisterColumn, register_content
from kh57_desktop.domain.tasks import clear_members, missing_members
from kh57_desktop.domain.terms import Clarity, printed_word
from kh57_desktop.i18n import _
from kh57_desktop.services.paper_forms import NothingToPrint, Request, body_form, plan_and_body
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.session import Session
from kh57_desktop.services.task_table import clarity_of


def clarity_list(session: Session, request: Request) -> Content:
    """The commune's own tasks (of `unit`, where it is named) that lack a member the office asks for."""
    plan, body = plan_and_body(session, request)
    members = clarity_of(session)
    unit = unit_by_name(session, request.unit) if request.unit else None
    tasks = [row for row in session.store.tasks.of_plan(plan.id) if row.is_ours]
    tasks = [row for row in tasks if unit is None or row.lead_unit_id == unit.id]
    lacking = [row for row in tasks if missing_members(row, members)]
    if not lacking:
        raise NothingToPrint(what=_("no task lacks a member of “{count} clear”").format(count=len(members)))
    names = {row.id: row.name for row in session.store.offices.units()}
    rows = []
    for task in lacking:
        clear = clear_members(task, members)
        marks = ("x" if member in clear else "" for member in members)
        missing = ", ".join(printed_word(member) for member in missing_members(task, members))
        rows.append((task.code, task.text, names.get(task.lead_unit_id or "", "Chưa giao"), *marks, missing))
    counted = f"{len(lacking):02}/{len(tasks):02} nhiệm vụ của {plan_words(plan)} chưa đủ {len(members)} rõ"
    return register_content(
        body_form(session, body, request.on),
        title=f"Danh sách nhiệm vụ chưa đủ {len(members)} rõ",
        columns=_columns(members),
        rows=rows,
        on=request.on,
        notes=(f"{counted}. x: đã rõ; ô trống: còn thiếu.",),
    )


def _columns(members: tuple[Clarity, ...]) -> list[RegisterColumn]:
    return [
        RegisterColumn("Mã", 14),
        RegisterColumn("Nhiệm vụ", 168 - 18 * len(members)),
        RegisterColumn("Chủ trì", 42),
        *(RegisterColumn(sentence_start(printed_word(member)), 18) for member in members),
        RegisterColumn("Còn thiếu", 34),
    ]


MAKERS: Mapping[str, Callable[[Session, Request], Content]] = {"clarity-list": clarity_list}
"""By KIND of `kh57 print`."""
